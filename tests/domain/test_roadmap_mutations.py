"""Every kind of fault, put into random roadmaps that hold: each is refused, and the refusal names what was touched."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from milepost.domain.checking.roadmap import check_roadmap, refusals_of
from milepost.domain.roadmaps import Pruned
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import START, make_concept, make_intent, roadmap_of, wire_shape

Document = dict[str, Any]
Fault = Callable[[Document, Random], str | None]
"""Puts itself in and says what the refusal has to name: an id, a week, or a place; None where there is no room."""


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A valid roadmap of four to ten concepts, with a deadline that is far away, too near, or none."""
    count = draw(st.integers(4, 10))
    concepts = []
    for index in range(count):
        needs = draw(st.sets(st.integers(0, index - 1), max_size=2)) if index else set()
        hours = draw(st.integers(2, 24)) / 4
        concepts.append(
            make_concept(
                f"topic.c{index}",
                hours=hours,
                needs=[f"topic.c{before}" for before in sorted(needs)],
                spread=hours * draw(st.sampled_from([0, 0.2, 0.5])),
            )
        )
    per_week = draw(st.integers(2, 12))
    total = sum(concept.estimated_hours for concept in concepts)
    weeks = {"none": None, "far": 3 * total / per_week + 3, "near": total / per_week / 2}
    length = weeks[draw(st.sampled_from(sorted(weeks)))]
    start = START + timedelta(days=draw(st.integers(0, 6)))
    deadline = None if length is None else start + timedelta(days=int(7 * length))
    roadmap = roadmap_of(*concepts, per_module=draw(st.integers(1, 4)), per_stage=draw(st.integers(1, 3)))
    left_out = Pruned(concept_id="topic.left-out", name="Left out", why="known", hours=1)
    roadmap = roadmap.model_copy(update={"pruned": (left_out,)})
    intent = make_intent(hours_per_week=per_week, start_date=start, deadline=deadline)
    return wire_shape(plan_of(roadmap, intent))


def concepts_of(document: Document) -> list[Document]:
    return [one for stage in document["stages"] for module in stage["modules"] for one in module["concepts"]]


def weeks_of(document: Document) -> list[Document]:
    weeks: list[Document] = document["schedule"]["weeks"]
    return weeks


def items_of(document: Document) -> Iterator[tuple[Document, Document]]:
    return ((week, item) for week in weeks_of(document) for item in week["items"])


def verdict_of(document: Document) -> Document:
    verdict: Document = document["verdict"]
    return verdict


def edges_of(document: Document) -> list[Document]:
    edges: list[Document] = document["witness"]["edges"]
    return edges


def an_edge(before: str, after: str) -> Document:
    return {"before": before, "after": after, "why": "It builds on it.", "source": "catalog"}


def way_of(document: Document, kind: str) -> Document | None:
    return next((way for way in verdict_of(document)["ways_out"] if way["kind"] == kind), None)


def need_a_later_one(document: Document, random: Random) -> str:
    """With its edge and its reason, so that only the order is wrong."""
    first, later = sorted(random.sample(range(len(concepts_of(document))), 2))
    one, other = concepts_of(document)[first], concepts_of(document)[later]
    one["prerequisites"].append(other["concept_id"])
    edges_of(document).append(an_edge(other["concept_id"], one["concept_id"]))
    return str(one["concept_id"])


def close_a_circle(document: Document, random: Random) -> str | None:
    if not edges_of(document):
        return None
    edge = random.choice(edges_of(document))
    for concept in concepts_of(document):
        if concept["concept_id"] == edge["before"]:
            concept["prerequisites"].append(edge["after"])
    edges_of(document).append(an_edge(edge["after"], edge["before"]))
    return "cycle"


def need_itself(document: Document, random: Random) -> str:
    concept = random.choice(concepts_of(document))
    concept["prerequisites"].append(concept["concept_id"])
    edges_of(document).append(an_edge(concept["concept_id"], concept["concept_id"]))
    return str(concept["concept_id"])


def need_a_stranger(document: Document, random: Random) -> str:
    concept = random.choice(concepts_of(document))
    concept["prerequisites"].append("topic.stranger")
    edges_of(document).append(an_edge("topic.stranger", concept["concept_id"]))
    return "topic.stranger"


