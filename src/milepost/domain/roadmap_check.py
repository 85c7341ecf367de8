"""Accepts or refuses a roadmap, from its JSON alone.

It is independent on purpose: it shares no code and no types with what makes roadmaps, so that a mistake there
cannot hide here. It needs nothing but the standard library.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a roadmap is not accepted, and where."""

    place: str
    """JSON pointer to what is wrong."""
    reason: str


def check_roadmap(document: object) -> Refusal | None:
    """None when the roadmap holds what it claims, else the first thing that is wrong.

    It holds when every id is used once; the witness's order is the order of the concepts and covers exactly
    them; its edges are the concepts' prerequisites, each once; nothing needs what comes later; every
    concept's hours stand in the weeks, in that order; weeks follow each other, add up, and stay within the
    hours per week; and the verdict says what the calendar says.

    Args:
        document: A roadmap as it is sent, parsed from JSON: objects are dicts, arrays are lists.
    """
    try:
        root = _object(document, "")
        concepts = list(_concepts(root))
        _check_ids(root)
        _check_order(root, concepts)
        _check_edges(root, concepts)
        _check_hours(concepts)
        _check_schedule(root, concepts)
        _check_verdict(root, concepts)
    except _Refused as refused:
        return refused.refusal
    return None


class _Refused(Exception):
    def __init__(self, place: str, reason: str) -> None:
        self.refusal = Refusal(place, reason)
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class _Concept:
    place: str
    concept_id: str
    minutes: float
    needs: tuple[str, ...]
    hours: tuple[float, float, float]


def _concepts(root: Mapping[str, object]) -> Iterator[_Concept]:
    """The concepts in the order of the tree."""
    for stage_place, stage in _parts(root, "", "stages"):
        for module_place, module in _parts(stage, stage_place, "modules"):
            for place, concept in _parts(module, module_place, "concepts"):
                hours = _object(concept.get("hours"), f"{place}/hours")
                needs = [
                    _text(one, f"{place}/prerequisites/{index}")
                    for index, one in enumerate(
                        _array(concept.get("prerequisites"), f"{place}/prerequisites")
                    )
                ]
                low, usual, high = (
                    _number(hours.get(key), f"{place}/hours/{key}") for key in ("min", "typical", "max")
                )
                yield _Concept(
                    place=place,
                    concept_id=_text(concept.get("concept_id"), f"{place}/concept_id"),
                    minutes=_number(concept.get("estimated_hours"), f"{place}/estimated_hours") * 60,
                    needs=tuple(needs),
                    hours=(low, usual, high),
                )


def _check_ids(root: Mapping[str, object]) -> None:
    used: set[str] = set()
    for place, part, key in _all_parts(root):
        part_id = _text(part.get(key), f"{place}/{key}")
        if part_id in used:
            raise _Refused(f"{place}/{key}", f"the id {part_id} is used twice")
        used.add(part_id)


def _all_parts(root: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object], str]]:
    stages = list(_parts(root, "", "stages"))
    if not stages:
        raise _Refused("/stages", "there is no stage")
    for stage_place, stage in stages:
        yield stage_place, stage, "stage_id"
        modules = list(_parts(stage, stage_place, "modules"))
        if not modules:
            raise _Refused(f"{stage_place}/modules", "the stage is empty")
        for module_place, module in modules:
            yield module_place, module, "module_id"
            concepts = list(_parts(module, module_place, "concepts"))
            if not concepts:
                raise _Refused(f"{module_place}/concepts", "the module is empty")
            for place, concept in concepts:
                yield place, concept, "concept_id"


def _check_order(root: Mapping[str, object], concepts: Sequence[_Concept]) -> None:
    witness = _object(root.get("witness"), "/witness")
    stated = _array(witness.get("order"), "/witness/order")
    order = [_text(one, f"/witness/order/{index}") for index, one in enumerate(stated)]
    known = {concept.concept_id for concept in concepts}
    seen: set[str] = set()
    for index, concept_id in enumerate(order):
        if concept_id not in known:
            raise _Refused(f"/witness/order/{index}", f"{concept_id} is not a concept of the roadmap")
        if concept_id in seen:
            raise _Refused(f"/witness/order/{index}", f"{concept_id} stands twice in the order")
        seen.add(concept_id)
    for concept in concepts:
        if concept.concept_id not in seen:
            raise _Refused("/witness/order", f"{concept.concept_id} is missing from the order")
    for index, (concept_id, concept) in enumerate(zip(order, concepts, strict=True)):
        if concept_id != concept.concept_id:
            raise _Refused(
                f"/witness/order/{index}", f"{concept_id} stands where the roadmap has {concept.concept_id}"
            )


