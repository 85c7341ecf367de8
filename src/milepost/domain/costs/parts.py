"""What requests to models are made for, as people are told of it; known by the place that asked."""

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


def part_of(place: str) -> SpendPart:
    """The part that a place belongs to."""
    name = place.partition(":")[0]
    return SpendPart(name) if name in set(SpendPart) else SpendPart.OTHER
