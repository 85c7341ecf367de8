"""The edits of single concepts: split, hours, prerequisites; and the hours and deadline of the whole."""

from milepost.domain.editing.context import EditContext
from milepost.domain.editing.operations import SetBudget, SetHours, SetPrerequisites, Split, SplitPart
from milepost.domain.editing.own_concepts import because_person_said, because_split, own_id, scaled_hours
from milepost.domain.editing.part_tree import (
    EditRefused,
    find_concept,
    inserted,
    part_ids,
    place_of,
    with_concepts,
    with_modules,
)
from milepost.domain.roadmaps import Concept, Edge, Module, Roadmap, StudyBudget


def set_hours(roadmap: Roadmap, operation: SetHours) -> Roadmap:
    target = find_concept(roadmap, operation.target_id)
    changed = target.model_copy(update={"hours": scaled_hours(target.hours, operation.hours)})
    return _with_concept(roadmap, changed)


def set_prerequisites(roadmap: Roadmap, operation: SetPrerequisites, context: EditContext) -> Roadmap:
    """The concept needs exactly these; edges that stay keep their reason unless another is given."""
    target = find_concept(roadmap, operation.target_id)
    edges_before = {edge.before: edge for edge in roadmap.edges if edge.after == target.concept_id}
    edges: list[Edge] = []
    seen: set[str] = set()
    for index, needed in enumerate(operation.prerequisites):
        place = f"/prerequisites/{index}"
        before = find_concept(roadmap, needed.concept_id, place=place)
        if before.concept_id in seen:
            raise EditRefused(f"{before.name!r} is named twice.", place=place)
        if before.concept_id == target.concept_id:
            raise EditRefused(f"{target.name!r} cannot need itself.", place=place)
        if chain := needs_chain(roadmap, before.concept_id, target.concept_id):
            raise EditRefused(
                f"{target.name!r} cannot need {before.name!r}: " + circle_words([target, *chain]) + ".",
                place=place,
            )
        seen.add(before.concept_id)
        known = edges_before.get(before.concept_id)
        if known is not None and needed.why is None:
            edges.append(known)
        else:
            why = needed.why or because_person_said(before.name, context.language)
            edges.append(Edge(before=before.concept_id, after=target.concept_id, why=why, source="person"))
    changed = target.model_copy(update={"prerequisites": tuple(edge.before for edge in edges)})
    others = tuple(edge for edge in roadmap.edges if edge.after != target.concept_id)
    return _with_concept(roadmap, changed).model_copy(update={"edges": (*others, *edges)})


def split(roadmap: Roadmap, operation: Split, context: EditContext) -> tuple[Roadmap, Split]:
    """The roadmap with the parts in place of the concept, and the operation with the ids of all parts.

    The first part keeps what the concept needs; what needed the concept needs the last part.
    """
    target = find_concept(roadmap, operation.target_id)
    parts = _with_ids(roadmap, operation)
    concepts = [
        target.model_copy(
            update={
                "name": operation.parts[0].name,
                "hours": scaled_hours(target.hours, operation.parts[0].hours),
            }
        )
    ]
    edges: list[Edge] = []
    for part in parts[1:]:
        before = concepts[-1]
        assert part.concept_id is not None
        concepts.append(
            Concept(
                concept_id=part.concept_id,
                name=part.name,
                hours=scaled_hours(target.hours, part.hours),
                difficulty=target.difficulty,
                prerequisites=(before.concept_id,),
                in_catalog=False,
            )
        )
        why = because_split(before.name, part.name, context.language)
        edges.append(Edge(before=before.concept_id, after=part.concept_id, why=why, source="person"))
    after = _in_place(_rewired(roadmap, target.concept_id, concepts[-1].concept_id), concepts)
    new_ids = [concept.concept_id for concept in concepts[1:]]
    return (
        after.model_copy(
            update={
                "edges": (*after.edges, *edges),
                "keep_order": _behind(roadmap.keep_order, target.concept_id, new_ids),
                "pruned": tuple(one for one in roadmap.pruned if one.concept_id not in new_ids),
            }
        ),
        operation.model_copy(update={"parts": parts}),
    )


