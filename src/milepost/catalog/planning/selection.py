"""Which concepts a plan teaches: what the goals need, less what is known, within the budget."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from milepost.catalog.graph import Catalog
from milepost.domain.goals import Intent
from milepost.domain.roadmaps import Aim, Hours, Pruned
from milepost.domain.scheduling.pacing import minutes_of, pace_of

#: What someone needs who knows a thing that builds on this one, but has not said that they know this one.
#: (CATALOG 3.3)
REFRESH_HOURS = Hours(min=0.25, typical=0.25, max=0.5)


@dataclass(frozen=True, slots=True)
class Need:
    """A concept that another one in the plan needs, and why."""

    before: str
    why: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What is taught, what is not, and what gives way first."""

    keep_order: tuple[str, ...]
    """Every concept of the plan, the most valuable first, each after all that it needs."""
    needs: Mapping[str, Sequence[Need]]
    """For each concept of the plan, what it needs within the plan."""
    refreshed: Mapping[str, str]
    """Concepts that only need a refresh, with the id of a known concept that builds on them."""
    pruned: tuple[Pruned, ...]
    aims: tuple[Aim, ...]
    """What the plan leads to, as far as it teaches it."""
    goal_rank: Mapping[str, int]
    """For each concept of the plan, the first goal that needs it, from 0; named ones come after all."""


def select_concepts(catalog: Catalog, intent: Intent) -> Selection:
    """The concepts of the plan, by steps 1 to 4 of CATALOG 3 with one fixed budget rule.

    What the goals must teach, and what the learner named, is always taught, with all that it needs. Then come
    the goals' further concepts in their stated order, goal by goal, each with what it needs, as long as the
    calendar still ends by the deadline; the first that does not fit ends it. So a larger budget gives a plan
    that contains the smaller one's. Optional concepts are taught when they are named.
    """
    return _Selector(catalog, intent).select()


