"""What single words speak for, learnt from sentences of strangers, and how much the signs of the catalog are worth.

A linear model: every goal, and none of them, gets the sum of the weights of what is seen in a sentence; the sums
become chances. The weights are learnt by `make learn-goals` and stored with the pack. No word decides by a rule, so
each answer can be explained by the words that weighed most.

Source: ADR 0028, multinomial logistic regression.
"""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

#: In place of a goal: the sentence asks for none of them.
NONE = ""
#: Weights are stored in hundredths.
UNIT = 100


class Features(NamedTuple):
    """What is seen in a sentence."""

    words: frozenset[str]
    """Stems of words, pairs of neighbours joined by `_`, and pairs of Chinese characters."""
    signs: Mapping[str, Mapping[str, float]]
    """By goal: how many names, cues and concepts of it are there, and whether strict reading found it."""
    against: Mapping[str, float]
    """What speaks for none of the goals: unknown words, words of other fields, other tools."""


class LearntWords(msgspec.Struct, frozen=True):
    """Weights in hundredths."""

    lessons: str
    """The digest of the sentences it was learnt from."""
    goals: tuple[str, ...]
    """The goals it was learnt for."""
    words: dict[str, tuple[int, ...]]
    """For each of the goals, in that order, and for none."""
    signs: dict[str, int]
    """The same for all goals, so that a new alias or cue needs no learning."""
    against: dict[str, int]

    def chances(self, features: Features) -> dict[str, float]:
        """How likely each goal is meant, and `NONE`; the likeliest first. They add up to 1."""
        sums = [0] * (len(self.goals) + 1)
        for word in features.words:
            for place, weight in enumerate(self.words.get(word, ())):
                sums[place] += weight
        totals = dict(zip((*self.goals, NONE), map(float, sums), strict=True))
        for goal_id in self.goals:
            totals[goal_id] += _weighed(self.signs, features.signs.get(goal_id, {}))
        totals[NONE] += _weighed(self.against, features.against)
        most = max(totals.values())
        odds = {one: math.exp((total - most) / UNIT) for one, total in totals.items()}
        everything = sum(odds.values())
        ranked = sorted(odds.items(), key=lambda item: (-item[1], item[0]))
        return {one: value / everything for one, value in ranked}

    def telling(self, features: Features, goal_id: str, *, most: int = 5) -> tuple[str, ...]:
        """The words that speak most for a goal, or for `NONE`, compared with what they say for the others."""
        place = (*self.goals, NONE).index(goal_id)
        worth = {
            word: weights[place] - sum(weights) / len(weights)
            for word in features.words
            if (weights := self.words.get(word)) is not None
        }
        ranked = sorted((word for word in worth if worth[word] > 0), key=lambda word: (-worth[word], word))
        return tuple(ranked[:most])


def _weighed(weights: Mapping[str, int], counts: Mapping[str, float]) -> float:
    return sum(weights.get(kind, 0) * count for kind, count in counts.items())


def rounded(weights: Iterable[float]) -> tuple[int, ...]:
    """Weights as they are stored."""
    return tuple(round(UNIT * weight) for weight in weights)