def set_budget(roadmap: Roadmap, operation: SetBudget) -> Roadmap:
    before = roadmap.budget or StudyBudget()
    keeps = operation.deadline is None and not operation.no_deadline
    return roadmap.model_copy(
        update={
            "budget": StudyBudget(
                hours_per_week=operation.hours_per_week or before.hours_per_week,
                deadline=before.deadline if keeps else operation.deadline,
                no_deadline=before.no_deadline if keeps else operation.no_deadline,
            )
        }
    )


def needs_chain(roadmap: Roadmap, start_id: str, end_id: str) -> list[Concept]:
    """The shortest chain of concepts from `start_id`, each needing the next, to `end_id`; empty when there is none."""
    by_id = {concept.concept_id: concept for concept in roadmap.concepts}
    came_from: dict[str, str | None] = {start_id: None}
    waiting = [start_id]
    for one in waiting:
        if one == end_id:
            chain = [by_id[one]]
            while (previous := came_from[chain[-1].concept_id]) is not None:
                chain.append(by_id[previous])
            return chain[::-1]
        for before in by_id[one].prerequisites:
            if before in by_id and before not in came_from:
                came_from[before] = one
                waiting.append(before)
    return []


def circle_words(chain: list[Concept]) -> str:
    return " needs ".join(repr(concept.name) for concept in chain)


def _with_concept(roadmap: Roadmap, changed: Concept) -> Roadmap:
    stages = with_concepts(
        roadmap.stages, lambda concept: changed if concept.concept_id == changed.concept_id else concept
    )
    return roadmap.model_copy(update={"stages": stages})


def _with_ids(roadmap: Roadmap, operation: Split) -> tuple[SplitPart, ...]:
    used = part_ids(roadmap)
    first, *others = operation.parts
    if first.concept_id is not None:
        raise EditRefused("The first part keeps the id of the concept.", place="/parts/0/concept_id")
    parts = [first]
    for index, part in enumerate(others, start=1):
        concept_id = part.concept_id or own_id("split", operation.target_id, str(index), part.name, used=used)
        if concept_id in used:
            raise EditRefused(f"The roadmap has {concept_id!r} already.", place=f"/parts/{index}/concept_id")
        used.add(concept_id)
        parts.append(part.model_copy(update={"concept_id": concept_id}))
    return tuple(parts)


def _rewired(roadmap: Roadmap, old_id: str, new_id: str) -> Roadmap:
    """What needed the one concept needs the other, for the same reason."""

    def change(concept: Concept) -> Concept:
        if old_id not in concept.prerequisites:
            return concept
        needs = tuple(new_id if one == old_id else one for one in concept.prerequisites)
        return concept.model_copy(update={"prerequisites": needs})

    edges = tuple(
        edge.model_copy(update={"before": new_id}) if edge.before == old_id else edge
        for edge in roadmap.edges
    )
    return roadmap.model_copy(update={"stages": with_concepts(roadmap.stages, change), "edges": edges})


def _in_place(roadmap: Roadmap, concepts: list[Concept]) -> Roadmap:
    """The first concept in place of the one with its id, the others behind it."""
    place = place_of(roadmap, concepts[0].concept_id)

    def change(module: Module) -> Module:
        if module.module_id != place.module_id:
            return module
        left = (*module.concepts[: place.position], *module.concepts[place.position + 1 :])
        for offset, concept in enumerate(concepts):
            left = inserted(left, concept, place.position + offset)
        return module.model_copy(update={"concepts": left})

    return roadmap.model_copy(update={"stages": with_modules(roadmap.stages, change)})


def _behind(order: tuple[str, ...], first: str, others: list[str]) -> tuple[str, ...]:
    """What is dropped first when something has to give: the parts in turn, the last of them before the first."""
    if first not in order:
        return order
    index = order.index(first) + 1
    return (*order[:index], *others, *order[index:])
