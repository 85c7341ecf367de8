"""The `plan:` run: analyse the goal, design the roadmap stage by stage, settle its structure, ask for a review.

A goal is planned again when something that was asked back is answered otherwise than assumed (`planning_anew`).

It ends when the review is asked; nothing waits inside a run. Each step looks first at what is stored, so a
run that starts anew goes on where the last one was killed.
"""

from collections.abc import Sequence
from contextlib import aclosing

from milepost.domain.drafts import DesignRestarted, Draft, DraftSummary, StageDraft
from milepost.domain.errors import MilepostError, StorageUnreachable
from milepost.domain.events import DraftResetData, NewEvent
from milepost.domain.goals import Intent
from milepost.domain.roadmaps import Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.domain.tasks import TaskMove, TaskStep
from milepost.workflow.announcements import (
    after_move,
    intent_ready,
    questions_asked,
    step_finished,
    step_started,
)
from milepost.workflow.batches import in_batches
from milepost.workflow.choosing import designer_of
from milepost.workflow.costs import cost_so_far
from milepost.workflow.draft_events import draft_events
from milepost.workflow.occasions import occasion_of
from milepost.workflow.planning_anew import offer_plan_before
from milepost.workflow.planning_progress import after_step
from milepost.workflow.revisions import get_roadmap, save_revision
from milepost.workflow.run import Run
from milepost.workflow.services import Services
from milepost.workflow.settle_structure import settle_structure
from milepost.workflow.task_log import save_moved


async def plan_roadmap(run: Run, services: Services) -> None:
    """Make a plan of a roadmap and ask for its review.

    Raises:
        MilepostError: It cannot be made, and no earlier plan stands that could be offered again.
    """
    try:
        await run.step("analyse", lambda: _analyse(run, services))
        await run.step("design", lambda: _design(run, services))
    except StorageUnreachable:
        raise
    except MilepostError as failure:
        if run.args.intent_before is None:
            raise
        await offer_plan_before(run, services, failure, intent=run.args.intent_before)
        return
    await run.step("settle", lambda: settle_structure(run, services))


async def _analyse(run: Run, services: Services) -> None:
    occurrence = str(run.args.plan)
    now = services.clock.now()
    async with run.transaction() as (work, task):
        if task.step not in {TaskStep.QUEUED, TaskStep.INTENT_ANALYSIS}:
            return
        task = after_move(task, TaskMove.ANALYSE, now=now)
        await save_moved(work, task)
        await work.events.append(task.task_id, [step_started(task, occurrence=occurrence)], now=now)
    designer = designer_of(services, task)
    asked = task.intent.questions if task.intent else ()
    occasion = occasion_of(task, plan=run.args.plan)
    intent = await designer.analyse(task.request, today=task.today, occasion=occasion, asked=asked)
    now = services.clock.now()
    async with run.transaction() as (work, task):
        if task.intent is not None:
            # What was answered meanwhile, without planning anew, is not to be lost.
            intent = intent.model_copy(update={"questions": task.intent.questions})
        task = after_step(task.model_copy(update={"intent": intent}), TaskStep.INTENT_ANALYSIS)
        told = [
            step_finished(task, TaskStep.INTENT_ANALYSIS, occurrence=occurrence),
            intent_ready(intent, plan=run.args.plan),
            *questions_asked(intent),
        ]
        task = after_move(task, TaskMove.DESIGN, now=now)
        await save_moved(work, task)
        cost = await cost_so_far(work, task)
        begun = step_started(task, occurrence=occurrence)
        await work.events.append(task.task_id, [*told, *cost, begun], now=now)


async def _design(run: Run, services: Services) -> None:
    task = await run.task()
    if task.step is not TaskStep.CURRICULUM_DESIGN or task.intent is None:
        return
    attempt = await _next_attempt(run, services, reason="answered" if run.args.plan > 1 else "restarted")
    stages: list[StageDraft] = []
    summary: DraftSummary | None = None
    designer = designer_of(services, task)
    occasion = occasion_of(task, plan=run.args.plan)
    designing = designer.design(task.intent, request=task.request, occasion=occasion)
    # Closed at once, also where the run is stopped while something is stored: a model that goes on writing costs money.
    async with aclosing(in_batches(designing)) as batches:
        async for drafts in batches:
            for index, draft in reversed(list(enumerate(drafts))):
                if isinstance(draft, DesignRestarted):
                    attempt = await _next_attempt(run, services, reason=draft.reason)
                    stages, drafts = [], drafts[index + 1 :]
                    break
            await _keep_drafts(run, services, attempt, drafts)
            stages += [draft for draft in drafts if isinstance(draft, StageDraft)]
            summary = next((draft for draft in drafts if isinstance(draft, DraftSummary)), summary)
    if summary is None:
        raise RuntimeError("The planner ended without a summary of its design.")
    await _keep_design(run, services, task.intent, stages, summary)


async def _next_attempt(run: Run, services: Services, *, reason: str) -> int:
    now = services.clock.now()
    async with run.transaction() as (work, task):
        attempt = task.draft_attempt + 1
        await work.tasks.save(task.model_copy(update={"draft_attempt": attempt, "updated_at": now}))
        if attempt > 1:
            data = DraftResetData(attempt=attempt, reason=reason)
            reset = NewEvent(key=f"reset:{attempt}", type="draft_reset", data=data)
            await work.events.append(task.task_id, [reset], now=now)
    return attempt


async def _keep_drafts(run: Run, services: Services, attempt: int, drafts: Sequence[Draft]) -> None:
    events = [event for draft in drafts for event in draft_events(attempt, draft)]
    if not events:
        return
    async with run.transaction() as (work, task):
        for draft in drafts:
            if isinstance(draft, StageDraft):
                await work.drafts.put(task.task_id, attempt, draft)
        await work.events.append(task.task_id, events, now=services.clock.now())


async def _keep_design(
    run: Run, services: Services, intent: Intent, stages: list[StageDraft], summary: DraftSummary
) -> None:
    roadmap = Roadmap(
        title=summary.title,
        stages=tuple(draft.stage for draft in stages),
        edges=summary.edges,
        pruned=summary.pruned,
        not_covered=summary.not_covered,
        keep_order=summary.keep_order,
        aims=summary.aims,
        packs=summary.packs,
        corrections=summary.corrections,
    )
    plan = plan_of(roadmap, intent)
    now = services.clock.now()
    async with run.transaction() as (work, task):
        stored = await get_roadmap(work, task.roadmap_id)
        await save_revision(work, stored, plan, by="planner", now=now)
        task = after_step(task, TaskStep.CURRICULUM_DESIGN)
        occurrence = str(run.args.plan)
        finished = step_finished(task, TaskStep.CURRICULUM_DESIGN, occurrence=occurrence)
        task = after_move(task, TaskMove.VALIDATE, now=now)
        await save_moved(work, task)
        cost = await cost_so_far(work, task)
        begun = step_started(task, occurrence=occurrence)
        await work.events.append(task.task_id, [finished, *cost, begun], now=now)
