"""What the gateway is asked, and what it answers with while an answer is still being written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from milepost.domain.ids import OwnerId, TaskId
from milepost.domain.models import ModelRole

T = TypeVar("T")

DEADLINE = timedelta(minutes=4)
FIRST_TOKEN = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom a model is asked, and for what: the key of stored answers and of the ledger."""

    owner: OwnerId
    task_id: TaskId
    place: str
    """The unit (`tutorial:<concept>`) or the step (`outline`, `concepts:<stage>`)."""
    attempt: int
    """A restart of the same attempt reads stored answers; another attempt asks anew."""
    number: int = 0
    """Which request of that place."""
    plan: int = 1
    """Which plan of the task it is for. Answers are kept whatever plan asked first; the ledger tells plans apart."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of `prompts/`, with its text rendered."""

    prompt_id: str
    version: int
    hash: str
    """Of the prose, which stands for its version in what is stored."""
    system: str
    user: str


def no_problems(_value: object) -> Sequence[str]:
    """The rules of an answer that is right as soon as it has the right shape."""
    return ()


@dataclass(frozen=True, slots=True)
class ModelCall(Generic[T]):
    """A question whose answer is a value."""

    asker: Asker
    role: ModelRole
    prompt: Prompt
    output: type[T]
    max_tokens: int
    problems: Callable[[T], Sequence[str]] = no_problems
    """What is wrong with a value of the right shape, in words for the model; it is asked again with them."""
    deadline: timedelta = DEADLINE
    """For all that one model is asked; waiting for a free place does not count, and the fallback has its own."""
    first_token: timedelta = FIRST_TOKEN
    """Until a model begins to answer, and the longest it may pause once it has."""


@dataclass(frozen=True, slots=True)
class TextCall:
    """A question whose answer is Markdown."""

    asker: Asker
    role: ModelRole
    prompt: Prompt
    max_tokens: int
    problems: Callable[[str], Sequence[str]] = no_problems
    deadline: timedelta = DEADLINE
    first_token: timedelta = FIRST_TOKEN


@dataclass(frozen=True, slots=True)
class Growing(Generic[T]):
    """What there is of an answer so far."""

    value: T


@dataclass(frozen=True, slots=True)
class Restarted:
    """What came so far counts for nothing: the answer begins anew."""

    attempt: int
    """Which request this is of the call, from 2."""
    reason: str
    """The slug of what went wrong with the one before."""


@dataclass(frozen=True, slots=True)
class Final(Generic[T]):
    """The answer, whole and valid, and stored."""

    value: T


@dataclass(frozen=True, slots=True)
class TextGrown:
    """What there is of a text so far."""

    text: str
    added: str
    """What has come since the last time; after a restart the whole of it."""


@dataclass(frozen=True, slots=True)
class FinalText:
    """The text, whole, valid, and stored."""

    text: str
