"""What comes along when a concept of the catalog is added, where it goes, and how it is found."""

from collections.abc import Set

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.catalog.concept_graph import CatalogGraph
from milepost.catalog.graph import Catalog
from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.planning.plan import plan_roadmap
from milepost.domain.checking.roadmap import check_roadmap
from milepost.domain.checking.validation import validate
from milepost.domain.editing.context import EditContext
from milepost.domain.editing.edits import Edited, edit
from milepost.domain.editing.operations import Add, Merge, Operation, Remove, SetPrerequisites
from milepost.domain.errors import OperationRefused
from milepost.domain.goals import Language
from milepost.domain.roadmaps import Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import make_intent, wire_shape
from tests.support.small_catalogs import catalog_concept, catalog_goal, catalogs, chain, small_catalog

#: red: c0 ← c1 ← c2 ← c3; blue: c0 ← c1; `blue.pick` takes red.c3 or blue.c1.
CATALOG = small_catalog(
    [
        *chain("red", 4),
        *chain("blue", 2),
        catalog_concept("blue.pick", any_of=["red.c3", "blue.c1"], hours=2),
    ],
    [catalog_goal("red", ["red.c3"]), catalog_goal("blue", ["blue.c0"])],
)


def changed(
    roadmap: Roadmap, *operations: Operation, catalog: Catalog = CATALOG, known: Set[str] = frozenset()
) -> Edited:
    return edit(roadmap, operations, EditContext(CatalogGraph(catalog), known=known))


def planned(*goals: str) -> Roadmap:
    return plan_roadmap(CATALOG, make_intent(goals=goals))


def order(roadmap: Roadmap) -> list[str]:
    return [one.concept_id for one in roadmap.concepts]


def test_what_is_missing_comes_along_in_order_with_the_catalogs_data() -> None:
    done = changed(planned("blue"), Add(concept_id="red.c2"))

    assert order(done.roadmap) == ["blue.c0", "red.c0", "red.c1", "red.c2"]
    added = list(done.roadmap.concepts)[-1]
    entry = CATALOG.concepts["red.c2"]
    assert (added.name, added.description, added.hours) == ("C2", entry.summary(Language.EN), entry.hours)
    assert added.prerequisites == ("red.c1",)
    assert [(edge.before, edge.after, edge.source) for edge in done.roadmap.edges] == [
        ("red.c0", "red.c1", "catalog"), ("red.c1", "red.c2", "catalog"),
    ]  # fmt: skip
    assert [one.concept_id for one in done.operations if isinstance(one, Add)] == [
        "red.c0",
        "red.c1",
        "red.c2",
    ]


def test_what_is_known_or_there_does_not_come_along() -> None:
    said = changed(planned("blue"), Add(concept_id="red.c2"), known={"red.c1"})
    assert order(said.roadmap) == ["blue.c0", "red.c2"]
    ticked = changed(planned("red"), Remove(target_id="red.c1", because="known"), Remove(target_id="red.c2"))
    assert order(changed(ticked.roadmap, Add(concept_id="red.c2")).roadmap) == ["red.c0", "red.c2", "red.c3"]

    again = changed(planned("red"), Remove(target_id="red.c1"), Add(concept_id="red.c1"))
    assert order(again.roadmap) == ["red.c0", "red.c1", "red.c2", "red.c3"]
    assert {(edge.before, edge.after) for edge in again.roadmap.edges} == {
        ("red.c0", "red.c1"), ("red.c1", "red.c2"), ("red.c2", "red.c3"),
    }  # fmt: skip
    assert again.roadmap.pruned == ()


def test_a_choice_takes_what_is_there_else_what_costs_least() -> None:
    assert "blue.c1" not in order(changed(planned("red"), Add(concept_id="blue.pick")).roadmap)
    cheapest = changed(planned("blue"), Add(concept_id="blue.pick")).roadmap
    assert order(cheapest) == ["blue.c0", "blue.c1", "blue.pick"]


