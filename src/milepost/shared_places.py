"""The places that an account with a provider has, shared by all processes over one Redis.

A place is a lease: a member of a sorted set whose score is the instant, by the clock of Redis, at which it lapses. It
is renewed while its request is under way, so those of a process that was killed are free again a moment later. Nothing
but this limit depends on Redis: while it is away each process keeps to a limit of its own.
"""

import asyncio
import contextlib
import hashlib
import hmac
import random
import secrets
from collections.abc import AsyncIterator, Sequence
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from milepost.domain.ports.models import RequestPlaces
from milepost.outage import Outage

#: After so long without a word of its process a lease lapses.
LEASE_SECONDS = 15.0
#: How often whoever waits looks again, at random in between, so that processes take turns.
_LOOK_SECONDS = (0.03, 0.15)
#: Longer than this nobody waits for Redis, and then it is left alone for a while.
_ANSWER_SECONDS = 2.0
_AWAY_SECONDS = 5.0

_NOW = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000) "
#: KEYS: the account. ARGV: the lease, how many there may be, how long it lasts in milliseconds. 1 if it was given.
_TAKE = (
    _NOW
    + """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3] * 2)
return 1
"""
)
#: KEYS: the account. ARGV: how long they last in milliseconds, the leases. One that lapsed is there again, because its
#: request is under way.
_RENEW = (
    _NOW
    + """
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1] * 2)
return 1
"""
)


class SharedPlaces:
    """Implements the port `RequestPlaces` while its block runs. Between processes nobody is promised a turn."""

    def __init__(
        self,
        url: str,
        *,
        key: bytes,
        epoch: str,
        at_once: int,
        local: RequestPlaces,
        outage: Outage,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        """Opens nothing.

        Args:
            key: The secret of the database by which accounts are named in Redis, where no key of a provider belongs.
            epoch: Keeps several installations on one Redis apart.
            local: The limit of this process, which holds always.
            outage: Told when Redis is lost and when it is back.
        """
        # What fails is decided here, at once: whoever waits for a place must not wait for a lost Redis.
        self._redis: Redis = Redis.from_url(
            url,
            socket_timeout=_ANSWER_SECONDS,
            socket_connect_timeout=_ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._take_script = self._redis.register_script(_TAKE)
        self._renew_script = self._redis.register_script(_RENEW)
        self._key = key
        self._prefix = f"milepost:{epoch}:places:"
        self._at_once = at_once
        self._local = local
        self._outage = outage
        self._lease_seconds = lease_seconds
        self._away_until = 0.0
        self._lines: dict[str, asyncio.Lock] = {}
        self._held: dict[str, str] = {}
        """Leases, each with the account that it is of."""
        self._returning: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "SharedPlaces":
        self._keeping = asyncio.create_task(self._keep())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._keeping
        await asyncio.gather(*self._returning)
        await self._redis.aclose()

    @contextlib.asynccontextmanager
    async def one(self, account: str) -> AsyncIterator[None]:
        async with self._local.one(account):
            name = self._name(account)
            lease = secrets.token_hex(8)
            try:
                await self._take(name, lease)
                self._held[lease] = name
                yield
            finally:
                # Also where the wait was given up: Redis may have answered just then.
                self._held.pop(lease, None)
                self._give_back(name, lease)

    async def _take(self, name: str, lease: str) -> None:
        """Wait until Redis gives the lease, or is away. One of this process asks at a time, the first that came."""
        async with self._lines.setdefault(name, asyncio.Lock()):
            while await self._ask(self._take_script, name, [lease, self._at_once, self._milliseconds]) == 0:  # noqa: ASYNC110  others free it
                await asyncio.sleep(random.uniform(*_LOOK_SECONDS))  # noqa: S311  nobody gains by guessing it

    def _give_back(self, name: str, lease: str) -> None:
        """Whoever had it does not wait for that; one that Redis does not hear of lapses."""

        async def give_back() -> None:
            with contextlib.suppress(RedisError, OSError):
                await self._redis.zrem(name, lease)

        if not self._is_away:
            returning = asyncio.create_task(give_back())
            self._returning.add(returning)
            returning.add_done_callback(self._returning.discard)

    async def _keep(self) -> None:
        """Renew what is held. What was begun while Redis was away is counted from its return on."""
        while True:
            await asyncio.sleep(self._lease_seconds / 3)
            for name in set(self._held.values()):
                leases = [lease for lease, of in self._held.items() if of == name]
                await self._ask(self._renew_script, name, [self._milliseconds, *leases])

    async def _ask(self, script: Any, name: str, arguments: Sequence[object]) -> int | None:
        """What the script answers; None while Redis is away."""
        if self._is_away:
            return None
        try:
            answer = int(await script(keys=[name], args=arguments))
        except (RedisError, OSError) as error:
            self._outage.lost(error)
            self._away_until = asyncio.get_running_loop().time() + _AWAY_SECONDS
            return None
        self._outage.back()
        return answer

    @property
    def _is_away(self) -> bool:
        return asyncio.get_running_loop().time() < self._away_until

    @property
    def _milliseconds(self) -> int:
        return round(self._lease_seconds * 1000)

    def _name(self, account: str) -> str:
        return self._prefix + hmac.new(self._key, account.encode(), hashlib.sha256).hexdigest()[:32]
