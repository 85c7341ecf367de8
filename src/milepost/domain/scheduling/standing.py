"""How a plan stands on a day: on time, behind, or ahead of its weeks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from milepost.domain.ids import PartIdText
from milepost.domain.model import Value
from milepost.domain.records import LearnerState
from milepost.domain.roadmaps import Concept, Schedule
from milepost.domain.scheduling.pacing import WeekStart, first_day_of_week, hours_of, minutes_of
from milepost.domain.scheduling.redating import redate
from milepost.domain.scheduling.week_table import Budget, WeekTable

#: An end that is nearer by less is not worth a word.
AHEAD_DAYS = 7


class Standing(Value):
    """How a plan stands on a day."""

    outcome: Literal["not_begun", "on_time", "behind", "ahead", "finished"]
    today: date
    """The calendar day in the time zone of the roadmap."""
    week: int | None = None
    """The number of the week that it is; None before the first and after the last."""
    hours_behind: float = 0
    """What was planned for weeks that are over and has not been studied."""
    late: tuple[PartIdText, ...] = ()
    """The concepts whose hours those are, in order."""
    days_ahead: int = 0
    """How much earlier the plan could end, when something was done before its week."""


def standing_on(
    concepts: Sequence[Concept],
    standing: Schedule,
    states: Mapping[str, LearnerState],
    *,
    today: date,
    budget: Budget,
) -> Standing:
    """How the study is going, compared with the weeks."""
    left = [one.concept_id for one in concepts if states.get(one.concept_id) != "done"]
    numbers = [week.number for week in standing.weeks if week.start <= today]
    week = numbers[-1] if numbers and today <= _end_of_weeks(standing, budget.week_start) else None
    if not left:
        return Standing(outcome="finished", today=today, week=week)
    late = _late_minutes(concepts, standing, states, today=today, budget=budget)
    if late:
        hours = hours_of(sum(late.values()))
        return Standing(outcome="behind", today=today, week=week, hours_behind=hours, late=tuple(late))
    early = redate(concepts, standing, states, as_of=today, budget=budget, aim="earliest_end").schedule
    if early.end_date and standing.end_date and _is_ahead(standing, states, today):
        days = (standing.end_date - early.end_date).days
        if days >= AHEAD_DAYS:
            return Standing(outcome="ahead", today=today, week=week, days_ahead=days)
    return Standing(outcome="on_time" if numbers else "not_begun", today=today, week=week)


def _end_of_weeks(standing: Schedule, week_start: WeekStart) -> date:
    return first_day_of_week(standing.weeks[-1].start, week_start) + timedelta(days=6)


def _late_minutes(
    concepts: Sequence[Concept],
    standing: Schedule,
    states: Mapping[str, LearnerState],
    *,
    today: date,
    budget: Budget,
) -> dict[str, int]:
    """What stands in weeks that are over and has not been studied, by concept."""
    table = WeekTable.of(concepts, standing, states, as_of=today, budget=budget)
    late: dict[str, int] = {}
    for week in standing.weeks:
        if week.start < table.this_week:
            studied = {concept_id for concept_id, _ in table.past[week.start]}
            for item in week.items:
                if item.concept_id not in studied:
                    late[item.concept_id] = late.get(item.concept_id, 0) + minutes_of(item.hours)
    return late


def _is_ahead(standing: Schedule, states: Mapping[str, LearnerState], today: date) -> bool:
    """Whether something is done that is planned for a week to come; else ending earlier is just haste."""
    return any(
        states.get(item.concept_id) == "done" and week.start > today
        for week in standing.weeks
        for item in week.items
    )
