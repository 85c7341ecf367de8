"""For whom a planner or an author works, as they are told."""

from milepost.domain.ports.planning import Occasion
from milepost.domain.records import TaskRecord


def occasion_of(task: TaskRecord, *, attempt: int = 1, plan: int = 1) -> Occasion:
    return Occasion(owner_id=task.owner_id, task_id=task.task_id, attempt=attempt, plan=plan)
