"""One hub per process: it follows each watched task once, keeps its newest frames, and wakes the viewers.

Hints are hints: they may be lost, repeated or reordered. A safety poll of the log bounds what a lost one costs.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple, Protocol

import structlog

from milepost.domain.errors import Unavailable
from milepost.domain.ports.runtime import NO_EVENTS
from milepost.domain.ports.storage import EventLog
from milepost.domain.records import StoredEvent, TaskRecord
from milepost.realtime.prepared_frames import text_frame
from milepost.realtime.ring import Joined, Ring, join
from milepost.realtime.task_reads import TaskReads

log = structlog.get_logger("milepost.realtime")

READ_LIMIT = 500
#: A commit is told of a moment later: what a look finds in between is no lost hint.
_HINT_UNDER_WAY_SECONDS = 0.05

Wake = Callable[[], None]


class Carrier(Protocol):
    """Brings hints of other processes, of those logs that somebody here watches."""

    def follow(self, task_id: str) -> None: ...

    def leave(self, task_id: str) -> None: ...


class News(NamedTuple):
    """All that has come, if it is no more than is sent at once and not the end."""

    after: int
    joined: Joined
    at: float
    """When, by `time.monotonic`."""


class WatchedTask:
    """A task that somebody watches: its head as far as known, its newest frames, and whom to wake."""

    def __init__(self, task_id: str) -> None:
        self.task_id = task_id
        self.head = 0
        self.viewers: dict[object, Wake] = {}
        self.ring = Ring()
        self.news: News | None = None
        """While viewers are woken for it."""
        self.is_gone = False
        """Whether the task and its log have been removed."""
        self._reading = asyncio.Lock()

    def raise_head(self, head: int) -> None:
        """Note a longer log and wake the viewers; an older or repeated hint changes nothing."""
        if head > self.head:
            news = self.ring.after(self.head)
            if news is not None and news.last >= head and not news.is_end:
                self.news = News(after=self.head, joined=news, at=time.monotonic())
            self.head = head
            self.wake_viewers()
            self.news = None

    def note_gone(self) -> None:
        """Note that there is no such task any more, and have its viewers told."""
        if not self.is_gone:
            self.is_gone = True
            self.wake_viewers()

    def wake_viewers(self) -> None:
        for wake in list(self.viewers.values()):
            wake()

    def offer(self, events: Sequence[StoredEvent]) -> None:
        """Take in what has been appended, if it follows what is known; otherwise the log is read, as ever."""
        first = events[0]
        if self.ring.continues_with(first) or (not self.ring.events and first.seq == self.head + 1):
            self.ring.keep(events)

    async def after(self, seq: int, event_log: EventLog, *, until: int | None = None) -> Joined | None:
        """Some of the next events after `seq`, up to `until`, from the ring or else the log; None where there are none.

        Raises:
            StorageUnreachable: They are not in the ring, and the log cannot be read.
        """
        if (kept := self.ring.after(seq, until=until)) is not None:
            return kept
        # One reader at a time: what it brings serves all viewers that wait for the same events.
        async with self._reading:
            if (kept := self.ring.after(seq, until=until)) is not None:
                return kept
            head = self.head
            events = await event_log.read(self.task_id, after=seq, limit=READ_LIMIT)
            if not events and self.head == head:
                # The log is not as long as a hint has said; believing it would mean asking for ever.
                self.head = seq
            self.ring.keep(events)
            if (kept := self.ring.after(seq, until=until)) is not None:
                return kept
            wanted = [event for event in events if until is None or event.seq <= until]
            return join(wanted, [text_frame(event.payload) for event in wanted]) if wanted else None


class Hub:
    """Implements the ports `Hints` and `TaskWatch`."""

    def __init__(self, event_log: EventLog, *, safety_poll: timedelta) -> None:
        self._log = event_log
        self._safety_poll = safety_poll
        self._task_reads = TaskReads(event_log)
        self._watched: dict[str, WatchedTask] = {}
        self._someone_watches = asyncio.Event()
        self._carrier: Carrier | None = None
        self.is_draining = False
        """Whether the process is about to end, so that nobody may be kept waiting."""

    def hear_by(self, carrier: Carrier) -> None:
        """Have a carrier told whose hints are of use here, before anybody watches."""
        self._carrier = carrier

    @property
    def event_log(self) -> EventLog:
        return self._log

    async def task(self, task_id: str) -> TaskRecord | None:
        """The task with its head, as it stands after this call; a crowd shares the reads."""
        return await self._task_reads.task(task_id)

    @property
    def watched_count(self) -> int:
        return len(self._watched)

    def announce(
        self, heads: Mapping[str, int], events: Mapping[str, Sequence[StoredEvent]] = NO_EVENTS
    ) -> None:
        for task_id, head in heads.items():
            self.note_grown(task_id, head, events.get(task_id, ()))

    def note_grown(self, task_id: str, head: int, events: Sequence[StoredEvent]) -> None:
        """Note the new head of one log, and what was appended if that is known."""
        if (watched := self._watched.get(task_id)) is not None:
            if events:
                watched.offer(events)
            watched.raise_head(head)

    def drain(self) -> None:
        """Have whoever waits answered now, and from now on at once."""
        self.is_draining = True
        for watched in list(self._watched.values()):
            watched.wake_viewers()

    def watch(self, task_id: str, viewer: object, wake: Wake) -> WatchedTask:
        """Have `wake` called, on the loop, whenever the task's log may have grown; end it with `unwatch`."""
        watched = self._watched.get(task_id)
        if watched is None:
            watched = self._watched[task_id] = WatchedTask(task_id)
            if self._carrier is not None:
                self._carrier.follow(task_id)
        watched.viewers[viewer] = wake
        self._someone_watches.set()
        return watched

    @contextlib.contextmanager
    def watching(self, task_id: str, wake: Wake) -> Iterator[WatchedTask]:
        """`watch`, until the block ends."""
        viewer = object()
        try:
            yield self.watch(task_id, viewer, wake)
        finally:
            self.unwatch(task_id, viewer)

    def unwatch(self, task_id: str, viewer: object) -> None:
        watched = self._watched.get(task_id)
        if watched is None:
            return
        watched.viewers.pop(viewer, None)
        if not watched.viewers:
            del self._watched[task_id]
            if self._carrier is not None:
                self._carrier.leave(task_id)
        if not self._watched:
            self._someone_watches.clear()

    async def wait_past(self, task_id: str, seq: int, within: timedelta) -> bool:
        """Wait until the task's log may be longer than `seq`; False at the time limit, and when the process ends."""
        risen = asyncio.Event()
        with self.watching(task_id, risen.set) as watched:
            # A commit between the caller's read and this line gave its hint to nobody: look once.
            heads = await self._log.heads([task_id])
            watched.raise_head(heads.get(task_id, 0))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(within.total_seconds()):
                    while watched.head <= seq and not self.is_draining:
                        risen.clear()
                        await risen.wait()
            return watched.head > seq

    async def _compare_heads(self) -> None:
        asked = list(self._watched)
        heads = await self._log.heads(asked)
        if any(watched.head < heads.get(task_id, 0) for task_id, watched in self._watched.items()):
            # A hint brings its events along; to go by the head alone is to read them from the log.
            await asyncio.sleep(min(_HINT_UNDER_WAY_SECONDS, self._safety_poll.total_seconds()))
        self.announce(heads)
        for task_id in asked:
            if task_id not in heads and (watched := self._watched.get(task_id)) is not None:
                watched.note_gone()

    async def poll_for_lost_hints(self) -> None:
        """Compare the log's heads with what is known, as long as somebody watches. Runs until cancelled."""
        is_well, behind = True, False
        while True:
            await self._someone_watches.wait()
            await asyncio.sleep(self._safety_poll.total_seconds())
            try:
                # The log says only once that it has changed: remembered until the heads have been read.
                behind = await self._log.changed() or behind
                if behind:
                    await self._compare_heads()
                    behind = False
            except Unavailable:
                continue  # told by whoever lost it; the next look is soon
            except Exception:
                # The outermost loop: without it no lost hint is ever found again. Told once and not ten times a second.
                if is_well:
                    log.exception("safety_poll_failed")
                is_well = False
            else:
                is_well = True
