"""What a change does to a plan, as it is shown to the person who decides on it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from milepost.domain.editing.context import NO_CATALOG, EditContext
from milepost.domain.editing.edits import apply_operations
from milepost.domain.editing.operations import Operation
from milepost.domain.errors import OperationRefused
from milepost.domain.goals import Intent
from milepost.domain.ids import PartIdText
from milepost.domain.model import Value
from milepost.domain.roadmaps import Plan, Roadmap, Schedule, Verdict
from milepost.domain.scheduling.planning_rules import plan_of


class NamedConcept(Value):
    concept_id: PartIdText
    name: str


class RenamedPart(Value):
    """A stage, module or concept with another name than before."""

    part_id: PartIdText
    name_before: str
    name_after: str


class ResizedConcept(Value):
    """A concept with other hours than before."""

    concept_id: PartIdText
    name: str
    hours_before: float
    hours_after: float


class Effect(Value):
    """What a change costs or saves."""

    hours_change: float
    """Below zero when it saves time."""
    end_before: date | None = None
    end_after: date | None = None
    end_change_days: int | None = None
    """Below zero when it ends earlier; None when one of the plans has no end."""


class PlanDiff(Value):
    """One plan compared with another."""

    hours_before: float
    hours_after: float
    effect: Effect
    verdict_before: Verdict | None = None
    verdict_after: Verdict | None = None
    added: tuple[NamedConcept, ...] = ()
    removed: tuple[NamedConcept, ...] = ()
    moved: tuple[NamedConcept, ...] = ()
    """Concepts in another module, or elsewhere in the order; the fewest that explain the change."""
    renamed: tuple[RenamedPart, ...] = ()
    resized: tuple[ResizedConcept, ...] = ()
    rewired: tuple[NamedConcept, ...] = ()
    """Concepts that need something else than before."""


def describe_effect(before: Plan, after: Plan) -> PlanDiff:
    """What is different in `after`: hours, end date, verdict, and which concepts."""
    old = {concept.concept_id: concept for concept in before.roadmap.concepts}
    new = {concept.concept_id: concept for concept in after.roadmap.concepts}
    moved = _moved(before.roadmap, after.roadmap)
    return PlanDiff(
        hours_before=_hours(before.roadmap),
        hours_after=_hours(after.roadmap),
        effect=_effect(before, after),
        verdict_before=before.verdict,
        verdict_after=after.verdict,
        added=tuple(_named(concept_id, new[concept_id].name) for concept_id in new if concept_id not in old),
        removed=tuple(
            _named(concept_id, old[concept_id].name) for concept_id in old if concept_id not in new
        ),
        moved=tuple(_named(concept_id, new[concept_id].name) for concept_id in new if concept_id in moved),
        renamed=tuple(_renamed(before.roadmap, after.roadmap)),
        resized=tuple(
            ResizedConcept(
                concept_id=concept_id,
                name=new[concept_id].name,
                hours_before=old[concept_id].estimated_hours,
                hours_after=new[concept_id].estimated_hours,
            )
            for concept_id in new
            if concept_id in old and old[concept_id].estimated_hours != new[concept_id].estimated_hours
        ),
        rewired=tuple(
            _named(concept_id, new[concept_id].name)
            for concept_id in new
            if concept_id in old and set(old[concept_id].prerequisites) != set(new[concept_id].prerequisites)
        ),
    )


def effects_of(
    roadmap: Roadmap,
    operations: Sequence[Operation],
    intent: Intent,
    context: EditContext = NO_CATALOG,
    *,
    standing: Schedule | None = None,
) -> tuple[Effect, ...]:
    """The effect of each operation on what the ones before it left, so that the effects add up to the whole.

    Args:
        standing: The calendar that holds now, as `plan_of` takes it.

    Raises:
        OperationRefused: One cannot be applied; its index is its place in `operations`.
    """
    effects = []
    before = plan_of(roadmap, intent, standing=standing)
    for index, operation in enumerate(operations):
        try:
            after = plan_of(apply_operations(before.roadmap, [operation], context), intent, standing=standing)
        except OperationRefused as refused:
            raise OperationRefused(index, refused.reason, place=refused.place) from None
        effects.append(_effect(before, after))
        before = after
    return tuple(effects)


def _effect(before: Plan, after: Plan) -> Effect:
    first, second = before.schedule.end_date, after.schedule.end_date
    return Effect(
        hours_change=round(_hours(after.roadmap) - _hours(before.roadmap), 4),
        end_before=first,
        end_after=second,
        end_change_days=None if first is None or second is None else (second - first).days,
    )


def _hours(roadmap: Roadmap) -> float:
    return round(roadmap.total_hours, 4)


def _named(concept_id: str, name: str) -> NamedConcept:
    return NamedConcept(concept_id=concept_id, name=name)


def _moved(before: Roadmap, after: Roadmap) -> set[str]:
    old_module, new_module = _module_of(before), _module_of(after)
    changed = {one for one, module in new_module.items() if one in old_module and old_module[one] != module}
    old_place = {concept_id: index for index, concept_id in enumerate(old_module)}
    stayed = [
        concept_id for concept_id in new_module if concept_id in old_place and concept_id not in changed
    ]
    in_order = _longest_rising([old_place[concept_id] for concept_id in stayed])
    return changed | {concept_id for index, concept_id in enumerate(stayed) if index not in in_order}


def _module_of(roadmap: Roadmap) -> dict[str, str]:
    """The module of each concept, in the order of study."""
    return {
        concept.concept_id: module.module_id
        for stage in roadmap.stages
        for module in stage.modules
        for concept in module.concepts
    }


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The indexes of a longest rising subsequence; what is left out is the least that has moved."""
    ends: list[int] = []
    last_index: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous.append(last_index[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            last_index.append(index)
        else:
            ends[length], last_index[length] = number, index
    kept: set[int] = set()
    index = last_index[-1] if last_index else -1
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return kept


def _renamed(before: Roadmap, after: Roadmap) -> Iterator[RenamedPart]:
    old = dict(_names(before))
    for part_id, name in _names(after):
        if part_id in old and old[part_id] != name:
            yield RenamedPart(part_id=part_id, name_before=old[part_id], name_after=name)


def _names(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    for stage in roadmap.stages:
        yield stage.stage_id, stage.name
        for module in stage.modules:
            yield module.module_id, module.name
            yield from ((concept.concept_id, concept.name) for concept in module.concepts)
