import ast
import json
import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.checking import calendar as calendar_check
from milepost.domain.checking import checked_json
from milepost.domain.checking import roadmap as roadmap_check
from milepost.domain.checking import verdict as verdict_check
from milepost.domain.checking.roadmap import Refusal, check_roadmap, refusals_of
from milepost.domain.records import LearnerState
from milepost.domain.roadmaps import Roadmap
from milepost.domain.scheduling.planning_rules import plan_of, redated_plan_of
from tests.support.factories import START, make_concept, make_intent, roadmap_of, wire_shape
from tests.support.roadmap_strategies import days, roadmaps, study_hours

Document = dict[str, Any]


def a_document() -> Document:
    """Eight concepts over three weeks and more: enough to break anything in."""
    concepts = [
        make_concept(f"topic.c{index}", hours=2, spread=0.5, needs=[f"topic.c{index - 1}"] if index else [])
        for index in range(8)
    ]
    intent = make_intent(hours_per_week=5, deadline=START + timedelta(days=60))
    return wire_shape(plan_of(roadmap_of(*concepts), intent))


def concept(document: Document, index: int) -> Document:
    concepts = [
        one for stage in document["stages"] for module in stage["modules"] for one in module["concepts"]
    ]
    found: Document = concepts[index]
    return found


def week(document: Document, number: int) -> Document:
    found: Document = document["schedule"]["weeks"][number - 1]
    return found


def swap(parts: list[Any], one: int, other: int) -> None:
    parts[one], parts[other] = parts[other], parts[one]


def drop_concept_from_tree(document: Document) -> None:
    document["stages"][0]["modules"][0]["concepts"].pop()


def repeat_concept(document: Document) -> None:
    concepts = document["stages"][0]["modules"][0]["concepts"]
    concepts.append(deepcopy(concepts[0]))


def reorder_everywhere(document: Document) -> None:
    """Two concepts change places in the tree and in the order, so that only their edge can show it."""
    swap(document["stages"][0]["modules"][0]["concepts"], 0, 1)
    swap(document["witness"]["order"], 0, 1)


def close_a_circle(document: Document) -> None:
    concept(document, 0)["prerequisites"] = ["topic.c7"]
    document["witness"]["edges"].append(
        {"before": "topic.c7", "after": "topic.c0", "why": "A circle.", "source": "person"}
    )


def lengthen_week(document: Document) -> None:
    """A week over its cap whose sum is still right."""
    week(document, 1)["review_hours"] += 1
    week(document, 1)["hours"] += 1


def study_out_of_order(document: Document) -> None:
    first, second = week(document, 1)["items"][:2]
    first["concept_id"], second["concept_id"] = second["concept_id"], first["concept_id"]


def start_late(document: Document) -> None:
    document["schedule"]["weeks"][2]["start"] = str(
        date.fromisoformat(week(document, 3)["start"]) + timedelta(days=1)
    )


def claim_it_does_not_fit(document: Document) -> None:
    document["verdict"]["outcome"] = "does_not_fit"


