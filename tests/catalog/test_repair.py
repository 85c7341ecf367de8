from hypothesis import given
from hypothesis import strategies as st

from milepost.catalog.planning.repair import repair_roadmap
from milepost.domain.checking.roadmap import check_roadmap
from milepost.domain.checking.validation import validate
from milepost.domain.editing.edits import apply_operations
from milepost.domain.editing.operations import Move
from milepost.domain.errors import OperationRefused
from milepost.domain.roadmaps import Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import (
    make_concept,
    make_intent,
    make_module,
    make_roadmap,
    make_stage,
    roadmap_of,
    wire_shape,
)
from tests.support.roadmap_strategies import roadmaps


def repaired(roadmap: Roadmap) -> Roadmap:
    report = validate(plan_of(roadmap, make_intent()))
    return apply_operations(roadmap, repair_roadmap(roadmap, report).operations)


def order_of(roadmap: Roadmap) -> list[str]:
    return [concept.concept_id.removeprefix("topic.") for concept in roadmap.concepts]


def test_a_concept_moved_up_takes_along_what_it_builds_on() -> None:
    concepts = [make_concept("topic.a"), make_concept("topic.b", needs=["topic.a"]), make_concept("topic.x")]
    roadmap = roadmap_of(concepts[2], *concepts[:2], per_module=1)

    moved = apply_operations(roadmap, [Move(target_id="topic.b", into_id="m1", position=0)])

    assert order_of(repaired(moved)) == ["a", "b", "x"]


def test_a_concept_moved_down_too_far_comes_back_just_far_enough() -> None:
    concepts = [
        make_concept("topic.a"), make_concept("topic.x"),
        make_concept("topic.b", needs=["topic.a"]), make_concept("topic.y"),
    ]  # fmt: skip
    moved = apply_operations(
        roadmap_of(*concepts, per_module=2), [Move(target_id="topic.a", into_id="m2", position=2)]
    )

    assert order_of(repaired(moved)) == ["x", "a", "b", "y"]


def test_empty_parts_are_taken_out() -> None:
    roadmap = make_roadmap(
        [
            make_stage("s1", [make_module("m1", [])]),
            make_stage("s2", [make_module("m2", []), make_module("m3", [make_concept()])]),
            make_stage("s3", []),
        ]
    )

    assert validate(plan_of(repaired(roadmap), make_intent())).issues == ()


def test_cycles_and_unknown_prerequisites_stay_for_a_person() -> None:
    for concepts in (
        [make_concept("topic.a", needs=["topic.b"]), make_concept("topic.b", needs=["topic.a"])],
        [make_concept("topic.a", needs=["topic.elsewhere"])],
    ):
        roadmap = roadmap_of(*concepts)
        report = validate(plan_of(roadmap, make_intent()))
        assert repair_roadmap(roadmap, report).operations == ()


def test_a_valid_roadmap_needs_no_repair() -> None:
    roadmap = roadmap_of(make_concept())

    assert repair_roadmap(roadmap, validate(plan_of(roadmap, make_intent()))).operations == ()


@given(roadmaps(), st.data())
def test_after_any_moves_one_repair_puts_the_roadmap_in_order(roadmap: Roadmap, data: st.DataObject) -> None:
    modules = [module.module_id for stage in roadmap.stages for module in stage.modules]
    concepts = [concept.concept_id for concept in roadmap.concepts]
    for _ in range(data.draw(st.integers(0, 5))):
        move = Move(
            target_id=data.draw(st.sampled_from(concepts)),
            into_id=data.draw(st.sampled_from(modules)),
            position=0,
        )
        try:
            roadmap = apply_operations(roadmap, [move])
        except OperationRefused:
            continue

    mended = repaired(roadmap)

    assert sorted(order_of(mended)) == sorted(order_of(roadmap))
    assert check_roadmap(wire_shape(plan_of(mended, make_intent()))) is None