def _check_edges(root: Mapping[str, object], concepts: Sequence[_Concept]) -> None:
    position = {concept.concept_id: index for index, concept in enumerate(concepts)}
    _check_cycles(concepts)
    needed: set[tuple[str, str]] = set()
    for concept in concepts:
        for index, before in enumerate(concept.needs):
            place = f"{concept.place}/prerequisites/{index}"
            if before not in position:
                raise _Refused(place, f"{before} is not a concept of the roadmap")
            if position[before] >= position[concept.concept_id]:
                raise _Refused(place, f"{concept.concept_id} needs {before}, which comes later")
            if (before, concept.concept_id) in needed:
                raise _Refused(place, f"{before} is named twice")
            needed.add((before, concept.concept_id))
    stated: set[tuple[str, str]] = set()
    for place, edge in _parts(_object(root.get("witness"), "/witness"), "/witness", "edges"):
        pair = (_text(edge.get("before"), f"{place}/before"), _text(edge.get("after"), f"{place}/after"))
        if pair not in needed:
            raise _Refused(place, f"{pair[1]} does not name {pair[0]} as a prerequisite")
        if pair in stated:
            raise _Refused(place, f"the edge from {pair[0]} to {pair[1]} is given twice")
        if not _text(edge.get("why"), f"{place}/why").strip():
            raise _Refused(f"{place}/why", "the edge has no reason")
        if edge.get("source") not in ("catalog", "model", "person"):
            raise _Refused(f"{place}/source", "the reason has no known source")
        stated.add(pair)
    for before, after in sorted(needed - stated):
        raise _Refused("/witness/edges", f"the edge from {before} to {after} is missing")


def _check_cycles(concepts: Sequence[_Concept]) -> None:
    """Take away what needs nothing that is left, again and again; what stays is in a cycle or needs one."""
    left = {concept.concept_id: concept for concept in concepts}
    while left:
        free = [one for one, concept in left.items() if not any(before in left for before in concept.needs)]
        if not free:
            first = next(iter(left.values()))
            raise _Refused(
                f"{first.place}/prerequisites", f"{first.concept_id} is part of, or needs, a cycle"
            )
        for one in free:
            del left[one]


def _check_hours(concepts: Sequence[_Concept]) -> None:
    for concept in concepts:
        low, usual, high = concept.hours
        if not 0 < low <= usual <= high:
            raise _Refused(f"{concept.place}/hours", "hours must be above 0, and min ≤ typical ≤ max")
        if abs(usual * 60 - concept.minutes) > 0.01:
            raise _Refused(f"{concept.place}/estimated_hours", "the estimate is not the typical hours")


def _check_schedule(root: Mapping[str, object], concepts: Sequence[_Concept]) -> None:
    schedule = _object(root.get("schedule"), "/schedule")
    weeks = list(_parts(schedule, "/schedule", "weeks"))
    _check_dates(schedule, weeks)
    studied: list[tuple[str, str, float, float, float]] = []
    cap = _cap(root) if weeks else 0.0
    for place, week in weeks:
        total = _number(week.get("review_hours"), f"{place}/review_hours") * 60
        if total < 0:
            raise _Refused(f"{place}/review_hours", "review takes less than no time")
        for item_place, item in _parts(week, place, "items"):
            minutes = _number(item.get("hours"), f"{item_place}/hours") * 60
            if minutes <= 0:
                raise _Refused(f"{item_place}/hours", "the part takes no time")
            concept_id = _text(item.get("concept_id"), f"{item_place}/concept_id")
            part = _number(item.get("part"), f"{item_place}/part")
            parts = _number(item.get("parts"), f"{item_place}/parts")
            studied.append((item_place, concept_id, minutes, part, parts))
            total += minutes
        stated = _number(week.get("hours"), f"{place}/hours") * 60
        if abs(total - stated) > 0.5:
            raise _Refused(f"{place}/hours", f"the parts and the review add up to {total / 60:.2f} h")
        if stated > cap + 0.5:
            raise _Refused(f"{place}/hours", f"the week is over its {cap / 60:g} h")
    _check_parts(studied, concepts)