def need_twice(document: Document, random: Random) -> str | None:
    needy = [one for one in concepts_of(document) if one["prerequisites"]]
    if not needy:
        return None
    concept = random.choice(needy)
    concept["prerequisites"].append(concept["prerequisites"][0])
    return str(concept["concept_id"])


def lose_a_concept(document: Document, random: Random) -> str:
    stage = random.choice(document["stages"])
    module = random.choice(stage["modules"])
    gone = module["concepts"].pop(random.randrange(len(module["concepts"])))
    return "" if not module["concepts"] else str(gone["concept_id"])


def use_an_id_twice(document: Document, random: Random) -> str:
    one, other = random.sample(concepts_of(document), 2)
    other["concept_id"] = one["concept_id"]
    return str(one["concept_id"])


def use_the_id_of_a_stage(document: Document, random: Random) -> str:
    module = random.choice(random.choice(document["stages"])["modules"])
    module["module_id"] = document["stages"][0]["stage_id"]
    return str(module["module_id"])


def empty_a_stage(document: Document, random: Random) -> str:
    stage = random.choice(document["stages"])
    stage["modules"] = []
    return str(stage["stage_id"])


def empty_a_module(document: Document, random: Random) -> str:
    module = random.choice(random.choice(document["stages"])["modules"])
    module["concepts"] = []
    return str(module["module_id"])


def forget_in_the_order(document: Document, random: Random) -> str:
    order = document["witness"]["order"]
    return str(order.pop(random.randrange(len(order))))


def order_a_stranger(document: Document, random: Random) -> str:
    order = document["witness"]["order"]
    order.insert(random.randrange(len(order) + 1), "topic.stranger")
    return "topic.stranger"


def order_twice(document: Document, random: Random) -> str:
    order = document["witness"]["order"]
    again = random.choice(order)
    order.append(again)
    return str(again)


def order_differently(document: Document, random: Random) -> str:
    order = document["witness"]["order"]
    one, other = sorted(random.sample(range(len(order)), 2))
    order[one], order[other] = order[other], order[one]
    return str(order[one])


def drop_an_edge(document: Document, random: Random) -> str | None:
    if not edges_of(document):
        return None
    edge = edges_of(document).pop(random.randrange(len(edges_of(document))))
    return str(edge["after"])


def invent_an_edge(document: Document, random: Random) -> str | None:
    stated = {(edge["before"], edge["after"]) for edge in edges_of(document)}
    order = document["witness"]["order"]
    free = [(one, two) for at, one in enumerate(order) for two in order[at + 1 :] if (one, two) not in stated]
    if not free:
        return None
    before, after = random.choice(free)
    edges_of(document).append(an_edge(before, after))
    return f"{before} → {after}"


def repeat_an_edge(document: Document, random: Random) -> str | None:
    if not edges_of(document):
        return None
    edge = random.choice(edges_of(document))
    edges_of(document).append(deepcopy(edge))
    return f"{edge['before']} → {edge['after']}"


def with_an_edge(change: Document) -> Fault:
    def put(document: Document, random: Random) -> str | None:
        if not edges_of(document):
            return None
        edge = random.choice(edges_of(document))
        edge.update(change)
        return f"{edge['before']} → {edge['after']}"

    return put


def with_hours(key: str, factor: float) -> Fault:
    def put(document: Document, random: Random) -> str:
        concept = random.choice(concepts_of(document))
        concept["hours"][key] *= factor
        return str(concept["concept_id"])

    return put


def estimate_otherwise(document: Document, random: Random) -> str:
    concept = random.choice(concepts_of(document))
    concept["estimated_hours"] += random.choice([0.25, 1, 7])
    return str(concept["concept_id"])


def take_longer(document: Document, random: Random) -> str:
    """Hours and estimate agree; the weeks and the verdict do not know of it."""
    concept = random.choice(concepts_of(document))
    for key in ("typical", "max"):
        concept["hours"][key] += 1
    concept["estimated_hours"] += 1
    return str(concept["concept_id"])


def plan_less(document: Document, random: Random) -> str:
    week, item = random.choice(list(items_of(document)))
    gone = item["hours"] / 2
    item["hours"] -= gone
    week["hours"] -= gone
    return str(item["concept_id"])


