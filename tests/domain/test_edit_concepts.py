"""Merging, splitting, hours, prerequisites, order and budget: what each does, and what it refuses."""

from datetime import date

import pytest

from milepost.domain.checking.validation import validate
from milepost.domain.editing.edits import apply_operations, edit
from milepost.domain.editing.operations import (
    Add,
    Merge,
    Move,
    Needed,
    Operation,
    Remove,
    Reorder,
    SetBudget,
    SetHours,
    SetPrerequisites,
    Split,
    SplitPart,
)
from milepost.domain.errors import OperationRefused
from milepost.domain.roadmaps import Concept, Hours, Roadmap
from milepost.domain.scheduling.planning_rules import bounded, plan_of
from tests.domain.test_edits import needs, shape, six_concepts
from tests.support.factories import make_concept, make_intent, roadmap_of

HALVES = (SplitPart(name="First half", hours=0.5), SplitPart(name="Second half", hours=1.5))


def concept(roadmap: Roadmap, concept_id: str) -> Concept:
    return next(one for one in roadmap.concepts if one.concept_id == concept_id)


def issues(roadmap: Roadmap) -> list[str]:
    return [issue.code for issue in validate(plan_of(roadmap, make_intent())).issues]


def test_merging_adds_hours_up_and_unites_what_is_needed() -> None:
    after = apply_operations(six_concepts(), [Merge(target_id="topic.c2", with_ids=("topic.c1", "topic.c3"))])

    assert shape(after) == "s1(m1: c0, m2: c2) s2(m3: c4 c5)"
    assert concept(after, "topic.c2").hours == Hours(min=3, typical=3, max=3)
    assert needs(after, "topic.c2") == ("topic.c0",)
    assert needs(after, "topic.c4") == ("topic.c2",)
    assert {(edge.before, edge.after) for edge in after.edges} == {
        ("topic.c0", "topic.c2"), ("topic.c2", "topic.c4"), ("topic.c4", "topic.c5"),
    }  # fmt: skip
    assert [(one.concept_id, one.why, one.into_id, one.hours) for one in after.pruned] == [
        ("topic.c1", "merged", "topic.c2", 0), ("topic.c3", "merged", "topic.c2", 0),
    ]  # fmt: skip
    assert issues(after) == []


def test_the_whole_stands_where_nothing_comes_too_late() -> None:
    roadmap = roadmap_of(
        make_concept("topic.a"), make_concept("topic.b"), make_concept("topic.c"),
        make_concept("topic.d", needs=["topic.c"]), make_concept("topic.e"), per_module=2,
    )  # fmt: skip

    done = edit(roadmap, [Merge(target_id="topic.a", with_ids=("topic.d",), name="Both")])

    assert shape(done.roadmap) == "s1(m1: b, m2: c a) s2(m3: e)"
    assert concept(done.roadmap, "topic.a").name == "Both"
    assert done.operations == (
        Merge(target_id="topic.a", with_ids=("topic.d",), name="Both", into_id="m2", position=1),
    )
    assert edit(roadmap, done.operations) == done


def test_the_survivor_takes_the_best_rank_of_what_was_merged() -> None:
    roadmap = six_concepts().model_copy(update={"keep_order": ("topic.c1", "topic.c0", "topic.c2")})

    after = apply_operations(roadmap, [Merge(target_id="topic.c2", with_ids=("topic.c1",))])

    assert after.keep_order == ("topic.c2", "topic.c0")


def test_splitting_keeps_the_first_part_and_chains_the_others() -> None:
    done = edit(six_concepts(), [Split(target_id="topic.c2", parts=HALVES)])

    after = done.roadmap
    (split,) = [one for one in done.operations if isinstance(one, Split)]
    new_id = split.parts[1].concept_id
    assert new_id is not None
    assert shape(after) == f"s1(m1: c0 c1, m2: c2 {new_id} c3) s2(m3: c4 c5)"
    first, second = concept(after, "topic.c2"), concept(after, new_id)
    assert (first.name, first.estimated_hours, first.in_catalog) == ("First half", 0.5, True)
    assert (second.name, second.estimated_hours, second.in_catalog) == ("Second half", 1.5, False)
    assert needs(after, "topic.c2") == ("topic.c1",)
    assert needs(after, new_id) == ("topic.c2",)
    assert needs(after, "topic.c3") == (new_id,)
    assert all(edge.why for edge in after.edges)
    assert issues(after) == []


def test_the_same_split_makes_the_same_concepts_again() -> None:
    once, again = (edit(six_concepts(), [Split(target_id="topic.c2", parts=HALVES)]) for _ in range(2))
    another = edit(six_concepts(), [Split(target_id="topic.c3", parts=HALVES)])
    twice = edit(once.roadmap, [Split(target_id="topic.c2", parts=HALVES)])

    assert once == again
    assert edit(six_concepts(), once.operations) == once
    ids = [
        {one.concept_id for one in done.roadmap.concepts if not one.in_catalog} for done in (once, another)
    ]
    assert not ids[0] & ids[1]
    assert len({one.concept_id for one in twice.roadmap.concepts}) == 8


