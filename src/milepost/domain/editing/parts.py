"""The edits that any part can have: rename, remove, move, reorder."""

from collections.abc import Iterable, Set

from milepost.domain.editing.operations import Move, Remove, Rename, Reorder
from milepost.domain.editing.part_tree import (
    EditRefused,
    ModulePlace,
    find_part,
    inserted,
    with_concepts,
    with_inserted,
    with_modules,
    without_parts,
)
from milepost.domain.roadmaps import Concept, Module, Pruned, Roadmap, Stage


def rename(roadmap: Roadmap, operation: Rename) -> Roadmap:
    find_part(roadmap, operation.target_id)
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


def remove(roadmap: Roadmap, operation: Remove) -> Roadmap:
    target = find_part(roadmap, operation.target_id)
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
    left = without_parts(roadmap.stages, {operation.target_id, *gone_ids})
    return roadmap.model_copy(
        update={
            "stages": _without_prerequisites(left, gone_ids),
            "edges": tuple(edge for edge in roadmap.edges if not {edge.before, edge.after} & gone_ids),
            "pruned": (*(one for one in roadmap.pruned if one.concept_id not in gone_ids), *pruned),
            "keep_order": tuple(one for one in roadmap.keep_order if one not in gone_ids),
        }
    )


def move(roadmap: Roadmap, operation: Move) -> Roadmap:
    return roadmap.model_copy(update={"stages": _moved(roadmap, operation)})


def reorder(roadmap: Roadmap, operation: Reorder) -> Roadmap:
    target, order = operation.target_id, operation.order
    if target is None:
        by_id = {stage.stage_id: stage for stage in roadmap.stages}
        _check_same_parts(order, by_id.keys(), "the roadmap")
        return roadmap.model_copy(update={"stages": tuple(by_id[one] for one in order)})
    part = find_part(roadmap, target)
    if isinstance(part, Concept):
        raise EditRefused(f"{part.name!r} is a concept; nothing stands in it that could be reordered.")
    if isinstance(part, Stage):
        modules = {module.module_id: module for module in part.modules}
        _check_same_parts(order, modules.keys(), repr(part.name))
        changed = part.model_copy(update={"modules": tuple(modules[one] for one in order)})
        stages = tuple(changed if stage.stage_id == target else stage for stage in roadmap.stages)
        return roadmap.model_copy(update={"stages": stages})
    concepts = {concept.concept_id: concept for concept in part.concepts}
    _check_same_parts(order, concepts.keys(), repr(part.name))
    sorted_module = part.model_copy(update={"concepts": tuple(concepts[one] for one in order)})
    stages = with_modules(
        roadmap.stages, lambda module: sorted_module if module.module_id == target else module
    )
    return roadmap.model_copy(update={"stages": stages})


def _check_same_parts(order: tuple[str, ...], present: Set[str], where: str) -> None:
    for index, one in enumerate(order):
        if one not in present:
            raise EditRefused(f"{one!r} does not stand in {where}.", place=f"/order/{index}")
        if one in order[:index]:
            raise EditRefused(f"{one!r} is named twice.", place=f"/order/{index}")
    if missing := sorted(present - set(order)):
        raise EditRefused(f"The order leaves out {missing[0]!r}, which stands in {where}.", place="/order")


def _moved(roadmap: Roadmap, operation: Move) -> tuple[Stage, ...]:
    target = find_part(roadmap, operation.target_id)
    into = None if operation.into_id is None else find_part(roadmap, operation.into_id)
    left = without_parts(roadmap.stages, {operation.target_id}, keep=operation.into_id)
    match target, into:
        case Stage(), None:
            return inserted(left, target, operation.position)
        case Module(), Stage():
            return tuple(
                stage.model_copy(update={"modules": inserted(stage.modules, target, operation.position)})
                if stage.stage_id == into.stage_id
                else stage
                for stage in left
            )
        case Concept(), Module():
            return with_inserted(left, target, ModulePlace(into.module_id, operation.position))
        case Stage(), _:
            raise EditRefused(f"{target.name!r} is a stage; it moves among the stages, without into_id.")
        case Module(), _:
            raise EditRefused(f"{target.name!r} is a module; into_id has to name a stage.")
        case Concept(), _:
            raise EditRefused(f"{target.name!r} is a concept; into_id has to name a module.")


def _concepts_of(part: Stage | Module) -> Iterable[Concept]:
    return part.concepts


def _without_prerequisites(stages: tuple[Stage, ...], gone: Set[str]) -> tuple[Stage, ...]:
    """The stages, their concepts needing none of those any more."""
    return with_concepts(
        stages,
        lambda concept: concept.model_copy(
            update={"prerequisites": tuple(one for one in concept.prerequisites if one not in gone)}
        ),
    )
