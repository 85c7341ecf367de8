"""Another plan for a goal of which more is known by now: how it is called for, and what becomes of the one before."""

from typing import NamedTuple

from milepost.domain.checking.critique import Critique
from milepost.domain.checking.validation import validate_new
from milepost.domain.errors import MilepostError
from milepost.domain.goals import Intent
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RunArgs, RunRecord, TaskRecord, run_key
from milepost.domain.roadmaps import RoadmapState
from milepost.domain.tasks import TaskMove, TaskStatus, TaskStep
from milepost.workflow.announcements import after_move, questions_answered, step_finished
from milepost.workflow.costs import with_another_plan
from milepost.workflow.criticising import critique_of
from milepost.workflow.planning_progress import after_step, before_another_plan
from milepost.workflow.revisions import current_plan, get_roadmap
from milepost.workflow.run import Run, new_run
from milepost.workflow.services import Services
from milepost.workflow.settle_structure import open_review
from milepost.workflow.task_log import save_moved

#: Steps of a run whose plan is not stored yet, so that the one that stands is from before it.
_BEFORE_ITS_PLAN = {TaskStep.INTENT_ANALYSIS, TaskStep.CURRICULUM_DESIGN}


class CalledFor(NamedTuple):
    """What to do once the transaction has committed."""

    run: RunRecord
    """To be started."""
    voided: list[RunRecord]
    """To be stopped: their rows have ended, so they can write nothing any more."""


async def plan_anew(work: Stores, task: TaskRecord, intent: Intent, services: Services) -> CalledFor:
    """Void what there is of a plan and call for another one, for this intent."""
    now = services.clock.now()
    voided = list(await work.runs.open_runs(task.task_id))
    for run in voided:
        await work.runs.end(run.key, outcome="answered", lost=False, now=now)
    if task.status is TaskStatus.HUMAN_REVIEW_PENDING:
        assert task.review_id is not None
        await work.reviews.decide(task.review_id, state="closed", feedback=None, now=now)
        told = step_finished(task, TaskStep.HUMAN_REVIEW, occurrence=str(task.round))
        await work.events.append(task.task_id, [told], now=now)
    roadmap = await get_roadmap(work, task.roadmap_id)
    drafting = roadmap.model_copy(update={"state": RoadmapState.DRAFTING, "updated_at": now})
    await work.roadmaps.save(drafting, base_revision=roadmap.revision)
    analysing = after_move(
        task,
        TaskMove.PLAN_ANEW,
        now=now,
        review_id=None,
        intent=intent,
        progress=before_another_plan(task.progress),
        estimates=await with_another_plan(work, services, task),
    )
    await save_moved(work, analysing)
    tries = await _tries(work, task)
    n = len(tries) + 1
    run = new_run(
        analysing,
        "plan",
        key=run_key("plan", task.task_id, what=None, n=n),
        args=_stands(task, voided).model_copy(update={"plan": tries[-1].args.plan + 1}),
        services=services,
        n=n,
    )
    await work.runs.add(run)
    return CalledFor(run, voided)


async def offer_plan_before(run: Run, services: Services, failure: MilepostError, *, intent: Intent) -> None:
    """Ask for a review of the plan that stands, since another one could not be made, with the answers that it is for.

    `intent` is what it was made for.
    """
    now = services.clock.now()
    async with run.transaction() as (work, task):
        assert task.intent is not None
        taken_back = questions_answered(
            task.intent.questions,
            intent.questions,
            effect="taken_back",
            occasion=str(task.last_seq),
            reason=failure.slug,
        )
        roadmap, plan = await current_plan(work, task.roadmap_id)
        checking = after_move(task, TaskMove.VALIDATE, now=now, intent=intent)
        checking = after_step(checking, TaskStep.STRUCTURE_VALIDATION)
        await work.events.append(task.task_id, taken_back, now=now)
        critique = await critique_of(work, run.args.review_id)
        if critique is None and task.planner == "model":
            critique = Critique(outcome="not_checked", reason=failure.slug)
        await open_review(work, checking, roadmap, validate_new(plan), services, critique=critique)
        await work.runs.end(run.key, outcome=failure.slug, lost=False, now=now)


def _stands(task: TaskRecord, voided: list[RunRecord]) -> RunArgs:
    """What a run has to know of the plan that stands while it makes another one: what it was made for, and its review.
    Nothing where none stands."""
    if voided and task.step in _BEFORE_ITS_PLAN:
        return voided[-1].args
    return RunArgs(intent_before=task.intent, review_id=task.review_id)


async def _tries(work: Stores, task: TaskRecord) -> list[RunRecord]:
    """All runs that have planned the task, in their order."""
    tries: list[RunRecord] = []
    while (run := await _try(work, task, len(tries) + 1)) is not None:
        tries.append(run)
    return tries


async def _try(work: Stores, task: TaskRecord, n: int) -> RunRecord | None:
    return await work.runs.find(run_key("plan", task.task_id, what=None, n=n))
