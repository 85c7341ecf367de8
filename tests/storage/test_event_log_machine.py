"""The event log against a plain model: random appends, roll-backs, readers and endings, in any order."""

import asyncio
import shutil
import tempfile
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from milepost.domain.errors import TaskEnded
from milepost.domain.events import TERMINAL_TYPES, NewEvent, task_event
from tests.support.places import sqlite_place
from tests.support.records import NOON, add_task, last_event, some_event
from tests.support.run import join_run
from tests.support.worlds import Storage, open_storage

TASKS = 3
numbers = st.integers(0, TASKS - 1)
keys = st.sampled_from("abcdefgh")
batches = st.lists(keys, max_size=5)


class _RolledBack(Exception):
    pass


class EventLogMachine(RuleBasedStateMachine):
    """The model is, for each task, the keys in their order; a log with the key `end` is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.logs: list[list[str]] = [[] for _ in range(TASKS)]
        self.cursors = [0] * TASKS
        self.directory = Path(tempfile.mkdtemp())
        self.runner = asyncio.Runner()
        self.runner.run(self._open())

    async def _open(self) -> None:
        self.stack = AsyncExitStack()
        self.place = await sqlite_place(join_run(), self.directory)
        self.storage: Storage = await self.stack.enter_async_context(open_storage(self.place))
        self.tasks = [await add_task(self.storage, number) for number in range(TASKS)]

    def teardown(self) -> None:
        self.runner.run(self.stack.aclose())
        self.runner.close()
        shutil.rmtree(self.directory)

    @rule(number=numbers, batch=batches, end=st.booleans(), repeat_end=st.booleans())
    def append(self, number: int, batch: list[str], end: bool, repeat_end: bool) -> None:
        is_last = end and (repeat_end or "end" not in self.logs[number])
        self._append(number, [*batch, *(["end"] if is_last else [])])

    @rule(number=numbers, batch=batches)
    def append_and_roll_back(self, number: int, batch: list[str]) -> None:
        async def try_it() -> None:
            async with self.storage.database.write() as work:
                await work.events.append(self.tasks[number].task_id, _events(batch), now=NOON)
                raise _RolledBack

        with suppress(_RolledBack, TaskEnded):
            self.runner.run(try_it())

    @rule(first=batches, second=batches)
    def append_to_two_logs_in_one_transaction(self, first: list[str], second: list[str]) -> None:
        async def both() -> None:
            async with self.storage.database.write() as work:
                await work.events.append(self.tasks[0].task_id, _events(first), now=NOON)
                await work.events.append(self.tasks[1].task_id, _events(second), now=NOON)

        expected = [self._after(0, first), self._after(1, second)]
        try:
            self.runner.run(both())
        except TaskEnded:
            assert None in expected
        else:
            self.logs[:2] = [log for log in expected if log is not None]

    @rule(number=numbers, limit=st.integers(1, 4))
    def read_on(self, number: int, limit: int) -> None:
        cursor, task_id = self.cursors[number], self.tasks[number].task_id
        page = self.runner.run(self.storage.log.read(task_id, after=cursor, limit=limit))
        expected = self.logs[number][cursor : cursor + limit]
        assert [event.seq for event in page] == list(range(cursor + 1, cursor + 1 + len(expected)))
        assert [_key(event.payload) for event in page] == expected
        assert [event.type in TERMINAL_TYPES for event in page] == [key == "end" for key in expected]
        self.cursors[number] += len(page)

    @rule()
    def open_again(self) -> None:
        epoch = self.storage.log.epoch
        self.runner.run(self.stack.aclose())
        self.stack = AsyncExitStack()
        self.storage = self.runner.run(self.stack.enter_async_context(open_storage(self.place)))
        assert self.storage.log.epoch == epoch

    @invariant()
    def heads_are_the_lengths(self) -> None:
        heads = self.runner.run(self.storage.log.heads([task.task_id for task in self.tasks]))
        assert list(heads.values()) == [len(log) for log in self.logs]

    def _append(self, number: int, batch: list[str]) -> None:
        async def write() -> int:
            async with self.storage.database.write() as work:
                return await work.events.append(self.tasks[number].task_id, _events(batch), now=NOON)

        expected = self._after(number, batch)
        try:
            head = self.runner.run(write())
        except TaskEnded:
            assert expected is None
        else:
            assert expected is not None
            assert head == len(expected)
            self.logs[number] = expected

    def _after(self, number: int, batch: list[str]) -> list[str] | None:
        """The log after the batch, or None where it is refused."""
        log = self.logs[number]
        fresh = [key for key in dict.fromkeys(batch) if key not in log]
        return None if fresh and "end" in log else [*log, *fresh]


def _events(batch: list[str]) -> list[NewEvent]:
    return [last_event() if key == "end" else some_event(key) for key in batch]


def _key(payload: str) -> str:
    event = task_event.validate_json(payload)
    return event.data.reason if event.type == "task_recovering" else "end"


TestEventLog = EventLogMachine.TestCase
TestEventLog.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
