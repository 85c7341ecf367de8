"""What a task is for, told from what stands with it: a roadmap, parts of it that are missing, or one part anew."""

from typing import Literal

from milepost.domain.goals import UnitKind
from milepost.domain.ids import ConceptId
from milepost.domain.model import Value
from milepost.domain.records import TaskRecord


class ListedUnits(Value):
    """What a task is to write."""

    count: int
    concept_id: ConceptId | None = None
    """Of the one unit, where there is one only."""
    kind: UnitKind | None = None
    had_version: bool = False
    """Whether that one had been finished before the task began."""


class TaskPurpose(Value):
    """What a task is for."""

    kind: Literal["roadmap", "plan_again", "missing", "anew"]
    """`roadmap`: a goal, from its beginning. `plan_again`: the same, after a task of which no plan came. `missing`:
    parts that failed, were not begun, or came in later. `anew`: another version of one part."""
    parts: int = 0
    """How many parts it writes; 0 where it makes the plan first."""
    concept_id: ConceptId | None = None
    """Of the one part, where there is one only."""
    part: UnitKind | None = None
    concept_name: str | None = None
    """Null where the roadmap does not have the concept any more."""


def purpose_of(task: TaskRecord, listed: ListedUnits | None, *, concept_name: str | None) -> TaskPurpose:
    """`listed` is None where the task has listed no units; a task that follows none needs neither of the two."""
    if task.parent_task_id is None:
        return TaskPurpose(kind="roadmap")
    # A task that goes on with an approved plan lists its units as it is made, and never designs one.
    if listed is None or task.draft_attempt > 0:
        return TaskPurpose(kind="plan_again")
    return TaskPurpose(
        kind="anew" if listed.had_version else "missing",
        parts=listed.count,
        concept_id=listed.concept_id,
        part=listed.kind,
        concept_name=concept_name,
    )
