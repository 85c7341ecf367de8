"""Watching clients that keep the protocol's client rules: full jitter, a token bucket, a cursor, a ladder."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

import httpx

from trials.chaos.record import Record
from trials.chaos.transports import Ending, event_stream, long_poll, web_socket

Transport = Callable[[httpx.AsyncClient, Record], Awaitable[Ending]]
TRANSPORTS: dict[str, Transport] = {"websocket": web_socket, "sse": event_stream, "long-poll": long_poll}
Habit = Literal["websocket", "sse", "long-poll", "changing"]
HABITS: tuple[Habit, ...] = ("websocket", "websocket", "sse", "long-poll", "changing")

BURST = 4
REFILL_SECONDS = 10.0
BACKOFF_SECONDS = 0.5
BACKOFF_LIMIT_SECONDS = 30.0
STEPS_BEFORE_POLLING = 3


@dataclass(slots=True)
class Bucket:
    """Holds attempts to ten in any minute: four at once, and one more each ten seconds."""

    tokens: float = BURST
    seen_at: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    async def take(self) -> None:
        while True:
            now = asyncio.get_running_loop().time()
            self.tokens = min(BURST, self.tokens + (now - self.seen_at) / REFILL_SECONDS)
            self.seen_at = now
            if self.tokens >= 1:
                self.tokens -= 1
                return
            await asyncio.sleep((1 - self.tokens) * REFILL_SECONDS)


@dataclass(slots=True)
class Watcher:
    """One client and its task."""

    record: Record
    habit: Habit
    http: httpx.AsyncClient
    chance: random.Random
    online: asyncio.Event
    """Set when the network is whole again: skips the wait, not the bucket."""

    async def watch(self) -> None:
        """Until the end has been delivered."""
        bucket, failures, stepped_on = Bucket(), 0, 0
        while True:
            await bucket.take()
            self.record.attempts.append(asyncio.get_running_loop().time())
            name = self._next_transport(stepped_on)
            began = asyncio.get_running_loop().time()
            ending = await TRANSPORTS[name](self.http, self.record)
            if ending.verdict == "ended":
                return
            stepped_on += ending.verdict == "stepped on"
            lived = asyncio.get_running_loop().time() - began
            failures = 0 if ending.got_events or lived > 10 else failures + 1
            await self._pause(ending, failures)

    def _next_transport(self, stepped_on: int) -> str:
        if self.habit == "changing":
            return self.chance.choice(list(TRANSPORTS))
        if self.habit == "websocket" and stepped_on >= STEPS_BEFORE_POLLING:
            return "long-poll"
        return self.habit

    async def _pause(self, ending: Ending, failures: int) -> None:
        longest = min(BACKOFF_LIMIT_SECONDS, BACKOFF_SECONDS * 2**failures)
        seconds = self.chance.uniform(0, 5 if ending.verdict == "spread" else longest)
        await asyncio.sleep(ending.wait_seconds)
        if not self.online.is_set():
            try:
                await asyncio.wait_for(self.online.wait(), seconds)
            except TimeoutError:
                return
