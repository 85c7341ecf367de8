"""A server whose PostgreSQL goes away, or stands still, and comes back: told once, and refused plainly meanwhile."""

import asyncio
import contextlib
import re
import signal
import sysconfig
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.breakable_link import BreakableLink, breakable_link
from tests.support.learner import Asked, Learner
from tests.support.served import ServedMilepost, clean_environment, served
from tests.support.server_log import ServerLog
from tests.support.streaming import streaming
from tests.support.watching import Watcher, watched_to_end, watching

COMMAND = Path(sysconfig.get_path("scripts"), "milepost")
#: What no outage may bring a server to write; its requests may well be answered with 503.
FAULT = re.compile(r"Traceback|_error\b|_failed\b|never retrieved|never awaited|Exception in|\bERROR\b")
STOP_SECONDS = 10.0


@dataclass(slots=True)
class Served:
    milepost: ServedMilepost
    link: BreakableLink
    log: ServerLog
    client: httpx.AsyncClient
    waiting: Asked

    @property
    def url(self) -> str:
        return self.milepost.url

    async def is_back(self) -> None:
        async with asyncio.timeout(30):
            while (await self.client.get("/readyz")).status_code != 200:  # noqa: ASYNC110  nothing else tells
                await asyncio.sleep(0.02)

    def faults(self) -> list[str]:
        return [line for line in self.log.text().splitlines() if FAULT.search(line)]


@pytest.fixture
async def over_link(fresh_postgres_url: str, tmp_path: Path) -> AsyncIterator[Served]:
    """A server that reaches its PostgreSQL over a link that may break, with a task that waits for its review."""
    database = urlsplit(fresh_postgres_url)
    assert database.hostname is not None
    async with (
        breakable_link(database.hostname, database.port or 5432) as link,
        contextlib.AsyncExitStack() as stack,
    ):
        address = f"postgresql://{database.username}@127.0.0.1:{link.port}{database.path}"
        serving = served(COMMAND, tmp_path / "data", clean_environment(MILEPOST_DATABASE_URL=address))
        milepost = await asyncio.to_thread(serving.__enter__)
        stack.push_async_callback(asyncio.to_thread, serving.__exit__, None, None, None)
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=milepost.url, timeout=40))
        with httpx.Client(base_url=milepost.url, timeout=40) as http:
            waiting = await asyncio.to_thread(Learner(http).review)
        yield Served(milepost, link, ServerLog(milepost), client, waiting)


async def test_a_lost_database_is_told_once_refused_plainly_and_forgotten_when_it_is_back(
    over_link: Served,
) -> None:
    task_id = over_link.waiting.task_id
    async with (
        watching(over_link.url, task_id) as idle,
        watching(over_link.url, task_id) as asking,
        streaming(over_link.url, task_id) as stream,
    ):
        for viewer in (idle, asking, stream):
            await viewer.until("live")
        over_link.link.cut()
        await _is_refused_everywhere(over_link)
        await _is_closed_to_come_back(asking)
        await over_link.link.mend()
        await over_link.is_back()
        approved = await over_link.client.post(f"/api/v1/roadmaps/{task_id}/approve", json={"approved": True})
        assert approved.status_code == 202
        assert await idle.to_end() == 1000
        await stream.to_end()

    assert idle.types[-2:] == ["completed", "closing"]
    assert idle.event_texts == stream.event_texts[-len(idle.event_texts) :]
    assert over_link.faults() == []
    assert len(over_link.log.lines("database_lost")) == 1
    assert len(over_link.log.lines("database_back")) == 1


async def _is_refused_everywhere(server: Served) -> None:
    task_id, client = server.waiting.task_id, server.client
    assert (await client.get("/healthz")).status_code == 200
    assert (await client.get("/readyz")).status_code == 503
    for path in (
        "/roadmaps",
        f"/tasks/{task_id}/status",
        f"/tasks/{task_id}/events",
        f"/tasks/{task_id}/stream",
    ):
        answer = await client.get(f"/api/v1{path}")
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/storage-unreachable")
        assert int(answer.headers["retry-after"]) >= 1
    refused = await watched_to_end(server.url, task_id)
    assert refused.types == ["error"]
    assert (refused.frames[0]["code"], refused.frames[0]["retry"]) == ("storage-unreachable", True)
    assert refused.socket.close_code == 1011


async def _is_closed_to_come_back(asking: Watcher) -> None:
    """A socket that needs the database is closed as any that is lost; one that needs nothing stays."""
    await asking.send(type="get_status")
    assert await asking.to_end() == 1011
    assert asking.frames[-1]["code"] == "storage-unreachable"


async def test_a_database_that_stands_still_holds_no_request_and_no_end(over_link: Served) -> None:
    task_id = over_link.waiting.task_id
    async with watching(over_link.url, task_id) as idle:
        await idle.until("live")
        over_link.link.hang()
        answer, ready, refused = await asyncio.gather(
            over_link.client.get("/api/v1/roadmaps"),
            over_link.client.get("/readyz"),
            watched_to_end(over_link.url, task_id),
        )
        assert (answer.status_code, ready.status_code, refused.socket.close_code) == (503, 503, 1011)
        over_link.milepost.process.send_signal(signal.SIGTERM)
        told_at = time.monotonic()
        assert await idle.to_end() == 1012
        await asyncio.to_thread(over_link.milepost.process.wait, STOP_SECONDS)

    assert time.monotonic() - told_at <= STOP_SECONDS
    assert over_link.milepost.process.returncode in {0, 1}, "By itself, or cut short, but not killed."
    assert over_link.faults() == []
    assert len(over_link.log.lines("database_lost")) == 1
