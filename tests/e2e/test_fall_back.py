"""The page when sockets do not work: it reaches the same end over HTTP, says so once, and returns."""

import asyncio
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page

from tests.support.browser import PageRecord
from tests.support.served import ServedMilepost
from tests.support.socket_faults import Fault, socket_faults
from tests.support.walk import Walker, content_of

FALL_BACK_LINE = "[WS] Error, will fallback to polling"
#: A step of the page's clock, and how long what it sets off is given, in milliseconds.
_STEP_MS = 200
_REFILL_MS = 60_000

FAULTS: tuple[Fault, ...] = ("refused", "answered_403", "silent", "cut_after_1_s")

pytestmark = pytest.mark.timeout(240)


@pytest.mark.parametrize("fault", FAULTS)
async def test_fall_back_reaches_the_same_end(
    fault: Fault, served_milepost: ServedMilepost, page: Page, page_record: PageRecord
) -> None:
    undisturbed = await _walk(Walker(page, served_milepost.url))
    async with socket_faults(_port(served_milepost), fault) as network:
        disturbed = await _walk(Walker(page, network.url), console=page_record)
        assert network.sockets_tried >= 1
        assert network.streams, "no event stream was opened"
        assert not network.polls
    lines = [line for line in page_record.console if FALL_BACK_LINE in line]
    assert len(lines) == 1
    assert disturbed == undisturbed


async def test_fall_back_holds_one_stream_and_returns_to_the_socket(
    served_milepost: ServedMilepost, page: Page, page_record: PageRecord
) -> None:
    async with socket_faults(_port(served_milepost), "refused") as network:
        walker = Walker(page, network.url)
        await page.clock.install()
        await walker.ask()
        await _until_stepped_down(page, page_record)
        await walker.until_review()
        assert len(network.streams) == 1
        network.fault = "none"
        page_record.console.clear()
        # The way back takes two tokens of the bucket, which the way down has emptied.
        await page.clock.fast_forward(_REFILL_MS)
        async with page.expect_console_message(lambda message: "[WS] Message: live" in message.text):
            await page.context.set_offline(True)
            await page.context.set_offline(False)
        await walker.approve()
        await walker.until_completed()
        assert not network.polls


async def _walk(walker: Walker, *, console: PageRecord | None = None) -> object:
    if console is not None:
        await walker.page.clock.install()
    task_id = await walker.ask()
    if console is not None:
        await _until_stepped_down(walker.page, console)
    await walker.until_review()
    await walker.approve()
    await walker.until_completed()
    return content_of(await walker.roadmap(task_id))


async def _until_stepped_down(page: Page, seen: PageRecord) -> None:
    """Wait for the line; the page's clock is put forward, as a silent socket takes its connect deadline a few times."""
    async with asyncio.timeout(60):
        while not any(FALL_BACK_LINE in line for line in seen.console):
            await page.clock.fast_forward(_STEP_MS)
            # What the step has set off goes over the network.
            await page.wait_for_timeout(_STEP_MS)


def _port(served: ServedMilepost) -> int:
    return int(urlsplit(served.url).port or 0)
