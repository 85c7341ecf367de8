"""The planner beside two graph libraries on the same random graph, and the times that a plan and the catalog may take.

What is compared is a question that all three can answer: what do these forty concepts need, in an order in which each
stands after what it needs? The graphs are made before; each library is asked in the quickest of the ways it offers.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import networkx as nx
import rustworkx

from benchmarks.promises import Row
from milepost.catalog.graph import Catalog
from milepost.catalog.loading.pack_index import CORE_PACK, INDEX, load_catalog
from milepost.catalog.planning.plan import plan_roadmap
from milepost.domain.roadmaps import Concept, Plan
from milepost.domain.scheduling.pacing import pack_into_weeks
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import START, make_intent
from tests.support.random_plans import large_catalog

NETWORKX_BAR, RUSTWORKX_BAR = 0.5, 2.0
PLAN_BARS_MS = {60: 20.0, 300: 150.0}
LOAD_BAR_MS = 60.0
ROUNDS = 15

Answer = Callable[[], Sequence[str]]


def measure(*, quick: bool) -> list[Row]:
    rounds = 3 if quick else ROUNDS
    rows = [row for count in (1_000, 10_000) for row in _beside_libraries(count, rounds)]
    rows += [_plan(count, bar, rounds) for count, bar in PLAN_BARS_MS.items()]
    rows.append(_load(rounds))
    return rows


def _beside_libraries(count: int, rounds: int) -> list[Row]:
    catalog = large_catalog(count)
    targets = catalog.goals["one"].must
    answers: dict[str, Answer] = {
        "ours": partial(catalog.closure_in_order, targets),
        **_networkx_answers(catalog, targets),
        **_rustworkx_answers(catalog, targets),
    }
    _check_all_right(catalog, answers)
    concepts = {one: _concept(catalog, one) for one in catalog.concepts}

    def with_weeks() -> object:
        order = catalog.closure_in_order(targets)
        return pack_into_weeks([concepts[one] for one in order], hours_per_week=10, start_date=START)

    times = _medians({**answers, "with weeks": with_weeks}, rounds)
    ours = times["ours"]
    theirs = {
        library: min(seconds for name, seconds in times.items() if name.startswith(library))
        for library in ("networkx", "rustworkx")
    }
    shown = f"{ours * 1000:.2f} ms of {theirs['networkx'] * 1000:.2f} and {theirs['rustworkx'] * 1000:.2f}"
    what = f"closure in topological order, {count:,} concepts"
    return [
        Row(f"{what} ÷ networkx", ours / theirs["networkx"], "×", NETWORKX_BAR, shown),
        Row(f"{what} ÷ rustworkx", ours / theirs["rustworkx"], "×", RUSTWORKX_BAR, shown),
        Row(
            f"the same with its weeks, {count:,} concepts", times["with weeks"] * 1000, "ms", None,
            "no library packs weeks",
        ),
    ]  # fmt: skip


def _networkx_answers(catalog: Catalog, targets: Sequence[str]) -> dict[str, Answer]:
    graph = nx.DiGraph()
    graph.add_nodes_from(catalog.concepts)
    graph.add_edges_from(_edges(catalog))
    # One node that needs all targets: asking for each of them by itself would take forty times as long.
    graph.add_edges_from((target, "") for target in targets)

    def whole_order() -> Sequence[str]:
        needed = nx.ancestors(graph, "")
        return [one for one in nx.topological_sort(graph) if one in needed]

    def order_of_part() -> Sequence[str]:
        return list(nx.topological_sort(graph.subgraph(nx.ancestors(graph, ""))))

    return {"networkx, whole order": whole_order, "networkx, part": order_of_part}


def _rustworkx_answers(catalog: Catalog, targets: Sequence[str]) -> dict[str, Answer]:
    graph: rustworkx.PyDiGraph[str, None] = rustworkx.PyDiGraph()
    number = dict(zip(catalog.concepts, graph.add_nodes_from(list(catalog.concepts)), strict=True))
    graph.add_edges_from_no_data([(number[before], number[after]) for before, after in _edges(catalog)])
    goal = graph.add_node("")
    graph.add_edges_from_no_data([(number[target], goal) for target in targets])

    def whole_order() -> Sequence[str]:
        needed = rustworkx.ancestors(graph, goal)
        return [graph[one] for one in rustworkx.topological_sort(graph) if one in needed]

    def order_of_part() -> Sequence[str]:
        part = graph.subgraph(list(rustworkx.ancestors(graph, goal)))
        return [part[one] for one in rustworkx.topological_sort(part)]

    return {"rustworkx, whole order": whole_order, "rustworkx, part": order_of_part}


def _edges(catalog: Catalog) -> list[tuple[str, str]]:
    return [(edge.concept_id, after) for after, one in catalog.concepts.items() for edge in one.requires]


def _check_all_right(catalog: Catalog, answers: dict[str, Answer]) -> None:
    """A quick answer that is wrong is worth nothing."""
    wanted = set(answers["ours"]())
    for name, answer in answers.items():
        place = {one: index for index, one in enumerate(answer())}
        if place.keys() != wanted or any(
            place[before] > place[after] for before, after in _edges(catalog) if after in place
        ):
            raise RuntimeError(f"{name} answers otherwise, or not in order.")


def _plan(count: int, bar: float, rounds: int) -> Row:
    """A wish with a deadline that cannot be kept: everything is computed, the ways out included."""
    catalog = large_catalog(count)
    intent = make_intent(goals=["one"], hours_per_week=8, deadline=START + timedelta(days=90))

    def plan() -> Plan:
        return plan_of(plan_roadmap(catalog, intent), intent)

    planned = plan()
    assert planned.verdict is not None
    kinds = len(planned.verdict.ways_out)
    seconds = _medians({"plan": plan}, rounds)["plan"]
    reference = f"{sum(1 for _ in planned.roadmap.concepts)} planned, {kinds} ways out, {rounds} rounds"
    return Row(f"plan with deadline and ways out, {count} concepts", seconds * 1000, "ms", bar, reference)


def _load(rounds: int) -> Row:
    """With the index there, as at every start but the first."""
    catalog = load_catalog()
    seconds = _medians({"load": load_catalog}, rounds)["load"]
    size = (CORE_PACK / INDEX).stat().st_size / (1 << 20)
    reference = f"{len(catalog.concepts)} concepts, {size:.1f} MiB, {rounds} rounds"
    return Row("catalog from its index", seconds * 1000, "ms", LOAD_BAR_MS, reference)


def _concept(catalog: Catalog, concept_id: str) -> Concept:
    found = catalog.concepts[concept_id]
    return Concept(concept_id=concept_id, name=found.names.en, hours=found.hours, difficulty=found.difficulty)


def _medians(what: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Seconds of each, the median of all rounds; each round goes through all, so that a busy minute meets all."""
    times: dict[str, list[float]] = {name: [] for name in what}
    for _ in range(rounds):
        for name, work in what.items():
            began = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - began)
    return {name: statistics.median(each) for name, each in times.items()}
