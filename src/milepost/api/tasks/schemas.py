"""Tasks on the wire."""

from datetime import datetime

from pydantic import BaseModel

from milepost.api.task_status_view import TaskStatusView
from milepost.domain.goals import GoalRequest
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus, TaskStep


class TaskView(TaskStatusView):
    """A task with what it was asked to do."""

    request: GoalRequest
    title: str
    planner: str
    parent_task_id: str | None
    ended_at: datetime | None


class SupportView(BaseModel):
    """What helps to find a fault, with nothing personal in it."""

    task_id: str
    status: TaskStatus
    step: TaskStep
    epoch: str
    last_seq: int
    versions: dict[str, str]
    server_log: list[str]
    """The newest lines about this task, at most 50."""


def task_view(task: TaskRecord, *, epoch: str) -> TaskView:
    return TaskView(
        **task.model_dump(include=set(TaskView.model_fields)),
        title=task.intent.title if task.intent else task.request.goal,
        epoch=epoch,
        terminal=task.status.is_terminal,
    )
