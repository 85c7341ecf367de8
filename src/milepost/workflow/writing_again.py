"""A new task over units of an approved roadmap: what a retry and a new version have in common."""

from collections.abc import Sequence

from milepost.domain.ids import TASK_PREFIX, TaskId
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord, RunRecord, TaskRecord, UnitRecord
from milepost.domain.tasks import TaskState, UnitMove, UnitStatus, move_unit
from milepost.workflow.approval import insert_writing_runs
from milepost.workflow.services import Services


async def write_again(
    work: Stores, parent: TaskRecord, roadmap: RoadmapRecord, units: Sequence[UnitRecord], services: Services
) -> tuple[TaskRecord, list[RunRecord]]:
    """Put units back on the queue, in a task of their own with its own log; ask while the newest task is held.

    Start the returned runs once the transaction has committed.
    """
    task = child_of(parent, services)
    await work.tasks.add(task)
    requeued = [unit.model_copy(update={"status": _requeued(unit.status), "reason": None}) for unit in units]
    await work.units.add_missing(requeued)
    await work.units.save_all(requeued)
    await work.roadmaps.save(
        roadmap.model_copy(update={"task_id": task.task_id}), base_revision=roadmap.revision
    )
    runs = await insert_writing_runs(work, task, requeued, revision=roadmap.revision, services=services)
    begun = await work.tasks.find(task.task_id)
    assert begun is not None
    return begun, runs


def child_of(parent: TaskRecord, services: Services) -> TaskRecord:
    """A task that goes on where another ended, at its beginning."""
    now = services.clock.now()
    start = TaskState()
    return TaskRecord(
        task_id=TaskId(services.ids.new(TASK_PREFIX)),
        owner_id=parent.owner_id,
        roadmap_id=parent.roadmap_id,
        parent_task_id=parent.task_id,
        request=parent.request,
        planner=parent.planner,
        today=services.today(parent.request.time_zone),
        status=start.status,
        step=start.step,
        intent=parent.intent,
        created_at=now,
        updated_at=now,
    )


def _requeued(status: UnitStatus) -> UnitStatus:
    return status if status is UnitStatus.PENDING else move_unit(status, UnitMove.REQUEUE)
