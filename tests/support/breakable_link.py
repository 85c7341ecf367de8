"""A TCP proxy before a service that can be cut, made to hang, and mended: as a client sees a service that is lost."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

CHUNK_BYTES = 64 * 1024


@dataclass(slots=True)
class BreakableLink:
    """Where it listens, and what it lets through from now on."""

    service: tuple[str, int]
    port: int = 0
    _listener: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _serving: set["asyncio.Task[None]"] = field(default_factory=set)
    _flows: asyncio.Event = field(default_factory=asyncio.Event)

    async def mend(self) -> None:
        """Let everything through, new connections included."""
        self._flows.set()
        if self._listener is None:
            self._listener = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
            self.port = self._listener.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Reset every connection and refuse new ones, as when the service's process has ended."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for writer in self._writers:
            writer.transport.abort()

    def hang(self) -> None:
        """Accept connections and pass no byte any more, as when the service's process stands still."""
        self._flows.clear()

    async def close(self) -> None:
        """Cut it for good, and return once nothing of it is left."""
        self.cut()
        self._flows.set()
        await asyncio.gather(*self._serving)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (task := asyncio.current_task()) is not None:
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)
        try:
            there_reader, there_writer = await asyncio.open_connection(*self.service)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, there_writer}
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(self._pass(reader, there_writer), self._pass(there_reader, writer))
        self._writers -= {writer, there_writer}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(CHUNK_BYTES):
                await self._flows.wait()
                writer.write(piece)
                await writer.drain()
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


@contextlib.asynccontextmanager
async def breakable_link(host: str, port: int) -> AsyncIterator[BreakableLink]:
    """A link to a service on a free loopback port, whole at first."""
    link = BreakableLink((host, port))
    await link.mend()
    try:
        yield link
    finally:
        await link.close()
