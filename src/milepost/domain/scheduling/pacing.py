"""Spreads concepts over dated weeks, with time kept for review; concepts are never reordered.

Everything is counted in whole minutes, so hours add up exactly. Learning flows on from week to week without
gaps: when a plan ends therefore depends on its total alone, which is what makes "fits" monotonic in hours and
deadline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from milepost.domain.roadmaps import Concept, Schedule, Week, WeekItem

WeekStart = Literal["monday", "sunday"]

#: Of each week after the first, 15 % is kept for reviews 2, 7 and 21 days after a concept was learnt. In the
#: first week there is nothing to review yet; from the second on something is always due. (CATALOG 3.7)
LEARNING_PERCENT = 85
#: After five full weeks comes a light one, where there is slack.
LIGHT_WEEK_EVERY = 6

_FIRST_WEEKDAY = {"monday": 0, "sunday": 6}


def minutes_of(hours: float) -> int:
    """Hours in whole minutes, at least one; the unit in which everything is added up."""
    return max(1, round(hours * 60))


def first_day_of_week(day: date, week_start: WeekStart) -> date:
    """The day on which the week of `day` begins."""
    return day - timedelta(days=(day.weekday() - _FIRST_WEEKDAY[week_start]) % 7)


def share_of_days(minutes: int, days: int, of: int) -> int:
    """What falls on `days` of the `of` days that have so many minutes, in quarter hours."""
    return _quarter_hours(minutes * days // of)


def hours_of(minutes: int) -> float:
    """Minutes in hours, to four places, from which `minutes_of` gets the same minutes again."""
    return round(minutes / 60, 4)


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is learnt from which day on: the calendar without its concepts."""

    first_day: date
    """The day on which the first week with time in it begins."""
    first_days: int
    """Days of that week, fewer than 7 when study begins in its middle."""
    first_minutes: int
    """Time to learn in that week; nothing is reviewed yet."""
    weekly_minutes: int
    """Time to learn in every later week."""
    review_minutes: int
    """Time kept for review in every later week."""

    @property
    def second_week(self) -> date:
        return self.first_day + timedelta(days=self.first_days)

    @property
    def light_minutes(self) -> int:
        """Time to learn in a light week: half the usual, in quarter hours where there is that much."""
        half = self.weekly_minutes // 2
        return max(half - half % 15, min(half, 15))

    def minutes_until(self, day: date) -> int:
        """Time to learn from the start to the end of `day`, without light weeks."""
        days = (day - self.first_day).days + 1
        if days <= 0:
            return 0
        if days <= self.first_days:
            return self.first_minutes * days // self.first_days
        weeks, rest = divmod(days - self.first_days, 7)
        return self.first_minutes + weeks * self.weekly_minutes + self.weekly_minutes * rest // 7

    def end_of(self, minutes: int) -> date | None:
        """The day on which that much has been learnt, without light weeks; None for nothing."""
        if minutes <= 0:
            return None
        if minutes <= self.first_minutes:
            return self.first_day + timedelta(
                days=_days_for(minutes, self.first_minutes, self.first_days) - 1
            )
        weeks, rest = divmod(minutes - self.first_minutes - 1, self.weekly_minutes)
        days = _days_for(rest + 1, self.weekly_minutes, 7)
        return self.second_week + timedelta(days=7 * weeks + days - 1)


