"""A roadmap's calendar on the wire."""

from datetime import UTC, date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from milepost.domain.scheduling.pacing import WeekStart
from milepost.domain.scheduling.standing import Standing
from milepost.domain.scheduling.study_times import StudySlot
from milepost.workflow.read_calendar import RoadmapCalendar


class SessionView(BaseModel):
    day: date
    """The calendar day on which it begins, in the roadmap's time zone."""
    start: datetime
    end: datetime
    minutes: int
    kind: Literal["learn", "review"]
    concept_id: str | None
    """Null for review."""
    week: int
    number: int
    """Which of the concept's sessions, or of the week's reviews, this is, from 1."""
    count: int


class CalendarView(BaseModel):
    roadmap_id: str
    revision: int
    time_zone: str
    week_start: WeekStart
    standing: Standing
    sessions: list[SessionView]
    """In the order of time."""
    times: list[StudySlot]
    """What the sessions are made of: the learner's study times, or the usual ones."""
    are_own_times: bool
    minutes_per_week: int
    """How much time the study times keep."""
    longest_week_minutes: int = Field(description="What the fullest week needs.")
    minutes_without_time: int
    """Planned minutes for which no study day has room."""


def calendar_view(calendar: RoadmapCalendar) -> CalendarView:
    timetable = calendar.timetable
    return CalendarView(
        roadmap_id=calendar.roadmap.roadmap_id,
        revision=calendar.roadmap.revision,
        time_zone=calendar.roadmap.time_zone,
        week_start=calendar.intent.week_start,
        standing=calendar.standing,
        sessions=[
            SessionView(
                day=one.start.date(),
                start=one.start.astimezone(UTC),
                end=one.end.astimezone(UTC),
                minutes=one.minutes,
                kind=one.kind,
                concept_id=one.concept_id,
                week=one.week,
                number=one.number,
                count=one.count,
            )
            for one in timetable.sessions
        ],
        times=list(calendar.times.in_order),
        are_own_times=calendar.are_own_times,
        minutes_per_week=calendar.times.minutes_per_week,
        longest_week_minutes=timetable.longest_week_minutes,
        minutes_without_time=timetable.minutes_without_time,
    )
