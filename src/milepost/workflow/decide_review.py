"""The command behind `POST /roadmaps/{task_id}/approve`: one decision per review, the second gets 409."""

from pydantic import Field, StrictBool

from milepost.domain.checking.validation import validate_new
from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.editing.operations import MAX_OPERATIONS, Operation
from milepost.domain.errors import (
    FeedbackNotUnderstood,
    FeedbackWithApproval,
    NothingToChange,
    OperationRefused,
    RoadmapBlocked,
    StaleReview,
)
from milepost.domain.goals import ContextText
from milepost.domain.model import Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import ReviewRecord, RoadmapRecord, RunArgs, RunRecord, TaskRecord, run_key
from milepost.domain.roadmaps import Plan
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.domain.tasks import TaskMove, TaskStatus, TaskStep
from milepost.workflow.access import get_changeable_roadmap, get_task
from milepost.workflow.announcements import (
    after_move,
    edit_applied,
    review_decided,
    step_finished,
    step_started,
)
from milepost.workflow.approval import begin_writing
from milepost.workflow.editing import try_edits
from milepost.workflow.generate_roadmap import Accepted
from milepost.workflow.occasions import occasion_of
from milepost.workflow.once import Request, answered_before, once
from milepost.workflow.planning_progress import all_planned
from milepost.workflow.proposing import propose_edits
from milepost.workflow.revisions import current_plan, save_revision
from milepost.workflow.run import new_run
from milepost.workflow.services import Services
from milepost.workflow.starting import start_runs
from milepost.workflow.task_log import save_moved


class Decision(Value):
    """What a person decided about the review that is open."""

    approved: StrictBool
    review_id: str | None = Field(default=None, max_length=64)
    """The review this decides; the open one when absent."""
    feedback: ContextText | None = None
    """What to change, in words; only with a rejection."""
    operations: tuple[Operation, ...] = Field(default=(), max_length=MAX_OPERATIONS)
    """Edits to apply: before the approval, or as the change asked for."""


async def decide_review(services: Services, request: Request, task_id: str, decision: Decision) -> Accepted:
    """Approve and write, or ask for changes.

    Raises:
        RoadmapDeleted: The roadmap is in the trash.
        StaleReview: Late, repeated, cancelled, or about another review than the open one.
        RoadmapBlocked: Approved although something blocks.
        NothingToChange, FeedbackWithApproval, FeedbackNotUnderstood, OperationRefused: The decision itself.
    """
    if (before := await answered_before(services, request, Accepted)) is not None:
        return before
    if decision.approved and decision.feedback:
        raise FeedbackWithApproval
    if not decision.approved and not decision.feedback and not decision.operations:
        raise NothingToChange
    if not decision.approved:
        await _try_changes(services, request, task_id, decision)
    runs: list[RunRecord] = []

    async def effect(work: Stores) -> Accepted:
        task, review = await _open_review(work, task_id, request, decision)
        if decision.approved:
            runs.extend(await _approve(work, task, review, decision, services))
        else:
            runs.append(await _reject(work, task, review, decision, services))
        decided = await get_task(work, task_id, request.owner_id)
        return Accepted(task_id=task.task_id, roadmap_id=task.roadmap_id, status=decided.status)

    accepted = await once(services, request, effect, Accepted)
    await start_runs(services, runs)
    return accepted


async def _try_changes(services: Services, request: Request, task_id: str, decision: Decision) -> None:
    """Refuse what cannot be carried out while the person is still there, instead of in a silent round."""
    async with services.database.read() as work:
        task, _ = await _open_review(work, task_id, request, decision, lock=False)
        roadmap, plan = await current_plan(work, task.roadmap_id)
    assert task.intent is not None
    today = services.today(roadmap.time_zone)
    edited = try_edits(services, plan.roadmap, decision.operations, task.intent, today=today).roadmap
    if decision.feedback:
        occasion = occasion_of(task, attempt=task.round)
        proposal = await propose_edits(
            services, edited, feedback=decision.feedback, intent=task.intent, occasion=occasion
        )
        try:
            try_edits(services, edited, proposal.operations, task.intent, today=today)
        except OperationRefused:
            raise FeedbackNotUnderstood([decision.feedback]) from None


