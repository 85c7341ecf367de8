"""A TCP proxy that does to connections what networks do: resets, half-closes, trickles, swallows, stands still."""

import asyncio
import contextlib
import random
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal["none", "refuse", "reset", "reset_upstream", "half_close", "trickle", "swallow", "stall"]
#: How often each is drawn when faults are on.
WEIGHTS: dict[Fault, int] = {
    "none": 55, "refuse": 3, "reset": 12, "reset_upstream": 5, "half_close": 6, "trickle": 7, "swallow": 5, "stall": 7,
}  # fmt: skip
_CHUNK = 65536
#: Small, so that a reader that stands still is felt by the server and not only by the kernel.
_SMALL_BUFFER = 4096


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to one connection, after how many bytes towards the client."""

    fault: Fault
    after: int
    seconds: float
    """How long a stall lasts."""


@dataclass(eq=False, slots=True)
class _Connection:
    plan: Plan
    client: asyncio.StreamWriter
    server: asyncio.StreamWriter | None = None
    is_cut: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when both ways have been ended from here."""


@dataclass(eq=False, slots=True)
class FaultProxy:
    """Passes connections on to one of the `backends`, each with a fault of its own as long as `is_rough`."""

    backends: Callable[[], Sequence[int]]
    """The ports of the servers, asked for each connection."""
    chance: random.Random
    is_rough: bool = False
    port: int = 0
    drawn: Counter[str] = field(default_factory=Counter)
    _open: set[_Connection] = field(default_factory=set)
    _carrying: set["asyncio.Task[None]"] = field(default_factory=set)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["FaultProxy"]:
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for connection in list(self._open):
                self._reset(connection)
            await asyncio.gather(*self._carrying, return_exceptions=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def heal(self) -> None:
        """From now on nothing happens any more; what is being mistreated ends here."""
        self.is_rough = False
        for connection in list(self._open):
            if connection.plan.fault != "none":
                self._reset(connection)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        plan = self._draw()
        self.drawn[plan.fault] += 1
        connection = _Connection(plan, writer)
        self._open.add(connection)
        if (task := asyncio.current_task()) is not None:
            self._carrying.add(task)
            task.add_done_callback(self._carrying.discard)
        try:
            await self._carry(connection, reader)
        except OSError:
            pass  # one of the two sides has gone, which is what this is about
        finally:
            self._open.discard(connection)
            for side in (connection.client, connection.server):
                if side is not None:
                    side.close()

    def _draw(self) -> Plan:
        if not self.is_rough:
            return Plan("none", 0, 0)
        [fault] = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
        # Most answers are small: half of the faults come in the first kilobyte.
        after = self.chance.randrange(1, self.chance.choice((1_000, 40_000)))
        return Plan(fault, after, self.chance.uniform(0.5, 24))

    async def _carry(self, connection: _Connection, reader: asyncio.StreamReader) -> None:
        ports = self.backends()
        if connection.plan.fault == "refuse" or not ports:
            self._reset(connection)
            return
        upstream, server = await self._connect(self.chance.choice(ports), connection.plan)
        connection.server = server
        down = asyncio.create_task(self._down(connection, upstream))
        up = asyncio.create_task(self._up(connection, reader))
        cut = asyncio.create_task(self._until_cut(connection))
        try:
            await asyncio.wait([down, up, cut], return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for way in (down, up, cut):
                way.cancel()
            await asyncio.gather(down, up, cut, return_exceptions=True)

    @staticmethod
    async def _until_cut(connection: _Connection) -> None:
        await connection.is_cut.wait()
        raise ConnectionAbortedError

    async def _connect(self, port: int, plan: Plan) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        plug = socket.socket()
        plug.setblocking(False)
        if plan.fault == "stall":
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
        try:
            await asyncio.get_running_loop().sock_connect(plug, ("127.0.0.1", port))
        except OSError:
            plug.close()
            raise
        return await asyncio.open_connection(
            sock=plug, limit=_SMALL_BUFFER if plan.fault == "stall" else _CHUNK
        )

    async def _up(self, connection: _Connection, reader: asyncio.StreamReader) -> None:
        assert connection.server is not None
        while data := await reader.read(_CHUNK):
            connection.server.write(data)
            await connection.server.drain()
        if connection.server.can_write_eof():
            connection.server.write_eof()

    async def _down(self, connection: _Connection, upstream: asyncio.StreamReader) -> None:
        plan, client, passed = connection.plan, connection.client, 0
        if plan.fault == "none":
            while data := await upstream.read(_CHUNK):
                client.write(data)
                await client.drain()
            raise ConnectionResetError  # the server is done: so are both ways
        while data := await upstream.read(_CHUNK):
            until = max(0, plan.after - passed)
            client.write(data[:until])
            await client.drain()
            passed += len(data)
            if len(data) > until:
                await self._harm(connection, upstream, data[until:])
        raise ConnectionResetError

    async def _harm(self, connection: _Connection, upstream: asyncio.StreamReader, rest: bytes) -> None:
        """The fault itself; returns when the connection goes on as if nothing had been."""
        client, plan = connection.client, connection.plan
        match plan.fault:
            case "reset":
                self._reset(connection)
                raise ConnectionResetError
            case "reset_upstream":
                if connection.server is not None:
                    connection.server.transport.abort()
                raise ConnectionResetError
            case "half_close":
                client.write_eof()
                while await upstream.read(_CHUNK):
                    pass
            case "swallow":
                while await upstream.read(_CHUNK):
                    pass
                await asyncio.get_running_loop().create_future()  # nor is the end of it told
            case "trickle":
                while rest:
                    client.write(rest[:7])
                    rest = rest[7:]
                    await client.drain()
                    await asyncio.sleep(0.004)
            case _:
                await asyncio.sleep(plan.seconds)
                client.write(rest)
                await client.drain()

    @staticmethod
    def _reset(connection: _Connection) -> None:
        """End it with a reset, as a router that forgot it does, instead of a polite end."""
        connection.is_cut.set()
        for side in (connection.client, connection.server):
            if side is None or side.transport.is_closing():
                continue
            plug = side.get_extra_info("socket")
            with contextlib.suppress(OSError):
                plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            side.transport.abort()
