"""Every page in both themes, both languages, on a phone and a desk: axe finds nothing, nothing scrolls sideways."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, Route, expect

from tests.support.fork_server import ForkServer
from tests.support.learner import concepts_of
from tests.support.model_choice import choose_model
from tests.support.model_server import running_model_server
from tests.support.served import ServedMilepost
from tests.support.walk import PATIENCE, Walker
from trials.models.lives import Lives

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


#: Every pair of language and theme, of language and width, of theme and width: a fault needs no more than two of them.
ALL_PAIRS = [
    ("en-GB", "light", 1280),
    ("en-GB", "dark", 360),
    ("zh-CN", "light", 360),
    ("zh-CN", "dark", 1280),
]


@pytest.mark.parametrize(("language", "theme", "width"), ALL_PAIRS)
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
        if name == "concept":
            await page.route("**/resources", _with_every_state)
        await page.goto(served_milepost.url + address)
        await page.get_by_role("heading", level=1).wait_for()
        if name == "concept":
            await page.get_by_role("link", name="Not reached since").wait_for()
        if "view=" in address:
            await page.locator("a[download]").wait_for()
        found += [f"{name}: {fault}" for fault in await _faults(page)]
    await context.close()
    assert found == []


async def _with_every_state(route: Route) -> None:
    """Links as a page may find them after months."""
    states = {
        "Works": ("ok", "found", None), "Not reached since": ("ok", "no_answer", "2026-11-20"),
        "Dead": ("dead", "gone", None), "Dead still": ("dead", "site_failed", "2026-11-20"),
        "Another page": ("unknown", "other_page", None), "Never reached": ("unknown", "refused", "2026-11-20"),
        "Not checked": ("not_checked", None, None),
    }  # fmt: skip
    resources = [
        {
            "title": title, "url": f"https://guide.example/{number}", "kind": "tutorial", "language": "en",
            "free": True, "check": check, "reason": reason, "missed_at": missed,
            "checked_at": None if check == "not_checked" else "2026-11-01",
        }
        for number, (title, (check, reason, missed)) in enumerate(states.items())
    ]  # fmt: skip
    body = json.dumps({"version": 1, "resources": resources})
    await route.fulfill(status=200, content_type="application/json", body=body)


#: Each language, theme and width once: the pages are made of the parts that those above are made of.
ONCE_EACH = [("en-GB", "dark", 360), ("zh-CN", "light", 1280)]
BEES = "beekeeping, 4 hours a week"
#: The scripted model asks something back about it.
BICYCLE = "maintain and repair my own bicycle"


@pytest.fixture(scope="module")
def with_model(fork_server: ForkServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Addresses of pages with what a model has planned and written, and with what it was chosen for."""
    with (
        running_model_server(concepts=5) as model,
        Lives(fork_server, tmp_path_factory.mktemp("with_model")).life() as life,
    ):
        learner = life.learner
        choose_model(learner, model)
        written = {"goal": BEES, "preferences": {"unit_kinds": ["tutorial", "quiz"]}}
        finished = learner.finished(**written)
        asked_back = learner.review(goal=BICYCLE)
        model.set_faults("quiz/404")
        failing = learner.ask(**written, review=False)
        learner.until(failing.task_id, "partial_failure")
        model.set_faults("")
        concept = concepts_of(learner.roadmap(finished.roadmap_id))[0]["concept_id"]
        addresses = {
            "settings": "/app/settings",
            "review": f"/app/tasks/{asked_back.task_id}",
            "missing parts": f"/app/tasks/{failing.task_id}",
            "concept": f"/app/roadmaps/{finished.roadmap_id}/concepts/{concept}",
        }
        yield {name: life.url + address for name, address in addresses.items()}


@pytest.mark.parametrize(("language", "theme", "width"), ONCE_EACH)
async def test_every_page_with_what_models_bring_is_clean(
    language: str, theme: str, width: int, with_model: dict[str, str], browser: Browser
) -> None:
    context = await browser.new_context(
        locale=language,
        color_scheme="dark" if theme == "dark" else "light",
        viewport={"width": width, "height": 800},
    )
    page = await context.new_page()
    found = []
    for name, address in with_model.items():
        await page.goto(address)
        await page.get_by_role("heading", level=1).wait_for()
        if name == "review":
            await page.get_by_role("radio").first.wait_for()
        if name == "missing parts":
            await page.get_by_text(re.compile("scripted (needs|需要)")).wait_for()
        found += [f"{name}: {fault}" for fault in await _faults(page)]
    await context.close()
    assert found == []


async def test_what_is_asked_back_shows_what_is_assumed_and_another_answer_plans_again(
    with_model: dict[str, str], page: Page
) -> None:
    await page.goto(with_model["review"])
    brakes = page.get_by_role("group", name="Which brakes does your bicycle have?")
    await expect(brakes.get_by_role("radio", name="rim brakes")).to_be_checked(timeout=PATIENCE)
    await expect(page.get_by_text("Milepost assumed: rim brakes")).to_be_visible()
    await brakes.get_by_role("radio", name="hydraulic discs").check()
    await page.get_by_role("button", name="Plan again with these answers").click()
    answered = page.get_by_text("Planned with your answers: hydraulic discs")
    await expect(answered).to_be_visible(timeout=PATIENCE)
    await Walker(page, "").until_review()
    await answered.click()
    await expect(brakes.get_by_role("radio", name="hydraulic discs")).to_be_checked()
    assert await _faults(page) == []


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