async def _open_review(
    work: Stores, task_id: str, request: Request, decision: Decision, *, lock: bool = True
) -> tuple[TaskRecord, ReviewRecord]:
    task = await get_task(work, task_id, request.owner_id, lock=lock)
    await get_changeable_roadmap(work, task.roadmap_id, request.owner_id)
    wanted = decision.review_id or task.review_id
    review = await work.reviews.find(wanted) if wanted else None
    is_open = review is not None and review.review_id == task.review_id and review.state == "open"
    if review is None or not is_open or task.status is not TaskStatus.HUMAN_REVIEW_PENDING:
        raise StaleReview(task.review_id)
    return task, review


async def _approve(
    work: Stores, task: TaskRecord, review: ReviewRecord, decision: Decision, services: Services
) -> list[RunRecord]:
    roadmap, plan = await current_plan(work, task.roadmap_id)
    report: ValidationReport = review.report
    if decision.operations:
        roadmap, plan, report = await _edit_first(work, task, roadmap, plan, decision, services)
    if report.is_blocking:
        issues = [issue.model_dump(mode="json") for issue in report.issues if issue.severity == "blocking"]
        raise RoadmapBlocked(issues, review.review_id)
    await _close(work, task, review, decision, services, revision=roadmap.revision)
    return await begin_writing(work, task, roadmap, plan, services)


async def _edit_first(
    work: Stores, task: TaskRecord, roadmap: RoadmapRecord, plan: Plan, decision: Decision, services: Services
) -> tuple[RoadmapRecord, Plan, ValidationReport]:
    assert task.intent is not None
    now, today = services.clock.now(), services.today(roadmap.time_zone)
    done = try_edits(services, plan.roadmap, decision.operations, task.intent, today=today)
    edited = plan_of(done.roadmap, task.intent)
    after = await save_revision(work, roadmap, edited, by="person", operations=done.operations, now=now)
    applied = edit_applied(
        round_number=task.round, revision=after.revision, by="person", count=len(done.operations)
    )
    await work.events.append(task.task_id, [applied], now=now)
    return after, edited, validate_new(edited)


async def _reject(
    work: Stores, task: TaskRecord, review: ReviewRecord, decision: Decision, services: Services
) -> RunRecord:
    assert task.intent is not None
    now = services.clock.now()
    roadmap, plan = await current_plan(work, task.roadmap_id)
    # Tried before, maybe on an older revision; from here on nobody else changes the roadmap.
    today = services.today(roadmap.time_zone)
    done = try_edits(services, plan.roadmap, decision.operations, task.intent, today=today)
    await _close(work, task, review, decision, services, revision=review.revision)
    editing = after_move(task, TaskMove.EDIT, now=now, review_id=None, progress=all_planned(task.progress))
    await save_moved(work, editing)
    begun = step_started(editing, occurrence=f"review{task.round}")
    await work.events.append(task.task_id, [begun], now=now)
    args = RunArgs(review_id=review.review_id, operations=done.operations, feedback=decision.feedback)
    key = run_key("edit", task.task_id, what=review.round, n=1)
    run = new_run(editing, "edit", key=key, args=args, services=services)
    await work.runs.add(run)
    return run


async def _close(
    work: Stores,
    task: TaskRecord,
    review: ReviewRecord,
    decision: Decision,
    services: Services,
    *,
    revision: int,
) -> None:
    now = services.clock.now()
    state = "approved" if decision.approved else "rejected"
    if not await work.reviews.decide(review.review_id, state=state, feedback=decision.feedback, now=now):
        raise StaleReview(task.review_id)
    decided = review_decided(review.model_copy(update={"revision": revision}), approved=decision.approved)
    finished = step_finished(task, TaskStep.HUMAN_REVIEW, occurrence=str(review.round))
    await work.events.append(task.task_id, [decided, finished], now=now)
