"""From weeks and study times to sessions: which concept is studied from when to when."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from milepost.domain.roadmaps import Schedule, Week
from milepost.domain.scheduling.pacing import WeekStart, first_day_of_week, minutes_of
from milepost.domain.scheduling.study_times import (
    EVENING,
    MINUTES_OF_A_DAY,
    WEEKDAYS,
    StudySlot,
    StudyTimes,
    usual_times,
)

#: Sessions are made longer in steps that one can remember.
_STEP_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of time for one thing."""

    start: datetime
    """Aware, in the time zone of the roadmap."""
    end: datetime
    kind: Literal["learn", "review"]
    concept_id: str | None
    """None for review, which concerns all that was learnt before."""
    week: int
    """The number of the week."""
    number: int = 1
    """Of the sessions of this concept, or of the reviews of this week, which one this is, from 1."""
    count: int = 1
    """How many there are of them."""

    @property
    def minutes(self) -> int:
        return round((self.end.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds() / 60)


@dataclass(frozen=True, slots=True)
class Timetable:
    sessions: tuple[Session, ...]
    """In the order of time."""
    minutes_without_time: int
    """Of what stands in the weeks, what no study day has room for."""
    longest_week_minutes: int
    """What the fullest week needs, to be compared with the time that is kept for study."""


def sessions_of(
    schedule: Schedule,
    times: StudyTimes | None,
    *,
    hours_per_week: float,
    week_start: WeekStart,
    time_zone: str,
    deadline: date | None = None,
) -> Timetable:
    """Every hour of the weeks at a time of day, in the order of the weeks.

    Args:
        schedule: The weeks. In the week in which it was dated anew, what is left stands on that day or later.
        times: When the learner studies; None for the usual times. Where the hours of a week are more than its times,
            each of its sessions is made longer, up to the next one or midnight; where they are fewer, the last times
            of the week stay free.
        hours_per_week: What the usual times are made for.
        week_start: The day on which weeks begin.
        time_zone: The IANA zone in which times of day are meant. A session lasts as long as it says, also in the
            night in which clocks are changed.
        deadline: In the last week nothing is planned after it.

    Returns:
        What was planned for a week stands within it. First what is learnt, in order, then the review of the week.

    Source: ADR 0020.
    """
    zone = ZoneInfo(time_zone)
    slots = (times or usual_times(hours_per_week)).in_order
    sessions: list[Session] = []
    missing = 0
    for week in schedule.weeks:
        days = _days_of(week, schedule, week_start, deadline)
        places = [_Place.of(day, slot, zone) for day in days for slot in slots if _is_on(slot, day)]
        if times is None and not places:
            places = [_somewhere(days[0], zone)]
        _leave_room_between(places)
        for entries, from_day in _entries_of(week, schedule):
            open_places = [place for place in places if place.day >= from_day]
            if times is None and not open_places:
                open_places = [_somewhere(from_day, zone)]
                places += open_places
            made, left = _filled(entries, open_places, week.number)
            sessions += made
            missing += left
    return Timetable(
        sessions=tuple(_counted(sorted(sessions, key=lambda one: one.start))),
        minutes_without_time=missing,
        longest_week_minutes=max(
            (minutes_of(week.hours) for week in schedule.weeks if week.hours), default=0
        ),
    )


@dataclass(slots=True)
class _Place:
    """One study time on one day, and how much of it is taken."""

    day: date
    begin: datetime
    """In UTC, so that minutes can be added to it."""
    zone: ZoneInfo
    minutes: int
    most: int
    """How long it can be made."""
    taken: int = 0

    @classmethod
    def of(cls, day: date, slot: StudySlot, zone: ZoneInfo) -> "_Place":
        hours, _, minutes = slot.start.partition(":")
        # A time that the clocks skip is read as the same number of hours after midnight.
        local = datetime.combine(day, time(int(hours), int(minutes)), tzinfo=zone)
        return cls(day, local.astimezone(UTC), zone, slot.minutes, MINUTES_OF_A_DAY - slot.start_minute)

    def take(self, minutes: int) -> tuple[datetime, datetime]:
        start = self.begin + timedelta(minutes=self.taken)
        self.taken += minutes
        return start.astimezone(self.zone), (start + timedelta(minutes=minutes)).astimezone(self.zone)


_Entry = tuple[str | None, int]
"""A concept, or None for review, and its minutes."""


def _is_on(slot: StudySlot, day: date) -> bool:
    return WEEKDAYS[day.weekday()] == slot.weekday


def _somewhere(day: date, zone: ZoneInfo) -> _Place:
    """For somebody who has set no times: the evening of a day that the usual times leave out."""
    return _Place.of(day, StudySlot(weekday=WEEKDAYS[day.weekday()], start=EVENING, minutes=15), zone)


def _leave_room_between(places: Sequence[_Place]) -> None:
    """A session can be made longer until the next one of its day begins."""
    for place, following in pairwise(places):
        if place.day == following.day:
            place.most = round((following.begin - place.begin).total_seconds() / 60)


def _days_of(week: Week, schedule: Schedule, week_start: WeekStart, deadline: date | None) -> list[date]:
    last = first_day_of_week(week.start, week_start) + timedelta(days=6)
    if deadline is not None and week is schedule.weeks[-1]:
        last = max(min(last, deadline), schedule.end_date or last)
    return [week.start + timedelta(days=index) for index in range((last - week.start).days + 1)]


def _entries_of(week: Week, schedule: Schedule) -> Iterator[tuple[list[_Entry], date]]:
    """What is planned for a week, and from which day on."""
    entries: list[_Entry] = [(item.concept_id, minutes_of(item.hours)) for item in week.items]
    review: list[_Entry] = [(None, minutes_of(week.review_hours))] if week.review_hours > 0 else []
    redated = schedule.redated
    if redated is None or not week.start <= redated.as_of:
        yield [*entries, *review], week.start
        return
    behind = [entry for entry in entries if entry[0] in redated.done]
    ahead = [entry for entry in entries if entry[0] not in redated.done]
    later = [other for other in schedule.weeks if other.start > week.start]
    is_over = bool(later) and later[0].start <= redated.as_of
    if is_over or not ahead:
        yield [*entries, *review], week.start
        return
    yield behind, week.start
    yield [*ahead, *review], max(redated.as_of, week.start)


def _filled(entries: Sequence[_Entry], places: Sequence[_Place], week: int) -> tuple[list[Session], int]:
    """The entries one after the other in these places, and the minutes for which there is no room."""
    _make_longer(places, sum(minutes for _, minutes in entries))
    sessions: list[Session] = []
    queue = list(places)
    missing = 0
    for concept_id, minutes in entries:
        left = minutes
        while left > 0:
            while queue and queue[0].taken >= queue[0].minutes:
                queue.pop(0)
            if not queue:
                missing += left
                break
            now = min(left, queue[0].minutes - queue[0].taken)
            start, end = queue[0].take(now)
            kind: Literal["learn", "review"] = "review" if concept_id is None else "learn"
            sessions.append(Session(start, end, kind, concept_id, week))
            left -= now
    return sessions, missing


def _make_longer(places: Sequence[_Place], needed: int) -> None:
    """Make room for what is needed, the same in each place as far as it can be made longer."""
    missing = needed - sum(max(place.minutes - place.taken, 0) for place in places)
    growing = [place for place in places if place.minutes < place.most]
    while missing > 0 and growing:
        share = -(-missing // len(growing))
        for place in growing:
            more = min(share + -share % _STEP_MINUTES, place.most - place.minutes, max(missing, 0))
            place.minutes += more
            missing -= more
        growing = [place for place in growing if place.minutes < place.most]


def _counted(sessions: Sequence[Session]) -> Iterator[Session]:
    def of(session: Session) -> str | int:
        return session.concept_id or session.week

    counts = Counter(map(of, sessions))
    seen: Counter[str | int] = Counter()
    for session in sessions:
        seen[of(session)] += 1
        yield replace(session, number=seen[of(session)], count=counts[of(session)])
