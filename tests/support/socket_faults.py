"""A TCP proxy before a server that passes everything but sockets, which it treats as a broken network would."""

import asyncio
import base64
import contextlib
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal["none", "refused", "answered_403", "silent", "cut_after_1_s"]
_WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@dataclass(slots=True)
class SocketFaults:
    """Where the proxy listens, and what it does to sockets from now on."""

    server_port: int
    fault: Fault
    port: int = 0
    sockets_tried: int = 0
    polls: list[str] = field(default_factory=list)
    """The request lines of the long-poll transport."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            if b"upgrade: websocket" not in head.lower():
                await self._pass(head, reader, writer, seconds=None)
            else:
                self.sockets_tried += 1
                await self._treat(head, reader, writer)
        writer.close()

    async def _treat(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        match self.fault:
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
            case "none":
                await self._pass(head, reader, writer, seconds=None)

    async def _pass(
        self,
        head: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        seconds: float | None,
    ) -> None:
        """Pass bytes both ways until one side ends, or for so many seconds."""
        to_server_reader, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
        self._note(head)
        to_server.write(head)
        ways = (self._pipe(reader, to_server, note=True), self._pipe(to_server_reader, writer, note=False))
        tasks = [asyncio.create_task(way) for way in ways]
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        to_server.close()

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, note: bool) -> None:
        while data := await reader.read(65536):
            if note:
                self._note(data)
            writer.write(data)
            await writer.drain()

    def _note(self, data: bytes) -> None:
        line = data.partition(b"\r\n")[0].decode("latin-1")
        if line.startswith("GET /api/v1/tasks/") and "/events" in line:
            self.polls.append(line)


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
