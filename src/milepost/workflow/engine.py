"""The run engine: DBOS behind the `RunEngine` port. Only this module knows it.

Our rows are the truth; the engine starts each key once, here or on whichever process is free, and cancels it.
Nothing it stores is needed to recover: deleting its tables loses nothing.
"""

import asyncio
import contextlib
import contextvars
import json
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dbos import DBOS, DBOSConfig, Serializer, SetWorkflowID
from dbos import error as dbos_error
from dbos._core import WorkflowHandleAsyncPolling
from dbos._error import DBOSAwaitedWorkflowCancelledError
from dbos._utils import retriable_postgres_exception

from milepost.domain.errors import StorageUnreachable
from milepost.domain.ports.runtime import Dispatch, Execute, Step
from milepost.domain.records import RunKind
from milepost.workflow.engine_log import EngineLog

#: A constant: the default is a hash of the code, and a changed comment would strand open runs.
_APPLICATION_VERSION = "milepost-1"
#: Planning does not wait behind writing, which takes minutes with a model.
_PLANS, _WRITING = "milepost-plans", "milepost-writing"
_QUEUED = {"ENQUEUED", "DELAYED"}
_CLOSE_SECONDS = 5.0
_DESTROY_SECONDS = 3.0
#: For what the engine's threads have left to the loop when they end.
_LAST_WORDS_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Queues:
    """How work is shared between processes. The engine keeps these figures in its database: the last start counts."""

    runs_at_once: int
    """Runs of a queue that one process has under way."""
    poll: timedelta = timedelta(seconds=0.25)
    """How often a process looks for work. Each look costs a few milliseconds."""


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
    def __init__(
        self,
        *,
        database_url: str,
        database_engine: Any,
        executor_id: str,
        queues: Queues | None = None,
        works: bool = True,
        is_outage: Callable[[Exception], bool] = lambda _error: False,
    ) -> None:
        """An engine over a database of its own, or one that processes share.

        Args:
            executor_id: New for each start of a process, so the engine's own recovery finds nothing to repeat.
            queues: How work is shared; None where this process is alone, which then starts everything itself.
            works: Whether this process takes work from the queues.
            is_outage: Whether an error says that the engine's database could not be reached.
        """
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
        self._database = database_engine
        self._queues = queues
        self._works = works
        self._is_outage: Callable[[Exception], bool] = lambda error: (
            retriable_postgres_exception(error) or is_outage(error)
        )
        self._log = EngineLog(self._is_no_news)
        self._dbos: DBOS | None = None
        self._workflow: Callable[[str, RunKind], Awaitable[None]] | None = None
        self._under_way: dict[str, asyncio.Task[Any]] = {}
        self._starting: set[str] = set()
        self._revoked: set[str] = set()
        """Cancelled while they were starting."""
        self._is_leaving = False

    async def launch(self, execute: Execute) -> None:
        """Begin on the running loop: launched in a thread, later runs would start on another loop."""
        self._dbos = DBOS(config=self._config)
        self._log.install()
        self._is_leaving = False

        async def run(key: str, kind: RunKind) -> None:
            self._starting.discard(key)
            if key in self._revoked or self._is_leaving:
                self._revoked.discard(key)
                raise asyncio.CancelledError
            current = asyncio.current_task()
            if current is not None:
                self._under_way[key] = current
            try:
                await execute(key, kind, self._run_step)
            except Exception as error:
                self._log.known(error)  # whoever executes has told of it
                raise
            finally:
                self._under_way.pop(key, None)

        self._workflow = DBOS.workflow(name="milepost.run")(run)
        if self._queues is not None:
            DBOS.listen_queues([_PLANS, _WRITING] if self._works else [])
        DBOS.launch()
        # Left to itself it would wait for a lost database in its few threads, up to a minute at a time, and with
        # them everything else of this process that needs a thread. The sweep tries again instead.
        self._dbos._sys_db._retry_connection_errors = False
        if not self._works:
            self._stop_looking_for_work(self._dbos)
        if self._queues is not None:
            for name in (_PLANS, _WRITING):
                await DBOS.register_queue_async(
                    name,
                    worker_concurrency=self._queues.runs_at_once,
                    polling_interval_sec=self._queues.poll.total_seconds(),
                    on_conflict="always_update",
                )

    def _is_no_news(self, error: Exception) -> bool:
        """Whether an error that the engine tells of is no fault, or has been told."""
        # Cancelled before it could begin; whoever cancelled it has told.
        is_cancelled = isinstance(error, DBOSAwaitedWorkflowCancelledError)
        # Taken from a queue in the last moment, and the threads to begin it with have gone: others find it.
        is_late = self._is_leaving and isinstance(error, RuntimeError) and "after shutdown" in str(error)
        return is_cancelled or is_late or self._is_outage(error)

    @staticmethod
    def _stop_looking_for_work(dbos: DBOS) -> None:
        """End the engine's own threads, which ask the database several times a second, where nobody executes."""
        for event in (*dbos.background_thread_stop_events, dbos._background_jobs_stop_event):
            event.set()
        dbos._sys_db._run_background_processes = False

    async def start(self, key: str, kind: RunKind) -> None:
        workflow = self._launched()
        self._starting.add(key)
        # Called within a run too, by whose context the engine would take the new run for a part of its step.
        try:
            await asyncio.create_task(self._start(workflow, key, kind), context=contextvars.Context())
        except BaseException:  # a cancel as well: a key left here tells the sweep that the run is under way
            self._starting.discard(key)
            raise

    async def _start(
        self, workflow: Callable[[str, RunKind], Awaitable[None]], key: str, kind: RunKind
    ) -> None:
        with self._noticing_outages(), SetWorkflowID(key):
            handle: object = await DBOS.start_workflow_async(workflow, key, kind)  # type: ignore[arg-type]  # a coroutine function
        if isinstance(handle, WorkflowHandleAsyncPolling):
            self._starting.discard(key)  # it was started before

    async def enqueue(self, key: str, kind: RunKind) -> None:
        if self._queues is None:
            await self.start(key, kind)
            return
        workflow = self._launched()
        await asyncio.create_task(self._enqueue(workflow, key, kind), context=contextvars.Context())

    async def _enqueue(
        self, workflow: Callable[[str, RunKind], Awaitable[None]], key: str, kind: RunKind
    ) -> None:
        queue = _WRITING if kind == "gen" else _PLANS
        with self._noticing_outages(), SetWorkflowID(key):
            await DBOS.enqueue_workflow_async(queue, workflow, key, kind)  # type: ignore[arg-type]  # as above

    def here(self) -> frozenset[str]:
        return frozenset(self._under_way) | self._starting

    async def look_up(self, keys: Collection[str]) -> Mapping[str, Dispatch]:
        if not keys:
            return {}
        with self._noticing_outages():
            found = await DBOS.list_workflows_async(
                workflow_ids=list(keys), load_input=False, load_output=False
            )
        return {
            one.workflow_id: self._dispatch(one.workflow_id, one.status, one.executor_id) for one in found
        }

    def _dispatch(self, key: str, status: str, executor: str | None) -> Dispatch:
        if status in _QUEUED:
            return Dispatch("queued")
        return Dispatch("taken" if key in self._under_way or status == "PENDING" else "over", executor)

    async def is_over(self, key: str) -> bool | None:
        dispatch = (await self.look_up([key])).get(key)
        return dispatch.state == "over" if dispatch else None

    def interrupt(self, key: str) -> None:
        if (task := self._under_way.get(key)) is not None:
            task.cancel()
        elif key in self._starting:
            self._revoked.add(key)

    async def cancel(self, key: str) -> None:
        interrupted = key in self.here()
        self.interrupt(key)
        with self._noticing_outages():
            status = await DBOS.get_workflow_status_async(key)
            if status is None or status.status not in _QUEUED | {"PENDING"}:
                return
            # One of ours that was not interrupted has just ended, and the engine is about to note it.
            ours = status.status == "PENDING" and status.executor_id == self._config["executor_id"]
            if interrupted or not ours:
                await DBOS.cancel_workflow_async(key)

    async def noted_before(self, instant: datetime, limit: int) -> Sequence[str]:
        with self._noticing_outages():
            found = await DBOS.list_workflows_async(
                end_time=instant.isoformat(), limit=limit, load_input=False, load_output=False
            )
        return [one.workflow_id for one in found]

    async def forget(self, keys: Collection[str]) -> None:
        with self._noticing_outages():
            await DBOS.delete_workflows_async(list(keys))

    async def stop_work(self) -> None:
        self._is_leaving = True
        if self._dbos is not None:
            for event in self._dbos.background_thread_stop_events:
                event.set()
        if tasks := list(self._under_way.values()):
            for task in tasks:
                task.cancel()
            # Whoever is just committing ends that first; the database is closed after this.
            await asyncio.wait(tasks, timeout=_CLOSE_SECONDS)

    async def close(self) -> None:
        await self.stop_work()
        if self._workflow is not None:
            self._workflow = None
            # Its threads are joined one by one; the loop must not wait for that, and nobody for a lost database.
            own = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine-end-")
            ending = asyncio.get_running_loop().run_in_executor(own, self._destroy)
            own.shutdown(wait=False)
            await asyncio.wait({ending}, timeout=_DESTROY_SECONDS)
            await asyncio.sleep(_LAST_WORDS_SECONDS)
            self._log.remove()
        self._dbos = None

    def _destroy(self) -> None:
        threads = self._dbos._executor_field if self._dbos else None
        DBOS.destroy(workflow_completion_timeout_sec=0)
        if threads is not None:
            threads.shutdown()  # one may be noting how a run ended, on a connection that is closed next
        self._database.dispose()  # the library closes only what it has opened itself

    def _launched(self) -> Callable[[str, RunKind], Awaitable[None]]:
        if self._workflow is None:
            raise RuntimeError("The engine has not been launched.")
        return self._workflow

    @contextlib.contextmanager
    def _noticing_outages(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # a driver may raise any; the two who know say which is an outage
            if self._is_outage(error):
                raise StorageUnreachable from error
            raise

    async def _run_step(self, name: str, step: Step) -> None:
        async def run() -> None:
            # The engine looks whether it is given a coroutine function; what merely returns one would run in a thread.
            await step()

        try:
            with self._noticing_outages():
                # Where another process may cancel the run, the engine looks for that each second.
                await DBOS.run_step_async({"name": name, "preemptible": self._queues is not None}, run)
        except dbos_error.DBOSWorkflowCancelledError:
            # As when it is cancelled here; left as it is, the engine would wait for an outcome that nobody records.
            raise asyncio.CancelledError from None
