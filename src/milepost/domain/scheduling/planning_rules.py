"""From a roadmap and what bounds it to all that is computed from it; called after every change."""

from collections.abc import Mapping
from datetime import date

from milepost.domain.goals import Intent
from milepost.domain.records import LearnerState
from milepost.domain.roadmaps import Plan, Roadmap, Schedule
from milepost.domain.scheduling.pacing import pack_into_weeks
from milepost.domain.scheduling.redating import redate, redate_again
from milepost.domain.scheduling.verdict import UnderWay, judge
from milepost.domain.scheduling.week_table import Aim, Budget, Redated
from milepost.domain.scheduling.witness import build_witness


def bounded(intent: Intent, roadmap: Roadmap) -> Intent:
    """The intent with the hours and the deadline that this revision of the roadmap is made for."""
    budget = roadmap.budget
    if budget is None:
        return intent
    deadline = None if budget.no_deadline else budget.deadline or intent.deadline
    hours_per_week = budget.hours_per_week or intent.hours_per_week
    return intent.model_copy(update={"hours_per_week": hours_per_week, "deadline": deadline})


def plan_of(roadmap: Roadmap, intent: Intent, *, standing: Schedule | None = None) -> Plan:
    """The roadmap with its witness, calendar and verdict; it works on roadmaps that are not valid, too.

    The hours and the deadline are the roadmap's own where an edit has set them, else the intent's.

    Args:
        standing: The calendar before the change. Where it was dated anew, so is what comes of the change: what had
            been studied by then stays where it stands.
    """
    intent = bounded(intent, roadmap)
    concepts = list(roadmap.concepts)
    if standing is not None and standing.redated is not None:
        return _redated_plan(roadmap, intent, redate_again(concepts, standing, budget=budget_of(intent)))
    schedule = pack_into_weeks(
        concepts,
        hours_per_week=intent.hours_per_week,
        start_date=intent.start_date,
        week_start=intent.week_start,
        deadline=intent.deadline,
    )
    return _judged(roadmap, intent, schedule)


def redated_plan_of(
    plan: Plan, intent: Intent, states: Mapping[str, LearnerState], *, as_of: date, aim: Aim
) -> Plan:
    """The same roadmap with what is left of it dated anew from `as_of` on."""
    intent = bounded(intent, plan.roadmap)
    concepts = list(plan.roadmap.concepts)
    redated = redate(concepts, plan.schedule, states, as_of=as_of, budget=budget_of(intent), aim=aim)
    return _redated_plan(plan.roadmap, intent, redated)


def budget_of(intent: Intent) -> Budget:
    return Budget(
        hours_per_week=intent.hours_per_week, week_start=intent.week_start, deadline=intent.deadline
    )


def _redated_plan(roadmap: Roadmap, intent: Intent, redated: Redated) -> Plan:
    marker = redated.schedule.redated
    under_way = UnderWay(
        pace=redated.pace,
        studied_minutes=redated.studied_minutes,
        done=frozenset(marker.done if marker else ()),
    )
    return _judged(roadmap, intent, redated.schedule, under_way)


def _judged(roadmap: Roadmap, intent: Intent, schedule: Schedule, under_way: UnderWay | None = None) -> Plan:
    verdict = judge(
        list(roadmap.concepts),
        schedule,
        hours_per_week=intent.hours_per_week,
        start_date=intent.start_date,
        week_start=intent.week_start,
        deadline=intent.deadline,
        keep_order=roadmap.keep_order,
        under_way=under_way,
    )
    return Plan(roadmap=roadmap, witness=build_witness(roadmap), schedule=schedule, verdict=verdict)
