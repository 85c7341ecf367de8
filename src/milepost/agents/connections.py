"""What this process keeps of each model: its open way, its circuit breaker, and its provider's places.

Limits hold for one process; processes that share a database each have their own places.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager

from milepost.agents.breaker import Breaker
from milepost.agents.wire import Connect, Wire
from milepost.domain.models import ModelConfig


class Connections:
    def __init__(self, connect: Connect, *, at_once: int) -> None:
        """`at_once` is how many requests one account of a provider gets at the same time."""
        self._connect = connect
        self._at_once = at_once
        self._wires: dict[ModelConfig, asyncio.Future[Wire]] = {}
        self._breakers: dict[ModelConfig, Breaker] = {}
        self._places: dict[object, asyncio.Semaphore] = {}

    async def wire(self, config: ModelConfig) -> Wire:
        """The way to a model, opened at the first call. Raises `RequestFailed` where that is not possible."""
        opening = self._wires.get(config)
        if opening is None or (opening.done() and _came_to_nothing(opening)):
            opening = self._wires[config] = asyncio.ensure_future(_opened(self._connect(config)))
        # Whoever is cancelled while it opens must not cost the others theirs.
        return await asyncio.shield(opening)

    def breaker(self, config: ModelConfig) -> Breaker:
        """A changed configuration begins with a closed circuit."""
        if config not in self._breakers:
            self._breakers[config] = Breaker(asyncio.get_running_loop().time)
        return self._breakers[config]

    def place(self, config: ModelConfig) -> AbstractAsyncContextManager[None]:
        """One of the places that the provider and key have; first come, first served."""
        account = (config.provider_id, config.base_url, config.api_key)
        return self._places.setdefault(account, asyncio.Semaphore(self._at_once))

    async def close(self) -> None:
        opened = await asyncio.gather(*self._wires.values(), return_exceptions=True)
        self._wires.clear()
        closings: Sequence[Callable[[], Awaitable[None]]] = [
            one.close for one in opened if not isinstance(one, BaseException)
        ]
        for close in closings:
            await close()


async def _opened(wire: Awaitable[Wire]) -> Wire:
    return await wire


def _came_to_nothing(opening: "asyncio.Future[Wire]") -> bool:
    return opening.cancelled() or opening.exception() is not None
