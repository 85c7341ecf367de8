"""The three ways to a task's log, each from one opening to its end: WebSocket, event stream, long-poll.

Each tells what comes as signals; what to do about it is the machine's. Which one is right is the machine's too.
"""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from milepost.client.problem import media_type, problem_of, unreachable
from milepost.client.reading import EventStream, read_frame, read_page
from milepost.client.state import (
    Alive,
    Closed,
    Failed,
    Frame,
    Malformed,
    PageEnd,
    PageStart,
    Signal,
    Transport,
)
from milepost.domain.origins import is_loopback
from milepost.realtime.client_rules import PACE

API = "/api/v1"
Tell = Callable[[Signal], Awaitable[None]]

#: Answers with a problem of ours that another attempt cannot change.
_FINAL = frozenset({400, 401, 403, 404, 410, 422})
_MAX_FRAME_BYTES = 1 << 20
_CLOSE_SECONDS = 1.0
_LOST = 1006


@dataclass(frozen=True, slots=True)
class Place:
    """A task at a server."""

    server: str
    """Its origin, such as `http://localhost:8000`."""
    task_id: str

    @property
    def is_direct(self) -> bool:
        """Whether no proxy for the outside world may stand in between."""
        return is_loopback(urlsplit(self.server).hostname or "")

    def socket_url(self, cursor: str | None) -> str:
        query = {"include_history": "true", **({} if cursor is None else {"last_event_id": cursor})}
        origin = f"ws{self.server.removeprefix('http')}"
        return f"{origin}{API}/ws/{quote(self.task_id, safe='')}?{urlencode(query)}"

    def url(self, what: str, **query: str | int) -> str:
        return f"{self.server}{API}/tasks/{quote(self.task_id, safe='')}/{what}?{urlencode(query)}"


async def run_transport(transport: Transport, place: Place, cursor: str | None, tell: Tell) -> None:
    """Open a transport and tell what comes, to its end. A poll ends with its page."""
    if transport == "websocket":
        return await _socket(place, cursor, tell)
    async with httpx.AsyncClient(trust_env=not place.is_direct) as http:
        try:
            if transport == "stream":
                return await _stream(http, place, cursor, tell)
            return await _poll(http, place, cursor, tell)
        except httpx.RequestError as error:
            return await tell(
                Failed(is_final=False, code="network", message=unreachable(place.server, error))
            )


async def _socket(place: Place, cursor: str | None, tell: Tell) -> None:
    try:
        async with connect(
            place.socket_url(cursor),
            proxy=None if place.is_direct else True,
            compression=None,
            # Silence is the machine's to judge.
            ping_interval=None,
            open_timeout=PACE.connect_deadline_ms / 1000,
            close_timeout=_CLOSE_SECONDS,
            max_size=_MAX_FRAME_BYTES,
        ) as connection:
            with contextlib.suppress(ConnectionClosed):
                async for text in connection:
                    await tell(read_frame(text) if isinstance(text, str) else Malformed())
    except (OSError, WebSocketException) as error:
        return await tell(Closed(_LOST, f"The socket to {place.server} did not open ({_reason(error)})."))
    return await tell(Closed(connection.close_code or _LOST, connection.close_reason or ""))


async def _stream(http: httpx.AsyncClient, place: Place, cursor: str | None, tell: Tell) -> None:
    url = place.url("stream", after=cursor or "0")
    headers = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
    waits = httpx.Timeout(PACE.connect_deadline_ms / 1000, read=None)
    async with http.stream("GET", url, headers=headers, timeout=waits) as answer:
        if answer.status_code == httpx.codes.NO_CONTENT:
            return await tell(Closed(1000))
        if not answer.is_success or media_type(answer) != "text/event-stream":
            await answer.aread()
            return await tell(_failure(answer))
        messages = EventStream()
        async for chunk in answer.aiter_bytes():
            for text in messages.feed(chunk):
                await tell(Alive() if text is None else read_frame(text))
    return await tell(Closed(_LOST))


async def _poll(http: httpx.AsyncClient, place: Place, cursor: str | None, tell: Tell) -> None:
    wait = PACE.poll_wait_ms // 1000
    url = place.url("events", after=cursor or "0", limit=PACE.poll_limit, wait=wait)
    answer = await http.get(url, timeout=PACE.watchdog_ms / 1000)
    page = read_page(answer.content) if answer.is_success else None
    if page is None:
        return await tell(_failure(answer))
    await tell(PageStart(page.epoch))
    if page.resync is not None:
        await tell(Frame({"type": "resync", "epoch": page.epoch}, ""))
    events = 0
    for text in page.texts():
        await tell(read_frame(text))
        events += 1
    return await tell(PageEnd(page.head, page.terminal, events))


def _failure(answer: httpx.Response) -> Failed:
    """An answer that is not what was asked for."""
    problem = problem_of(answer)
    retry_after = answer.headers.get("retry-after", "")
    return Failed(
        is_final=problem is not None and problem.status in _FINAL,
        code=problem.slug if problem else "unexpected",
        message=problem.detail
        if problem
        else f"{answer.url.copy_with(query=None)} answered {answer.status_code}.",
        retry_after_ms=1000.0 * int(retry_after) if retry_after.isdecimal() else 0,
    )


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
