"""The WebSocket endpoint: a plain ASGI route with one writer and one receive loop per socket.

Everything that is sent, the close included, passes through the writer, so a send after the close cannot be
written. There is nothing to subscribe to, so nothing to miss: a viewer is a cursor compared with the log.
"""

import asyncio
import contextlib
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from pydantic import BaseModel

from milepost.domain.errors import NotFound, TaskNotFound
from milepost.domain.events import TERMINAL_TYPES
from milepost.domain.id_check import check_task_id
from milepost.domain.ids import OwnerId
from milepost.domain.origins import OriginPolicy
from milepost.domain.ports.runtime import Clock, Ids
from milepost.domain.records import TaskRecord
from milepost.realtime.admission import (
    ChannelRequest,
    Receive,
    Refusal,
    Scope,
    Send,
    check_caller,
    read_query,
)
from milepost.realtime.client_frames import ClientFrames
from milepost.realtime.cursor import resume
from milepost.realtime.frames import (
    HEARTBEAT_SECONDS,
    Close,
    Closing,
    Connected,
    CurrentStatus,
    GetStatus,
    Heartbeat,
    Live,
    Pong,
    Resync,
)
from milepost.realtime.hub import Hub, WatchedTask

log = structlog.get_logger("milepost.realtime")

#: How long a reader may be stalled before its socket is given up; it resumes from its cursor.
STALLED_SECONDS = 20.0


class PeerGone(Exception):
    """The peer has vanished; there is nobody to send to."""


class Stalled(PeerGone):
    """The peer is there and has read nothing for too long."""


@dataclass(slots=True)
class ChannelEndpoint:
    """The ASGI application of `/api/v1/ws/{task_id}`."""

    hub: Hub
    origins: OriginPolicy
    owner: Callable[[Scope], OwnerId]
    clock: Clock
    ids: Ids
    max_per_task: int = 32
    sockets: dict[str, int] = field(default_factory=dict)
    """Admitted sockets by task."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        task_id = scope.get("path_params", {}).get("task_id", "")
        if (await receive())["type"] != "websocket.connect":
            return
        channel = Channel(self, task_id, receive, send)
        try:
            await channel.run(scope)
        finally:
            if channel.is_admitted:
                self._leave(task_id)
                log.info("websocket_disconnected", task_id=task_id, total_connections=self.total_connections)

    def join(self, task_id: str) -> bool:
        """Take a place among the task's sockets; False when there is none left. Who is refused takes none."""
        count = self.sockets.get(task_id, 0)
        if count >= self.max_per_task:
            return False
        self.sockets[task_id] = count + 1
        return True

    def _leave(self, task_id: str) -> None:
        self.sockets[task_id] -= 1
        if not self.sockets[task_id]:
            del self.sockets[task_id]

    @property
    def total_connections(self) -> int:
        return sum(self.sockets.values())


