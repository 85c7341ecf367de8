"""Making one concept of several."""

from collections.abc import Iterable, Sequence, Set

from milepost.domain.editing.concepts import circle_words, needs_chain
from milepost.domain.editing.operations import Merge
from milepost.domain.editing.own_concepts import MOST_HOURS
from milepost.domain.editing.part_tree import (
    EditRefused,
    ModulePlace,
    find_concept,
    find_module,
    with_concepts,
    with_inserted,
    without_parts,
)
from milepost.domain.editing.placing import settled_place
from milepost.domain.roadmaps import Concept, Edge, Hours, Pruned, Roadmap


def merge(roadmap: Roadmap, operation: Merge) -> tuple[Roadmap, Merge]:
    """The roadmap with the whole in place of the target, and the operation with the place that it has.

    The others are listed as left out, with what teaches them now. Their content and progress are rows elsewhere,
    which nothing here touches: they are there again when the merge is undone.
    """
    target = find_concept(roadmap, operation.target_id)
    others = _others(roadmap, operation, target)
    gone = {one.concept_id for one in others}
    whole = _whole(roadmap, target, others, operation.name)
    stages = with_concepts(
        without_parts(roadmap.stages, gone),
        lambda one: whole if one.concept_id == target.concept_id else _needing(one, gone, target.concept_id),
    )
    edges = _united(roadmap.edges, gone, target.concept_id)
    merged = roadmap.model_copy(
        update={
            "stages": stages,
            "edges": edges,
            "pruned": (
                *(one for one in roadmap.pruned if one.concept_id not in gone),
                *_left_out(target, others),
            ),
            "keep_order": _ranked(roadmap.keep_order, gone, target.concept_id),
        }
    )
    _check_no_circle(merged, whole)
    if operation.into_id is None or operation.position is None:
        place = settled_place(merged, whole)
    else:
        place = ModulePlace(find_module(merged, operation.into_id).module_id, operation.position)
    left = without_parts(merged.stages, {whole.concept_id}, keep=place.module_id)
    after = merged.model_copy(update={"stages": with_inserted(left, whole, place)})
    return after, operation.model_copy(update={"into_id": place.module_id, "position": place.position})


def _others(roadmap: Roadmap, operation: Merge, target: Concept) -> list[Concept]:
    others: list[Concept] = []
    for index, concept_id in enumerate(operation.with_ids):
        place = f"/with_ids/{index}"
        other = find_concept(roadmap, concept_id, place=place)
        if other.concept_id == target.concept_id:
            raise EditRefused(f"{target.name!r} cannot be merged with itself.", place=place)
        if other in others:
            raise EditRefused(f"{other.name!r} is named twice.", place=place)
        others.append(other)
    return others


def _whole(roadmap: Roadmap, target: Concept, others: Sequence[Concept], name: str | None) -> Concept:
    all_of_it = [target, *others]
    ids = {one.concept_id for one in all_of_it}
    hours = Hours(
        min=_sum(one.hours.min for one in all_of_it),
        typical=_sum(one.hours.typical for one in all_of_it),
        max=_sum(one.hours.max for one in all_of_it),
    )
    needs = dict.fromkeys(one for concept in all_of_it for one in concept.prerequisites if one not in ids)
    return target.model_copy(
        update={
            "name": name or target.name,
            "hours": hours,
            "difficulty": max(one.difficulty for one in all_of_it),
            "prerequisites": tuple(needs),
        }
    )


def _sum(hours: Iterable[float]) -> float:
    total = round(sum(hours), 4)
    if total > MOST_HOURS:
        raise EditRefused(f"Together they take up to {total:g} h; a concept takes at most {MOST_HOURS:g}.")
    return total


def _needing(concept: Concept, gone: Set[str], survivor_id: str) -> Concept:
    if gone.isdisjoint(concept.prerequisites):
        return concept
    needs = dict.fromkeys(survivor_id if one in gone else one for one in concept.prerequisites)
    return concept.model_copy(update={"prerequisites": tuple(needs)})


def _united(edges: Sequence[Edge], gone: Set[str], survivor_id: str) -> tuple[Edge, ...]:
    """One edge for each pair; where several give a reason the survivor's own counts, else the first."""
    group = gone | {survivor_id}
    united: dict[tuple[str, str], Edge] = {}
    for edge in sorted(edges, key=lambda edge: bool({edge.before, edge.after} & gone)):
        if edge.before in group and edge.after in group:
            continue
        before = survivor_id if edge.before in gone else edge.before
        after = survivor_id if edge.after in gone else edge.after
        united.setdefault((before, after), edge.model_copy(update={"before": before, "after": after}))
    return tuple(united.values())


def _left_out(target: Concept, others: Sequence[Concept]) -> Iterable[Pruned]:
    for one in others:
        # Leaving it out saves nothing: its hours are the survivor's now.
        yield Pruned(
            concept_id=one.concept_id, name=one.name, why="merged", hours=0, into_id=target.concept_id
        )


def _ranked(order: Sequence[str], gone: Set[str], survivor_id: str) -> tuple[str, ...]:
    """The whole is as valuable as the most valuable of what it was made of."""
    return tuple(dict.fromkeys(survivor_id if one in gone else one for one in order))


def _check_no_circle(roadmap: Roadmap, whole: Concept) -> None:
    for before in whole.prerequisites:
        if chain := needs_chain(roadmap, before, whole.concept_id):
            raise EditRefused(
                f"What stands between them would be in a circle: {circle_words([whole, *chain])}. "
                "Merge that too, or change what it needs first."
            )