FAULTS: dict[str, tuple[Callable[[Document], object], str]] = {
    "a concept is missing from the tree": (drop_concept_from_tree, "/witness/order/2"),
    "a concept stands twice in the tree": (
        repeat_concept, "/stages/0/modules/0/concepts/3/concept_id",
    ),
    "a module has the id of a stage": (
        lambda d: d["stages"][0]["modules"][0].update(module_id="s1"), "/stages/0/modules/0/module_id",
    ),
    "the order leaves one out": (lambda d: d["witness"]["order"].pop(), "/witness/order"),
    "the order repeats one": (
        lambda d: d["witness"]["order"].append("topic.c0"), "/witness/order/8",
    ),
    "the order names a stranger": (
        lambda d: d["witness"]["order"].append("topic.stranger"), "/witness/order/8",
    ),
    "the order is not that of the tree": (
        lambda d: swap(d["witness"]["order"], 3, 4), "/witness/order/3",
    ),
    "a concept needs a later one": (
        reorder_everywhere, "/stages/0/modules/0/concepts/0/prerequisites/0",
    ),
    "concepts need each other": (close_a_circle, "/stages/0/modules/0/concepts/0/prerequisites"),
    "a concept needs itself": (
        lambda d: concept(d, 0)["prerequisites"].append("topic.c0"),
        "/stages/0/modules/0/concepts/0/prerequisites",
    ),
    "a concept needs a stranger": (
        lambda d: concept(d, 3)["prerequisites"].append("topic.stranger"),
        "/stages/0/modules/1/concepts/0/prerequisites/1",
    ),
    "a prerequisite is named twice": (
        lambda d: concept(d, 1)["prerequisites"].append("topic.c0"),
        "/stages/0/modules/0/concepts/1/prerequisites/1",
    ),
    "an edge is missing": (lambda d: d["witness"]["edges"].pop(), "/witness/edges"),
    "an edge is invented": (
        lambda d: d["witness"]["edges"].append(
            {"before": "topic.c0", "after": "topic.c5", "why": "It seems so.", "source": "model"}
        ),
        "/witness/edges/7",
    ),
    "an edge is given twice": (
        lambda d: d["witness"]["edges"].append(deepcopy(d["witness"]["edges"][0])), "/witness/edges/7",
    ),
    "an edge has no reason": (
        lambda d: d["witness"]["edges"][2].update(why=" "), "/witness/edges/2/why",
    ),
    "a reason has no source": (
        lambda d: d["witness"]["edges"][2].update(source="rumour"), "/witness/edges/2/source",
    ),
    "the estimate is not the typical hours": (
        lambda d: concept(d, 2).update(estimated_hours=3), "/stages/0/modules/0/concepts/2/estimated_hours",
    ),
    "hours are out of order": (
        lambda d: concept(d, 2)["hours"].update(min=9), "/stages/0/modules/0/concepts/2/hours",
    ),
    "hours are absurd": (
        lambda d: concept(d, 2)["hours"].update(min=-1), "/stages/0/modules/0/concepts/2/hours",
    ),
    "a concept's parts do not give its hours": (
        lambda d: (week(d, 1)["items"][0].update(hours=1), week(d, 1).update(hours=4)),
        "/schedule/weeks/0/items/0",
    ),
    "a concept is not planned": (
        lambda d: (week(d, 1)["items"].pop(0), week(d, 1).update(hours=3)), "/schedule/weeks/0/items/0",
    ),
    "a concept is planned twice": (
        lambda d: (
            d["schedule"]["weeks"][-1]["items"].append(
                {"concept_id": "topic.c0", "hours": 0.25, "part": 1, "parts": 1}
            ),
            d["schedule"]["weeks"][-1].update(hours=d["schedule"]["weeks"][-1]["hours"] + 0.25),
        ),
        "/schedule/weeks/3/items/2",
    ),
    "parts are miscounted": (
        lambda d: week(d, 1)["items"][-1].update(parts=5), "/schedule/weeks/0/items/2",
    ),
    "concepts are studied out of order": (study_out_of_order, "/schedule/weeks/0/items/0"),
    "a week's hours do not add up": (lambda d: week(d, 2).update(hours=4.5), "/schedule/weeks/1/hours"),
    "a week is over its cap": (lengthen_week, "/schedule/weeks/0/hours"),
    "review takes less than no time": (
        lambda d: week(d, 2).update(review_hours=-1), "/schedule/weeks/1/review_hours",
    ),
    "a week is left out": (lambda d: d["schedule"]["weeks"].pop(1), "/schedule/weeks/1/number"),
    "a week does not follow the one before": (start_late, "/schedule/weeks/2/start"),
    "the first day is another": (
        lambda d: d["schedule"].update(start_date="2026-11-24"), "/schedule/start_date",
    ),
    "the last day is in no week": (
        lambda d: d["schedule"].update(end_date="2027-03-01"), "/schedule/end_date",
    ),
    "the verdict knows another end": (
        lambda d: d["verdict"].update(end_date="2026-12-01"), "/verdict/end_date",
    ),
    "the verdict counts other weeks": (lambda d: d["verdict"].update(weeks=2), "/verdict/weeks"),
    "the verdict counts other hours": (lambda d: d["verdict"].update(hours_p50=99), "/verdict/hours_p50"),
    "a slow learner needs less": (lambda d: d["verdict"].update(hours_p80=1), "/verdict/hours_p80"),
    "the verdict is not what the calendar says": (claim_it_does_not_fit, "/verdict/outcome"),
    "the verdict hides that it does not fit": (
        lambda d: d["verdict"].update(deadline="2026-12-01"), "/verdict/outcome",
    ),
    "there is no verdict to take the cap from": (lambda d: d.update(verdict=None), "/verdict"),
    "a stage is empty": (
        lambda d: d["stages"].append({"stage_id": "s9", "modules": []}), "/stages/2/modules",
    ),
    "a module is empty": (
        lambda d: d["stages"][0]["modules"].append({"module_id": "m9", "concepts": []}),
        "/stages/0/modules/2/concepts",
    ),
    "there are no stages": (lambda d: d.update(stages=[]), "/stages"),
    "a number is a text": (
        lambda d: concept(d, 0).update(estimated_hours="two"), "/stages/0/modules/0/concepts/0/estimated_hours",
    ),
    "a number is not a number": (
        lambda d: concept(d, 0).update(estimated_hours=float("nan")),
        "/stages/0/modules/0/concepts/0/estimated_hours",
    ),
    "a day is not a day": (lambda d: week(d, 1).update(start="soon"), "/schedule/weeks/0/start"),
}  # fmt: skip


