"""The line that operators read at each change of a task's status or step."""

import structlog

from milepost.domain.ports.storage import Stores
from milepost.domain.records import TaskRecord

log = structlog.get_logger("milepost.tasks")


async def save_moved(work: Stores, task: TaskRecord) -> None:
    """Store a task whose status or step has changed, and log it once that is true."""
    await work.tasks.save(task)
    work.after_commit(
        lambda: log.info("task_status_updated", task_id=task.task_id, status=task.status, step=task.step)
    )
