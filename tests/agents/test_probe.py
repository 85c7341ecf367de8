"""Trying a model out: it answers in the shape it is asked for, or the cause is named; nobody waits for it long."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from milepost.agents.probe import Prober
from milepost.agents.wire import RequestFailed, Wire, WireAnswer, WireRequest
from milepost.domain.model_errors import (
    ModelAnswerInvalid,
    ModelFailed,
    ModelFailure,
    ModelLibraryMissing,
    ModelTimedOut,
)
from milepost.domain.models import ModelConfig
from tests.support.models import ScriptedWire, make_config
from tests.support.virtual_time import VirtualTimeLoop

CONFIG = make_config()


def over(wire: Wire) -> Prober:
    async def connect(_config: ModelConfig) -> Wire:
        return wire

    return Prober(connect)


@dataclass(slots=True)
class ListsNothing(ScriptedWire):
    async def list_models(self) -> Sequence[str]:
        raise RequestFailed(ModelFailed("first"), is_free=True)


@dataclass(slots=True)
class NeverAnswers(ScriptedWire):
    async def ask(self, request: WireRequest) -> AsyncGenerator[str | WireAnswer, None]:
        yield ""
        await asyncio.Event().wait()

    async def list_models(self) -> Sequence[str]:
        await asyncio.Event().wait()
        return ()


async def test_a_model_that_answers_works_even_where_nothing_is_listed() -> None:
    wire = ListsNothing(replies=['{"ready": true}'])

    result = await over(wire).probe(CONFIG)

    assert (result.is_ok, result.models) == (True, ())
    assert len(wire.asked) == 1
    assert wire.is_closed


@pytest.mark.parametrize("reply", ["I am ready.", "{}", '{"ready": "perhaps"}', ""])
async def test_a_model_that_answers_in_another_shape_does_not_work(reply: str) -> None:
    result = await over(ScriptedWire(replies=[reply])).probe(CONFIG)

    assert isinstance(result.failure, ModelAnswerInvalid)


async def test_a_model_that_thinks_until_its_tokens_are_used_up_has_shown_that_it_works() -> None:
    result = await over(ScriptedWire(replies=[WireAnswer("", None, is_cut=True)])).probe(CONFIG)

    assert result.is_ok


def test_neither_an_answer_nor_a_list_is_waited_for_long() -> None:
    async def both() -> tuple[ModelFailure | None, float]:
        wire = NeverAnswers()
        began = asyncio.get_running_loop().time()
        failure: Any = (await over(wire).probe(CONFIG)).failure
        with pytest.raises(ModelTimedOut):
            await over(wire).list_models(CONFIG)
        return failure, asyncio.get_running_loop().time() - began

    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        failure, seconds = runner.run(both())

    assert isinstance(failure, ModelTimedOut)
    assert seconds < 60


async def test_a_library_that_is_missing_is_a_cause_like_others() -> None:
    async def connect(config: ModelConfig) -> Wire:
        raise RequestFailed(ModelLibraryMissing(config.model, config.kind.value), is_free=True)

    assert isinstance((await Prober(connect).probe(CONFIG)).failure, ModelLibraryMissing)
    with pytest.raises(ModelLibraryMissing):
        await Prober(connect).list_models(CONFIG)
