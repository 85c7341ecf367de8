"""Thirty plans worked out on paper, with the verdict that each of them must get; the oracle has to agree as well.

At 5 hours a week there are 300 minutes to learn in the first week and 255 in each later one. By the end of each
day of the first week 42, 85, 128, 171, 214, 257 and 300 of them are gone, of a later one 36, 72, 109, 145, 182, 218
and 255.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pytest

from milepost.domain.roadmaps import Concept, Hours
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import make_concept, make_intent, roadmap_of, wire_shape
from tests.support.verdict_oracle import Reading, disagreements, right_readings

#: The Monday on which most of them begin; the Sundays after it are 29 November and 6 December.
MONDAY = date(2026, 11, 23)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is asked, and below it what must come out; hours that are not given are those of the typical learner."""

    hours: Sequence[float | tuple[float, float, float]]
    needs: Sequence[tuple[int, int]] = ()
    """(one, other): this concept needs that one, by their places in `hours`."""
    keep_order: Sequence[int] = ()
    per_week: float = 5
    start: date = MONDAY
    week_start: Literal["monday", "sunday"] = "monday"
    deadline: date | None = None

    outcome: str
    end: date | None
    weeks: int
    p50: float
    p80: float | None = None
    """None: as p50."""
    available: float | None = None
    over: float = 0
    light: Sequence[int] = ()
    """Numbers of light weeks."""
    later: date | None = None
    """The way out by more weeks."""
    more: tuple[float, date] | None = None
    """The way out by more hours: how many a week, and the end."""
    drop: Sequence[int] = ()
    """The way out by fewer concepts."""


