"""What is pressed twice, or in two tabs at once, happens once; and everybody sees what has happened."""

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.support.served import ServedMilepost
from tests.support.walk import GOAL, PATIENCE, Walker

pytestmark = pytest.mark.timeout(120)


async def test_a_double_click_makes_one_task(served_milepost: ServedMilepost, page: Page) -> None:
    walker = Walker(page, served_milepost.url)
    before = (await walker.get("/tasks"))["total"]
    await page.goto(f"{served_milepost.url}/app/new")
    await page.get_by_role("textbox", name="Your goal").fill(GOAL)
    await expect(page.get_by_text(re.compile("≈")).first).to_be_visible(timeout=PATIENCE)

    await page.get_by_role("button", name="Make my roadmap").dblclick()

    await page.wait_for_url(re.compile(r"/app/tasks/tsk_"), timeout=PATIENCE)
    await walker.until_review()
    assert (await walker.get("/tasks"))["total"] == before + 1


async def test_two_tabs_that_approve_begin_one_writing(served_milepost: ServedMilepost, page: Page) -> None:
    first = Walker(page, served_milepost.url)
    task_id = await first.ask()
    second = Walker(await page.context.new_page(), served_milepost.url)
    await second.page.goto(page.url)
    await asyncio.gather(first.until_review(), second.until_review())
    # The second tab has been pressed, but what it sends arrives only after the first tab's approval.
    sent: asyncio.Queue[Route] = asyncio.Queue()
    await second.page.route("**/approve", sent.put)
    await second.approve()
    late = await sent.get()

    await first.approve()
    await first.until_completed()
    async with second.page.expect_response("**/approve") as answered:
        await late.continue_()

    assert (await answered.value).status == 409

    for tab in (first, second):
        await tab.until_completed()
        await expect(tab.page.get_by_role("alert")).to_have_count(0)
    events = (await first.get(f"/tasks/{task_id}/events"))["events"]
    begun = [event["data"]["unit"] for event in events if event["type"] == "concept_start"]
    assert len(begun) == len(set(begun)) > 0
    assert [event["type"] for event in events].count("review_decided") == 1
