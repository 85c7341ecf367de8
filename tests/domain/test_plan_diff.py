from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.editing.edits import apply_operations
from milepost.domain.editing.operations import Move, Operation, Remove, Rename
from milepost.domain.editing.plan_diff import PlanDiff, describe_effect, effects_of
from milepost.domain.errors import OperationRefused
from milepost.domain.roadmaps import Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import START, make_concept, make_intent, roadmap_of
from tests.support.roadmap_strategies import roadmaps

INTENT = make_intent(hours_per_week=5, deadline=START + timedelta(days=13))


def diff_of(roadmap: Roadmap, *operations: Operation) -> PlanDiff:
    return describe_effect(plan_of(roadmap, INTENT), plan_of(apply_operations(roadmap, operations), INTENT))


def a_roadmap() -> Roadmap:
    return roadmap_of(*(make_concept(f"topic.c{index}", hours=2) for index in range(6)), per_module=2)


def test_removing_tells_what_it_saves_and_what_becomes_of_the_verdict() -> None:
    diff = diff_of(a_roadmap(), Remove(target_id="m3"))

    assert (diff.hours_before, diff.hours_after, diff.effect.hours_change) == (12, 8, -4)
    assert diff.effect.end_change_days == -7
    assert diff.verdict_before is not None
    assert diff.verdict_after is not None
    assert (diff.verdict_before.outcome, diff.verdict_after.outcome) == ("does_not_fit", "fits")
    assert [one.concept_id for one in diff.removed] == ["topic.c4", "topic.c5"]
    assert (diff.moved, diff.renamed, diff.added) == ((), (), ())


def test_renaming_costs_nothing() -> None:
    diff = diff_of(
        a_roadmap(), Rename(target_id="m1", name="Basics"), Rename(target_id="topic.c3", name="Three")
    )

    assert [(one.part_id, one.name_before, one.name_after) for one in diff.renamed] == [
        ("m1", "Module m1", "Basics"), ("topic.c3", "About topic.c3", "Three"),
    ]  # fmt: skip
    assert (diff.effect.hours_change, diff.effect.end_change_days, diff.moved) == (0, 0, ())


def test_a_moved_concept_is_told_alone_although_others_shift() -> None:
    diff = diff_of(a_roadmap(), Move(target_id="topic.c0", into_id="m1", position=1))

    assert len(diff.moved) == 1
    assert (
        diff_of(a_roadmap(), Move(target_id="topic.c0", into_id="m3", position=2)).moved[0].concept_id
        == "topic.c0"
    )


def test_a_moved_stage_moves_the_fewer_of_the_concepts() -> None:
    diff = diff_of(a_roadmap(), Move(target_id="s2", position=0))

    assert [one.concept_id for one in diff.moved] == ["topic.c4", "topic.c5"]


def test_what_comes_back_is_told_as_added() -> None:
    full = a_roadmap()
    without = apply_operations(full, [Remove(target_id="topic.c1")])

    diff = describe_effect(plan_of(without, INTENT), plan_of(full, INTENT))

    assert [one.concept_id for one in diff.added] == ["topic.c1"]
    assert diff.effect.hours_change == 2


def test_removing_everything_leaves_no_end() -> None:
    diff = diff_of(a_roadmap(), Remove(target_id="s1"), Remove(target_id="s2"))

    assert (diff.effect.end_after, diff.effect.end_change_days) == (None, None)


def test_each_operation_has_its_own_effect_and_they_add_up() -> None:
    operations: list[Operation] = [
        Remove(target_id="topic.c0"),
        Rename(target_id="s1", name="One"),
        Remove(target_id="m3"),
    ]

    effects = effects_of(a_roadmap(), operations, INTENT)

    assert [effect.hours_change for effect in effects] == [-2, 0, -4]
    whole = diff_of(a_roadmap(), *operations).effect
    assert sum(effect.end_change_days or 0 for effect in effects) == whole.end_change_days


def test_an_operation_that_cannot_be_applied_is_named_by_its_place() -> None:
    with pytest.raises(OperationRefused) as refused:
        effects_of(a_roadmap(), [Remove(target_id="m1"), Remove(target_id="m1")], INTENT)

    assert refused.value.index == 1


@given(roadmaps(), st.data())
def test_leaving_the_moved_ones_out_the_order_is_the_same(roadmap: Roadmap, data: st.DataObject) -> None:
    modules = [module.module_id for stage in roadmap.stages for module in stage.modules]
    concepts = [concept.concept_id for concept in roadmap.concepts]
    moves = data.draw(
        st.lists(
            st.builds(
                Move,
                target_id=st.sampled_from(concepts),
                into_id=st.sampled_from(modules),
                position=st.just(0),
            ),
            max_size=4,
        )
    )
    changed = roadmap
    for move in moves:
        try:
            changed = apply_operations(changed, [move])
        except OperationRefused:
            continue

    diff = describe_effect(plan_of(roadmap, INTENT), plan_of(changed, INTENT))

    moved = {one.concept_id for one in diff.moved}
    assert [one for one in concepts if one not in moved] == [
        one.concept_id for one in changed.concepts if one.concept_id not in moved
    ]
    assert bool(moved) == (changed.stages != roadmap.stages)
