"""What a planner hands over while it designs: stages one by one, then what concerns them all."""

from milepost.domain.ids import PartIdText
from milepost.domain.model import Value
from milepost.domain.roadmaps import Aim, Edge, PackUsed, Pruned, Stage


class StageDraft(Value):
    """One finished stage. Prerequisites may name concepts of this stage and of earlier ones."""

    index: int
    """From 0."""
    expected_stages: int | None = None
    """About how many there will be, when the planner knows."""
    stage: Stage


class DraftSummary(Value):
    """The last word of a design: the title, every edge with its reason, and what was left out."""

    title: str
    edges: tuple[Edge, ...]
    pruned: tuple[Pruned, ...] = ()
    not_covered: tuple[str, ...] = ()
    keep_order: tuple[PartIdText, ...] = ()
    """Concept ids, the most valuable first; the roadmap carries it on."""
    aims: tuple[Aim, ...] = ()
    """What the roadmap leads to."""
    packs: tuple[PackUsed, ...] = ()
    """Where its goals and concepts come from."""


Draft = StageDraft | DraftSummary