class Channel:
    """One socket, from its accept to its close."""

    def __init__(self, endpoint: ChannelEndpoint, task_id: str, receive: Receive, send: Send) -> None:
        self._endpoint = endpoint
        self._hub = endpoint.hub
        self._task_id = task_id
        self._receive = receive
        self._asgi_send = send
        self._cursor = 0
        self._wake = asyncio.Event()
        self._inbox = ClientFrames(clock=asyncio.get_running_loop().time, wake=self._wake.set)
        self.is_admitted = False

    async def run(self, scope: Scope) -> None:
        try:
            await self._transmit({"type": "websocket.accept"})
            receiving = asyncio.create_task(self._inbox.receive_all(self._receive))
            try:
                await self._serve(scope)
            except Refusal as refusal:
                for message in refusal.messages():
                    await self._transmit(message)
            except Stalled:
                # Only a close is still taken, behind what waits to be read; the client resumes from its cursor.
                await self._close(Close.TOO_MUCH, "too-slow")
            finally:
                receiving.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await receiving
        except PeerGone:
            log.debug("websocket_already_closed", task_id=self._task_id)
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("websocket_error", task_id=self._task_id)
            with contextlib.suppress(PeerGone):
                await self._close(Close.INTERNAL, "internal")

    async def _serve(self, scope: Scope) -> None:
        # Watched before the head is read, so that no hint falls between the two.
        watched = self._hub.watch(self._task_id, self, self._wake.set)
        try:
            task, request = await self._admit(scope)
            await self._greet(task, request)
            await self._follow(watched, history_until=task.last_seq)
        finally:
            self._hub.unwatch(self._task_id, self)

    async def _admit(self, scope: Scope) -> tuple[TaskRecord, ChannelRequest]:
        """Host, origin, session and task, in this order, each after the accept so that a browser sees why."""
        check_caller(scope, self._endpoint.origins)
        request = read_query(scope.get("query_string", b""))
        owner = self._endpoint.owner(scope)
        task = await self._find_task(owner)
        if not self._endpoint.join(self._task_id):
            raise Refusal(Close.TOO_MUCH, "too-many-sockets", "Too many pages watch this task at once.")
        self.is_admitted = True
        return task, request

    async def _find_task(self, owner: OwnerId) -> TaskRecord:
        try:
            check_task_id(self._task_id)
            task = await self._hub.event_log.task(self._task_id)
            if task is None or task.owner_id != owner:
                raise TaskNotFound(self._task_id)
        except NotFound as error:
            raise Refusal(Close.NOT_FOUND, error.slug, str(error), hint=error.hint) from None
        return task

    async def _greet(self, task: TaskRecord, request: ChannelRequest) -> None:
        epoch, head = self._hub.event_log.epoch, task.last_seq
        default = 0 if request.include_history else head
        self._cursor, resync = resume(request.cursor, epoch=epoch, head=head, default=default)
        total = self._endpoint.total_connections
        log.info("websocket_connected", task_id=self._task_id, total_connections=total)
        await self._send(
            Connected(
                task_id=self._task_id,
                conn_id=self._endpoint.ids.token()[:12],
                epoch=epoch,
                head=head,
                resume_from=self._cursor,
                server_time=self._endpoint.clock.now(),
            )
        )
        if resync is not None:
            await self._send(Resync(reason=resync, epoch=epoch, head=head))
        await self._send(status_frame(task))

    async def _follow(self, watched: WatchedTask, *, history_until: int) -> None:
        """Send history, `live`, and whatever comes, until the terminal event, the peer's end or a refusal."""
        started_at = self._cursor
        is_live = False
        watched.raise_head(history_until)
        while True:
            self._wake.clear()
            await self._answer(watched)
            if self._cursor < watched.head:
                ended = await self._send_next(watched, until=None if is_live else history_until)
                if is_live and ended:
                    await self._end()
                    return
            if not is_live and self._cursor >= history_until:
                is_live = True
                await self._send(Live(from_=started_at, to=self._cursor))
                if await self._has_ended():
                    await self._end()
                    return
            if self._cursor >= watched.head and not self._inbox.has_news:
                await self._wait_or_beat(watched)

    async def _send_next(self, watched: WatchedTask, *, until: int | None) -> bool:
        """Send the next events, at most up to `until`; whether the last of them ended the task."""
        ended = False
        for event in await watched.after(self._cursor, self._hub.event_log):
            if until is not None and event.seq > until:
                break
            await self._transmit({"type": "websocket.send", "text": event.payload})
            self._cursor = event.seq
            ended = event.type in TERMINAL_TYPES
        return ended

    async def _has_ended(self) -> bool:
        """Whether the log is closed and all of it has been sent."""
        task = await self._hub.event_log.task(self._task_id)
        return task is not None and task.status.is_terminal and self._cursor >= task.last_seq

    async def _wait_or_beat(self, watched: WatchedTask) -> None:
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            await self._send(Heartbeat(head=max(watched.head, self._cursor)))

    async def _answer(self, watched: WatchedTask) -> None:
        """Answer what the client has sent since the last look."""
        for frame in self._inbox.take():
            if isinstance(frame, GetStatus):
                task = await self._hub.event_log.task(self._task_id)
                if task is None:
                    raise Refusal(Close.GONE, "task-deleted", "The task has been deleted.")
                await self._send(status_frame(task))
            else:
                await self._send(Pong(t=frame.t, head=max(watched.head, self._cursor)))
        if self._inbox.refusal is not None:
            code, slug, message = self._inbox.refusal
            raise Refusal(code, slug, message)
        if self._inbox.is_over:
            raise PeerGone

    async def _end(self) -> None:
        await self._send(Closing(reason="end", code=Close.END))
        await self._close(Close.END, "end")

    async def _close(self, code: Close, reason: str) -> None:
        await self._transmit({"type": "websocket.close", "code": int(code), "reason": reason})

    async def _send(self, frame: BaseModel) -> None:
        await self._transmit({"type": "websocket.send", "text": frame.model_dump_json(by_alias=True)})

    async def _transmit(self, message: MutableMapping[str, Any]) -> None:
        """Hand one message to the server; a peer that has gone or stands still ends the socket."""
        if self._inbox.is_over:
            raise PeerGone
        try:
            async with asyncio.timeout(STALLED_SECONDS):
                await self._asgi_send(message)
        except TimeoutError:
            log.info("websocket_stalled", task_id=self._task_id)
            raise Stalled from None
        except (OSError, RuntimeError) as error:
            # The server library's way to say that the connection is closed already.
            raise PeerGone from error


def status_frame(task: TaskRecord) -> CurrentStatus:
    return CurrentStatus(
        task_id=task.task_id,
        status=task.status,
        step=task.step,
        progress=task.progress,
        roadmap_id=task.roadmap_id,
        review_id=task.review_id,
        as_of=task.last_seq,
        terminal=task.status.is_terminal,
    )
