"""Where a concept can stand: after all that it needs, before all that needs it."""

from collections.abc import Sequence, Set

from milepost.domain.editing.part_tree import ModulePlace, place_of, without_parts
from milepost.domain.roadmaps import Concept, Roadmap


def fitting_place(
    roadmap: Roadmap, concept_id: str, *windows: tuple[Set[str], Set[str]]
) -> ModulePlace | None:
    """Where a concept that is not in the roadmap fits best; None when the roadmap has no concepts.

    Of the places between what it comes after and what it comes before, it is the one right after the last concept of
    its own domain, else the last: what was planned is not put off by more than it has to be.

    Args:
        windows: What it comes after and what it comes before, the strictest first. The first counts that leaves a
            place; where none does, the concept stands after what the last one says, and validation says the rest.
    """
    order = list(roadmap.concepts)
    if not order:
        return None
    bounds = [_bounds(order, after, before) for after, before in windows]
    earliest, latest = next((one for one in bounds if one[0] <= one[1]), bounds[-1])
    domain = concept_id.partition(".")[0]
    kin = [
        one
        for place, one in enumerate(order, start=1)
        if earliest <= place <= latest and one.concept_id.partition(".")[0] == domain
    ]
    if kin:
        return _after(roadmap, kin[-1])
    if latest < len(order) and earliest <= latest:
        return place_of(roadmap, order[latest].concept_id)
    return _after(roadmap, order[max(earliest, latest) - 1])


def settled_place(roadmap: Roadmap, concept: Concept) -> ModulePlace:
    """The place nearest to where a concept stands that what it needs and what needs it allow, counted without it.

    Where they allow none, it is the place where it stands.
    """
    stands = place_of(roadmap, concept.concept_id)
    order = [one for one in roadmap.concepts if one.concept_id != concept.concept_id]
    now = next(place for place, one in enumerate(roadmap.concepts) if one.concept_id == concept.concept_id)
    needed_by = {one.concept_id for one in order if concept.concept_id in one.prerequisites}
    earliest, latest = _bounds(order, set(concept.prerequisites), needed_by)
    if earliest <= now <= latest or earliest > latest:
        return stands
    left = roadmap.model_copy(update={"stages": without_parts(roadmap.stages, {concept.concept_id})})
    if now < earliest:
        return _after(left, order[earliest - 1])
    return place_of(left, order[latest].concept_id)


def _bounds(order: Sequence[Concept], needs: Set[str], needed_by: Set[str]) -> tuple[int, int]:
    """The first and the last index at which it may be put into the order."""
    earliest = max((place for place, one in enumerate(order, start=1) if one.concept_id in needs), default=0)
    latest = min(
        (place for place, one in enumerate(order) if one.concept_id in needed_by), default=len(order)
    )
    return earliest, latest


def _after(roadmap: Roadmap, concept: Concept) -> ModulePlace:
    module_id, position = place_of(roadmap, concept.concept_id)
    return ModulePlace(module_id, position + 1)
