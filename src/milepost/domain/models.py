"""Language models as the rules see them: which one plays which part, what it may cost, what it did cost.

Money is counted in micro-units of the one currency that prices and caps are given in: 1,000,000 are one dollar, say.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, SecretStr

from milepost.domain.model import Value

TOKENS_PER_PRICE = 1_000_000
#: No larger than a database can hold, with room to multiply and add.
Micros = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Tokens = Annotated[int, Field(ge=0, le=10**12, strict=True)]


class ModelRole(StrEnum):
    """What a model is asked to do."""

    PLANNER = "planner"
    AUTHOR = "author"
    FALLBACK = "fallback"
    """Asked in the place of another that does not answer."""


class ProviderKind(StrEnum):
    """The protocol that a provider's server speaks."""

    OPENAI_COMPATIBLE = "openai_compatible"
    """Chat completions, as nearly every local and hosted server has them."""
    OPENAI_RESPONSES = "openai_responses"
    ANTHROPIC = "anthropic"
    GOOGLE = "google"


class OutputMode(StrEnum):
    """How a model is brought to answer with a value instead of prose."""

    AUTO = "auto"
    """Whatever is known to work best with this model."""
    TOOL = "tool"
    """The value is the arguments of a call."""
    NATIVE = "native"
    """The server holds the model to a JSON schema."""
    PROMPTED = "prompted"
    """The schema stands in the prompt, and the model is trusted to keep to it."""


class ModelPrice(Value):
    """What a million tokens cost, in micro-units of the currency."""

    input_micros: Micros
    output_micros: Micros

    def cost_micros(self, *, input_tokens: int, output_tokens: int) -> int:
        """The cost of so many tokens, rounded up, so that a cap errs on the side of the one who pays."""
        micros = input_tokens * self.input_micros + output_tokens * self.output_micros
        return -(-micros // TOKENS_PER_PRICE)


class ModelConfig(Value):
    """One model of one provider, with all that is needed to ask it."""

    provider_id: str
    kind: ProviderKind
    base_url: str | None = None
    """Where its server is; None: where the provider of this kind has it."""
    model: str
    """Its name, as the provider spells it."""
    output_mode: OutputMode = OutputMode.TOOL
    api_key: SecretStr | None = None
    context_tokens: int | None = Field(default=None, ge=1)
    """How much it can read and write in one request, where that is known."""
    price: ModelPrice | None = None
    """Goes before the price that is known of this model, if any is."""


class ModelCaps(Value):
    """What one task, and all tasks of one calendar day in UTC, may spend at most. None: as much as it takes."""

    per_task_micros: Micros | None = None
    per_day_micros: Micros | None = None
    per_task_tokens: Tokens | None = None
    """Tokens read and written, together."""
    per_day_tokens: Tokens | None = None


class Usage(Value):
    """What requests have taken."""

    input_tokens: int = Field(default=0, ge=0)
    output_tokens: int = Field(default=0, ge=0)
    requests: int = Field(default=0, ge=0)
    cost_micros: int = Field(default=0, ge=0)
    """0 where no price is known."""

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            requests=self.requests + other.requests,
            cost_micros=self.cost_micros + other.cost_micros,
        )
