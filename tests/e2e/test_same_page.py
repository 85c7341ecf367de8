"""Reloaded, second, late and returning tabs show what the first one shows."""

from playwright.async_api import BrowserContext, Page

from tests.support.served import ServedMilepost
from tests.support.walk import Walker, expect_the_same


async def test_every_tab_shows_the_same(served_milepost: ServedMilepost, page: Page) -> None:
    walker = Walker(page, served_milepost.url)
    task_id = await walker.ask()
    await walker.until_review()
    second = await _tab(page.context, page.url)
    await Walker(second, served_milepost.url).until_review()
    await expect_the_same(second, page)
    await page.reload()
    await walker.until_review()
    await expect_the_same(page, second)
    await walker.approve()
    for tab in (page, second):
        await Walker(tab, served_milepost.url).until_completed()
    await expect_the_same(second, page)
    late = await _tab(page.context, f"{served_milepost.url}/app/tasks/{task_id}")
    await Walker(late, served_milepost.url).until_completed()
    await expect_the_same(late, second)
    await page.reload()
    await walker.until_completed()
    await expect_the_same(page, second)


async def _tab(context: BrowserContext, url: str) -> Page:
    tab = await context.new_page()
    await tab.goto(url)
    return tab
