"""Weeks become sessions at the learner's times: every minute once, within its week, on study days."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from milepost.domain.roadmaps import Concept, Schedule
from milepost.domain.scheduling.pacing import first_day_of_week, minutes_of, pack_into_weeks
from milepost.domain.scheduling.redating import redate
from milepost.domain.scheduling.study_sessions import Timetable, sessions_of
from milepost.domain.scheduling.study_times import WEEKDAYS, StudySlot, StudyTimes, usual_times
from milepost.domain.scheduling.week_table import Budget
from tests.support.factories import START, make_concept
from tests.support.roadmap_strategies import concept_lists, days, study_hours

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "America/Santiago",
)


def slot(weekday: str, start: str, minutes: int) -> StudySlot:
    return StudySlot.model_validate({"weekday": weekday, "start": start, "minutes": minutes})


@st.composite
def study_times(draw: st.DrawFn) -> StudyTimes:
    """One to seven times, at most one in the morning and one in the evening of a day."""
    chosen = draw(
        st.sets(
            st.tuples(st.sampled_from(WEEKDAYS), st.sampled_from(["02:30", "18:30"])), min_size=1, max_size=7
        )
    )
    lengths = st.integers(3, 48).map(lambda fives: fives * 5)
    return StudyTimes(slots=tuple(slot(day, start, draw(lengths)) for day, start in sorted(chosen)))


def timetable(
    schedule: Schedule, times: StudyTimes | None, *, hours: float = 5, zone: str = "Europe/Berlin"
) -> Timetable:
    return sessions_of(schedule, times, hours_per_week=hours, week_start="monday", time_zone=zone)


def weeks(*hours: float, per_week: float = 5, start: date = START) -> Schedule:
    concepts = [make_concept(f"topic.c{index}", hours=each) for index, each in enumerate(hours)]
    return pack_into_weeks(concepts, hours_per_week=per_week, start_date=start)


def starts(found: Timetable) -> list[str]:
    return [f"{one.start:%a %H:%M} {one.minutes} {one.concept_id or 'review'}" for one in found.sessions]


@settings(max_examples=100, deadline=None)
@given(concept_lists(), study_hours, days, st.none() | study_times(), st.sampled_from(ZONES))
def test_every_minute_of_the_weeks_stands_once_in_its_week_on_a_study_day(
    concepts: list[Concept], hours: float, start: date, times: StudyTimes | None, zone: str
) -> None:
    schedule = pack_into_weeks(concepts, hours_per_week=hours, start_date=start)

    found = timetable(schedule, times, hours=hours, zone=zone)

    placed: Counter[tuple[int, str | None]] = Counter()
    for one in found.sessions:
        placed[one.week, one.concept_id] += one.minutes
        monday = first_day_of_week(schedule.weeks[one.week - 1].start, "monday")
        assert (
            max(monday, schedule.weeks[one.week - 1].start) <= one.start.date() < monday + timedelta(days=7)
        )
        assert times is None or WEEKDAYS[one.start.weekday()] in {slot.weekday for slot in times.slots}
    planned: Counter[tuple[int, str | None]] = Counter()
    for week in schedule.weeks:
        planned.update({(week.number, item.concept_id): minutes_of(item.hours) for item in week.items})
        if week.review_hours:
            planned[week.number, None] = minutes_of(week.review_hours)
    assert placed <= planned
    assert planned.total() - placed.total() == found.minutes_without_time
    assert times is not None or found.minutes_without_time == 0
    in_order = [one for one in found.sessions if one.kind == "learn"]
    assert list(dict.fromkeys(one.concept_id for one in in_order)) == [
        one.concept_id for one in concepts if one.concept_id in {each.concept_id for each in in_order}
    ]


@settings(max_examples=100, deadline=None)
@given(study_times(), days, st.sampled_from(ZONES))
def test_sessions_are_as_long_as_they_say_and_never_overlap_in_any_zone(
    times: StudyTimes, start: date, zone: str
) -> None:
    found = timetable(weeks(*[3] * 12, start=start), times, zone=zone)

    spans = [(one.start.astimezone(UTC), one.end.astimezone(UTC)) for one in found.sessions]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(one.start.tzinfo == ZoneInfo(zone) for one in found.sessions)
    assert len({(one.concept_id, one.week, one.number) for one in found.sessions}) == len(found.sessions)


def test_the_usual_times_are_enough_for_their_hours() -> None:
    for half_hours in range(1, 121):
        times = usual_times(half_hours / 2)
        assert times.minutes_per_week >= half_hours * 30
        assert 2 <= len(times.slots) <= 7


def test_learning_comes_first_and_the_review_of_the_week_last() -> None:
    times = StudyTimes(slots=(slot("monday", "18:00", 120), slot("friday", "18:00", 180)))

    found = timetable(weeks(5, 3, 4), times)

    assert starts(found)[2:5] == [
        "Mon 18:00 120 topic.c1",
        "Fri 18:00 60 topic.c1",
        "Fri 19:00 75 topic.c2",
    ]
    assert starts(found)[5] == "Fri 20:15 45 review"


def test_too_little_time_makes_each_session_equally_longer() -> None:
    times = StudyTimes(slots=(slot("monday", "18:00", 60), slot("friday", "18:00", 60)))

    found = timetable(weeks(5), times)

    assert starts(found) == ["Mon 18:00 150 topic.c0", "Fri 18:00 150 topic.c0"]
    assert found.minutes_without_time == 0


def test_what_no_study_day_has_room_for_is_said() -> None:
    times = StudyTimes(slots=(slot("monday", "22:00", 60),))

    assert timetable(weeks(5), times).minutes_without_time == 180
    sunday = weeks(0.5, start=START + timedelta(days=6))
    assert timetable(sunday, times).minutes_without_time == 30
    assert starts(timetable(sunday, None)) == ["Sun 19:00 30 topic.c0"]


def test_a_week_that_is_dated_anew_in_its_middle_has_nothing_left_before_that_day() -> None:
    concepts = [make_concept(f"topic.c{index}", hours=2) for index in range(4)]
    schedule = pack_into_weeks(concepts, hours_per_week=4, start_date=START)
    thursday = START + timedelta(days=3)

    redated = redate(
        concepts, schedule, {"topic.c0": "done"}, as_of=thursday, budget=Budget(4), aim="earliest_end"
    )

    found = timetable(redated.schedule, None, hours=4)
    assert {one.concept_id for one in found.sessions if one.start.date() < thursday} == {"topic.c0"}
    assert found.minutes_without_time == 0


def test_a_time_that_the_clocks_skip_is_an_hour_later_and_as_long_as_ever() -> None:
    times = StudyTimes(slots=(slot("sunday", "02:30", 300),))

    [session] = timetable(weeks(2.5, start=date(2027, 3, 22)), times).sessions

    assert (session.start.isoformat(), session.minutes) == ("2027-03-28T03:30:00+02:00", 150)
    assert session.end == datetime(2027, 3, 28, 6, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    "slots",
    [
        [("monday", "23:30", 45)],
        [("monday", "10:00", 60), ("monday", "10:55", 30)],
        [("monday", "10:00", 14)],
        [("monday", "10:00", 17)],
        [("monday", "10:00", 725)],
        [("monday", "24:00", 30)],
        [("monday", "9:00", 30)],
        [("Monday", "09:00", 30)],
        [("monday", "09:00", 30)] * 29,
    ],
)
def test_times_that_cannot_be_are_refused(slots: list[tuple[str, str, int]]) -> None:
    with pytest.raises(ValidationError):
        StudyTimes(slots=tuple(slot(*each) for each in slots))
