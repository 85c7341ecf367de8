"""Does a plan fit, and if not, what would make it fit? Every number comes from the calendar's own pace."""

from collections.abc import Sequence
from datetime import date
from math import ceil, sqrt
from typing import Literal

from milepost.domain.pacing import Pace, WeekStart, hours_of, minutes_of, pace_of
from milepost.domain.roadmaps import Concept, Schedule, Verdict, WayOut

#: One learner has one pace: who is slow with one concept tends to be slow with the next. (CATALOG 3.8)
CORRELATION = 0.5
#: The 80th percentile of a normal distribution, in standard deviations above its middle.
P80_DEVIATIONS = 0.84
MOST_HOURS_PER_WEEK = 60.0


def judge(
    concepts: Sequence[Concept],
    schedule: Schedule,
    *,
    hours_per_week: float,
    start_date: date,
    week_start: WeekStart = "monday",
    deadline: date | None = None,
    keep_order: Sequence[str] = (),
) -> Verdict:
    """Whether the packed calendar ends by the deadline, and the ways out when it does not.

    Args:
        concepts: In the order in which they are studied.
        schedule: Their calendar, packed with the same hours, start and deadline.
        hours_per_week: The learner's study budget, reviews included.
        start_date: The first day of study.
        week_start: The day on which weeks begin.
        deadline: The last day; None when there is none.
        keep_order: Concept ids, the most valuable first; a subset that fits is found by dropping from its
            end. Concepts it does not name come after it, in study order.

    Returns:
        `fits` when a typical learner and a slow one (P80) end by the deadline, `tight` when only the typical
        one does. The typical learner takes the typical hours, which the calendar is packed with.

    Source: CATALOG 3.8.
    """
    pace = pace_of(hours_per_week=hours_per_week, start_date=start_date, week_start=week_start)
    typical = sum(minutes_of(concept.estimated_hours) for concept in concepts)
    slow = typical + ceil(60 * P80_DEVIATIONS * _deviation(concepts))
    available = None if deadline is None else pace.minutes_until(deadline)
    ways_out: tuple[WayOut, ...] = ()
    if deadline is not None and available is not None and typical > available:
        ways_out = tuple(
            way
            for way in (
                WayOut(kind="more_weeks", end_date=pace.end_of(typical)),
                _more_hours(typical, hours_per_week, start_date, week_start, deadline),
                _fewer_concepts(concepts, available, keep_order),
            )
            if way is not None
        )
    return Verdict(
        outcome=_outcome(schedule, deadline, pace, slow),
        hours_p50=hours_of(typical),
        hours_p80=hours_of(slow),
        hours_available=None if available is None else hours_of(available),
        hours_over=0 if available is None else hours_of(max(0, typical - available)),
        hours_per_week=hours_per_week,
        weeks=len(schedule.weeks),
        end_date=schedule.end_date,
        deadline=deadline,
        ways_out=ways_out,
    )


def _outcome(
    schedule: Schedule, deadline: date | None, pace: Pace, slow: int
) -> Literal["fits", "tight", "does_not_fit", "no_deadline"]:
    if deadline is None:
        return "no_deadline"
    if schedule.end_date is not None and schedule.end_date > deadline:
        return "does_not_fit"
    return "tight" if slow > pace.minutes_until(deadline) else "fits"


def _deviation(concepts: Sequence[Concept]) -> float:
    """The standard deviation of the plan's hours, each concept a triangle of min, typical and max."""
    variances = [_triangle_variance(one.hours.min, one.hours.typical, one.hours.max) for one in concepts]
    together = sum(sqrt(variance) for variance in variances) ** 2
    return sqrt((1 - CORRELATION) * sum(variances) + CORRELATION * together)


def _triangle_variance(low: float, mode: float, high: float) -> float:
    """The variance of a triangular distribution; never below zero, whatever rounding does."""
    return max(0.0, (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18)


def _more_hours(
    needed: int, hours_per_week: float, start_date: date, week_start: WeekStart, deadline: date
) -> WayOut | None:
    """The fewest hours a week, in steps of a half, that end by the deadline; None when 60 are not enough."""
    halves = int(hours_per_week * 2) + 1
    while halves <= MOST_HOURS_PER_WEEK * 2:
        pace = pace_of(hours_per_week=halves / 2, start_date=start_date, week_start=week_start)
        end = pace.end_of(needed)
        if end is not None and end <= deadline:
            return WayOut(kind="more_hours", hours_per_week=halves / 2, end_date=end)
        halves += 1
    return None


def _fewer_concepts(concepts: Sequence[Concept], available: int, keep_order: Sequence[str]) -> WayOut | None:
    """What to drop so that the rest fits; None when not even the first concept does."""
    kept: set[str] = set()
    left = available
    for concept in _kept_first(concepts, keep_order):
        left -= minutes_of(concept.estimated_hours)
        if left < 0:
            break
        kept.add(concept.concept_id)
    if not kept:
        return None
    dropped = [concept for concept in concepts if concept.concept_id not in kept]
    return WayOut(
        kind="fewer_concepts",
        drop=tuple(concept.concept_id for concept in dropped),
        drop_names=tuple(concept.name for concept in dropped),
    )


def _kept_first(concepts: Sequence[Concept], keep_order: Sequence[str]) -> list[Concept]:
    """The concepts, the most valuable first, each after its prerequisites: any prefix can stand alone."""
    by_id = {concept.concept_id: concept for concept in concepts}
    wanted = [concept_id for concept_id in keep_order if concept_id in by_id]
    placed: dict[str, Concept] = {}
    waiting = [concept.concept_id for concept in reversed(concepts)] + list(reversed(wanted))
    opened: set[str] = set()
    while waiting:
        concept_id = waiting[-1]
        missing = [
            one
            for one in by_id[concept_id].prerequisites
            # One that is being placed already is part of a cycle, which validation reports.
            if one in by_id and one not in placed and one not in opened
        ]
        if concept_id not in placed and concept_id not in opened and missing:
            opened.add(concept_id)
            waiting.extend(reversed(missing))
            continue
        waiting.pop()
        placed.setdefault(concept_id, by_id[concept_id])
    return list(placed.values())
