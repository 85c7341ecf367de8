"""Closures in order, against a graph library on random graphs."""

from random import Random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.catalog.planning.topology import Topology, levels_of
from tests.support.random_plans import large_catalog


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, list[str]]:
    """For each node those that it needs, without cycles and in any order."""
    count = draw(st.integers(1, 25))
    needs = {
        f"n{index}": [f"n{before}" for before in draw(st.sets(st.integers(0, index - 1), max_size=4))]
        if index
        else []
        for index in range(count)
    }
    return {one: needs[one] for one in draw(st.permutations(sorted(needs)))}


@given(graphs(), st.data())
def test_a_closure_is_complete_and_in_order(needs: dict[str, list[str]], data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.sampled_from(sorted(needs)), max_size=4))
    levels = levels_of(needs)
    library = nx.DiGraph([(before, one) for one, befores in needs.items() for before in befores])
    library.add_nodes_from(needs)

    found = Topology(needs, rank=lambda one: (levels[one], one)).in_order(wanted)

    assert set(found) == set(wanted).union(*(nx.ancestors(library, one) for one in wanted))
    assert len(found) == len(set(found))
    assert all(found.index(before) < found.index(one) for one in found for before in needs[one])
    assert found == sorted(found, key=lambda one: (levels[one], one))


@given(graphs())
def test_a_level_is_the_length_of_the_longest_path_below(needs: dict[str, list[str]]) -> None:
    library = nx.DiGraph([(before, one) for one, befores in needs.items() for before in befores])
    library.add_nodes_from(needs)

    levels = levels_of(needs)

    for one in needs:
        below = library.subgraph(nx.ancestors(library, one) | {one})
        assert levels[one] == nx.dag_longest_path_length(below)


def test_a_circle_has_no_levels() -> None:
    with pytest.raises(ValueError, match="cycle"):
        levels_of({"a": ["b"], "b": ["c"], "c": ["b"]})


def test_an_id_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        Topology({"a": []}, rank=str).in_order(["b"])


def test_the_order_does_not_depend_on_how_the_catalog_was_read() -> None:
    catalog = large_catalog(120)
    concepts = list(catalog.concepts.values())
    Random(1).shuffle(concepts)
    again = type(catalog)(concepts, catalog.goals.values(), identity=catalog.identity)

    targets = catalog.goals["one"].must

    assert catalog.closure_in_order(targets) == again.closure_in_order(reversed(targets))
