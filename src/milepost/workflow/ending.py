"""How a task ends: what is unfinished is settled, the last event closes the log."""

from collections.abc import Sequence

from milepost.domain.events import EndData
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RunRecord, TaskError, TaskRecord, UnitRecord
from milepost.domain.tasks import (
    TaskMove,
    TaskStep,
    UnitMove,
    UnitStatus,
    final_move,
    move_unit,
    progress_of,
)
from milepost.workflow.announcements import after_move, ended, shortened, step_finished, unit_changed
from milepost.workflow.costs import cost_so_far
from milepost.workflow.services import Services
from milepost.workflow.task_log import save_moved


async def end_task(
    work: Stores, task: TaskRecord, what: TaskMove, services: Services, *, error: TaskError | None = None
) -> TaskRecord:
    """Bring a task to its end in this transaction. Units that are not finished are skipped."""
    await _settle_unfinished(work, task, UnitMove.SKIP, reason=None)
    return await _close(work, task, what, services, error)


async def give_up(
    work: Stores, task: TaskRecord, run: RunRecord, services: Services, error: TaskError
) -> None:
    """Stop trying a run that keeps dying. Its unfinished units have failed, so that they can be retried.

    A run that shares the writing of its task with others leaves them at work.
    """
    units = await work.units.of_task(task.task_id)
    if run.args.concepts:
        own = [unit for unit in units if unit.concept_id in run.args.concepts]
        await _fail_units(work, task, own, services, reason=error.type)
        await finish_if_written(work, await _again(work, task), services)
        return
    await _settle_unfinished(work, task, UnitMove.FAIL, reason=error.type)
    units = await work.units.of_task(task.task_id)
    what = final_move(unit.status for unit in units) if units else TaskMove.FAIL
    await _close(work, task, what, services, error)


async def finish_if_written(work: Stores, task: TaskRecord, services: Services) -> None:
    """End a task once all of its units are terminal; its status follows from them alone."""
    units = await work.units.of_task(task.task_id)
    if not all(unit.status.is_terminal for unit in units):
        return
    written = step_finished(task, TaskStep.CONTENT_GENERATION, occurrence="1")
    await work.events.append(task.task_id, [written], now=services.clock.now())
    await _close(work, task, final_move(unit.status for unit in units), services, None)


async def _fail_units(
    work: Stores, task: TaskRecord, units: Sequence[UnitRecord], services: Services, *, reason: str
) -> None:
    now = services.clock.now()
    failed = [_settled(unit, UnitMove.FAIL, reason=reason) for unit in units if not unit.status.is_terminal]
    done, total = task.progress.done, task.progress.total
    events = [
        unit_changed(unit, done=number, total=total) for number, unit in enumerate(failed, start=done + 1)
    ]
    await work.units.save_all(failed)
    progress = progress_of(done + len(failed), total)
    await work.tasks.save(task.model_copy(update={"progress": progress, "updated_at": now}))
    await work.events.append(task.task_id, events, now=now)


async def _again(work: Stores, task: TaskRecord) -> TaskRecord:
    stored = await work.tasks.find(task.task_id)
    assert stored is not None
    return stored


async def _close(
    work: Stores, task: TaskRecord, what: TaskMove, services: Services, error: TaskError | None
) -> TaskRecord:
    now = services.clock.now()
    counts = await work.units.status_counts(task.task_id)
    after = after_move(task, what, now=now, review_id=None, error=error)
    await save_moved(work, after)
    data = EndData(
        completed=counts.get(UnitStatus.COMPLETED, 0),
        failed=counts.get(UnitStatus.FAILED, 0),
        skipped=counts.get(UnitStatus.SKIPPED, 0),
        total=sum(counts.values()),
        reason=shortened(error.detail, 6000) if error else None,
        error_type=error.type if error else None,
    )
    await work.events.append(task.task_id, [*await cost_so_far(work, task), ended(after, data)], now=now)
    if data.skipped:
        await _keep_what_there_was(work, task)
    # An ended task has no open run: whoever still works for it is refused at its next transaction.
    for run in await work.runs.open_runs(task.task_id):
        await work.runs.end(run.key, outcome=f"task_{after.status}", lost=False, now=now)
    return after


async def _keep_what_there_was(work: Stores, task: TaskRecord) -> None:
    """A unit that was to be written anew and was not begun or not finished is what it was before."""
    skipped = [
        unit
        for unit in await work.units.of_task(task.task_id)
        if unit.status is UnitStatus.SKIPPED and unit.version
    ]
    await work.units.save_all([kept(unit) for unit in skipped])


def kept(unit: UnitRecord) -> UnitRecord:
    """The unit at the version that it has; nothing is asked of it any more."""
    status = move_unit(unit.status, UnitMove.KEEP)
    return unit.model_copy(update={"status": status, "reason": None, "asked": None})


async def _settle_unfinished(work: Stores, task: TaskRecord, what: UnitMove, *, reason: str | None) -> None:
    units = await work.units.of_task(task.task_id)
    await work.units.save_all(
        [_settled(unit, what, reason=reason) for unit in units if not unit.status.is_terminal]
    )


def _settled(unit: UnitRecord, what: UnitMove, *, reason: str | None) -> UnitRecord:
    # Only what is running can fail; what never began is begun first, as far as its status goes.
    status = unit.status if what is UnitMove.SKIP else move_unit(unit.status, UnitMove.START)
    return unit.model_copy(update={"status": move_unit(status, what), "reason": reason})
