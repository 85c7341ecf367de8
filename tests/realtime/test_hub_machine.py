"""Hub and viewers against a plain model, on a virtual clock: whatever goes wrong, each client ends with the whole log.

Hints are lost, repeated, reordered, too high or carry events of any age; readers stand still; the database and the
process go away; the ring is overrun. A client is what PROTOCOL asks of one: it keeps a cursor and comes back with it.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from pydantic import BaseModel

from milepost.domain.errors import StorageUnreachable
from milepost.domain.records import StoredEvent
from milepost.realtime import hub as hub_module
from milepost.realtime import ring as ring_module
from milepost.realtime.cursor import parse_cursor
from milepost.realtime.hub import Hub
from milepost.realtime.ring import Joined
from milepost.realtime.viewer import PeerGone, Restarting, Stalled, Viewer, Viewing, status_frame
from milepost.system import RandomIds, SystemClock
from tests.support.memory_log import MemoryLog
from tests.support.virtual_time import VirtualTimeLoop

TASKS = ("tsk_a", "tsk_b", "tsk_c")
RING_FRAMES, RING_BYTES, READ_LIMIT = 6, 600, 4
SAFETY_POLL = timedelta(seconds=0.5)
#: Steps of the loop, fewer than what has begun needs to come to its end.
TURNS = st.integers(0, 20)
NOW_AND_THEN = st.sampled_from([False] * 4 + [True])
STALLED_SECONDS = 20.0
HEARTBEAT_SECONDS = 20.0


@dataclass(slots=True)
class Client:
    """A client of one task: what it has taken in, and the connection that it has, if any."""

    task_id: str
    received: list[str] = field(default_factory=list)
    connection: "Connection | None" = None
    is_done: bool = False
    """Whether it has been told the end, and will not come back."""


def texts_of(frames: bytes) -> list[str]:
    """The texts of unmasked frames that stand one after another."""
    texts, at = [], 0
    while at < len(frames):
        length, begin = frames[at + 1], at + 2
        if length >= 126:
            begin += 2 if length == 126 else 8
            length = int.from_bytes(frames[at + 2 : begin], "big")
        at = begin + length
        texts.append(frames[begin:at].decode())
    return texts


class Connection:
    """One connection as its viewer sees it (an `Outlet`), and the client's reader behind it. Checks what it is sent."""

    def __init__(self, client: Client, clock: Callable[[], float]) -> None:
        self.client = client
        self.frames: list[str] = []
        self.heartbeats = 0
        self.is_gone = self.is_dismissed = False
        self.may_pass = asyncio.Event()
        self.may_pass.set()
        self.wake = asyncio.Event()
        self.viewer: Viewer | None = None
        self.outcome: str | None = None
        self.head = 0
        self._clock = clock
        self._sent_at = clock()

    async def show(self, viewing: Viewing, cursor: str | None) -> None:
        """What an endpoint does between the accept and the close."""
        task_id = self.client.task_id
        try:
            with viewing.hub.watching(task_id, self.hear) as watched:
                task = await viewing.hub.task(task_id)
                assert task is not None
                self.viewer = Viewer(viewing, watched, self, self.wake)
                after = parse_cursor(cursor) if cursor else None
                await self.viewer.begin(status_frame(task), after, default=0)
                await self.viewer.go_on()
        except (StorageUnreachable, PeerGone, Restarting) as end:
            self.outcome = type(end).__name__
        else:
            self.outcome = "end"
            assert self.frames[-1] == "closing"
            self.client.is_done = True
        self.client.connection = None

    def hear(self) -> None:
        if self.viewer is None or not self.viewer.push():
            self.wake.set()

    async def send_frame(self, frame: BaseModel) -> None:
        await self._pass()
        content = json.loads(frame.model_dump_json(by_alias=True))
        self._check_place(content["type"])
        self.frames.append(content["type"])
        match content["type"]:
            case "connected":
                self.head = content["head"]
            case "current_status":
                assert content["as_of"] == self.head
            case "resync":
                self.client.received.clear()
            case "live":
                assert content["to"] == len(self.client.received) == self.head
            case "hb":
                self.heartbeats += 1

    def write_through(self, frames: bytes) -> bool:
        if not self.may_pass.is_set() or self.is_gone:
            return False
        assert "live" in self.frames, "Nothing is pushed before `live`."
        assert self.frames[-1] != "closing", "Something after the end."
        self._sent_at = self._clock()
        self.client.received += texts_of(frames)
        return True

    async def send_events(self, joined: Joined) -> None:
        await self._pass()
        self._take(joined)

    async def attend(self, head: int) -> None:
        assert head >= 0
        if self.is_gone:
            raise PeerGone
        if self.is_dismissed:
            raise Restarting

    @property
    def has_news(self) -> bool:
        return self.is_gone or self.is_dismissed

    @property
    def quiet_seconds(self) -> float:
        return max(0.0, self._sent_at + HEARTBEAT_SECONDS - self._clock())

    async def break_silence(self, head: int) -> None:
        assert head >= len(self.client.received)
        await self._pass()
        self.heartbeats += 1

    async def _pass(self) -> None:
        """Wait for a reader that stands still, but not for ever."""
        self._sent_at = self._clock()
        for _ in range(3):  # a while in which much can happen
            await asyncio.sleep(0)
        try:
            async with asyncio.timeout(STALLED_SECONDS):
                await self.may_pass.wait()
        except TimeoutError:
            raise Stalled from None
        if self.is_gone:
            raise PeerGone

    def _take(self, joined: Joined) -> None:
        self._sent_at = self._clock()
        assert self.frames[-1] != "closing", "Something after the end."
        for event in joined.events:
            assert event.seq == len(self.client.received) + 1, "A gap, a duplicate, or out of order."
            self.client.received.append(event.payload)
            if "live" not in self.frames:
                assert event.seq <= self.head, "Before `live` comes history only."
        assert joined.last == len(self.client.received)

    def _check_place(self, type_: str) -> None:
        before: dict[str, list[list[str]]] = {
            "connected": [[]],
            "resync": [["connected"]],
            "current_status": [["connected"], ["connected", "resync"]],
        }
        assert type_ not in before or self.frames in before[type_]
        assert "closing" not in self.frames


class HubMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(ring_module, "RING_FRAMES", RING_FRAMES)
        self.patch.setattr(ring_module, "RING_BYTES", RING_BYTES)
        self.patch.setattr(ring_module, "JOINED_BYTES", RING_BYTES // 2)
        self.patch.setattr(hub_module, "READ_LIMIT", READ_LIMIT)
        self.loop = VirtualTimeLoop()
        self.log = MemoryLog(*TASKS)
        self.viewing = Viewing(Hub(self.log, safety_poll=SAFETY_POLL), SystemClock(), RandomIds())
        self.hub = self.viewing.hub
        self.clients: list[Client] = []
        self.shown: list[asyncio.Task[None]] = []
        self.polling = self.loop.create_task(self.hub.poll_for_lost_hints())

    # What the world does.

    @rule(
        task_id=st.sampled_from(TASKS),
        count=st.integers(1, 9),
        hint=st.sampled_from(["lost", "bare", "with events", "too high"]),
        is_end=NOW_AND_THEN,
        turns=TURNS,
    )
    def append(self, task_id: str, count: int, hint: str, is_end: bool, turns: int) -> None:
        if self._has_ended(task_id):
            return
        appended = self._append(task_id, count, is_end=is_end)
        if hint != "lost":
            extra = 7 if hint == "too high" else 0
            self._announce(task_id, appended[-1].seq + extra, appended if hint == "with events" else [])
        self._turn(turns)

    @rule(task_id=st.sampled_from(TASKS), data=st.data())
    def a_hint_comes_late_or_again(self, task_id: str, data: st.DataObject) -> None:
        if head := len(self.log.events[task_id]):
            first = data.draw(st.integers(0, head - 1))
            until = data.draw(st.integers(first + 1, head))
            carried = self.log.events[task_id][first:until] if data.draw(st.booleans()) else []
            self._announce(task_id, until, carried)

    @rule(is_down=st.booleans())
    def the_database_goes_or_comes(self, is_down: bool) -> None:
        self.log.down = is_down

    @rule(seconds=st.sampled_from([0.01, 0.6, 25.0]))
    def time_passes(self, seconds: float) -> None:
        self._pass(seconds)

    @rule()
    def all_is_well_for_a_safety_poll(self) -> None:
        """Then whoever reads has everything, whatever hints were lost; nobody waits for a heartbeat to be woken."""
        self.log.down = False
        self._pass(2 * SAFETY_POLL.total_seconds() + 0.01)
        self._check_all_arrived()

    @rule(
        task_id=st.sampled_from(TASKS),
        count=st.integers(1, 3),
        with_events=st.booleans(),
        is_end=NOW_AND_THEN,
    )
    def what_is_announced_arrives_at_once(
        self, task_id: str, count: int, with_events: bool, is_end: bool
    ) -> None:
        self.all_is_well_for_a_safety_poll()
        if not self._has_ended(task_id):
            appended = self._append(task_id, count, is_end=is_end)
            self._announce(task_id, appended[-1].seq, appended if with_events else [])
            self._pass(0.01)
            self._check_all_arrived()

    # What clients do.

    @rule(task_id=st.sampled_from(TASKS), data=st.data(), turns=TURNS)
    def a_client_comes(self, task_id: str, data: st.DataObject, turns: int) -> None:
        """For the first time, or with what it has kept of an earlier one."""
        head = len(self.log.events[task_id])
        kept = data.draw(st.sampled_from([0, head // 2, head]))
        client = Client(task_id, received=self.log.texts(task_id)[:kept])
        self.clients.append(client)
        self._connect(client, cursor=f"{self.log.epoch}.{kept}" if kept else None)
        self._turn(turns)

    @precondition(lambda self: self.clients)
    @rule(data=st.data(), fits=st.sampled_from(["as it is"] * 4 + ["other epoch", "ahead"]))
    def a_client_comes_back(self, data: st.DataObject, fits: str) -> None:
        client = data.draw(st.sampled_from(self.clients))
        if client.connection is None and not client.is_done:
            epoch = "other" if fits == "other epoch" else self.log.epoch
            ahead = 1000 if fits == "ahead" else 0
            self._connect(client, cursor=f"{epoch}.{len(client.received) + ahead}")

    @precondition(lambda self: self._open())
    @rule(data=st.data(), what=st.sampled_from(["stand still", "read on", "vanish", "be sent away"]))
    def something_happens_to_a_connection(self, data: st.DataObject, what: str) -> None:
        connection = data.draw(st.sampled_from(self._open()))
        match what:
            case "stand still":
                connection.may_pass.clear()
            case "read on":
                connection.may_pass.set()
            case "vanish":
                connection.is_gone = True
                connection.wake.set()
            case _:
                connection.is_dismissed = True
                connection.wake.set()

    # What must hold.

    @invariant()
    def what_is_kept_is_bounded(self) -> None:
        for watched in self.hub._watched.values():
            assert len(watched.ring.events) <= RING_FRAMES
            assert watched.ring.size <= RING_BYTES

    @invariant()
    def what_was_delivered_is_a_beginning_of_the_log(self) -> None:
        for client in self.clients:
            assert client.received == self.log.texts(client.task_id)[: len(client.received)]

    @invariant()
    def nobody_is_told_the_end_before_it(self) -> None:
        for client in self.clients:
            if client.is_done:
                assert self._has_ended(client.task_id)
                assert client.received == self.log.texts(client.task_id)

    def teardown(self) -> None:
        """In the end all is mended, and every client that comes back has everything."""
        try:
            self._mend()
            for place, task_id in enumerate(TASKS, start=len(self.clients)):
                if not self._has_ended(task_id):
                    self._end(task_id, hint=("lost", "bare", "with events")[place % 3])
            self._pass(2 * SAFETY_POLL.total_seconds() + 0.01)
            for client in self.clients:
                assert client.is_done, client
            self.what_was_delivered_is_a_beginning_of_the_log()
            self.nobody_is_told_the_end_before_it()
            assert self.hub.watched_count == 0
            assert all(shown.done() and shown.exception() is None for shown in self.shown)
            assert not self.polling.done()
        finally:
            self.polling.cancel()
            for shown in self.shown:
                shown.cancel()
            self.loop.run_until_complete(asyncio.gather(self.polling, *self.shown, return_exceptions=True))
            self.loop.close()
            self.patch.undo()

    def _mend(self) -> None:
        self.log.down = False
        for connection in self._open():
            connection.may_pass.set()
        self._pass(2 * SAFETY_POLL.total_seconds() + 0.01)
        for client in self.clients:
            if client.connection is None and not client.is_done:
                self._connect(client, cursor=f"{self.log.epoch}.{len(client.received)}")

        self._pass(0.1)

    def _end(self, task_id: str, *, hint: str) -> None:
        appended = self._append(task_id, 0, is_end=True)
        if hint != "lost":
            self._announce(task_id, appended[-1].seq, appended if hint == "with events" else [])

    def _append(self, task_id: str, count: int, *, is_end: bool) -> list[StoredEvent]:
        head = len(self.log.events[task_id])
        texts = [f"{task_id} {n} {'x' * (n * 37 % 90)}" for n in range(head, head + count)]
        self.log.append(task_id, *texts)
        if is_end:
            self.log.append(task_id, f"{task_id} end", type_="completed")
        return self.log.events[task_id][head:]

    def _announce(self, task_id: str, head: int, events: list[StoredEvent]) -> None:
        self.hub.announce({task_id: head}, {task_id: events} if events else {})

    def _check_all_arrived(self) -> None:
        for connection in self._open():
            if connection.may_pass.is_set():
                client = connection.client
                assert len(client.received) == len(self.log.events[client.task_id])
                assert not self._has_ended(client.task_id), "The end was sent and the connection not closed."

    def _connect(self, client: Client, *, cursor: str | None) -> None:
        client.connection = Connection(client, self.loop.time)
        self.shown.append(self.loop.create_task(client.connection.show(self.viewing, cursor)))

    def _open(self) -> list[Connection]:
        return [client.connection for client in self.clients if client.connection is not None]

    def _has_ended(self, task_id: str) -> bool:
        return bool(self.log.events[task_id]) and self.log.events[task_id][-1].type == "completed"

    def _turn(self, turns: int) -> None:
        async def turn() -> None:
            for _ in range(turns):
                await asyncio.sleep(0)

        self.loop.run_until_complete(turn())

    def _pass(self, seconds: float) -> None:
        self.loop.run_until_complete(asyncio.sleep(seconds))


TestHubMachine = HubMachine.TestCase
TestHubMachine.settings = settings(max_examples=200, stateful_step_count=50, deadline=None)
