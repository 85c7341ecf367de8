"""Why a concept is in a roadmap and in its place: from the edges and what the roadmap leads to."""

from itertools import pairwise

import pytest

from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.planning.plan import plan_roadmap
from milepost.domain.roadmaps import Aim, Pruned, Roadmap
from milepost.domain.why import Why, explain
from tests.support.factories import make_concept, make_intent, roadmap_of

#: `a` is needed by `b` and `c`, both by `d`; `e` stands alone.
DIAMOND = roadmap_of(
    make_concept("a"),
    make_concept("b", needs=["a"]),
    make_concept("c", needs=["a"]),
    make_concept("d", needs=["b", "c"]),
    make_concept("e"),
)


def why(roadmap: Roadmap, concept_id: str) -> Why:
    found = explain(roadmap, concept_id)
    assert found is not None
    return found


def leading_to(*aims: Aim, roadmap: Roadmap = DIAMOND) -> Roadmap:
    return roadmap.model_copy(update={"aims": aims})


def chain_of(found: Why, index: int = 0) -> list[str]:
    return [link.concept_id for link in found.needed_for[index].chain]


def test_a_concept_that_the_goal_asks_for_needs_no_chain() -> None:
    found = why(leading_to(Aim(goal_id="g", name="Goal", must=("d",))), "d")
    assert [(one.goal_id, one.weight, one.chain) for one in found.needed_for] == [("g", "must", ())]


def test_others_are_there_by_the_shortest_chain_to_one_that_it_asks_for() -> None:
    roadmap = leading_to(Aim(goal_id="g", name="Goal", must=("d", "c")))
    assert chain_of(why(roadmap, "a")) == ["c"]
    assert chain_of(why(roadmap, "b")) == ["d"]
    assert why(roadmap, "a").needed_for[0].chain[0].why == "It builds on it."


def test_what_a_goal_cannot_do_without_counts_more_than_what_is_nearer() -> None:
    found = why(leading_to(Aim(goal_id="g", name="Goal", must=("d",), should=("a",))), "a")
    assert (found.needed_for[0].weight, chain_of(found)) == ("must", ["b", "d"])


def test_each_goal_that_needs_it_is_named_and_no_other() -> None:
    roadmap = leading_to(
        Aim(goal_id="g", name="Goal", must=("d",)),
        Aim(goal_id="h", name="Other", must=("e",)),
        Aim(must=("b",)),
    )
    assert [(one.goal_id, one.weight) for one in why(roadmap, "a").needed_for] == [
        ("g", "must"),
        (None, "named"),
    ]
    assert [one.goal_id for one in why(roadmap, "e").needed_for] == ["h"]


def test_its_place_is_bounded_by_the_last_it_needs_and_the_first_that_needs_it() -> None:
    found = why(DIAMOND, "b")
    assert found.not_before is not None
    assert found.not_after is not None
    assert (found.not_before.concept_id, found.not_after.concept_id) == ("a", "d")
    assert [one.concept_id for one in why(DIAMOND, "d").needs] == ["b", "c"]
    assert why(DIAMOND, "d").not_before == why(DIAMOND, "d").needs[-1]
    assert why(DIAMOND, "a").not_after == why(DIAMOND, "a").unlocks[0]


def test_what_needs_nothing_and_unlocks_nothing_could_stand_anywhere() -> None:
    found = why(DIAMOND, "e")
    assert (found.needs, found.unlocks, found.not_before, found.not_after) == ((), (), None, None)
    assert found.module_name == "Module m2"


def test_a_roadmap_that_does_not_say_what_it_leads_to_explains_places_alone() -> None:
    found = why(DIAMOND, "b")
    assert not found.is_explained
    assert found.needed_for == ()
    assert found.not_after is not None


def test_what_no_goal_needs_is_said_to_be_there_for_none() -> None:
    found = why(leading_to(Aim(goal_id="g", name="Goal", must=("d",))), "e")
    assert found.is_explained
    assert found.needed_for == ()


@pytest.mark.parametrize("merges", [[("x", "c")], [("x", "y"), ("y", "c")]], ids=["once", "again"])
def test_a_goal_that_asked_for_a_merged_concept_asks_for_the_one_that_teaches_it(
    merges: list[tuple[str, str]],
) -> None:
    pruned = tuple(
        Pruned(concept_id=one, name=one, why="merged", hours=0, into_id=into) for one, into in merges
    )
    merged = DIAMOND.model_copy(update={"pruned": pruned})
    found = why(leading_to(Aim(goal_id="g", name="Goal", must=("x",)), roadmap=merged), "a")
    assert chain_of(found) == ["c"]


def test_a_concept_that_is_not_there_has_no_reason() -> None:
    assert explain(DIAMOND, "nowhere") is None


def test_a_roadmap_stored_before_aims_were_kept_is_still_read() -> None:
    stored = DIAMOND.model_dump(mode="json", exclude={"aims"})
    assert Roadmap.model_validate(stored) == DIAMOND


@pytest.mark.parametrize("goals", [["python"], ["sql", "git-and-command-line"]])
def test_every_concept_of_a_catalog_plan_is_explained(goals: list[str]) -> None:
    roadmap = plan_roadmap(load_catalog(), make_intent(goals=goals))
    edges = {(edge.before, edge.after) for edge in roadmap.edges}
    for concept in roadmap.concepts:
        found = why(roadmap, concept.concept_id)
        assert found.needed_for
        for one in found.needed_for:
            steps = [concept.concept_id, *(link.concept_id for link in one.chain)]
            assert set(pairwise(steps)) <= edges
            aim = next(aim for aim in roadmap.aims if aim.goal_id == one.goal_id)
            assert steps[-1] in {*aim.must, *aim.should}
