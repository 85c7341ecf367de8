"""The placement quiz as it is asked and answered: a few questions that find out what the learner knows already."""

from typing import Literal

from pydantic import Field

from milepost.domain.content import QuizOption
from milepost.domain.goals import Language
from milepost.domain.ids import PartIdText
from milepost.domain.model import Value

MOST_QUESTIONS = 12


class PlacementAnswer(Value):
    """One question, answered."""

    concept_id: PartIdText
    item_id: PartIdText
    option_id: PartIdText | None = None
    """The chosen option; None for "I do not know"."""


class PlacementQuestion(Value):
    """The next question to ask. Its key stays on the server."""

    concept_id: PartIdText
    concept_name: str
    item_id: PartIdText
    stem: str
    options: tuple[QuizOption, ...]
    language: Language
    """What the question is written in; English where it is not in the learner's language yet."""


class PlacedConcept(Value):
    """A concept that the learner seems to know, and how that was found."""

    concept_id: PartIdText
    name: str
    hours: float
    """The typical hours that leaving it out saves."""
    why: Literal["answered", "implied", "likely"]
    """`answered`: its own question was answered rightly; `implied`: so was that of a concept that builds on it;
    `likely`: those who answer like this mostly know it."""
    because_id: PartIdText | None = None
    """For `implied`, that concept."""
    because_name: str | None = None
    certainty: float = Field(ge=0, le=1)
    """How sure it is that the concept is known, given the answers."""


class PlacementResult(Value):
    """What the learner seems to know, each concept after all that it needs."""

    known: tuple[PlacedConcept, ...]
    unknown_count: int = Field(ge=0)
    """How many concepts of the goal are left to learn."""
    right_count: int = Field(ge=0)
    """How many of the answers were right."""


class PlacementStep(Value):
    """The next question, or the result."""

    answered: int = Field(ge=0, le=MOST_QUESTIONS)
    at_most: int = MOST_QUESTIONS
    question: PlacementQuestion | None = None
    result: PlacementResult | None = None
