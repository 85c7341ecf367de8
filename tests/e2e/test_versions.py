"""A guide written anew as one asks and read while it is, what changed in it, and a question taken out of a quiz."""

import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.support.browser import PageRecord
from tests.support.learner import Learner, concepts_of
from tests.support.model_choice import choose_model
from tests.support.model_server import ScriptedModelServer, running_model_server
from tests.support.model_server.tokens import Pace
from tests.support.served import clean_environment, served
from tests.support.walk import PATIENCE

pytestmark = pytest.mark.timeout(120)


@dataclass(frozen=True, slots=True)
class Studied:
    """A concept of a finished roadmap, and the model that can write it anew."""

    address: str
    model: ScriptedModelServer


@pytest.fixture
def studied(tmp_path: Path) -> Iterator[Studied]:
    with (
        running_model_server() as model,
        served(
            Path(sysconfig.get_path("scripts"), "milepost"), tmp_path / "data", clean_environment()
        ) as server,
        httpx.Client(base_url=server.url, timeout=40) as http,
    ):
        learner = Learner(http)
        asked = learner.finished(preferences={})
        choose_model(learner, model)
        concept = concepts_of(learner.roadmap(asked.roadmap_id))[0]["concept_id"]
        yield Studied(f"{server.url}/app/roadmaps/{asked.roadmap_id}/concepts/{concept}", model)


async def test_a_guide_is_written_anew_and_a_wrong_question_goes(
    studied: Studied, page: Page, page_record: PageRecord
) -> None:
    # Slow enough for a busy machine to show what there is before it is whole.
    studied.model.world.pace = Pace(tokens_per_second=120)
    await page.goto(studied.address)
    await page.get_by_role("button", name="Write it anew: Tutorial").click()
    await page.get_by_label("What should be different?").fill("With an example from cooking")
    await page.get_by_role("button", name="Write it", exact=True).click()
    versions = page.get_by_role("region", name="Versions of the guide")
    await versions.get_by_role("button", name="Read along").click()
    await expect(versions).to_contain_text("This is a draft", timeout=PATIENCE)
    await expect(versions).to_contain_text("What this is about", timeout=PATIENCE)
    await expect(page.get_by_role("heading", name="As you asked")).to_be_visible(timeout=PATIENCE)
    await expect(versions).to_contain_text("Asked for: “With an example from cooking”")

    await page.get_by_role("button", name="What changed: Tutorial").click()
    changes = page.get_by_role("dialog", name="From version 1 to version 2")
    await expect(changes.get_by_role("insertion").filter(has_text="As you asked")).to_be_visible()
    await page.keyboard.press("Escape")
    await versions.get_by_label("Version").select_option("1")
    await expect(versions).to_contain_text("You are looking at version 1. Version 2 is in use.")
    await versions.get_by_role("button", name="Use this version").click()
    await expect(versions.get_by_label("Version")).to_have_value("1")

    await page.get_by_role("button", name="Begin the quiz").click()
    await page.keyboard.press("1")
    await page.keyboard.press("Enter")
    stem = await page.locator("legend").inner_text()
    await page.get_by_role("button", name="This question is wrong").click()
    await page.get_by_role("button", name="Take it out").click()
    await expect(page.locator("legend")).not_to_have_text(stem)
    await page.reload()
    await page.get_by_text("1 question was taken out").click()
    await page.get_by_role("button", name=f"Put it back: {stem}").click()
    await expect(page.get_by_text("was taken out")).to_have_count(0)
    assert page_record.is_clean(), page_record