def plan_again(document: Document, random: Random) -> str:
    """In another week or the same, with the sum of the week still right and within its hours."""
    concept_id = random.choice(document["witness"]["order"])
    week = weeks_of(document)[-1]
    week["items"].append({"concept_id": concept_id, "hours": 0.01, "part": 1, "parts": 1})
    week["hours"] += 0.01
    return str(concept_id)


def forget_to_plan(document: Document, random: Random) -> str:
    week, item = random.choice(list(items_of(document)))
    week["items"].remove(item)
    week["hours"] -= item["hours"]
    return str(item["concept_id"])


def plan_a_stranger(document: Document, random: Random) -> str:
    week, item = random.choice(list(items_of(document)))
    item["concept_id"] = "topic.stranger"
    return "week" if week else ""


def with_a_part(change: Callable[[Document], None]) -> Fault:
    def put(document: Document, random: Random) -> str:
        _, item = random.choice(list(items_of(document)))
        change(item)
        return str(item["concept_id"])

    return put


def study_out_of_order(document: Document, random: Random) -> str | None:
    order = [item for _, item in items_of(document)]
    pairs = [(one, two) for one, two in pairwise(order) if one["concept_id"] != two["concept_id"]]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    one["concept_id"], two["concept_id"] = two["concept_id"], one["concept_id"]
    return str(two["concept_id"])


def miscount_a_week(document: Document, random: Random) -> str:
    week = random.choice(weeks_of(document))
    week["hours"] += random.choice([-0.5, 0.5, 30])
    return f"week {week['number']}"


def overload_a_week(document: Document, random: Random) -> str:
    """Its sum is right; it is only too much."""
    week = random.choice(weeks_of(document))
    week["review_hours"] += verdict_of(document)["hours_per_week"]
    week["hours"] += verdict_of(document)["hours_per_week"]
    return f"week {week['number']}"


def review_less_than_nothing(document: Document, random: Random) -> str:
    week = random.choice(weeks_of(document))
    week["hours"] -= week["review_hours"] + 1
    week["review_hours"] = -1
    return f"week {week['number']}"


def call_a_full_week_light(document: Document, random: Random) -> str | None:
    half = verdict_of(document)["hours_per_week"] / 2
    full = [week for week in weeks_of(document) if week["hours"] - week["review_hours"] > half + 0.1]
    if not full:
        return None
    week = random.choice(full)
    week["light"] = True
    return f"week {week['number']}"


def be_light_before_a_deadline(document: Document, _random: Random) -> str | None:
    week = weeks_of(document)[-1]
    if verdict_of(document)["deadline"] is None:
        return None
    week["light"] = True
    return f"week {week['number']}"


def shift_a_week(document: Document, random: Random) -> str:
    weeks = weeks_of(document)
    week = random.choice(weeks)
    # The first week may be short, so of two weeks the second may well begin a day earlier or later.
    may_be_meant = len(weeks) == 2 and week is weeks[1]
    days = random.choice([-8, 7, 400] if may_be_meant else [-8, -1, 1, 7, 400])
    week["start"] = str(date.fromisoformat(week["start"]) + timedelta(days=days))
    return "date"


def number_a_week_otherwise(document: Document, random: Random) -> str:
    week = random.choice(weeks_of(document))
    week["number"] += random.choice([-1, 1, 10])
    return f"week {week['number']}"


def lose_a_week(document: Document, random: Random) -> str:
    weeks_of(document).pop(random.randrange(len(weeks_of(document))))
    return "week"


def begin_on_another_day(document: Document, random: Random) -> str:
    first = date.fromisoformat(document["schedule"]["start_date"])
    document["schedule"]["start_date"] = str(first + timedelta(days=random.choice([-7, -1, 1, 7])))
    return "/schedule/start_date"


def end_on_another_day(document: Document, random: Random) -> str:
    last = date.fromisoformat(document["schedule"]["end_date"])
    changed = str(last + timedelta(days=random.choice([-8, 7, 30])))
    document["schedule"]["end_date"] = verdict_of(document)["end_date"] = changed
    return "/schedule/end_date"


def with_verdict(key: str, change: Callable[[Any], Any]) -> Fault:
    def put(document: Document, _random: Random) -> str | None:
        before = verdict_of(document)[key]
        if before is None:
            return None
        verdict_of(document)[key] = change(before)
        return f"/verdict/{key}"

    return put


