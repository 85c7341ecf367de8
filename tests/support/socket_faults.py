"""A TCP proxy before a server that passes everything but sockets, which it treats as a broken network would."""

import asyncio
import base64
import contextlib
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal["none", "refused", "answered_403", "silent", "cut_after_1_s", "cut_after_bytes", "closed"]
_WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@dataclass(slots=True)
class SocketFaults:
    """Where the proxy listens, and what it does to sockets from now on."""

    server_port: int
    fault: Fault
    stream_fault: Fault = "none"
    """What it does to event streams, where they are the first request of their connection."""
    cut_after_bytes: int = 0
    """How much of what the server sends comes through with this fault; the middle of a frame, most likely."""
    close: tuple[int, str] = (1006, "")
    """Code and reason of the close frame with the fault `closed`."""
    port: int = 0
    sockets_tried: int = 0
    streams: list[str] = field(default_factory=list)
    """The request lines of the SSE transport."""
    polls: list[str] = field(default_factory=list)
    """The request lines of the long-poll transport."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = await reader.readuntil(b"\r\n\r\n")
            if b"upgrade: websocket" in head.lower():
                self.sockets_tried += 1
                await self._treat(self.fault, head, reader, writer)
            else:
                is_stream = _is_for("stream", head)
                await self._treat(self.stream_fault if is_stream else "none", head, reader, writer)
        await _close(writer)

    async def end(self) -> None:
        """Hang up on everybody."""
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _treat(
        self, fault: Fault, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        match fault:
            case "refused":
                writer.transport.abort()
            case "answered_403":
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
            case "silent":
                writer.write(_accepted(head))
                await writer.drain()
                await reader.read()
            case "cut_after_1_s":
                await self._pass(head, reader, writer, seconds=1)
                writer.transport.abort()
            case "cut_after_bytes":
                await self._pass(head, reader, writer, seconds=None, most=self.cut_after_bytes)
                writer.transport.abort()
            case "closed":
                code, reason = self.close
                body = code.to_bytes(2) + reason.encode()
                writer.write(_accepted(head) + bytes([0x88, len(body)]) + body)
                await writer.drain()
                await reader.read(64)  # the client's own close frame
            case "none":
                await self._pass(head, reader, writer, seconds=None)

    async def _pass(
        self,
        head: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        seconds: float | None,
        most: int | None = None,
    ) -> None:
        """Pass bytes both ways until one side ends, for so many seconds, or as many of the server's bytes."""
        to_server_reader, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
        self._note(head)
        to_server.write(head)
        ways = (
            self._pipe(reader, to_server, note=True),
            self._pipe(to_server_reader, writer, note=False, most=most),
        )
        tasks = [asyncio.create_task(way) for way in ways]
        try:
            await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await _close(to_server)

    async def _pipe(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        note: bool,
        most: int | None = None,
    ) -> None:
        left = most
        while data := await reader.read(65536):
            if note:
                self._note(data)
            writer.write(data[:left])
            await writer.drain()
            if left is not None and (left := left - len(data)) <= 0:
                return

    def _note(self, data: bytes) -> None:
        line = data.partition(b"\r\n")[0].decode("latin-1")
        if _is_for("events", data):
            self.polls.append(line)
        elif _is_for("stream", data):
            self.streams.append(line)


def _is_for(what: str, data: bytes) -> bool:
    """Whether this begins a request for a task's events by one of the HTTP transports."""
    line = data.partition(b"\r\n")[0]
    return line.startswith(b"GET /api/v1/tasks/") and f"/{what}?".encode() in line


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def _accepted(head: bytes) -> bytes:
    key = next(
        line.partition(b":")[2].strip()
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"sec-websocket-key:")
    )
    digest = hashlib.sha1(key + _WEBSOCKET_GUID.encode(), usedforsecurity=False).digest()
    accept = base64.b64encode(digest).decode()
    return (
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n"
    ).encode()


@contextlib.asynccontextmanager
async def socket_faults(server_port: int, fault: Fault) -> AsyncIterator[SocketFaults]:
    """A proxy on a free loopback port until the block ends."""
    faults = SocketFaults(server_port, fault)
    server = await asyncio.start_server(faults.serve, "127.0.0.1", 0)
    faults.port = server.sockets[0].getsockname()[1]
    try:
        yield faults
    finally:
        server.close()
        await faults.end()
