"""Applying edits with all that they need to know: the catalog, the language, and what day it is."""

from collections.abc import Sequence
from datetime import date

from milepost.domain.editing.context import EditContext
from milepost.domain.editing.edits import Edited, edit
from milepost.domain.editing.operations import Operation, SetBudget
from milepost.domain.errors import OperationRefused
from milepost.domain.goals import Intent
from milepost.domain.roadmaps import Roadmap
from milepost.workflow.services import Services


def context_of(services: Services, intent: Intent) -> EditContext:
    return EditContext.of(intent, services.concepts)


def try_edits(
    services: Services, roadmap: Roadmap, operations: Sequence[Operation], intent: Intent, *, today: date
) -> Edited:
    """The roadmap after edits that somebody asks for now, and what exactly they do.

    Raises:
        OperationRefused: One cannot be applied, or sets a deadline that has passed.
    """
    for index, operation in enumerate(operations):
        if isinstance(operation, SetBudget) and operation.deadline is not None and operation.deadline < today:
            raise OperationRefused(
                index,
                f"{operation.deadline} has passed; name a later day, or no_deadline.",
                place="/deadline",
            )
    return edit(roadmap, operations, context_of(services, intent))
