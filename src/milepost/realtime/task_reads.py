"""Reads tasks for whoever opens a channel; a crowd that comes at once shares its reads."""

import asyncio

from milepost.domain.ports.storage import EventLog
from milepost.domain.records import TaskRecord

#: Between two reads of one task that follow each other. Whoever comes alone waits for nothing.
CROWD_SECONDS = 0.005


class TaskReads:
    """Each asker gets the task as it stood after the question; during a read one waits for the next."""

    def __init__(self, event_log: EventLog) -> None:
        self._log = event_log
        self._under_way: dict[str, asyncio.Task[TaskRecord | None]] = {}
        self._next: dict[str, asyncio.Task[TaskRecord | None]] = {}

    async def task(self, task_id: str) -> TaskRecord | None:
        """The task with its head, of one moment.

        Raises:
            StorageUnreachable: The database cannot be reached.
        """
        reading = self._next.get(task_id)
        if reading is None:
            reading = asyncio.create_task(self._read(task_id, self._under_way.get(task_id)))
            # If all who asked have gone, nobody is left to be told of a failure.
            reading.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._next[task_id] = reading
        return await asyncio.shield(reading)

    async def _read(
        self, task_id: str, before: "asyncio.Task[TaskRecord | None] | None"
    ) -> TaskRecord | None:
        if before is not None:
            await asyncio.wait([before])
            # It is a crowd: a moment later more of it can share the read.
            await asyncio.sleep(CROWD_SECONDS)
        self._under_way[task_id] = self._next.pop(task_id)
        try:
            return await self._log.task(task_id)
        finally:
            del self._under_way[task_id]
