from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.checking.validation import find_cycles, validate, validate_new
from milepost.domain.checking.validation_report import Issue, IssueCode, Outcome
from milepost.domain.roadmaps import Concept, Edge, Plan, Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import (
    START,
    make_concept,
    make_intent,
    make_module,
    make_roadmap,
    make_stage,
    roadmap_of,
)
from tests.support.roadmap_strategies import roadmaps


def issues_of(roadmap: Roadmap) -> tuple[Issue, ...]:
    return validate(plan_of(roadmap, make_intent())).issues


def only_issue(roadmap: Roadmap) -> tuple[IssueCode, str, str | None, tuple[str, ...]]:
    (issue,) = issues_of(roadmap)
    return issue.code, issue.severity, issue.part_id, issue.related_ids


@given(roadmaps())
def test_a_roadmap_in_order_is_valid(roadmap: Roadmap) -> None:
    report = validate(plan_of(roadmap, make_intent()))

    assert (report.outcome, report.issues) == (Outcome.VALID, ())


def test_a_roadmap_without_stages_is_blocked() -> None:
    assert only_issue(make_roadmap([])) == ("no_stages", "blocking", None, ())


def test_empty_parts_are_blocked_where_they_are() -> None:
    roadmap = make_roadmap(
        [make_stage("s1", []), make_stage("s2", [make_module("m1", []), make_module("m2", [make_concept()])])]
    )

    assert [(issue.code, issue.part_id) for issue in issues_of(roadmap)] == [
        ("empty_part", "s1"), ("empty_part", "m1"),
    ]  # fmt: skip


def test_a_backward_prerequisite_is_blocked_at_the_concept_that_needs_it() -> None:
    roadmap = roadmap_of(make_concept("topic.a", needs=["topic.b"]), make_concept("topic.b"))

    assert only_issue(roadmap) == ("backward_prerequisite", "blocking", "topic.a", ("topic.b",))


def test_an_unknown_prerequisite_is_blocked() -> None:
    roadmap = roadmap_of(make_concept("topic.a", needs=["topic.elsewhere"]))

    assert only_issue(roadmap) == ("unknown_prerequisite", "blocking", "topic.a", ("topic.elsewhere",))


def test_a_cycle_is_reported_once_with_all_its_members() -> None:
    roadmap = roadmap_of(
        make_concept("topic.a", needs=["topic.c"]),
        make_concept("topic.b", needs=["topic.a"]),
        make_concept("topic.c", needs=["topic.b"]),
        make_concept("topic.d", needs=["topic.c"]),
    )

    assert only_issue(roadmap) == ("cycle", "blocking", "topic.a", ("topic.c", "topic.b"))


def test_a_concept_that_needs_itself_is_a_cycle() -> None:
    assert only_issue(roadmap_of(make_concept("topic.a", needs=["topic.a"])))[0] == "cycle"


def test_an_id_used_twice_is_blocked() -> None:
    roadmap = make_roadmap([make_stage("s1", [make_module("s1", [make_concept()])])])

    assert only_issue(roadmap) == ("duplicate_id", "blocking", "s1", ())


def test_names_used_twice_are_only_worth_knowing() -> None:
    roadmap = roadmap_of(make_concept("topic.a", name="Loops"), make_concept("topic.b", name=" loops"))

    assert only_issue(roadmap) == ("duplicate_name", "warning", "topic.a", ("topic.b",))
    assert validate(plan_of(roadmap, make_intent())).outcome is Outcome.VALID


@pytest.mark.parametrize(("hours", "is_reported"), [(0.2, True), (0.25, False), (20, False), (21, True)])
def test_hours_far_from_usual_are_only_worth_knowing(hours: float, is_reported: bool) -> None:
    codes = [issue.code for issue in issues_of(roadmap_of(make_concept(hours=hours)))]

    assert codes == (["hours_out_of_range"] if is_reported else [])


def test_a_plan_past_its_deadline_is_reported_as_over_budget() -> None:
    intent = make_intent(hours_per_week=5, deadline=START + timedelta(days=6))

    (issue,) = validate(plan_of(roadmap_of(make_concept(hours=12)), intent)).issues

    assert (issue.code, issue.severity) == ("over_budget", "warning")


