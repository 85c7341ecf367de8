"""What the channel knows, what it can be told, and what it can ask for. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from milepost.client.pace import Bucket

Json = Mapping[str, Any]
Transport = Literal["websocket", "stream", "longpoll"]
#: From the best down.
LADDER: tuple[Transport, ...] = ("websocket", "stream", "longpoll")

Phase = Literal["idle", "connecting", "replaying", "live", "ended", "backoff", "blocked"]
TimerName = Literal["deadline", "watchdog", "life", "retry", "probe"]


@dataclass(frozen=True, slots=True)
class ChannelError:
    code: str
    """The slug of the server's problem, or `close_<code>`."""
    message: str
    is_final: bool
    """Trying again cannot help."""


@dataclass(slots=True)
class State:
    """All that the machine remembers."""

    bucket: Bucket
    phase: Phase = "idle"
    transport: Transport = LADDER[0]
    epoch: str | None = None
    """Which copy of the log the cursor counts in; unknown until the first greeting."""
    cursor: int = 0
    """The newest event that was taken."""
    ends_at: int | None = None
    """The last event's number, once the log is known to have ended."""
    failures: int = 0
    """n of the jitter."""
    heard: bool = False
    """A frame has come over the present connection."""
    farewell: tuple[int, str] | None = None
    """What the server said it closes with; some transports have no close of their own."""
    worked: bool = False
    """A frame has come over this transport since it was chosen: it is not blocked as such."""
    silent_failures: int = 0
    """Connections in a row that ended without a frame."""
    cuts: tuple[float, ...] = ()
    """When connections that had been good were cut."""
    moderations: tuple[float, ...] = ()
    """When the server closed with a code that asks for less."""
    return_to: Transport | None = None
    """The socket is being tried again from this transport."""
    was_away: bool = False
    """Polls have failed since the last that was answered."""
    polled_at: float = 0
    advanced: bool = False
    """An event has been taken since then."""
    session_refreshed: bool = False
    error: ChannelError | None = None
    """What the server said last, unless something good came since."""

    @property
    def cursor_text(self) -> str | None:
        """The cursor as the server reads it."""
        return None if self.epoch is None else f"{self.epoch}.{self.cursor}"

    @property
    def is_connected(self) -> bool:
        return self.phase in {"connecting", "replaying", "live"}

    @property
    def has_everything(self) -> bool:
        """The end may come as any code: what counts is that everything up to it has been taken."""
        return self.ends_at is not None and self.cursor >= self.ends_at


# What the machine can be told.


@dataclass(frozen=True, slots=True)
class Start:
    pass


@dataclass(frozen=True, slots=True)
class Alive:
    """Something came that is no frame, such as a comment of an event stream."""


@dataclass(frozen=True, slots=True)
class Frame:
    body: Json
    text: str
    """As it was sent."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """What came is no frame."""


@dataclass(frozen=True, slots=True)
class Closed:
    code: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """An HTTP transport got no answer, or another than it asked for."""

    is_final: bool
    """The server itself refused: asking again cannot help."""
    code: str
    message: str
    retry_after_ms: float = 0


@dataclass(frozen=True, slots=True)
class PageStart:
    """An answered poll, before its events."""

    epoch: str


@dataclass(frozen=True, slots=True)
class PageEnd:
    """An answered poll, after its events."""

    head: int
    terminal: bool
    events: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The receiver has this event."""

    seq: int
    terminal: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A timer has run out."""

    timer: TimerName


Signal = Start | Alive | Frame | Malformed | Closed | Failed | PageStart | PageEnd | Taken | Due


# What it can hand on.


@dataclass(frozen=True, slots=True)
class Event:
    """The next event of the log; to be answered with `Taken`."""

    body: Json
    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """What the server says about the task at this moment; it never moves the cursor."""

    body: Json


@dataclass(frozen=True, slots=True)
class Reset:
    """What was taken so far no longer counts; the log is read again from its start."""


@dataclass(frozen=True, slots=True)
class Live:
    """Everything up to now has been handed on."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection is gone and will be made again."""

    reason: str


Delivery = Event | Status | Reset | Live | Lost


# What it can ask for.


@dataclass(frozen=True, slots=True)
class Open:
    """Open the present transport from the present cursor; a poll is opened for each page."""


@dataclass(frozen=True, slots=True)
class Disconnect:
    pass


@dataclass(frozen=True, slots=True)
class SetTimer:
    timer: TimerName
    ms: float


@dataclass(frozen=True, slots=True)
class ClearTimer:
    timer: TimerName


@dataclass(frozen=True, slots=True)
class Deliver:
    item: Delivery


Effect = Open | Disconnect | SetTimer | ClearTimer | Deliver


@dataclass(slots=True)
class Turn:
    """Clock and chance of one turn, and the effects asked for so far, in order."""

    now_ms: float
    random: float
    """In [0, 1)."""
    effects: list[Effect] = field(default_factory=list)
