"""Reloaded, second, late and returning tabs show what the first one shows."""

from playwright.async_api import BrowserContext, Page

from tests.support.served import ServedMilepost
from tests.support.walk import Walker, shown_on


async def test_every_tab_shows_the_same(served_milepost: ServedMilepost, page: Page) -> None:
    walker = Walker(page, served_milepost.url)
    task_id = await walker.ask()
    await walker.until_review()
    in_review = await shown_on(page)
    await page.reload()
    await walker.until_review()
    assert await shown_on(page) == in_review
    second = await _tab(page.context, page.url)
    await Walker(second, served_milepost.url).until_review()
    assert await shown_on(second) == in_review
    await walker.approve()
    for tab in (page, second):
        await Walker(tab, served_milepost.url).until_completed()
    ended = await shown_on(page)
    assert await shown_on(second) == ended
    late = await _tab(page.context, f"{served_milepost.url}/app/tasks/{task_id}")
    await Walker(late, served_milepost.url).until_completed()
    assert await shown_on(late) == ended
    await page.reload()
    await walker.until_completed()
    assert await shown_on(page) == ended


async def _tab(context: BrowserContext, url: str) -> Page:
    tab = await context.new_page()
    await tab.goto(url)
    return tab
