"""What learners may know before they begin: sets of concepts that hold, with each concept, all that it requires.

A set is one integer, bit `i` for the concept with the number `i`. Such sets are the states of a knowledge space
(Doignon and Falmagne, Knowledge Spaces, 1999); there are far too many to list them, so likely ones are drawn.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from milepost.catalog.graph import Catalog
from milepost.domain.goals import Level

#: How many cuts are made of one order of study, of which the drawing costs most.
_CUTS_PER_ORDER = 4
#: Nobody knows just what a level or a course says: with this chance a concept is missing, or known beyond it.
_DEVIATION = 0.05
_FIELD_SPREAD = 0.35


class Ground:
    """The concepts that a quiz is about, numbered so that each comes after what it requires."""

    def __init__(self, catalog: Catalog, concept_ids: Iterable[str]) -> None:
        self.catalog = catalog
        self.concept_ids = sorted(concept_ids, key=lambda one: (catalog.level_of(one), one))
        self.number = {one: number for number, one in enumerate(self.concept_ids)}
        self.requires: list[list[int]] = [
            [self.number[before] for before in catalog.requirements(one) if before in self.number]
            for one in self.concept_ids
        ]

    def __len__(self) -> int:
        return len(self.concept_ids)

    @cached_property
    def below(self) -> Sequence[int]:
        """For each concept the set of it and all that it requires."""
        sets: list[int] = []
        for number, befores in enumerate(self.requires):
            found = 1 << number
            for before in befores:
                found |= sets[before]
            sets.append(found)
        return sets

    @cached_property
    def above(self) -> Sequence[int]:
        """For each concept the set of it and all that builds on it."""
        sets = [0] * len(self)
        for number, below in enumerate(self.below):
            for other in range(number + 1):
                if below >> other & 1:
                    sets[other] |= 1 << number
        return sets

    @cached_property
    def fields(self) -> Sequence[Sequence[int]]:
        """The concepts of each domain, in their order."""
        domains: dict[str, list[int]] = {}
        for number, one in enumerate(self.concept_ids):
            domains.setdefault(self.catalog.concepts[one].domain, []).append(number)
        return list(domains.values())

    def state_of(self, concept_ids: Iterable[str]) -> int:
        """The smallest state in which these are known; those it is not about are left aside."""
        state = 0
        for one in concept_ids:
            if one in self.number:
                state |= self.below[self.number[one]]
        return state


def likely_states(ground: Ground, goal_ids: Sequence[str], *, count: int, seed: str) -> list[int]:
    """So many states that learners of these goals may be in; the same seed draws the same ones.

    Five stories of what somebody may know take turns: what a level says; the first part of some order of study; a few
    concepts with what they need; some fields better than others; what another goal teaches.

    Source: ADR 0022.
    """
    drawing = _Drawing(ground, goal_ids, random.Random(seed))  # noqa: S311 - drawn to be repeatable, not secret
    stories: Sequence[Callable[[], Sequence[int]]] = (
        drawing.of_a_level,
        drawing.begun,
        drawing.picked,
        drawing.by_field,
        drawing.of_another_goal,
    )
    shares = [count * (turn + 1) // len(stories) for turn in range(len(stories))]
    states: list[int] = []
    for story, until in zip(stories, shares, strict=True):
        while len(states) < until:
            states.extend(story()[: until - len(states)])
    return states


class _Drawing:
    def __init__(self, ground: Ground, goal_ids: Sequence[str], rng: random.Random) -> None:
        catalog = ground.catalog
        self.ground = ground
        self.rng = rng
        self.depths = [catalog.level_of(one) for one in ground.concept_ids]
        self.levels = [ground.state_of(catalog.known_by_level(goal_ids, level)) for level in Level]
        self.others = [
            ground.state_of(catalog.closure(goal.must))
            for goal_id, goal in catalog.goals.items()
            if goal_id not in goal_ids
        ] or [0]

    def of_a_level(self) -> Sequence[int]:
        return [self._deviating(self.rng.choice(self.levels))]

    def of_another_goal(self) -> Sequence[int]:
        return [self._deviating(self.rng.choice(self.others))]

    def begun(self) -> Sequence[int]:
        """What was learnt in a random order, up to here."""
        order = self._order()
        states = []
        for _ in range(_CUTS_PER_ORDER):
            state = 0
            for number in order[: self.rng.randrange(len(order) + 1)]:
                state |= 1 << number
            states.append(state)
        return states

    def picked(self) -> Sequence[int]:
        """A few concepts, with what they need."""
        size = len(self.ground)
        state = 0
        for number in self.rng.sample(range(size), self.rng.randrange(max(2, size // 5))):
            state |= self.ground.below[number]
        return [state]

    def by_field(self) -> Sequence[int]:
        """Each field up to somewhere, as far as it goes or as hard as it gets: in one further than in another."""
        generally, by_depth = self.rng.random(), self.rng.random() < 0.5
        deepest = self.depths[-1] + 1
        state = 0
        for field in self.ground.fields:
            share = min(1.0, max(0.0, self.rng.gauss(generally, _FIELD_SPREAD)))
            for place, number in enumerate(field):
                reached = (self.depths[number] / deepest) if by_depth else (place / len(field))
                if reached < share:
                    state |= 1 << number
        return [self._closed(state)]

    def _order(self) -> list[int]:
        """A random order in which nothing comes before what it requires."""
        missing = [len(befores) for befores in self.ground.requires]
        ready = [number for number, count in enumerate(missing) if count == 0]
        order = []
        while ready:
            place = self.rng.randrange(len(ready))
            ready[place], ready[-1] = ready[-1], ready[place]
            number = ready.pop()
            order.append(number)
            for dependant in self._dependants[number]:
                missing[dependant] -= 1
                if missing[dependant] == 0:
                    ready.append(dependant)
        return order

    @cached_property
    def _dependants(self) -> Sequence[Sequence[int]]:
        dependants: list[list[int]] = [[] for _ in range(len(self.ground))]
        for number, befores in enumerate(self.ground.requires):
            for before in befores:
                dependants[before].append(number)
        return dependants

    def _deviating(self, state: int) -> int:
        for number in range(len(self.ground)):
            if self.rng.random() < _DEVIATION:
                if state >> number & 1:
                    state &= ~self.ground.above[number]
                elif self.ground.below[number] & ~state == 1 << number:
                    state |= 1 << number
        return state

    def _closed(self, state: int) -> int:
        """The state without what lacks something it requires."""
        for number, below in enumerate(self.ground.below):
            if state >> number & 1 and below & ~state:
                state &= ~(1 << number)
        return state
