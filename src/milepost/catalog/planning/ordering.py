"""The order of study: nothing before what it needs, and what belongs together kept together."""

from collections.abc import Iterable, Mapping, Sequence, Set
from heapq import heappop, heappush
from typing import NamedTuple

from milepost.catalog.graph import Catalog, Localised
from milepost.catalog.planning.selection import Selection

_Rank = tuple[int, int, str, int, str]
_Subject = tuple[str, Localised | None]

#: Fewer concepts than this do not make a module.
LEAST_RUN = 3


class Run(NamedTuple):
    """Concepts of one domain that follow each other."""

    domain: str
    concepts: tuple[str, ...]


def order_concepts(catalog: Catalog, selection: Selection) -> list[str]:
    """The concepts of the plan in the order in which they are studied.

    It goes on within one module of the pack while something of it is ready, then within one domain, then with
    the concept of the lowest level, by goal, domain, difficulty and id. A short run of one domain then moves
    to the next run of that domain, where nothing in between needs it, or back to the one before, where it
    needs nothing in between. (CATALOG 3.5)
    """
    runs = _runs(catalog, _in_sequence(catalog, selection))
    needs = {one: {need.before for need in selection.needs[one]} for one in selection.keep_order}
    while (joined := _with_a_short_run_joined(runs, needs)) is not None:
        runs = joined
    return [one for run in runs for one in run.concepts]


def _in_sequence(catalog: Catalog, selection: Selection) -> list[str]:
    """A topological order that stays with a subject as long as it can."""
    waiting = {one: len(selection.needs[one]) for one in selection.keep_order}
    dependants: dict[str, list[str]] = {one: [] for one in selection.keep_order}
    for one in selection.keep_order:
        for need in selection.needs[one]:
            dependants[need.before].append(one)
    ready = _Ready(catalog, selection.goal_rank)
    for one, count in waiting.items():
        if count == 0:
            ready.add(one)
    order: list[str] = []
    while (following := ready.take()) is not None:
        order.append(following)
        for dependant in dependants[following]:
            waiting[dependant] -= 1
            if waiting[dependant] == 0:
                ready.add(dependant)
    return order


class _Ready:
    """Concepts that nothing keeps waiting, by level, goal, domain, difficulty and id; those of the same module of the
    pack and domain as the one taken last come before all others.
    """

    def __init__(self, catalog: Catalog, goal_rank: Mapping[str, int]) -> None:
        self._catalog = catalog
        self._goal_rank = goal_rank
        self._all: list[_Rank] = []
        self._by_subject: dict[_Subject, list[_Rank]] = {}
        self._taken: set[str] = set()
        self._last: _Subject | None = None

    def add(self, one: str) -> None:
        concept = self._catalog.concepts[one]
        level, difficulty, _ = self._catalog.rank_of(one)
        rank = (level, self._goal_rank[one], concept.domain, difficulty, one)
        heappush(self._all, rank)
        heappush(self._by_subject.setdefault((concept.domain, concept.module), []), rank)

    def take(self) -> str | None:
        """The next one; None when there is none."""
        same_subject = self._by_subject.get(self._last, []) if self._last is not None else []
        one = self._first_of(same_subject) or self._first_of(self._all)
        if one is not None:
            concept = self._catalog.concepts[one]
            self._taken.add(one)
            self._last = (concept.domain, concept.module)
        return one

    def _first_of(self, heap: "list[_Rank]") -> str | None:
        # Each stands in two heaps, and is taken out of the other one when it turns up there.
        while heap:
            *_, one = heappop(heap)
            if one not in self._taken:
                return one
        return None


def _runs(catalog: Catalog, order: Sequence[str]) -> list[Run]:
    """The order cut where the domain changes."""
    return _contiguous(Run(catalog.concepts[one].domain, (one,)) for one in order)


def _with_a_short_run_joined(runs: Sequence[Run], needs: Mapping[str, Set[str]]) -> list[Run] | None:
    """The runs after the first short one that can has joined another of its domain; None when none can."""
    for index, run in enumerate(runs):
        if len(run.concepts) >= LEAST_RUN:
            continue
        others = [*runs[:index], *runs[index + 1 :]]
        # Later comes first: what is learnt just before it is needed is still fresh.
        for other in range(index, len(others)):
            if others[other].domain == run.domain:
                return _contiguous([*others[:other], run, *others[other:]])
            if any(needs[one] & set(run.concepts) for one in others[other].concepts):
                break
        for other in range(index - 1, -1, -1):
            if others[other].domain == run.domain:
                return _contiguous([*others[: other + 1], run, *others[other + 1 :]])
            if any(needs[one] & set(others[other].concepts) for one in run.concepts):
                break
    return None


def _contiguous(runs: Iterable[Run]) -> list[Run]:
    """The runs with neighbours of one domain made one."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].domain == run.domain:
            joined[-1] = Run(run.domain, joined[-1].concepts + run.concepts)
        else:
            joined.append(run)
    return joined
