"""The forms a deadline takes in English: "by the end of March", "in 3 months", "before Christmas"."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from milepost.catalog.matching.lazy_pattern import LazyPattern
from milepost.catalog.reading.days import (
    Edge,
    after,
    end_of_week,
    month_day,
    next_such_day,
    next_such_month,
    plus_months,
    year_day,
)
from milepost.catalog.reading.numbers import NUMBER, number

Rule = Callable[[re.Match[str], date], date | None]
"""From a match and today to the day that is meant; None when it is no deadline after all."""

_MONTHS = {
    "jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4, "may": 5, "jun": 6,
    "june": 6, "jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "oct": 10,
    "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
_WEEKDAYS = {
    "mon": 0, "monday": 0, "tue": 1, "tues": 1, "tuesday": 1, "wed": 2, "wednesday": 2, "thu": 3, "thurs": 3,
    "thursday": 3, "fri": 4, "friday": 4, "sat": 5, "saturday": 5, "sun": 6, "sunday": 6,
}  # fmt: skip
#: First and last month of each season, as most of the world's calendars print them.
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_FEASTS = {
    "christmas": (12, 25), "xmas": (12, 25), "christmas eve": (12, 24), "new year": (12, 31),
    "new year's": (12, 31), "new year's eve": (12, 31), "new years": (12, 31), "new years eve": (12, 31),
    "halloween": (10, 31),
}  # fmt: skip
_EDGES: dict[str, Edge] = {
    "end": "end", "close": "end", "late": "end", "middle": "middle", "mid": "middle", "start": "start",
    "beginning": "start", "early": "start",
}  # fmt: skip
_UNITS = {"wk": "week"}
_PAST = LazyPattern(
    r"\b(?:been|have|has|had|worked|working|studied|used|coded|coding|programmed|experience|'ve)\b[^,.;!?]*$"
)


def is_plainly_a_deadline(match: re.Match[str]) -> bool:
    """Whether a day in the past was still meant as a deadline, so that the learner has to be told."""
    return _how(match).startswith(("by", "before", "until", "til", "no", "deadline", "due"))


def _iso(match: re.Match[str], _today: date) -> date:
    return _moved(match, date(int(match["year"]), int(match["month"]), int(match["day"])))


def _numeric(match: re.Match[str], _today: date) -> date | None:
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if match["mark"] == "." or one > 12:
        return _moved(match, date(year, other, one))
    if other > 12 or one == other:
        return _moved(match, date(year, one, other))
    return None  # 03/04 is March or April, depending on who writes it


def _day_in_month(match: re.Match[str], today: date) -> date:
    month, day = _month(match), int(match["day"])
    if match["year"]:
        return _moved(match, date(int(match["year"]), month, day))
    return _moved(match, next_such_day(today, month, day))


def _month_alone(match: re.Match[str], today: date) -> date | None:
    if _how(match) in {"at", "on"} and not _edge(match):
        return None  # one starts on a day, not on a month
    if match["month"] == "may" and _how(match) in {"for", "this"}:
        return None  # more likely the verb
    edge = _edge(match) or ("end" if _how(match) in {"in", "this"} else "start")
    if match["year"]:
        return _moved(match, month_day(int(match["year"]), _month(match), edge))
    return _moved(match, next_such_month(today, _month(match), edge))


def _quarter(match: re.Match[str], today: date) -> date:
    last = int(match["quarter"]) * 3
    at_end = _edge(match) == "end" or _how(match) == "in"
    month = last if at_end else last - 2
    edge: Edge = "end" if at_end else "start"
    if match["year"]:
        return _moved(match, month_day(int(match["year"]), month, edge))
    return _moved(match, next_such_month(today, month, edge))


def _period(match: re.Match[str], today: date) -> date | None:
    """`the end of the year`, `next month`."""
    which = _which(match)
    if not which and not _edge(match):
        return None
    following = int(which == "next")
    match match["period"].lower():
        case "month":
            month = plus_months(today, following)
            return _moved(match, month_day(month.year, month.month, _edge(match) or "end"))
        case "quarter":
            last = plus_months(today.replace(day=1), 2 - (today.month - 1) % 3 + 3 * following)
            return _moved(match, month_day(last.year, last.month, "end"))
        case "year":
            return _moved(match, year_day(today.year + following, _edge(match) or "end"))
        case _:
            return _moved(match, end_of_week(today, following))


def _season(match: re.Match[str], today: date) -> date | None:
    season, how = match["season"].lower(), _how(match)
    if season == "spring" and how == "in" and " the " not in match.group() and not _which(match):
        return None  # more likely the framework
    first, last = _SEASONS[season]
    at_end = _edge(match) == "end" or how == "in" or _which(match) == "this"
    for year in range(today.year - 1, today.year + 3):
        day = month_day(year + (last < first), last, "end") if at_end else date(year, first, 1)
        if day > today:
            return _moved(match, day)
    return None


def _year_alone(match: re.Match[str], today: date) -> date | None:
    year = int(match["year"])
    if not today.year - 50 <= year <= today.year + 20:
        return None
    edge = _edge(match) or ("end" if _how(match) in {"in", "this"} else "start")
    return _moved(match, year_day(year, edge))


def _weekday(match: re.Match[str], today: date) -> date:
    ahead = (_WEEKDAYS[match["weekday"].lower()] - today.weekday()) % 7 or 7
    if _which(match) == "next" and today.weekday() + ahead < 7:
        ahead += 7
    return _moved(match, today + timedelta(days=ahead))


def _feast(match: re.Match[str], today: date) -> date:
    return _moved(match, next_such_day(today, *_FEASTS[" ".join(match["feast"].lower().split())]))


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    for months in range(4):
        month = plus_months(today.replace(day=1), months)
        try:
            day = month.replace(day=int(match["day"]))
        except ValueError:  # the 31st waits for a month that has one
            continue
        if day > today:
            return _moved(match, day)
    return None


def _tomorrow(_match: re.Match[str], today: date) -> date:
    return today + timedelta(days=1)


def _duration(match: re.Match[str], today: date) -> date | None:
    found = match.groupdict()
    if found.get("how") == "for" and _PAST.search(match.string[: match.start()]):
        return None  # "I have used it for two years"
    count = number(found.get("high") or match["low"]) + (0.5 if found.get("half") else 0)
    unit = match["unit"].lower().removesuffix("s")
    return after(today, count, _UNITS.get(unit, unit))


def _how(match: re.Match[str]) -> str:
    return (match.groupdict().get("how") or "").lower()


def _which(match: re.Match[str]) -> str:
    return (match.groupdict().get("which") or ("this" if _how(match) == "this" else "")).lower()


def _edge(match: re.Match[str]) -> Edge | None:
    return _EDGES.get((match.groupdict().get("edge") or "").lower())


def _month(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].lower()]


def _moved(match: re.Match[str], day: date) -> date:
    return day - timedelta(days=1) if _how(match) == "before" else day


def _any_of(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_M = rf"(?P<month>{_any_of(list(_MONTHS))})\b\.?"
_Y = r"(?P<year>\d{4})"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?{_Y})?"
_EDGE = r"(?:(?P<edge>end|close|start|beginning|middle|mid|early|late)(?:\s+of|\s+in|-)?\s*(?:the\s+)?)?"
_HOW_BY = r"by|before|until|till|til|(?:no|not)\s+later\s+than|deadline(?:\s+is)?:?|due(?:\s+by|\s+on)?"
_SMALL = rf"(?:the\s+|about\s+|around\s+|next\s+(?={_any_of(list(_MONTHS))}))*"
_BY = rf"\b(?P<how>{_HOW_BY})\s+{_SMALL}"
_AT = rf"\b(?P<how>{_HOW_BY}|for|in|at|this|on)\s+{_SMALL}"
_IN_OR_BY = rf"\b(?P<how>{_HOW_BY}|in)\s+{_SMALL}"
_ABOUT = (
    r"(?:(?:the\s+next|the\s+coming|next|less\s+than|under|about|around|only|just|roughly|at\s+most)\s+)*"
)
_UNIT = r"(?P<unit>days?|weeks?|wks?|fortnights?|months?|quarters?|years?)\b"
_COUNT = rf"(?P<low>{NUMBER})"
_WITHIN = r"(?P<how>in|within|over|during|for|inside|under)"
_UP_TO = rf"(?:\s*(?:-|–|to|or)\s*(?P<high>{NUMBER}))?"
_AND_HALF = r"(?P<half>\s+and\s+a\s+half)?"
_NO_EXPERIENCE = r"(?!\s+(?:of\s+)?experience)"
_ENDS = r"(?![\w-])"

ENGLISH_RULES: tuple[tuple[LazyPattern, Rule], ...] = tuple(
    (LazyPattern(pattern), rule)
    for pattern, rule in (
        (rf"(?:{_AT})?(?<!\d){_Y}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)", _iso),
        (rf"{_AT}(?P<one>\d{{1,2}})(?P<mark>[/.])(?P<other>\d{{1,2}})(?P=mark){_Y}(?!\d)", _numeric),
        (rf"{_AT}{_D}\s+(?:of\s+)?{_M}{_OF_YEAR}{_ENDS}", _day_in_month),
        (rf"{_AT}{_M}\s+(?:the\s+)?{_D}(?!\d){_OF_YEAR}{_ENDS}", _day_in_month),
        (rf"{_AT}{_EDGE}(?:next\s+)?{_M}{_OF_YEAR}{_ENDS}", _month_alone),
        (rf"{_AT}{_EDGE}Q(?P<quarter>[1-4]){_OF_YEAR}{_ENDS}", _quarter),
        (rf"{_AT}{_EDGE}(?P<which>this|next)?\s*(?P<period>weekend|week|month|quarter|year){_ENDS}", _period),
        (rf"{_AT}{_EDGE}(?P<which>this|next)?\s*(?P<season>{_any_of(list(_SEASONS))}){_ENDS}", _season),
        (rf"{_IN_OR_BY}{_EDGE}{_Y}{_ENDS}", _year_alone),
        (rf"{_BY}(?:this\s+|(?P<which>next)\s+)?(?P<weekday>{_any_of(list(_WEEKDAYS))}){_ENDS}", _weekday),
        (rf"{_AT}(?P<feast>{_any_of(list(_FEASTS))}){_ENDS}", _feast),
        (rf"{_BY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b", _day_of_month),
        (r"\bby\s+tomorrow\b", _tomorrow),
        (rf"\b{_WITHIN}\s+{_ABOUT}{_COUNT}{_UP_TO}[\s-]*{_UNIT}{_AND_HALF}{_NO_EXPERIENCE}", _duration),
        (rf"\b{_COUNT}[\s-]*{_UNIT}\s+(?:from\s+now|to\s+(?:learn|go|prepare|do\s+it)|left)\b", _duration),
        (rf"\bhave\s+(?:only\s+|about\s+)?{_COUNT}\s+{_UNIT}(?!\s+(?:of|experience))", _duration),
        (rf"(?<![\w.]){_COUNT}-{_UNIT}", _duration),
    )
)
