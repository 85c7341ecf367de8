"""Applies typed edits to a roadmap: to its structure only, never to what was written or learnt.

An edit is applied when it can be; whether the roadmap is still in order afterwards is for validation to say.
So a concept may be moved before what it needs, and validation then reports the backward prerequisite.
"""

from collections.abc import Iterable, Sequence, Set
from typing import TypeVar

from milepost.domain.errors import OperationRefused
from milepost.domain.operations import Move, Operation, Remove, Rename
from milepost.domain.roadmaps import Concept, Module, Pruned, Roadmap, Stage

Part = TypeVar("Part")


def apply_operations(roadmap: Roadmap, operations: Sequence[Operation]) -> Roadmap:
    """The roadmap after the operations, each applied to what the one before left.

    Modules and stages that an operation leaves empty disappear. Ids of everything else stay as they are.

    Raises:
        OperationRefused: One names a part that is not there, or a place that does not exist. Nothing is
        applied then.
    """
    for index, operation in enumerate(operations):
        try:
            roadmap = _apply(roadmap, operation)
        except _Refused as refused:
            raise OperationRefused(index, str(refused)) from None
    return roadmap


class _Refused(Exception):
    """This operation cannot be applied; the list it stands in is not known here."""


def _apply(roadmap: Roadmap, operation: Operation) -> Roadmap:
    """One function per kind; a kind without one does not pass the type check."""
    match operation:
        case Rename():
            return _rename(roadmap, operation)
        case Remove():
            return _remove(roadmap, operation)
        case Move():
            return _move(roadmap, operation)


def _rename(roadmap: Roadmap, operation: Rename) -> Roadmap:
    _find(roadmap, operation.target_id)
    target, name = operation.target_id, {"name": operation.name}
    stages = []
    for stage in roadmap.stages:
        modules = []
        for module in stage.modules:
            concepts = tuple(
                one.model_copy(update=name) if one.concept_id == target else one for one in module.concepts
            )
            own = name if module.module_id == target else {}
            modules.append(module.model_copy(update={"concepts": concepts, **own}))
        own = name if stage.stage_id == target else {}
        stages.append(stage.model_copy(update={"modules": tuple(modules), **own}))
    return roadmap.model_copy(update={"stages": tuple(stages)})


def _remove(roadmap: Roadmap, operation: Remove) -> Roadmap:
    target = _find(roadmap, operation.target_id)
    gone = [target] if isinstance(target, Concept) else list(_concepts_of(target))
    gone_ids = {concept.concept_id for concept in gone}
    pruned = tuple(
        Pruned(
            concept_id=concept.concept_id,
            name=concept.name,
            hours=concept.estimated_hours,
            why="known" if operation.because == "known" else "removed",
        )
        for concept in gone
    )
    left = _take_out(roadmap.stages, {operation.target_id, *gone_ids})
    return roadmap.model_copy(
        update={
            "stages": tuple(_without_prerequisites(stage, gone_ids) for stage in left),
            "edges": tuple(edge for edge in roadmap.edges if not {edge.before, edge.after} & gone_ids),
            "pruned": (*(one for one in roadmap.pruned if one.concept_id not in gone_ids), *pruned),
            "keep_order": tuple(one for one in roadmap.keep_order if one not in gone_ids),
        }
    )


def _move(roadmap: Roadmap, operation: Move) -> Roadmap:
    return roadmap.model_copy(update={"stages": _moved(roadmap, operation)})


def _moved(roadmap: Roadmap, operation: Move) -> tuple[Stage, ...]:
    target = _find(roadmap, operation.target_id)
    into = None if operation.into_id is None else _find(roadmap, operation.into_id)
    left = _take_out(roadmap.stages, {operation.target_id}, keep=operation.into_id)
    match target, into:
        case Stage(), None:
            return _inserted(left, target, operation.position)
        case Module(), Stage():
            return tuple(
                stage.model_copy(update={"modules": _inserted(stage.modules, target, operation.position)})
                if stage.stage_id == into.stage_id
                else stage
                for stage in left
            )
        case Concept(), Module():
            return tuple(
                stage.model_copy(
                    update={
                        "modules": tuple(
                            module.model_copy(
                                update={"concepts": _inserted(module.concepts, target, operation.position)}
                            )
                            if module.module_id == into.module_id
                            else module
                            for module in stage.modules
                        )
                    }
                )
                for stage in left
            )
        case Stage(), _:
            raise _Refused(f"{target.name!r} is a stage; it moves among the stages, without into_id.")
        case Module(), _:
            raise _Refused(f"{target.name!r} is a module; into_id has to name a stage.")
        case Concept(), _:
            raise _Refused(f"{target.name!r} is a concept; into_id has to name a module.")


def _find(roadmap: Roadmap, part_id: str) -> Stage | Module | Concept:
    for stage in roadmap.stages:
        if stage.stage_id == part_id:
            return stage
        for module in stage.modules:
            if module.module_id == part_id:
                return module
            for concept in module.concepts:
                if concept.concept_id == part_id:
                    return concept
    raise _Refused(f"The roadmap has no part with the id {part_id!r}.")


def _concepts_of(part: Stage | Module) -> Iterable[Concept]:
    return part.concepts


def _take_out(stages: Sequence[Stage], gone: Set[str], *, keep: str | None = None) -> tuple[Stage, ...]:
    """The stages without these parts, and without what that leaves empty, except the part `keep`."""
    left = []
    for stage in stages:
        if stage.stage_id in gone:
            continue
        modules = []
        for module in stage.modules:
            if module.module_id in gone:
                continue
            concepts = tuple(concept for concept in module.concepts if concept.concept_id not in gone)
            if len(concepts) == len(module.concepts):
                modules.append(module)
            elif concepts or module.module_id == keep:
                modules.append(module.model_copy(update={"concepts": concepts}))
        if modules or len(modules) == len(stage.modules) or stage.stage_id == keep:
            left.append(stage.model_copy(update={"modules": tuple(modules)}))
    return tuple(left)


def _without_prerequisites(stage: Stage, gone: Set[str]) -> Stage:
    """The stage, its concepts needing none of those any more."""
    modules = tuple(
        module.model_copy(
            update={
                "concepts": tuple(
                    concept.model_copy(
                        update={
                            "prerequisites": tuple(one for one in concept.prerequisites if one not in gone)
                        }
                    )
                    for concept in module.concepts
                )
            }
        )
        for module in stage.modules
    )
    return stage.model_copy(update={"modules": modules})


def _inserted(parts: tuple[Part, ...], part: Part, position: int) -> tuple[Part, ...]:
    if position > len(parts):
        raise _Refused(f"There is no position {position} there; the last one is {len(parts)}.")
    return (*parts[:position], part, *parts[position:])
