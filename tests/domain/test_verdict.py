from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.roadmaps import Concept, Verdict, WayOut
from milepost.domain.scheduling.pacing import pack_into_weeks
from milepost.domain.scheduling.verdict import judge
from tests.support.factories import START, make_concept
from tests.support.roadmap_strategies import concept_lists, days, study_hours


def verdict_on(
    concepts: Sequence[Concept],
    *,
    per_week: float = 5,
    deadline: date | None = None,
    start: date = START,
    keep_order: Sequence[str] = (),
) -> Verdict:
    schedule = pack_into_weeks(concepts, hours_per_week=per_week, start_date=start, deadline=deadline)
    return judge(
        concepts,
        schedule,
        hours_per_week=per_week,
        start_date=start,
        deadline=deadline,
        keep_order=keep_order,
    )


def way_out(verdict: Verdict, kind: str) -> WayOut | None:
    return next((way for way in verdict.ways_out if way.kind == kind), None)


def test_without_a_deadline_there_is_nothing_to_fit() -> None:
    verdict = verdict_on([make_concept(hours=12)])

    assert (verdict.outcome, verdict.hours_available, verdict.ways_out) == ("no_deadline", None, ())
    assert (verdict.hours_p50, verdict.weeks) == (12, 3)


def test_a_plan_fits_up_to_the_very_day_on_which_it_ends() -> None:
    # 5 hours in the first week, 1 of 4.25 in the second: done on its second day.
    concepts = [make_concept(hours=6)]

    assert verdict_on(concepts, deadline=START + timedelta(days=8)).outcome == "fits"
    assert verdict_on(concepts, deadline=START + timedelta(days=7)).outcome == "does_not_fit"


def test_a_plan_is_tight_when_only_a_typical_learner_makes_it() -> None:
    concepts = [make_concept(hours=6, spread=2)]

    assert verdict_on(concepts, deadline=START + timedelta(days=8)).outcome == "tight"
    assert verdict_on(concepts, deadline=START + timedelta(days=13)).outcome == "fits"


def test_slow_learners_need_eight_tenths_of_a_deviation_more() -> None:
    # A triangle of 1, 2, 6 has the variance (1 + 4 + 36 - 2 - 6 - 12) / 18; two of them at correlation 0.5.
    concepts = [make_concept(f"topic.c{index}", hours=2, spread=1) for index in range(2)]
    concepts = [
        one.model_copy(update={"hours": one.hours.model_copy(update={"max": 6.0})}) for one in concepts
    ]
    variance = 21 / 18
    deviation = sqrt(0.5 * 2 * variance + 0.5 * (2 * sqrt(variance)) ** 2)

    verdict = verdict_on(concepts)

    # The triangle's middle is its mean, 3 hours: it can take four hours more than usual and only one less.
    assert verdict.hours_p50 == 6
    assert verdict.hours_p80 == pytest.approx(6 + 0.84 * deviation, abs=1 / 60)


def test_hours_over_say_by_how_much_it_does_not_fit() -> None:
    verdict = verdict_on([make_concept(hours=12)], deadline=START + timedelta(days=13))

    assert (verdict.hours_available, verdict.hours_over) == (9.25, 2.75)


def test_ways_out_are_more_weeks_more_hours_or_fewer_concepts() -> None:
    concepts = [make_concept(f"topic.c{index}", hours=4) for index in range(4)]
    deadline = START + timedelta(days=13)

    verdict = verdict_on(concepts, deadline=deadline)

    assert way_out(verdict, "more_weeks") == WayOut(kind="more_weeks", end_date=verdict.end_date)
    more = way_out(verdict, "more_hours")
    assert more is not None
    assert more.hours_per_week == 9
    fewer = way_out(verdict, "fewer_concepts")
    assert fewer is not None
    assert fewer.drop == ("topic.c2", "topic.c3")
    assert fewer.drop_names == ("About topic.c2", "About topic.c3")


def test_there_is_no_way_out_by_hours_when_sixty_a_week_are_not_enough() -> None:
    verdict = verdict_on([make_concept(hours=20), make_concept("topic.b", hours=1)], deadline=START)

    assert way_out(verdict, "more_hours") is None
    assert way_out(verdict, "fewer_concepts") is None


def test_what_is_dropped_goes_from_the_end_of_the_keep_order() -> None:
    concepts = [
        make_concept("topic.base", hours=4),
        make_concept("topic.luxury", hours=4),
        make_concept("topic.core", hours=4, needs=["topic.base"]),
    ]

    verdict = verdict_on(
        concepts, deadline=START + timedelta(days=13), keep_order=["topic.core", "topic.base", "topic.luxury"]
    )

    fewer = way_out(verdict, "fewer_concepts")
    assert fewer is not None
    assert fewer.drop == ("topic.luxury",)


@given(concept_lists(), study_hours, days, st.integers(0, 60))
def test_fits_means_exactly_that_the_calendar_ends_by_the_deadline(
    concepts: list[Concept], per_week: float, start: date, length: int
) -> None:
    deadline = start + timedelta(days=length)

    verdict = verdict_on(concepts, per_week=per_week, start=start, deadline=deadline)

    assert verdict.end_date is not None
    assert (verdict.outcome != "does_not_fit") == (verdict.end_date <= deadline) == (verdict.hours_over == 0)
    assert bool(verdict.ways_out) == (verdict.outcome == "does_not_fit")


@given(concept_lists(), study_hours, days, st.integers(0, 60), st.data())
def test_each_way_out_is_one(
    concepts: list[Concept], per_week: float, start: date, length: int, data: st.DataObject
) -> None:
    deadline = start + timedelta(days=length)
    keep_order = data.draw(st.permutations([concept.concept_id for concept in concepts]))

    verdict = verdict_on(concepts, per_week=per_week, start=start, deadline=deadline, keep_order=keep_order)

    for way in verdict.ways_out:
        if way.end_date is not None and way.kind == "more_weeks":
            assert verdict_on(concepts, per_week=per_week, start=start, deadline=way.end_date).hours_over == 0
        if way.hours_per_week is not None:
            assert (
                verdict_on(concepts, per_week=way.hours_per_week, start=start, deadline=deadline).hours_over
                == 0
            )
            less = way.hours_per_week - 0.5
            if less > per_week:
                assert verdict_on(concepts, per_week=less, start=start, deadline=deadline).hours_over > 0
        if way.kind == "fewer_concepts":
            kept = [concept for concept in concepts if concept.concept_id not in way.drop]
            ids = {concept.concept_id for concept in kept}
            assert all(before in ids for concept in kept for before in concept.prerequisites)
            assert verdict_on(kept, per_week=per_week, start=start, deadline=deadline).hours_over == 0


def test_a_cycle_does_not_keep_it_from_answering() -> None:
    concepts = [
        make_concept("topic.a", hours=4, needs=["topic.b"]),
        make_concept("topic.b", hours=4, needs=["topic.a"]),
    ]

    verdict = verdict_on(concepts, deadline=START + timedelta(days=6))

    fewer = way_out(verdict, "fewer_concepts")
    assert fewer is not None
    assert len(fewer.drop) == 1


def test_sixty_concepts_are_judged_within_the_time_a_preview_has() -> None:
    concepts = [
        make_concept(f"topic.c{index}", hours=1.5, needs=[f"topic.c{index - 1}"] if index else [], spread=0.5)
        for index in range(60)
    ]
    times = []
    for _ in range(5):
        begun = perf_counter()
        verdict_on(concepts, deadline=START + timedelta(days=30))
        times.append(perf_counter() - begun)

    assert min(times) < 0.02
