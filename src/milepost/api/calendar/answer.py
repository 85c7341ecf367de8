"""A calendar file as an answer: written only when whoever asks does not have it yet."""

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime

from starlette.responses import Response

from milepost import __version__
from milepost.api.calendar.ics import render_calendar
from milepost.workflow.read_calendar import RoadmapCalendar

MEDIA_TYPE = "text/calendar"


async def calendar_answer(
    calendar: RoadmapCalendar,
    request_headers: Mapping[str, str],
    *,
    public_url: str | None,
    file_name: str | None = None,
) -> Response:
    """200 with the file, or 304 where `If-None-Match` or else `If-Modified-Since` says that it is known.

    Args:
        calendar: What to answer.
        request_headers: By lower-case name.
        public_url: Where people reach this server, if that is known.
        file_name: Under which a browser keeps it; None for programs that follow it.
    """
    tag = _tag(calendar, public_url)
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(
            calendar.changed_at.astimezone(UTC).replace(microsecond=0), usegmt=True
        ),
        "Cache-Control": "private, no-cache",
    }
    if _is_known(calendar, tag, request_headers):
        return Response(status_code=304, headers=headers)
    if file_name is not None:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    # In a thread: a long plan takes a tenth of a second, for which nobody else should wait.
    body = await asyncio.to_thread(render_calendar, calendar, public_url=public_url)
    return Response(body, headers=headers, media_type=f"{MEDIA_TYPE}; charset=utf-8")


def _tag(calendar: RoadmapCalendar, public_url: str | None) -> str:
    """Names all that the file is made of."""
    parts = (
        __version__, public_url, calendar.roadmap.roadmap_id, calendar.roadmap.revision,
        calendar.changed_at.isoformat(),
    )  # fmt: skip
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _is_known(calendar: RoadmapCalendar, tag: str, headers: Mapping[str, str]) -> bool:
    if (sent := headers.get("if-none-match")) is not None:
        return any(one.strip().removeprefix("W/") in {tag, "*"} for one in sent.split(","))
    if (since := headers.get("if-modified-since")) is None:
        return False
    try:
        known = parsedate_to_datetime(since)
    except ValueError:
        return False
    if known.tzinfo is None:
        known = known.replace(tzinfo=UTC)
    return calendar.changed_at.replace(microsecond=0) <= known
