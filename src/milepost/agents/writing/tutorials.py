"""Guides: first what the learner can do afterwards and the exercise that shows it, then the text that leads there."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from milepost.agents.prompts import writing as prompts
from milepost.agents.writing.asking import Writer
from milepost.agents.writing.markdown_rules import guide_problems, html_and_link_problems, without_title
from milepost.domain.content import PracticeTask, Tutorial
from milepost.domain.ports.planning import AuthorContext, ShowText, show_nobody
from milepost.domain.roadmaps import Concept

_AIMS_TOKENS, _GUIDE_TOKENS = 800, 4_000
_MOST_MINUTES = 240


class PracticeWire(BaseModel):
    # Eight signs of Chinese can name an exercise.
    task: str = Field(min_length=8, max_length=3_000)
    done_when: str = Field(min_length=6, max_length=1_000)
    minutes: int = Field(ge=5, le=_MOST_MINUTES)


class AimsWire(BaseModel):
    outcomes: list[str] = Field(min_length=2, max_length=4)
    practice: PracticeWire


async def write_tutorial(
    writer: Writer, concept: Concept, context: AuthorContext, *, show: ShowText = show_nobody
) -> Tutorial:
    """Raises ModelFailure: no guide came that may be shown."""
    aims = await writer.ask(
        prompts.tutorial_aims(concept, context),
        AimsWire,
        number=0,
        max_tokens=_AIMS_TOKENS,
        problems=_aims_problems,
    )
    practice = PracticeTask(
        task=aims.practice.task, done_when=aims.practice.done_when, minutes=aims.practice.minutes
    )
    outcomes = tuple(outcome.strip() for outcome in aims.outcomes)

    def problems(text: str) -> Sequence[str]:
        return guide_problems(text, context.language)

    body = await writer.text(
        prompts.tutorial(concept, context, outcomes=outcomes, practice=practice),
        number=1,
        max_tokens=_GUIDE_TOKENS,
        problems=problems,
        show=lambda text, beginning: show(without_title(text) if text else "", beginning),
    )
    return Tutorial(language=context.language, outcomes=outcomes, body=without_title(body), practice=practice)


def _aims_problems(aims: AimsWire) -> Sequence[str]:
    texts = [*aims.outcomes, aims.practice.task, aims.practice.done_when]
    found = [fault for text in texts for fault in html_and_link_problems(text)]
    if any(not 4 <= len(outcome.strip()) <= 300 for outcome in aims.outcomes):
        found.append("An outcome is empty or longer than a sentence.")
    return found
