"""Study times, sessions, dates that follow the study, and the calendar's file and feed."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from milepost.api.calendar.answer import MEDIA_TYPE, calendar_answer
from milepost.api.calendar.schemas import CalendarView, calendar_view
from milepost.api.deps import Context, Once, Owner, ServicesOf
from milepost.api.problems import problems
from milepost.domain import errors
from milepost.domain.scheduling import schedule_errors
from milepost.domain.scheduling.study_times import StudyTimes
from milepost.workflow import calendar_feed, redate_roadmap, study_times
from milepost.workflow.change_roadmap import Changed
from milepost.workflow.read_calendar import RoadmapCalendar, read_calendar
from milepost.workflow.services import Services

router = APIRouter(prefix="/api/v1", tags=["calendar"])

RoadmapIdText = Annotated[str, Path(max_length=64)]
_FOUND = (errors.RoadmapNotFound, errors.WrongIdKind)
_REDATING = (
    *_FOUND, errors.RoadmapDeleted, schedule_errors.RoadmapNotApproved, errors.StaleRevision, errors.RevisionNotFound,
    schedule_errors.NothingToRedate,
)  # fmt: skip


@router.get("/settings/study-times", operation_id="get_study_times")
async def get_times(services: ServicesOf, owner: Owner) -> StudyTimes:
    """When the learner studies; without any times the usual ones for the hours of each roadmap hold."""
    return await study_times.read_study_times(services, owner)


@router.put("/settings/study-times", operation_id="set_study_times", responses=problems())
async def set_times(times: StudyTimes, services: ServicesOf, owner: Owner) -> StudyTimes:
    """Keep study times, for all roadmaps; the calendars that follow them change with them."""
    return await study_times.set_study_times(services, owner, times)


@router.get(
    "/roadmaps/{roadmap_id}/calendar",
    operation_id="get_calendar",
    responses=problems(*_FOUND, errors.RevisionNotFound),
)
async def get_calendar(roadmap_id: RoadmapIdText, services: ServicesOf, owner: Owner) -> CalendarView:
    """Every session of a roadmap, and how the study stands today."""
    return calendar_view(await _calendar(services, owner, roadmap_id))


@router.get(
    "/roadmaps/{roadmap_id}/calendar.ics",
    operation_id="get_calendar_file",
    response_class=Response,
    responses=problems(*_FOUND, errors.RevisionNotFound)
    | {
        200: {
            "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
            "description": "iCalendar (RFC 5545).",
        },
        304: {"description": "Still what `If-None-Match` or `If-Modified-Since` names."},
    },
)
async def get_file(
    roadmap_id: RoadmapIdText, services: ServicesOf, owner: Owner, context: Context, request: Request
) -> Response:
    """The sessions of a roadmap as a file for calendar programs."""
    calendar = await _calendar(services, owner, roadmap_id)
    return await calendar_answer(
        calendar, request.headers, public_url=context.public_url, file_name=f"{roadmap_id}.ics"
    )


async def _calendar(services: Services, owner: Owner, roadmap_id: str) -> RoadmapCalendar:
    calendar = await read_calendar(services, owner, roadmap_id)
    if calendar is None:
        raise errors.RevisionNotFound(roadmap_id, 1)
    return calendar


@router.get(
    "/roadmaps/{roadmap_id}/calendar-feed", operation_id="get_calendar_feed", responses=problems(*_FOUND)
)
async def get_feed(
    roadmap_id: RoadmapIdText, services: ServicesOf, owner: Owner
) -> calendar_feed.CalendarFeed:
    """Whether calendar programs can follow a roadmap, and since when."""
    return await calendar_feed.read_feed(services, owner, roadmap_id)


@router.put(
    "/roadmaps/{roadmap_id}/calendar-feed",
    operation_id="make_calendar_feed",
    responses=problems(*_FOUND, errors.RoadmapDeleted),
)
async def make_feed(
    roadmap_id: RoadmapIdText, services: ServicesOf, owner: Owner
) -> calendar_feed.NewCalendarFeed:
    """Make a secret address that calendar programs follow; the one before stops working."""
    return await calendar_feed.make_feed(services, owner, roadmap_id)


@router.delete(
    "/roadmaps/{roadmap_id}/calendar-feed",
    operation_id="revoke_calendar_feed",
    responses=problems(*_FOUND, errors.IdempotencyKeyReused),
)
async def revoke_feed(
    roadmap_id: RoadmapIdText, services: ServicesOf, once: Once
) -> calendar_feed.CalendarFeed:
    """Make the address stop working."""
    return await calendar_feed.revoke_feed(services, once, roadmap_id)


@router.post(
    "/roadmaps/{roadmap_id}/schedule/proposal",
    operation_id="propose_redating",
    responses=problems(*_REDATING),
)
async def propose(
    roadmap_id: RoadmapIdText,
    request: redate_roadmap.RedatingRequest,
    services: ServicesOf,
    owner: Owner,
) -> redate_roadmap.RedatingProposal:
    """What is left of a roadmap, dated anew from today on; nothing is changed."""
    return await redate_roadmap.propose_redating(services, owner, roadmap_id, request)


@router.post(
    "/roadmaps/{roadmap_id}/schedule",
    operation_id="redate_roadmap",
    responses=problems(
        *_REDATING, schedule_errors.StaleSchedule, errors.TaskRunning, errors.IdempotencyKeyReused
    ),
)
async def redate(
    roadmap_id: RoadmapIdText,
    accepted: redate_roadmap.RedatingAccepted,
    services: ServicesOf,
    once: Once,
) -> Changed:
    """Keep proposed dates as a new revision; `revert` undoes it."""
    return await redate_roadmap.redate_roadmap(services, once, roadmap_id, accepted)
