"""What an edit does, in a line of English."""

from collections.abc import Mapping

from milepost.cli.generation.wording import day, hours
from milepost.domain.editing.operations import (
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


def operation(edit: Operation, names: Mapping[str, str]) -> str:
    """What an edit does; `names` are the parts of the roadmap by id."""
    match edit:
        case Add():
            name = edit.name or names.get(edit.concept_id or "", edit.concept_id)
            time = f", {hours(edit.hours)}" if edit.hours else ""
            into = f", to “{names.get(edit.into_id, edit.into_id)}”" if edit.into_id else ""
            return f"add “{name}”{time}{into}"
        case Reorder():
            where = (
                "the stages" if edit.target_id is None else f"“{names.get(edit.target_id, edit.target_id)}”"
            )
            return f"put {where} into another order"
        case SetBudget():
            return _budget(edit)
        case _:
            return _of_part(edit, names)


def _of_part(
    edit: Rename | Remove | Move | Merge | Split | SetHours | SetPrerequisites, names: Mapping[str, str]
) -> str:
    target = names.get(edit.target_id, edit.target_id)
    match edit:
        case Rename():
            return f"rename “{target}” to “{edit.name}”"
        case Remove():
            return f"remove “{target}”{', which you know' if edit.because == 'known' else ''}"
        case Move():
            into = f"to “{names.get(edit.into_id, edit.into_id)}”, " if edit.into_id else "to "
            return f"move “{target}” {into}place {edit.position + 1}"
        case Merge():
            others = ", ".join(f"“{names.get(one, one)}”" for one in edit.with_ids)
            return f"merge {others} into “{edit.name or target}”"
        case Split():
            return f"split “{target}” into {', '.join(f'“{part.name}”' for part in edit.parts)}"
        case SetHours():
            return f"“{target}” takes {hours(edit.hours)}"
        case SetPrerequisites():
            needs = [names.get(one.concept_id, one.concept_id) for one in edit.prerequisites]
            return f"“{target}” needs {', '.join(f'“{one}”' for one in needs) or 'nothing'}"


def _budget(edit: SetBudget) -> str:
    changes = []
    if edit.hours_per_week is not None:
        changes.append(f"{edit.hours_per_week:g} {'hour' if edit.hours_per_week == 1 else 'hours'} a week")
    if edit.deadline is not None:
        changes.append(f"until {day(edit.deadline)}")
    if edit.no_deadline:
        changes.append("no deadline")
    return f"study {', '.join(changes)}"