class _Selector:
    """The parts of the selection that build on each other, each computed once."""

    def __init__(self, catalog: Catalog, intent: Intent) -> None:
        self.catalog = catalog
        self.intent = intent
        self.goals = [catalog.goals[goal.goal_id] for goal in intent.goals]
        self.named = tuple(one for one in intent.named if one in catalog.concepts)
        self.must = _once([one for goal in self.goals for one in goal.must] + list(self.named))
        self.should = _once(one for goal in self.goals for one in goal.should if one not in self.must)

    def select(self) -> Selection:
        seen: set[str] = set()
        kept = [one for target in self.must for one in self._newly_needed(target, seen)]
        left = self._budget(kept)
        too_much: list[str] = []
        for target in self.should:
            added = self._newly_needed(target, seen)
            if left is not None:
                left -= sum(minutes_of(self._hours(one)) for one in added)
            # From the first that does not fit on nothing does: what is left stays below zero.
            (too_much if left is not None and left < 0 else kept).extend(added)
        is_kept = frozenset(kept)
        return Selection(
            keep_order=tuple(kept),
            needs={one: [need for need in self._needs[one] if need.before in is_kept] for one in kept},
            refreshed={one: via for one, via in self._refreshed.items() if one in is_kept},
            pruned=tuple(self._pruned(too_much)),
            aims=tuple(self._aims(is_kept)),
            goal_rank=self._goal_ranks(kept),
        )

    def _budget(self, musts: Iterable[str]) -> int | None:
        """The minutes left until the deadline once the musts are taught; None without a deadline."""
        intent = self.intent
        if intent.deadline is None:
            return None
        pace = pace_of(
            hours_per_week=intent.hours_per_week, start_date=intent.start_date, week_start=intent.week_start
        )
        return pace.minutes_until(intent.deadline) - sum(minutes_of(self._hours(one)) for one in musts)

    def _hours(self, concept_id: str) -> float:
        return (
            REFRESH_HOURS if concept_id in self._refreshed else self.catalog.concepts[concept_id].hours
        ).typical

    @cached_property
    def _known_by_level(self) -> frozenset[str]:
        """What the level implies; what the learner named is wanted all the same."""
        known = self.catalog.known_by_level([goal.goal_id for goal in self.goals], self.intent.level)
        return known - frozenset(self.named)

    @cached_property
    def _known(self) -> frozenset[str]:
        # The intent may list what the level implies, too; of that, what was named is wanted.
        by_level = self.catalog.known_by_level([goal.goal_id for goal in self.goals], self.intent.level)
        said = frozenset(one for one in self.intent.known if one in self.catalog.concepts)
        return self._known_by_level | (said - (by_level & frozenset(self.named)))

    @cached_property
    def _closure(self) -> frozenset[str]:
        """Everything the targets need, known or not; of each choice one option."""
        return self.catalog.closure([*self.must, *self.should], known=self._known)

    @cached_property
    def _needs(self) -> Mapping[str, Sequence[Need]]:
        """What each concept of the closure needs; of a choice the known option, the stated, or the cheapest."""
        return {one: list(self._needs_of(one)) for one in self._closure}

    def _needs_of(self, concept_id: str) -> Iterator[Need]:
        concept, language = self.catalog.concepts[concept_id], self.intent.language
        taken = set()
        for requirement in concept.requires:
            taken.add(requirement.concept_id)
            yield Need(requirement.concept_id, requirement.why(language))
        for group in concept.any_of:
            stated = [one for one in (*self.must, *self.should) if one in group.options]
            known = [one for one in group.options if one in self._known]
            option = next(
                iter([*known, *stated, *(one for one in group.options if one in self._closure)]), None
            )
            if option is not None and option not in taken:
                taken.add(option)
                yield Need(option, group.why(language))

    @cached_property
    def _refreshed(self) -> Mapping[str, str]:
        """What the learner very likely knows, because something that builds on it was said to be known."""
        refreshed: dict[str, str] = {}
        seen: set[str] = set()
        for known in sorted(self._known & self._closure, key=self.catalog.rank_of):
            for one in self._reached_from(known, seen):
                if one not in self._known and one not in self.named:
                    refreshed[one] = known
        return refreshed

    def _reached_from(self, concept_id: str, seen: set[str]) -> Iterator[str]:
        """A concept and all that it needs, directly or through others, but for what was seen; that is seen then.

        What is below something that was seen has been seen as well.
        """
        waiting = [] if concept_id in seen else [concept_id]
        seen.add(concept_id)
        while waiting:
            one = waiting.pop()
            yield one
            for need in self._needs.get(one, ()):
                if need.before not in seen:
                    seen.add(need.before)
                    waiting.append(need.before)

    def _newly_needed(self, target: str, seen: set[str]) -> list[str]:
        """What has to be taught for a target and was not seen yet, each after what it needs."""
        needed = (one for one in self._reached_from(target, seen) if one not in self._known)
        return sorted(needed, key=self.catalog.rank_of)

    def _pruned(self, too_much: Iterable[str]) -> Iterator[Pruned]:
        for one in sorted(self._known & self._closure, key=self.catalog.rank_of):
            yield self._pruned_one(one, "level" if one in self._known_by_level else "known")
        for one in too_much:
            yield self._pruned_one(one, "over_budget")

    def _pruned_one(self, concept_id: str, why: Literal["known", "level", "over_budget"]) -> Pruned:
        concept = self.catalog.concepts[concept_id]
        hours = self._hours(concept_id) if why == "over_budget" else concept.hours.typical
        return Pruned(concept_id=concept_id, name=concept.name(self.intent.language), why=why, hours=hours)

    def _aims(self, kept: Set[str]) -> Iterator[Aim]:
        for goal in self.goals:
            yield Aim(
                goal_id=goal.goal_id,
                name=goal.name(self.intent.language),
                must=tuple(one for one in goal.must if one in kept),
                should=tuple(one for one in goal.should if one in kept),
            )
        if named := tuple(one for one in self.named if one in kept):
            yield Aim(must=named)

    def _goal_ranks(self, kept: Iterable[str]) -> Mapping[str, int]:
        ranks: dict[str, int] = {}
        seen: set[str] = set()
        for rank, goal in enumerate(self.goals):
            for target in (*goal.must, *goal.should):
                ranks.update(dict.fromkeys(self._reached_from(target, seen), rank))
        return {one: ranks.get(one, len(self.goals)) for one in kept}


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
