"""What code has not taken from a model's draft as it was: said to the learner, and never mended in silence."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from milepost.domain.model import Value

#: Enough to be read; a draft that is all wrong says so by its count.
_MOST_NAMED = 40


class Correction(Value):
    """One thing that the model said, and what stands in its place."""

    kind: Literal["hours", "need_unknown", "need_backward", "needs_too_many", "duplicate"]
    """`hours` were out of bounds. A need points at nothing, points back, or is one too many: it was dropped. A
    `duplicate` stands where it stands first."""
    name: str
    """Of the concept that it is about."""
    said: str = ""
    """The hours, the name of what was said to be needed, or the other name of a duplicate."""
    hours: float | None = None
    """For `hours`, what is reckoned with."""


class Corrections(Value):
    """All that was corrected in one draft."""

    total: int = Field(default=0, ge=0)
    items: tuple[Correction, ...] = ()
    """The first of them."""

    @classmethod
    def of(cls, corrections: Sequence[Correction]) -> "Corrections":
        return cls(total=len(corrections), items=tuple(corrections[:_MOST_NAMED]))


NOTHING_CORRECTED = Corrections()
