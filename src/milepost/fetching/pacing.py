"""A site is asked no faster than it should be, whoever asks."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

HOSTS_REMEMBERED = 2000


class Pace:
    """Turns at hosts: at each one page after another with a gap between their starts, and few at once in all."""

    def __init__(self, *, gap: timedelta = timedelta(seconds=1), at_once: int = 8) -> None:
        self._gap = gap.total_seconds()
        self._places = asyncio.Semaphore(at_once)
        self._next_turn: OrderedDict[str, float] = OrderedDict()

    @asynccontextmanager
    async def turn(self, host: str, *, goes_on: bool = False) -> AsyncIterator[None]:
        """Wait until the host may be asked, in the order of the calls, and hold one of the places meanwhile.

        Args:
            goes_on: It is asked for the same page still, after a redirect; that needs a place, and no gap.
        """
        if not goes_on:
            # Waited for without a place, so that many links of one site do not keep the others waiting.
            await asyncio.sleep(self._reserve(host))
        async with self._places:
            yield

    def _reserve(self, host: str) -> float:
        """Take the next turn at a host; how long it is until then, in seconds."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next_turn.get(host, now))
        self._next_turn[host] = turn + self._gap
        self._next_turn.move_to_end(host)
        while len(self._next_turn) > HOSTS_REMEMBERED:
            self._next_turn.popitem(last=False)
        return turn - now
