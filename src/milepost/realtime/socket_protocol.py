"""The server library's WebSocket protocol, but for what a peer could leave behind: a traceback, or a full buffer."""

import os
from asyncio import TimerHandle
from asyncio.transports import BaseTransport
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from milepost.realtime.prepared_frames import DIRECT_SOCKET, Message, library_frames_alike

#: How long a server that ends waits for what has been written to be read.
_LAST_BYTES_SECONDS = 1.0
#: How long a peer that was refused in the middle of a message may be silent before it counts as done with it.
_QUIET_SECONDS = 0.3


class SocketProtocol(WebSocketsSansIOProtocol):
    """Text that is none reaches the channel as bytes; a close waits for no reader and ends within its time.

    A peer whose message is refused while it is still sending is read to its end without being heard: closed at once,
    the system would throw away the close frame together with what has not been read.
    """

    _quiet_timer: TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        if self._quiet_timer is None:
            super().data_received(data)
        else:
            self._wait_for_quiet()

    def handle_parser_exception(self) -> None:
        assert self.conn.close_sent is not None
        code, reason = self.conn.close_sent.code, self.conn.close_sent.reason
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.abort)
        self._wait_for_quiet()

    def _wait_for_quiet(self) -> None:
        if self._quiet_timer is not None:
            self._quiet_timer.cancel()
        self._quiet_timer = self.loop.call_later(_QUIET_SECONDS, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._quiet_timer is not None:
            self._quiet_timer.cancel()

    writes_frames = library_frames_alike()
    """Whether frames that others have made are written as they are."""
    _is_heard = False

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        # What negotiates an extension, such as compression, has frames of its own.
        if self.writes_frames and self.response.status_code == 101 and not self.conn.extensions:
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[DIRECT_SOCKET] = self

    def listen(self, hear: Callable[[Message], None]) -> None:
        """As `DirectSocket` says."""
        waiting, self.queue = self.queue, _Heard(hear)  # type: ignore[assignment]  # only `put_nowait` is used
        self._is_heard = True
        while not waiting.empty():
            hear(waiting.get_nowait())  # type: ignore[arg-type]
        self._go_on_reading()

    def _go_on_reading(self) -> None:
        # The library pauses at each message until it is received; here it has been.
        if self.read_paused and self._is_heard:
            self.read_paused = False
            self.transport.resume_reading()

    def write_frames(self, frames: bytes) -> bool:
        """As `DirectSocket` says."""
        if not self.writable.is_set() or self.close_sent or self.disconnected or self.transport.is_closing():
            return False
        self.transport.write(frames)
        return True

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        # Under TLS what is written has to be encrypted first.
        plain = transport.get_extra_info("sslcontext") is None
        self._descriptor = transport.get_extra_info("socket").fileno() if plain else -1

    def write_through(self, frames: bytes) -> bool:
        """As `DirectSocket` says."""
        transport = self.transport
        if self.close_sent or self.disconnected or transport.is_closing():
            return False
        if self._descriptor < 0 or transport.get_write_buffer_size():
            return self.write_frames(frames)
        # Past the event loop, which would queue it and write it a moment later: a third of the cost of one event.
        try:
            written = os.write(self._descriptor, frames)
        except BlockingIOError:
            written = 0
        except OSError:
            return False  # the loop will notice too
        if written < len(frames):
            transport.write(frames[written:])
        return True

    async def send_frames(self, frames: bytes) -> None:
        """As `DirectSocket` says."""
        while not self.write_frames(frames):
            if self.writable.is_set():
                raise ClientDisconnected
            await self.writable.wait()

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text" and not _is_text(b"".join(self.frames)):
            # The library would log a traceback; the channel refuses what is no text, as it does any bad frame.
            self.curr_msg_data_type = "bytes"
        super().send_receive_event_to_app()
        self._go_on_reading()

    async def send(self, message: Any) -> None:
        is_close = message["type"] == "websocket.close"
        if is_close:
            # A reader that stands still never makes room, and it is because of that that it is closed.
            self.writable.set()
        await super().send(message)
        if message["type"] == "websocket.accept":
            # Nobody asks for the handshake again, and an idle socket should be small.
            self.__dict__.pop("request", None)
            self.__dict__.pop("response", None)
        if is_close and self.close_timer is not None:
            self.close_timer.cancel()
            self.close_timer = self.loop.call_later(self.close_timeout, self.transport.abort)

    def shutdown(self) -> None:
        super().shutdown()
        # The process ends: a reader that stands still is not waited for.
        self.loop.call_later(_LAST_BYTES_SECONDS, self.transport.abort)

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        # What has been written is still waited for, by a peer that may never read it.
        self.loop.call_later(self.close_timeout, self.transport.abort)


class _Heard:
    """Stands where the library queues what is to be received."""

    __slots__ = ("put_nowait",)

    def __init__(self, hear: Callable[[Message], None]) -> None:
        self.put_nowait = hear


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