def _check_parts(
    studied: Sequence[tuple[str, str, float, float, float]], concepts: Sequence[_Concept]
) -> None:
    """Reading the weeks from the first to the last gives the concepts in their order, each whole."""
    rest = list(studied)
    for concept in concepts:
        mine = []
        while rest and rest[0][1] == concept.concept_id:
            mine.append(rest.pop(0))
        if not mine:
            place = rest[0][0] if rest else "/schedule/weeks"
            raise _Refused(place, f"{concept.concept_id} should be studied here")
        if abs(sum(minutes for _, _, minutes, _, _ in mine) - concept.minutes) > 1:
            raise _Refused(mine[0][0], f"the parts of {concept.concept_id} do not add up to its hours")
        for number, (place, _, _, part, parts) in enumerate(mine, start=1):
            if (part, parts) != (number, len(mine)):
                raise _Refused(place, f"this is part {number} of {len(mine)} of {concept.concept_id}")
    if rest:
        raise _Refused(rest[0][0], f"{rest[0][1]} is studied out of order or twice")


def _check_dates(schedule: Mapping[str, object], weeks: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    if not weeks:
        return
    starts = [_day(week.get("start"), f"{place}/start") for place, week in weeks]
    if starts[0] != _day(schedule.get("start_date"), "/schedule/start_date"):
        raise _Refused("/schedule/start_date", "the first week does not begin on this day")
    for index, (place, week) in enumerate(weeks):
        if _number(week.get("number"), f"{place}/number") != index + 1:
            raise _Refused(f"{place}/number", f"this is week {index + 1}")
        if index:
            days = (starts[index] - starts[index - 1]).days
            # Only the first week may be short: study can begin in its middle.
            if days != 7 and not (index == 1 and 0 < days < 7):
                raise _Refused(f"{place}/start", "the week does not follow the one before")
    end = _day(schedule.get("end_date"), "/schedule/end_date")
    if not 0 <= (end - starts[-1]).days < 7:
        raise _Refused("/schedule/end_date", "the end is not in the last week")


def _check_verdict(root: Mapping[str, object], concepts: Sequence[_Concept]) -> None:
    if root.get("verdict") is None:
        return
    verdict = _object(root.get("verdict"), "/verdict")
    schedule = _object(root.get("schedule"), "/schedule")
    if verdict.get("end_date") != schedule.get("end_date"):
        raise _Refused("/verdict/end_date", "the calendar ends on another day")
    if verdict.get("weeks") != len(_array(schedule.get("weeks"), "/schedule/weeks")):
        raise _Refused("/verdict/weeks", "the calendar has another number of weeks")
    hours = _number(verdict.get("hours_p50"), "/verdict/hours_p50")
    # Each concept may have been rounded to a whole minute.
    if abs(hours * 60 - sum(concept.minutes for concept in concepts)) > max(1, len(concepts)) / 2 + 0.5:
        raise _Refused("/verdict/hours_p50", "the hours of the concepts do not add up to this")
    if _number(verdict.get("hours_p80"), "/verdict/hours_p80") < hours:
        raise _Refused("/verdict/hours_p80", "a slow learner cannot need fewer hours")
    outcome = verdict.get("outcome")
    if verdict.get("deadline") is None:
        right = outcome == "no_deadline"
    else:
        late = schedule.get("end_date") is not None and (
            _day(schedule.get("end_date"), "/schedule/end_date")
            > _day(verdict.get("deadline"), "/verdict/deadline")
        )
        right = outcome == "does_not_fit" if late else outcome in ("fits", "tight")
    if not right:
        raise _Refused("/verdict/outcome", "the verdict is not what the calendar and the deadline say")


def _cap(root: Mapping[str, object]) -> float:
    """The minutes a week may have."""
    verdict = _object(root.get("verdict"), "/verdict")
    return _number(verdict.get("hours_per_week"), "/verdict/hours_per_week") * 60


def _parts(parent: Mapping[str, object], place: str, key: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    for index, part in enumerate(_array(parent.get(key), f"{place}/{key}")):
        yield f"{place}/{key}/{index}", _object(part, f"{place}/{key}/{index}")


def _object(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _Refused(place, "an object is needed here")
    return value


def _array(value: object, place: str) -> Sequence[object]:
    if not isinstance(value, list):
        raise _Refused(place, "an array is needed here")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _Refused(place, "a text is needed here")
    return value


def _number(value: object, place: str) -> float:
    # NaN and infinity come out of lenient JSON parsers; a whole number may be too large for a float.
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e9 < value < 1e9:
        raise _Refused(place, "a number is needed here")
    return float(value)


def _day(value: object, place: str) -> date:
    try:
        return date.fromisoformat(_text(value, place))
    except ValueError:
        raise _Refused(place, "a day such as 2026-03-31 is needed here") from None