def contradict_the_calendar(document: Document, random: Random) -> str:
    others = {"fits", "tight", "does_not_fit", "no_deadline", "maybe"} - {verdict_of(document)["outcome"]}
    verdict_of(document)["outcome"] = random.choice(sorted(others))
    return "/verdict"


def move_the_deadline_past_the_end(document: Document, _random: Random) -> str | None:
    verdict = verdict_of(document)
    if verdict["deadline"] is None:
        return None
    days = 1 if verdict["outcome"] != "does_not_fit" else -1
    verdict["deadline"] = str(date.fromisoformat(verdict["end_date"]) - timedelta(days=days))
    return "/verdict"


def hide_the_ways_out(document: Document, _random: Random) -> str | None:
    if not verdict_of(document)["ways_out"]:
        return None
    verdict_of(document)["ways_out"] = []
    return "/verdict/ways_out"


def offer_a_way_out_of_nothing(document: Document, _random: Random) -> str | None:
    if verdict_of(document)["ways_out"]:
        return None
    verdict_of(document)["ways_out"] = [{"kind": "more_weeks", "end_date": verdict_of(document)["end_date"]}]
    return "/verdict/ways_out"


def with_way(kind: str, change: Callable[[Document, Document], None]) -> Fault:
    def put(document: Document, _random: Random) -> str | None:
        way = way_of(document, kind)
        if way is None:
            return None
        change(way, document)
        return "/verdict/ways_out/"

    return put


def drop_what_others_need(way: Document, document: Document) -> None:
    """Everything but the last concept, which needs something, or everything."""
    needy = [one["concept_id"] for one in concepts_of(document) if one["prerequisites"]]
    way["drop"] = [one for one in document["witness"]["order"] if one not in needy[-1:]]
    names = {one["concept_id"]: one["name"] for one in concepts_of(document)}
    way["drop_names"] = [names[one] for one in way["drop"]]


def leave_out_what_is_there(document: Document, random: Random) -> str:
    concept_id = random.choice(document["witness"]["order"])
    document["pruned"][0]["concept_id"] = concept_id
    return str(concept_id)


def lose_a_field(document: Document, random: Random) -> str:
    """Of any object of the tree, the witness, the calendar or the verdict, one that it cannot do without."""
    concept, week = random.choice(concepts_of(document)), random.choice(weeks_of(document))
    holders: list[tuple[Document, list[str]]] = [
        (document, ["stages", "witness", "schedule", "verdict", "pruned"]),
        (document["witness"], ["order", "edges"]),
        (concept, ["concept_id", "name", "hours", "estimated_hours", "prerequisites"]),
        (concept["hours"], ["min", "typical", "max"]),
        (week, ["number", "start", "items", "review_hours", "hours", "light"]),
        (verdict_of(document), ["outcome", "hours_p50", "hours_p80", "hours_per_week", "hours_over", "ways_out"]),
    ]  # fmt: skip
    holder, keys = random.choice(holders)
    del holder[random.choice(keys)]
    return "/"


