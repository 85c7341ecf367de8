"""From a roadmap and what bounds it to all that is computed from it; called after every change."""

from milepost.domain.goals import Intent
from milepost.domain.pacing import pack_into_weeks
from milepost.domain.roadmaps import Plan, Roadmap
from milepost.domain.verdict import judge
from milepost.domain.witness import build_witness


def plan_of(roadmap: Roadmap, intent: Intent) -> Plan:
    """The roadmap with its witness, calendar and verdict; it works on roadmaps that are not valid, too."""
    concepts = list(roadmap.concepts)
    schedule = pack_into_weeks(
        concepts,
        hours_per_week=intent.hours_per_week,
        start_date=intent.start_date,
        week_start=intent.week_start,
        deadline=intent.deadline,
    )
    verdict = judge(
        concepts,
        schedule,
        hours_per_week=intent.hours_per_week,
        start_date=intent.start_date,
        week_start=intent.week_start,
        deadline=intent.deadline,
        keep_order=roadmap.keep_order,
    )
    return Plan(roadmap=roadmap, witness=build_witness(roadmap), schedule=schedule, verdict=verdict)
