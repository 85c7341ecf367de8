"""One request to one model, as the gateway sees it: no library of models is named here.

`model_wire.py` is the implementation. The gateway decides what to do about a failure; a wire only says which it was.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from milepost.domain.model_errors import ModelFailure
from milepost.domain.models import ModelConfig, Usage


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer that could not be used, and what the model was told about it."""

    answer: str
    feedback: str


@dataclass(frozen=True, slots=True)
class WireRequest:
    """What is sent."""

    system: str
    user: str
    max_tokens: int
    schema: Mapping[str, Any] | None = None
    """The JSON schema of the answer; None where it is text."""
    corrections: Sequence[Correction] = ()
    """The conversation since: what was answered before, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """What came back, whole."""

    text: str
    """JSON where a schema was given and kept to, Markdown or prose otherwise."""
    usage: Usage | None
    """None where the provider did not say; the price is not in it."""
    is_cut: bool = False
    """It ended because it had used up its tokens."""
    wrong_tool: str | None = None
    """The tool that the model called although there is none of that name."""


class RequestFailed(Exception):
    """A request has come to nothing."""

    def __init__(self, failure: ModelFailure, *, is_free: bool) -> None:
        """`is_free` is whether the provider surely charges nothing: it answered with an error, or was not reached."""
        self.failure = failure
        self.is_free = is_free
        super().__init__(str(failure))


class Wire(Protocol):
    """An open way to one model."""

    def ask(self, request: WireRequest) -> AsyncGenerator[str | WireAnswer, None]:
        """The answer piece by piece, and at last as a whole.

        A piece may be empty: the model is at work and has nothing to show. Closing the iterator, or being cancelled
        in it, ends the request.

        Raises:
            RequestFailed: Whatever went wrong; nothing else but CancelledError comes out of it.
        """
        ...

    async def list_models(self) -> Sequence[str]:
        """The names of the models that the provider offers.

        Raises:
            RequestFailed: It could not be asked.
        """
        ...

    async def close(self) -> None: ...


Connect = Callable[[ModelConfig], Awaitable[Wire]]
"""Opens the way to a model. Raises `RequestFailed` where a library is missing."""
