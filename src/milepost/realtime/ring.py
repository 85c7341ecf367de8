"""The newest events of one task, without a gap, each framed once for all its viewers."""

from collections.abc import Sequence
from typing import NamedTuple

from milepost.domain.events import TERMINAL_TYPES
from milepost.domain.records import StoredEvent
from milepost.realtime.prepared_frames import text_frame

RING_FRAMES = 1024
RING_BYTES = 1 << 20
#: Frames are joined up to about this size: what a transport buffers before it asks to stop.
JOINED_BYTES = 1 << 16


class Joined(NamedTuple):
    """Consecutive events that are sent at once."""

    events: Sequence[StoredEvent]
    frames: bytes
    """Their WebSocket frames, one after another."""
    last: int
    """The number of the newest of them."""
    is_end: bool
    """Whether that one ends the task."""


def join(events: Sequence[StoredEvent], frames: Sequence[bytes]) -> Joined:
    """Join events, of which there is at least one, with their frames."""
    last = events[-1]
    return Joined(events, b"".join(frames), last.seq, last.type in TERMINAL_TYPES)


class Ring:
    def __init__(self) -> None:
        self.events: list[StoredEvent] = []
        self._frames: list[bytes] = []
        self.size = 0
        """Bytes of all frames."""
        self._newest_join: tuple[int, int | None, Joined] | None = None

    def after(self, seq: int, *, until: int | None = None) -> Joined | None:
        """As many events after `seq`, up to `until`, as are sent at once; None where it does not have the next one."""
        # Whoever asks from one place gets the same bytes: they are joined once for a crowd.
        known = self._newest_join
        if known is not None and known[0] == seq and known[1] == until:
            return known[2]
        first = seq + 1 - self.events[0].seq if self.events else -1
        if not 0 <= first < len(self.events) or (until is not None and seq >= until):
            return None
        end, size = first, 0
        while end < len(self.events) and (until is None or self.events[end].seq <= until):
            size += len(self._frames[end])
            if size > JOINED_BYTES and end > first:
                break
            end += 1
        joined = join(self.events[first:end], self._frames[first:end])
        self._newest_join = seq, until, joined
        return joined

    def continues_with(self, event: StoredEvent) -> bool:
        """Whether the event is kept, or the next one."""
        return bool(self.events) and self.events[0].seq <= event.seq <= self.events[-1].seq + 1

    def keep(self, events: Sequence[StoredEvent]) -> None:
        """Take in consecutive events. What is after a gap replaces everything, what is before one is left out."""
        if not events:
            return
        self._newest_join = None
        first = events[0].seq
        if not self.events or first > self.events[-1].seq + 1:
            self.events, self._frames, self.size = [], [], 0
            self._append(events)
            return
        # Numbers tell where lists overlap: nothing is compared one by one.
        oldest, newest = self.events[0].seq, self.events[-1].seq
        if first < oldest <= events[-1].seq + 1:
            self._prepend(events[: oldest - first])
        if events[-1].seq > newest:
            self._append(events[newest + 1 - first :])

    def _append(self, events: Sequence[StoredEvent]) -> None:
        frames = [text_frame(event.payload) for event in events]
        self.events += events
        self._frames += frames
        self.size += sum(map(len, frames))
        if len(self.events) > RING_FRAMES or self.size > RING_BYTES:
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        over = 0
        while len(self.events) - over > RING_FRAMES or self.size > RING_BYTES:
            self.size -= len(self._frames[over])
            over += 1
        del self.events[:over], self._frames[:over]

    def _prepend(self, events: Sequence[StoredEvent]) -> None:
        """Also take older ones as long as there is room: a crowd that replays reads the log once."""
        kept = 0
        frames: list[bytes] = []
        for event in reversed(events):
            frame = text_frame(event.payload)
            if len(self.events) + kept >= RING_FRAMES or self.size + len(frame) > RING_BYTES:
                break
            frames.append(frame)
            self.size += len(frame)
            kept += 1
        if kept:
            self.events[:0] = events[len(events) - kept :]
            self._frames[:0] = reversed(frames)
