"""When a learner studies: days of the week with a time of day, set once for all roadmaps."""

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from milepost.domain.model import Value

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
#: Monday first, so that the index is what `date.weekday` says.
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)

TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
MINUTES_OF_A_DAY = 24 * 60
SLOTS_AT_MOST = 28
SHORTEST_MINUTES = 15
LONGEST_MINUTES = 12 * 60

#: How many evenings a week somebody who has not said anything studies: the fewest of about an hour and a quarter.
_USUAL_MINUTES = 75
_USUAL_DAYS: dict[int, tuple[Weekday, ...]] = {
    2: ("tuesday", "saturday"),
    3: ("monday", "wednesday", "saturday"),
    4: ("monday", "tuesday", "thursday", "saturday"),
    5: ("monday", "tuesday", "wednesday", "thursday", "saturday"),
    6: ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday"),
    7: WEEKDAYS,
}
EVENING, MORNING = "19:00", "09:00"
#: What still fits into an evening.
_EVENING_MINUTES = 180


class StudySlot(Value):
    """A time of the week that is kept for study."""

    weekday: Weekday
    start: TimeOfDay
    """Local time, in the time zone of the roadmap."""
    minutes: Annotated[int, Field(ge=SHORTEST_MINUTES, le=LONGEST_MINUTES, multiple_of=5, strict=True)]

    @property
    def start_minute(self) -> int:
        """Minutes after midnight."""
        hours, _, minutes = self.start.partition(":")
        return int(hours) * 60 + int(minutes)

    @property
    def end_minute(self) -> int:
        return self.start_minute + self.minutes


class StudyTimes(Value):
    """The times of a week; none means that nothing has been set."""

    slots: tuple[StudySlot, ...] = Field(default=(), max_length=SLOTS_AT_MOST)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        last: dict[Weekday, StudySlot] = {}
        for slot in self.in_order:
            if slot.end_minute > MINUTES_OF_A_DAY:
                raise ValueError(f"The time on {slot.weekday} at {slot.start} ends after midnight.")
            before = last.get(slot.weekday)
            if before is not None and before.end_minute > slot.start_minute:
                raise ValueError(f"Two times on {slot.weekday} overlap: {before.start} and {slot.start}.")
            last[slot.weekday] = slot
        return self

    @property
    def in_order(self) -> tuple[StudySlot, ...]:
        """From Monday morning to Sunday night."""
        return tuple(sorted(self.slots, key=lambda slot: (WEEKDAYS.index(slot.weekday), slot.start_minute)))

    @property
    def minutes_per_week(self) -> int:
        return sum(slot.minutes for slot in self.slots)


def usual_times(hours_per_week: float) -> StudyTimes:
    """Times for somebody who has set none: evenings, or where those are too short mornings, enough for the hours.

    Source: ADR 0020.
    """
    minutes = max(round(hours_per_week * 60), SHORTEST_MINUTES)
    count = min(max(-(-minutes // _USUAL_MINUTES), min(_USUAL_DAYS)), max(_USUAL_DAYS))
    each = -(-minutes // count)
    each = min(max(each + -each % 5, SHORTEST_MINUTES), LONGEST_MINUTES)
    start = EVENING if each <= _EVENING_MINUTES else MORNING
    return StudyTimes(
        slots=tuple(StudySlot(weekday=day, start=start, minutes=each) for day in _USUAL_DAYS[count])
    )
