"""Cuts an order of concepts into modules and stages. Nothing is reordered here."""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from math import inf

from milepost.catalog.graph import Catalog

FEWEST_PER_MODULE, MOST_PER_MODULE, USUAL_PER_MODULE = 3, 8, 5
FEWEST_STAGES, MOST_STAGES, USUAL_STAGE_MINUTES = 3, 6, 16 * 60

#: What a module pays for each place in it where the domain changes, or only the module of the pack; and what
#: a cut between two concepts of one module of the pack costs. The size of a module costs the square of its
#: distance from the usual one, so a change of domain is taken in only where the module would be too small
#: without it.
_DOMAIN_CHANGE, _MODULE_CHANGE, _MODULE_CUT = 40, 5, 4


def cut_into_modules(catalog: Catalog, order: Sequence[str]) -> list[Sequence[str]]:
    """Modules of 3 to 8 concepts, of one domain each where that is possible.

    A run of one domain that is shorter than 3 shares its module with a neighbour: a module of one or two
    concepts is no module, and moving the concepts further would break the order. Fewer than three concepts
    are one module.
    """
    if len(order) < FEWEST_PER_MODULE:
        return [order] if order else []
    concepts = [catalog.concepts[one] for one in order]
    domains = [one.domain for one in concepts]
    modules = [one.module for one in concepts]
    changes = [
        0
        if before[1] == after[1] and before[0] == after[0]
        else _DOMAIN_CHANGE
        if before[0] != after[0]
        else _MODULE_CHANGE
        for before, after in pairwise(zip(domains, modules, strict=True))
    ]
    paid = [0, *accumulate(changes)]

    def cost(start: int, end: int) -> float:
        if not FEWEST_PER_MODULE <= end - start <= MOST_PER_MODULE:
            return inf
        within_one = end < len(order) and changes[end - 1] == 0
        return (
            (end - start - USUAL_PER_MODULE) ** 2
            + paid[end - 1]
            - paid[start]
            + (_MODULE_CUT if within_one else 0)
        )

    return [order[start:end] for start, end in _cheapest_cut(len(order), cost, longest=MOST_PER_MODULE)]


def cut_into_stages(minutes: Sequence[int]) -> list[tuple[int, int]]:
    """Three to six stages of about equal length, each a (start, end) of modules, given the minutes of each
    module.

    Fewer than three modules make as many stages.
    """
    total = sum(minutes)
    wanted = max(FEWEST_STAGES, min(MOST_STAGES, round(total / USUAL_STAGE_MINUTES)))
    count = min(len(minutes), wanted)
    before = [0, *accumulate(minutes)]

    def cost(start: int, end: int) -> float:
        return float((before[end] - before[start]) ** 2)

    return _cut_into(count, len(minutes), cost) if count else []


def _cheapest_cut(length: int, cost: Callable[[int, int], float], *, longest: int) -> list[tuple[int, int]]:
    """The cheapest way to cut `length` things into any number of pieces, as (start, end) of each."""
    best = [(0.0, 0)]
    for end in range(1, length + 1):
        best.append(
            min((best[start][0] + cost(start, end), start) for start in range(max(0, end - longest), end))
        )
    cuts: list[tuple[int, int]] = []
    end = length
    while end > 0:
        start = best[end][1]
        cuts.append((start, end))
        end = start
    return cuts[::-1]


def _cut_into(pieces: int, length: int, cost: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """The cheapest way to cut `length` things into exactly so many pieces, none of them empty."""
    best = [[(0.0 if end == 0 else inf, 0) for end in range(length + 1)]]
    for _ in range(pieces):
        before = best[-1]
        best.append(
            [
                min(((before[start][0] + cost(start, end), start) for start in range(end)), default=(inf, 0))
                for end in range(length + 1)
            ]
        )
    cuts: list[tuple[int, int]] = []
    end = length
    for piece in range(pieces, 0, -1):
        start = best[piece][end][1]
        cuts.append((start, end))
        end = start
    return cuts[::-1]
