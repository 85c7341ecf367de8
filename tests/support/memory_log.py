"""An event log in memory, which can be lost and come back, for tests of the hub and of single sockets."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from milepost.domain.errors import StorageUnreachable
from milepost.domain.records import StoredEvent, TaskRecord
from milepost.domain.tasks import TaskStatus, TaskStep
from tests.support.records import make_task_record


class MemoryLog:
    """Implements the port `EventLog`. While `down`, every call fails as it does with a lost database."""

    def __init__(self, *task_ids: str) -> None:
        self.events: dict[str, list[StoredEvent]] = {task_id: [] for task_id in task_ids}
        self.reads = 0
        self.task_reads = 0
        self.looks = 0
        self.head_reads = 0
        self.down = False
        self.may_look = asyncio.Event()
        """While cleared, whoever asks for a task waits."""
        self.may_look.set()
        self._changes = 0
        self._seen = (0, 0)

    @property
    def epoch(self) -> str:
        return "epoch"

    def append(self, task_id: str, *texts: str, type_: str = "progress") -> int:
        """Append these payloads; the head afterwards."""
        log = self.events[task_id]
        for text in texts:
            log.append(StoredEvent(seq=len(log) + 1, type=type_, payload=text))
        return len(log)

    def remove(self, task_id: str) -> None:
        """Remove the task with its log, as the trash does in the end."""
        del self.events[task_id]
        self._changes += 1

    def texts(self, task_id: str) -> list[str]:
        return [event.payload for event in self.events[task_id]]

    async def task(self, task_id: str) -> TaskRecord | None:
        self.task_reads += 1
        await self._look()
        await self.may_look.wait()
        log = self.events.get(task_id)
        if log is None:
            return None
        is_over = bool(log) and log[-1].type == "completed"
        return make_task_record(
            task_id,
            last_seq=len(log),
            status=TaskStatus.COMPLETED if is_over else TaskStatus.PROCESSING,
            step=TaskStep.FINISHED if is_over else TaskStep.CONTENT_GENERATION,
        )

    async def read(self, task_id: str, *, after: int, limit: int) -> Sequence[StoredEvent]:
        await self._look()
        self.reads += 1
        return self.events.get(task_id, [])[after : after + limit]

    async def heads(self, task_ids: Iterable[str]) -> Mapping[str, int]:
        await self._look()
        self.head_reads += 1
        return {task_id: len(self.events[task_id]) for task_id in task_ids if task_id in self.events}

    async def check(self) -> None:
        await self._look()

    async def changed(self) -> bool:
        self.looks += 1
        # Appended to in the tests' own way as well, so the events are counted too.
        version = (sum(map(len, self.events.values())), self._changes)
        changed, self._seen = version != self._seen, version
        return changed

    async def _look(self) -> None:
        await asyncio.sleep(0)
        if self.down:
            raise StorageUnreachable
