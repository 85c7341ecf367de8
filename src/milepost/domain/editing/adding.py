"""Putting a concept in: one of the catalog with what it lacks, or one of the learner's own."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from milepost.domain.editing.additions import Addition
from milepost.domain.editing.context import EditContext
from milepost.domain.editing.operations import Add
from milepost.domain.editing.own_concepts import own_hours, own_id, scaled_hours
from milepost.domain.editing.part_tree import (
    EditRefused,
    ModulePlace,
    find_module,
    modules_of,
    part_ids,
    place_of,
    with_concepts,
    with_inserted,
)
from milepost.domain.editing.placing import fitting_place
from milepost.domain.ids import OwnIdText
from milepost.domain.roadmaps import Concept, Module, Roadmap, Stage

_OWN_ID = TypeAdapter(OwnIdText)
OWN_DIFFICULTY = 3


def add(roadmap: Roadmap, operation: Add, context: EditContext) -> tuple[Roadmap, list[Add]]:
    """The roadmap with the concept in it, and what was put in, one operation each, with its place.

    Of the catalog, all that the concept needs and that is neither there nor known comes along, before it.
    """
    anchor = _anchor(roadmap, operation)
    done: list[Add] = []
    while True:
        addition, is_wanted = _next(roadmap, operation, context)
        was_empty = not roadmap.stages
        if is_wanted and anchor is not None:
            place = anchor.place(roadmap)
        else:
            roadmap, place = _fitting(roadmap, addition, anchor)
        roadmap = _with_addition(roadmap, addition, place)
        done.append(
            Add(
                source=operation.source,
                concept_id=addition.concept.concept_id,
                name=addition.concept.name,
                hours=addition.concept.estimated_hours,
                # What makes the first module finds none to name when it is applied again.
                into_id=None if was_empty else place.module_id,
                position=None if was_empty else place.position,
            )
        )
        if is_wanted:
            return roadmap, done


def _next(roadmap: Roadmap, operation: Add, context: EditContext) -> tuple[Addition, bool]:
    """What is put in next, and whether it is what was asked for rather than something that it needs."""
    if operation.source == "own":
        return _own(roadmap, operation), True
    addition = _from_catalog(roadmap, operation, context)
    if addition.concept.concept_id != operation.concept_id:
        return addition, False
    changes: dict[str, object] = {}
    if operation.name is not None:
        changes["name"] = operation.name
    if operation.hours is not None and operation.hours != addition.concept.estimated_hours:
        changes["hours"] = scaled_hours(addition.concept.hours, operation.hours)
    return addition.model_copy(update={"concept": addition.concept.model_copy(update=changes)}), True


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A place that was named, which stays the same while what is missing is put in elsewhere."""

    module_id: str
    behind: str | None
    """The concept right before the place; None at the start of the module."""
    before: str | None
    """The next concept in the order of study; None at the end of the roadmap."""

    def place(self, roadmap: Roadmap) -> ModulePlace:
        if self.behind is None:
            return ModulePlace(self.module_id, 0)
        return ModulePlace(self.module_id, place_of(roadmap, self.behind).position + 1)


def _anchor(roadmap: Roadmap, operation: Add) -> _Anchor | None:
    if operation.into_id is None:
        return None
    module = find_module(roadmap, operation.into_id)
    position = len(module.concepts) if operation.position is None else operation.position
    if position > len(module.concepts):
        raise EditRefused(
            f"There is no position {position} there; the last one is {len(module.concepts)}.",
            place="/position",
        )
    ids = [concept.concept_id for concept in module.concepts]
    rest = [one for later in _modules_from(roadmap, module) for one in later.concepts][position:]
    return _Anchor(
        module_id=module.module_id,
        behind=ids[position - 1] if position else None,
        before=rest[0].concept_id if rest else None,
    )


def _modules_from(roadmap: Roadmap, first: Module) -> list[Module]:
    modules = list(modules_of(roadmap))
    return modules[modules.index(first) :]


def _fitting(roadmap: Roadmap, addition: Addition, anchor: _Anchor | None) -> tuple[Roadmap, ModulePlace]:
    """Where it fits; in a roadmap without concepts a stage and a module are made for it."""
    concept = addition.concept
    needed_by = {edge.after for edge in addition.edges if edge.before == concept.concept_id}
    until = needed_by | ({anchor.before} if anchor is not None and anchor.before is not None else set())
    place = fitting_place(
        roadmap,
        concept.concept_id,
        (set(addition.stands_after), set(addition.stands_before) | until),
        (set(concept.prerequisites), until),
        (set(concept.prerequisites), needed_by),
    )
    if place is not None:
        return roadmap, place
    used = part_ids(roadmap)
    module = Module(module_id=own_id("module", concept.name, used=used), name=concept.name, concepts=())
    stage = Stage(stage_id=own_id("stage", concept.name, used=used), name=concept.name, modules=(module,))
    return roadmap.model_copy(update={"stages": (*roadmap.stages, stage)}), ModulePlace(module.module_id, 0)


def _own(roadmap: Roadmap, operation: Add) -> Addition:
    assert operation.name is not None
    assert operation.hours is not None
    used = part_ids(roadmap)
    concept_id = operation.concept_id
    if concept_id is None:
        concept_id = own_id("add", operation.name, used=used)
    try:
        _OWN_ID.validate_python(concept_id)
    except ValidationError:
        raise EditRefused(
            f"{concept_id!r} is no id of an own concept; leave it out and it gets one.", place="/concept_id"
        ) from None
    if concept_id in used:
        raise EditRefused(f"The roadmap has {concept_id!r} already.", place="/concept_id")
    concept = Concept(
        concept_id=concept_id,
        name=operation.name,
        hours=own_hours(operation.hours),
        difficulty=OWN_DIFFICULTY,
        in_catalog=False,
    )
    return Addition(concept=concept)


def _from_catalog(roadmap: Roadmap, operation: Add, context: EditContext) -> Addition:
    concept_id = operation.concept_id
    assert concept_id is not None
    if concept_id in part_ids(roadmap):
        raise EditRefused(f"{concept_id!r} is in the roadmap already.", place="/concept_id")
    addition = None
    if context.graph is not None:
        addition = context.graph.next_addition(concept_id, roadmap, context.language, known=context.known)
    if addition is None:
        raise EditRefused(f"The catalog has no concept {concept_id!r}.", place="/concept_id")
    return addition


def _with_addition(roadmap: Roadmap, addition: Addition, place: ModulePlace) -> Roadmap:
    concept_id = addition.concept.concept_id
    needing = {edge.after for edge in addition.edges if edge.before == concept_id}

    def change(concept: Concept) -> Concept:
        if concept.concept_id not in needing or concept_id in concept.prerequisites:
            return concept
        return concept.model_copy(update={"prerequisites": (*concept.prerequisites, concept_id)})

    stages = with_inserted(with_concepts(roadmap.stages, change), addition.concept, place)
    return roadmap.model_copy(
        update={
            "stages": stages,
            "packs": tuple(dict.fromkeys((*roadmap.packs, *filter(None, (addition.pack,))))),
            "edges": (*roadmap.edges, *addition.edges),
            "pruned": tuple(one for one in roadmap.pruned if one.concept_id != concept_id),
            # Somebody asked for it by name, so it is the last that gives way.
            "keep_order": (concept_id, *(one for one in roadmap.keep_order if one != concept_id)),
        }
    )
