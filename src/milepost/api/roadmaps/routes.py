"""Roadmaps: asked for, previewed, decided, read and changed."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from milepost.api.deps import After, Context, Limit, Once, Owner, ServicesOf
from milepost.api.lists import ListOf
from milepost.api.problems import ASKING_A_MODEL, problems
from milepost.api.roadmaps.schemas import (
    PreviewAnswer,
    RevisionSummary,
    RoadmapView,
    preview_view,
    refusal_view,
    revision_summary,
    roadmap_view,
)
from milepost.api.task_status import STATUS_RESPONSES, IfNoneMatch, Wait, status_answer
from milepost.api.task_status_view import TaskStatusView
from milepost.domain import errors, goal_errors, model_errors
from milepost.domain.costs.forecasts import WritingForecast
from milepost.domain.goals import GoalRequest
from milepost.domain.scheduling import schedule_errors
from milepost.workflow import (
    change_roadmap,
    decide_review,
    forecasting,
    generate_roadmap,
    preview,
    reading,
    trash_roadmap,
)
from milepost.workflow.access import get_own_roadmap
from milepost.workflow.summaries import RoadmapSummary, summarise

router = APIRouter(prefix="/api/v1/roadmaps", tags=["roadmaps"])

RoadmapIdText = Annotated[str, Path(max_length=64)]
TaskIdText = Annotated[str, Path(max_length=64)]
Revision = Annotated[int, Path(ge=1, le=2**31 - 1)]
Deleted = Annotated[bool, Query(description="What is in the trash, instead of what is not.")]
_GOAL_PROBLEMS = (
    goal_errors.GoalSaysNothing, errors.GoalNotCovered, errors.GoalAmbiguous, errors.UnknownGoal,
    errors.DeadlineInThePast, model_errors.NoModelConfigured,
)  # fmt: skip


@router.post(
    "/generate",
    status_code=202,
    operation_id="generate_roadmap",
    responses=problems(*_GOAL_PROBLEMS, errors.IdempotencyKeyReused),
)
async def generate(goal: GoalRequest, services: ServicesOf, once: Once) -> generate_roadmap.Accepted:
    """Begin to make a roadmap for a goal."""
    return await generate_roadmap.generate_roadmap(services, once, goal)


@router.post("/preview", operation_id="preview_roadmap", responses=problems(errors.UnknownGoal))
async def preview_goal(goal: GoalRequest, services: ServicesOf, owner: Owner) -> PreviewAnswer:
    """What a goal is understood as and whether it fits, or why it would be refused; makes nothing."""
    try:
        found = await preview.preview_roadmap(services, owner, goal)
    except (
        goal_errors.GoalSaysNothing,
        errors.GoalNotCovered,
        errors.GoalAmbiguous,
        errors.DeadlineInThePast,
        model_errors.NoModelConfigured,
    ) as refusal:
        return PreviewAnswer(refused=refusal_view(refusal))
    return PreviewAnswer(preview=preview_view(found))


@router.get(
    "/{task_id}/status",
    operation_id="get_roadmap_status",
    response_model=TaskStatusView,
    responses=STATUS_RESPONSES,
)
async def status(
    task_id: TaskIdText, context: Context, owner: Owner, if_none_match: IfNoneMatch = None, wait: Wait = None
) -> Response:
    """The status of a task; for a roadmap's id, of its newest task."""
    return await status_answer(context, owner, task_id, if_none_match=if_none_match, wait=wait)


@router.post(
    "/{task_id}/approve",
    status_code=202,
    operation_id="decide_review",
    responses=problems(
        errors.TaskNotFound, errors.WrongIdKind, errors.RoadmapDeleted, errors.StaleReview, errors.RoadmapBlocked,
        errors.NothingToChange,
        errors.FeedbackWithApproval, errors.FeedbackNotUnderstood, errors.OperationRefused, errors.IdempotencyKeyReused,
        *ASKING_A_MODEL,
    ),
)  # fmt: skip
async def approve(
    task_id: TaskIdText, decision: decide_review.Decision, services: ServicesOf, once: Once
) -> generate_roadmap.Accepted:
    """Approve the roadmap under review, or ask for changes."""
    return await decide_review.decide_review(services, once, task_id, decision)


@router.get("", operation_id="list_roadmaps", responses=problems(errors.MalformedCursor))
async def list_all(
    services: ServicesOf, owner: Owner, after: After = None, limit: Limit = 50, deleted: Deleted = False
) -> ListOf[RoadmapSummary]:
    """The owner's roadmaps, newest first; what is in the trash stands in a list of its own."""
    page = await reading.list_roadmaps(services, owner, after=after, limit=limit, deleted=deleted)
    items = [summarise(one) for one in page.items]
    return ListOf(items=items, next_cursor=page.next_cursor, total=page.total)


