"""A roadmap's sessions as an iCalendar file (RFC 5545), for any calendar program."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from milepost.domain.goals import Language
from milepost.domain.roadmaps import Concept
from milepost.domain.scheduling.study_sessions import Session
from milepost.workflow.read_calendar import RoadmapCalendar

if TYPE_CHECKING:
    import icalendar

#: How often programs that follow a feed are asked to look again.
REFRESH = timedelta(hours=4)
_WORDS: Mapping[str, Mapping[str, str]] = {
    Language.EN: {
        "review": "Review",
        "recall": "What you have learnt so far: recall it, then check.",
        "week": "Week {number}",
    },
    Language.ZH: {"review": "复习", "recall": "回忆之前学过的内容，再核对。", "week": "第 {number} 周"},
}


def render_calendar(calendar: RoadmapCalendar, *, public_url: str | None) -> bytes:
    """The file, with the same bytes for the same calendar.

    Args:
        calendar: What to write.
        public_url: Where people reach this server, for links to the concepts; without it there are none.

    Returns:
        UTF-8 with one event per session. An event keeps its identity when it moves, so that programs move it as well;
        what is done has a check mark. Times are local with the rules of their zone.
    """
    # Reading the library takes longer than writing a calendar, and most processes never write one.
    from icalendar import Calendar, Event, vDuration  # noqa: PLC0415

    writer = _Writer(calendar, public_url)
    file = Calendar.new(
        name=calendar.roadmap.title,
        prodid="-//Milepost//Study calendar//EN",
        calscale="GREGORIAN",
        method="PUBLISH",
        uid=f"{calendar.roadmap.roadmap_id}@milepost",
        last_modified=_whole_seconds(calendar.changed_at),
    )
    # Both, by RFC 7986 and by what came before it; the library knows neither as durations.
    file.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    file.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    file.add("X-WR-TIMEZONE", calendar.roadmap.time_zone)
    for session in calendar.timetable.sessions:
        file.add_component(writer.event(Event, session))
    if calendar.timetable.sessions:
        first, last = calendar.timetable.sessions[0].start, calendar.timetable.sessions[-1].end
        # The rules of a whole year before, so that programs know the offset at the beginning.
        file.add_missing_timezones(
            first_date=date(first.year - 1, 1, 1), last_date=date(last.year + 1, 12, 31)
        )
    text: bytes = file.to_ical()
    return text


class _Writer:
    def __init__(self, calendar: RoadmapCalendar, public_url: str | None) -> None:
        self.calendar = calendar
        self.public_url = public_url.rstrip("/") if public_url else None
        self.words = _WORDS.get(calendar.roadmap.language, _WORDS[Language.EN])
        self.concepts = {one.concept_id: one for one in calendar.plan.roadmap.concepts}
        self.changed_at = _whole_seconds(calendar.changed_at)

    def event(self, kind: "type[icalendar.Event]", session: Session) -> "icalendar.Event":
        concept = self.concepts.get(session.concept_id) if session.concept_id else None
        start, end = _written(session)
        return kind.new(
            uid=self._identity(session),
            stamp=self.changed_at,
            last_modified=self.changed_at,
            # Programs take the event with the higher number; minutes since 1970 never go back.
            sequence=int(self.changed_at.timestamp()) // 60,
            start=start,
            end=end,
            summary=self._title(session, concept),
            description=self._description(session, concept),
            url=self._address(concept),
        )

    def _identity(self, session: Session) -> str:
        roadmap_id = self.calendar.roadmap.roadmap_id
        if session.concept_id is None:
            week = self.calendar.plan.schedule.weeks[session.week - 1]
            return f"{roadmap_id}.review.{week.start.isoformat()}.{session.number}@milepost"
        return f"{roadmap_id}.{session.concept_id}.{session.number}@milepost"

    def _title(self, session: Session, concept: Concept | None) -> str:
        if concept is None:
            return self.words["review"]
        mark = "✓ " if self.calendar.found.states.get(concept.concept_id) == "done" else ""
        part = f" ({session.number}/{session.count})" if session.count > 1 else ""
        return f"{mark}{concept.name}{part}"

    def _description(self, session: Session, concept: Concept | None) -> str:
        about = concept.description if concept else self.words["recall"]
        week = self.words["week"].format(number=session.week)
        return "\n\n".join(text for text in (about, f"{self.calendar.roadmap.title} · {week}") if text)

    def _address(self, concept: Concept | None) -> str | None:
        if self.public_url is None:
            return None
        roadmap = f"{self.public_url}/app/roadmaps/{self.calendar.roadmap.roadmap_id}"
        return f"{roadmap}/concepts/{concept.concept_id}" if concept else roadmap


def _written(session: Session) -> tuple[datetime, datetime]:
    """Local times with their zone; in UTC where the clocks are put back and a local time means the first of two."""
    is_utc = isinstance(session.start.tzinfo, ZoneInfo) and session.start.tzinfo.key == "UTC"
    if is_utc or session.start.fold or session.end.fold:
        return session.start.astimezone(UTC), session.end.astimezone(UTC)
    return session.start, session.end


def _whole_seconds(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)
