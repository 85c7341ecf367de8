"""How a task ends: what is unfinished is settled, the last event closes the log."""

from milepost.domain.events import EndData
from milepost.domain.ports.storage import Stores
from milepost.domain.records import TaskError, TaskRecord
from milepost.domain.tasks import TaskMove, UnitMove, UnitStatus, final_move, move_unit
from milepost.workflow.announcements import after_move, ended, shortened
from milepost.workflow.services import Services
from milepost.workflow.task_log import save_moved


async def end_task(
    work: Stores, task: TaskRecord, what: TaskMove, services: Services, *, error: TaskError | None = None
) -> TaskRecord:
    """Bring a task to its end in this transaction. Units that are not finished are skipped."""
    await _settle_unfinished(work, task, UnitMove.SKIP, reason=None)
    return await _close(work, task, what, services, error)


async def give_up(work: Stores, task: TaskRecord, services: Services, error: TaskError) -> TaskRecord:
    """End a task whose runs keep dying. Unfinished units have failed, so that they can be retried."""
    await _settle_unfinished(work, task, UnitMove.FAIL, reason=error.type)
    units = await work.units.of_task(task.task_id)
    what = final_move(unit.status for unit in units) if units else TaskMove.FAIL
    return await _close(work, task, what, services, error)


async def finish_writing(work: Stores, task: TaskRecord, services: Services) -> TaskRecord:
    """End a task all of whose units are terminal; its status follows from them alone."""
    units = await work.units.of_task(task.task_id)
    return await _close(work, task, final_move(unit.status for unit in units), services, None)


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
    )
    await work.events.append(task.task_id, [ended(after, data)], now=now)
    return after


async def _settle_unfinished(work: Stores, task: TaskRecord, what: UnitMove, *, reason: str | None) -> None:
    settled = []
    for unit in await work.units.of_task(task.task_id):
        if unit.status.is_terminal:
            continue
        # Only what is running can fail; what never began is begun first, as far as its status goes.
        status = unit.status if what is UnitMove.SKIP else move_unit(unit.status, UnitMove.START)
        settled.append(unit.model_copy(update={"status": move_unit(status, what), "reason": reason}))
    await work.units.save_all(settled)
