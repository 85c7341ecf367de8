"""What a client sends: the receive loop, which always runs, and what it leaves for the writer."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pydantic import ValidationError

from milepost.realtime.frames import Close, GetStatus, Ping, client_frame

#: More frames than this in the window is no page of ours.
MAX_FRAMES = 20
WINDOW_SECONDS = 10.0


class ClientFrames:
    """Frames received and not yet answered, and whether the peer is still there.

    The loop must run even when nothing is expected: pongs and closes hide behind unread messages.
    """

    def __init__(self, *, clock: Callable[[], float], wake: Callable[[], None]) -> None:
        self._clock = clock
        self._wake = wake
        # Lists: nearly always empty, where an empty deque has room for sixty-four.
        self._frames: list[Ping | GetStatus] = []
        self._times: list[float] = []
        self.refusal: tuple[Close, str, str] | None = None
        self.is_over = False

    @property
    def has_news(self) -> bool:
        return bool(self._frames) or self.refusal is not None or self.is_over

    def take(self) -> list[Ping | GetStatus]:
        """The frames that wait, which are then forgotten."""
        waiting, self._frames = self._frames, []
        return waiting

    async def receive_all(self, receive: Callable[[], Awaitable[MutableMapping[str, Any]]]) -> None:
        """Read until the peer is gone."""
        while not self.is_over:
            self.take_in(await receive())

    def take_in(self, message: MutableMapping[str, Any]) -> None:
        """What the server library says has come: a frame, or the end."""
        if message["type"] == "websocket.disconnect":
            self.is_over = True
        elif self.refusal is None and not self.is_over:
            self._accept(message)
        self._wake()

    def _accept(self, message: MutableMapping[str, Any]) -> None:
        now = self._clock()
        self._times.append(now)
        while self._times and now - self._times[0] > WINDOW_SECONDS:
            self._times.pop(0)
        if len(self._times) > MAX_FRAMES:
            self.refusal = (Close.TOO_MUCH, "too-many-frames", "More than 20 frames in 10 seconds.")
            return
        try:
            self._frames.append(client_frame.validate_json(message.get("text") or b""))
        except ValidationError:
            self.refusal = (Close.BAD_FRAME, "bad-frame", 'Send {"type":"ping"} or {"type":"get_status"}.')
