"""What is seen in a sentence, as the learnt weights want it: words, signs of each goal, and what speaks for none."""

import math
from collections.abc import Iterator, Mapping

from milepost.catalog.matching.evidence import Weighing
from milepost.catalog.matching.far_fields import FAR_FIELDS, FAR_FIELDS_ZH
from milepost.catalog.matching.learnt_words import Features
from milepost.catalog.matching.sentence import Sentence
from milepost.catalog.matching.text import singular, stem

#: More of the same says nothing new.
MOST_SIGNS, MOST_FAR, MOST_UNKNOWN, MOST_WORDS = 3, 2, 8, 20
_FAR = FAR_FIELDS | frozenset(singular(word) for word in FAR_FIELDS)
_LONGEST_FAR = max(len(word) for word in FAR_FIELDS_ZH)


def features_of(
    sentence: Sentence, weighing: Weighing, read: Mapping[str, str], *, is_read: bool
) -> Features:
    """What is seen in a whole sentence.

    Args:
        sentence: What is left of a goal after hours, deadline, level and known skills were taken out.
        weighing: Of the whole sentence.
        read: What strict reading found: by goal, as what.
        is_read: Whether it found anything.
    """
    signs = {
        goal_id: {kind: float(min(count, MOST_SIGNS)) for kind, count in counts.items()}
        for goal_id, counts in weighing.signs.items()
    }
    for goal_id, found_as in read.items():
        signs[goal_id] = {**signs.get(goal_id, {}), found_as: 1.0}
    left = frozenset(range(len(sentence.units))) - weighing.explained
    far = [*_far(sentence, left)]
    unknown = sentence.weight(sentence.telling(left).difference(*far))
    words = len(sentence.weighty(range(len(sentence.units))))
    return Features(
        words=frozenset(_words(sentence)),
        signs=signs,
        against={
            "always": 1.0,
            "unknown": math.sqrt(min(unknown, MOST_UNKNOWN)),
            "far": float(min(len(far), MOST_FAR)),
            "other_tool": float(weighing.is_elsewhere),
            "no_sign": float(not weighing.evidence),
            "not_read": float(not is_read),
            "long": min(words, MOST_WORDS) / MOST_WORDS,
        },
    )


def _words(sentence: Sentence) -> Iterator[str]:
    before = ""
    for unit in sentence.units:
        if unit.gap:
            before = ""
        if unit.is_cjk:
            if before and not before.isascii():
                yield before + unit.token
            before = unit.token
            continue
        word = stem(unit.token)
        if unit.weight > 0:
            yield word
        if before.isascii() and before:
            yield f"{before}_{word}"
        before = word


def _far(sentence: Sentence, left: frozenset[int]) -> Iterator[frozenset[int]]:
    """The places of each word of a far field among some places; of Chinese words that begin alike the longest."""
    end = 0
    for place in sorted(left):
        unit = sentence.units[place]
        if unit.start < end:
            continue
        if not unit.is_cjk:
            if unit.token in _FAR:
                yield frozenset({place})
            continue
        for length in range(_LONGEST_FAR, 0, -1):
            word = sentence.text[unit.start : unit.start + length]
            if len(word) == length and word in FAR_FIELDS_ZH:
                end = unit.start + length
                yield frozenset(
                    one
                    for one in range(place, min(place + length, len(sentence.units)))
                    if sentence.units[one].start < end
                )
                break
