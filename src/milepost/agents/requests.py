"""One request: a place at the provider, a reservation in the ledger, a limit of time, and the request itself."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta

import structlog

from milepost.agents.calls import Asker
from milepost.agents.connections import Connections
from milepost.agents.spending import Spending, usage_of
from milepost.agents.wire import RequestFailed, WireAnswer, WireRequest
from milepost.domain.model_errors import ModelSpeaksAnotherProtocol, ModelTimedOut
from milepost.domain.models import ModelConfig, Usage

log = structlog.get_logger("milepost.models")


#: Requests of one call, whatever happens, the fallback model's included.
MOST_REQUESTS = 9


class Requested:
    """How many requests a call has made."""

    def __init__(self) -> None:
        self.made = 0

    @property
    def is_spent(self) -> bool:
        return self.made >= MOST_REQUESTS


class Patience:
    """How long one model may still take for one call, in seconds. Waiting for a place is not its fault."""

    def __init__(self, limit: timedelta) -> None:
        self.left = limit.total_seconds()


@dataclass(frozen=True, slots=True)
class Answered:
    """A whole answer, of which nothing is known but that it is whole. Its reservation is still to be settled."""

    answer: WireAnswer
    usage: Usage
    spend_id: str


@dataclass(frozen=True, slots=True)
class Requests:
    connections: Connections
    spending: Spending

    async def make(
        self,
        config: ModelConfig,
        request: WireRequest,
        asker: Asker,
        requested: Requested,
        *,
        patience: Patience,
        first_token: timedelta,
    ) -> AsyncGenerator[str | Answered, None]:
        """Ask once; the answer in pieces, and at last whole.

        Raises:
            RequestFailed: It came to nothing.
            ModelFailure: It was not made: the model has failed too often of late.
            SpendCapReached: It was not made, for what it may cost.
        """
        async with self.connections.place(config):
            breaker = self.connections.breaker(config)
            breaker.check(asker.task_id)
            wire = await self.connections.wire(config)
            spend_id = await self.spending.reserve(asker, config, request)
            requested.made += 1
            began = asyncio.get_running_loop().time()
            try:
                pieces = within(wire.ask(request), patience=patience, pause=first_token, model=config.model)
                async with aclosing(pieces):
                    async for piece in pieces:
                        if isinstance(piece, str):
                            yield piece
                            continue
                        breaker.note_answer()
                        usage = usage_of(config, request, piece)
                        _note(asker, config, "answered", began, usage)
                        yield Answered(piece, usage, spend_id)
                        return
                raise RequestFailed(ModelSpeaksAnotherProtocol(config.model), is_free=False)
            except RequestFailed as failed:
                breaker.note_failure(failed.failure, asker.task_id)
                _note(asker, config, failed.failure.slug, began, None)
                if failed.is_free:
                    await self.spending.settle(spend_id, Usage(requests=1))
                raise


async def within(
    pieces: AsyncGenerator[str | WireAnswer, None], *, patience: Patience, pause: timedelta, model: str
) -> AsyncGenerator[str | WireAnswer, None]:
    """The pieces as they come, as long as the next comes in time; what they take is taken from `patience`.

    Raises:
        RequestFailed: No piece came for as long as `pause`, or all of them together took too long.
    """
    time = asyncio.get_running_loop().time
    began = time()
    try:
        while True:
            until = min(time() + pause.total_seconds(), began + patience.left)
            try:
                async with asyncio.timeout_at(until):
                    piece = await anext(pieces)
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise RequestFailed(ModelTimedOut(model), is_free=False) from None
            yield piece
    finally:
        patience.left -= time() - began
        await pieces.aclose()


def _note(asker: Asker, config: ModelConfig, outcome: str, began: float, usage: Usage | None) -> None:
    """One line for each request. What was asked and answered, and the key, stand in none."""
    log.info(
        "model_request",
        task=asker.task_id,
        place=asker.place,
        model=config.model,
        outcome=outcome,
        ms=round((asyncio.get_running_loop().time() - began) * 1000),
        tokens=usage.tokens if usage else None,
    )
