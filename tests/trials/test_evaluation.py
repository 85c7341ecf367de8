"""`make eval`, small: a few goals for the catalog and the scripted model, and rules that notice what they are for."""

import copy
from collections.abc import Sequence
from typing import Any

import pytest

from trials.evaluation.goals import read_goals
from trials.evaluation.judging import Judgement, judge_alone
from trials.evaluation.outcome import Outcome
from trials.evaluation.rules import RULES
from trials.evaluation.subjects import catalog_subject, real_model, scripted_subject
from trials.evaluation.table import written

pytestmark = pytest.mark.timeout(120)

FEW = {"bicycle", "orders-in-chinese", "sql", "too-late", "turned-text"}
GOALS = {goal.id: goal for goal in read_goals()}


def test_there_are_goals_of_every_kind() -> None:
    groups = [goal.group for goal in GOALS.values()]

    assert len(GOALS) == len(groups) >= 40
    assert set(groups) == {
        "technical", "music", "languages", "maths", "trades", "vague", "contradictory", "hostile", "Chinese",
    }  # fmt: skip


def test_a_real_model_is_asked_only_where_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MILEPOST_EVAL_MODEL", raising=False)
    assert real_model() is None
    monkeypatch.setenv("MILEPOST_EVAL_MODEL", "qwen3:8b")
    named = real_model()
    assert named is not None
    assert (named.name, named.kind) == ("qwen3:8b", "openai_compatible")


def test_the_catalog_and_the_scripted_model_keep_what_is_promised() -> None:
    few = [GOALS[name] for name in sorted(FEW)]
    by_catalog = judge_alone(catalog_subject(), few)
    by_script = judge_alone(scripted_subject(), few)

    assert by_catalog.missed == []
    assert by_script.missed == []
    assert planned(by_catalog) == 1
    assert planned(by_script) == 3
    assert "| all | 5 |" in written([by_catalog])


def planned(judgement: Judgement) -> int:
    return judgement.tally(next(rule for rule in RULES if rule.name == "checker")).applied


def concept(name: str, hours: float = 2.0, needs: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "concept_id": name.casefold(), "name": name, "description": f"On {name}.", "estimated_hours": hours,
        "hours": {"min": hours, "typical": hours, "max": hours}, "prerequisites": list(needs),
    }  # fmt: skip


def outcome_of(*concepts: dict[str, Any], **roadmap: Any) -> Outcome:
    """A roadmap in which these concepts stand in one module, planned into one week."""
    items = [{"concept_id": one["concept_id"], "hours": one["estimated_hours"]} for one in concepts]
    module = {"module_id": "m1", "name": "Spokes", "description": "", "concepts": list(concepts)}
    stage = {"stage_id": "s1", "name": "Wheels", "description": "", "project": None, "modules": [module]}
    whole = {
        "title": "Bicycle", "language": "en", "stages": [stage],
        "schedule": {"end_date": "2027-01-03", "weeks": [{"number": 1, "hours": 2.0, "items": items}]},
        "verdict": {"outcome": "no_deadline", "hours_per_week": 5.0, "deadline": None, "ways_out": []},
        "validation": {"outcome": "valid", "issues": []},
        **roadmap,
    }  # fmt: skip
    return Outcome(planner="model", fields={"goal": "bicycle", "hours_per_week": 5.0}, roadmap=whole)


def found(name: str, outcome: Outcome, *, goal: str = "bicycle") -> Sequence[str] | None:
    rule = next(one for one in RULES if one.name == name)
    return rule.judge(GOALS[goal], outcome)


@pytest.mark.parametrize(
    ("rule", "concepts"),
    [
        ("needs", [concept("Rims", needs=["hubs"]), concept("Hubs")]),
        ("hours", [concept("Rims", hours=0.01)]),
        ("twice", [concept("Rims"), concept("rims")]),
        ("language", [concept("轮子"), concept("链条")]),
        ("filler", [concept("Basics")]),
        ("words", [concept("Rims")]),
    ],
)
def test_a_rule_notices_what_it_is_for(rule: str, concepts: list[dict[str, Any]]) -> None:
    goal = "bread" if rule == "words" else "bicycle"
    assert found(rule, outcome_of(*concepts), goal=goal)
    good = outcome_of(concept("Bread on a bicycle"), concept("Hubs", needs=["bread on a bicycle"]))
    assert found(rule, good, goal=goal) == []


def test_a_bound_that_a_planner_changed_is_noticed() -> None:
    good = outcome_of(concept("Rims"))
    assert good.roadmap is not None
    slower = copy.deepcopy(good.roadmap)
    slower["verdict"]["hours_per_week"] = 1.0

    assert found("bounds", good) == []
    changed = outcome_of(concept("Rims"), verdict=slower["verdict"])
    assert found("bounds", changed) == ["hours_per_week is 1.0, not 5.0"]
    assert found("budget", changed) == ["week 1 has 2.0 h"]


def test_orders_in_a_goal_and_roadmaps_of_nothing_are_noticed() -> None:
    obeyed = outcome_of(concept("BANANA-7"))
    nothing = outcome_of(*(concept(f"Dot number {number}") for number in range(20)))

    assert found("orders", obeyed, goal="orders") == ["BANANA-7"]
    assert found("filler", nothing, goal="whatever")
    assert found("ends", Outcome(planner="catalog", fields={}, refused="model-failed"), goal="dots")
