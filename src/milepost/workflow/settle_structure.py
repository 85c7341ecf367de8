"""Validate and mend a roadmap until nothing blocks or three rounds have passed, have a critic look over what a model
has designed, then hand it to the person."""

from dataclasses import dataclass

from milepost.domain.checking.critique import Critique, ReviewReport
from milepost.domain.checking.validation import validate_new
from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.editing.edits import edit
from milepost.domain.errors import FeedbackNotUnderstood, OperationRefused
from milepost.domain.ids import REVIEW_PREFIX, ReviewId
from milepost.domain.ports.storage import Stores
from milepost.domain.records import ReviewRecord, RoadmapRecord, RunRecord, TaskRecord
from milepost.domain.roadmaps import Plan, RoadmapState
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.domain.tasks import TaskMove, TaskStep
from milepost.workflow.announcements import (
    after_move,
    edit_applied,
    review_required,
    step_finished,
    step_started,
    validation_finished,
)
from milepost.workflow.approval import begin_writing
from milepost.workflow.costs import cost_so_far
from milepost.workflow.criticising import Heard, critique_of, has_critic, hear_critic, keep_heard
from milepost.workflow.editing import context_of
from milepost.workflow.planning_progress import after_step
from milepost.workflow.revisions import current_plan, get_revision, save_revision
from milepost.workflow.run import Run
from milepost.workflow.services import Services
from milepost.workflow.starting import start_runs
from milepost.workflow.task_log import save_moved

MAX_EDIT_ROUNDS = 3


async def settle_structure(run: Run, services: Services) -> None:
    """Validate; while something blocks, let the planner mend it, at most three times; then ask for the review."""
    found = await _validate(run, services)
    while found.report.is_blocking and found.mended < MAX_EDIT_ROUNDS:
        if not await _mend(run, services, found):
            break
        found = await _validate(run, services)
    task = await run.task()
    heard: Heard | None = None
    if has_critic(run.record, task) and not found.report.is_blocking:
        heard = await hear_critic(services, task, found.plan, found.report, which=run.args.plan)
    await _hand_over(run, services, found, heard)


@dataclass(frozen=True, slots=True)
class _Found:
    """A revision and what validation says of it."""

    roadmap: RoadmapRecord
    plan: Plan
    report: ValidationReport
    mended: int
    """How often the planner has mended it since it was designed or a person changed it."""


async def _validate(run: Run, services: Services) -> _Found:
    async with run.transaction() as (work, task):
        roadmap, plan = await current_plan(work, task.roadmap_id)
        report = validate_new(plan)
        mended = await _times_mended(work, roadmap)
        checked = validation_finished(report, round_number=mended + 1, revision=roadmap.revision)
        await work.events.append(task.task_id, [checked], now=services.clock.now())
    return _Found(roadmap, plan, report, mended)


async def _times_mended(work: Stores, roadmap: RoadmapRecord) -> int:
    """Counted in what is stored, so that a run that starts anew does not begin to count anew."""
    for revision in range(roadmap.revision, 0, -1):
        made = await get_revision(work, roadmap.roadmap_id, revision)
        if made.by != "planner" or not made.operations:
            return roadmap.revision - revision
    return roadmap.revision


async def _mend(run: Run, services: Services, found: _Found) -> bool:
    """One round of the planner's edits; False when it has nothing to offer."""
    task = await run.task()
    if task.intent is None:
        return False
    try:
        proposal = await services.planner.repair(found.plan.roadmap, report=found.report, intent=task.intent)
        mending = edit(found.plan.roadmap, proposal.operations, context_of(services, task.intent))
    except (FeedbackNotUnderstood, OperationRefused):
        return False
    if not mending.operations:
        return False
    mended = plan_of(mending.roadmap, task.intent)
    now = services.clock.now()
    async with run.transaction() as (work, task):
        editing = after_move(task, TaskMove.EDIT, now=now)
        occurrence = f"r{found.roadmap.revision}"
        begun = step_started(editing, occurrence=occurrence)
        after = await save_revision(
            work, found.roadmap, mended, by="planner", operations=mending.operations, now=now
        )
        applied = edit_applied(
            round_number=found.mended + 1,
            revision=after.revision,
            by="planner",
            count=len(mending.operations),
        )
        validating = after_move(editing, TaskMove.VALIDATE, now=now)
        done = step_finished(editing, TaskStep.ROADMAP_EDIT, occurrence=occurrence)
        again = step_started(validating, occurrence=f"r{after.revision}")
        await save_moved(work, validating)
        await work.events.append(task.task_id, [begun, applied, done, again], now=now)
    return True


async def _hand_over(run: Run, services: Services, found: _Found, heard: Heard | None) -> None:
    """End the run: ask for a review, or begin writing where none is wanted and nothing blocks."""
    report = heard.report if heard else found.report
    now = services.clock.now()
    follow_ups: list[RunRecord] = []
    async with run.transaction() as (work, task):
        roadmap, _ = await current_plan(work, task.roadmap_id)
        if heard is not None:
            task, roadmap = await keep_heard(
                work, task, roadmap, heard, round_number=found.mended + 1, services=services
            )
            critique: Critique | None = heard.critique
        else:
            # An edit run has made the changes that were asked for in a review: what was remarked there still holds.
            before = await critique_of(work, run.args.review_id) if run.record.kind == "edit" else None
            critique = before and before.only_remarks()
        task = after_step(task, TaskStep.STRUCTURE_VALIDATION)
        checked = step_finished(task, TaskStep.STRUCTURE_VALIDATION, occurrence=f"r{roadmap.revision}")
        await work.events.append(task.task_id, [checked, *await cost_so_far(work, task)], now=now)
        if task.request.review or report.is_blocking:
            await open_review(work, task, roadmap, report, services, critique=critique)
        else:
            plan = heard.plan if heard else found.plan
            follow_ups = await begin_writing(work, task, roadmap, plan, services)
        await work.runs.end(run.key, outcome="settled", lost=False, now=now)
    await start_runs(services, follow_ups)


async def open_review(
    work: Stores,
    task: TaskRecord,
    roadmap: RoadmapRecord,
    report: ValidationReport,
    services: Services,
    *,
    critique: Critique | None = None,
) -> TaskRecord:
    """Ask a person about the current revision of a roadmap; the task waits, in storage and nowhere else."""
    now = services.clock.now()
    review = ReviewRecord(
        review_id=ReviewId(services.ids.new(REVIEW_PREFIX)),
        task_id=task.task_id,
        roadmap_id=roadmap.roadmap_id,
        round=task.round + 1,
        revision=roadmap.revision,
        report=ReviewReport.of(report, critique),
        created_at=now,
    )
    asked = after_move(task, TaskMove.ASK_REVIEW, now=now, review_id=review.review_id, round=review.round)
    await work.reviews.add(review)
    await save_moved(work, asked)
    in_review = roadmap.model_copy(update={"state": RoadmapState.IN_REVIEW, "updated_at": now})
    await work.roadmaps.save(in_review, base_revision=roadmap.revision)
    begun = step_started(asked, occurrence=str(review.round))
    await work.events.append(task.task_id, [begun, review_required(review)], now=now)
    return asked
