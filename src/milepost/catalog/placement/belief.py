"""What answers say about what is known: a weight for each state that a learner may be in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

Reply = Literal["right", "wrong", "unsure"]

#: How often who knows a concept misses its question, and who does not hits it: one option of four by chance.
SLIP, GUESS = 0.1, 0.25


class Odds(NamedTuple):
    """How likely a reply is from somebody who knows the concept, and from somebody who does not."""

    known: float
    unknown: float


#: Whoever knows hardly ever says "I do not know"; whoever does not may say so rather than guess. Only the ratio counts.
ODDS: Mapping[Reply, Odds] = {
    "right": Odds(1 - SLIP, GUESS),
    "wrong": Odds(SLIP, 1 - GUESS),
    "unsure": Odds(0.03, 0.5),
}

_WORTH_OF_DOUBT = 0.3

#: Weights are whole numbers below this power of two where states are counted; less than the last bit changes nothing.
_WEIGHT_BITS = 10


class States:
    """Equally likely states, seen from each concept: in which of them it is known."""

    def __init__(self, states: Sequence[int], concept_count: int) -> None:
        """`states` are sets of concepts, bit `i` for the concept `i`."""
        self.everything = (1 << len(states)) - 1
        self.with_concept = [
            int("".join("1" if state >> number & 1 else "0" for state in reversed(states)), 2)
            for number in range(concept_count)
        ]
        """For each concept a set of states, bit `k` for the state `k`."""


class Belief:
    """How likely the states are once some questions have been answered. Immutable.

    States that explain all answers equally well share a weight and are kept as one set, so that weighing them costs
    by the number of such sets and not by the number of states.
    """

    def __init__(self, states: States, weights: Mapping[int, float] | None = None) -> None:
        """`weights` maps disjoint sets of states to the weight of each state in them; all weigh 1 without it."""
        self._states = states
        self._weights = weights or {states.everything: 1.0}

    def after(self, concept: int, reply: Reply) -> "Belief":
        """The belief once a question about this concept has been answered like this."""
        odds = ODDS[reply]
        knowing = self._states.with_concept[concept]
        weights: dict[int, float] = {}
        for group, weight in self._weights.items():
            if inside := group & knowing:
                weights[inside] = weight * odds.known
            if outside := group & ~knowing:
                weights[outside] = weight * odds.unknown
        return Belief(self._states, weights)

    @cached_property
    def known(self) -> Sequence[float]:
        """For each concept how likely it is known. Never less than for one that builds on it."""
        return [self._share(one) for one in self._states.with_concept]

    def value_of_asking(self, concept: int) -> float:
        """What an answer to a question about this concept is expected to be worth, in concepts.

        It is the number of concepts fewer that would be called known or unknown wrongly, and for a small part the doubt
        that it takes away from all concepts: what changes no verdict yet may help the next answer to do so. Doubt is
        the variance of known or unknown; a right or wrong answer takes away the covariance squared over its variance.

        Source: ADR 0022.
        """
        asked = self.known[concept]
        right = asked * (1 - SLIP) + (1 - asked) * GUESS
        planes = [(bit, plane & self._states.with_concept[concept]) for bit, plane in self._planes]
        called_right = explained = 0.0
        for other, likely in zip(self._states.with_concept, self.known, strict=True):
            both = sum((plane & other).bit_count() << bit for bit, plane in planes) / self._total
            known_right = both * (1 - SLIP) + (likely - both) * GUESS
            called_right += max(known_right, right - known_right)
            called_right += max(likely - known_right, 1 - right - likely + known_right)
            explained += (both - asked * likely) ** 2
        explained *= (1 - SLIP - GUESS) ** 2 / (right * (1 - right))
        return called_right - self._called_right + _WORTH_OF_DOUBT * explained

    @cached_property
    def _called_right(self) -> float:
        """The number of concepts that are expected to be called rightly what they more likely are."""
        return sum(max(one, 1 - one) for one in self.known)

    def _share(self, states: int) -> float:
        return sum((plane & states).bit_count() << bit for bit, plane in self._planes) / self._total

    @cached_property
    def _total(self) -> int:
        return sum(plane.bit_count() << bit for bit, plane in self._planes)

    @cached_property
    def _planes(self) -> Sequence[tuple[int, int]]:
        """The weights as whole numbers, bit by bit: (which bit, the states whose weight has it).

        Counting weighted states then is counting bits, ten times over, whatever the number of weights.
        """
        heaviest = max(self._weights.values())
        scaled = [
            (group, round(weight / heaviest * ((1 << _WEIGHT_BITS) - 1)))
            for group, weight in self._weights.items()
        ]
        planes = (
            (bit, _union(group for group, weight in scaled if weight >> bit & 1))
            for bit in range(_WEIGHT_BITS)
        )
        return [(bit, plane) for bit, plane in planes if plane]


def _union(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def doubts(known: Iterable[float]) -> Iterator[float]:
    """For each concept the chance that calling it what it more likely is would be wrong."""
    return (min(one, 1 - one) for one in known)
