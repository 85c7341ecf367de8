"""The open page through what happens to pages and servers: it ends as one that nothing has happened to.

What there is to see is made while the page cannot see it, over HTTP: then coming back is all that helps.
"""

import asyncio
import re
import signal
import sysconfig
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import Page, WebSocket

from tests.support.browser import PageRecord, launched_chromium, record
from tests.support.learner import Asked, Learner
from tests.support.rewriting_proxy import answer, is_upgrade, rewriting_proxy
from tests.support.served import ServedMilepost, clean_environment, served
from tests.support.socket_faults import socket_faults
from tests.support.walk import PATIENCE, Walker, expect_the_same

FALL_BACK_LINE = "[WS] Error, will fallback to polling"
#: What the browser itself reports of connections that do not come about.
_OF_THE_BROWSER = re.compile(r"error: (WebSocket connection to|Failed to load resource)")


@dataclass
class Sockets:
    """The sockets of a page."""

    tried: int = 0
    open: int = 0
    most_open: int = 0

    @classmethod
    def of(cls, page: Page) -> "Sockets":
        sockets = cls()
        page.on("websocket", sockets._opened)
        return sockets

    def _opened(self, socket: WebSocket) -> None:
        self.tried += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        socket.on("close", lambda _: self._closed())

    def _closed(self) -> None:
        self.open -= 1


@pytest.fixture(scope="module")
def learner(served_milepost: ServedMilepost) -> Iterator[Learner]:
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        yield Learner(http)


@asynccontextmanager
async def watched(
    page: Page, seen: PageRecord, base: str, task: Asked, *, direct: str
) -> AsyncIterator[None]:
    """A task in review on a page; after the block the task must end there as on a page that nothing happened to."""
    sockets = Sockets.of(page)
    walker = Walker(page, base)
    await page.goto(f"{base}/app/tasks/{task.task_id}")
    await walker.until_review()
    yield
    await walker.until_completed()
    undisturbed = await page.context.new_page()
    await undisturbed.goto(f"{direct}/app/tasks/{task.task_id}")
    await Walker(undisturbed, direct).until_completed()
    # The greeting tells that it has ended; the events that led there follow at once, but after it.
    await expect_the_same(page, undisturbed)
    await undisturbed.close()
    assert sockets.tried <= 10
    assert sockets.most_open <= 1
    assert seen.errors == []
    assert [
        line for line in seen.console if line.startswith("error: ") and not _OF_THE_BROWSER.match(line)
    ] == []
    assert sum(FALL_BACK_LINE in line for line in seen.console) <= 1


def finish(learner: Learner, task: Asked) -> None:
    """Have it written, behind the page's back."""
    learner.decide(task.task_id, approved=True)
    learner.until(task.task_id, "completed")


def has_seen_the_end(seen: PageRecord) -> bool:
    return any("[WS] Message: completed" in line for line in seen.console)


async def test_offline_and_back(
    served_milepost: ServedMilepost, learner: Learner, page: Page, page_record: PageRecord
) -> None:
    task = learner.review()
    async with (
        socket_faults(port_of(served_milepost.url), "none") as network,
        watched(page, page_record, network.url, task, direct=served_milepost.url),
    ):
        await page.context.set_offline(True)
        network.fault = network.stream_fault = "refused"
        await network.end()
        await asyncio.to_thread(finish, learner, task)
        assert not has_seen_the_end(page_record)
        network.fault = network.stream_fault = "none"
        await page.context.set_offline(False)


async def test_frozen_and_thawed(
    served_milepost: ServedMilepost, learner: Learner, page: Page, page_record: PageRecord
) -> None:
    task = learner.review()
    async with watched(page, page_record, served_milepost.url, task, direct=served_milepost.url):
        browser = await page.context.new_cdp_session(page)
        await browser.send("Page.setWebLifecycleState", {"state": "frozen"})
        # Frozen when the browser comes to it, which on a busy machine may be after the first events: either way the
        # page ends as an undisturbed one.
        await asyncio.to_thread(finish, learner, task)
        await browser.send("Page.setWebLifecycleState", {"state": "active"})


async def test_left_and_returned_to(
    served_milepost: ServedMilepost, learner: Learner, chromium_path: Path
) -> None:
    """A page that the browser keeps as it is, in the middle of everything, and shows again."""
    task = learner.review()
    url = served_milepost.url
    async with launched_chromium(chromium_path, keeps_pages=True) as browser:
        page = await (await browser.new_context()).new_page()
        seen = record(page)
        async with watched(page, seen, url, task, direct=url):
            await page.evaluate(
                "addEventListener('pageshow', (e) => console.info('shown again', e.persisted))"
            )
            await page.goto(f"{url}/asyncapi.json")
            await asyncio.to_thread(finish, learner, task)
            assert not has_seen_the_end(seen)
            await page.go_back(wait_until="commit")
        assert "info: shown again true" in seen.console
        assert any("last_event_id=" in line for line in seen.console)


async def test_the_server_dies_and_comes_back(tmp_path: Path, page: Page, page_record: PageRecord) -> None:
    command, environment = Path(sysconfig.get_path("scripts"), "milepost"), clean_environment()
    data = tmp_path / "data"
    with ExitStack() as restarted, served(command, data, environment) as first:
        learner = Learner(restarted.enter_context(httpx.Client(base_url=first.url, timeout=40)))
        task = await asyncio.to_thread(learner.review, preferences={})
        async with watched(page, page_record, first.url, task, direct=first.url):
            async with page.expect_console_message(
                lambda message: "concept_complete" in message.text, timeout=PATIENCE
            ):
                await asyncio.to_thread(learner.decide, task.task_id, approved=True)
            first.process.send_signal(signal.SIGKILL)
            first.process.wait()
            assert not has_seen_the_end(page_record)
            again = served(command, data, environment, port=port_of(first.url))
            await asyncio.to_thread(restarted.enter_context, again)


@pytest.mark.parametrize("transport", ["stream", "events"])
async def test_over_http_alone(
    transport: str,
    served_milepost: ServedMilepost,
    learner: Learner,
    page: Page,
    page_record: PageRecord,
) -> None:
    asked: set[str] = set()

    def rewrite(head: bytes) -> bytes:
        path = head.split(b" ", 2)[1].decode("latin-1").partition("?")[0]
        if is_upgrade(head):
            return answer("403 Forbidden", "no")
        if path.endswith("/stream") and transport != "stream":
            return answer("502 Bad Gateway", "no")
        asked.add(path.rpartition("/")[2])
        return head

    task = learner.review()
    async with (
        rewriting_proxy(port_of(served_milepost.url), rewrite) as network,
        watched(page, page_record, network, task, direct=served_milepost.url),
    ):
        await asyncio.to_thread(finish, learner, task)
    assert asked & {"stream", "events"} == {transport}
    assert sum(FALL_BACK_LINE in line for line in page_record.console) == 1


def port_of(url: str) -> int:
    return urlsplit(url).port or 0
