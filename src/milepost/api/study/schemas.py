"""Content on the wire; a quiz never carries its key."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from milepost.domain.content import Tutorial
from milepost.domain.goals import Language
from milepost.domain.listed_links import KnownResource
from milepost.domain.records import LearnerState
from milepost.workflow.quizzes import AskedQuiz


class TutorialView(Tutorial):
    version: int


class ResourcesView(BaseModel):
    version: int
    resources: list[KnownResource]


class LinksCheckedView(ResourcesView):
    not_looked_at: int
    """Of how many links nothing was found out: there is no network, or no time, or somebody else is looking at them."""


class QuizOptionView(BaseModel):
    option_id: str
    text: str


class QuizItemView(BaseModel):
    item_id: str
    stem: str
    options: list[QuizOptionView]
    several: bool
    """Whether more than one option is right."""
    level: Literal["recall", "apply", "analyse"]


class RemovedItemView(BaseModel):
    """A question that was found wrong. It is not asked any more, and can be taken back."""

    item_id: str
    stem: str
    reason: str | None
    removed_at: datetime


class QuizView(BaseModel):
    version: int
    language: Language
    items: list[QuizItemView]
    removed: list[RemovedItemView]
    too_short: bool
    """Whether so many questions were taken out that the rest says little."""


class ProgressRequest(BaseModel):
    model_config = {"extra": "forbid"}

    state: LearnerState


def quiz_view(asked: AskedQuiz) -> QuizView:
    quiz = asked.quiz
    return QuizView(
        version=asked.version,
        language=quiz.language,
        items=[
            QuizItemView(
                item_id=item.item_id,
                stem=item.stem,
                options=[QuizOptionView(**option.model_dump()) for option in item.options],
                several=len(item.right_option_ids) > 1,
                level=item.level,
            )
            for item in quiz.items
        ],
        removed=[
            RemovedItemView(
                item_id=one.item_id,
                stem=asked.item(one.item_id).stem,
                reason=one.reason,
                removed_at=one.created_at,
            )
            for one in asked.removed
        ],
        too_short=asked.is_too_short,
    )
