"""Reloaded, second, late and returning tabs show what the first one shows."""

import re

from playwright.async_api import BrowserContext, Page, expect

from tests.support.served import ServedMilepost
from tests.support.walk import PATIENCE, Walker


async def test_every_tab_shows_the_same(served_milepost: ServedMilepost, page: Page) -> None:
    walker = Walker(page, served_milepost.url)
    task_id = await walker.ask()
    await walker.until_review()
    in_review = await _state(page)
    await page.reload()
    await walker.until_review()
    assert await _state(page) == in_review
    second = await _tab(page.context, page.url)
    await Walker(second, served_milepost.url).until_review()
    assert await _state(second) == in_review
    await walker.approve()
    for tab in (page, second):
        await Walker(tab, served_milepost.url).until_completed()
    ended = await _state(page)
    assert await _state(second) == ended
    late = await _tab(page.context, f"{served_milepost.url}/app/tasks/{task_id}")
    await Walker(late, served_milepost.url).until_completed()
    assert await _state(late) == ended
    await page.reload()
    await walker.until_completed()
    assert await _state(page) == ended


async def _tab(context: BrowserContext, url: str) -> Page:
    tab = await context.new_page()
    await tab.goto(url)
    return tab


async def _state(page: Page) -> str:
    """What the page says, less what is a matter of the moment."""
    await expect(page.locator("main")).not_to_contain_text(
        "Reading what has happened so far", timeout=PATIENCE
    )
    text = await page.locator("main").inner_text()
    return re.sub(r"\d+ (s|min|ms)\b", "some time", text)
