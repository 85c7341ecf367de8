"""Trying a model out: one small request, and what its provider lists. Beside limits, ledger and stored answers."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta

from pydantic import BaseModel

from milepost.agents.answers import Unusable, ValueReader
from milepost.agents.loading import connect_on_demand
from milepost.agents.requests import Patience, within
from milepost.agents.wire import Connect, RequestFailed, Wire, WireAnswer, WireRequest
from milepost.domain.model_errors import ModelAnswerInvalid, ModelFailure, ModelTimedOut
from milepost.domain.model_probe import ProbeResult
from milepost.domain.models import ModelConfig

_ANSWER_WITHIN = timedelta(seconds=30)
_LIST_WITHIN = timedelta(seconds=10)
#: What real requests ask room for, beside what they send: servers that reckon with it refuse where it is not there. A
#: model that thinks longer than that has shown that it works.
_MAX_TOKENS = 2_000
#: About four hundred tokens: too much for a context in which nothing could be done, and still quick without a GPU.
_FILLER = "This line fills some of the room that a real request takes, and means nothing. " * 25


class _Ready(BaseModel):
    ready: bool


class Prober:
    """Implements the port `ModelProbe`: no request is repeated, and none takes more than some thousand tokens."""

    def __init__(self, connect: Connect = connect_on_demand) -> None:
        self._connect = connect

    async def probe(self, config: ModelConfig) -> ProbeResult:
        time = asyncio.get_running_loop().time
        began = time()
        failure: ModelFailure | None = None
        models: Sequence[str] = ()
        try:
            async with _opened(self._connect, config) as wire:
                began = time()  # loading a library is not the model's delay
                failure = await _fault(wire, config.model)
                latency = time() - began
                models = await _listed_anyway(wire, config.model)
        except RequestFailed as failed:
            failure, latency = failed.failure, time() - began
        return ProbeResult(failure, timedelta(seconds=latency), models)

    async def list_models(self, config: ModelConfig) -> Sequence[str]:
        try:
            async with _opened(self._connect, config) as wire:
                return await _listed(wire, config.model)
        except RequestFailed as failed:
            raise failed.failure from failed


@asynccontextmanager
async def _opened(connect: Connect, config: ModelConfig) -> AsyncIterator[Wire]:
    wire = await connect(config)
    try:
        yield wire
    finally:
        await wire.close()


async def _fault(wire: Wire, model: str) -> ModelFailure | None:
    """What keeps a model from answering in the shape that it is asked for; None where nothing does."""
    reader = ValueReader(_Ready, lambda _: ())
    request = WireRequest(
        system="You are being tried out. Answer at once.\n\nTask: probe",
        user=f"{_FILLER}\n\nSay that you are ready: ready is true.",
        max_tokens=_MAX_TOKENS,
        schema=reader.schema,
    )
    patience = Patience(_ANSWER_WITHIN)
    try:
        async with aclosing(
            within(wire.ask(request), patience=patience, pause=_ANSWER_WITHIN, model=model)
        ) as pieces:
            async for piece in pieces:
                if isinstance(piece, WireAnswer) and not piece.is_cut:
                    reader.read(piece.text)
    except RequestFailed as failed:
        return failed.failure
    except Unusable as unusable:
        return ModelAnswerInvalid(model, unusable.problems)
    return None


async def _listed_anyway(wire: Wire, model: str) -> Sequence[str]:
    """What is listed; that a server lists nothing, as some do not, is no fault of its model."""
    try:
        return await _listed(wire, model)
    except RequestFailed:
        return ()


async def _listed(wire: Wire, model: str) -> Sequence[str]:
    try:
        async with asyncio.timeout(_LIST_WITHIN.total_seconds()):
            return await wire.list_models()
    except TimeoutError:
        raise RequestFailed(ModelTimedOut(model), is_free=True) from None
