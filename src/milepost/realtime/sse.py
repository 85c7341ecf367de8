"""The SSE transport: what the socket sends, the same bytes in the same order, as an event stream (WHATWG HTML, 9.2).

Events carry their cursor as `id`, so that a native EventSource resumes by itself; control frames carry none, so that
they leave the cursor alone. Plain ASGI: nothing is buffered and no response object stands between.
"""

import asyncio
import contextlib
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog
from pydantic import BaseModel
from starlette.datastructures import Headers, QueryParams

from milepost.domain.errors import TooManyStreams, Unavailable
from milepost.domain.ids import OwnerId
from milepost.realtime.admission import Receive, Scope, Send, find_task
from milepost.realtime.cursor import Cursor, parse_cursor, resume
from milepost.realtime.frames import HEARTBEAT_SECONDS, Close, Closing, CurrentStatus, ErrorFrame, Heartbeat
from milepost.realtime.http_protocol import ABORT
from milepost.realtime.limits import AcceptBucket, Places
from milepost.realtime.ring import Joined
from milepost.realtime.viewer import LogGone, PeerGone, Restarting, Stalled, Viewer, Viewing, status_frame

log = structlog.get_logger("milepost.realtime")

STALLED_SECONDS = 20.0
#: Proxies close what is silent for longer.
COMMENT_SECONDS = 15.0
#: How long an EventSource waits before it comes back: drawn for each, so that many do not come at once.
RETRY_MS = (1000, 4000)
_CHUNK_CHARACTERS = 64 * 1024
_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)


@dataclass(slots=True)
class StreamEndpoint:
    """The ASGI application of `GET /api/v1/tasks/{task_id}/stream?after=`."""

    viewing: Viewing
    owner: Callable[[Scope], OwnerId]
    places: Places
    accepts: AcceptBucket
    total_streams: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer. What is refused before the first byte is raised, and becomes a problem like any route's."""
        task_id, owner = scope["path_params"]["task_id"], self.owner(scope)
        cursor = _cursor(scope)
        wake = asyncio.Event()
        hub = self.viewing.hub
        # Watched before the head is read, so that no hint falls between the two.
        with hub.watching(task_id, wake.set) as watched:
            status = status_frame(await find_task(hub, task_id, owner))
            if _has_all(status, cursor, epoch=hub.event_log.epoch):
                await _answer_empty(send, 204)
            elif scope["method"] == "HEAD":
                await _answer_empty(send, 200)
            else:
                with self._place(owner, task_id):
                    stream = Stream(self.viewing, scope, receive, send, wake)
                    await stream.run(Viewer(self.viewing, watched, stream, wake), status, cursor)

    @contextlib.contextmanager
    def _place(self, owner: OwnerId, task_id: str) -> Iterator[None]:
        if seconds := self.accepts.take():
            raise TooManyStreams(retry_after_seconds=math.ceil(seconds))
        if not self.places.take(owner, task_id):
            raise TooManyStreams
        self.total_streams += 1
        log.info("stream_connected", task_id=task_id, total_streams=self.total_streams)
        try:
            yield
        finally:
            self.places.leave(owner, task_id)
            self.total_streams -= 1
            log.info("stream_disconnected", task_id=task_id, total_streams=self.total_streams)


