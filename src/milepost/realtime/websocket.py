"""The WebSocket endpoint: a plain ASGI route with one writer and one receive loop per socket.

Everything that is sent, the close included, passes through the writer, so a send after the close cannot be written.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from pydantic import BaseModel

from milepost.domain.errors import NotFound, Unavailable
from milepost.domain.ids import OwnerId
from milepost.domain.origins import OriginPolicy
from milepost.realtime.admission import (
    Receive,
    Refusal,
    Scope,
    Send,
    check_caller,
    find_task,
    read_query,
    try_later,
)
from milepost.realtime.client_frames import ClientFrames
from milepost.realtime.frames import HEARTBEAT_SECONDS, Close, Closing, GetStatus, Heartbeat, Pong
from milepost.realtime.limits import AcceptBucket, Places
from milepost.realtime.prepared_frames import DIRECT_SOCKET, DirectSocket, text_frame
from milepost.realtime.ring import Joined
from milepost.realtime.viewer import LogGone, PeerGone, Restarting, Stalled, Viewer, Viewing, status_frame

log = structlog.get_logger("milepost.realtime")

#: How long a reader may be stalled before its socket is given up; it resumes from its cursor.
STALLED_SECONDS = 20.0
#: How long a process that ends takes at most to send its sockets away, and how many a second while they are fewer.
DRAIN_SECONDS = 5.0
DRAINED_PER_SECOND = 200


@dataclass(slots=True)
class ChannelEndpoint:
    """The ASGI application of `/api/v1/ws/{task_id}`."""

    viewing: Viewing
    origins: OriginPolicy
    owner: Callable[[Scope], OwnerId]
    places: Places
    accepts: AcceptBucket
    total_connections: int = 0
    """Sockets that have been let in."""
    is_draining: bool = False
    _open: set["Channel"] = field(default_factory=set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        task_id = scope.get("path_params", {}).get("task_id", "")
        if (await receive())["type"] != "websocket.connect":
            return
        channel = Channel(self, task_id, receive, send)
        self._open.add(channel)
        try:
            await channel.run(scope)
        finally:
            self._open.discard(channel)

    def drain(self) -> float:
        """Have every socket sent away, at random over a time that grows with their number; that time in seconds.

        Spread, so that their clients do not come back all at once; short for few, so that nobody waits at a terminal.
        """
        self.is_draining = True
        spread = min(DRAIN_SECONDS, len(self._open) / DRAINED_PER_SECOND)
        loop = asyncio.get_running_loop()
        for channel in self._open:
            loop.call_later(random.uniform(0, spread), channel.dismiss)  # noqa: S311  keeps no secret
        return spread

    @property
    def is_empty(self) -> bool:
        """Whether no socket is open, let in or not."""
        return not self._open


class Channel:
    """One socket, from its accept to its close; the outlet of its viewer."""

    def __init__(self, endpoint: ChannelEndpoint, task_id: str, receive: Receive, send: Send) -> None:
        self._endpoint = endpoint
        self._task_id = task_id
        self._receive = receive
        self._asgi_send = send
        self._wake = asyncio.Event()
        self._inbox = ClientFrames(clock=asyncio.get_running_loop().time, wake=self._wake.set)
        self._is_dismissed = endpoint.is_draining
        self._viewer: Viewer | None = None
        self._direct: DirectSocket | None = None
        self._sent_at = time.monotonic()

    def dismiss(self) -> None:
        """Send this socket away: the process ends."""
        self._is_dismissed = True
        self._wake.set()

    async def run(self, scope: Scope) -> None:
        self._direct = scope.get("extensions", {}).get(DIRECT_SOCKET)
        try:
            await self._transmit({"type": "websocket.accept"})
            async with self._receiving():
                await self._serve(scope)
        except PeerGone:
            log.debug("websocket_already_closed", task_id=self._task_id)
        except asyncio.CancelledError:
            raise
        except Exception:
            # The socket is accepted, so nobody above can answer; the client is to learn that we are at fault.
            log.exception("websocket_error", task_id=self._task_id)
            with contextlib.suppress(PeerGone):
                await self._close(Close.INTERNAL, "internal")

    @contextlib.asynccontextmanager
    async def _receiving(self) -> AsyncIterator[None]:
        """Whatever comes is taken in until the block ends; as it comes where that can be done, else by a task."""
        if self._direct is not None:
            self._direct.listen(self._inbox.take_in)
            yield
            return
        receiving = asyncio.create_task(self._inbox.receive_all(self._receive))
        try:
            yield
        finally:
            receiving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await receiving

    async def _serve(self, scope: Scope) -> None:
        """Let the peer in, or say why not, and close."""
        try:
            await self._show(scope)
        except Refusal as refusal:
            await self._refuse(refusal)
        except Unavailable as error:
            await self._refuse(Refusal(Close.INTERNAL, error.slug, str(error)))
        except LogGone:
            await self._refuse(Refusal(Close.GONE, "task-deleted", "The task has been deleted."))
        except Restarting:
            await self.send_frame(Closing(reason="restart", code=Close.RESTART))
            await self._close(Close.RESTART, "restart")
        except Stalled:
            # Only a close is still taken, behind what waits to be read; the client resumes from its cursor.
            await self._close(Close.TOO_MUCH, "too-slow")
        else:
            await self._close(Close.END, "end")

    async def _show(self, scope: Scope) -> None:
        """Host, origin, rate, session and task, in this order, each after the accept so that a browser sees why."""
        endpoint = self._endpoint
        check_caller(scope, endpoint.origins)
        if self._is_dismissed:
            raise Restarting
        if seconds := endpoint.accepts.take():
            raise try_later(seconds)
        request = read_query(scope.get("query_string", b""))
        owner = endpoint.owner(scope)
        scope["headers"] = []  # kept as long as the socket, and not asked for again
        hub = endpoint.viewing.hub
        with hub.watching(self._task_id, self._hear) as watched:
            try:
                status = status_frame(await find_task(hub, self._task_id, owner))
            except NotFound as error:
                raise Refusal(Close.NOT_FOUND, error.slug, str(error), hint=error.hint) from None
            with self._place(owner):
                self._viewer = Viewer(endpoint.viewing, watched, self, self._wake)
                begin = 0 if request.include_history else status.as_of
                await self._viewer.begin(status, request.cursor, default=begin)
                del status, request  # kept as long as the socket they would be a tenth of what it takes
                await self._viewer.go_on()

    @contextlib.contextmanager
    def _place(self, owner: OwnerId) -> Iterator[None]:
        """A place among the owner's sockets to this task, told to operators.

        Raises:
            Refusal: There is none left.
        """
        endpoint = self._endpoint
        if not endpoint.places.take(owner, self._task_id):
            raise Refusal(Close.TOO_MUCH, "too-many-sockets", "Too many pages watch this task at once.")
        endpoint.total_connections += 1
        log.info("websocket_connected", task_id=self._task_id, total_connections=endpoint.total_connections)
        try:
            yield
        finally:
            endpoint.places.leave(owner, self._task_id)
            endpoint.total_connections -= 1
            log.info(
                "websocket_disconnected", task_id=self._task_id, total_connections=endpoint.total_connections
            )

    @property
    def write_through(self) -> Callable[[bytes], bool] | None:
        return self._direct.write_through if self._direct is not None else None

    @property
    def has_news(self) -> bool:
        return self._inbox.has_news or self._is_dismissed

    async def attend(self, head: int) -> None:
        """Answer what the client has sent since the last look."""
        for frame in self._inbox.take():
            if isinstance(frame, GetStatus):
                task = await self._endpoint.viewing.hub.event_log.task(self._task_id)
                if task is None:
                    raise LogGone
                await self.send_frame(status_frame(task))
            else:
                await self.send_frame(Pong(t=frame.t, head=head))
        if self._inbox.refusal is not None:
            code, slug, message = self._inbox.refusal
            raise Refusal(code, slug, message)
        if self._inbox.is_over:
            raise PeerGone
        if self._is_dismissed:
            raise Restarting

    @property
    def quiet_seconds(self) -> float:
        sent_at = max(self._sent_at, self._viewer.pushed_at if self._viewer else 0.0)
        return max(0.0, sent_at + HEARTBEAT_SECONDS - time.monotonic())

    async def break_silence(self, head: int) -> None:
        await self.send_frame(Heartbeat(head=head))

    def _hear(self) -> None:
        """There is, or may be, something new."""
        if self._viewer is None or not self._viewer.push():
            self._wake.set()

    async def send_frame(self, frame: BaseModel) -> None:
        text = frame.model_dump_json(by_alias=True)
        if not self._write_now(text_frame(text)):
            await self._transmit({"type": "websocket.send", "text": text})

    async def send_events(self, joined: Joined) -> None:
        if self._write_now(joined.frames):
            return
        if self._direct is not None and not self._inbox.is_over:
            await self._in_time(self._direct.send_frames(joined.frames))
            return
        for event in joined.events:
            await self._transmit({"type": "websocket.send", "text": event.payload})

    def _write_now(self, frames: bytes) -> bool:
        self._sent_at = time.monotonic()
        return self._direct is not None and not self._inbox.is_over and self._direct.write_frames(frames)

    async def _refuse(self, refusal: Refusal) -> None:
        await self.send_frame(refusal.frame)
        await self._close(refusal.code, refusal.reason)

    async def _close(self, code: Close, reason: str) -> None:
        await self._transmit({"type": "websocket.close", "code": int(code), "reason": reason})

    async def _transmit(self, message: MutableMapping[str, Any]) -> None:
        """Hand one message to the server library."""
        if self._inbox.is_over:
            raise PeerGone
        await self._in_time(self._asgi_send(message))

    async def _in_time(self, sending: Awaitable[None]) -> None:
        """Wait for the sending; a peer that has gone or stands still ends the socket."""
        try:
            async with asyncio.timeout(STALLED_SECONDS):
                await sending
        except TimeoutError:
            log.info("websocket_stalled", task_id=self._task_id)
            raise Stalled from None
        except (OSError, RuntimeError) as error:
            # The server library's way to say that the connection is closed already.
            raise PeerGone from error
