"""The main job as a person does it in the page, step by step."""

import re
from dataclasses import dataclass
from time import monotonic
from typing import Any

from playwright.async_api import Page, expect

GOAL = "learn Python, 6 hours a week, by the end of March"
PATIENCE = 20_000


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody at the page of a Milepost at `base`."""

    page: Page
    base: str

    async def ask(self, goal: str = GOAL) -> str:
        """From the empty page to the live page; the task's id."""
        await self.page.goto(f"{self.base}/app/new")
        box = self.page.get_by_role("textbox", name="Your goal")
        await expect(box).to_be_focused(timeout=PATIENCE)
        await box.press_sequentially(goal, delay=15)
        await expect(self.page.get_by_text(re.compile("≈")).first).to_be_visible(timeout=PATIENCE)
        await self.page.get_by_role("button", name="Make my roadmap").click()
        await self.page.wait_for_url(re.compile(r"/app/tasks/tsk_"), timeout=PATIENCE)
        return self.task_id

    @property
    def task_id(self) -> str:
        return self.page.url.rpartition("/")[2].partition("?")[0]

    async def until_review(self) -> None:
        await expect(self.page.get_by_role("button", name="Approve and write")).to_be_enabled(
            timeout=PATIENCE
        )

    async def approve(self) -> None:
        await self.page.get_by_role("button", name="Approve and write").click()

    async def until_completed(self) -> None:
        await expect(self.page.get_by_role("heading", name="Your roadmap is ready")).to_be_visible(
            timeout=60_000
        )

    async def study_first_concept(self) -> None:
        """To the first concept's page, through its quiz, to a graded result."""
        await self.page.get_by_role("link", name=re.compile("^Start: ")).click()
        await expect(self.page.get_by_role("heading", name="Quiz")).to_be_visible(timeout=PATIENCE)
        await self.page.get_by_role("button", name="Begin the quiz").click()
        while True:
            await self.page.get_by_role("radio").first.check()
            await self.page.get_by_role("button", name="Check", exact=True).click()
            onwards = self.page.get_by_role("button", name=re.compile("^(Next question|See the result)$"))
            await expect(onwards).to_be_visible(timeout=PATIENCE)
            is_last = await onwards.inner_text() == "See the result"
            await onwards.click()
            if is_last:
                break
        await expect(self.page.get_by_text(re.compile(r"\d of \d right"))).to_be_visible(timeout=PATIENCE)

    async def get(self, path: str) -> Any:
        """What the API answers, past the page."""
        answer = await self.page.request.get(f"{self.base}/api/v1{path}")
        assert answer.ok, await answer.text()
        return await answer.json()

    async def roadmap(self, task_id: str) -> dict[str, Any]:
        task = await self.get(f"/tasks/{task_id}")
        roadmap: dict[str, Any] = await self.get(f"/roadmaps/{task['roadmap_id']}")
        return roadmap


_MOMENT = re.compile(r"\d+(?:\.\d+)? (?:s|min|ms)\b(?: \d+ s\b)?")


async def expect_the_same(page: Page, other: Page) -> None:
    """Both pages come to say the same, less what is a matter of the moment.

    A page says first what it knows first: what it asks for besides (what a plan takes, say) follows when it is
    answered, so one look at each is not enough.
    """
    deadline = monotonic() + PATIENCE / 1_000
    while (said := await _said_on(page)) != (wanted := await _said_on(other)) and monotonic() < deadline:
        await page.wait_for_timeout(50)
    assert said == wanted


async def _said_on(page: Page) -> str:
    await expect(page.locator("main")).not_to_contain_text(
        "Reading what has happened so far", timeout=PATIENCE
    )
    return _MOMENT.sub("some time", await page.locator("main").inner_text())


def content_of(roadmap: dict[str, Any]) -> Any:
    """What a roadmap holds, without what is its own: ids and instants."""
    own = {"roadmap_id", "task_id", "created_at", "updated_at"}
    return {name: value for name, value in roadmap.items() if name not in own}
