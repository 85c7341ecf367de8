"""Finding, taking out and putting in the parts of a roadmap's tree. Nothing here knows what an edit means."""

from collections.abc import Callable, Iterator, Sequence, Set
from typing import NamedTuple, TypeVar

from milepost.domain.roadmaps import Concept, Module, Roadmap, Stage

Part = TypeVar("Part")


class EditRefused(Exception):
    """This operation cannot be applied; the list it stands in is not known here."""

    def __init__(self, reason: str, *, place: str = "") -> None:
        """`place` points into the operation, such as `/prerequisites/2`."""
        self.place = place
        super().__init__(reason)


class ModulePlace(NamedTuple):
    """Between the concepts of a module: the index that a concept put there has."""

    module_id: str
    position: int


def find_part(roadmap: Roadmap, part_id: str) -> Stage | Module | Concept:
    """The part with this id.

    Raises:
        EditRefused: There is none.
    """
    for stage in roadmap.stages:
        if stage.stage_id == part_id:
            return stage
        for module in stage.modules:
            if module.module_id == part_id:
                return module
            for concept in module.concepts:
                if concept.concept_id == part_id:
                    return concept
    raise EditRefused(f"The roadmap has no part with the id {part_id!r}.")


def find_concept(roadmap: Roadmap, concept_id: str, *, place: str = "") -> Concept:
    """The concept with this id.

    Raises:
        EditRefused: There is none, or the id is that of a stage or module.
    """
    for concept in roadmap.concepts:
        if concept.concept_id == concept_id:
            return concept
    if concept_id in part_ids(roadmap):
        raise EditRefused(f"{concept_id!r} is no concept; this is done to concepts only.", place=place)
    raise EditRefused(f"The roadmap has no concept with the id {concept_id!r}.", place=place)


def find_module(roadmap: Roadmap, module_id: str) -> Module:
    """The module with this id.

    Raises:
        EditRefused: There is none, or the id is that of another kind of part.
    """
    part = find_part(roadmap, module_id)
    if not isinstance(part, Module):
        raise EditRefused(f"{part.name!r} is no module; into_id has to name a module.")
    return part


def part_ids(roadmap: Roadmap) -> set[str]:
    """The ids of all stages, modules and concepts."""
    return {
        part_id
        for stage in roadmap.stages
        for part_id in (
            stage.stage_id,
            *(module.module_id for module in stage.modules),
            *(concept.concept_id for concept in stage.concepts),
        )
    }


def place_of(roadmap: Roadmap, concept_id: str) -> ModulePlace:
    """Where a concept stands, which the roadmap must have."""
    for stage in roadmap.stages:
        for module in stage.modules:
            for position, concept in enumerate(module.concepts):
                if concept.concept_id == concept_id:
                    return ModulePlace(module.module_id, position)
    raise KeyError(concept_id)


def modules_of(roadmap: Roadmap) -> Iterator[Module]:
    return (module for stage in roadmap.stages for module in stage.modules)


def with_concepts(stages: Sequence[Stage], change: Callable[[Concept], Concept]) -> tuple[Stage, ...]:
    """The stages with each concept changed; what `change` returns as it was stays the same object."""
    return with_modules(
        stages,
        lambda module: module.model_copy(update={"concepts": tuple(change(one) for one in module.concepts)}),
    )


def with_modules(stages: Sequence[Stage], change: Callable[[Module], Module]) -> tuple[Stage, ...]:
    """The stages with each module changed."""
    return tuple(
        stage.model_copy(update={"modules": tuple(change(module) for module in stage.modules)})
        for stage in stages
    )


def with_inserted(stages: Sequence[Stage], concept: Concept, place: ModulePlace) -> tuple[Stage, ...]:
    """The stages with a concept put in.

    Raises:
        EditRefused: The module has no such position.
    """

    def change(module: Module) -> Module:
        if module.module_id != place.module_id:
            return module
        return module.model_copy(update={"concepts": inserted(module.concepts, concept, place.position)})

    return with_modules(stages, change)


def without_parts(stages: Sequence[Stage], gone: Set[str], *, keep: str | None = None) -> tuple[Stage, ...]:
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


def inserted(parts: tuple[Part, ...], part: Part, position: int) -> tuple[Part, ...]:
    """The parts with one put in.

    Raises:
        EditRefused: There is no such position.
    """
    if position > len(parts):
        raise EditRefused(f"There is no position {position} there; the last one is {len(parts)}.")
    return (*parts[:position], part, *parts[position:])
