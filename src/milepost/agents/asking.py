"""One call at one model: repeated when the way failed, corrected when the answer was wrong, and never for long.

| what goes wrong | what is done |
|---|---|
| may pass by itself (no connection, 429, 5xx, a cut) | again after a wait, at most `ATTEMPTS` times in all |
| the answer cannot be used | asked again with what is wrong, at most `REASKS` times |
| does not pass (key, name, quota, context, refusal) | told at once |
"""

import asyncio
import random as chance
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Generic, TypeVar

from milepost.agents.answers import Reader, Unusable, without_unseen
from milepost.agents.calls import Asker, Prompt, Restarted
from milepost.agents.requests import Answered, Patience, Requested, Requests
from milepost.agents.tokens import likely_input_tokens
from milepost.agents.wire import Correction, RequestFailed, WireAnswer, WireRequest
from milepost.domain.model_errors import (
    ModelAnswerCut,
    ModelAnswerInvalid,
    ModelBusy,
    ModelContextTooSmall,
    ModelFailed,
    ModelFailure,
)
from milepost.domain.models import ModelConfig, Usage

T = TypeVar("T")

#: Requests of one call at one model that may fail on their way.
ATTEMPTS = 3
#: Answers of one model to one call that may be wrong before one is right.
REASKS = 2
RETRY_AFTER_CAP_SECONDS = 60.0
_FIRST_WAIT_SECONDS = 0.5
#: So much of a wrong answer is shown to the model again; the whole of a very long one would not help it.
_SHOWN = 8_000


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """What is asked, in the form that all models and kinds of answer share."""

    asker: Asker
    prompt: Prompt
    reader: Reader[T]
    max_tokens: int
    deadline: timedelta
    first_token: timedelta


@dataclass(frozen=True, slots=True)
class Waits:
    """How time passes between two attempts."""

    random: Callable[[], float] = chance.random
    """Evenly from 0 to 1: those who failed together must not come back together."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """For so many seconds."""


@dataclass(frozen=True, slots=True)
class Accepted(Generic[T]):
    """A valid answer; its last request is still to be settled, with whatever is stored beside it."""

    value: T
    text: str
    spend_id: str
    last: Usage
    total: Usage


async def ask_one_model(
    question: Question[T],
    config: ModelConfig,
    requests: Requests,
    requested: Requested,
    waits: Waits,
) -> AsyncGenerator[str | Restarted | Accepted[T], None]:
    """The answer in pieces; a restart voids the pieces so far.

    Raises:
        ModelFailure: This model does not answer it.
        SpendCapReached: What it may still cost is more than may be spent.
    """
    patience = Patience(question.deadline)
    correction: Correction | None = None
    failures, wrong = 0, 0
    total = Usage()
    while True:
        request = _request(question, correction)
        _check_context(request, config)
        answered: Answered | None = None
        try:
            made = requests.make(
                config,
                request,
                question.asker,
                requested,
                patience=patience,
                first_token=question.first_token,
            )
            async with aclosing(made):
                async for item in made:
                    if isinstance(item, Answered):
                        answered = item
                    else:
                        yield item
        except RequestFailed as failed:
            failures += 1
            if not failed.failure.may_pass or failures >= ATTEMPTS or requested.is_spent:
                raise failed.failure from failed
            await _wait(failures, failed.failure, patience, waits)
            yield Restarted(requested.made + 1, failed.failure.slug)
            continue
        assert answered is not None
        total += answered.usage
        # Before anything is made of it: what is stored and what is sent back is the text itself.
        answer = replace(answered.answer, text=without_unseen(answered.answer.text))
        try:
            value = _read(question, answer)
        except Unusable as unusable:
            await requests.spending.settle(answered.spend_id, answered.usage)
            wrong += 1
            if wrong > REASKS or requested.is_spent:
                raise _useless(config, answer, unusable) from None
            correction = _correction(answer, unusable)
            yield Restarted(requested.made + 1, ModelAnswerInvalid.slug)
            continue
        yield Accepted(value, answer.text, answered.spend_id, answered.usage, total)
        return


def _request(question: Question[T], correction: Correction | None) -> WireRequest:
    return WireRequest(
        system=question.prompt.system,
        user=question.prompt.user,
        max_tokens=question.max_tokens,
        schema=question.reader.schema,
        corrections=() if correction is None else (correction,),
    )


def _check_context(request: WireRequest, config: ModelConfig) -> None:
    """Some servers cut what does not fit and say nothing, so it is not sent where the size is known."""
    needed = likely_input_tokens(request) + request.max_tokens
    if config.context_tokens is not None and needed > config.context_tokens:
        raise ModelContextTooSmall(
            config.model, f"{needed} tokens are needed, and {config.context_tokens} are there"
        )


def _read(question: Question[T], answer: WireAnswer) -> T:
    if answer.is_cut:
        raise Unusable(
            [f"It ran over {question.max_tokens} tokens and was cut off. Give a shorter one, whole."]
        )
    if answer.wrong_tool is not None:
        raise Unusable([f"There is no tool {answer.wrong_tool[:80]!r}. Give the answer itself."])
    return question.reader.read(answer.text)


def _useless(config: ModelConfig, answer: WireAnswer, unusable: Unusable) -> ModelFailure:
    if answer.is_cut:
        return ModelAnswerCut(config.model)
    return ModelAnswerInvalid(config.model, unusable.problems)


def _correction(answer: WireAnswer, unusable: Unusable) -> Correction:
    faults = "\n".join(f"- {problem}" for problem in unusable.problems)
    return Correction(
        answer=answer.text[:_SHOWN].strip() or "(nothing)",
        feedback=f"This answer cannot be used:\n{faults}\nGive the whole answer again, with that put right.",
    )


async def _wait(failures: int, failure: ModelFailure, patience: Patience, waits: Waits) -> None:
    """Let some time pass before the next attempt: twice as long each time, or as long as the server asks.

    Raises:
        ModelFailure: The next attempt would come too late.
    """
    seconds = _FIRST_WAIT_SECONDS * 2 ** (failures - 1) * (0.5 + waits.random())
    asked = failure.retry_after if isinstance(failure, ModelBusy | ModelFailed) else None
    if asked is not None:
        seconds = max(seconds, min(asked, RETRY_AFTER_CAP_SECONDS))
    if seconds >= patience.left:
        raise failure
    patience.left -= seconds
    await waits.sleep(seconds)
