"""Applies typed edits to a roadmap: to its structure only, never to what was written or learnt.

An edit is applied when it can be; whether the roadmap is still in order afterwards is for validation to say.
So a concept may be moved before what it needs, and validation then reports the backward prerequisite. What has no
order that could be right, concepts that need each other in a circle, is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from milepost.domain.editing.adding import add
from milepost.domain.editing.concepts import set_budget, set_hours, set_prerequisites, split
from milepost.domain.editing.context import NO_CATALOG, EditContext
from milepost.domain.editing.merging import merge
from milepost.domain.editing.operations import (
    MAX_OPERATIONS,
    Add,
    Merge,
    Move,
    Operation,
    Remove,
    Rename,
    Reorder,
    SetBudget,
    SetHours,
    SetPrerequisites,
    Split,
)
from milepost.domain.editing.part_tree import EditRefused
from milepost.domain.editing.parts import move, remove, rename, reorder
from milepost.domain.errors import OperationRefused
from milepost.domain.roadmaps import Roadmap

#: Nobody studies more; planning and checking stay quick.
MOST_CONCEPTS = 1000


@dataclass(frozen=True, slots=True)
class Edited:
    """A roadmap after edits."""

    roadmap: Roadmap
    operations: tuple[Operation, ...]
    """What was done, with all that was left open filled in: applied to the same roadmap they do the same again."""


def edit(roadmap: Roadmap, operations: Sequence[Operation], context: EditContext = NO_CATALOG) -> Edited:
    """The roadmap after the operations, each applied to what the one before left, and what exactly was done.

    Modules and stages that an operation leaves empty disappear. Ids of everything else stay as they are.

    Raises:
        OperationRefused: One names a part that is not there, a place that does not exist, or something that makes
        no sense. Nothing is applied then.
    """
    done: list[Operation] = []
    for index, operation in enumerate(operations):
        try:
            roadmap, made = _applied(roadmap, operation, context)
            done.extend(made)
            _check_size(roadmap, done)
        except EditRefused as refused:
            raise OperationRefused(index, str(refused), place=refused.place) from None
    return Edited(roadmap, tuple(done))


def apply_operations(
    roadmap: Roadmap, operations: Sequence[Operation], context: EditContext = NO_CATALOG
) -> Roadmap:
    """The roadmap of `edit`. Raises the same."""
    return edit(roadmap, operations, context).roadmap


def _applied(
    roadmap: Roadmap, operation: Operation, context: EditContext
) -> tuple[Roadmap, Sequence[Operation]]:
    match operation:
        case Add():
            return add(roadmap, operation, context)
        case Merge():
            after, merged = merge(roadmap, operation)
            return after, [merged]
        case Split():
            after, parted = split(roadmap, operation, context)
            return after, [parted]
        case _:
            return _changed(roadmap, operation, context), [operation]


def _changed(
    roadmap: Roadmap,
    operation: Rename | Remove | Move | Reorder | SetHours | SetPrerequisites | SetBudget,
    context: EditContext,
) -> Roadmap:
    """The kinds that leave nothing open, one function each; a kind without one does not pass the type check."""
    match operation:
        case Rename():
            return rename(roadmap, operation)
        case Remove():
            return remove(roadmap, operation)
        case Move():
            return move(roadmap, operation)
        case Reorder():
            return reorder(roadmap, operation)
        case SetHours():
            return set_hours(roadmap, operation)
        case SetPrerequisites():
            return set_prerequisites(roadmap, operation, context)
        case SetBudget():
            return set_budget(roadmap, operation)


def _check_size(roadmap: Roadmap, done: Sequence[Operation]) -> None:
    if sum(1 for _ in roadmap.concepts) > MOST_CONCEPTS:
        raise EditRefused(f"A roadmap has at most {MOST_CONCEPTS:,} concepts.")
    if len(done) > MAX_OPERATIONS:
        raise EditRefused(
            f"With all that is missing this adds up to more than {MAX_OPERATIONS} changes at once."
        )
