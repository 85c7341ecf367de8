"""An answer in the words of no protocol, and what it took."""

from dataclasses import dataclass
from typing import Literal

from tests.support.model_server.tokens import count_tokens, pieces

#: Why a model stopped: it was done, it called a tool, it ran out of tokens, it would not; None: it never said.
Finish = Literal["stop", "call", "length", "refusal"] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says."""

    kind: Literal["text", "call", "refusal", "nothing"]
    """`nothing` has no choices, no output, no content at all."""
    body: str = ""
    """Prose, JSON, the arguments of a call, or the words of a refusal."""
    tool: str = ""
    finish: Finish = "stop"

    def cut_to(self, tokens: int) -> "Answer":
        """So much of it as fits, saying that it is not all."""
        if count_tokens(self.body) <= tokens:
            return self
        return Answer(self.kind, "".join(pieces(self.body)[:tokens]), self.tool, "length")


@dataclass(frozen=True, slots=True)
class Taken:
    """The tokens of one request, as the protocol reports them."""

    prompt_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An error that a server answers with."""

    status: int
    kind: str
    """The `type` of the error in OpenAI's protocols."""
    code: str | None
    message: str
    anthropic_kind: str
    """The `type` of the error in Anthropic's."""
