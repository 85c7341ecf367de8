"""Decides a plan's calendar and verdict a second time, from the roadmap's JSON alone and in the most naive way.

It shares no code with Milepost: the rules are those of ADR 0009 and ADR 0021 written down anew, and where Milepost
computes, this counts: day by day what can be learnt, and minute by minute what is.

The JSON does not say on which day weeks begin, nor on which day study was to begin where the first week was too
short for anything. Each way to read it is tried; a plan is right when it is right in one of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import sqrt
from typing import Any, Literal

Json = dict[str, Any]
WeekStart = Literal["monday", "sunday"]

MOST_HOURS_A_WEEK = 60
#: Of a normal distribution, eight in ten lie below its middle and this many deviations.
EIGHT_IN_TEN = 0.84
ALIKE = 0.5


@dataclass(frozen=True)
class Reading:
    """What the JSON leaves open."""

    week_start: WeekStart
    start: date


@dataclass
class StudyWeek:
    """One week as it is lived."""

    start: date
    days: int
    minutes: int
    """What can be learnt in it."""
    review: int
    light: bool = False
    learnt: dict[str, int] = field(default_factory=dict)
    last_day: int = 0
    """The last day on which something is learnt, from 1; 0 for none."""


def right_readings(roadmap: Json) -> list[Reading]:
    """The readings under which nothing about the plan is wrong; empty for a wrong plan."""
    return [reading for reading in readings_of(roadmap) if not disagreements(roadmap, reading)]


def readings_of(roadmap: Json) -> Iterator[Reading]:
    """All ways to read a roadmap; with more than one week there is mostly just one."""
    first = date.fromisoformat(roadmap["schedule"]["start_date"])
    cap = _cap(roadmap["verdict"]["hours_per_week"])
    for week_start in ("monday", "sunday"):
        yield Reading(week_start, first)
        for earlier in range(1, 7):
            start = first - timedelta(days=earlier)
            if _days_left(start, week_start) == earlier and _quarters(cap * earlier // 7) == 0:
                yield Reading(week_start, start)


def disagreements(roadmap: Json, reading: Reading) -> list[str]:
    """Every point in which the plan differs from what this module makes of it."""
    schedule, verdict = roadmap["schedule"], roadmap["verdict"]
    per_week: float = verdict["hours_per_week"]
    deadline = _day_or_none(verdict["deadline"])
    concepts = [
        one for stage in roadmap["stages"] for module in stage["modules"] for one in module["concepts"]
    ]
    needed = {one["concept_id"]: _minutes(one["hours"]["typical"]) for one in concepts}
    total = sum(needed.values())
    weeks = list(_lived(needed, per_week, reading, light_weeks=deadline is None))
    end = weeks[-1].start + timedelta(days=weeks[-1].last_day - 1) if weeks else None
    middle, slow = _percentiles(concepts, total)
    wrong = [*_different_weeks(schedule, weeks)]
    expected: Json = {
        "weeks": len(weeks),
        "end_date": None if end is None else str(end),
        "hours_per_week": per_week,
    }
    if deadline is None:
        outcomes, over = {"no_deadline"}, 0
        expected["hours_available"] = None
    else:
        available = _learnable_until(deadline, per_week, reading)
        over = max(0, total - available)
        outcomes = _outcomes(end, deadline, slow, available)
        if abs(verdict["hours_available"] * 60 - available) > 0.01:
            wrong.append(f"hours_available: {verdict['hours_available']}, not {available / 60:.4f}")
    wrong += [
        f"{key}: {verdict[key]}, not {value}" for key, value in expected.items() if verdict[key] != value
    ]
    if verdict["outcome"] not in outcomes:
        wrong.append(f"outcome: {verdict['outcome']}, not {' or '.join(sorted(outcomes))}")
    for key, minutes, rounding in (
        ("hours_over", over, 0.01), ("hours_p50", middle, 0.51), ("hours_p80", slow, 1.51)
    ):  # fmt: skip
        if abs(verdict[key] * 60 - minutes) > rounding:
            wrong.append(f"{key}: {verdict[key]}, not {minutes / 60:.4f}")
    if deadline is not None:
        wrong += _wrong_ways_out(concepts, verdict, reading, deadline)
    elif verdict["ways_out"]:
        wrong.append("a way out without a deadline")
    return wrong


def _outcomes(end: date | None, deadline: date, slow: float, available: int) -> set[str]:
    """The outcomes that are right: two where rounding decides between them."""
    if end is not None and end > deadline:
        return {"does_not_fit"}
    if abs(slow - available) <= 1.51:
        return {"tight", "fits"}
    return {"tight"} if slow > available else {"fits"}


def _lived(
    needed: dict[str, int], per_week: float, reading: Reading, *, light_weeks: bool
) -> Iterator[StudyWeek]:
    """The weeks until everything is learnt, minute by minute."""
    rest = dict(needed)
    left = sum(needed.values())
    for number, week in enumerate(_weeks(per_week, reading), start=1):
        if left == 0:
            return
        if light_weeks and number % 6 == 0 and left > week.minutes:
            half = week.minutes // 2
            week.minutes, week.light = max(_quarters(half), min(half, 15)), True
        for day, allowance in enumerate(_days_of(week), start=1):
            for _ in range(min(allowance, left)):
                concept_id = next(iter(rest))
                week.learnt[concept_id] = week.learnt.get(concept_id, 0) + 1
                rest[concept_id] -= 1
                left -= 1
                week.last_day = day
                if rest[concept_id] == 0:
                    del rest[concept_id]
        # Who studies on fewer days reviews less.
        week.review = week.review * week.last_day // week.days
        yield week


def _weeks(per_week: float, reading: Reading) -> Iterator[StudyWeek]:
    """The weeks from the first in which there is a quarter of an hour, without end."""
    cap = _cap(per_week)
    days = _days_left(reading.start, reading.week_start)
    minutes, start = _quarters(cap * days // 7), reading.start
    if minutes == 0:
        start += timedelta(days=days)
        days, minutes = 7, _quarters(cap)
    yield StudyWeek(start, days, minutes, review=0)
    share = cap * 85 // 100
    in_fives = min(share, 125)
    learning = max(_quarters(share), in_fives - in_fives % 5)
    while True:
        start += timedelta(days=days)
        days = 7
        yield StudyWeek(start, 7, learning, review=cap - learning)


def _days_of(week: StudyWeek) -> Iterator[int]:
    """What can be learnt on each day of a week: an even share, what does not divide falls on later days."""
    for day in range(week.days):
        yield week.minutes * (day + 1) // week.days - week.minutes * day // week.days


def _learnable_until(deadline: date, per_week: float, reading: Reading) -> int:
    """The minutes that can be learnt from the first day to the end of the deadline, no week being light."""
    total = 0
    for week in _weeks(per_week, reading):
        for day, allowance in enumerate(_days_of(week)):
            if week.start + timedelta(days=day) > deadline:
                return total
            total += allowance
    raise AssertionError("weeks do not end")


def _days_left(day: date, week_start: WeekStart) -> int:
    """The days of the week from this one on."""
    days = 1
    while (day + timedelta(days=days)).strftime("%A").lower() != week_start:
        days += 1
    return days


def _different_weeks(schedule: Json, weeks: list[StudyWeek]) -> Iterator[str]:
    if len(schedule["weeks"]) != len(weeks):
        yield f"{len(schedule['weeks'])} weeks, not {len(weeks)}"
        return
    parts: dict[str, int] = {}
    for week in weeks:
        for concept_id in week.learnt:
            parts[concept_id] = parts.get(concept_id, 0) + 1
    seen: dict[str, int] = {}
    for number, (stated, week) in enumerate(zip(schedule["weeks"], weeks, strict=True), start=1):
        items = []
        for concept_id, minutes in week.learnt.items():
            seen[concept_id] = seen.get(concept_id, 0) + 1
            items.append((concept_id, minutes, seen[concept_id], parts[concept_id]))
        if [
            (one["concept_id"], round(one["hours"] * 60, 2), one["part"], one["parts"])
            for one in stated["items"]
        ] != items:
            yield f"week {number} has other parts: {items}"
        learnt = sum(week.learnt.values())
        if (stated["number"], stated["start"], stated["light"]) != (number, str(week.start), week.light):
            yield f"week {number} is another: {week}"
        if abs(stated["review_hours"] * 60 - week.review) > 0.01:
            yield f"week {number}: review of {stated['review_hours']} h, not {week.review} minutes"
        if abs(stated["hours"] * 60 - learnt - week.review) > 0.01:
            yield f"week {number}: {stated['hours']} h, not {learnt + week.review} minutes"
    if weeks and schedule["start_date"] != str(weeks[0].start):
        yield f"start_date: {schedule['start_date']}, not {weeks[0].start}"


def _percentiles(concepts: list[Json], total: int) -> tuple[float, float]:
    """P50 and P80 in minutes: every concept a triangle, every two alike by half."""
    hours = [(one["hours"]["min"], one["hours"]["typical"], one["hours"]["max"]) for one in concepts]
    lean = sum(low + usual + high - 3 * usual for low, usual, high in hours) / 3
    deviations = [sqrt(max(0.0, _variance(*one))) for one in hours]
    variance = sum(
        one * other * (1 if row == column else ALIKE)
        for row, one in enumerate(deviations)
        for column, other in enumerate(deviations)
    )
    middle = total + 60 * lean
    return middle, middle + 60 * EIGHT_IN_TEN * sqrt(variance)


def _variance(low: float, mode: float, high: float) -> float:
    """From the moments of the triangle: the mean of the squares, less the square of the mean."""
    mean = (low + mode + high) / 3
    squares = (low**2 + mode**2 + high**2 + low * mode + low * high + mode * high) / 6
    return squares - mean**2


def _wrong_ways_out(concepts: list[Json], verdict: Json, reading: Reading, deadline: date) -> Iterator[str]:
    ways = {way["kind"]: way for way in verdict["ways_out"]}
    needed = {one["concept_id"]: _minutes(one["hours"]["typical"]) for one in concepts}
    total, per_week = sum(needed.values()), verdict["hours_per_week"]
    available = _learnable_until(deadline, per_week, reading)
    if total <= available:
        if ways:
            yield f"ways out of a plan that fits: {sorted(ways)}"
        return
    later = ways.get("more_weeks")
    if later is None:
        yield "no way out by more weeks"
    else:
        day = date.fromisoformat(later["end_date"])
        before = day - timedelta(days=1)
        if (
            not _learnable_until(before, per_week, reading)
            < total
            <= _learnable_until(day, per_week, reading)
        ):
            yield f"more weeks end on another day than {day}"
    yield from _wrong_more_hours(ways.get("more_hours"), total, per_week, reading, deadline)
    yield from _wrong_fewer(ways.get("fewer_concepts"), concepts, needed, available)


def _wrong_more_hours(
    way: Json | None, total: int, per_week: float, reading: Reading, deadline: date
) -> Iterator[str]:
    half = 1
    while half / 2 <= per_week:
        half += 1
    while half / 2 <= MOST_HOURS_A_WEEK and _learnable_until(deadline, half / 2, reading) < total:
        half += 1
    if half / 2 > MOST_HOURS_A_WEEK:
        if way is not None:
            yield f"{way['hours_per_week']} h a week are not enough"
        return
    if way is None or way["hours_per_week"] != half / 2:
        yield f"{half / 2} h a week are enough"
        return
    day = date.fromisoformat(way["end_date"])
    if not (
        _learnable_until(day - timedelta(days=1), half / 2, reading)
        < total
        <= _learnable_until(day, half / 2, reading)
    ):
        yield f"with {half / 2} h a week it does not end on {day}"


def _wrong_fewer(
    way: Json | None, concepts: list[Json], needed: dict[str, int], available: int
) -> Iterator[str]:
    needs = {one["concept_id"]: set(one["prerequisites"]) for one in concepts}
    if way is None:
        # Whatever came first did not fit: something that needs nothing is too long.
        if not any(needed[one] > available for one in needs if not needs[one]):
            yield "something can be kept, and nothing is offered"
        return
    names = {one["concept_id"]: one["name"] for one in concepts}
    kept = [one for one in needed if one not in way["drop"]]
    spare = available - sum(needed[one] for one in kept)
    if not kept or spare < 0:
        yield "what is kept does not fit"
    if any(not needs[one] <= set(kept) for one in kept):
        yield "what is kept needs what is dropped"
    if way["drop_names"] != [names[one] for one in way["drop"]]:
        yield "the names are others"
    # Something had to be the first that did not fit, although all that it needs is kept.
    if not any(needed[one] > spare for one in way["drop"] if needs[one] <= set(kept)):
        yield "more could have been kept"


def _cap(hours_per_week: float) -> int:
    return int(hours_per_week * 60 + 1e-6)


def _minutes(hours: float) -> int:
    return max(1, round(hours * 60))


def _quarters(minutes: int) -> int:
    return 15 * (minutes // 15)


def _day_or_none(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