def test_hours_are_set_and_their_range_keeps_its_share() -> None:
    roadmap = roadmap_of(make_concept("topic.a", hours=2, spread=0.5))

    after = apply_operations(roadmap, [SetHours(target_id="topic.a", hours=4)])

    assert concept(after, "topic.a").hours == Hours(min=3, typical=4, max=6)


def test_unusual_hours_are_set_and_reported() -> None:
    after = apply_operations(six_concepts(), [SetHours(target_id="topic.c0", hours=30)])

    assert issues(after) == ["hours_out_of_range"]


def test_prerequisites_are_set_with_their_reasons() -> None:
    wanted = (Needed(concept_id="topic.c2"), Needed(concept_id="topic.c0", why="It starts there."))

    after = apply_operations(six_concepts(), [SetPrerequisites(target_id="topic.c3", prerequisites=wanted)])

    assert needs(after, "topic.c3") == ("topic.c2", "topic.c0")
    mine = {edge.before: (edge.why, edge.source) for edge in after.edges if edge.after == "topic.c3"}
    assert mine == {"topic.c2": ("It builds on it.", "catalog"), "topic.c0": ("It starts there.", "person")}
    nothing = apply_operations(after, [SetPrerequisites(target_id="topic.c3")])
    assert needs(nothing, "topic.c3") == ()
    assert not any(edge.after == "topic.c3" for edge in nothing.edges)


def test_a_prerequisite_that_comes_later_is_set_and_then_reported() -> None:
    after = apply_operations(
        six_concepts(),
        [SetPrerequisites(target_id="topic.c3", prerequisites=()),
         SetPrerequisites(target_id="topic.c1", prerequisites=(Needed(concept_id="topic.c5"),))],
    )  # fmt: skip

    assert issues(after) == ["backward_prerequisite"]


@pytest.mark.parametrize(
    ("reorder", "expected"),
    [
        (Reorder(order=("s2", "s1")), "s2(m3: c4 c5) s1(m1: c0 c1, m2: c2 c3)"),
        (Reorder(target_id="s1", order=("m2", "m1")), "s1(m2: c2 c3, m1: c0 c1) s2(m3: c4 c5)"),
        (Reorder(target_id="m3", order=("topic.c5", "topic.c4")), "s1(m1: c0 c1, m2: c2 c3) s2(m3: c5 c4)"),
    ],
)
def test_reordering_puts_what_stands_there_into_that_order(reorder: Reorder, expected: str) -> None:
    after = apply_operations(six_concepts(), [reorder])

    assert shape(after) == expected
    assert issues(after) == ["backward_prerequisite"] * len(issues(after)) != []


def test_a_budget_is_part_of_the_revision_and_bounds_the_plan() -> None:
    intent = make_intent(hours_per_week=1, deadline=date(2026, 12, 1))
    first = apply_operations(six_concepts(), [SetBudget(hours_per_week=8)])
    both = apply_operations(first, [SetBudget(deadline=date(2027, 1, 31))])
    free = apply_operations(both, [SetBudget(no_deadline=True)])

    assert plan_of(six_concepts(), intent).verdict != plan_of(first, intent).verdict
    assert [(one.hours_per_week, one.deadline) for one in (bounded(intent, each) for each in (first, both, free))] == [
        (8, date(2026, 12, 1)), (8, date(2027, 1, 31)), (8, None),
    ]  # fmt: skip
    verdict = plan_of(free, intent).verdict
    assert verdict is not None
    assert (verdict.outcome, verdict.hours_per_week) == ("no_deadline", 8)


def test_each_way_out_applied_makes_the_plan_fit() -> None:
    roadmap = roadmap_of(*(make_concept(f"topic.c{index}", hours=3) for index in range(12)))
    intent = make_intent(hours_per_week=4, deadline=date(2026, 12, 14))
    verdict = plan_of(roadmap, intent).verdict
    assert verdict is not None
    assert {way.kind for way in verdict.ways_out} == {"more_weeks", "more_hours", "fewer_concepts"}
    for way in verdict.ways_out:
        operations: list[Operation]
        if way.kind == "fewer_concepts":
            operations = [Remove(target_id=one) for one in way.drop]
        elif way.kind == "more_hours":
            operations = [SetBudget(hours_per_week=way.hours_per_week)]
        else:
            operations = [SetBudget(deadline=way.end_date)]
        after = plan_of(apply_operations(roadmap, operations), intent).verdict
        assert after is not None
        assert after.outcome in {"fits", "tight"}, way.kind


def test_an_own_concept_goes_where_it_is_put_or_to_the_end() -> None:
    placed = edit(six_concepts(), [Add(source="own", name="Exam day", hours=3, into_id="m2", position=1)])
    last = edit(six_concepts(), [Add(source="own", name="Exam day", hours=3)])

    new = [one for one in placed.roadmap.concepts if not one.in_catalog]
    assert [(one.name, one.hours.typical) for one in new] == [("Exam day", 3)]
    assert shape(placed.roadmap) == f"s1(m1: c0 c1, m2: c2 {new[0].concept_id} c3) s2(m3: c4 c5)"
    assert list(last.roadmap.concepts)[-1].concept_id == new[0].concept_id
    assert edit(six_concepts(), last.operations) == last
    assert last.roadmap.keep_order == (new[0].concept_id,)


