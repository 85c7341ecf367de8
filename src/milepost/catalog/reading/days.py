"""Days counted from another day: ends of months, the next such day, so many weeks from now."""

import calendar
from datetime import date, timedelta
from typing import Literal

Edge = Literal["start", "middle", "end"]

_DAYS = {"week": 7, "fortnight": 14, "day": 1}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
#: More is a slip or a joke.
_MOST_COUNTED = 5000


def month_day(year: int, month: int, edge: Edge) -> date:
    """The first day of a month, its 15th, or its last."""
    if edge == "end":
        return date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, 15 if edge == "middle" else 1)


def year_day(year: int, edge: Edge) -> date:
    """1 January, 30 June or 31 December."""
    return {"start": date(year, 1, 1), "middle": date(year, 6, 30), "end": date(year, 12, 31)}[edge]


def plus_months(day: date, months: int) -> date:
    """So many months later; on the last day of the month where the month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_such_day(today: date, month: int, day: int) -> date:
    """The first day of this name after `today`; 29 February waits for its year."""
    for year in range(today.year, today.year + 9):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) > today:
            return date(year, month, day)
    raise ValueError("There is no such day.")


def next_such_month(today: date, month: int, edge: Edge) -> date:
    """The start, middle or end of a month, the first one after `today`."""
    day = month_day(today.year, month, edge)
    return day if day > today else month_day(today.year + 1, month, edge)


def end_of_week(today: date, weeks: int) -> date:
    """The Sunday of this week, or of a week so many later."""
    return today + timedelta(days=6 - today.weekday(), weeks=weeks)


def after(today: date, count: float, unit: str) -> date | None:
    """The day so many days, weeks, fortnights, months, quarters or years later; None when nobody counts so far."""
    if not 0 < count <= _MOST_COUNTED:
        return None
    if unit in _MONTHS:
        months = count * _MONTHS[unit]
        return plus_months(today, int(months)) + timedelta(days=round(months % 1 * 30))
    return today + timedelta(days=max(1, round(count * _DAYS[unit])))
