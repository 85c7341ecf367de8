"""Content on the wire; a quiz never carries its key."""

from typing import Literal

from pydantic import BaseModel

from milepost.domain.content import Quiz, Resource, Tutorial
from milepost.domain.goals import Language
from milepost.domain.records import LearnerState


class TutorialView(Tutorial):
    version: int


class ResourcesView(BaseModel):
    version: int
    resources: list[Resource]


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


class QuizView(BaseModel):
    version: int
    language: Language
    items: list[QuizItemView]


class ProgressRequest(BaseModel):
    model_config = {"extra": "forbid"}

    state: LearnerState


def quiz_view(version: int, quiz: Quiz) -> QuizView:
    return QuizView(
        version=version,
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
    )
