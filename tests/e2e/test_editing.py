"""A roadmap that is studied already is changed in the page: added to, shortened, and taken back."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import PageRecord
from tests.support.served import ServedMilepost
from tests.support.walk import PATIENCE, Walker

pytestmark = pytest.mark.timeout(120)


async def test_a_concept_comes_in_is_written_and_can_be_taken_back(
    page: Page, page_record: PageRecord, served_milepost: ServedMilepost
) -> None:
    walker = Walker(page, served_milepost.url)
    task_id = await walker.ask("learn git and the command line")
    await walker.until_review()
    await walker.approve()
    await walker.until_completed()
    roadmap_id = (await walker.roadmap(task_id))["roadmap_id"]

    await page.goto(f"{walker.base}/app/roadmaps/{roadmap_id}")
    await page.get_by_role("link", name="Edit", exact=True).click()
    await page.get_by_role("button", name="Add a concept …").click()
    await page.get_by_role("searchbox", name="What do you want to learn?").fill("condition")
    await page.get_by_role("radio", name=re.compile("^Conditionals")).check(timeout=PATIENCE)
    await page.get_by_role("button", name="Add", exact=True).click()
    # With what it needs it is one change, shown with its effect before anything happens.
    change = page.get_by_role("checkbox", name=re.compile("Add “Conditionals”.*with what it needs.*later"))
    await expect(change).to_be_checked(timeout=PATIENCE)
    await page.locator("[id='part-python.conditionals']").focus()
    await page.keyboard.press("h")
    await page.get_by_role("textbox", name="Hours").fill("5")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Apply 2 changes").click()

    await page.get_by_role("button", name="Write what is missing").click(timeout=PATIENCE)
    await walker.until_completed()
    await page.goto(f"{walker.base}/app/roadmaps/{roadmap_id}/concepts/python.conditionals")
    await expect(page.get_by_role("heading", name="Quiz")).to_be_visible(timeout=PATIENCE)

    # Undo knows the way without having seen it being made.
    await page.goto(f"{walker.base}/app/roadmaps/{roadmap_id}/edit")
    await expect(page.locator("[id='part-python.conditionals']")).to_be_visible(timeout=PATIENCE)
    await expect(page.get_by_role("button", name="Undo", exact=True)).not_to_have_attribute(
        "aria-disabled", "true"
    )
    await page.keyboard.press("u")
    await expect(page.locator("[id='part-python.conditionals']")).to_have_count(0, timeout=PATIENCE)
    await page.get_by_role("button", name="Redo").click()
    await expect(page.locator("[id='part-python.conditionals']")).to_contain_text("5 h", timeout=PATIENCE)
    assert page_record.is_clean(), (page_record.errors, page_record.failed, page_record.console)