@router.get(
    "/{roadmap_id}",
    operation_id="get_roadmap",
    responses=problems(errors.RoadmapNotFound, errors.WrongIdKind),
)
async def get_one(
    roadmap_id: RoadmapIdText, services: ServicesOf, owner: Owner, response: Response
) -> RoadmapView:
    """A roadmap at its current revision, with units and the learner's states."""
    found = await reading.read_roadmap(services, owner, roadmap_id)
    response.headers["ETag"] = f'"r{found.roadmap.revision}"'
    response.headers["Cache-Control"] = "no-store"
    return roadmap_view(found)


@router.post(
    "/{roadmap_id}/writing",
    operation_id="forecast_writing",
    responses=problems(errors.RoadmapNotFound, errors.WrongIdKind, schedule_errors.RoadmapNotApproved),
)
async def writing(
    roadmap_id: RoadmapIdText,
    services: ServicesOf,
    owner: Owner,
    asked: forecasting.ForecastRequest | None = None,
) -> WritingForecast:
    """What it would take to write what is missing of an approved roadmap, or parts of it anew; begins nothing."""
    return await forecasting.forecast_parts(
        services, owner, roadmap_id, asked or forecasting.ForecastRequest()
    )


@router.delete(
    "/{roadmap_id}",
    operation_id="delete_roadmap",
    responses=problems(errors.RoadmapNotFound, errors.WrongIdKind, errors.IdempotencyKeyReused),
)
async def delete(roadmap_id: RoadmapIdText, services: ServicesOf, once: Once) -> RoadmapSummary:
    """Put a roadmap into the trash; a task at work on it is cancelled."""
    return await trash_roadmap.trash_roadmap(services, once, roadmap_id)


@router.post(
    "/{roadmap_id}/restore",
    operation_id="restore_roadmap",
    responses=problems(errors.RoadmapNotFound, errors.WrongIdKind, errors.IdempotencyKeyReused),
)
async def restore(roadmap_id: RoadmapIdText, services: ServicesOf, once: Once) -> RoadmapSummary:
    """Take a roadmap out of the trash."""
    return await trash_roadmap.restore_roadmap(services, once, roadmap_id)


@router.get(
    "/{roadmap_id}/revisions",
    operation_id="list_revisions",
    responses=problems(errors.RoadmapNotFound, errors.WrongIdKind),
)
async def revisions(roadmap_id: RoadmapIdText, services: ServicesOf, owner: Owner) -> ListOf[RevisionSummary]:
    """Every revision of a roadmap, newest first."""
    async with services.database.read() as work:
        await get_own_roadmap(work, roadmap_id, owner)
        found = await work.roadmaps.revisions(roadmap_id)
    items = [revision_summary(one) for one in reversed(found)]
    return ListOf(items=items, next_cursor=None, total=len(items))


@router.get(
    "/{roadmap_id}/revisions/{revision}",
    operation_id="get_revision",
    responses=problems(errors.RoadmapNotFound, errors.WrongIdKind, errors.RevisionNotFound),
)
async def get_revision(
    roadmap_id: RoadmapIdText, revision: Revision, services: ServicesOf, owner: Owner
) -> RoadmapView:
    """A roadmap as it was at an earlier revision."""
    found = await reading.read_roadmap(services, owner, roadmap_id, revision=revision)
    return roadmap_view(found)


_CHANGE_PROBLEMS = (
    errors.RoadmapNotFound, errors.WrongIdKind, errors.RoadmapDeleted, errors.StaleRevision, errors.RevisionNotFound,
    errors.OperationRefused,
)  # fmt: skip


@router.post(
    "/{roadmap_id}/proposals",
    operation_id="propose_change",
    responses=problems(*_CHANGE_PROBLEMS, errors.FeedbackNotUnderstood, *ASKING_A_MODEL),
)
async def propose(
    roadmap_id: RoadmapIdText, request: change_roadmap.ProposalRequest, services: ServicesOf, owner: Owner
) -> change_roadmap.Proposal:
    """What a change, in words or as operations, would do; nothing is changed."""
    return await change_roadmap.propose_change(services, owner, roadmap_id, request)


@router.post(
    "/{roadmap_id}/operations",
    operation_id="apply_operations",
    responses=problems(*_CHANGE_PROBLEMS, errors.TaskRunning, errors.IdempotencyKeyReused),
)
async def operations(
    roadmap_id: RoadmapIdText, change: change_roadmap.OperationsRequest, services: ServicesOf, once: Once
) -> change_roadmap.Changed:
    """Apply edits as a new revision."""
    return await change_roadmap.apply_change(services, once, roadmap_id, change)


@router.post(
    "/{roadmap_id}/revert",
    operation_id="revert_roadmap",
    responses=problems(*_CHANGE_PROBLEMS, errors.TaskRunning, errors.IdempotencyKeyReused),
)
async def revert(
    roadmap_id: RoadmapIdText, request: change_roadmap.RevertRequest, services: ServicesOf, once: Once
) -> change_roadmap.Changed:
    """Undo or redo: make another revision's structure the newest."""
    return await change_roadmap.revert_change(services, once, roadmap_id, request)
