"""Mends what validation found in an edited roadmap, as far as moving and removing can."""

from collections.abc import Iterator

from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.editing.edits import apply_operations
from milepost.domain.editing.operations import MAX_OPERATIONS, Move, Operation, Remove
from milepost.domain.ports.planning import EditProposal
from milepost.domain.roadmaps import Roadmap


def repair_roadmap(roadmap: Roadmap, report: ValidationReport) -> EditProposal:
    """Operations after which no part is empty and nothing needs what comes later; none where that cannot be had.

    A concept that is needed earlier moves to right before the first one that needs it, and so in turn does what it
    needs itself: so a concept that was moved up takes along what it builds on, and one that was moved down too far
    comes back just far enough. Cycles and prerequisites that are not in the roadmap stay for a person to decide.
    """
    codes = {issue.code for issue in report.issues}
    operations: list[Operation] = []
    if "empty_part" in codes:
        for operation in _removals_of_empty_parts(roadmap):
            operations.append(operation)
            roadmap = apply_operations(roadmap, [operation])
    if "backward_prerequisite" in codes and "cycle" not in codes and "duplicate_id" not in codes:
        while (move := _next_move(roadmap)) is not None and len(operations) < MAX_OPERATIONS:
            operations.append(move)
            roadmap = apply_operations(roadmap, [move])
    return EditProposal(operations=tuple(operations))


def _removals_of_empty_parts(roadmap: Roadmap) -> Iterator[Remove]:
    for stage in roadmap.stages:
        if not any(module.concepts for module in stage.modules):
            yield Remove(target_id=stage.stage_id)
            continue
        yield from (Remove(target_id=module.module_id) for module in stage.modules if not module.concepts)


def _next_move(roadmap: Roadmap) -> Move | None:
    """Brings the first missing prerequisite to right before the first concept that lacks one; None when none does."""
    seen: set[str] = set()
    present = {concept.concept_id for concept in roadmap.concepts}
    for stage in roadmap.stages:
        for module in stage.modules:
            for position, concept in enumerate(module.concepts):
                for before in concept.prerequisites:
                    if before not in seen and before in present:
                        return Move(target_id=before, into_id=module.module_id, position=position)
                seen.add(concept.concept_id)
    return None
