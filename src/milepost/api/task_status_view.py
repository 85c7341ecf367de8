"""The status of a task on the wire: a shape alone, so that clients in Python can read it without the server."""

from datetime import datetime

from pydantic import BaseModel

from milepost.domain.records import TaskError, TaskRecord
from milepost.domain.tasks import Progress, TaskStatus, TaskStep


class TaskStatusView(BaseModel):
    task_id: str
    status: TaskStatus
    step: TaskStep
    progress: Progress
    roadmap_id: str
    review_id: str | None
    last_seq: int
    epoch: str
    terminal: bool
    created_at: datetime
    updated_at: datetime
    error: TaskError | None


def status_view(task: TaskRecord, *, epoch: str) -> TaskStatusView:
    return TaskStatusView(
        **task.model_dump(include=set(TaskStatusView.model_fields)),
        epoch=epoch,
        terminal=task.status.is_terminal,
    )