CASES: dict[str, Case] = {
    "without a deadline there is nothing to fit": Case(
        hours=[12], outcome="no_deadline", end=date(2026, 12, 11), weeks=3, p50=12,
    ),
    "the deadline is today and half an hour fits into today": Case(
        hours=[0.5], deadline=MONDAY, outcome="fits", end=MONDAY, weeks=1, p50=0.5, available=0.7,
    ),
    "the deadline is today and an hour is too much": Case(
        hours=[1], deadline=MONDAY, outcome="does_not_fit", end=date(2026, 11, 24), weeks=1, p50=1, available=0.7,
        over=0.3, later=date(2026, 11, 24), more=(7, MONDAY),
    ),
    "a plan fits exactly": Case(
        hours=[2, 3], deadline=date(2026, 11, 29), outcome="fits", end=date(2026, 11, 29), weeks=1, p50=5, available=5,
    ),
    "one minute is too much": Case(
        hours=[301 / 60], deadline=date(2026, 11, 29), outcome="does_not_fit", end=date(2026, 11, 30), weeks=2,
        p50=301 / 60, available=5, over=1 / 60, later=date(2026, 11, 30), more=(5.5, date(2026, 11, 29)),
    ),
    "one minute is too much and can be dropped": Case(
        hours=[5, 1 / 60], deadline=date(2026, 11, 29), outcome="does_not_fit", end=date(2026, 11, 30), weeks=2,
        p50=301 / 60, available=5, over=1 / 60, later=date(2026, 11, 30), more=(5.5, date(2026, 11, 29)), drop=[1],
    ),
    "study begins on a Wednesday of a week that ends on Sunday": Case(
        # Five of seven days of 300 minutes are 214, in quarter hours 210.
        hours=[3.5], start=date(2026, 11, 25), deadline=date(2026, 11, 29), outcome="fits", end=date(2026, 11, 29),
        weeks=1, p50=3.5, available=3.5,
    ),
    "study begins on a Wednesday of a week that ends on Saturday": Case(
        # Four days are 165 minutes; 45 are left for the week of 29 November.
        hours=[3.5], start=date(2026, 11, 25), week_start="sunday", outcome="no_deadline", end=date(2026, 11, 30),
        weeks=2, p50=3.5,
    ),
    "a first week without a quarter of an hour is left out": Case(
        # One day of 30 minutes a week is 4 minutes. The next week's half hour ends on its last day.
        hours=[0.5], per_week=0.5, start=date(2026, 11, 29), outcome="no_deadline", end=date(2026, 12, 6), weeks=1,
        p50=0.5,
    ),
    "half an hour a week": Case(
        # 30 minutes, then 25 a week and 5 of review; the last 15 by the fifth day.
        hours=[2], per_week=0.5, outcome="no_deadline", end=date(2026, 12, 25), weeks=5, p50=2,
    ),
    "the sixth week is light": Case(
        # 300 + 4 × 255, then 120 in the light week, 255, and 105 by the third day.
        hours=[5] * 6, outcome="no_deadline", end=date(2027, 1, 13), weeks=8, p50=30, light=[6],
    ),
    "before a deadline no week is light": Case(
        hours=[5] * 6, deadline=date(2027, 1, 31), outcome="fits", end=date(2027, 1, 10), weeks=7, p50=30,
        available=43.25,
    ),
    "a sixth week that is the last is not light": Case(
        hours=[26.25], outcome="no_deadline", end=date(2027, 1, 3), weeks=6, p50=26.25,
    ),
    "a plan ends on the leap day": Case(
        hours=[1.2], start=date(2028, 2, 28), deadline=date(2028, 2, 29), outcome="fits", end=date(2028, 2, 29),
        weeks=1, p50=1.2, available=85 / 60,
    ),
    "a plan goes on after the leap day": Case(
        hours=[6], start=date(2028, 2, 28), outcome="no_deadline", end=date(2028, 3, 7), weeks=2, p50=6,
    ),
    "a plan goes on in the next year": Case(
        hours=[6], start=date(2026, 12, 28), outcome="no_deadline", end=date(2027, 1, 5), weeks=2, p50=6,
    ),
    "a week from Sunday to Saturday": Case(
        hours=[5], start=date(2026, 11, 29), week_start="sunday", deadline=date(2026, 12, 5), outcome="fits",
        end=date(2026, 12, 5), weeks=1, p50=5, available=5,
    ),
    "nothing is to be learnt by a deadline": Case(
        hours=[], deadline=date(2026, 11, 29), outcome="fits", end=None, weeks=0, p50=0, available=5,
    ),
    "nothing is to be learnt at all": Case(hours=[], outcome="no_deadline", end=None, weeks=0, p50=0),
    "the typical learner makes it and a slow one does not": Case(
        # The triangle of 4, 6 and 10 has the mean 6 h 40 and the deviation 1.2472: 63 minutes more.
        hours=[(4, 6, 10)], deadline=date(2026, 12, 1), outcome="tight", end=date(2026, 12, 1), weeks=2, p50=400 / 60,
        p80=463 / 60, available=6.2,
    ),
    "three days later a slow one does": Case(
        hours=[(4, 6, 10)], deadline=date(2026, 12, 4), outcome="fits", end=date(2026, 12, 1), weeks=2, p50=400 / 60,
        p80=463 / 60, available=482 / 60,
    ),
    "two days later not yet": Case(
        hours=[(4, 6, 10)], deadline=date(2026, 12, 3), outcome="tight", end=date(2026, 12, 1), weeks=2, p50=400 / 60,
        p80=463 / 60, available=445 / 60,
    ),
    "most learners are quicker than the typical hours": Case(
        # Mean 3, deviation √½: 36 minutes more. The calendar holds the typical four hours all the same.
        hours=[(1, 4, 4)], deadline=date(2026, 11, 27), outcome="does_not_fit", end=date(2026, 11, 28), weeks=1, p50=3,
        p80=3.6, available=214 / 60, over=26 / 60, later=date(2026, 11, 28), more=(6, date(2026, 11, 27)),
    ),
    "more than sixty hours a week cannot be had": Case(
        hours=[60, 1], per_week=60, deadline=date(2026, 11, 29), outcome="does_not_fit", end=date(2026, 11, 30),
        weeks=2, p50=61, available=60, over=1, later=date(2026, 11, 30), drop=[1],
    ),
    "what is valued most cannot be kept without what it needs": Case(
        # At 2 hours: 120 and 100 minutes. The base fits, with the goal of it 240 would be needed.
        hours=[2, 2, 2], needs=[(1, 0)], keep_order=[1, 0, 2], per_week=2, deadline=date(2026, 12, 6),
        outcome="does_not_fit", end=date(2026, 12, 16), weeks=4, p50=6, available=220 / 60, over=140 / 60,
        later=date(2026, 12, 16), more=(3.5, date(2026, 12, 6)), drop=[1, 2],
    ),
    "what is valued most is kept with what it needs": Case(
        # At 3 hours: 180 and 150 minutes.
        hours=[2, 2, 2], needs=[(2, 0)], keep_order=[2, 0, 1], per_week=3, deadline=date(2026, 12, 6),
        outcome="does_not_fit", end=date(2026, 12, 8), weeks=3, p50=6, available=5.5, over=0.5,
        later=date(2026, 12, 8), more=(3.5, date(2026, 12, 6)), drop=[1],
    ),
    "hours a week need not be round": Case(
        # 142 whole minutes: 135 in the first week, 120 in the second, of which 45 by the third day.
        hours=[3], per_week=2.37, outcome="no_deadline", end=date(2026, 12, 2), weeks=2, p50=3,
    ),
    "nothing takes less than a minute": Case(
        hours=[0.001] * 10, deadline=MONDAY, outcome="fits", end=MONDAY, weeks=1, p50=10 / 60, available=0.7,
    ),
    "all three ways lead out": Case(
        # At 4 hours 240 and 195 a week: 825 in four weeks. At 6 hours 360 and 300: 1260, of which 1200 by Saturday.
        hours=[4] * 5, per_week=4, deadline=date(2026, 12, 20), outcome="does_not_fit", end=date(2027, 1, 3), weeks=6,
        p50=20, available=13.75, over=6.25, later=date(2027, 1, 3), more=(6, date(2026, 12, 19)), drop=[3, 4],
    ),
    "more hours make room on a day that had none": Case(
        # A Sunday of half an hour a week has no quarter of an hour; one of two hours a week has one.
        hours=[0.25], per_week=0.5, start=date(2026, 11, 29), deadline=date(2026, 11, 29), outcome="does_not_fit",
        end=date(2026, 12, 3), weeks=1, p50=0.25, available=0, over=0.25, later=date(2026, 12, 3),
        more=(2, date(2026, 11, 29)),
    ),
}  # fmt: skip


