"""The order of study: nothing before what it needs, and what belongs together kept together."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from milepost.catalog.graph import Catalog
from milepost.catalog.selection import Selection

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
    concepts = catalog.concepts
    waiting = {one: len(selection.needs[one]) for one in selection.keep_order}
    dependants: dict[str, list[str]] = {one: [] for one in selection.keep_order}
    for one in selection.keep_order:
        for need in selection.needs[one]:
            dependants[need.before].append(one)
    ready = {one for one, count in waiting.items() if count == 0}
    order: list[str] = []

    def rank(one: str) -> tuple[bool, int, int, str, int, str]:
        concept = concepts[one]
        last = concepts[order[-1]] if order else None
        return (
            last is None or last.domain != concept.domain or last.module != concept.module,
            catalog.level_of(one),
            selection.goal_rank[one],
            concept.domain,
            concept.difficulty,
            one,
        )

    while ready:
        one = min(ready, key=rank)
        ready.remove(one)
        order.append(one)
        for dependant in dependants[one]:
            waiting[dependant] -= 1
            if waiting[dependant] == 0:
                ready.add(dependant)
    return order


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
