"""What needs what, in one sweep: ids in an order in which each stands after all that it needs."""

from collections.abc import Callable, Iterable, Mapping
from itertools import compress
from typing import Any


def levels_of(needs: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """For each id the length of the longest path below it; 0 for one that needs nothing.

    Args:
        needs: For every id those that it needs, all of them among the keys.

    Raises:
        ValueError: Some of them need each other.
    """
    waiting: dict[str, int] = {}
    dependants: dict[str, list[str]] = {one: [] for one in needs}
    for one, befores in needs.items():
        below = frozenset(befores)
        waiting[one] = len(below)
        for before in below:
            dependants[before].append(one)
    levels = {one: 0 for one, count in waiting.items() if count == 0}
    ready = list(levels)
    while ready:
        one = ready.pop()
        above = levels[one] + 1
        for dependant in dependants[one]:
            levels[dependant] = max(levels.get(dependant, 0), above)
            waiting[dependant] -= 1
            if waiting[dependant] == 0:
                ready.append(dependant)
    if any(waiting.values()):
        raise ValueError("The catalog's requirements form a cycle.")
    return levels


class Topology:
    """A graph without cycles, its nodes numbered so that each has a higher number than all that it needs.

    Numbers take the place of sets: a closure is marked from the highest number down, and what is marked then stands
    in order already.
    """

    def __init__(self, needs: Mapping[str, Iterable[str]], *, rank: Callable[[str], Any]) -> None:
        """`rank` orders ids, each above all that it needs; it settles every tie, so that the order is one for all."""
        self._ids = sorted(needs, key=rank)
        self._number = {one: number for number, one in enumerate(self._ids)}
        self._needs = [tuple(self._number[before] for before in needs[one]) for one in self._ids]

    def in_order(self, wanted: Iterable[str]) -> list[str]:
        """These ids with all that they need, directly or through others, each after what it needs.

        Raises:
            KeyError: An id is not of this graph.
        """
        marked = bytearray(len(self._ids))
        for one in wanted:
            marked[self._number[one]] = 1
        needs = self._needs
        for number in range(marked.rfind(1), -1, -1):
            if marked[number]:
                for before in needs[number]:
                    marked[before] = 1
        return list(compress(self._ids, marked))
