"""Limits of time and the circuit breaker, by a clock that jumps: nothing here takes as long as it says."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from datetime import timedelta

import pytest

from milepost.agents.breaker import FAILURES_TO_OPEN, OPEN_SECONDS, Breaker
from milepost.agents.requests import Patience, within
from milepost.agents.wire import RequestFailed, WireAnswer
from milepost.domain.model_errors import (
    ModelAnswerInvalid,
    ModelBusy,
    ModelFailure,
    ModelKeyRefused,
    ModelTimedOut,
    ModelUnreachable,
)
from tests.support.virtual_time import VirtualTimeLoop

MINUTE = timedelta(minutes=1)
TASK = "tsk_1"


def in_virtual_time(main: Callable[[], Coroutine[None, None, None]]) -> None:
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        runner.run(main())


async def pieces_after(*seconds: float) -> AsyncGenerator[str | WireAnswer, None]:
    for pause in seconds:
        await asyncio.sleep(pause)
        yield "piece"


async def read(pieces: AsyncGenerator[str | WireAnswer, None], *, patience: Patience) -> int:
    """How many pieces came in time."""
    return len([piece async for piece in within(pieces, patience=patience, pause=MINUTE, model="slow")])


def test_a_model_that_does_not_begin_is_given_up() -> None:
    async def main() -> None:
        with pytest.raises(RequestFailed) as failed:
            await read(pieces_after(61), patience=Patience(timedelta(hours=1)))
        assert isinstance(failed.value.failure, ModelTimedOut)
        assert asyncio.get_running_loop().time() == pytest.approx(60)

    in_virtual_time(main)


def test_a_model_that_stalls_in_the_middle_is_given_up() -> None:
    async def main() -> None:
        with pytest.raises(RequestFailed):
            await read(pieces_after(50, 50, 61), patience=Patience(timedelta(hours=1)))
        assert asyncio.get_running_loop().time() == pytest.approx(160)

    in_virtual_time(main)


def test_all_that_a_model_takes_counts_against_its_deadline() -> None:
    async def main() -> None:
        patience = Patience(timedelta(seconds=100))
        assert await read(pieces_after(40, 30), patience=patience) == 2
        assert patience.left == pytest.approx(30)
        with pytest.raises(RequestFailed):
            await read(pieces_after(20, 20), patience=patience)

    in_virtual_time(main)


def test_a_request_that_is_given_up_is_ended() -> None:
    ended = asyncio.Event()

    async def endless() -> AsyncGenerator[str | WireAnswer, None]:
        try:
            await asyncio.sleep(3_600)
            yield "late"
        finally:
            ended.set()

    async def main() -> None:
        with pytest.raises(RequestFailed):
            await read(endless(), patience=Patience(MINUTE))
        assert ended.is_set()

    in_virtual_time(main)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def opened_breaker(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(FAILURES_TO_OPEN):
        breaker.check(TASK)
        breaker.note_failure(ModelUnreachable("down"), TASK)
    return breaker


def test_an_open_circuit_lets_requests_through_after_a_while_until_one_fails() -> None:
    clock = Clock()
    breaker = opened_breaker(clock)
    with pytest.raises(ModelUnreachable):
        breaker.check(TASK)
    clock.now = OPEN_SECONDS
    for _ in range(3):
        breaker.check(TASK)
    breaker.note_failure(ModelUnreachable("down"), TASK)
    with pytest.raises(ModelUnreachable):
        breaker.check(TASK)


def test_a_task_that_has_not_met_the_failure_finds_out_by_itself() -> None:
    breaker = opened_breaker(Clock())
    breaker.check("tsk_retry")
    breaker.note_failure(ModelUnreachable("down"), "tsk_retry")
    with pytest.raises(ModelUnreachable):
        breaker.check("tsk_retry")


def test_an_answer_closes_the_circuit() -> None:
    clock = Clock()
    breaker = opened_breaker(clock)
    clock.now = OPEN_SECONDS
    breaker.check(TASK)
    breaker.note_answer()
    breaker.check(TASK)
    breaker.check(TASK)


def test_a_busy_server_and_a_refusal_open_no_circuit() -> None:
    breaker = Breaker(Clock())
    for _ in range(2 * FAILURES_TO_OPEN):
        breaker.note_failure(ModelBusy("busy"), TASK)
        breaker.note_failure(ModelKeyRefused("strict"), TASK)
    breaker.check(TASK)


@pytest.mark.parametrize(
    "met", [ModelBusy("busy"), ModelKeyRefused("strict"), ModelAnswerInvalid("endless", [])]
)
def test_whatever_a_server_answers_closes_the_circuit(met: ModelFailure) -> None:
    clock = Clock()
    breaker = opened_breaker(clock)
    clock.now = OPEN_SECONDS
    breaker.check(TASK)
    breaker.note_failure(met, TASK)
    breaker.check(TASK)