class Stream:
    """One event stream, from its headers to its end; the outlet of its viewer."""

    def __init__(
        self, viewing: Viewing, scope: Scope, receive: Receive, send: Send, wake: asyncio.Event
    ) -> None:
        self._hub = viewing.hub
        self._scope = scope
        self._receive = receive
        self._asgi_send = send
        self._wake = wake
        self._is_gone = False
        self._clock = asyncio.get_running_loop().time
        self._comment_at = self._clock() + COMMENT_SECONDS
        self._beat_at = self._clock() + HEARTBEAT_SECONDS

    async def run(self, viewer: Viewer, status: CurrentStatus, cursor: Cursor | None) -> None:
        await self._asgi_send({"type": "http.response.start", "status": 200, "headers": list(_HEADERS)})
        receiving = asyncio.create_task(self._wait_for_the_end())
        try:
            await self._transmit(f"retry: {random.randint(*RETRY_MS)}\n\n")  # noqa: S311  keeps no secret
            await self._show(viewer, status, cursor)
            await self._asgi_send({"type": "http.response.body", "body": b"", "more_body": False})
        except Stalled:
            self._abort()
            await receiving
        except PeerGone:
            log.debug("stream_already_closed", task_id=status.task_id)
        finally:
            receiving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await receiving

    async def _show(self, viewer: Viewer, status: CurrentStatus, cursor: Cursor | None) -> None:
        """Everything there is to show; at the end what a client needs to know about why it ends."""
        try:
            await self.attend(status.as_of)
            await viewer.begin(status, cursor, default=0)
            await viewer.go_on()
        except Restarting:
            await self.send_frame(Closing(reason="restart", code=Close.RESTART))
        except LogGone:
            await self._fail("task-deleted", "The task has been deleted.", retry=False)
        except Unavailable as error:
            await self._fail(error.slug, str(error), retry=True)
        except PeerGone:
            raise
        except Exception:
            # The answer has begun, so nobody else can make a problem document of it.
            log.exception("stream_error", task_id=status.task_id)
            await self._fail("internal", "The server could not do this.", retry=True)

    @property
    def write_through(self) -> None:
        return None  # what this transport sends is a message to the server library, which is awaited

    @property
    def has_news(self) -> bool:
        return self._is_gone or self._hub.is_draining

    async def attend(self, head: int) -> None:
        if self._is_gone:
            raise PeerGone
        if self._hub.is_draining:
            raise Restarting

    @property
    def quiet_seconds(self) -> float:
        return max(0.0, min(self._comment_at, self._beat_at) - self._clock())

    async def break_silence(self, head: int) -> None:
        if self._clock() >= self._beat_at:
            await self.send_frame(Heartbeat(head=head))
        else:
            self._comment_at = self._clock() + COMMENT_SECONDS
            await self._transmit(":\n\n")

    async def send_frame(self, frame: BaseModel) -> None:
        self._note_sent()
        await self._transmit(f"data: {frame.model_dump_json(by_alias=True)}\n\n")

    async def send_events(self, joined: Joined) -> None:
        self._note_sent()
        epoch = self._hub.event_log.epoch
        parts: list[str] = []
        size = 0
        for event in joined.events:
            # The stored text is one line: JSON writes a line break within a text as an escape.
            parts.append(f"id: {epoch}.{event.seq}\ndata: {event.payload}\n\n")
            size += len(event.payload)
            if size >= _CHUNK_CHARACTERS:
                await self._transmit("".join(parts))
                parts, size = [], 0
        if parts:
            await self._transmit("".join(parts))

    def _note_sent(self) -> None:
        now = self._clock()
        self._comment_at, self._beat_at = now + COMMENT_SECONDS, now + HEARTBEAT_SECONDS

    async def _fail(self, code: str, message: str, *, retry: bool) -> None:
        await self.send_frame(ErrorFrame(code=code, message=message, retry=retry))

    async def _transmit(self, text: str) -> None:
        """Hand text to the server; a peer that has gone or stands still ends the stream."""
        if self._is_gone:
            raise PeerGone
        message = {"type": "http.response.body", "body": text.encode(), "more_body": True}
        try:
            async with asyncio.timeout(STALLED_SECONDS):
                await self._asgi_send(message)
        except TimeoutError:
            log.info("stream_stalled", task_id=self._scope["path_params"]["task_id"])
            raise Stalled from None
        except OSError as error:
            raise PeerGone from error

    async def _wait_for_the_end(self) -> None:
        """Return when the peer has gone; a request may have a body, which nobody wants."""
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._is_gone = True
        self._wake.set()

    def _abort(self) -> None:
        # Even the end of the answer would wait behind what is not read.
        self._scope["extensions"][ABORT]["call"]()


def _cursor(scope: Scope) -> Cursor | None:
    """Where the client left off: what a native EventSource says by itself counts more than the address.

    Raises:
        MalformedCursor: It has another form.
    """
    text = Headers(scope=scope).get("last-event-id") or QueryParams(scope["query_string"]).get("after")
    return parse_cursor(text) if text else None


def _has_all(status: CurrentStatus, cursor: Cursor | None, *, epoch: str) -> bool:
    """Whether the client has the whole log of an ended task, and its EventSource had better not come back."""
    after, resync = resume(cursor, epoch=epoch, head=status.as_of, default=0)
    return status.terminal and resync is None and after >= status.as_of


async def _answer_empty(send: Send, status: int) -> None:
    headers = list(_HEADERS[1:] if status == 204 else _HEADERS)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
