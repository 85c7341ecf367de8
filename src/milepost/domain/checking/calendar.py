"""The checker's rules for a roadmap's weeks. Like all of the checker it reads JSON and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from milepost.domain.checking.checked_json import (
    Object,
    Refused,
    day_of,
    number_of,
    object_of,
    parts_of,
    text_of,
    texts_of,
)


@dataclass(frozen=True, slots=True)
class CheckedConcept:
    """A concept as the roadmap's JSON says it."""

    place: str
    concept_id: str
    name: str
    minutes: float
    needs: tuple[str, ...]
    hours: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Item:
    place: str
    concept_id: str
    minutes: float
    part: float
    parts: float
    is_past: bool
    """Whether it stands in a week that was over when the calendar was dated anew."""


@dataclass(frozen=True, slots=True)
class Redated:
    """What a calendar says that was dated anew: from which day on, and what was done by then."""

    as_of: date | None = None
    done: frozenset[str] = frozenset()


def check_dates(root: Object, _concepts: Sequence[CheckedConcept]) -> None:
    """Weeks are numbered, follow each other, and hold the first and the last day."""
    schedule = schedule_of(root)
    weeks = list(parts_of(schedule, "/schedule", "weeks"))
    if not weeks:
        if schedule.get("end_date") is not None:
            raise Refused("/schedule/end_date", "there is an end and no week")
        return
    starts = [day_of(week.get("start"), f"{place}/start") for place, week in weeks]
    if starts[0] != day_of(schedule.get("start_date"), "/schedule/start_date"):
        raise Refused("/schedule/start_date", "the first week does not begin on this day")
    for index, (place, week) in enumerate(weeks):
        if number_of(week.get("number"), f"{place}/number") != index + 1:
            raise Refused(f"{place}/number", f"this is week {index + 1}")
        if index:
            days = (starts[index] - starts[index - 1]).days
            # Only the first week may be short: study can begin in its middle.
            if days != 7 and not (index == 1 and 0 < days < 7):
                raise Refused(f"{place}/start", "the week does not follow the one before")
    end = day_of(schedule.get("end_date"), "/schedule/end_date")
    if not 0 <= (end - starts[-1]).days < 7:
        raise Refused("/schedule/end_date", "the end is not in the last week")


def check_weeks(root: Object, _concepts: Sequence[CheckedConcept]) -> None:
    """Each week adds up, is within the hours of its time, names a concept once, and is light only where it may be."""
    weeks = list(parts_of(schedule_of(root), "/schedule", "weeks"))
    if not weeks:
        return
    verdict = verdict_of(root)
    cap = number_of(verdict.get("hours_per_week"), "/verdict/hours_per_week") * 60
    redated = redated_of(root)
    for index, (place, week) in enumerate(weeks):
        review = number_of(week.get("review_hours"), f"{place}/review_hours") * 60
        if review < 0:
            raise Refused(f"{place}/review_hours", "review takes less than no time")
        learning = _learning_minutes(place, week)
        stated = number_of(week.get("hours"), f"{place}/hours") * 60
        if abs(learning + review - stated) > 0.5:
            raise Refused(
                f"{place}/hours", f"the parts and the review add up to {(learning + review) / 60:.2f} h"
            )
        # What is over was studied with the hours of its time.
        if stated > cap + 0.5 and not _is_over(index, weeks, redated):
            raise Refused(f"{place}/hours", f"the week is over its {cap / 60:g} h")
        if week.get("light") is not False:
            if week.get("light") is not True:
                raise Refused(f"{place}/light", "light is true or false", rule="shape")
            if learning > cap / 2 + 0.5 and not _is_over(index, weeks, redated):
                raise Refused(f"{place}/light", "the week is called light and is not half as long as others")
            if verdict.get("deadline") is not None and redated.as_of is None:
                raise Refused(f"{place}/light", "with a deadline no week is light")


def _learning_minutes(place: str, week: Object) -> float:
    seen: set[str] = set()
    total = 0.0
    for item_place, item in parts_of(week, place, "items"):
        minutes = number_of(item.get("hours"), f"{item_place}/hours") * 60
        if minutes <= 0:
            raise Refused(f"{item_place}/hours", "the part takes no time")
        concept_id = text_of(item.get("concept_id"), f"{item_place}/concept_id")
        if concept_id in seen:
            raise Refused(item_place, f"{concept_id} stands twice in this week", rule="parts")
        seen.add(concept_id)
        total += minutes
    return total


