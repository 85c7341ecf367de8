"""A goal that the catalog does not cover, from the settings to the quiz, past a wrong key and a missing model."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import PageRecord
from tests.support.fork_server import ForkServer
from tests.support.model_server import Pace, ScriptedModelServer, running_model_server
from tests.support.walk import PATIENCE, Walker
from trials.models.lives import Lives

pytestmark = pytest.mark.timeout(120)

KEY, LATER_KEY = "sk-first-0001", "sk-later-0002"
GOAL = "beekeeping, 4 hours a week"
#: Of two stages, so that one is there before the other.
CONCEPTS = 9
FIRST_STAGE = "Finding your feet"


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModelServer]:
    # Slow enough for the page to show a stage before there is a plan.
    with running_model_server(key=KEY, concepts=CONCEPTS, pace=Pace(tokens_per_second=1200)) as server:
        yield server


@pytest.fixture
def url(fork_server: ForkServer, tmp_path: Path) -> Iterator[str]:
    with Lives(fork_server, tmp_path).life() as life:
        yield life.url


class Settings:
    """The settings of models, as a person uses them."""

    def __init__(self, page: Page, url: str) -> None:
        self._page = page
        self._url = url

    async def open(self) -> None:
        await self._page.goto(f"{self._url}/app/settings")

    async def add(self, address: str, *, key: str) -> None:
        await self._page.get_by_role("button", name="Add a provider").click()
        dialog = self._page.get_by_role("dialog")
        await dialog.get_by_label("Provider", exact=True).select_option(label="Another one")
        await dialog.get_by_label("Name").fill("Scripted")
        await dialog.get_by_label("Address").fill(address)
        await self._save(key)

    async def change_key(self, key: str) -> None:
        await self._page.get_by_role("button", name="Change Scripted").click()
        await self._save(key)

    async def _save(self, key: str) -> None:
        dialog = self._page.get_by_role("dialog")
        await dialog.get_by_label("Key", exact=True).fill(key)
        await dialog.get_by_role("button", name="Save and test").click()
        await expect(dialog).to_be_hidden(timeout=PATIENCE)

    async def choose_planner(self, model: str) -> None:
        await self._page.get_by_label("Provider of the Planner").select_option(label="Scripted")
        await self._page.get_by_label("Model of the Planner").fill(model)
        await self._page.get_by_role("button", name="Save the choice").click()
        await expect(self._page.get_by_text("used as Planner")).to_be_visible(timeout=PATIENCE)

    async def test(self) -> None:
        await self._page.get_by_role("button", name="Test Scripted").click()

    async def says(self, words: str | re.Pattern[str]) -> None:
        row = self._page.get_by_role("list", name="Providers").get_by_role("status")
        await expect(row).to_contain_text(words, timeout=PATIENCE)


async def test_from_the_settings_to_a_quiz_with_what_goes_wrong_mended(
    url: str, model: ScriptedModelServer, page: Page, page_record: PageRecord
) -> None:
    settings, walker = Settings(page, url), Walker(page, url)
    heading = page.get_by_role("heading", level=1)

    await settings.open()
    await settings.add(model.base_url, key="sk-wrong")
    await settings.says("The provider refuses the key")
    await settings.change_key(KEY)
    await settings.says("It answers and lists 3 models")
    await settings.choose_planner(model.model)
    await settings.test()
    await settings.says(re.compile(rf"{model.model} answers, in "))

    model.world.key = LATER_KEY
    task_id = await _ask(page, url)
    await expect(page.get_by_text("Enter the right key in the model settings")).to_be_visible(
        timeout=PATIENCE
    )
    assert (await walker.get(f"/tasks/{task_id}"))["error"]["type"] == "model-key-refused"
    await page.get_by_role("link", name="Open the model settings").click()
    await settings.change_key(LATER_KEY)
    await settings.says(re.compile(rf"{model.model} answers, in "))
    await page.goto(f"{url}/app/tasks/{task_id}")

    await page.get_by_role("button", name="Try once more").click()
    await expect(page.get_by_role("heading", level=2, name=FIRST_STAGE)).to_be_visible(timeout=PATIENCE)
    await expect(page.get_by_role("button", name="Approve and write")).to_have_count(0)
    await walker.until_review()
    model.world.pace = Pace()
    model.set_faults("quiz/404")
    planned = len(model.generations)
    await walker.approve()
    await expect(heading).to_have_text(f"{CONCEPTS} parts are missing", timeout=PATIENCE)
    await expect(page.get_by_text("Choose one from its list in the model settings")).to_be_visible()
    await expect(page.get_by_text(f"{CONCEPTS} parts to write · scripted needs about")).to_be_visible()

    model.set_faults("")
    await page.get_by_role("button", name=f"Retry all {CONCEPTS}").click()
    await walker.until_completed()
    asked = Counter(request.prompt_id for request in model.generations[planned:])
    assert asked == {"tutorial": 2 * CONCEPTS, "quiz": 2 * CONCEPTS, "solve": 2 * CONCEPTS}

    await page.get_by_role("link", name=re.compile("^Start: ")).click()
    await expect(page.get_by_role("heading", name="Step by step")).to_be_visible(timeout=PATIENCE)
    await _answer_quiz(page)
    assert page_record.errors == []


async def _ask(page: Page, url: str) -> str:
    """From the empty page to the live page; the task's id."""
    await page.goto(f"{url}/app/new")
    await page.get_by_role("textbox", name="Your goal").fill(GOAL)
    await page.get_by_role("button", name="Make my roadmap").click()
    await page.wait_for_url(re.compile(r"/app/tasks/tsk_"), timeout=PATIENCE)
    return Walker(page, url).task_id


async def _answer_quiz(page: Page) -> None:
    await page.get_by_role("button", name="Begin the quiz").click()
    await page.get_by_role("radio").first.check()
    await page.get_by_role("button", name="Check", exact=True).click()
    await expect(
        page.get_by_role("button", name=re.compile("^(Next question|See the result)$"))
    ).to_be_visible(timeout=PATIENCE)
