"""What an approval would have written, as the person who approves is told of it."""

from milepost.domain.costs.estimates import CostEstimate
from milepost.domain.goals import LeftOut, UnitKind
from milepost.domain.model import Value


class LeftOutParts(Value):
    """Parts that were asked for and cannot be written."""

    kind: UnitKind
    why: LeftOut
    concepts: int
    """For how many concepts."""


class WritingForecast(Value):
    """What would be written, what would not, and what it would take."""

    parts: int
    """Units that would be written."""
    from_catalog: int
    """How many of them come from the catalog, for nothing."""
    left_out: tuple[LeftOutParts, ...]
    estimate: CostEstimate | None
    """Of what a model would write; null where it would write nothing."""