def test_there_are_thirty() -> None:
    assert len(CASES) == 30


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_is_the_one_worked_out_on_paper(name: str) -> None:
    case = CASES[name]
    concepts = [_concept(case, index) for index in range(len(case.hours))]
    roadmap = roadmap_of(*concepts).model_copy(
        update={"keep_order": tuple(f"topic.c{index}" for index in case.keep_order)}
    )
    intent = make_intent(
        hours_per_week=case.per_week, start_date=case.start, deadline=case.deadline
    ).model_copy(update={"week_start": case.week_start})

    document = wire_shape(plan_of(roadmap, intent))

    assert document["verdict"] == {
        "outcome": case.outcome,
        "hours_p50": pytest.approx(case.p50, abs=1e-4),
        "hours_p80": pytest.approx(case.p50 if case.p80 is None else case.p80, abs=1e-4),
        "hours_available": None if case.available is None else pytest.approx(case.available, abs=1e-4),
        "hours_over": pytest.approx(case.over, abs=1e-4),
        "hours_per_week": case.per_week,
        "weeks": case.weeks,
        "end_date": _text(case.end),
        "deadline": _text(case.deadline),
        "ways_out": document["verdict"]["ways_out"],
    }
    assert _ways(document["verdict"]["ways_out"]) == (
        _text(case.later),
        None if case.more is None else (case.more[0], _text(case.more[1])),
        [f"topic.c{index}" for index in case.drop],
    )
    assert [week["number"] for week in document["schedule"]["weeks"] if week["light"]] == list(case.light)
    true_reading = Reading(case.week_start, case.start)
    assert disagreements(document, true_reading) == []
    assert true_reading in right_readings(document)


def _concept(case: Case, index: int) -> Concept:
    given = case.hours[index]
    low, typical, high = given if isinstance(given, tuple) else (given, given, given)
    needs = [f"topic.c{other}" for one, other in case.needs if one == index]
    concept = make_concept(f"topic.c{index}", needs=needs)
    return concept.model_copy(update={"hours": Hours(min=low, typical=typical, max=high)})


def _ways(ways: Sequence[dict[str, object]]) -> tuple[object, object, object]:
    """More weeks, more hours and fewer concepts, as a case writes them."""
    found = {way["kind"]: way for way in ways}
    assert len(found) == len(ways)
    later, more, fewer = (found.get(kind) for kind in ("more_weeks", "more_hours", "fewer_concepts"))
    return (
        later and later["end_date"],
        more and (more["hours_per_week"], more["end_date"]),
        fewer["drop"] if fewer else [],
    )


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
