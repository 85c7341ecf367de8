"""What the learner asked for: the goal in words, and what bounds it."""

import functools
import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StringConstraints, model_validator

from milepost.domain.ids import PartIdText
from milepost.domain.model import Value


class Level(StrEnum):
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Language(StrEnum):
    EN = "en"
    ZH = "zh"


class UnitKind(StrEnum):
    """What is written for a concept."""

    TUTORIAL = "tutorial"
    RESOURCES = "resources"
    QUIZ = "quiz"


class LeftOut(StrEnum):
    """Why something is not written for a concept."""

    NO_MODEL = "no_model"
    """The catalog does not have the concept, and no model is chosen."""
    NO_SEARCH = "no_search"
    """Links are searched for, and no web search is set up."""


def _without_control_characters(text: str) -> str:
    """Refuse control and bidirectional-override characters, which no one types and which can disguise text."""
    for character in text:
        category = unicodedata.category(character)
        if category in {"Cc", "Cs"} and character not in "\n\t\r":
            raise ValueError(f"The character U+{ord(character):04X} is not allowed.")
        if character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
            raise ValueError(f"The text direction character U+{ord(character):04X} is not allowed.")
    return text


def _known_time_zone(name: str) -> str:
    if name not in _time_zones():
        raise ValueError(f"{name!r} is not an IANA time zone such as 'Europe/Berlin'.")
    return name


@functools.cache
def _time_zones() -> frozenset[str]:
    # Looked up in a directory tree, which takes longer than everything else about a request.
    return frozenset(available_timezones())


def _written_as_a_day(value: object) -> object:
    """Refuse numbers, which would be read as seconds since 1970, and days with a time."""
    if isinstance(value, date) or (
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII)
    ):
        return value
    raise ValueError("Write a day as 2027-03-31.")


# The bounds stand before the look at each character: they also count what is left once blanks are gone.
_PLAIN = AfterValidator(_without_control_characters)
GoalText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), _PLAIN]
ContextText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000), _PLAIN]
InstructionsText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000), _PLAIN]
ReasonText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), _PLAIN]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), _PLAIN]
AnswerText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), _PLAIN]
TimeZoneName = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_time_zone)]
HoursPerWeek = Annotated[float, Field(ge=0.5, le=60, allow_inf_nan=False, strict=True)]
Day = Annotated[date, BeforeValidator(_written_as_a_day)]
#: A first day of study; far from the end of the calendar, so that years of study still have dates.
StartDate = Annotated[Day, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]

DEFAULT_HOURS_PER_WEEK = 5.0


class Preferences(Value):
    """How the learner likes it. Everything has a default."""

    week_start: Literal["monday", "sunday"] = "monday"
    """The day on which study weeks begin."""
    start_date: StartDate | None = None
    """The first day of study; today in the learner's time zone when absent."""
    unit_kinds: tuple[UnitKind, ...] = (UnitKind.TUTORIAL, UnitKind.RESOURCES, UnitKind.QUIZ)
    """What to write for each concept; the rest is skipped."""


#: Requests that were stored before there was a choice have null.
WantedPlanner = Annotated[
    Literal["auto", "catalog", "model"],
    BeforeValidator(
        lambda said: "auto" if said is None else said,
        json_schema_input_type=Literal["auto", "catalog", "model"] | None,
    ),
]


class GoalRequest(Value):
    """A goal as it was sent. A field that is absent is read from the sentence, else defaulted."""

    goal: GoalText
    level: Level | None = None
    hours_per_week: HoursPerWeek | None = None
    deadline: Day | None = None
    background: ContextText | None = None
    known: tuple[ShortText, ...] = Field(default=(), max_length=200)
    """Concept ids or names the learner already knows."""
    goal_ids: tuple[PartIdText, ...] = Field(default=(), max_length=10)
    """Catalog goals chosen by the learner; matching is skipped for these."""
    language: Language | None = None
    time_zone: TimeZoneName = "UTC"
    preferences: Preferences = Preferences()
    additional_context: ContextText | None = None
    review: StrictBool = True
    """Whether a person decides before anything is written."""
    planner: WantedPlanner = "auto"
    """Who designs the roadmap; `auto`: the catalog where it covers the goal, else a model where one is chosen."""


class MatchedGoal(Value):
    """A catalog goal that the sentence means."""

    goal_id: PartIdText
    name: str
    score: float = Field(ge=0, le=1)
    """How sure the match is, 0 to 1."""


class ReadFields(Value):
    """What was read out of the sentence, shown as filled fields; explicit fields win."""

    hours_per_week: HoursPerWeek | None = None
    deadline: date | None = None
    level: Level | None = None
    known: tuple[str, ...] = ()
    """Names of what the learner says they know already, in their words."""


MOST_OPTIONS = 6
QuestionId = Annotated[str, StringConstraints(pattern=r"^q[1-9]$")]
"""Given by code, in the order of the questions; it holds for one task."""


class Question(Value):
    """Something that a goal leaves open, with what is assumed of it. It never holds anything up."""

    question_id: QuestionId
    text: str = Field(min_length=1, max_length=300)
    why: str = Field(default="", max_length=300)
    """What depends on it."""
    options: tuple[ShortText, ...] = Field(default=(), max_length=MOST_OPTIONS)
    """The values it can be answered with; none where it is answered in one's own words."""
    default: ShortText
    """What is assumed until it is answered: one of the options, where there are any."""
    answer: AnswerText | None = None
    """What the learner said."""

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.options and self.default not in self.options:
            raise ValueError("The default is none of the options.")
        return self

    @property
    def value(self) -> str:
        """What is planned with."""
        return self.default if self.answer is None else self.answer


class Intent(Value):
    """What a goal means: the planner's answer to the request, and all it needs to design the roadmap."""

    title: str
    goals: tuple[MatchedGoal, ...]
    skills: tuple[str, ...] = ()
    """What the learner will be able to do, in a few phrases."""
    level: Level
    language: Language
    hours_per_week: HoursPerWeek
    deadline: date | None = None
    start_date: date
    week_start: Literal["monday", "sunday"] = "monday"
    known: tuple[PartIdText, ...] = ()
    """Concept ids the learner knows, by level, by tick or by words."""
    named: tuple[PartIdText, ...] = ()
    """Concept ids that the goal names directly, beside its goals."""
    gaps: tuple[str, ...] = ()
    """What stands between the learner and the goal, in a few phrases."""
    unmatched: tuple[str, ...] = ()
    """Clauses of the goal that no goal or concept covers."""
    questions: tuple[Question, ...] = ()
    """What was asked back, with what is assumed or was answered; every prompt about the goal has it."""

    @property
    def hours_until_deadline(self) -> float | None:
        """Hours of study from the first day to the deadline; None where there is none."""
        if self.deadline is None:
            return None
        return max(1.0, (self.deadline - self.start_date).days / 7 * self.hours_per_week)
