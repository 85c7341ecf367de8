"""The run engine: DBOS behind the `RunEngine` port. Only this module knows it.

Our rows are the truth; the engine starts each key once, runs it on this loop and cancels it. Nothing it
stores is needed to recover: deleting its database loses nothing.
"""

import asyncio
import contextvars
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from dbos import DBOS, DBOSConfig, Serializer, SetWorkflowID

from milepost.domain.ports.runtime import Execute, Step
from milepost.domain.records import RunKind

#: A constant: the default is a hash of the code, and a changed comment would strand open runs.
_APPLICATION_VERSION = "milepost-1"
_OPEN = {"PENDING", "ENQUEUED", "DELAYED"}
_CLOSE_SECONDS = 5.0


class JsonSerializer(Serializer):
    """JSON and never pickle: what lies in the engine's database must not run code."""

    def serialize(self, data: Any) -> str:
        # An exception is stored as its text: nobody reads it back, our rows say how a run ended.
        return json.dumps(data, default=repr)

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data)

    def name(self) -> str:
        return "json"


class DbosEngine:
    def __init__(self, *, database_url: str, database_engine: Any, executor_id: str) -> None:
        """`executor_id` is new for each start of a process, so the engine's own recovery finds nothing to repeat."""
        self._config: DBOSConfig = {
            "name": "milepost",
            "system_database_url": database_url,
            "system_database_engine": database_engine,
            "executor_id": executor_id,
            "application_version": _APPLICATION_VERSION,
            "serializer": JsonSerializer(),
            "max_executor_threads": 8,
            "log_level": "ERROR",
            "enable_otlp": False,
            "use_listen_notify": False,
            # We use no notifications; closing waits for the thread that polls for them.
            "notification_listener_polling_interval_sec": 0.05,
        }
        self._workflow: Callable[[str, RunKind], Awaitable[None]] | None = None
        self._under_way: dict[str, asyncio.Task[Any]] = {}
        self._starting: set[str] = set()
        self._revoked: set[str] = set()
        """Cancelled while they were starting."""

    async def launch(self, execute: Execute) -> None:
        """Begin on the running loop: launched in a thread, later runs would start on another loop."""
        DBOS(config=self._config)
        library_log = logging.getLogger("dbos")
        library_log.handlers.clear()
        library_log.propagate = True

        async def run(key: str, kind: RunKind) -> None:
            self._starting.discard(key)
            if key in self._revoked:
                self._revoked.discard(key)
                raise asyncio.CancelledError
            current = asyncio.current_task()
            if current is not None:
                self._under_way[key] = current
            try:
                await execute(key, kind, _run_step)
            finally:
                self._under_way.pop(key, None)

        self._workflow = DBOS.workflow(name="milepost.run")(run)
        DBOS.launch()

    async def start(self, key: str, kind: RunKind) -> None:
        if self._workflow is None:
            raise RuntimeError("The engine has not been launched.")
        self._starting.add(key)
        # Called within a run too, by whose context the engine would take the new run for a part of its step.
        await asyncio.create_task(self._start(self._workflow, key, kind), context=contextvars.Context())

    @staticmethod
    async def _start(workflow: Callable[[str, RunKind], Awaitable[None]], key: str, kind: RunKind) -> None:
        with SetWorkflowID(key):
            await DBOS.start_workflow_async(workflow, key, kind)  # type: ignore[arg-type]  # a coroutine function

    async def is_over(self, key: str) -> bool | None:
        if key in self._under_way:
            return False
        status = await DBOS.get_workflow_status_async(key)
        if status is None:
            return None
        return status.status not in _OPEN

    async def cancel(self, key: str) -> None:
        interrupted = True
        if (task := self._under_way.get(key)) is not None:
            task.cancel()
        elif key in self._starting:
            self._revoked.add(key)
        else:
            interrupted = False
        status = await DBOS.get_workflow_status_async(key)
        if status is None or status.status not in _OPEN:
            return
        # One of ours that was not interrupted has just ended, and the engine is about to note it.
        if interrupted or status.executor_id != self._config["executor_id"]:
            await DBOS.cancel_workflow_async(key)

    async def close(self) -> None:
        if tasks := list(self._under_way.values()):
            for task in tasks:
                task.cancel()
            # Whoever is just committing ends that first; the database is closed after this.
            await asyncio.wait(tasks, timeout=_CLOSE_SECONDS)
        if self._workflow is not None:
            # Its threads are joined one by one; the loop must not wait for that.
            await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=0)
            self._workflow = None


async def _run_step(name: str, step: Step) -> None:
    async def run() -> None:
        # The engine looks whether it is given a coroutine function; what merely returns one would run in a thread.
        await step()

    await DBOS.run_step_async({"name": name}, run)
