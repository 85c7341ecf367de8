"""The hub against a plain model: hints lost, repeated and reordered, viewers coming and going, an evicting ring."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from milepost.domain.records import StoredEvent
from milepost.realtime import hub as hub_module
from milepost.realtime import ring as ring_module
from milepost.realtime.hub import Hub, WatchedTask
from milepost.realtime.prepared_frames import text_frame
from tests.support.memory_log import MemoryLog

TASKS = ("tsk_a", "tsk_b")
SMALL_RING = {"RING_FRAMES": 6, "RING_BYTES": 250}


class Viewer:
    """A cursor compared with the log, as a socket is."""

    def __init__(self, hub: Hub, task_id: str, cursor: int, *, head: int = 0) -> None:
        """`head` is that of the log, read once the hub knows of the viewer, as sockets do."""
        self.hub, self.task_id = hub, task_id
        self.cursor = self.begin = cursor
        self.texts: list[str] = []
        self.is_woken = False
        self.watched: WatchedTask = hub.watch(task_id, self, self.wake)
        self.watched.raise_head(head)

    def wake(self) -> None:
        self.is_woken = True

    async def read(self) -> None:
        joined = await self.watched.after(self.cursor, self.hub.event_log)
        for event in joined.events if joined else ():
            assert event.seq == self.cursor + 1
            self.cursor = event.seq
            self.texts.append(event.payload)

    async def catch_up(self) -> None:
        while self.cursor < self.watched.head:
            before = self.cursor
            await self.read()
            assert self.cursor > before, "Nothing came although the log is longer."


def append(log: MemoryLog, task_id: str, count: int) -> int:
    """Append events of different sizes."""
    head = len(log.texts(task_id))
    return log.append(task_id, *(f"{task_id} {n} {'x' * (n * 37 % 90)}" for n in range(head, head + count)))


class HubMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        for name, value in SMALL_RING.items():
            self.patch.setattr(ring_module, name, value)
        self.patch.setattr(hub_module, "READ_LIMIT", 4)
        self.runner = asyncio.Runner()
        self.log = MemoryLog(*TASKS)
        self.hub = Hub(self.log, safety_poll=timedelta(0))
        self.viewers: list[Viewer] = []
        # One loop for the machine's whole life: it looks whenever the runner runs, and fails while `down`.
        self.polling = self.runner.run(self._begin_polling())

    async def _begin_polling(self) -> asyncio.Task[None]:
        return asyncio.create_task(self.hub.poll_for_lost_hints())

    def teardown(self) -> None:
        self.polling.cancel()
        self.runner.close()
        self.patch.undo()

    @rule(
        task_id=st.sampled_from(TASKS),
        count=st.integers(1, 9),
        hint=st.sampled_from(["lost", "bare", "with events"]),
    )
    def append(self, task_id: str, count: int, hint: str) -> None:
        head = append(self.log, task_id, count)
        if hint != "lost":
            appended = self.log.events[task_id][-count:] if hint == "with events" else []
            self._announce(task_id, head, appended)

    @rule(task_id=st.sampled_from(TASKS), data=st.data())
    def hint_with_events_comes_late(self, task_id: str, data: st.DataObject) -> None:
        """Any stretch of the log, of whatever age, with or without a gap to what is known."""
        if head := len(self.log.texts(task_id)):
            first = data.draw(st.integers(0, head - 1))
            until = data.draw(st.integers(first + 1, head))
            self._announce(task_id, until, self.log.events[task_id][first:until])

    @rule(task_id=st.sampled_from(TASKS), data=st.data())
    def hint_again(self, task_id: str, data: st.DataObject) -> None:
        self._announce(task_id, data.draw(st.integers(0, len(self.log.texts(task_id)))))

    @rule(task_id=st.sampled_from(TASKS), data=st.data())
    def join(self, task_id: str, data: st.DataObject) -> None:
        head = len(self.log.texts(task_id))
        self.viewers.append(Viewer(self.hub, task_id, data.draw(st.integers(0, head)), head=head))

    @rule(data=st.data(), count=st.integers(1, 3))
    def read_at_once(self, data: st.DataObject, count: int) -> None:
        """Several viewers read at the same time; behind one another they wait for the log once."""
        if not self.viewers:
            return
        chosen = data.draw(st.lists(st.sampled_from(self.viewers), min_size=1, max_size=count, unique=True))

        async def together() -> None:
            await asyncio.gather(*(viewer.read() for viewer in chosen if viewer.cursor < viewer.watched.head))

        self.runner.run(together())

    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        if self.viewers:
            viewer = self.viewers.pop(data.draw(st.integers(0, len(self.viewers) - 1)))
            self.hub.unwatch(viewer.task_id, viewer)
            self.hub.unwatch(viewer.task_id, viewer)  # a second time changes nothing

    @rule(data=st.data(), fails=st.booleans())
    def safety_poll_finds_what_was_lost(self, data: st.DataObject, fails: bool) -> None:
        """Whatever hints were lost, one look later whoever wants has the whole log; also after a failed look."""
        self.log.down = fails
        self._poll_once()
        self.log.down = False
        self._poll_once()
        for viewer in self.viewers:
            assert viewer.watched.head == len(self.log.texts(viewer.task_id))
        if self.viewers:
            viewer = data.draw(st.sampled_from(self.viewers))
            self.runner.run(viewer.catch_up())
            assert viewer.texts == self.log.texts(viewer.task_id)[viewer.begin :]

    @invariant()
    def what_is_delivered_is_a_part_of_the_log(self) -> None:
        for viewer in self.viewers:
            assert viewer.texts == self.log.texts(viewer.task_id)[viewer.begin : viewer.cursor]

    @invariant()
    def what_is_kept_is_bounded(self) -> None:
        for watched in self.hub._watched.values():
            kept = watched.ring
            assert len(kept.events) <= SMALL_RING["RING_FRAMES"]
            frames = [text_frame(event.payload) for event in kept.events]
            assert sum(map(len, frames)) == kept.size <= SMALL_RING["RING_BYTES"]
            assert (
                [event.seq for event in kept.events] == [*range(kept.events[0].seq, kept.events[-1].seq + 1)]
                if kept.events
                else kept.size == 0
            )

    @invariant()
    def only_watched_tasks_are_kept(self) -> None:
        assert set(self.hub._watched) == {viewer.task_id for viewer in self.viewers}

    def _announce(self, task_id: str, head: int, events: Sequence[StoredEvent] = ()) -> None:
        behind = [one for one in self.viewers if one.task_id == task_id and one.watched.head < head]
        for viewer in behind:
            viewer.is_woken = False
        self.hub.announce({task_id: head, "tsk_unwatched": 5}, {task_id: events, "tsk_unwatched": events})
        assert all(viewer.is_woken for viewer in behind)

    def _poll_once(self) -> None:
        if self.viewers:
            self.runner.run(looks_at(self.log, 1))


async def looks_at(log: MemoryLog, looks: int) -> None:
    """Wait until the safety poll has looked this often and come around again."""
    until = log.looks + looks + 1
    await come_to(lambda: log.looks >= until)


async def come_to(condition: Callable[[], bool]) -> None:
    """Let everything else run until this is so."""
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("It never came to it.")


@contextlib.asynccontextmanager
async def safety_poll(hub: Hub) -> AsyncIterator[None]:
    polling = asyncio.create_task(hub.poll_for_lost_hints())
    yield
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)


TestHub = HubMachine.TestCase
TestHub.settings = settings(max_examples=80, stateful_step_count=50, deadline=None)


@pytest.fixture
def log() -> MemoryLog:
    return MemoryLog(*TASKS)


@pytest.fixture
def hub(log: MemoryLog) -> Hub:
    return Hub(log, safety_poll=timedelta(0))


async def test_many_viewers_of_one_task_read_the_log_once(hub: Hub, log: MemoryLog) -> None:
    append(log, "tsk_a", 3)
    viewers = [Viewer(hub, "tsk_a", 0) for _ in range(50)]
    hub.announce({"tsk_a": 3})

    await asyncio.gather(*(viewer.catch_up() for viewer in viewers))

    assert log.reads == 1
    assert all(viewer.texts == log.texts("tsk_a") for viewer in viewers)


async def test_a_wait_ends_with_a_hint(hub: Hub, log: MemoryLog) -> None:
    wait = asyncio.create_task(hub.wait_past("tsk_a", 0, timedelta(seconds=20)))
    await asyncio.sleep(0)
    hub.announce({"tsk_b": 9})
    hub.announce({"tsk_a": append(log, "tsk_a", 1)})

    assert await wait is True


async def test_a_wait_begun_after_the_commit_does_not_need_its_hint(hub: Hub, log: MemoryLog) -> None:
    append(log, "tsk_a", 1)

    assert await hub.wait_past("tsk_a", 0, timedelta(seconds=20)) is True


async def test_a_wait_ends_at_its_limit_and_leaves_nothing_behind(hub: Hub, log: MemoryLog) -> None:
    append(log, "tsk_a", 1)

    assert await hub.wait_past("tsk_a", 1, timedelta(milliseconds=1)) is False
    assert hub.watched_count == 0


async def test_a_wait_whose_hint_is_lost_ends_with_the_safety_poll(hub: Hub, log: MemoryLog) -> None:
    wait = asyncio.create_task(hub.wait_past("tsk_a", 0, timedelta(seconds=5)))
    await come_to(lambda: log.head_reads == 1)  # the wait's own look is past
    append(log, "tsk_a", 1)

    async with safety_poll(hub):
        assert await wait is True


async def test_a_process_that_ends_keeps_nobody_waiting(hub: Hub, log: MemoryLog) -> None:
    wait = asyncio.create_task(hub.wait_past("tsk_a", 0, timedelta(seconds=20)))
    await come_to(lambda: log.head_reads == 1)  # from here on it only waits

    hub.drain()

    async with asyncio.timeout(5):
        assert await wait is False
    assert await hub.wait_past("tsk_a", 0, timedelta(seconds=20)) is False


async def test_a_hint_that_promises_more_than_there_is_is_looked_into_once(hub: Hub, log: MemoryLog) -> None:
    append(log, "tsk_a", 1)
    viewer = Viewer(hub, "tsk_a", 0)
    hub.announce({"tsk_a": 5})

    await viewer.read()
    await viewer.read()

    assert viewer.cursor == viewer.watched.head == 1
    assert log.reads == 2


async def test_a_cancelled_wait_leaves_nothing_behind(hub: Hub) -> None:
    wait = asyncio.create_task(hub.wait_past("tsk_a", 0, timedelta(seconds=20)))
    await come_to(lambda: hub.watched_count == 1)

    wait.cancel()
    await asyncio.gather(wait, return_exceptions=True)

    assert hub.watched_count == 0


async def test_nobody_watching_costs_no_look_at_the_log(hub: Hub, log: MemoryLog) -> None:
    async with safety_poll(hub):
        for _ in range(20):
            await asyncio.sleep(0)

    assert log.looks == 0


async def test_a_lost_database_ends_no_safety_poll_and_is_not_told_here(
    hub: Hub, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    for level in ("info", "warning", "exception"):
        monkeypatch.setattr(hub_module.log, level, lambda event, **_: told.append(event))
    viewer = Viewer(hub, "tsk_a", 0)
    append(log, "tsk_a", 1)

    async with safety_poll(hub):
        log.down = True
        await looks_at(log, 5)
        assert viewer.watched.head == 0
        log.down = False
        await looks_at(log, 5)

    assert told == []
    assert viewer.watched.head == 1
