"""Tasks on the wire."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from milepost.api.task_status_view import TaskStatusView
from milepost.domain.costs.estimates import TaskEstimates
from milepost.domain.costs.parts import SpendPart
from milepost.domain.goals import GoalRequest, Question
from milepost.domain.model_records import Receipt, SpendLine
from milepost.domain.purposes import TaskPurpose
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus, TaskStep


class CostLineView(BaseModel):
    """What one part of a task has taken; the figures are those of the requests that are settled."""

    part: SpendPart
    pieces: int
    """For how many units, or stages, it was asked."""
    requests: int
    tokens: int
    micros: int


class TaskCostView(BaseModel):
    """What a task has taken of language models, and what was said beforehand. Money is in micro-units."""

    requests: int
    tokens: int
    """Read and written, together."""
    input_tokens: int
    output_tokens: int
    micros: int
    unpriced_tokens: int
    """Of `tokens`, those of which no price is known: their money is not in `micros`."""
    unsettled_requests: int
    """Requests under way, or that ended without a word of what they took."""
    unsettled_tokens: int
    """What those have taken at most."""
    unsettled_micros: int
    anew_tokens: int
    """Of `tokens`, those of plans that were made anew after an answer; told of a single task only, like `lines`."""
    anew_micros: int
    estimates: TaskEstimates | None
    """What was said before planning, and before writing."""
    lines: list[CostLineView]
    """By what it was for; in a list of tasks they are left out."""


class TaskView(TaskStatusView):
    """A task with what it was asked to do."""

    request: GoalRequest
    title: str
    planner: str
    parent_task_id: str | None
    purpose: TaskPurpose
    cost: TaskCostView | None
    """Null where no model was asked, nor is to be."""
    questions: list[Question]
    """What was asked back, with what is assumed or was answered; empty until the goal is analysed."""
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


def task_view(
    task: TaskRecord,
    *,
    epoch: str,
    purpose: TaskPurpose,
    receipt: Receipt | None,
    lines: Sequence[SpendLine] = (),
) -> TaskView:
    """`receipt` is what it has taken of models, and `lines` the same by part."""
    return TaskView(
        **task.model_dump(include=set(TaskView.model_fields)),
        purpose=purpose,
        cost=_cost_view(task, receipt or Receipt(), lines),
        title=task.intent.title if task.intent else task.request.goal,
        questions=list(task.intent.questions) if task.intent else [],
        epoch=epoch,
        terminal=task.status.is_terminal,
    )


def _cost_view(task: TaskRecord, receipt: Receipt, lines: Sequence[SpendLine]) -> TaskCostView | None:
    if receipt.is_empty and task.estimates is None:
        return None
    usage = receipt.usage
    return TaskCostView(
        requests=usage.requests,
        tokens=usage.tokens,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        micros=usage.cost_micros,
        unpriced_tokens=receipt.unpriced_tokens,
        unsettled_requests=receipt.unsettled_requests,
        unsettled_tokens=receipt.unsettled_tokens,
        unsettled_micros=receipt.unsettled_micros,
        anew_tokens=sum(line.anew.usage.tokens for line in lines),
        anew_micros=sum(line.anew.usage.cost_micros for line in lines),
        estimates=task.estimates,
        lines=[
            CostLineView(
                part=line.part,
                pieces=line.pieces,
                requests=line.receipt.usage.requests,
                tokens=line.receipt.usage.tokens,
                micros=line.receipt.usage.cost_micros,
            )
            for line in lines
        ],
    )
