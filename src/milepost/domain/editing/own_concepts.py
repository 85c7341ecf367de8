"""What learners make themselves: the ids, hours and reasons of their own concepts, the same each time."""

import hashlib
from collections.abc import Set

from milepost.domain.goals import Language
from milepost.domain.ids import ID_ALPHABET
from milepost.domain.roadmaps import Hours

#: What catalog concepts have on average, so that an own estimate is no surer than theirs. (ADR 0019)
BEST_SHARE, WORST_SHARE = 0.6, 1.6
MOST_HOURS = 1000.0
_ID_LENGTH = 12


def own_id(*made_of: str, used: Set[str]) -> str:
    """An id derived from what the concept is made of: made again after an undo, it is the same concept.

    An id that the roadmap uses already is not given twice; the next one is derived then.
    """
    number = 0
    while True:
        digest = hashlib.sha256("\x1f".join([*made_of, str(number)]).encode()).digest()
        concept_id = "own-" + "".join(ID_ALPHABET[byte & 31] for byte in digest[:_ID_LENGTH])
        if concept_id not in used:
            return concept_id
        number += 1


def own_hours(typical: float) -> Hours:
    """Hours of which only the typical ones were said."""
    return Hours(
        min=round(typical * BEST_SHARE, 4),
        typical=typical,
        max=min(MOST_HOURS, round(typical * WORST_SHARE, 4)),
    )


def scaled_hours(hours: Hours, typical: float) -> Hours:
    """Other typical hours; best and worst case keep their share of them."""
    share = typical / hours.typical
    least = max(0.01, round(hours.min * share, 4))
    return Hours(
        min=min(typical, least),
        typical=typical,
        max=min(MOST_HOURS, max(typical, round(hours.max * share, 4))),
    )


def because_person_said(before: str, language: Language) -> str:
    """The reason of an edge for which a person gave none."""
    return f"你要求先学“{before}”。" if language is Language.ZH else f"You put “{before}” first."


def because_split(before: str, after: str, language: Language) -> str:
    """The reason of an edge between two parts of what was one concept."""
    return (
        f"“{after}”接着“{before}”往下学。"
        if language is Language.ZH
        else f"“{after}” goes on from “{before}”."
    )
