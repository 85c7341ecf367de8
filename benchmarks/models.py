"""A plan by a model, as somebody sees it who watches the page: how soon its first stage is there, and all of it.

The scripted model writes 48 concepts, each answer at 600 tokens a second; the page is Chromium's.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import httpx
from playwright.async_api import Page, expect

from benchmarks.promises import Row, serving
from tests.support.browser import launched_chromium
from tests.support.learner import Learner
from tests.support.model_choice import choose_model
from tests.support.model_server import LoggedRequest, Pace, ScriptedModelServer, running_model_server
from tests.support.programs import find_chromium

TOKENS_PER_SECOND = 600.0
CONCEPTS = 48
FIRST_STAGE_BAR_SECONDS, WHOLE_PLAN_BAR = 1.0, 0.45
ROUNDS = 5
_PATIENCE_MS = 60_000
#: What the plan itself consists of; what is asked beside it (a look at the whole) would only lengthen the reference.
_OF_THE_PLAN = {"intent", "outline", "concepts", "edges"}
#: Notes when the first stage, and when the button below a whole plan, have been drawn, in seconds since 1970.
_WATCH = """
window.drawn = {};
const look = () => {
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  const note = (name) => requestAnimationFrame(() => setTimeout(() => (window.drawn[name] ??= now())));
  const texts = (tag) => [...document.querySelectorAll(`main ${tag}`)].map((one) => one.textContent.trim());
  if (!window.drawn.stage && texts("header p").includes("Stage 1")) note("stage");
  if (!window.drawn.plan && texts("button").includes("Approve and write")) note("plan");
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
"""


class Planned(NamedTuple):
    """One plan, in seconds."""

    first_token: float
    """From the first token of all until the first stage was drawn."""
    first_outline_token: float
    """The same from the first token of the outline, which is what has the stages in it."""
    whole: float
    """From the first request until all of it could be approved."""
    one_stream: float
    """What the same tokens take one after the other."""


async def measure(*, quick: bool) -> list[Row]:
    goals = [f"learn subject number {number}" for number in range(1 + (1 if quick else ROUNDS))]
    pace = Pace(tokens_per_second=TOKENS_PER_SECOND)
    with (
        tempfile.TemporaryDirectory() as directory,
        running_model_server(pace=pace, concepts=CONCEPTS) as model,
    ):
        async with serving(Path(directory) / "data") as base, launched_chromium(find_chromium()) as browser:
            with httpx.Client(base_url=base, timeout=60) as http:
                choose_model(Learner(http), model)
            page = await browser.new_page()
            await page.add_init_script(_WATCH)
            planned = [await _plan(page, base, model, goal) for goal in goals]
    return _rows(planned[1:])  # with the first one the libraries are loaded


async def _plan(page: Page, base: str, model: ScriptedModelServer, goal: str) -> Planned:
    before = len(model.generations)
    await page.goto(f"{base}/app/new")
    await page.get_by_role("textbox", name="Your goal").fill(goal)
    await page.get_by_role("button", name="Make my roadmap").click()
    await page.wait_for_url(re.compile(r"/app/tasks/tsk_"), timeout=_PATIENCE_MS)
    await expect(page.get_by_role("button", name="Approve and write")).to_be_visible(timeout=_PATIENCE_MS)
    drawn = await _drawn(page)
    requests = model.generations[before:]
    tokens = sum(one.output_tokens for one in requests if one.prompt_id in _OF_THE_PLAN)
    return Planned(
        first_token=drawn["stage"] - _first_token(requests),
        first_outline_token=drawn["stage"]
        - _first_token([one for one in requests if one.prompt_id == "outline"]),
        whole=drawn["plan"] - min(one.at for one in requests),
        one_stream=tokens / TOKENS_PER_SECOND,
    )


async def _drawn(page: Page) -> dict[str, float]:
    """Both instants, the later of which is noted a moment after the page has changed."""
    drawn: dict[str, float] = {}
    deadline = time.monotonic() + 5
    while drawn.keys() != {"stage", "plan"}:
        if time.monotonic() > deadline:
            raise RuntimeError(f"The page has drawn {drawn} and should have drawn a stage and a plan.")
        drawn = await page.evaluate("window.drawn")
    return drawn


def _first_token(requests: Sequence[LoggedRequest]) -> float:
    return min(one.first_token_at for one in requests if one.first_token_at is not None)


def _rows(planned: Sequence[Planned]) -> list[Row]:
    count = len(planned)
    first = [one.first_token for one in planned]
    outline = statistics.median(one.first_outline_token for one in planned)
    whole = [one.whole / one.one_stream for one in planned]
    shown = statistics.median(one.whole for one in planned)
    alone = statistics.median(one.one_stream for one in planned)
    return [
        Row(
            f"{CONCEPTS} concepts, {TOKENS_PER_SECOND:g} tokens/s: first token → first stage drawn, median of {count}",
            statistics.median(first),
            "s",
            FIRST_STAGE_BAR_SECONDS,
            f"most {max(first):.2f} s; from the outline's first token {outline:.2f} s",
        ),
        Row(
            f"the whole plan ÷ its tokens in one stream, median of {count}",
            statistics.median(whole),
            "×",
            WHOLE_PLAN_BAR,
            f"{shown:.1f} s of {alone:.1f} s; most {max(whole):.2f} ×",
        ),
    ]
