from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.roadmaps import Concept, Schedule
from milepost.domain.scheduling.pacing import minutes_of, pace_of, pack_into_weeks
from tests.support.factories import START, make_concept
from tests.support.roadmap_strategies import concept_lists, days, study_hours


def pack(*hours: float, per_week: float, start: date = START, deadline: date | None = None) -> Schedule:
    concepts = [make_concept(f"topic.c{index}", hours=each) for index, each in enumerate(hours)]
    return pack_into_weeks(concepts, hours_per_week=per_week, start_date=start, deadline=deadline)


def test_the_first_week_is_all_learning_and_later_ones_keep_time_for_review() -> None:
    schedule = pack(5, 5, per_week=5)

    assert [(week.hours, week.review_hours) for week in schedule.weeks[:2]] == [(5, 0), (5, 0.75)]


def test_a_long_concept_is_split_visibly() -> None:
    schedule = pack(3, 6, per_week=5)

    items = [
        (item.concept_id, item.hours, item.part, item.parts) for week in schedule.weeks for item in week.items
    ]
    assert items == [("topic.c0", 3, 1, 1), ("topic.c1", 2, 1, 2), ("topic.c1", 4, 2, 2)]


def test_the_plan_ends_on_the_day_of_the_week_on_which_its_last_hour_falls() -> None:
    # The second week has 4.25 hours to learn in; one hour of them is done on the second day.
    assert pack(6, per_week=5).end_date == START + timedelta(days=8)


def test_the_review_of_the_last_week_ends_with_it() -> None:
    assert pack(6, per_week=5).weeks[-1].review_hours == pytest.approx(0.75 * 2 / 7, abs=1 / 60)


@pytest.mark.parametrize(
    ("start", "first_week_hours", "second_week"),
    [
        (date(2026, 11, 23), 7, date(2026, 11, 30)),
        (date(2026, 11, 26), 4, date(2026, 11, 30)),
        (date(2026, 11, 29), 1, date(2026, 11, 30)),
    ],
)
def test_a_first_week_that_begins_in_its_middle_counts_by_its_days(
    start: date, first_week_hours: float, second_week: date
) -> None:
    schedule = pack(20, per_week=7, start=start)

    assert (schedule.weeks[0].start, schedule.weeks[0].hours) == (start, first_week_hours)
    assert schedule.weeks[1].start == second_week


def test_a_first_week_too_short_to_learn_anything_is_left_out() -> None:
    schedule = pack(2, per_week=0.5, start=date(2026, 11, 29))

    assert schedule.start_date == schedule.weeks[0].start == date(2026, 11, 30)


def test_weeks_can_begin_on_sunday() -> None:
    schedule = pack_into_weeks(
        [make_concept(hours=20)], hours_per_week=7, start_date=START, week_start="sunday"
    )

    assert [week.start for week in schedule.weeks[:2]] == [START, date(2026, 11, 29)]
    assert schedule.weeks[0].hours == 6


def test_every_sixth_week_is_light_without_a_deadline() -> None:
    schedule = pack(*[4] * 20, per_week=5)

    assert [week.number for week in schedule.weeks if week.light] == [6, 12, 18]
    assert {week.hours for week in schedule.weeks if week.light} == {2.75}


def test_with_a_deadline_no_week_is_light() -> None:
    schedule = pack(*[4] * 20, per_week=5, deadline=START + timedelta(days=1000))

    assert not any(week.light for week in schedule.weeks)


def test_nothing_to_learn_takes_no_weeks() -> None:
    assert pack(per_week=5) == Schedule(start_date=START)


def test_less_than_half_an_hour_a_week_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        pack(1, per_week=0.4)


@given(concept_lists(), study_hours, days, st.sampled_from(["monday", "sunday"]), st.none() | days)
def test_hours_add_up_order_holds_and_no_week_is_over_its_cap(
    concepts: list[Concept], hours: float, start: date, week_start: str, deadline: date | None
) -> None:
    schedule = pack_into_weeks(
        concepts,
        hours_per_week=hours,
        start_date=start,
        week_start="monday" if week_start == "monday" else "sunday",
        deadline=deadline,
    )

    studied: dict[str, int] = {}
    for week in schedule.weeks:
        assert week.hours <= hours + 1e-3
        assert minutes_of(week.hours) == round(week.review_hours * 60) + sum(
            minutes_of(i.hours) for i in week.items
        )
        for item in week.items:
            studied[item.concept_id] = studied.get(item.concept_id, 0) + minutes_of(item.hours)
            if item.part > 1:
                assert list(studied)[-1] == item.concept_id
    assert studied == {concept.concept_id: minutes_of(concept.estimated_hours) for concept in concepts}
    assert list(studied) == [concept.concept_id for concept in concepts]
    starts = [week.start for week in schedule.weeks]
    assert all(0 < (after - before).days <= 7 for before, after in pairwise(starts))
    assert {begin.weekday() for begin in starts[1:]} <= {0 if week_start == "monday" else 6}


@given(concept_lists(), study_hours, days)
def test_the_calendar_ends_when_the_pace_says(concepts: list[Concept], hours: float, start: date) -> None:
    pace = pace_of(hours_per_week=hours, start_date=start)
    needed = sum(minutes_of(concept.estimated_hours) for concept in concepts)
    deadline = pace.end_of(needed)
    assert deadline is not None

    schedule = pack_into_weeks(concepts, hours_per_week=hours, start_date=start, deadline=deadline)

    assert schedule.end_date == deadline
    assert pace.minutes_until(deadline) >= needed > pace.minutes_until(deadline - timedelta(days=1))


@given(st.integers(1, 20_000), study_hours, study_hours, days)
def test_more_hours_a_week_never_end_later(needed: int, one: float, other: float, start: date) -> None:
    slower, faster = (pace_of(hours_per_week=each, start_date=start) for each in sorted((one, other)))

    slow_end, fast_end = slower.end_of(needed), faster.end_of(needed)

    assert slow_end is not None
    assert fast_end is not None
    assert fast_end <= slow_end


@given(concept_lists(), study_hours, days, st.booleans(), st.data())
def test_taking_a_concept_out_never_ends_later(
    concepts: list[Concept], hours: float, start: date, has_deadline: bool, data: st.DataObject
) -> None:
    deadline = start + timedelta(days=400) if has_deadline else None
    out = data.draw(st.integers(0, len(concepts) - 1))

    def end(studied: list[Concept]) -> date | None:
        return pack_into_weeks(studied, hours_per_week=hours, start_date=start, deadline=deadline).end_date

    whole, rest = end(concepts), end(concepts[:out] + concepts[out + 1 :])

    assert whole is not None
    assert rest is None or rest <= whole