def pace_of(*, hours_per_week: float, start_date: date, week_start: WeekStart = "monday") -> Pace:
    """The pace of someone who studies `hours_per_week` hours from `start_date` on.

    A first week that begins in its middle counts by its days; one too short for a quarter of an hour is left
    out.

    Raises:
        ValueError: Fewer than half an hour a week.
    """
    cap = int(hours_per_week * 60 + 1e-6)
    if cap < 30:
        raise ValueError(f"{hours_per_week} hours a week are too few to plan with; 0.5 is the least.")
    days = 7 - (start_date.weekday() - _FIRST_WEEKDAY[week_start]) % 7
    first = _quarter_hours(cap * days // 7)
    if first == 0:
        start_date, days, first = start_date + timedelta(days=days), 7, _quarter_hours(cap)
    weekly = _learning_minutes(cap)
    return Pace(
        first_day=start_date,
        first_days=days,
        first_minutes=first,
        weekly_minutes=weekly,
        review_minutes=cap - weekly,
    )


def pack_into_weeks(
    concepts: Sequence[Concept],
    *,
    hours_per_week: float,
    start_date: date,
    week_start: WeekStart = "monday",
    deadline: date | None = None,
) -> Schedule:
    """Spread concepts over weeks without reordering any of them.

    Args:
        concepts: In the order in which they are studied; typical hours count.
        hours_per_week: At most this much stands in any week, review included.
        start_date: The first day of study.
        week_start: The day on which weeks begin; the first week may begin in its middle.
        deadline: With one there are no light weeks, and what is left over stays at the end. If they filled the
            slack, taking a concept out could make room for one and move the end to a later day.

    Returns:
        Weeks one after the other. What does not fit into the rest of a week goes on in the next, as its next
        part. Without concepts there are no weeks and no end.

    Raises:
        ValueError: Fewer than half an hour a week.

    Source: CATALOG 3.7.
    """
    pace = pace_of(hours_per_week=hours_per_week, start_date=start_date, week_start=week_start)
    needed = [minutes_of(concept.estimated_hours) for concept in concepts]
    spans = list(_spans(pace, sum(needed), with_light_weeks=deadline is None))
    if not spans:
        return Schedule(start_date=start_date)
    pieces = _cut(needed, [span.used for span in spans])
    parts = [0] * len(concepts)
    for week in pieces:
        for index, _ in week:
            parts[index] += 1
    seen = [0] * len(concepts)
    weeks = []
    for number, (span, week) in enumerate(zip(spans, pieces, strict=True), start=1):
        items = []
        for index, minutes in week:
            seen[index] += 1
            items.append(
                WeekItem(
                    concept_id=concepts[index].concept_id,
                    hours=hours_of(minutes),
                    part=seen[index],
                    parts=parts[index],
                )
            )
        weeks.append(
            Week(
                number=number,
                start=span.start,
                items=tuple(items),
                review_hours=hours_of(span.review),
                hours=hours_of(span.used + span.review),
                light=span.light,
            )
        )
    return Schedule(start_date=spans[0].start, end_date=spans[-1].end, weeks=tuple(weeks))


@dataclass(frozen=True, slots=True)
class _Span:
    """One week: how much is learnt and reviewed in it, and the day on which its learning ends."""

    start: date
    end: date
    used: int
    review: int
    light: bool


def _spans(pace: Pace, total: int, *, with_light_weeks: bool) -> Iterator[_Span]:
    """The weeks that `total` minutes take, each sixth of them light if wanted."""
    start, days, room, review = pace.first_day, pace.first_days, pace.first_minutes, 0
    left, number = total, 1
    while left > 0:
        # A light week at the very end would only push the rest into a week of its own.
        light = with_light_weeks and number % LIGHT_WEEK_EVERY == 0 and left > room
        if light:
            room = pace.light_minutes
        used = min(left, room)
        studied = _days_for(used, room, days)
        yield _Span(start, start + timedelta(days=studied - 1), used, review * studied // days, light)
        left -= used
        start += timedelta(days=days)
        days, room, review = 7, pace.weekly_minutes, pace.review_minutes
        number += 1


def _cut(needed: Sequence[int], rooms: Sequence[int]) -> list[list[tuple[int, int]]]:
    """For each room the (index, minutes) that fill it, in order; the rooms hold exactly what is needed."""
    weeks: list[list[tuple[int, int]]] = []
    index, left = 0, needed[0]
    for room in rooms:
        week: list[tuple[int, int]] = []
        free = room
        while free > 0:
            minutes = min(free, left)
            week.append((index, minutes))
            free -= minutes
            left -= minutes
            if left == 0 and index + 1 < len(needed):
                index += 1
                left = needed[index]
        weeks.append(week)
    return weeks


def _days_for(minutes: int, room: int, days: int) -> int:
    """The day of the week, from 1, on which `minutes` of `room` are done at an even pace."""
    return -(-minutes * days // room)


def _quarter_hours(minutes: int) -> int:
    return minutes - minutes % 15


def _learning_minutes(cap: int) -> int:
    """What is left to learn in a week once the share for review is taken off.

    Rounded down to quarter hours, so that concepts are cut at readable places; to five minutes in short
    weeks, where a quarter hour would be a large share. It never falls when `cap` rises.
    """
    share = cap * LEARNING_PERCENT // 100
    short = min(share, 125)
    return max(_quarter_hours(share), short - short % 5)
