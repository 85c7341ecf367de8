"""What a planner hands over while it designs: stages one by one, then what concerns them all."""

from milepost.domain.corrections import NOTHING_CORRECTED, Corrections
from milepost.domain.ids import PartIdText
from milepost.domain.model import Value
from milepost.domain.roadmaps import Aim, Edge, Module, PackUsed, Pruned, Stage


class StageBegun(Value):
    """A stage of which the size is known and the concepts are not; a `StageDraft` of the same index follows."""

    index: int
    """From 0."""
    expected_stages: int | None = None
    stage_id: PartIdText
    name: str
    module_count: int
    concept_count: int


class ModuleDraft(Value):
    """One module of a stage that has begun; the `StageDraft` has it again, with the same id, name and concepts."""

    stage_index: int
    stage_id: PartIdText
    index: int
    """In its stage, from 0."""
    module: Module


class DesignRestarted(Value):
    """What was handed over so far counts for nothing; the design begins anew."""

    reason: str
    """A slug."""


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
    corrections: Corrections = NOTHING_CORRECTED
    """What the planner has not taken from a model as it was."""


Draft = StageBegun | ModuleDraft | DesignRestarted | StageDraft | DraftSummary
