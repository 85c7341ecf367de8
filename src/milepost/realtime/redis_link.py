"""One connection to Redis that is kept up: hears channels, publishes, and comes back after every loss."""

import asyncio
import contextlib
import random
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio.connection import SSLConnection, parse_url

from milepost.outage import Outage
from milepost.realtime.resp import Incomplete, Push, RedisError, command, read_message, read_value

CONNECT_SECONDS = 5.0
PING_SECONDS = 5.0
#: Longer than this without a word, although it was asked, and Redis is taken for lost.
SILENT_SECONDS = 12.0
LONGEST_PAUSE_SECONDS = 5.0
#: A hint that would wait behind so much is not worth sending: the safety poll is faster.
MOST_UNSENT_BYTES = 1 << 20

Hear = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Address:
    """Where Redis is, and who we are to it."""

    host: str
    port: int
    path: str | None
    username: str
    password: str | None
    tls: ssl.SSLContext | None

    @classmethod
    def of(cls, url: str) -> "Address":
        """Read `redis://`, `rediss://` or `unix://`, with a login if there is one.

        Raises:
            ValueError: It is none of these.
        """
        parts: dict[str, Any] = dict(parse_url(url))
        context = None
        if parts.get("connection_class") is SSLConnection:
            context = ssl.create_default_context(cafile=parts.get("ssl_ca_certs"))
        return cls(
            host=parts.get("host") or "localhost",
            port=parts.get("port") or 6379,
            path=parts.get("path"),
            username=parts.get("username") or "default",
            password=parts.get("password"),
            tls=context,
        )


class RedisLink:
    """Keeps one connection to Redis up while its block runs."""

    def __init__(self, url: str, *, hear: Hear, outage: Outage) -> None:
        """`hear` is told every message of the channels that are subscribed to."""
        self._address = Address.of(url)
        self._hear = hear
        self._outage = outage
        self._channels: set[bytes] = set()
        self._wire: Wire | None = None
        self._first_try = asyncio.Event()

    async def __aenter__(self) -> "RedisLink":
        self._keeping = asyncio.create_task(self._keep_up())
        # So that the first hints have a way; without Redis everything else goes on.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._first_try.wait(), CONNECT_SECONDS)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._keeping

    def publish(self, messages: Sequence[tuple[bytes, bytes]]) -> None:
        """Send messages, each with its channel, if that can be done now; otherwise they are lost, as hints may be."""
        wire = self._wire
        if wire is not None and wire.unsent_bytes < MOST_UNSENT_BYTES:
            wire.write(b"".join(command(b"PUBLISH", channel, message) for channel, message in messages))

    def subscribe(self, channel: bytes) -> None:
        """Hear this channel from now on, or from when Redis is back."""
        self._channels.add(channel)
        if self._wire is not None:
            self._wire.write(command(b"SUBSCRIBE", channel))

    def unsubscribe(self, channel: bytes) -> None:
        self._channels.discard(channel)
        if self._wire is not None:
            self._wire.write(command(b"UNSUBSCRIBE", channel))

    async def _keep_up(self) -> None:
        pause = 0.1
        while True:
            try:
                async with self._connected() as wire:
                    self._wire = wire
                    if self._channels:
                        wire.write(command(b"SUBSCRIBE", *self._channels))
                    self._outage.back()
                    self._first_try.set()
                    pause = 0.1
                    reason: object = await wire.until_lost()
            except (OSError, RedisError, ValueError, TimeoutError) as error:
                reason = error
            finally:
                self._wire = None
            self._outage.lost(reason)
            self._first_try.set()
            # Full jitter: many processes do not come back as one crowd.
            await asyncio.sleep(random.uniform(0.05, pause))  # noqa: S311  nobody gains by guessing it
            pause = min(LONGEST_PAUSE_SECONDS, pause * 2)

    @contextlib.asynccontextmanager
    async def _connected(self) -> Any:
        wire, _ = await _connect(self._address, self._hear)
        try:
            yield wire
        finally:
            wire.abort()


async def redis_version(url: str) -> str:
    """The version of the Redis at this address, asked as the link would be made.

    Raises:
        OSError: It does not answer.
        RedisError: It refuses us, or is older than 6.
        ValueError: It is not Redis, or the address is none of Redis.
    """
    wire, greeting = await _connect(Address.of(url), lambda _message: None)
    wire.abort()
    return str(greeting[greeting.index(b"version") + 1].decode())


async def _connect(address: Address, hear: Hear) -> "tuple[Wire, list[Any]]":
    """A connection that is logged in, and how Redis has greeted us."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(CONNECT_SECONDS):
        if address.path:
            _, wire = await loop.create_unix_connection(lambda: Wire(hear), address.path)
        else:
            _, wire = await loop.create_connection(
                lambda: Wire(hear), address.host, address.port, ssl=address.tls
            )
        try:
            login = (
                [b"AUTH", address.username.encode(), address.password.encode()] if address.password else []
            )
            # The third version of the protocol lets one connection hear and publish; Redis has it since 6.0.
            return wire, await wire.ask(b"HELLO", b"3", *login)
        except BaseException:  # a cancel or the time limit as well leaves a socket that nobody else knows of
            wire.abort()
            raise


class Wire(asyncio.Protocol):
    """One connection: answers are awaited while it is set up; later only its life and its messages matter."""

    def __init__(self, hear: Hear) -> None:
        self._loop = asyncio.get_running_loop()
        self._hear = hear
        self._buffer = b""
        self._asked: asyncio.Future[Any] | None = None
        self._lost: asyncio.Future[object] = self._loop.create_future()
        self._heard_at = self._loop.time()

    def connection_made(self, transport: Any) -> None:
        self._transport: asyncio.Transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        self._end(error or ConnectionError("Redis has closed the connection"))

    def write(self, data: bytes) -> None:
        if not self._lost.done():
            self._transport.write(data)

    def abort(self) -> None:
        self._transport.abort()

    @property
    def unsent_bytes(self) -> int:
        return self._transport.get_write_buffer_size()

    async def ask(self, *words: bytes) -> Any:
        """Send a command and wait for its answer.

        Raises:
            RedisError: Redis refused it.
        """
        self._asked = self._loop.create_future()
        self.write(command(*words))
        try:
            answer = await self._asked
        finally:
            self._asked = None
        if isinstance(answer, RedisError):
            raise answer
        return answer

    async def until_lost(self) -> object:
        """Wait for the end of the connection, asking now and then whether Redis is there; the reason."""
        while True:
            done, _ = await asyncio.wait([self._lost], timeout=PING_SECONDS)
            if done:
                return self._lost.result()
            if self._loop.time() - self._heard_at > SILENT_SECONDS:
                return "Redis does not answer"
            self.write(command(b"PING"))

    def data_received(self, data: bytes) -> None:
        self._heard_at = self._loop.time()
        data = self._buffer + data if self._buffer else data
        at = 0
        try:
            while at < len(data):
                if (message := read_message(data, at)) is not None:
                    at = message[1]
                    self._hear(message[0])
                else:
                    value, at = read_value(data, at)
                    self._take(value)
        except Incomplete:
            pass
        except ValueError as error:
            self._end(error)
            return
        self._buffer = data[at:]

    def _take(self, value: Any) -> None:
        if isinstance(value, Push):
            return  # that we are subscribed, or no longer
        if self._asked is not None and not self._asked.done():
            self._asked.set_result(value)
        elif isinstance(value, RedisError):
            self._end(value)

    def _end(self, reason: Exception) -> None:
        if self._asked is not None and not self._asked.done():
            self._asked.set_exception(reason)
        if not self._lost.done():
            self._lost.set_result(reason)
