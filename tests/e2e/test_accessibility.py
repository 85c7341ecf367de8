"""Every page in both themes, both languages, on a phone and a desk: axe finds nothing, nothing scrolls sideways."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.support.served import ServedMilepost
from tests.support.walk import Walker

pytestmark = pytest.mark.timeout(240)


@dataclass(frozen=True, slots=True)
class Made:
    """Two tasks to look at: one in review, one completed with its roadmap and a concept."""

    in_review: str
    completed: str
    roadmap_id: str
    concept_id: str

    def addresses(self) -> dict[str, str]:
        roadmap = f"/app/roadmaps/{self.roadmap_id}"
        return {
            "new": "/app/new",
            "review": f"/app/tasks/{self.in_review}",
            "completed": f"/app/tasks/{self.completed}",
            "tasks": "/app/tasks",
            "roadmaps": "/app/roadmaps",
            "roadmap": roadmap,
            "edit": f"{roadmap}/edit",
            "weeks": f"{roadmap}?view=weeks",
            "calendar": f"{roadmap}?view=calendar",
            "concept": f"{roadmap}/concepts/{self.concept_id}",
            "settings": "/app/settings",
            "no such task": "/app/tasks/tsk_00000000000000000000000000",
            "no such page": "/app/nowhere",
        }


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def made(browser: Browser, served_milepost: ServedMilepost) -> AsyncIterator[Made]:
    context = await browser.new_context(locale="en-GB")
    walker = Walker(await context.new_page(), served_milepost.url)
    in_review = await walker.ask("learn git and the command line")
    await walker.until_review()
    completed = await walker.ask()
    await walker.until_review()
    await walker.approve()
    await walker.until_completed()
    roadmap = await walker.roadmap(completed)
    first = roadmap["stages"][0]["modules"][0]["concepts"][0]
    yield Made(in_review, completed, roadmap["roadmap_id"], first["concept_id"])
    await context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
async def test_every_page_is_clean(
    language: str, theme: str, width: int, made: Made, browser: Browser, served_milepost: ServedMilepost
) -> None:
    context = await browser.new_context(
        locale=language,
        color_scheme="dark" if theme == "dark" else "light",
        viewport={"width": width, "height": 800},
    )
    page = await context.new_page()
    found = []
    for name, address in made.addresses().items():
        await page.goto(served_milepost.url + address)
        await page.get_by_role("heading", level=1).wait_for()
        if "view=" in address:
            await page.locator("a[download]").wait_for()
        found += [f"{name}: {fault}" for fault in await _faults(page)]
    await context.close()
    assert found == []


async def _faults(page: Page) -> list[str]:
    results = await Axe().run(page)
    faults = [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in results.response["violations"]
        for node in violation["nodes"][:3]
    ]
    sideways = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return faults + ([f"scrolls sideways by {sideways} px"] if sideways > 0 else [])
