"""The server library's WebSocket protocol as a `DirectSocket`: past its framing, its queue and the loop's."""

import os
from asyncio.transports import BaseTransport
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from milepost.realtime.prepared_frames import DIRECT_SOCKET, Message, library_frames_alike

#: More than this does not wait for more.
_OUTBOX_BYTES = 1 << 16


class DirectSocketProtocol(WebSocketsSansIOProtocol):
    """Offers itself in the scope's `extensions`, where the library frames as we do."""

    writes_frames = library_frames_alike()
    """Whether frames that others have made are written as they are."""
    # The library's attributes just fit a dictionary of 64 places; three more would double it.
    __slots__ = ("_descriptor", "_is_heard", "_outbox")

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._descriptor = -1
        self._is_heard = False
        self._outbox: tuple[bytes, ...] = ()

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
        if not self._outbox:
            self.loop.call_soon(self._empty_outbox)
        self._outbox += (frames,)
        if sum(map(len, self._outbox)) >= _OUTBOX_BYTES:
            self._empty_outbox()
        return True

    def _empty_outbox(self) -> None:
        """Write what has come since the loop last turned: greeting, history and `live` in one call to the system."""
        frames, self._outbox = self._outbox, ()
        if frames and not (self.close_sent or self.disconnected or self.transport.is_closing()):
            self.transport.write(b"".join(frames))

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        # Under TLS what is written has to be encrypted first; and on Windows a socket is no file.
        plain = os.name == "posix" and transport.get_extra_info("sslcontext") is None
        self._descriptor = transport.get_extra_info("socket").fileno() if plain else -1

    def write_through(self, frames: bytes) -> bool:
        """As `DirectSocket` says."""
        transport = self.transport
        if self.close_sent or self.disconnected or transport.is_closing():
            return False
        if self._descriptor < 0 or self._outbox or transport.get_write_buffer_size():
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
        super().send_receive_event_to_app()
        self._go_on_reading()

    async def send(self, message: Any) -> None:
        self._empty_outbox()
        await super().send(message)
        if message["type"] == "websocket.accept":
            # Nobody asks for the handshake again, and an idle socket should be small. The library's parser keeps the
            # request as long as the socket, though it has read it: a browser's headers are some kilobytes.
            if (request := self.__dict__.pop("request", None)) is not None:
                request.headers.clear()
            self.__dict__.pop("response", None)


class _Heard:
    """Stands where the library queues what is to be received."""

    __slots__ = ("put_nowait",)

    def __init__(self, hear: Callable[[Message], None]) -> None:
        self.put_nowait = hear
