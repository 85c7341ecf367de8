"""The three kinds of content written for a concept, and grading, which is the server's alone."""

from collections.abc import Mapping, Set
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from milepost.domain.goals import Language
from milepost.domain.ids import PartIdText
from milepost.domain.model import Value


class PracticeTask(Value):
    task: str
    done_when: str
    minutes: int = Field(gt=0)


class Tutorial(Value):
    kind: Literal["tutorial"] = "tutorial"
    language: Language
    """The language the guide is written in; may differ from the learner's, which the page then marks."""
    outcomes: tuple[str, ...]
    body: str
    """Markdown, no raw HTML."""
    practice: PracticeTask | None = None


class Resource(Value):
    title: str
    url: str
    kind: Literal["documentation", "tutorial", "book", "course", "reference", "standard"]
    language: str
    free: bool
    check: Literal["ok", "dead", "unknown", "not_checked"]
    """What is known of the link; `not_checked` when nobody has fetched it."""
    checked_at: date | None = None


class ResourceList(Value):
    kind: Literal["resources"] = "resources"
    resources: tuple[Resource, ...]


class QuizOption(Value):
    option_id: PartIdText
    text: str


class QuizItem(Value):
    """One question with its key. The key never leaves the server before an attempt."""

    item_id: PartIdText
    stem: str
    options: tuple[QuizOption, ...]
    right_option_ids: tuple[PartIdText, ...]
    explanation: str
    outcome: str
    level: Literal["recall", "apply", "analyse"]


class Quiz(Value):
    kind: Literal["quiz"] = "quiz"
    language: Language
    items: tuple[QuizItem, ...]


Content = Annotated[Tutorial | ResourceList | Quiz, Field(discriminator="kind")]

PASS_MARK = 0.7
#: With fewer questions a quiz says little of what somebody can do.
FEWEST_QUIZ_ITEMS = 3


def without_items(quiz: Quiz, removed: Set[str]) -> Quiz:
    """The quiz as it is asked and graded once these items were found wrong; may have none left."""
    return quiz.model_copy(
        update={"items": tuple(item for item in quiz.items if item.item_id not in removed)}
    )


class ItemGrade(Value):
    item_id: PartIdText
    correct: bool
    right_option_ids: tuple[PartIdText, ...]
    explanation: str


class Grade(Value):
    score: float = Field(ge=0, le=1)
    passed: bool
    items: tuple[ItemGrade, ...]


def grade(quiz: Quiz, answers: Mapping[str, tuple[str, ...]]) -> Grade:
    """Grade answers: an item counts when exactly the right options were chosen.

    An item without an answer counts as wrong and its key is not shown, so that a learner who answers one
    question at a time does not receive the key of those to come.
    """
    items = tuple(
        ItemGrade(
            item_id=item.item_id,
            correct=set(answers[item.item_id]) == set(item.right_option_ids),
            right_option_ids=item.right_option_ids,
            explanation=item.explanation,
        )
        for item in quiz.items
        if item.item_id in answers
    )
    score = sum(item.correct for item in items) / len(quiz.items) if quiz.items else 0.0
    return Grade(score=score, passed=score >= PASS_MARK, items=items)
