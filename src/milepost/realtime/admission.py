"""Who may open a socket, and to what. A refusal comes after the accept: before it, a browser sees a bare 1006."""

import contextlib
import math
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qs

from milepost.domain.errors import MalformedCursor, TaskNotFound
from milepost.domain.id_check import check_task_id
from milepost.domain.ids import OwnerId
from milepost.domain.origins import OriginPolicy
from milepost.domain.records import TaskRecord
from milepost.realtime.cursor import Cursor, parse_cursor
from milepost.realtime.frames import Close, ErrorFrame

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Tasks(Protocol):
    """Where tasks are read."""

    async def task(self, task_id: str) -> TaskRecord | None: ...


class Refusal(Exception):
    """The socket ends with an `error` frame and this close."""

    def __init__(
        self, code: Close, slug: str, message: str, *, hint: str | None = None, reason: str | None = None
    ) -> None:
        """`reason` is that of the close, where it says more than the slug."""
        self.code = code
        self.reason = reason or slug
        retry = code in {Close.TOO_MUCH, Close.TRY_LATER, Close.INTERNAL}
        self.frame = ErrorFrame(code=slug, message=message, retry=retry, hint=hint)
        super().__init__(message)

    def messages(self) -> list[dict[str, Any]]:
        """What to hand to the server library."""
        return [
            {"type": "websocket.send", "text": self.frame.model_dump_json(by_alias=True)},
            {"type": "websocket.close", "code": int(self.code), "reason": self.reason},
        ]


def try_later(seconds: float) -> Refusal:
    """More come than may: nothing is wrong with this one, and the reason says when to come back."""
    return Refusal(
        Close.TRY_LATER,
        "try-later",
        "Too many connect at once. Try again in a moment.",
        reason=f"retry_after_ms={math.ceil(seconds * 1000)}",
    )


async def find_task(tasks: Tasks, task_id: str, owner_id: OwnerId) -> TaskRecord:
    """The owner's task.

    Raises:
        TaskNotFound: There is none, or it is somebody else's.
        WrongIdKind: The id names something else.
    """
    check_task_id(task_id)
    task = await tasks.task(task_id)
    if task is None or task.owner_id != owner_id:
        raise TaskNotFound(task_id)
    return task


def check_caller(scope: Scope, origins: OriginPolicy) -> None:
    """Let through who speaks to this server's name from one of its pages, or from no page.

    Raises:
        Refusal: The host or the origin is foreign.
    """
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    if not origins.allows_host(headers.get("host")):
        raise Refusal(Close.FORBIDDEN, "wrong-host", "This server does not answer to that Host.")
    if not origins.allows_origin(headers.get("origin"), host=headers.get("host")):
        raise Refusal(Close.FORBIDDEN, "wrong-origin", "Pages of that origin may not connect.")


@dataclass(frozen=True, slots=True)
class ChannelRequest:
    """What the address asks for."""

    include_history: bool
    cursor: Cursor | None


def read_query(query: bytes) -> ChannelRequest:
    """The channel's parameters.

    Raises:
        Refusal: The cursor is malformed.
    """
    parameters = {name: values[-1] for name, values in parse_qs(query.decode("latin-1")).items()}
    cursor = parameters.get("last_event_id")
    try:
        parsed = parse_cursor(cursor) if cursor is not None else None
    except MalformedCursor as error:
        raise Refusal(Close.BAD_FRAME, error.slug, "last_event_id is not '<epoch>.<seq>'.") from None
    history = parameters.get("include_history", "false").lower() in {"true", "1"}
    return ChannelRequest(include_history=history, cursor=parsed)


async def no_such_channel(scope: Scope, receive: Receive, send: Send, *, origins: OriginPolicy) -> None:
    """Any other socket path: accepted, so that a browser sees why, then closed."""
    if (await receive())["type"] != "websocket.connect":
        return
    refusal = Refusal(
        Close.NOT_FOUND,
        "no_such_channel",
        "There is no channel at this address.",
        hint="/api/v1/ws/{task_id}?include_history=true",
    )
    try:
        check_caller(scope, origins)
    except Refusal as foreign:
        refusal = foreign
    with contextlib.suppress(OSError, RuntimeError):
        for message in ({"type": "websocket.accept"}, *refusal.messages()):
            await send(message)
