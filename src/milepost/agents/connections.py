"""What this process keeps of each model: its open way and its circuit breaker; and the places of its provider.

Each process finds out by itself that a model is ill. The places may be shared with others.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager

from milepost.agents.breaker import Breaker
from milepost.agents.wire import Connect, Wire
from milepost.domain.models import ModelConfig
from milepost.domain.ports.models import RequestPlaces


class Connections:
    def __init__(self, connect: Connect, places: RequestPlaces) -> None:
        self._connect = connect
        self._places = places
        self._wires: dict[ModelConfig, asyncio.Future[Wire]] = {}
        self._breakers: dict[ModelConfig, Breaker] = {}

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
        """One of the places that the provider and key have."""
        key = config.api_key.get_secret_value() if config.api_key else ""
        return self._places.one(f"{config.provider_id}\n{config.base_url}\n{key}")

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
