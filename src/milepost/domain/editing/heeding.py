"""Making the changes that a critic proposes, as far as they can be made; the rest is kept as what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from milepost.domain.checking.critique import MOST_FINDINGS, Finding, ProposedFinding
from milepost.domain.checking.validation import validate_new
from milepost.domain.editing.context import EditContext
from milepost.domain.editing.edits import edit
from milepost.domain.editing.operations import Operation
from milepost.domain.errors import OperationRefused
from milepost.domain.goals import Intent
from milepost.domain.roadmaps import Roadmap
from milepost.domain.scheduling.planning_rules import plan_of


@dataclass(frozen=True, slots=True)
class Heeded:
    """A roadmap after a critic was heard."""

    roadmap: Roadmap
    operations: tuple[Operation, ...]
    """All that was changed; empty where nothing was."""
    findings: tuple[Finding, ...]


def heed(
    roadmap: Roadmap, proposed: Sequence[ProposedFinding], intent: Intent, context: EditContext
) -> Heeded:
    """Each finding's changes made on what the one before left: all of them, or where they cannot be made or something
    blocks afterwards, none.

    Args:
        roadmap: Nothing of it blocks.
        proposed: What the critic says, the weightiest first; what is beyond the first few is left out.
    """
    operations: list[Operation] = []
    findings: list[Finding] = []
    names = _names(roadmap)
    for one in proposed[:MOST_FINDINGS]:
        said = Finding(
            part_id=one.part_id,
            part_name=names.get(one.part_id) if one.part_id else None,
            text=one.text,
            state="remark",
            why_not=one.unreadable,
        )
        if one.unreadable is not None:
            findings.append(said.model_copy(update={"state": "not_possible"}))
        elif not one.operations:
            findings.append(said)
        else:
            after, made, why_not = _tried(roadmap, one.operations, intent, context)
            roadmap = after
            operations += made
            state = "not_possible" if why_not else "changed"
            findings.append(said.model_copy(update={"state": state, "operations": made, "why_not": why_not}))
    return Heeded(roadmap, tuple(operations), tuple(findings))


def _tried(
    roadmap: Roadmap, operations: Sequence[Operation], intent: Intent, context: EditContext
) -> tuple[Roadmap, tuple[Operation, ...], str | None]:
    """(the roadmap afterwards, what was done exactly, why nothing was)."""
    try:
        edited = edit(roadmap, operations, context)
    except OperationRefused as refused:
        return roadmap, (), refused.reason
    report = validate_new(plan_of(edited.roadmap, intent))
    if report.is_blocking:
        return roadmap, (), report.issues[0].detail
    return edited.roadmap, edited.operations, None


def _names(roadmap: Roadmap) -> dict[str, str]:
    """What each part is called, by its id."""
    names: dict[str, str] = {}
    for stage in roadmap.stages:
        names[stage.stage_id] = stage.name
        for module in stage.modules:
            names[module.module_id] = module.name
            names |= {concept.concept_id: concept.name for concept in module.concepts}
    return names
