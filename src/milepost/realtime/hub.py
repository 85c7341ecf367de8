"""One hub per process: it follows each watched task once, keeps its newest frames, and wakes the viewers.

Hints are hints: they may be lost, repeated or reordered. A safety poll of the log bounds what a lost one costs.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import structlog

from milepost.domain.ports.storage import EventLog
from milepost.domain.records import StoredEvent

log = structlog.get_logger("milepost.realtime")

RING_FRAMES = 1024
RING_BYTES = 1 << 20
READ_LIMIT = 500

Wake = Callable[[], None]


class WatchedTask:
    """A task that somebody watches: its head as far as known, its newest frames, and whom to wake."""

    def __init__(self, task_id: str) -> None:
        self.task_id = task_id
        self.head = 0
        self.viewers: dict[object, Wake] = {}
        self._ring: deque[StoredEvent] = deque()
        self._ring_bytes = 0
        self._reading = asyncio.Lock()

    def raise_head(self, head: int) -> None:
        """Note a longer log and wake the viewers; an older or repeated hint changes nothing."""
        if head > self.head:
            self.head = head
            for wake in list(self.viewers.values()):
                wake()

    async def after(self, seq: int, event_log: EventLog) -> Sequence[StoredEvent]:
        """The next events after `seq`, from the ring where it reaches back that far, else from the log."""
        if (kept := self._from_ring(seq)) is not None:
            return kept
        # One reader at a time: what it brings serves all viewers that wait for the same events.
        async with self._reading:
            if (kept := self._from_ring(seq)) is not None:
                return kept
            events = await event_log.read(self.task_id, after=seq, limit=READ_LIMIT)
            self._keep(events)
            return events

    def _from_ring(self, seq: int) -> Sequence[StoredEvent] | None:
        if not self._ring or seq + 1 < self._ring[0].seq or seq >= self._ring[-1].seq:
            return None
        return [event for event in self._ring if event.seq > seq][:READ_LIMIT]

    def _keep(self, events: Sequence[StoredEvent]) -> None:
        for event in events:
            if self._ring and event.seq != self._ring[-1].seq + 1:
                if event.seq <= self._ring[-1].seq:
                    continue
                self._ring.clear()
                self._ring_bytes = 0
            self._ring.append(event)
            self._ring_bytes += len(event.payload)
        while len(self._ring) > RING_FRAMES or self._ring_bytes > RING_BYTES:
            self._ring_bytes -= len(self._ring.popleft().payload)


class Hub:
    """Implements the ports `Hints` and `TaskWatch`."""

    def __init__(self, event_log: EventLog, *, safety_poll: timedelta) -> None:
        self._log = event_log
        self._safety_poll = safety_poll
        self._watched: dict[str, WatchedTask] = {}
        self._someone_watches = asyncio.Event()
        self.is_draining = False
        """Whether the process is about to end, so that nobody may be kept waiting."""

    @property
    def event_log(self) -> EventLog:
        return self._log

    @property
    def watched_count(self) -> int:
        return len(self._watched)

    def announce(self, heads: Mapping[str, int]) -> None:
        for task_id, head in heads.items():
            if (watched := self._watched.get(task_id)) is not None:
                watched.raise_head(head)

    def drain(self) -> None:
        """Have whoever waits answered now, and from now on at once."""
        self.is_draining = True
        for watched in list(self._watched.values()):
            for wake in list(watched.viewers.values()):
                wake()

    def watch(self, task_id: str, viewer: object, wake: Wake) -> WatchedTask:
        """Have `wake` called, on the loop, whenever the task's log may have grown; end it with `unwatch`."""
        watched = self._watched.setdefault(task_id, WatchedTask(task_id))
        watched.viewers[viewer] = wake
        self._someone_watches.set()
        return watched

    def unwatch(self, task_id: str, viewer: object) -> None:
        watched = self._watched.get(task_id)
        if watched is None:
            return
        watched.viewers.pop(viewer, None)
        if not watched.viewers:
            del self._watched[task_id]
        if not self._watched:
            self._someone_watches.clear()

    async def wait_past(self, task_id: str, seq: int, within: timedelta) -> bool:
        """Wait until the task's log may be longer than `seq`; False at the time limit, and when the process ends."""
        risen = asyncio.Event()
        viewer = object()
        watched = self.watch(task_id, viewer, risen.set)
        try:
            # A commit between the caller's read and this line gave its hint to nobody: look once.
            heads = await self._log.heads([task_id])
            watched.raise_head(heads.get(task_id, 0))
            async with asyncio.timeout(within.total_seconds()):
                while watched.head <= seq and not self.is_draining:
                    risen.clear()
                    await risen.wait()
        except TimeoutError:
            return False
        else:
            return watched.head > seq
        finally:
            self.unwatch(task_id, viewer)

    async def poll_for_lost_hints(self) -> None:
        """Compare the log's heads with what is known, as long as somebody watches. Runs until cancelled."""
        reachable, behind = True, False
        while True:
            await self._someone_watches.wait()
            await asyncio.sleep(self._safety_poll.total_seconds())
            try:
                # The log says only once that it has changed: remembered until the heads have been read.
                behind = await self._log.changed() or behind
                if behind:
                    self.announce(await self._log.heads(list(self._watched)))
                    behind = False
            except Exception as error:  # noqa: BLE001  the outermost loop: a lost database is one warning, then it goes on
                if reachable:
                    log.warning("event_log_unreachable", error=type(error).__name__)
                reachable = False
            else:
                if not reachable:
                    log.info("event_log_reachable")
                reachable = True
