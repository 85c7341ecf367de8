"""The three transports as a client of their own sees them: each call is one connection, from its opening to its end."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Literal

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from trials.chaos.record import FINAL_CODES, KNOWN_CODES, Record, Session

OPEN_SECONDS = 10.0
WATCHDOG_SECONDS = 50.0
POLL_SECONDS = 10
_EVENTS = '"events":['
_RETRY_AFTER = re.compile(r"retry_after_ms=(\d+)")

Verdict = Literal["ended", "retry", "spread", "stepped on"]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a connection ended and what a client makes of it."""

    verdict: Verdict
    got_events: bool = False
    wait_seconds: float = 0.0
    """Not before."""


async def web_socket(http: httpx.AsyncClient, record: Record) -> Ending:
    """One socket."""
    query = f"last_event_id={record.cursor_text}" if record.cursor_text else "include_history=true"
    if record.cursor is None and not record.from_start:
        query = "include_history=false"
    address = f"{str(http.base_url).replace('http', 'ws').rstrip('/')}/api/v1/ws/{record.task_id}?{query}"
    session: Session | None = None
    taken = len(record.taken)
    try:
        async with connect(
            address,
            compression=None,
            ping_interval=None,
            open_timeout=OPEN_SECONDS,
            close_timeout=1,
            proxy=None,
        ) as socket:
            session = Session.open(record, "websocket")
            while True:
                async with asyncio.timeout(WATCHDOG_SECONDS):
                    session.take(await socket.recv(decode=True))
    except ConnectionClosed as closed:
        assert session is not None
        code = closed.rcvd.code if closed.rcvd else 1006
        return _closed(session, code, closed.rcvd.reason if closed.rcvd else "", len(record.taken) > taken)
    except (OSError, TimeoutError, InvalidHandshake, InvalidMessage, EOFError):
        return Ending("retry", len(record.taken) > taken)


def _closed(session: Session, code: int, reason: str, got_events: bool) -> Ending:
    if code not in KNOWN_CODES or code in FINAL_CODES:
        session.record.fault("refused", f"closed with {code} {reason}")
    match code:
        case 1000:
            session.end_delivered()
            return Ending("ended", got_events)
        case 1012:
            return Ending("spread", got_events)
        case 1013 if found := _RETRY_AFTER.search(reason):
            return Ending("retry", got_events, wait_seconds=int(found[1]) / 1000)
        case 4408 | 4429:
            return Ending("stepped on", got_events)
        case _:
            return Ending("retry", got_events)


async def event_stream(http: httpx.AsyncClient, record: Record) -> Ending:
    """One server-sent event stream."""
    headers = {"Last-Event-ID": record.cursor_text} if record.cursor_text else {}
    session: Session | None = None
    taken = len(record.taken)
    try:
        async with http.stream(
            "GET",
            f"/api/v1/tasks/{record.task_id}/stream",
            headers=headers,
            timeout=_timeout(WATCHDOG_SECONDS),
        ) as answer:
            if answer.status_code == 204:
                session = Session(record, "sse")
                session.has_seen_end = True  # compared with the log by the judge, as every end is
                session.end_delivered()
                return Ending("ended")
            if answer.status_code != 200:
                return _refused(record, answer)
            session = Session.open(record, "sse")
            async for id_, data in _messages(answer):
                frame = session.take(data)
                is_event = frame is not None and "seq" in frame
                if is_event != (id_ is not None) or (
                    is_event and frame and id_ != f"{record.epoch}.{frame['seq']}"
                ):
                    record.fault("malformed", f"id {id_} beside {data[:80]}")
                if session.has_seen_end and session.last_type == "closing":
                    session.end_delivered()
                    return Ending("ended", got_events=True)
    except (httpx.TransportError, OSError):
        pass
    return Ending("retry", len(record.taken) > taken)


async def _messages(answer: httpx.Response) -> AsyncIterator[tuple[str | None, str]]:
    """(id, data) of each message of an event stream; one that was cut off is none."""
    id_: str | None = None
    data: list[str] = []
    async for line in _lines(answer):
        name, _, value = line.partition(": ")
        if not line:
            if data:
                yield id_, "\n".join(data)
            id_, data = None, []
        elif name == "id":
            id_ = value
        elif name == "data":
            data.append(value)


async def _lines(answer: httpx.Response) -> AsyncIterator[str]:
    """Whole lines only: what stands behind the last line break was cut off."""
    rest = ""
    async for text in answer.aiter_text():
        *lines, rest = (rest + text).split("\n")
        for line in lines:
            yield line


async def long_poll(http: httpx.AsyncClient, record: Record) -> Ending:
    """Page after page, until one fails."""
    taken = len(record.taken)
    with contextlib.suppress(httpx.TransportError, OSError):
        while True:
            session = Session.open(record, "long-poll")
            parameters = {"wait": str(POLL_SECONDS), "limit": "40"}
            if record.cursor_text:
                parameters["after"] = record.cursor_text
            answer = await http.get(
                f"/api/v1/tasks/{record.task_id}/events",
                params=parameters,
                timeout=_timeout(POLL_SECONDS + 15),
            )
            if answer.status_code != 200:
                return _refused(record, answer)
            if _take_page(session, answer.text):
                return Ending("ended", got_events=True)
    return Ending("retry", len(record.taken) > taken)


def _take_page(session: Session, text: str) -> bool:
    """Take the page's events as the bytes they are; whether it was the last one."""
    record, page = session.record, json.loads(text)
    if page["resync"] is not None or record.epoch not in {None, page["epoch"]}:
        record.fault("resync", f"{page['resync']}, epoch {page['epoch']} after {record.epoch}")
    record.epoch = page["epoch"]
    session.begin(session.asked_for or 0, head=page["head"])
    for event in _event_texts(text):
        session.take(event)
    if page["next"] != record.cursor_text:
        record.fault("gap", f"next is {page['next']} where {record.cursor_text} was taken")
    if page["terminal"]:
        session.has_seen_end = True
        session.end_delivered()
    return bool(page["terminal"])


def _event_texts(page: str) -> Iterator[str]:
    place = page.index(_EVENTS) + len(_EVENTS)
    decoder = json.JSONDecoder()
    while page[place] != "]":
        _, end = decoder.raw_decode(page, place)
        yield page[place:end]
        place = end + (page[end] == ",")


def _refused(record: Record, answer: httpx.Response) -> Ending:
    if answer.status_code not in {429, 502, 503}:
        record.fault("refused", f"{answer.request.url.path}: {answer.status_code}")
    wait = answer.headers.get("retry-after", "")
    return Ending("retry", wait_seconds=float(wait) if wait.isdigit() else 0.0)


def _timeout(seconds: float) -> httpx.Timeout:
    return httpx.Timeout(seconds, connect=OPEN_SECONDS)
