"""Content with everything in it that has ever run where it should not: on the page it is words."""

import json
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.async_api import Page, Route, expect

from tests.support.learner import Asked, Learner, concepts_of
from tests.support.model_server.hostile_markdown import HOSTILE_MARKDOWN
from tests.support.poison import INERT, Poison
from tests.support.served import ServedMilepost

pytestmark = pytest.mark.timeout(120)
PATIENCE = 20_000


@pytest.fixture(scope="module")
def learner(served_milepost: ServedMilepost) -> Iterator[Learner]:
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        yield Learner(http)


@pytest.fixture(scope="module")
def finished(learner: Learner) -> Asked:
    return learner.finished()


def test_there_are_many_payloads_and_no_two_are_alike() -> None:
    assert len(set(HOSTILE_MARKDOWN)) == len(HOSTILE_MARKDOWN) >= 75


async def test_a_concept_shows_all_of_it_as_words(
    page: Page, learner: Learner, finished: Asked, served_milepost: ServedMilepost
) -> None:
    """Every payload in the guide, in a question with its options and grade, and as title and address of a link."""
    roadmap = learner.roadmap(finished.roadmap_id)
    concept = concepts_of(roadmap)[0]["concept_id"]
    poison = Poison(HOSTILE_MARKDOWN)
    await poison.into(page)

    async def answer(route: Route, content: object) -> None:
        await route.fulfill(status=200, content_type="application/json", body=json.dumps(content))

    await page.route("**/tutorial*", lambda route: answer(route, GUIDE))
    await page.route("**/resources*", lambda route: answer(route, LINKS))
    await page.route("**/quiz", lambda route: answer(route, QUIZ))
    await page.route("**/quiz/attempts", lambda route: answer(route, GRADE))
    await page.goto(f"{served_milepost.url}/app/roadmaps/{finished.roadmap_id}/concepts/{concept}")
    await expect(page.get_by_text("The last line.")).to_be_visible(timeout=PATIENCE)
    await expect(page.get_by_role("link", name="The last link")).to_be_visible()
    await page.get_by_role("button", name="Begin the quiz").click()
    await page.get_by_role("radio").first.check()
    assert await poison.live_in(page) == INERT
    await page.get_by_role("button", name="Check", exact=True).click()
    await expect(page.get_by_text("The last explanation.")).to_be_visible(timeout=PATIENCE)
    for link in await page.get_by_role("main").get_by_role("link", name="press").all():
        await link.dispatch_event("pointerover")
    assert await poison.live_in(page) == INERT

    # What would have been seen, had one of them come through.
    await page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p onclick=hostile()>x</p>')"
    )
    assert await poison.live_in(page) != INERT


async def test_every_other_page_shows_all_of_it_as_words(
    page: Page, learner: Learner, finished: Asked, served_milepost: ServedMilepost
) -> None:
    """Names, goals, questions, reasons and what the channel tells: in the review, live, and where else they stand."""
    in_review = learner.review()
    roadmap, task = f"/app/roadmaps/{finished.roadmap_id}", f"/app/tasks/{finished.task_id}"
    poison = Poison(HOSTILE_MARKDOWN)
    await poison.into(page)
    for address in (
        f"/app/tasks/{in_review.task_id}", f"{task}?timeline=all", roadmap, f"{roadmap}?view=graph",
        f"{roadmap}?view=weeks", f"{roadmap}/edit", "/app/tasks", "/app/roadmaps",
    ):  # fmt: skip
        await page.goto(served_milepost.url + address)
        await page.get_by_role("heading", level=1).wait_for()
        await expect(page.locator("body")).to_contain_text(re.compile("hostile|tracker"), timeout=PATIENCE)
        assert await poison.live_in(page) == INERT, address
    assert poison.used == set(HOSTILE_MARKDOWN)


GUIDE = {
    "kind": "tutorial", "version": 1, "language": "en", "outcomes": list(HOSTILE_MARKDOWN),
    "body": "## All of it\n\n" + "\n\n".join(HOSTILE_MARKDOWN) + "\n\nThe last line.",
    "practice": {"task": HOSTILE_MARKDOWN[0], "done_when": HOSTILE_MARKDOWN[12], "minutes": 5},
}  # fmt: skip
#: As a title, and as an address where it is in brackets or quotation marks of its own.
LINKS = {
    "version": 1,
    "resources": [
        {
            "title": title, "url": url, "kind": "tutorial", "language": "en", "free": True, "check": "ok",
            "checked_at": "2026-11-22", "reason": "found", "missed_at": None,
        }
        for number, title in enumerate([*HOSTILE_MARKDOWN, "The last link"])
        for url in ("javascript:hostile()", f"https://tracker.example/{number}", title)
    ],
}  # fmt: skip
QUIZ = {
    "version": 1, "language": "en", "too_short": False,
    "removed": [
        {"item_id": "q2", "stem": payload, "reason": payload, "removed_at": "2026-11-22T12:00:00Z"}
        for payload in HOSTILE_MARKDOWN
    ],
    "items": [
        {
            "item_id": "q1", "stem": "\n\n".join(HOSTILE_MARKDOWN), "several": False, "level": "recall",
            "options": [
                {"option_id": f"o{number}", "text": payload} for number, payload in enumerate(HOSTILE_MARKDOWN)
            ],
        }
    ],
}  # fmt: skip
GRADE = {
    "attempt_id": "att_1", "score": 1.0, "passed": True,
    "items": [
        {
            "item_id": "q1", "correct": True, "right_option_ids": ["o0"],
            "explanation": "\n\n".join([*HOSTILE_MARKDOWN, "The last explanation."]),
        }
    ],
}  # fmt: skip
