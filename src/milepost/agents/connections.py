"""What this process keeps of each model: its open way and its circuit breaker; and the places of its provider.

Each process finds out by itself that a model is ill. The places may be shared with others.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Iterable

import structlog

from milepost.agents.breaker import Breaker
from milepost.agents.wire import Connect, Wire
from milepost.domain.models import ModelConfig
from milepost.domain.ports.models import RequestPlaces

log = structlog.get_logger("milepost.models")

#: Ways that are kept open for the next request. Keys and addresses change; a way that nobody takes is a megabyte or so.
MOST_KEPT = 32


class Connections:
    def __init__(self, connect: Connect, places: RequestPlaces) -> None:
        self._connect = connect
        self._places = places
        self._wires: dict[ModelConfig, asyncio.Future[Wire]] = {}
        self._breakers: dict[ModelConfig, Breaker] = {}
        self._under_way: Counter[ModelConfig] = Counter()

    async def wire(self, config: ModelConfig) -> Wire:
        """The way to a model, opened at the first call. Raises `RequestFailed` where that is not possible."""
        opening = self._wires.pop(config, None)
        if opening is None or (opening.done() and _came_to_nothing(opening)):
            opening = asyncio.ensure_future(_opened(self._connect(config)))
        self._wires[config] = opening  # the one used last stands last
        # Whoever is cancelled while it opens must not cost the others theirs.
        return await asyncio.shield(opening)

    def breaker(self, config: ModelConfig) -> Breaker:
        """A changed configuration begins with a closed circuit."""
        if config not in self._breakers:
            self._breakers[config] = Breaker(asyncio.get_running_loop().time)
        return self._breakers[config]

    @contextlib.asynccontextmanager
    async def place(self, config: ModelConfig) -> AsyncIterator[None]:
        """One of the places that the provider and key have, for a request over the way to the model."""
        key = config.api_key.get_secret_value() if config.api_key else ""
        async with self._places.one(f"{config.provider_id}\n{config.base_url}\n{key}"):
            self._under_way[config] += 1
            try:
                yield
            finally:
                self._under_way[config] -= 1
                await self._close(self._not_kept())

    async def close(self) -> None:
        await self._close(list(self._wires))

    def _not_kept(self) -> list[ModelConfig]:
        """Those whose last request is longest ago, of what is more than is kept."""
        self._under_way = +self._under_way
        return [config for config in list(self._wires)[:-MOST_KEPT] if config not in self._under_way]

    async def _close(self, configs: Iterable[ModelConfig]) -> None:
        """Whoever has just been answered must not pay for a way that does not close."""
        openings = [self._wires.pop(config) for config in configs]
        opened = await asyncio.gather(*openings, return_exceptions=True)
        closing = (one.close() for one in opened if not isinstance(one, BaseException))
        for failure in await asyncio.gather(*closing, return_exceptions=True):
            if failure is not None:
                log.warning("model_not_closed", exc_info=failure)


async def _opened(wire: Awaitable[Wire]) -> Wire:
    return await wire


def _came_to_nothing(opening: "asyncio.Future[Wire]") -> bool:
    return opening.cancelled() or opening.exception() is not None
