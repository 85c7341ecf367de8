"""Follows a task over any of the three transports to its end, so that one test body serves them all."""

import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.streaming import streamed_to_end
from tests.support.watching import Json, check_page, watched_to_end


@dataclass(slots=True)
class Followed:
    """What one viewer was sent, from its cursor to the end."""

    events: list[str]
    """The bytes of each event, as they came."""
    resync: str | None
    was_told_the_end: bool


Follow = Callable[[str, str, str], Coroutine[Any, Any, Followed]]
"""(server, task id, cursor) to what was sent."""


async def over_websocket(server: str, task_id: str, cursor: str) -> Followed:
    watcher = await watched_to_end(server, task_id, last_event_id=cursor)
    resync = next((frame["reason"] for frame in watcher.frames if frame["type"] == "resync"), None)
    told = watcher.types[-1] == "closing" and watcher.socket.close_code == 1000
    return Followed(watcher.event_texts, resync, told)


async def over_stream(server: str, task_id: str, cursor: str) -> Followed:
    stream = await streamed_to_end(server, task_id, last_event_id=cursor)
    resync = next((frame["reason"] for frame in stream.frames if frame["type"] == "resync"), None)
    return Followed(stream.event_texts, resync, stream.types[-1] == "closing")


async def over_long_poll(server: str, task_id: str, cursor: str) -> Followed:
    followed = Followed([], None, was_told_the_end=False)
    async with httpx.AsyncClient(base_url=server, timeout=40) as client:
        while not followed.was_told_the_end:
            parameters = {"after": cursor, "wait": "25", "limit": "7"}
            answer = await client.get(f"/api/v1/tasks/{task_id}/events", params=parameters)
            page = check_page(server, answer.text)
            followed.events += _texts(answer.text, page)
            followed.resync = followed.resync or page["resync"]
            followed.was_told_the_end = page["terminal"]
            cursor = page["next"]
    return followed


TRANSPORTS: dict[str, Follow] = {
    "WebSocket": over_websocket, "SSE": over_stream, "long-poll": over_long_poll,
}  # fmt: skip


def _texts(body: str, page: Json) -> list[str]:
    """The events of a page as they stand in its bytes."""
    at = body.index('"events":[') + len('"events":[')
    texts = []
    for _ in page["events"]:
        end = json.JSONDecoder().raw_decode(body, at)[1]
        texts.append(body[at:end])
        at = end + 1
    return texts