FAULTS: dict[str, tuple[str, Fault]] = {
    "a backward edge": ("prerequisites", need_a_later_one),
    "a cycle": ("cycle", close_a_circle),
    "a concept that needs itself": ("cycle", need_itself),
    "a dangling prerequisite": ("prerequisites", need_a_stranger),
    "a prerequisite named twice": ("prerequisites", need_twice),
    "a concept missing from the tree": ("order empty", lose_a_concept),
    "an id used twice": ("unique-ids", use_an_id_twice),
    "a module with the id of a stage": ("unique-ids", use_the_id_of_a_stage),
    "an empty stage": ("empty", empty_a_stage),
    "an empty module": ("empty", empty_a_module),
    "a concept missing from the order": ("order", forget_in_the_order),
    "a stranger in the order": ("order", order_a_stranger),
    "a concept twice in the order": ("order", order_twice),
    "another order": ("order", order_differently),
    "an edge missing": ("edges", drop_an_edge),
    "an edge too many": ("edges", invent_an_edge),
    "an edge twice": ("edges", repeat_an_edge),
    "an edge without a reason": ("edges", with_an_edge({"why": " \n"})),
    "a reason from nowhere": ("edges", with_an_edge({"source": "rumour"})),
    "least hours above typical ones": ("hours", with_hours("min", 9)),
    "typical hours above most": ("hours", with_hours("typical", 9)),
    "hours below nothing": ("hours", with_hours("min", -1)),
    "another estimate": ("hours", estimate_otherwise),
    "a concept that takes longer than planned": ("parts", take_longer),
    "a part too short": ("parts", plan_less),
    "a concept planned twice": ("parts", plan_again),
    "a part missing": ("parts", forget_to_plan),
    "a stranger in the weeks": ("parts", plan_a_stranger),
    "a part with another number": ("parts", with_a_part(lambda item: item.update(part=item["part"] + 1))),
    "a part of another number": ("parts", with_a_part(lambda item: item.update(parts=item["parts"] + 1))),
    "concepts studied out of order": ("parts", study_out_of_order),
    "a week that does not add up": ("weeks", miscount_a_week),
    "a week over its cap": ("weeks", overload_a_week),
    "a review shorter than nothing": ("weeks", review_less_than_nothing),
    "a light week that is not": ("weeks", call_a_full_week_light),
    "a light week before a deadline": ("weeks", be_light_before_a_deadline),
    "a week on another date": ("dates", shift_a_week),
    "a week with another number": ("dates", number_a_week_otherwise),
    "a week missing": ("dates parts verdict", lose_a_week),
    "another first day": ("dates", begin_on_another_day),
    "another last day": ("dates", end_on_another_day),
    "a verdict with another end": ("verdict", with_verdict("end_date", lambda _: "2031-01-01")),
    "a verdict with other weeks": ("verdict", with_verdict("weeks", lambda weeks: weeks + 1)),
    "another median": ("verdict", with_verdict("hours_p50", lambda hours: hours + 1)),
    "another slow learner": ("verdict", with_verdict("hours_p80", lambda hours: hours + 1)),
    "other hours over": ("verdict", with_verdict("hours_over", lambda hours: hours + 1)),
    "a verdict that contradicts the calendar": ("verdict", contradict_the_calendar),
    "a deadline on the other side of the end": ("verdict", move_the_deadline_past_the_end),
    "no way out": ("ways-out", hide_the_ways_out),
    "a way out of a plan that fits": ("ways-out", offer_a_way_out_of_nothing),
    "more weeks that are not more": (
        "ways-out", with_way("more_weeks", lambda way, of: way.update(end_date=of["verdict"]["deadline"])),
    ),
    "more hours that are not more": (
        "ways-out",
        with_way("more_hours", lambda way, of: way.update(hours_per_week=of["verdict"]["hours_per_week"])),
    ),
    "more hours that do not help": (
        "ways-out", with_way("more_hours", lambda way, of: way.update(end_date=of["verdict"]["end_date"])),
    ),
    "a way out offered twice": (
        "ways-out", with_way("more_weeks", lambda way, of: of["verdict"]["ways_out"].append(dict(way))),
    ),
    "a subset that lacks what it needs": ("ways-out", with_way("fewer_concepts", drop_what_others_need)),
    "a subset that does not fit": (
        "ways-out", with_way("fewer_concepts", lambda way, _: way.update(drop=[], drop_names=[])),
    ),
    "a subset with other names": (
        "ways-out", with_way("fewer_concepts", lambda way, _: way.update(drop_names=["?", *way["drop_names"][1:]])),
    ),
    "something left out that is there": ("pruned", leave_out_what_is_there),
    "a field missing": ("shape", lose_a_field),
}  # fmt: skip


@given(documents())
def test_what_the_rules_make_is_accepted(document: Document) -> None:
    assert refusals_of(document) == []


@pytest.mark.parametrize("fault", FAULTS)
@settings(max_examples=8, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(documents(), st.randoms(use_true_random=False))
def test_a_fault_is_refused_and_named(fault: str, document: Document, random: Random) -> None:
    rules, put_in = FAULTS[fault]
    touched = put_in(document, random)
    assume(touched is not None)

    refusals = refusals_of(document)

    assert refusals, f"{fault}: accepted"
    assert check_roadmap(document) == refusals[0]
    named = [one for one in refusals if one.rule in rules.split()]
    assert named, f"{fault}: {[str(one) for one in refusals]}"
    assert any((touched or "") in str(one) for one in named), f"{fault}: {touched} is not in {named}"
