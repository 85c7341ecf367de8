"""Tasks: listed, looked at, cancelled and retried."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from milepost.api.deps import After, Context, Limit, Once, Owner, ServicesOf
from milepost.api.lists import ListOf
from milepost.api.problems import problems
from milepost.api.task_status import STATUS_RESPONSES, IfNoneMatch, Wait, status_answer
from milepost.api.task_status_view import TaskStatusView
from milepost.api.tasks.schemas import SupportView, TaskView, task_view
from milepost.domain import errors
from milepost.domain.tasks import TaskStatus
from milepost.workflow import answer_questions, cancel_task, retry_task
from milepost.workflow.access import get_task
from milepost.workflow.generate_roadmap import Accepted
from milepost.workflow.purposes import purposes_of

router = APIRouter(prefix="/api/v1/tasks", tags=["tasks"])

TaskIdText = Annotated[str, Path(max_length=64)]
_NOT_FOUND = (errors.TaskNotFound, errors.WrongIdKind)


@router.get("", operation_id="list_tasks", responses=problems(errors.MalformedCursor))
async def list_all(
    context: Context,
    owner: Owner,
    status: Annotated[TaskStatus | None, Query()] = None,
    after: After = None,
    limit: Limit = 50,
) -> ListOf[TaskView]:
    """The owner's tasks, newest first."""
    async with context.services.database.read() as work:
        page = await work.tasks.page(owner, status=status, after=after, limit=limit)
        receipts = await work.spend.receipts([task.task_id for task in page.items])
        purposes = await purposes_of(work, page.items)
    items = [
        task_view(
            task,
            epoch=context.event_log.epoch,
            purpose=purposes[task.task_id],
            receipt=receipts.get(task.task_id),
        )
        for task in page.items
    ]
    return ListOf(items=items, next_cursor=page.next_cursor, total=page.total)


@router.get("/{task_id}", operation_id="get_task", responses=problems(*_NOT_FOUND))
async def get_one(task_id: TaskIdText, context: Context, owner: Owner) -> TaskView:
    """A task with what it was asked to do."""
    async with context.services.database.read() as work:
        task = await get_task(work, task_id, owner)
        receipts = await work.spend.receipts([task.task_id])
        lines = await work.spend.lines(task.task_id)
        purposes = await purposes_of(work, [task])
    return task_view(
        task,
        epoch=context.event_log.epoch,
        purpose=purposes[task.task_id],
        receipt=receipts.get(task.task_id),
        lines=lines,
    )


@router.get(
    "/{task_id}/status",
    operation_id="get_task_status",
    response_model=TaskStatusView,
    responses=STATUS_RESPONSES,
)
async def status(
    task_id: TaskIdText, context: Context, owner: Owner, if_none_match: IfNoneMatch = None, wait: Wait = None
) -> Response:
    """The status of a task."""
    return await status_answer(context, owner, task_id, if_none_match=if_none_match, wait=wait)


@router.post(
    "/{task_id}/cancel",
    status_code=202,
    operation_id="cancel_task",
    responses=problems(*_NOT_FOUND, errors.TaskEnded, errors.IdempotencyKeyReused),
)
async def cancel(task_id: TaskIdText, services: ServicesOf, once: Once) -> Accepted:
    """Stop a task; what is finished stays readable."""
    return await cancel_task.cancel_task(services, once, task_id)


@router.post(
    "/{task_id}/retry",
    status_code=202,
    operation_id="retry_task",
    responses=problems(
        *_NOT_FOUND,
        errors.RoadmapDeleted,
        errors.TaskRunning,
        errors.NothingToRetry,
        errors.IdempotencyKeyReused,
    ),
)
async def retry(
    task_id: TaskIdText, services: ServicesOf, once: Once, request: retry_task.RetryRequest | None = None
) -> Accepted:
    """Write again what the task could not, as a new task."""
    return await retry_task.retry_task(services, once, task_id, request or retry_task.RetryRequest())


@router.post(
    "/{task_id}/answers",
    status_code=202,
    operation_id="answer_questions",
    responses=problems(
        *_NOT_FOUND, errors.RoadmapDeleted, errors.AnswersTooLate, errors.IdempotencyKeyReused
    ),
)
async def answer(
    task_id: TaskIdText, answers: answer_questions.Answers, services: ServicesOf, once: Once
) -> Accepted:
    """Answer what was asked back; an answer that says something else than was assumed has the goal planned anew."""
    return await answer_questions.answer_questions(services, once, task_id, answers)


@router.get("/{task_id}/support", operation_id="get_support", responses=problems(*_NOT_FOUND))
async def support(task_id: TaskIdText, context: Context, owner: Owner) -> SupportView:
    """The server's part of a problem report."""
    async with context.services.database.read() as work:
        task = await get_task(work, task_id, owner)
    return SupportView(
        **task.model_dump(include={"task_id", "status", "step", "last_seq"}),
        epoch=context.event_log.epoch,
        versions=dict(context.versions),
        server_log=context.recent_log_lines(task.task_id)[-50:],
    )
