"""Every frame of the channel beside the events themselves, and the codes it closes with."""

from enum import IntEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter

from milepost.domain.events import TaskEvent
from milepost.domain.model import Value
from milepost.domain.tasks import Progress, TaskStatus, TaskStep

HEARTBEAT_SECONDS = 20


class Connected(Value):
    """The first frame: what the connection is and where it resumes."""

    type: Literal["connected"] = "connected"
    v: Literal[1] = 1
    task_id: str
    conn_id: str
    epoch: str
    head: int
    resume_from: int
    """The first event sent is the one after this."""
    heartbeat_s: int = HEARTBEAT_SECONDS
    server_time: AwareDatetime


class CurrentStatus(Value):
    """The task as it stood when event `as_of` was the newest."""

    type: Literal["current_status"] = "current_status"
    task_id: str
    status: TaskStatus
    step: TaskStep
    progress: Progress
    roadmap_id: str
    review_id: str | None
    as_of: int
    terminal: bool


class Live(Value):
    """History has been sent; from here on events are new."""

    type: Literal["live"] = "live"
    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    from_: int = Field(alias="from")
    to: int


class Heartbeat(Value):
    """Sent after 20 s of silence; a client that stays behind `head` reconnects."""

    type: Literal["hb"] = "hb"
    head: int


class Resync(Value):
    """The cursor does not fit this log: drop local state, the replay follows."""

    type: Literal["resync"] = "resync"
    reason: Literal["epoch_changed", "cursor_ahead"]
    epoch: str
    head: int


class ErrorFrame(Value):
    """Always followed by a close."""

    type: Literal["error"] = "error"
    code: str
    message: str
    retry: bool
    hint: str | None = None


class Closing(Value):
    type: Literal["closing"] = "closing"
    reason: str
    code: int


class Pong(Value):
    type: Literal["pong"] = "pong"
    t: float | int | str | None
    head: int


class Ping(Value):
    type: Literal["ping"] = "ping"
    t: float | int | Annotated[str, Field(max_length=64)] | None = None


class GetStatus(Value):
    type: Literal["get_status"] = "get_status"


ServerFrame = Annotated[
    Connected | CurrentStatus | Live | Heartbeat | Resync | ErrorFrame | Closing | Pong | TaskEvent,
    Field(discriminator="type"),
]
ClientFrame = Annotated[Ping | GetStatus, Field(discriminator="type")]
client_frame: TypeAdapter[Ping | GetStatus] = TypeAdapter(ClientFrame)


class EventsPage(Value):
    """One answer of the long-poll transport; `events` are the stored bytes."""

    epoch: str
    events: tuple[TaskEvent, ...]
    next: str
    """The cursor for the next call."""
    head: int
    terminal: bool
    resync: Literal["epoch_changed", "cursor_ahead"] | None


class Close(IntEnum):
    """What each close code means; what a client does stands in `client_rules`."""

    END = 1000
    GOING_AWAY = 1001
    INTERNAL = 1011
    RESTART = 1012
    TRY_LATER = 1013
    TOO_LARGE = 1009
    BAD_FRAME = 4400
    NO_SESSION = 4401
    FORBIDDEN = 4403
    NOT_FOUND = 4404
    HEARTBEAT_MISSED = 4408
    GONE = 4410
    TOO_MUCH = 4429