def test_a_roadmap_with_nothing_left_can_be_filled_again() -> None:
    empty = apply_operations(six_concepts(), [Remove(target_id="s1"), Remove(target_id="s2")])

    after = apply_operations(empty, [Add(source="own", name="Start over", hours=2)])

    assert [one.name for one in after.concepts] == ["Start over"]
    assert issues(after) == []


def needed(*concept_ids: str) -> tuple[Needed, ...]:
    return tuple(Needed(concept_id=one) for one in concept_ids)


@pytest.mark.parametrize(
    ("operation", "place", "reason"),
    [
        (Merge(target_id="m1", with_ids=("topic.c1",)), "", "is no concept"),
        (Merge(target_id="topic.c1", with_ids=("m1",)), "/with_ids/0", "is no concept"),
        (Merge(target_id="topic.c1", with_ids=("topic.x",)), "/with_ids/0", "no concept with the id 'topic.x'"),
        (Merge(target_id="topic.c1", with_ids=("topic.c0", "topic.c1")), "/with_ids/1", "merged with itself"),
        (Merge(target_id="topic.c1", with_ids=("topic.c0", "topic.c0")), "/with_ids/1", "named twice"),
        (Merge(target_id="topic.c1", with_ids=("topic.c3",)), "", "circle: 'About topic.c1' needs 'About topic.c2'"),
        (Merge(target_id="topic.c1", with_ids=("topic.c0",), into_id="s1", position=0), "", "is no module"),
        (Merge(target_id="topic.c1", with_ids=("topic.c0",), into_id="m2", position=9), "", "no position 9"),
        (Split(target_id="s1", parts=HALVES), "", "is no concept"),
        (
            Split(target_id="topic.c1", parts=(HALVES[0].model_copy(update={"concept_id": "own-a"}), HALVES[1])),
            "/parts/0/concept_id", "keeps the id",
        ),
        (
            Split(target_id="topic.c1", parts=(HALVES[0], *[SplitPart(name="x", hours=1, concept_id="own-a")] * 2)),
            "/parts/2/concept_id", "'own-a' already",
        ),
        (SetHours(target_id="m1", hours=3), "", "is no concept"),
        (SetPrerequisites(target_id="topic.c1", prerequisites=needed("topic.x")), "/prerequisites/0", "topic.x"),
        (SetPrerequisites(target_id="topic.c1", prerequisites=needed("topic.c1")), "/prerequisites/0", "need itself"),
        (
            SetPrerequisites(target_id="topic.c1", prerequisites=needed("topic.c0", "topic.c0")),
            "/prerequisites/1", "named twice",
        ),
        (
            SetPrerequisites(target_id="topic.c1", prerequisites=needed("topic.c0", "topic.c3")),
            "/prerequisites/1", "needs 'About topic.c2' needs 'About topic.c1'",
        ),
        (Reorder(order=("s1",)), "/order", "leaves out 's2'"),
        (Reorder(order=("s1", "s1", "s2")), "/order/1", "named twice"),
        (Reorder(order=("s1", "m1", "s2")), "/order/1", "'m1' does not stand in the roadmap"),
        (Reorder(target_id="m1", order=("topic.c0", "topic.c3")), "/order/1", "does not stand in 'Module m1'"),
        (Reorder(target_id="topic.c1", order=("topic.c1",)), "", "is a concept"),
        (Reorder(target_id="m9", order=("topic.c1",)), "", "no part with the id 'm9'"),
        (Add(concept_id="topic.c1"), "/concept_id", "in the roadmap already"),
        (Add(concept_id="m1"), "/concept_id", "in the roadmap already"),
        (Add(concept_id="topic.unheard-of"), "/concept_id", "The catalog has no concept"),
        (Add(source="own", name="x", hours=1, concept_id="topic.c9"), "/concept_id", "no id of an own concept"),
        (Add(source="own", name="x", hours=1, into_id="s1"), "", "is no module"),
        (Add(source="own", name="x", hours=1, into_id="m1", position=3), "/position", "no position 3"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_at_its_place(operation: Operation, place: str, reason: str) -> None:
    fine = Move(target_id="topic.c0", into_id="m1", position=0)

    with pytest.raises(OperationRefused, match=reason) as refused:
        apply_operations(six_concepts(), [fine, operation])

    assert (refused.value.index, refused.value.place) == (1, place)


def test_a_roadmap_grows_only_so_large() -> None:
    parts = tuple(SplitPart(name=f"Part {number}", hours=1) for number in range(10))
    roadmap = roadmap_of(*(make_concept(f"topic.c{index}") for index in range(995)))

    with pytest.raises(OperationRefused, match="at most 1,000 concepts"):
        apply_operations(roadmap, [Split(target_id="topic.c0", parts=parts)])
