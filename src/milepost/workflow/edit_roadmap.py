"""The `edit:` run: apply the changes a person asked for, validate again, and ask for the next review."""

from milepost.domain.editing.edits import Edited, edit
from milepost.domain.errors import FeedbackNotUnderstood, OperationRefused
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.domain.tasks import TaskMove, TaskStep
from milepost.workflow.announcements import after_move, edit_applied, step_finished, step_started
from milepost.workflow.editing import context_of
from milepost.workflow.occasions import occasion_of
from milepost.workflow.proposing import propose_edits
from milepost.workflow.revisions import current_plan, save_revision
from milepost.workflow.run import Run
from milepost.workflow.services import Services
from milepost.workflow.settle_structure import settle_structure
from milepost.workflow.task_log import save_moved


async def edit_roadmap(run: Run, services: Services) -> None:
    """Carry out a rejection's changes and come back with a new review."""
    await run.step("apply", lambda: _apply(run, services))
    await run.step("settle", lambda: settle_structure(run, services))


async def _apply(run: Run, services: Services) -> None:
    task = await run.task()
    if task.step is not TaskStep.ROADMAP_EDIT or task.intent is None:
        return
    async with services.database.read() as work:
        roadmap, plan = await current_plan(work, task.roadmap_id)
    context = context_of(services, task.intent)
    not_understood: tuple[str, ...] = ()
    try:
        done = edit(plan.roadmap, run.args.operations, context)
    except OperationRefused as refused:
        # It could be applied when it was sent; only another catalog since then makes it impossible.
        done, not_understood = Edited(plan.roadmap, ()), (str(refused),)
    roadmap_after, operations = done.roadmap, done.operations
    if run.args.feedback:
        try:
            words = await propose_edits(
                services,
                roadmap_after,
                feedback=run.args.feedback,
                intent=task.intent,
                occasion=occasion_of(task, attempt=task.round),
            )
            said = edit(roadmap_after, words.operations, context)
        except (FeedbackNotUnderstood, OperationRefused):
            # It was understood when it was sent, but a planner need not answer the same twice.
            not_understood = (*not_understood, run.args.feedback)
        else:
            roadmap_after, operations = said.roadmap, (*operations, *said.operations)
            not_understood = (*not_understood, *words.not_understood)
    edited = plan_of(roadmap_after, task.intent)
    now = services.clock.now()
    async with run.transaction() as (work, task):
        after = await save_revision(work, roadmap, edited, by="person", operations=operations, now=now)
        applied = edit_applied(
            round_number=task.round, revision=after.revision, by="person",
            count=len(operations), not_understood=not_understood,
        )  # fmt: skip
        finished = step_finished(task, TaskStep.ROADMAP_EDIT, occurrence=f"review{task.round}")
        task = after_move(task, TaskMove.VALIDATE, now=now)
        await save_moved(work, task)
        begun = step_started(task, occurrence=f"r{after.revision}")
        await work.events.append(task.task_id, [applied, finished, begun], now=now)
