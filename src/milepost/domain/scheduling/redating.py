"""Dates what is left of a plan anew, from a given day on, and moves as little of it as it can."""

from collections.abc import Mapping, Sequence
from datetime import date

from milepost.domain.records import LearnerState
from milepost.domain.roadmaps import Concept, Schedule
from milepost.domain.scheduling.pacing import WeekStart, first_day_of_week
from milepost.domain.scheduling.week_table import Aim, Budget, Redated, WeekTable

#: A plan that was not begun may move so much more than it has to, and have its light weeks again.
MOVED_AT_MOST = 1.2


def redate(
    concepts: Sequence[Concept],
    standing: Schedule,
    states: Mapping[str, LearnerState],
    *,
    as_of: date,
    budget: Budget,
    aim: Aim = "fewest_moves",
) -> Redated:
    """The calendar of a plan that is under way, from `as_of` on.

    What is done stays in the weeks before and in this one; what was done before its week leaves the weeks to come.
    Of the concept that comes next, if it was begun, the parts of earlier weeks stay, but for its last part: nobody has
    said that it is finished. Everything else follows in its order from `as_of` on, and no week is over its hours. A
    plan that was not begun is packed as a new one where that moves hardly more.

    Args:
        concepts: In the order in which they are studied.
        standing: The calendar that holds now.
        states: How far the learner is, by concept id.
        as_of: The first day on which something can be studied.
        budget: What the weeks may hold.
        aim: With `fewest_moves` the plan ends on the later of its old end and the earliest possible one, and after the
            deadline only if that cannot be kept; as few concepts as possible change weeks.

    Returns:
        A calendar without weeks to come where nothing is left to study.

    Source: ADR 0020.
    """
    table = WeekTable.of(concepts, standing, states, as_of=as_of, budget=budget)
    redated = table.redated(aim, may_stay=True)
    if aim == "earliest_end" or table.is_begun:
        return redated
    anew = table.packed_anew()
    moved, moved_anew = (
        moved_concepts(standing, one.schedule, week_start=budget.week_start) for one in (redated, anew)
    )
    return anew if len(moved_anew) <= MOVED_AT_MOST * len(moved) else redated


def redate_again(concepts: Sequence[Concept], standing: Schedule, *, budget: Budget) -> Redated:
    """The calendar of a plan that was edited after it had been dated anew: what stands in the past stays there.

    What is left is packed one after the other, as it is in a new plan, so that less work never ends later. After an
    edit that concerns no date, such as another name, the weeks are the same.

    Raises:
        ValueError: `standing` was never dated anew.
    """
    if standing.redated is None:
        raise ValueError("Only a calendar that was dated anew can be dated so again.")
    done = frozenset(standing.redated.done) & {one.concept_id for one in concepts}
    table = WeekTable(
        concepts, standing, as_of=standing.redated.as_of, budget=budget, done=done, was_studied=lambda _: True
    )
    if table.still_holds:
        return table.as_it_stands()
    return table.redated("earliest_end", may_stay=False) if table.is_begun else table.packed_anew()


def moved_concepts(before: Schedule, after: Schedule, *, week_start: WeekStart) -> tuple[str, ...]:
    """The concepts that are studied in other weeks than before, in order, but for those that are done."""
    old, new = weeks_of(before, week_start=week_start), weeks_of(after, week_start=week_start)
    done = frozenset(after.redated.done) if after.redated else frozenset[str]()
    return tuple(one for one in new if one not in done and new[one] != old.get(one))


def weeks_of(schedule: Schedule, *, week_start: WeekStart) -> dict[str, tuple[date, ...]]:
    """By concept the weeks in which it stands, each by its first day even if study begins in its middle."""
    weeks: dict[str, tuple[date, ...]] = {}
    for week in schedule.weeks:
        for item in week.items:
            start = first_day_of_week(week.start, week_start)
            weeks[item.concept_id] = (*weeks.get(item.concept_id, ()), start)
    return weeks