def check_parts(root: Object, concepts: Sequence[CheckedConcept]) -> None:
    """The weeks give every concept its hours, in numbered parts, in the order of the roadmap.

    In a calendar that was dated anew, what is done may stand in earlier weeks or, done before its time, in none;
    and weeks that are over keep their order.
    """
    redated = redated_of(root)
    items = list(_items(root, redated))
    _check_sequence([one for one in items if not one.is_past], concepts, redated)
    by_concept: dict[str, list[_Item]] = {concept.concept_id: [] for concept in concepts}
    for concept_id in sorted(redated.done - by_concept.keys()):
        raise Refused("/schedule/redated/done", f"{concept_id} is not a concept of the roadmap")
    for item in items:
        if item.concept_id not in by_concept:
            raise Refused(item.place, f"{item.concept_id} is not a concept of the roadmap")
        by_concept[item.concept_id].append(item)
    for concept in concepts:
        mine = by_concept[concept.concept_id]
        is_done = concept.concept_id in redated.done
        if not mine and not is_done:
            raise Refused("/schedule/weeks", f"{concept.concept_id} is not planned")
        spare = concept.minutes - sum(item.minutes for item in mine)
        if spare < -1 or (spare > 1 and not is_done):
            raise Refused(mine[0].place, f"the parts of {concept.concept_id} do not add up to its hours")
        for number, item in enumerate(mine, start=1):
            if (item.part, item.parts) != (number, len(mine)):
                reason = f"this is part {number} of {len(mine)} of {concept.concept_id}"
                raise Refused(item.place, reason)


def _check_sequence(items: Sequence[_Item], concepts: Sequence[CheckedConcept], redated: Redated) -> None:
    """Reading the weeks from the first to the last gives the concepts in their order, each in one go."""
    place_of = {concept.concept_id: index for index, concept in enumerate(concepts)}
    rest = [item for item in items if item.concept_id not in redated.done and item.concept_id in place_of]
    planned = {item.concept_id for item in rest}
    wanted = [one for one in concepts if one.concept_id in planned or redated.as_of is None]
    for concept in wanted:
        if not rest or rest[0].concept_id != concept.concept_id:
            place = rest[0].place if rest else "/schedule/weeks"
            raise Refused(place, f"{concept.concept_id} should be studied here")
        while rest and rest[0].concept_id == concept.concept_id:
            rest.pop(0)
    if rest:
        raise Refused(rest[0].place, f"{rest[0].concept_id} is studied out of order or twice")


def _items(root: Object, redated: Redated) -> Iterator[_Item]:
    weeks = list(parts_of(schedule_of(root), "/schedule", "weeks"))
    for index, (place, week) in enumerate(weeks):
        for item_place, item in parts_of(week, place, "items"):
            yield _Item(
                place=item_place,
                concept_id=text_of(item.get("concept_id"), f"{item_place}/concept_id"),
                minutes=number_of(item.get("hours"), f"{item_place}/hours") * 60,
                part=number_of(item.get("part"), f"{item_place}/part"),
                parts=number_of(item.get("parts"), f"{item_place}/parts"),
                is_past=_is_over(index, weeks, redated),
            )


def _is_over(index: int, weeks: Sequence[tuple[str, Object]], redated: Redated) -> bool:
    """Whether a week was over on the day on which the calendar was dated anew."""
    if redated.as_of is None or index + 1 == len(weeks):
        return False
    place, following = weeks[index + 1]
    return day_of(following.get("start"), f"{place}/start") <= redated.as_of


def redated_of(root: Object) -> Redated:
    found = schedule_of(root).get("redated")
    if found is None:
        return Redated()
    place = "/schedule/redated"
    marker = object_of(found, place)
    return Redated(
        as_of=day_of(marker.get("as_of"), f"{place}/as_of"),
        done=frozenset(texts_of(marker.get("done"), f"{place}/done")),
    )


def schedule_of(root: Object) -> Object:
    return object_of(root.get("schedule"), "/schedule")


def verdict_of(root: Object) -> Object:
    return object_of(root.get("verdict"), "/verdict")
