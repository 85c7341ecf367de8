"""What requests to models are made for, as people are told of it; known by the place that asked."""

import re
from enum import StrEnum


class SpendPart(StrEnum):
    """One kind of question. Places that ask are called after it: `outline`, `concepts:<stage>`, `quiz:<concept>`."""

    INTENT = "intent"
    OUTLINE = "outline"
    CONCEPTS = "concepts"
    EDGES = "edges"
    CRITIQUE = "critique"
    EDIT = "edit"
    TUTORIAL = "tutorial"
    RESOURCES = "resources"
    QUIZ = "quiz"
    OTHER = "other"
    """What this version has no name for."""


#: Asked once for a roadmap, however many requests that takes; the others are asked for each unit.
PLANNING = (
    SpendPart.INTENT,
    SpendPart.OUTLINE,
    SpendPart.CONCEPTS,
    SpendPart.EDGES,
    SpendPart.CRITIQUE,
)


_PLAN = re.compile(r"@(\d+)$")


def spend_place(place: str, *, plan: int) -> str:
    """The place under which a request is written down: `outline`, and `outline@2` for the second plan of a task."""
    return place if plan == 1 else f"{place}@{plan}"


def plan_of(place: str) -> int:
    """Which plan of its task a place that was written down belongs to, from 1."""
    found = _PLAN.search(place)
    return int(found[1]) if found else 1


def part_of(place: str) -> SpendPart:
    """The part that a place belongs to."""
    name = re.split("[:@]", place, maxsplit=1)[0]
    return SpendPart(name) if name in set(SpendPart) else SpendPart.OTHER