def test_a_missing_and_a_stray_reason_are_reported() -> None:
    roadmap = roadmap_of(
        make_concept("topic.a"), make_concept("topic.b", needs=["topic.a"]), make_concept("topic.c")
    )
    stray = Edge(before="topic.a", after="topic.c", why="No reason.", source="person")

    issues = issues_of(roadmap.model_copy(update={"edges": (stray,)}))

    assert [(issue.code, issue.part_id, issue.severity) for issue in issues] == [
        ("witness_mismatch", "topic.b", "warning"), ("witness_mismatch", "topic.c", "warning"),
    ]  # fmt: skip


def a_plan() -> Plan:
    return plan_of(
        roadmap_of(*(make_concept(f"topic.c{index}", hours=3) for index in range(3))), make_intent()
    )


def test_a_stale_order_is_reported() -> None:
    plan = a_plan()
    stale = plan.witness.model_copy(update={"order": plan.witness.order[::-1]})

    assert [issue.code for issue in validate(plan.model_copy(update={"witness": stale})).issues] == [
        "witness_mismatch"
    ]


def test_a_calendar_of_another_roadmap_is_reported() -> None:
    plan = a_plan()
    other = plan_of(
        roadmap_of(make_concept("topic.c0", hours=3), make_concept("topic.x", hours=3)), make_intent()
    )

    issues = validate(plan.model_copy(update={"schedule": other.schedule})).issues

    assert {(issue.code, issue.part_id) for issue in issues} == {
        ("schedule_mismatch", "topic.c1"), ("schedule_mismatch", "topic.c2"), ("schedule_mismatch", "topic.x"),
    }  # fmt: skip


def test_a_week_over_its_cap_is_reported() -> None:
    plan = a_plan()
    assert plan.verdict is not None
    stingy = plan.verdict.model_copy(update={"hours_per_week": 4.9})

    issues = validate(plan.model_copy(update={"verdict": stingy})).issues

    assert [issue.code for issue in issues] == ["week_over_cap"]


@given(st.lists(st.lists(st.integers(0, 9), max_size=3), min_size=1, max_size=10))
def test_cycles_are_found_exactly_when_there_are_some(graph: list[list[int]]) -> None:
    needs = {str(one): [str(before) for before in befores] for one, befores in enumerate(graph)}

    cycles = find_cycles(needs)

    for cycle in cycles:
        for one, before in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
            assert before in needs[one]
    members = [one for cycle in cycles for one in cycle]
    assert len(members) == len(set(members))
    without = {
        one: [b for b in befores if b not in members] for one, befores in needs.items() if one not in members
    }
    assert find_cycles(without) == []
    assert bool(cycles) == _has_cycle(needs)


def _has_cycle(needs: dict[str, list[str]]) -> bool:
    """By brute force: some concept reaches itself."""

    def reach(start: str) -> set[str]:
        found: set[str] = set()
        waiting = list(needs[start])
        while waiting:
            one = waiting.pop()
            if one in needs and one not in found:
                found.add(one)
                waiting += needs[one]
        return found

    return any(one in reach(one) for one in needs)


def test_a_prerequisite_within_a_cycle_is_not_reported_twice() -> None:
    concepts: list[Concept] = [
        make_concept("topic.a", needs=["topic.b"]), make_concept("topic.b", needs=["topic.a"]),
        make_concept("topic.c", needs=["topic.d"]), make_concept("topic.d"),
    ]  # fmt: skip

    assert [issue.code for issue in issues_of(roadmap_of(*concepts))] == ["cycle", "backward_prerequisite"]


def test_a_new_plan_that_the_checker_refuses_is_blocked_with_its_reason() -> None:
    plan = plan_of(roadmap_of(make_concept()), make_intent())
    assert plan.verdict is not None
    wrong = plan.model_copy(update={"verdict": plan.verdict.model_copy(update={"weeks": 7})})

    (issue,) = validate_new(wrong).issues

    assert (issue.code, issue.severity) == ("not_proven", "blocking")
    assert "verdict · /verdict/weeks · the calendar has another number of weeks" in issue.detail
    assert validate_new(plan) == validate(plan)
    assert not validate(wrong).is_blocking


def test_what_validation_has_found_is_not_said_again_by_the_checker() -> None:
    plan = plan_of(roadmap_of(make_concept("topic.a", needs=["topic.gone"])), make_intent())

    assert validate_new(plan) == validate(plan)
