"""Does a plan fit, and if not, what would make it fit? Every number comes from the calendar's own pace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt
from typing import Literal

from milepost.domain.roadmaps import Concept, Schedule, Verdict, WayOut
from milepost.domain.scheduling.pacing import Pace, WeekStart, hours_of, minutes_of, pace_of

#: One learner has one pace: who is slow with one concept tends to be slow with the next. (CATALOG 3.8)
CORRELATION = 0.5
#: The 80th percentile of a normal distribution, in standard deviations above its middle.
P80_DEVIATIONS = 0.84
MOST_HOURS_PER_WEEK = 60.0


@dataclass(frozen=True, slots=True)
class UnderWay:
    """How far a plan is that was dated anew: only what is left is uncertain, and only from that day on."""

    pace: Pace
    studied_minutes: int
    done: frozenset[str]


def judge(
    concepts: Sequence[Concept],
    schedule: Schedule,
    *,
    hours_per_week: float,
    start_date: date,
    week_start: WeekStart = "monday",
    deadline: date | None = None,
    keep_order: Sequence[str] = (),
    under_way: UnderWay | None = None,
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
        under_way: For a plan that was dated anew. What was studied then counts as hours needed and as hours
            available; the ways out concern what is left.

    Returns:
        `fits` when the packed calendar ends by the deadline and a slow learner (P80) does, too; `tight` when only
        the calendar does. It is packed with the typical hours, the likeliest ones. Half of all learners need at most
        `hours_p50`, which is more wherever things can go wrong by more than they can go right.

    Source: CATALOG 3.8, ADR 0021.
    """
    pace = (
        under_way.pace
        if under_way
        else pace_of(hours_per_week=hours_per_week, start_date=start_date, week_start=week_start)
    )
    studied = under_way.studied_minutes if under_way else 0
    # Not the pace's first day: a first week that is too short for few hours may have room for more.
    from_day = under_way.pace.first_day if under_way else start_date
    left = [one for one in concepts if under_way is None or one.concept_id not in under_way.done]
    typical = sum(minutes_of(concept.estimated_hours) for concept in concepts)
    middle = typical + round(60 * _lean(left))
    # Less than a thousandth of a minute is what floating-point numbers leave of nothing.
    slow = middle + ceil(60 * P80_DEVIATIONS * _deviation(left) - 1e-3)
    available = None if deadline is None else studied + pace.minutes_until(deadline)
    ways_out: tuple[WayOut, ...] = ()
    if deadline is not None and available is not None and typical > available:
        ways_out = tuple(
            way
            for way in (
                WayOut(kind="more_weeks", end_date=pace.end_of(typical - studied)),
                _more_hours(typical - studied, hours_per_week, from_day, week_start, deadline),
                _fewer_concepts(left, available - studied, keep_order),
            )
            if way is not None
        )
    elif deadline is not None and schedule.end_date is not None and schedule.end_date > deadline:
        # Everything is done, and was after the deadline: there is nothing left to do but to have it later.
        ways_out = (WayOut(kind="more_weeks", end_date=schedule.end_date),)
    return Verdict(
        outcome=_outcome(schedule, deadline, pace, slow - studied),
        hours_p50=hours_of(middle),
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


def _lean(concepts: Sequence[Concept]) -> float:
    """By how many hours the middle of what learners need differs from the sum of the typical hours.

    A sum of many triangles is nearly even about its mean, which is thus its middle.
    """
    return sum(
        (one.hours.min + one.hours.typical + one.hours.max) / 3 - one.hours.typical for one in concepts
    )


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
