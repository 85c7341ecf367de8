"""Moving the dates of a plan that is under way: proposed with what moves, then kept as a new revision."""

import hashlib
from collections.abc import Mapping
from datetime import date

from pydantic import Field

from milepost.domain.goals import Intent
from milepost.domain.ids import OwnerId, PartIdText
from milepost.domain.model import Ordinal, Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord
from milepost.domain.roadmaps import Plan, RoadmapState, Schedule, Verdict
from milepost.domain.scheduling.pacing import WeekStart
from milepost.domain.scheduling.planning_rules import redated_plan_of
from milepost.domain.scheduling.redating import moved_concepts, weeks_of
from milepost.domain.scheduling.schedule_errors import NothingToRedate, RoadmapNotApproved, StaleSchedule
from milepost.domain.scheduling.week_table import Aim
from milepost.workflow.access import get_changeable_roadmap
from milepost.workflow.change_roadmap import Changed, changeable, check_base, intent_of, keep_plan
from milepost.workflow.once import Request, once
from milepost.workflow.reading import with_study
from milepost.workflow.services import Services


class RedatingRequest(Value):
    base_revision: Ordinal
    aim: Aim = "fewest_moves"
    """Whether what can stay in its week stays there, or the plan ends as early as it can."""


class RedatingAccepted(RedatingRequest):
    schedule_hash: str = Field(min_length=64, max_length=64, pattern="^[0-9a-f]+$")
    """Of the proposal, so that what is kept is what was seen."""


class MovedConcept(Value):
    """A concept that is studied in other weeks than before."""

    concept_id: PartIdText
    name: str
    weeks_before: tuple[date, ...]
    """The first days of its weeks; empty where it stood in none."""
    weeks_after: tuple[date, ...]


class RedatingProposal(Value):
    """What dating the rest anew would do; nothing has been changed."""

    base_revision: int
    aim: Aim
    as_of: date
    moved: tuple[MovedConcept, ...]
    staying: int = Field(ge=0)
    """How many concepts that are not done stay in their weeks."""
    end_before: date | None
    end_after: date | None
    verdict_before: Verdict | None
    verdict_after: Verdict | None
    schedule: Schedule
    schedule_hash: str


async def propose_redating(
    services: Services, owner_id: OwnerId, roadmap_id: str, request: RedatingRequest
) -> RedatingProposal:
    """What is left, from today on, as few concepts as possible in other weeks.

    Raises:
        RoadmapDeleted, RoadmapNotApproved: Its dates cannot be moved now.
        StaleRevision: The roadmap has changed meanwhile.
        NothingToRedate: Nothing would change.
    """
    async with services.database.read() as work:
        roadmap = await get_changeable_roadmap(work, roadmap_id, owner_id)
        check_base(roadmap, request.base_revision)
        before, after, intent = await _redated(work, roadmap, request, services)
    return _proposal(roadmap, before, after, request, intent.week_start)


async def redate_roadmap(
    services: Services, request: Request, roadmap_id: str, accepted: RedatingAccepted
) -> Changed:
    """Keep proposed dates as a new revision; reverting to the one before brings the old dates back.

    Raises:
        StaleSchedule: It would not be what was proposed.
        TaskRunning: A run works on it.
        RoadmapDeleted, RoadmapNotApproved, StaleRevision, NothingToRedate: As in `propose_redating`.
    """

    async def effect(work: Stores) -> Changed:
        roadmap, _, task = await changeable(work, request, roadmap_id, accepted.base_revision)
        _, after, _ = await _redated(work, roadmap, accepted, services)
        if _hash(after.schedule) != accepted.schedule_hash:
            raise StaleSchedule
        return await keep_plan(work, roadmap, task, after, (), services)

    return await once(services, request, effect, Changed)


async def _redated(
    work: Stores, roadmap: RoadmapRecord, request: RedatingRequest, services: Services
) -> tuple[Plan, Plan, Intent]:
    found = await with_study(work, roadmap, services)
    if roadmap.state is not RoadmapState.APPROVED or found.plan is None:
        raise RoadmapNotApproved(roadmap.roadmap_id)
    intent = intent_of(found.task, roadmap)
    today = services.today(roadmap.time_zone)
    after = redated_plan_of(found.plan, intent, found.states, as_of=today, aim=request.aim)
    if not _is_worth_it(found.plan.schedule, after.schedule, request.aim, intent.week_start):
        raise NothingToRedate
    return found.plan, after, intent


def _is_worth_it(before: Schedule, after: Schedule, aim: Aim, week_start: WeekStart) -> bool:
    """Whether somebody would notice: a concept in another week, or, where that was wanted, an earlier end."""
    if moved_concepts(before, after, week_start=week_start):
        return True
    ends = before.end_date, after.end_date
    return aim == "earliest_end" and None not in ends and after.end_date != before.end_date


def _hash(schedule: Schedule) -> str:
    return hashlib.sha256(schedule.model_dump_json().encode()).hexdigest()


def _proposal(
    roadmap: RoadmapRecord, before: Plan, after: Plan, request: RedatingRequest, week_start: WeekStart
) -> RedatingProposal:
    assert after.schedule.redated is not None
    names: Mapping[str, str] = {one.concept_id: one.name for one in after.roadmap.concepts}
    old = weeks_of(before.schedule, week_start=week_start)
    new = weeks_of(after.schedule, week_start=week_start)
    moved = moved_concepts(before.schedule, after.schedule, week_start=week_start)
    left = len(names) - len(after.schedule.redated.done)
    return RedatingProposal(
        base_revision=roadmap.revision,
        aim=request.aim,
        as_of=after.schedule.redated.as_of,
        moved=tuple(
            MovedConcept(concept_id=one, name=names[one], weeks_before=old.get(one, ()), weeks_after=new[one])
            for one in moved
        ),
        staying=left - len(moved),
        end_before=before.schedule.end_date,
        end_after=after.schedule.end_date,
        verdict_before=before.verdict,
        verdict_after=after.verdict,
        schedule=after.schedule,
        schedule_hash=_hash(after.schedule),
    )
