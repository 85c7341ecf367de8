"""From changes that a model proposes, by label, to typed operations, which are applied as a person's are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from milepost.agents.planning.wire import CriticFinding, CritiqueAnswer, EditAnswer, ProposedOperation
from milepost.domain.checking.critique import ProposedFinding
from milepost.domain.editing.operations import Operation
from milepost.domain.roadmaps import Roadmap

#: Of one finding: whoever wants to change more than this has another roadmap in mind.
_MOST_CHANGES = 12
_operation: TypeAdapter[Operation] = TypeAdapter(Operation)


@dataclass(frozen=True, slots=True)
class Part:
    part_id: str
    kind: str
    """`stage`, `module` or `concept`."""
    size: int
    """How many parts stand in it."""


@dataclass(frozen=True, slots=True)
class LabelledParts:
    text: str
    """A line for each part, as prompts show it."""
    by_label: Mapping[str, Part]


def label_parts(roadmap: Roadmap, *, with_needs: bool = False) -> LabelledParts:
    """The roadmap as a model is shown it; `with_needs` says of each concept what it needs."""
    lines: list[str] = []
    parts: dict[str, Part] = {}
    labels = {one.concept_id: f"c{number}" for number, one in enumerate(roadmap.concepts, start=1)}
    for number, stage in enumerate(roadmap.stages, start=1):
        parts[f"s{number}"] = Part(stage.stage_id, "stage", len(stage.modules))
        lines.append(f"s{number} {stage.name}")
        for index, module in enumerate(stage.modules, start=1):
            label = f"s{number}m{index}"
            parts[label] = Part(module.module_id, "module", len(module.concepts))
            lines.append(f"  {label} {module.name}")
            for concept in module.concepts:
                own = labels[concept.concept_id]
                parts[own] = Part(concept.concept_id, "concept", 0)
                needs = ", ".join(labels[one] for one in concept.prerequisites) if with_needs else ""
                lines.append(
                    f"    {own} {concept.name} ({concept.estimated_hours:g} h)"
                    + (f", needs {needs}" if needs else "")
                )
    return LabelledParts("\n".join(lines), parts)


def operation_problems(answer: EditAnswer, parts: LabelledParts) -> Sequence[str]:
    """What keeps operations from being applied, in words for the model."""
    return [
        f"Operation {number}: {problem}"
        for number, one in enumerate(answer.operations, start=1)
        if (problem := _problem(one, parts)) is not None
    ]


def operations_of(answer: EditAnswer, parts: LabelledParts) -> list[Operation]:
    """The operations of an answer that was found to have no problems."""
    return [_typed(one, parts) for one in answer.operations]


def findings_of(answer: CritiqueAnswer, parts: LabelledParts) -> list[ProposedFinding]:
    """What a critic says. Changes that cannot even be read go with the reason: what is said counts all the same."""
    return [_finding(one, parts) for one in answer.findings if one.text]


def _finding(one: CriticFinding, parts: LabelledParts) -> ProposedFinding:
    part = parts.by_label.get(one.target) if one.target else None
    problem = _problem_of_changes(one.operations, parts)
    return ProposedFinding(
        part_id=part.part_id if part else None,
        text=one.text,
        operations=() if problem else tuple(_typed(proposed, parts) for proposed in one.operations),
        unreadable=problem,
    )


def _problem_of_changes(operations: Sequence[ProposedOperation], parts: LabelledParts) -> str | None:
    if len(operations) > _MOST_CHANGES:
        return f"It has {len(operations)} changes, and at most {_MOST_CHANGES} are made at once."
    if any(one.kind == "set_budget" for one in operations):
        return "How much time there is, only the learner can say."
    return next((problem for one in operations if (problem := _problem(one, parts)) is not None), None)


def _problem(one: ProposedOperation, parts: LabelledParts) -> str | None:
    for label in (one.target, one.into):
        if label is not None and label not in parts.by_label:
            return f"there is no part {label!r}."
    if one.target is None and one.kind not in {"add", "set_budget"}:
        return f"{one.kind} needs a target."
    if one.kind == "move" and one.into is None:
        return "move needs into."
    try:
        _typed(one, parts)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return f"{'/'.join(map(str, fault['loc']))}: {fault['msg']}"
    return None


def _typed(one: ProposedOperation, parts: LabelledParts) -> Operation:
    """Raises ValidationError: something is missing or out of bounds."""
    target = parts.by_label[one.target].part_id if one.target else None
    into = parts.by_label[one.into] if one.into else None
    fields: dict[str, object] = {"kind": one.kind}
    match one.kind:
        case "rename":
            fields |= {"target_id": target, "name": one.name}
        case "remove":
            fields |= {"target_id": target, "because": one.because or "not_wanted"}
        case "set_hours":
            fields |= {"target_id": target, "hours": one.hours}
        case "move":
            assert into is not None
            fields |= {"target_id": target, "into_id": into.part_id, "position": into.size}
        case "add":
            module = into.part_id if into is not None and into.kind == "module" else None
            fields |= {"source": "own", "name": one.name, "hours": one.hours, "into_id": module}
        case "set_budget":
            fields |= {"hours_per_week": one.hours_per_week, "deadline": one.deadline}
    return _operation.validate_python(fields)