def test_what_was_merged_is_taught_by_what_it_was_merged_into() -> None:
    merged = changed(planned("red"), Merge(target_id="red.c2", with_ids=("red.c3",))).roadmap

    after = changed(merged, Add(concept_id="blue.pick")).roadmap

    assert order(after) == ["red.c0", "red.c1", "red.c2", "blue.pick"]
    assert list(after.concepts)[-1].prerequisites == ("red.c2",)


def test_a_place_of_ones_own_is_kept_and_checked() -> None:
    roadmap = changed(planned("red"), Remove(target_id="red.c1")).roadmap
    module = roadmap.stages[0].modules[0]
    late = Add(concept_id="red.c1", into_id=module.module_id, position=len(module.concepts))

    after = changed(roadmap, late).roadmap

    assert order(after)[-1] == "red.c1"
    issues = validate(plan_of(after, make_intent())).issues
    assert [(one.code, one.part_id, one.related_ids) for one in issues] == [
        ("backward_prerequisite", "red.c2", ("red.c1",))
    ]


def test_added_in_chinese_it_speaks_chinese() -> None:
    catalog = load_catalog()
    roadmap = plan_roadmap(catalog, make_intent(goals=["git-and-command-line"], language=Language.ZH))

    after = edit(
        roadmap, [Add(concept_id="python.loops")], EditContext(CatalogGraph(catalog), Language.ZH)
    ).roadmap

    added = next(one for one in after.concepts if one.concept_id == "python.loops")
    assert added.name == catalog.concepts["python.loops"].name(Language.ZH)
    assert added.description == catalog.concepts["python.loops"].summary(Language.ZH)


@given(catalogs(), st.data())
def test_adding_anything_keeps_the_roadmap_in_order(catalog: Catalog, data: st.DataObject) -> None:
    intent = make_intent(goals=["one"])
    roadmap = plan_roadmap(catalog, intent)
    some = st.sampled_from(sorted(catalog.concepts))
    for concept_id in data.draw(st.lists(some, max_size=3, unique=True)):
        if concept_id in order(roadmap):
            roadmap = changed(roadmap, Remove(target_id=concept_id), catalog=catalog).roadmap
    for concept_id in data.draw(st.lists(some, min_size=1, max_size=3)):
        try:
            done = changed(roadmap, Add(concept_id=concept_id), catalog=catalog)
        except OperationRefused:
            assert concept_id in order(roadmap)
            continue
        assert changed(roadmap, *done.operations, catalog=catalog) == done
        roadmap = done.roadmap
        plan = plan_of(roadmap, intent)
        blocking = [issue for issue in validate(plan).issues if issue.severity == "blocking"]
        assert not blocking
        assert check_roadmap(wire_shape(plan)) is None
        present = set(order(roadmap))
        known = {one.concept_id for one in roadmap.pruned if one.why in {"known", "level"}}
        assert set(catalog.requirements(concept_id)) <= present | known
        assert not present & {one.concept_id for one in roadmap.pruned}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("loops", "python.loops"),
        ("LOOPS", "python.loops"),
        ("循环", "python.loops"),
        ("type h", "python.type-hints"),
        ("decorat", "python.decorators"),
        ("regex", "python.regular-expressions"),
        ("regular expresions", "python.regular-expressions"),
        ("python.loops", "python.loops"),
    ],
)
def test_concepts_are_found_while_one_types(words: str, first: str) -> None:
    found = CatalogGraph(load_catalog()).find_concepts(words, Language.EN, limit=5)

    assert found[0].concept_id == first
    assert len(found) <= 5


@pytest.mark.parametrize("words", ["", "   ", "zzzzqqqq", "!!!"])
def test_what_names_nothing_finds_nothing(words: str) -> None:
    assert CatalogGraph(load_catalog()).find_concepts(words, Language.ZH, limit=5) == []


def test_prerequisites_set_by_hand_stay_when_something_is_added() -> None:
    roadmap = changed(planned("red"), SetPrerequisites(target_id="red.c3"), Add(concept_id="blue.c1")).roadmap

    assert next(one for one in roadmap.concepts if one.concept_id == "red.c3").prerequisites == ()
