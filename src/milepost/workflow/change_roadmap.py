"""Changes a person makes by hand: proposed with their effect, applied against a revision, undone by another."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from milepost.domain.checking.validation import validate, validate_new
from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.costs.forecasts import WritingForecast
from milepost.domain.editing.operations import MAX_OPERATIONS, Operation
from milepost.domain.editing.plan_diff import Effect, PlanDiff, describe_effect, effects_of
from milepost.domain.errors import RevisionNotFound, StaleRevision
from milepost.domain.goals import ContextText, Intent
from milepost.domain.ids import OwnerId, ReviewId
from milepost.domain.model import Ordinal, Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord, TaskRecord
from milepost.domain.roadmaps import Plan, RoadmapState
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.domain.tasks import TaskMove, TaskStatus
from milepost.workflow.access import (
    check_nobody_works,
    get_changeable_roadmap,
    get_own_roadmap,
    lock_newest_task,
)
from milepost.workflow.announcements import after_move, edit_applied
from milepost.workflow.approval import forecast_writing
from milepost.workflow.criticising import critique_of
from milepost.workflow.editing import context_of, try_edits
from milepost.workflow.occasions import occasion_of
from milepost.workflow.once import Request, once
from milepost.workflow.proposing import propose_edits
from milepost.workflow.revisions import get_revision, save_revision
from milepost.workflow.services import Services
from milepost.workflow.settle_structure import open_review


class ProposalRequest(Value):
    """What to try out: in words, as operations, or both (operations first)."""

    base_revision: Ordinal
    feedback: ContextText | None = None
    operations: tuple[Operation, ...] = Field(default=(), max_length=MAX_OPERATIONS)


class ProposedOperation(Value):
    operation: Operation
    effect: Effect
    """What this one changes, on what the ones before it left."""


class Proposal(Value):
    """What a change would do; nothing has been changed."""

    base_revision: int
    operations: tuple[ProposedOperation, ...]
    not_understood: tuple[str, ...]
    diff: PlanDiff
    validation: ValidationReport
    writing: WritingForecast | None = None
    """What an approval with it would have written; null where the roadmap does not wait for one."""


class OperationsRequest(Value):
    base_revision: Ordinal
    operations: tuple[Operation, ...] = Field(min_length=1, max_length=MAX_OPERATIONS)


class RevertRequest(Value):
    base_revision: Ordinal
    to_revision: Ordinal


class Changed(Value):
    """A roadmap after a change."""

    roadmap_id: str
    revision: int
    review_id: str | None
    """The review that the change opened, where one was open before."""
    validation: ValidationReport


async def propose_change(
    services: Services, owner_id: OwnerId, roadmap_id: str, request: ProposalRequest
) -> Proposal:
    """The operations that words and edits amount to, each with its effect, and the diff of them all.

    Raises:
        RoadmapDeleted: It is in the trash.
        StaleRevision: The roadmap has changed meanwhile.
        FeedbackNotUnderstood, OperationRefused: The change itself.
    """
    async with services.database.read() as work:
        roadmap = await get_changeable_roadmap(work, roadmap_id, owner_id)
        check_base(roadmap, request.base_revision)
        before = (await get_revision(work, roadmap_id, roadmap.revision)).plan
        newest = await work.tasks.newest_of(roadmap_id)
        intent = intent_of(newest, roadmap)
    today = services.today(roadmap.time_zone)
    edited = try_edits(services, before.roadmap, request.operations, intent, today=today)
    operations, not_understood = edited.operations, tuple[str, ...]()
    if request.feedback:
        assert newest is not None
        words = await propose_edits(
            services,
            edited.roadmap,
            feedback=request.feedback,
            intent=intent,
            occasion=occasion_of(newest, attempt=roadmap.revision),
        )
        edited = try_edits(services, edited.roadmap, words.operations, intent, today=today)
        operations, not_understood = (*operations, *edited.operations), words.not_understood
    effects = effects_of(
        before.roadmap, operations, intent, context_of(services, intent), standing=before.schedule
    )
    after = plan_of(edited.roadmap, intent, standing=before.schedule)
    writing = None
    if newest is not None and roadmap.state is RoadmapState.IN_REVIEW:
        async with services.database.read() as work:
            writing = await forecast_writing(work, newest, roadmap, after, services)
    return Proposal(
        base_revision=roadmap.revision,
        operations=tuple(
            ProposedOperation(operation=operation, effect=effect)
            for operation, effect in zip(operations, effects, strict=True)
        ),
        not_understood=not_understood,
        diff=describe_effect(before, after),
        validation=validate_new(after),
        writing=writing,
    )


async def apply_change(
    services: Services, request: Request, roadmap_id: str, change: OperationsRequest
) -> Changed:
    """Apply edits as a new revision; during a review they close it and open the next.

    Raises:
        RoadmapDeleted: It is in the trash.
        StaleRevision: The roadmap has changed meanwhile.
        TaskRunning: A run works on it.
        OperationRefused: One of the edits cannot be applied.
    """

    async def effect(work: Stores) -> Changed:
        roadmap, before, task = await changeable(work, request, roadmap_id, change.base_revision)
        intent, today = intent_of(task, roadmap), services.today(roadmap.time_zone)
        edited = try_edits(services, before.roadmap, change.operations, intent, today=today)
        return await keep_plan(
            work,
            roadmap,
            task,
            plan_of(edited.roadmap, intent, standing=before.schedule),
            edited.operations,
            services,
        )

    return await once(services, request, effect, Changed)


async def revert_change(
    services: Services, request: Request, roadmap_id: str, revert: RevertRequest
) -> Changed:
    """Undo or redo: the plan of another revision, its dates included, as a new one.

    Raises:
        RevisionNotFound: There is no such revision to go to.
        RoadmapDeleted, StaleRevision, TaskRunning: As in `apply_change`.
    """

    async def effect(work: Stores) -> Changed:
        roadmap, _, task = await changeable(work, request, roadmap_id, revert.base_revision)
        target = await work.roadmaps.find_revision(roadmap_id, revert.to_revision)
        if target is None:
            raise RevisionNotFound(roadmap_id, revert.to_revision)
        return await keep_plan(work, roadmap, task, target.plan, (), services, restores=revert.to_revision)

    return await once(services, request, effect, Changed)


async def changeable(
    work: Stores, request: Request, roadmap_id: str, base_revision: int
) -> tuple[RoadmapRecord, Plan, TaskRecord]:
    await get_own_roadmap(work, roadmap_id, request.owner_id)
    task = await lock_newest_task(work, roadmap_id)
    roadmap = await get_changeable_roadmap(work, roadmap_id, request.owner_id)
    if task is None:
        raise RevisionNotFound(roadmap_id, base_revision)
    if task.status is not TaskStatus.HUMAN_REVIEW_PENDING:
        await check_nobody_works(work, roadmap_id)
    check_base(roadmap, base_revision)
    return roadmap, (await get_revision(work, roadmap_id, roadmap.revision)).plan, task


async def keep_plan(
    work: Stores,
    roadmap: RoadmapRecord,
    task: TaskRecord,
    plan: Plan,
    operations: Sequence[Operation],
    services: Services,
    *,
    restores: int | None = None,
) -> Changed:
    now = services.clock.now()
    by: Literal["revert", "person"] = "person" if restores is None else "revert"
    after = await save_revision(work, roadmap, plan, by=by, operations=operations, restores=restores, now=now)
    # What an earlier revision holds was proven when it was made.
    report = validate_new(plan) if restores is None else validate(plan)
    review_id: str | None = None
    if task.status is TaskStatus.HUMAN_REVIEW_PENDING:
        critique = await critique_of(work, task.review_id)
        if critique is not None and restores is not None:
            critique = critique.only_remarks()  # what it changed may be undone by now
        await work.reviews.decide(ReviewId(task.review_id or ""), state="closed", feedback=None, now=now)
        applied = edit_applied(
            round_number=task.round, revision=after.revision, by="person", count=len(operations) or 1
        )
        await work.events.append(task.task_id, [applied], now=now)
        again = after_move(task, TaskMove.ASK_REVIEW, now=now)
        review_id = (await open_review(work, again, after, report, services, critique=critique)).review_id
    return Changed(
        roadmap_id=roadmap.roadmap_id, revision=after.revision, review_id=review_id, validation=report
    )


def check_base(roadmap: RoadmapRecord, base_revision: int) -> None:
    if roadmap.revision != base_revision:
        raise StaleRevision(roadmap.revision)


def intent_of(task: TaskRecord | None, roadmap: RoadmapRecord) -> Intent:
    if task is None or task.intent is None:
        raise RevisionNotFound(roadmap.roadmap_id, roadmap.revision)
    return task.intent
