"""A text that is being written, asked for again and again: its weak tag, and the wait for more of it."""

import asyncio
from datetime import timedelta
from typing import Literal

from fastapi import Response
from pydantic import BaseModel

from milepost.api.context import ApiContext
from milepost.api.task_status import same_tag
from milepost.domain.goals import UnitKind
from milepost.domain.ids import OwnerId
from milepost.workflow.following import Seen, follow_text

#: How often is looked whether there is more. The texts themselves are kept no oftener than each 0.7 s.
_LOOK_SECONDS = 0.5


class GrowingText(BaseModel):
    """What there is of it; not a finished version of anything."""

    state: Literal["waiting", "writing", "over"]
    """`over`: nobody is at work on it; what has come of that is a version of the unit, or the reason of its failure."""
    task_id: str | None
    """Which is to write it."""
    beginning: int
    """How often it has been begun: a text that was turned down counts for nothing. 0 before there is anything."""
    text: str


async def growing_text(
    context: ApiContext,
    owner: OwnerId,
    roadmap_id: str,
    concept_id: str,
    kind: UnitKind,
    *,
    if_none_match: str | None,
    wait: float | None,
) -> Response:
    """200 with what there is, or 304 when it is still what `If-None-Match` names after `wait` seconds."""
    time = asyncio.get_running_loop().time
    until = time() + (wait or 0)
    while True:
        seen = await follow_text(context.services, owner, roadmap_id, concept_id, kind)
        known = same_tag(if_none_match, _tag(seen))
        left = until - time()
        if not known or seen.task is None or left <= 0:
            break
        pause = min(_LOOK_SECONDS, left)
        began = time()
        # Not only a pause: an event of the task, and the end of this process, are told of at once.
        grown = await context.watch.wait_past(seen.task.task_id, seen.task.last_seq, timedelta(seconds=pause))
        if not grown and time() - began < pause / 2:
            break  # the process ends, and keeps nobody waiting
    headers = {"ETag": _tag(seen), "Cache-Control": "no-store"}
    if known:
        return Response(status_code=304, headers=headers)
    return Response(_view(seen).model_dump_json(), media_type="application/json", headers=headers)


def _view(seen: Seen) -> GrowingText:
    text = seen.text
    return GrowingText(
        state="over" if not seen.is_at_work else "waiting" if text is None else "writing",
        task_id=seen.task.task_id if seen.task else None,
        beginning=text.beginning if text else 0,
        text=text.text if text else "",
    )


def _tag(seen: Seen) -> str:
    text = seen.text
    place = f"{text.attempt}.{text.beginning}.{text.serial}" if text else "0"
    return f'W/"{seen.unit.attempt}.{_view(seen).state}.{place}"'
