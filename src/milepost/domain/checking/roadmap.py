"""Accepts or refuses a roadmap, from its JSON alone.

It is independent on purpose: with `calendar_check`, `verdict_check` and `checked_json` it shares no code and no types
with what makes roadmaps, so that a mistake there cannot hide here. It needs nothing but the standard library.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from milepost.domain.checking.calendar import CheckedConcept, check_dates, check_parts, check_weeks
from milepost.domain.checking.checked_json import (
    Object,
    Refused,
    number_of,
    object_of,
    parts_of,
    text_of,
    texts_of,
)
from milepost.domain.checking.verdict import check_verdict, check_ways_out


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a roadmap is not accepted, and where."""

    place: str
    """JSON pointer to what is wrong."""
    reason: str
    rule: str = "shape"
    """The name of the rule that is broken."""
    node: str = ""
    """What that place is part of: a concept, module or stage by its id, a week, an edge; empty for the whole."""

    def __str__(self) -> str:
        return f"{self.rule} · {self.node or self.place or '/'} · {self.reason} ({self.place or '/'})"


def check_roadmap(document: object) -> Refusal | None:
    """None when the roadmap holds what it claims, else the first thing that is wrong.

    It holds when every id is used once; the witness's order is the order of the concepts and covers exactly
    them; its edges are the concepts' prerequisites, each once; nothing needs what comes later; what was left out
    is not there; every concept's hours stand in the weeks, in that order; weeks follow each other, add up, and stay
    within the hours per week; and the verdict says what the calendar and the hours say.

    Args:
        document: A roadmap as it is sent, parsed from JSON: objects are dicts, arrays are lists.
    """
    return next(iter(refusals_of(document)), None)


def refusals_of(document: object) -> list[Refusal]:
    """What is wrong, the first of each rule; empty when the roadmap holds. What is no roadmap breaks `shape` alone."""
    try:
        root = object_of(document, "")
        concepts = list(_concepts(root))
    except Refused as refused:
        return [_refusal(refused, "shape", document)]
    found: list[Refusal] = []
    for rule, check in _RULES.items():
        try:
            check(root, concepts)
        except Refused as refused:
            found.append(_refusal(refused, rule, document))
    misshapen = [one for one in found if one.rule == "shape"]
    return misshapen[:1] or found


def _concepts(root: Object) -> Iterator[CheckedConcept]:
    """The concepts in the order of the tree."""
    for stage_place, stage in parts_of(root, "", "stages"):
        for module_place, module in parts_of(stage, stage_place, "modules"):
            for place, concept in parts_of(module, module_place, "concepts"):
                hours = object_of(concept.get("hours"), f"{place}/hours")
                low, usual, high = (
                    number_of(hours.get(key), f"{place}/hours/{key}") for key in ("min", "typical", "max")
                )
                yield CheckedConcept(
                    place=place,
                    concept_id=text_of(concept.get("concept_id"), f"{place}/concept_id"),
                    name=text_of(concept.get("name"), f"{place}/name"),
                    minutes=number_of(concept.get("estimated_hours"), f"{place}/estimated_hours") * 60,
                    needs=tuple(texts_of(concept.get("prerequisites"), f"{place}/prerequisites")),
                    hours=(low, usual, high),
                )


def _check_ids(root: Object, _concepts: Sequence[CheckedConcept]) -> None:
    used: set[str] = set()
    for place, part, key in _all_parts(root):
        part_id = text_of(part.get(key), f"{place}/{key}")
        if part_id in used:
            raise Refused(f"{place}/{key}", f"the id {part_id} is used twice")
        used.add(part_id)


def _all_parts(root: Object) -> Iterator[tuple[str, Object, str]]:
    stages = list(parts_of(root, "", "stages"))
    if not stages:
        raise Refused("/stages", "there is no stage", rule="empty")
    for stage_place, stage in stages:
        yield stage_place, stage, "stage_id"
        modules = list(parts_of(stage, stage_place, "modules"))
        if not modules:
            raise Refused(f"{stage_place}/modules", "the stage is empty", rule="empty")
        for module_place, module in modules:
            yield module_place, module, "module_id"
            concepts = list(parts_of(module, module_place, "concepts"))
            if not concepts:
                raise Refused(f"{module_place}/concepts", "the module is empty", rule="empty")
            for place, concept in concepts:
                yield place, concept, "concept_id"


def _check_order(root: Object, concepts: Sequence[CheckedConcept]) -> None:
    order = texts_of(object_of(root.get("witness"), "/witness").get("order"), "/witness/order")
    known = {concept.concept_id for concept in concepts}
    seen: set[str] = set()
    for index, concept_id in enumerate(order):
        if concept_id not in known:
            raise Refused(f"/witness/order/{index}", f"{concept_id} is not a concept of the roadmap")
        if concept_id in seen:
            raise Refused(f"/witness/order/{index}", f"{concept_id} stands twice in the order")
        seen.add(concept_id)
    for concept in concepts:
        if concept.concept_id not in seen:
            raise Refused("/witness/order", f"{concept.concept_id} is missing from the order")
    # The tree may be longer: an id that it uses twice is what another rule refuses.
    for index, (concept_id, concept) in enumerate(zip(order, concepts, strict=False)):
        if concept_id != concept.concept_id:
            raise Refused(
                f"/witness/order/{index}", f"{concept_id} stands where the roadmap has {concept.concept_id}"
            )


