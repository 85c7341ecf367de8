"""The `plan:` run: analyse the goal, design the roadmap stage by stage, settle its structure, ask for a review.

It ends when the review is asked; nothing waits inside a run. Each step looks first at what is stored, so a
run that starts anew goes on where the last one was killed.
"""

from milepost.domain.drafts import DraftSummary, StageDraft
from milepost.domain.events import (
    DraftedConcept,
    DraftResetData,
    ModuleDraftedData,
    NewEvent,
    StageDraftedData,
)
from milepost.domain.goals import Intent
from milepost.domain.roadmaps import Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.domain.tasks import TaskMove, TaskStep
from milepost.workflow.announcements import (
    after_move,
    first_that_fit,
    intent_ready,
    planning_progress,
    step_finished,
    step_started,
)
from milepost.workflow.batches import in_batches
from milepost.workflow.revisions import get_roadmap, save_revision
from milepost.workflow.run import Run
from milepost.workflow.services import Services
from milepost.workflow.settle_structure import settle_structure
from milepost.workflow.task_log import save_moved


async def plan_roadmap(run: Run, services: Services) -> None:
    """Make the first revision of a roadmap and ask for its review."""
    await run.step("analyse", lambda: _analyse(run, services))
    await run.step("design", lambda: _design(run, services))
    await run.step("settle", lambda: settle_structure(run, services))


async def _analyse(run: Run, services: Services) -> None:
    now = services.clock.now()
    async with run.transaction() as (work, task):
        if task.intent is not None:
            return
        task = after_move(task, TaskMove.ANALYSE, now=now)
        await save_moved(work, task)
        await work.events.append(task.task_id, [step_started(task, occurrence="1")], now=now)
    intent = await services.planner.analyse(task.request, today=task.today)
    now = services.clock.now()
    async with run.transaction() as (work, task):
        task = planning_progress(
            task.model_copy(update={"intent": intent}), finished=TaskStep.INTENT_ANALYSIS
        )
        finished = [step_finished(task, TaskStep.INTENT_ANALYSIS, occurrence="1"), intent_ready(intent)]
        task = after_move(task, TaskMove.DESIGN, now=now)
        await save_moved(work, task)
        await work.events.append(task.task_id, [*finished, step_started(task, occurrence="1")], now=now)


async def _design(run: Run, services: Services) -> None:
    task = await run.task()
    if task.step is not TaskStep.CURRICULUM_DESIGN or task.intent is None:
        return
    attempt = await _next_attempt(run, services)
    stages: list[StageDraft] = []
    summary: DraftSummary | None = None
    async for drafts in in_batches(services.planner.design(task.intent)):
        fresh = [draft for draft in drafts if isinstance(draft, StageDraft)]
        if fresh:
            await _keep_drafts(run, services, attempt, fresh)
        stages += fresh
        summary = next((draft for draft in drafts if isinstance(draft, DraftSummary)), summary)
    if summary is None:
        raise RuntimeError("The planner ended without a summary of its design.")
    await _keep_first_revision(run, services, task.intent, stages, summary)


async def _next_attempt(run: Run, services: Services) -> int:
    now = services.clock.now()
    async with run.transaction() as (work, task):
        attempt = task.draft_attempt + 1
        await work.tasks.save(task.model_copy(update={"draft_attempt": attempt, "updated_at": now}))
        if attempt > 1:
            data = DraftResetData(attempt=attempt, reason="restarted")
            reset = NewEvent(key=f"reset:{attempt}", type="draft_reset", data=data)
            await work.events.append(task.task_id, [reset], now=now)
    return attempt


async def _keep_drafts(run: Run, services: Services, attempt: int, drafts: list[StageDraft]) -> None:
    async with run.transaction() as (work, task):
        for draft in drafts:
            await work.drafts.put(task.task_id, attempt, draft)
        events = [event for draft in drafts for event in _draft_events(attempt, draft)]
        await work.events.append(task.task_id, events, now=services.clock.now())


def _draft_events(attempt: int, draft: StageDraft) -> list[NewEvent]:
    stage = draft.stage
    stage_data = StageDraftedData(
        attempt=attempt, index=draft.index, expected_stages=draft.expected_stages, stage_id=stage.stage_id,
        name=stage.name, module_count=len(stage.modules), concept_count=sum(1 for _ in stage.concepts),
    )  # fmt: skip
    events = [NewEvent(key=f"stage:{attempt}:{draft.index}", type="stage_drafted", data=stage_data)]
    for index, module in enumerate(stage.modules):
        module_data = ModuleDraftedData(
            attempt=attempt, stage_id=stage.stage_id, index=index, module_id=module.module_id, name=module.name,
            concepts=first_that_fit(
                [
                    DraftedConcept(concept_id=one.concept_id, name=one.name, hours=one.estimated_hours)
                    for one in module.concepts
                ],
                6000,
            ),
        )  # fmt: skip
        key = f"module:{attempt}:{draft.index}:{index}"
        events.append(NewEvent(key=key, type="module_drafted", data=module_data))
    return events


async def _keep_first_revision(
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
    )
    plan = plan_of(roadmap, intent)
    now = services.clock.now()
    async with run.transaction() as (work, task):
        stored = await get_roadmap(work, task.roadmap_id)
        await save_revision(work, stored, plan, by="planner", now=now)
        task = planning_progress(task, finished=TaskStep.CURRICULUM_DESIGN)
        finished = step_finished(task, TaskStep.CURRICULUM_DESIGN, occurrence="1")
        task = after_move(task, TaskMove.VALIDATE, now=now)
        await save_moved(work, task)
        await work.events.append(task.task_id, [finished, step_started(task, occurrence="1")], now=now)
