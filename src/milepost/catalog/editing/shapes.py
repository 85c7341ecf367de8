"""Numbers in changes in words: into how many parts, and how many hours."""

from milepost.domain.editing.operations import SplitPart
from milepost.domain.goals import Language
from milepost.domain.roadmaps import Concept
from milepost.domain.scheduling.pacing import hours_of, minutes_of

_NUMBERS = {
    word: number
    for number, words in (
        (0.5, "half半"), (1, "one一"), (2, "two两"), (3, "three三"), (4, "four四"), (5, "five五"), (6, "six六"),
        (8, "eight八"), (10, "ten十"),
    )
    for word in (words[:-1], words[-1])
} | {"half an": 0.5, "a": 1, "an": 1, "二": 2, "halves": 2, "": 2}  # fmt: skip
LEAST_HOURS = 0.25
LONGEST_NAME = 180


def amount_of(words: str) -> float:
    """Hours from a number in words or digits, at least a quarter."""
    word = " ".join(words.lower().split())
    return max(LEAST_HOURS, _NUMBERS[word] if word in _NUMBERS else float(word.replace(",", ".")))


def equal_parts(concept: Concept, words: str, language: Language) -> tuple[SplitPart, ...]:
    """Parts of equal length, numbered; two unless the words say how many."""
    count = 2 if words.lower() == "half" else round(amount_of(words))
    share = minutes_of(concept.estimated_hours) // count
    last = minutes_of(concept.estimated_hours) - share * (count - 1)
    name = concept.name[:LONGEST_NAME]
    return tuple(
        SplitPart(
            name=f"{name}（{number}）" if language is Language.ZH else f"{name}, part {number}",
            hours=max(LEAST_HOURS, hours_of(last if number == count else share)),
        )
        for number in range(1, count + 1)
    )
