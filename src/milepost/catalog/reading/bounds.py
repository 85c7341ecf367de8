"""What bounds a goal, whether or not the catalog covers it: the language, the days, the hours and the level."""

from datetime import date
from typing import NamedTuple

from milepost.catalog.reading.goal import Reading, read_goal
from milepost.domain.errors import DeadlineInThePast
from milepost.domain.goals import (
    DEFAULT_HOURS_PER_WEEK,
    GoalRequest,
    Intent,
    Language,
    Level,
    ReadFields,
)
from milepost.domain.ports.planning import Preview

_MOST_TITLE_CHARACTERS = 80


class Bounds(NamedTuple):
    """Explicit fields win over what the sentence says, and that over what stands in background and context."""

    reading: Reading
    """Of the goal."""
    aside: Reading
    """Of background and context."""
    language: Language
    start: date
    deadline: date | None
    level: Level
    hours_per_week: float

    @property
    def read(self) -> ReadFields:
        return ReadFields(
            hours_per_week=self.reading.hours_per_week,
            deadline=self.reading.deadline,
            level=self.reading.level,
            known=tuple(phrase.text for phrase in self.reading.known),
        )


def read_bounds(request: GoalRequest, today: date) -> Bounds:
    """Raises DeadlineInThePast: the deadline is before the first day of study."""
    reading = read_goal(request.goal, today)
    aside = read_goal("\n".join(filter(None, (request.background, request.additional_context))), today)
    start = request.preferences.start_date or today
    deadline = request.deadline or reading.deadline or aside.deadline
    if deadline is not None and deadline < start:
        raise DeadlineInThePast(deadline.isoformat(), start.isoformat())
    return Bounds(
        reading=reading,
        aside=aside,
        language=request.language or reading.language,
        start=start,
        deadline=deadline,
        level=request.level or reading.level or aside.level or Level.BEGINNER,
        hours_per_week=request.hours_per_week
        or reading.hours_per_week
        or aside.hours_per_week
        or DEFAULT_HOURS_PER_WEEK,
    )


def understand_uncovered(request: GoalRequest, today: date) -> Preview:
    """What can be said of a goal of which the catalog knows nothing. Raises as `read_bounds` does."""
    bounds = read_bounds(request, today)
    intent = Intent(
        title=_title(request.goal),
        goals=(),
        level=bounds.level,
        language=bounds.language,
        hours_per_week=bounds.hours_per_week,
        deadline=bounds.deadline,
        start_date=bounds.start,
        week_start=request.preferences.week_start,
    )
    return Preview(read=bounds.read, goals=(), unmatched=(), intent=intent)


def _title(goal: str) -> str:
    """The goal in one line, cut at a word."""
    line = " ".join(goal.split())
    if len(line) <= _MOST_TITLE_CHARACTERS:
        return line
    return (line[:_MOST_TITLE_CHARACTERS].rpartition(" ")[0] or line[:_MOST_TITLE_CHARACTERS]) + "…"
