"""The long-poll transport: the same bytes and cursors as the socket, one page of events an answer."""

from collections.abc import Callable, MutableMapping
from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from milepost.domain.errors import ParameterRefused
from milepost.domain.id_check import check_task_id
from milepost.domain.ids import OwnerId
from milepost.realtime.admission import find_task
from milepost.realtime.cursor import Cursor, parse_cursor, resume
from milepost.realtime.hub import Hub

MAX_LIMIT = 500
MAX_WAIT_SECONDS = 30
_limit: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(ge=1, le=MAX_LIMIT)])
_wait: TypeAdapter[float] = TypeAdapter(
    Annotated[float, Field(ge=0, le=MAX_WAIT_SECONDS, allow_inf_nan=False)]
)


class LongPoll:
    """Answers `GET /api/v1/tasks/{task_id}/events?after=&limit=&wait=`."""

    def __init__(self, hub: Hub, owner: Callable[[MutableMapping[str, Any]], OwnerId]) -> None:
        self._hub = hub
        self._owner = owner

    async def __call__(self, request: Request) -> Response:
        task_id = request.path_params["task_id"]
        check_task_id(task_id)
        after = request.query_params.get("after")
        limit = _read(_limit, request, "limit", default=MAX_LIMIT)
        wait = timedelta(seconds=_read(_wait, request, "wait", default=0))
        body = await self._page(
            request, task_id, parse_cursor(after) if after else None, limit=limit, wait=wait
        )
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})

    async def _page(
        self, request: Request, task_id: str, cursor: Cursor | None, *, limit: int, wait: timedelta
    ) -> str:
        log = self._hub.event_log
        task = await find_task(self._hub, task_id, self._owner(request.scope))
        after, resync = resume(cursor, epoch=log.epoch, head=task.last_seq, default=0)
        if after >= task.last_seq and not task.status.is_terminal and wait:
            await self._hub.wait_past(task_id, after, wait)
            task = await log.task(task_id) or task
        events = await log.read(task_id, after=after, limit=limit)
        sent = events[-1].seq if events else after
        # `head` is read before the events: it may be behind what is sent, never ahead of the log.
        head = max(task.last_seq, sent)
        is_end = task.status.is_terminal and sent >= task.last_seq
        # The stored bytes go out as they are, inside an answer written around them.
        return (
            f'{{"epoch":"{log.epoch}","events":[{",".join(event.payload for event in events)}],'
            f'"next":"{log.epoch}.{sent}","head":{head},"terminal":{"true" if is_end else "false"},'
            f'"resync":{f"{chr(34)}{resync}{chr(34)}" if resync else "null"}}}'
        )


def _read(adapter: TypeAdapter[Any], request: Request, name: str, *, default: Any) -> Any:
    text = request.query_params.get(name)
    if text is None:
        return default
    try:
        return adapter.validate_strings(text)
    except ValidationError as error:
        raise ParameterRefused(f"/query/{name}", error.errors()[0]["msg"]) from None