def test_a_right_roadmap_is_accepted() -> None:
    assert check_roadmap(a_document()) is None


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_at_its_place(fault: str) -> None:
    inject, place = FAULTS[fault]
    document = a_document()
    inject(document)

    refusal = check_roadmap(document)

    assert refusal is not None, f"{fault}: accepted"
    assert refusal.place == place, f"{fault}: {refusal}"


@given(roadmaps(), study_hours, days, st.none() | st.integers(0, 400))
def test_whatever_the_rules_make_is_accepted(
    roadmap: Roadmap, hours: float, start: date, length: int | None
) -> None:
    deadline = None if length is None else start + timedelta(days=length)
    intent = make_intent(hours_per_week=hours, start_date=start, deadline=deadline)

    assert check_roadmap(wire_shape(plan_of(roadmap, intent))) is None


def a_redated_document() -> Document:
    """The same plan two weeks later: three concepts are done, one of them ahead of its time."""
    concepts = [make_concept(f"topic.c{index}", hours=2, spread=0.5) for index in range(8)]
    intent = make_intent(hours_per_week=5, deadline=START + timedelta(days=60))
    states: dict[str, LearnerState] = {"topic.c0": "done", "topic.c1": "done", "topic.c6": "done"}
    plan = plan_of(roadmap_of(*concepts), intent)
    document = wire_shape(
        redated_plan_of(plan, intent, states, as_of=START + timedelta(days=15), aim="fewest_moves")
    )
    assert document["schedule"]["redated"]["done"] == ["topic.c0", "topic.c1", "topic.c6"]
    return document


def last_item(document: Document) -> Document:
    item: Document = document["schedule"]["weeks"][-1]["items"][-1]
    return item


REDATED_FAULTS: dict[str, tuple[Callable[[Document], object], str]] = {
    "what is not done is planned among what is over": (
        lambda d: d["schedule"]["redated"]["done"].remove("topic.c6"), "should be studied here",
    ),
    "what is left is studied out of order": (
        lambda d: last_item(d).update(concept_id="topic.c2"), "topic.c2 is studied out of order or twice",
    ),
    "what is done takes longer than it does": (
        lambda d: (
            d["schedule"]["weeks"][0]["items"][0].update(hours=4),
            d["schedule"]["weeks"][0].update(hours=d["schedule"]["weeks"][0]["hours"] + 2),
        ),
        "the parts of topic.c0 do not add up to its hours",
    ),
    "a week to come is over its cap": (
        lambda d: d["schedule"]["weeks"][-1].update(
            review_hours=9, hours=d["schedule"]["weeks"][-1]["hours"] + 9 - d["schedule"]["weeks"][-1]["review_hours"]
        ),
        "the week is over its 5 h",
    ),
    "something is done that is not there": (
        lambda d: d["schedule"]["redated"]["done"].append("topic.stranger"), "topic.stranger is not a concept",
    ),
    "what is done is uncertain all the same": (
        lambda d: d["verdict"].update(hours_p80=d["verdict"]["hours_p80"] + 0.1), "a slow learner needs",
    ),
}  # fmt: skip


def test_a_roadmap_that_was_dated_anew_is_accepted() -> None:
    assert check_roadmap(a_redated_document()) is None


@pytest.mark.parametrize("fault", REDATED_FAULTS)
def test_a_fault_in_a_calendar_that_was_dated_anew_is_refused(fault: str) -> None:
    inject, reason = REDATED_FAULTS[fault]
    document = a_redated_document()
    inject(document)

    assert any(reason in refusal.reason for refusal in refusals_of(document)), refusals_of(document)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(json_values)
def test_what_is_no_roadmap_is_refused_without_a_crash(value: object) -> None:
    assert isinstance(check_roadmap(value), Refusal)


@given(st.data())
def test_a_value_replaced_by_anything_else_never_crashes_it(data: st.DataObject) -> None:
    document = a_document()
    holder: Any = document
    for _ in range(data.draw(st.integers(0, 7))):
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        inner = [key for key in keys if isinstance(holder[key], dict | list) and holder[key]]
        if not inner:
            break
        holder = holder[data.draw(st.sampled_from(inner))]
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    holder[data.draw(st.sampled_from(keys))] = data.draw(json_values)

    result = check_roadmap(document)

    assert result is None or result.reason


def test_it_reads_nothing_but_json() -> None:
    assert check_roadmap(json.loads(json.dumps(a_document()))) is None


def test_it_shares_no_code_with_what_makes_roadmaps() -> None:
    own = {module.__name__: module for module in (roadmap_check, calendar_check, verdict_check, checked_json)}

    foreign = {
        name
        for module in own.values()
        for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
        )
        if name not in own and name.partition(".")[0] not in sys.stdlib_module_names
    }

    assert foreign == set()