def _check_cycles(_root: Object, concepts: Sequence[CheckedConcept]) -> None:
    """Take away what needs nothing that is left, again and again; what stays is in a cycle or needs one."""
    left = {concept.concept_id: concept for concept in concepts}
    while left:
        free = [one for one, concept in left.items() if not any(before in left for before in concept.needs)]
        if not free:
            first = next(iter(left.values()))
            raise Refused(f"{first.place}/prerequisites", f"{first.concept_id} is part of, or needs, a cycle")
        for one in free:
            del left[one]


def _check_prerequisites(_root: Object, concepts: Sequence[CheckedConcept]) -> None:
    position = {concept.concept_id: index for index, concept in enumerate(concepts)}
    for concept in concepts:
        seen: set[str] = set()
        for index, before in enumerate(concept.needs):
            place = f"{concept.place}/prerequisites/{index}"
            if before not in position:
                raise Refused(place, f"{before} is not a concept of the roadmap")
            if position[before] >= position[concept.concept_id]:
                raise Refused(place, f"{concept.concept_id} needs {before}, which comes later")
            if before in seen:
                raise Refused(place, f"{before} is named twice")
            seen.add(before)


def _check_edges(root: Object, concepts: Sequence[CheckedConcept]) -> None:
    needed = {(before, concept.concept_id) for concept in concepts for before in concept.needs}
    stated: set[tuple[str, str]] = set()
    for place, edge in parts_of(object_of(root.get("witness"), "/witness"), "/witness", "edges"):
        pair = text_of(edge.get("before"), f"{place}/before"), text_of(edge.get("after"), f"{place}/after")
        if pair not in needed:
            raise Refused(place, f"{pair[1]} does not name {pair[0]} as a prerequisite")
        if pair in stated:
            raise Refused(place, f"the edge from {pair[0]} to {pair[1]} is given twice")
        if not text_of(edge.get("why"), f"{place}/why").strip():
            raise Refused(f"{place}/why", "the edge has no reason")
        if edge.get("source") not in ("catalog", "model", "person"):
            raise Refused(f"{place}/source", "the reason has no known source")
        stated.add(pair)
    for before, after in sorted(needed - stated):
        raise Refused("/witness/edges", f"the edge from {before} to {after} is missing")


def _check_hours(_root: Object, concepts: Sequence[CheckedConcept]) -> None:
    for concept in concepts:
        low, usual, high = concept.hours
        if not 0 < low <= usual <= high:
            raise Refused(f"{concept.place}/hours", "hours must be above 0, and min ≤ typical ≤ max")
        if abs(usual * 60 - concept.minutes) > 0.01:
            raise Refused(f"{concept.place}/estimated_hours", "the estimate is not the typical hours")


def _check_pruned(root: Object, concepts: Sequence[CheckedConcept]) -> None:
    present = {concept.concept_id for concept in concepts}
    for place, pruned in parts_of(root, "", "pruned"):
        concept_id = text_of(pruned.get("concept_id"), f"{place}/concept_id")
        if concept_id in present:
            raise Refused(place, f"{concept_id} was left out and is there all the same")
        if not text_of(pruned.get("why"), f"{place}/why").strip():
            raise Refused(f"{place}/why", f"nothing says why {concept_id} was left out")


Rule = Callable[[Object, Sequence[CheckedConcept]], None]

_RULES: Mapping[str, Rule] = {
    "unique-ids": _check_ids,
    "order": _check_order,
    "cycle": _check_cycles,
    "prerequisites": _check_prerequisites,
    "edges": _check_edges,
    "hours": _check_hours,
    "pruned": _check_pruned,
    "dates": check_dates,
    "weeks": check_weeks,
    "parts": check_parts,
    "verdict": check_verdict,
    "ways-out": check_ways_out,
}


def _refusal(refused: Refused, rule: str, document: object) -> Refusal:
    return Refusal(refused.place, refused.reason, refused.rule or rule, _node(document, refused.place))


def _node(document: object, place: str) -> str:
    """What stands on the way to a place and can be named; the last of it."""
    node, value = "", document
    for step in place.split("/")[1:]:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            break
        node = _name_of(value) or node
    if place.startswith("/witness/order/") and isinstance(value, str):
        return value
    return node


def _name_of(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    for key in ("concept_id", "module_id", "stage_id"):
        if isinstance(value.get(key), str):
            return str(value[key])
    if "before" in value and "after" in value:
        return f"{value['before']} → {value['after']}"
    if "number" in value and "items" in value:
        return f"week {value['number']}"
    return ""
