"""A roadmap's calendar: its sessions at the learner's times, and how the study stands today."""

from dataclasses import dataclass
from datetime import datetime

from milepost.domain.goals import Intent
from milepost.domain.ids import OwnerId
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord
from milepost.domain.roadmaps import Plan
from milepost.domain.scheduling.planning_rules import bounded, budget_of
from milepost.domain.scheduling.standing import Standing, standing_on
from milepost.domain.scheduling.study_sessions import Timetable, sessions_of
from milepost.domain.scheduling.study_times import StudyTimes, usual_times
from milepost.workflow.access import get_own_roadmap
from milepost.workflow.reading import RoadmapWithStudy, with_study
from milepost.workflow.services import Services
from milepost.workflow.study import concept_key
from milepost.workflow.study_times import find_study_times


@dataclass(frozen=True, slots=True)
class RoadmapCalendar:
    """All of one moment."""

    found: RoadmapWithStudy
    plan: Plan
    intent: Intent
    """With the hours and the deadline of this revision."""
    times: StudyTimes
    """The learner's, else the usual ones."""
    are_own_times: bool
    timetable: Timetable
    standing: Standing
    changed_at: datetime
    """When something of it last changed: the plan, the times, or the learner's progress."""

    @property
    def roadmap(self) -> RoadmapRecord:
        return self.found.roadmap


async def read_calendar(services: Services, owner_id: OwnerId, roadmap_id: str) -> RoadmapCalendar | None:
    """The calendar of the owner's roadmap; None where nothing has been designed yet.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner.
    """
    async with services.database.read() as work:
        roadmap = await get_own_roadmap(work, roadmap_id, owner_id)
        return await calendar_of(work, roadmap, services)


async def calendar_of(work: Stores, roadmap: RoadmapRecord, services: Services) -> RoadmapCalendar | None:
    found = await with_study(work, roadmap, services)
    plan, intent = found.plan, found.task.intent
    if plan is None or intent is None:
        return None
    intent = bounded(intent, plan.roadmap)
    set_times = await find_study_times(work, roadmap.owner_id)
    own = set_times[0] if set_times and set_times[0].slots else None
    keys = [concept_key(concept, roadmap.roadmap_id) for concept in plan.roadmap.concepts]
    studied_at = await work.learners.changed_at(roadmap.owner_id, keys) if keys else None
    return RoadmapCalendar(
        found=found,
        plan=plan,
        intent=intent,
        times=own or usual_times(intent.hours_per_week),
        are_own_times=own is not None,
        timetable=sessions_of(
            plan.schedule,
            own,
            hours_per_week=intent.hours_per_week,
            week_start=intent.week_start,
            time_zone=roadmap.time_zone,
            deadline=intent.deadline,
        ),
        standing=standing_on(
            list(plan.roadmap.concepts),
            plan.schedule,
            found.states,
            today=services.today(roadmap.time_zone),
            budget=budget_of(intent),
        ),
        changed_at=max(
            instant
            for instant in (roadmap.updated_at, studied_at, set_times[1] if set_times else None)
            if instant
        ),
    )
