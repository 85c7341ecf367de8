"""Parts that could not be written, as the page tells of them and has them written again, one or all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.support.failing_server import failing_command
from tests.support.learner import Learner
from tests.support.served import clean_environment, served
from tests.support.walk import PATIENCE, Walker

pytestmark = pytest.mark.timeout(120)


@dataclass(frozen=True, slots=True)
class Failing:
    """A server that cannot write the quizzes named in a file."""

    url: str
    file: Path
    task_id: str
    """A task that ended without two of its quizzes."""


@pytest.fixture
def failing(tmp_path: Path) -> Iterator[Failing]:
    file = tmp_path / "failing"
    file.write_text("cli.shell-and-prompt\ncli.getting-help\n")
    command = failing_command(tmp_path, file)
    with (
        served(command, tmp_path / "data", clean_environment()) as server,
        httpx.Client(base_url=server.url, timeout=40) as http,
    ):
        learner = Learner(http)
        task_id = learner.ask(review=False).task_id
        learner.until(task_id, "partial_failure")
        yield Failing(server.url, file, task_id)


async def test_missing_parts_are_retried_one_and_all(failing: Failing, page: Page) -> None:
    walker = Walker(page, failing.url)
    heading = page.get_by_role("heading", level=1)
    await page.goto(f"{failing.url}/app/tasks/{failing.task_id}")
    await expect(heading).to_have_text("2 parts are missing", timeout=PATIENCE)
    missing = page.get_by_role("list", name="Missing parts")
    await expect(missing).to_contain_text("The catalog has nothing about this concept.")
    failing.file.unlink()

    await page.get_by_role("button", name="Retry: Quiz of Getting help at the prompt").click()
    await expect(heading).to_have_text("Written; 1 other part is still missing", timeout=PATIENCE)
    await expect(missing).not_to_contain_text("Getting help at the prompt")
    one = walker.task_id

    await page.get_by_role("button", name="Retry it").dblclick()
    await expect(heading).to_have_text("Your roadmap is ready", timeout=PATIENCE)
    rest = walker.task_id
    tasks = (await walker.get("/tasks"))["items"]
    assert [task["task_id"] for task in tasks] == [rest, one, failing.task_id]
    assert [task["progress"]["total"] for task in tasks[:2]] == [1, 1]

    await page.goto(f"{failing.url}/app/tasks/{failing.task_id}")
    await expect(heading).to_have_text("2 parts were missing", timeout=PATIENCE)
    await expect(page.get_by_role("button", name="Retry")).to_have_count(0)
