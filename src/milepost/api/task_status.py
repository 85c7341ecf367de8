"""The status of a task, asked for under `/tasks` and `/roadmaps`: its weak tag, and the wait for a change."""

from datetime import timedelta
from typing import Annotated

from fastapi import Header, Query, Response

from milepost.api.context import ApiContext
from milepost.api.problems import problems
from milepost.api.task_status_view import status_view
from milepost.domain import errors
from milepost.domain.ids import OwnerId
from milepost.domain.records import TaskRecord
from milepost.workflow.access import get_task_or_newest

IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match", max_length=200)]
Wait = Annotated[
    float | None,
    Query(ge=0, le=30, allow_inf_nan=False, description="Seconds to wait for a change, at most 30."),
]


STATUS_RESPONSES = problems(errors.TaskNotFound, errors.RoadmapNotFound, errors.WrongIdKind) | {
    304: {"description": "Still what `If-None-Match` names, after `wait` seconds."}
}


async def status_answer(
    context: ApiContext, owner: OwnerId, identifier: str, *, if_none_match: str | None, wait: float | None
) -> Response:
    """200 with the status, or 304 when it is still what `If-None-Match` names after `wait` seconds."""
    task = await _task(context, owner, identifier)
    known = same_tag(if_none_match, _tag(task, context))
    if known and wait and not task.status.is_terminal:
        await context.watch.wait_past(task.task_id, task.last_seq, timedelta(seconds=wait))
        task = await _task(context, owner, identifier)
        known = same_tag(if_none_match, _tag(task, context))
    headers = {"ETag": _tag(task, context), "Cache-Control": "no-store"}
    if known:
        return Response(status_code=304, headers=headers)
    body = status_view(task, epoch=context.event_log.epoch).model_dump_json()
    return Response(body, media_type="application/json", headers=headers)


async def _task(context: ApiContext, owner: OwnerId, identifier: str) -> TaskRecord:
    async with context.services.database.read() as work:
        return await get_task_or_newest(work, identifier, owner)


def _tag(task: TaskRecord, context: ApiContext) -> str:
    return f'W/"{context.event_log.epoch}.{task.last_seq}"'


def same_tag(sent: str | None, current: str) -> bool:
    """Weak comparison (RFC 9110, 8.8.3.2): proxies may strip or add the `W/`."""
    if sent is None:
        return False
    bare = current.removeprefix("W/")
    return any(tag.strip().removeprefix("W/") in {bare, "*"} for tag in sent.split(","))
