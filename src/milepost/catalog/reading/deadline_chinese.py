"""The forms a deadline takes in Chinese: 六月底前, 三个月内, 明年3月31日之前."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from milepost.catalog.matching.lazy_pattern import LazyPattern
from milepost.catalog.reading.days import Edge, after, end_of_week, month_day, plus_months, year_day
from milepost.catalog.reading.numbers import NUMBER_ZH, number

Rule = Callable[[re.Match[str], date], date | None]

_YEARS = {"今": 0, "明": 1, "后": 2}
_EDGES: dict[str, Edge] = {
    "底": "end", "末": "end", "下旬": "end", "中": "middle", "中旬": "middle", "上旬": "start", "初": "start",
}  # fmt: skip
_UNITS = {
    "天": "day",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "月": "month",
    "季度": "quarter",
    "年": "year",
}


def _day_or_month(match: re.Match[str], today: date) -> date | None:
    """A month, with a day or without. One that nothing marks as a deadline is none."""
    if not (match["day"] or match["part"] or match["before"] or match["led"]):
        return None
    month = int(number(match["month"]))
    if match["day"]:
        day = int(number(match["day"]))
        return _in_year(match, today, lambda year: date(year, month, day))
    edge = _EDGES.get(match["part"] or "") or ("end" if match["before"] in {"内", "之内", "里"} else "start")
    found = _in_year(match, today, lambda year: month_day(year, month, edge))
    is_before = match["before"] in {"前", "之前", "以前"} and not match["part"]
    return found - timedelta(days=1) if is_before else found


def _in_year(match: re.Match[str], today: date, day_in: Callable[[int], date]) -> date:
    year = match["year"]
    if year:
        return day_in(today.year + _YEARS[year] if year in _YEARS else int(year))
    day = _first_valid(day_in, today.year)
    return day if day > today else _first_valid(day_in, today.year + 1)


def _first_valid(day_in: Callable[[int], date], year: int) -> date:
    """29 February waits for its year."""
    for candidate in range(year, year + 8):
        try:
            return day_in(candidate)
        except ValueError:
            continue
    raise ValueError("There is no such day.")


def _year(match: re.Match[str], today: date) -> date:
    return year_day(
        today.year + _YEARS.get(match["which"] or "", 0), _EDGES.get(match["part"] or "") or "end"
    )


def _month(match: re.Match[str], today: date) -> date:
    month = plus_months(today, int(match["which"].startswith("下")))
    return month_day(month.year, month.month, "end")


def _week(match: re.Match[str], today: date) -> date:
    return end_of_week(today, int(match["which"].startswith("下")))


def _duration(match: re.Match[str], today: date) -> date | None:
    half = 0.5 if match["half"] or match["and_half"] else 0
    return after(today, number(match["low"]) + half, _UNITS[match["unit"]])


_LED = r"(?P<led>截止到?|截至|赶在|争取在|到|在|于|至)?\s*"
_BEFORE = r"(?P<before>之前|以前|前|为止|之内|内|里)?"
_PART = r"(?P<part>底|末|初|中旬|中|上旬|下旬)"
_MONTH = rf"(?P<month>{NUMBER_ZH})月(?:份)?"
_DAY = rf"(?P<day>{NUMBER_ZH})"

_FOR = r"(?<![每\d])(?:用|在|花)?\s*"
_COUNT = rf"(?P<low>{NUMBER_ZH})\s*(?:个(?P<half>半)?\s*(?=月|星期|礼拜|季度))?"
_UNIT = r"(?P<unit>天|周|星期|礼拜|月|季度|年)"
_WITHIN = r"(?:之内|以内|内|以后|之后|后|的?时间|里|学会|学完|学好|掌握|搞定|速成|入门)"

CHINESE_RULES: tuple[tuple[LazyPattern, Rule], ...] = tuple(
    (LazyPattern(pattern), rule)
    for pattern, rule in (
        (rf"{_LED}(?P<year>\d{{4}})年{_MONTH}(?:{_DAY}[日号]?|{_PART})?{_BEFORE}", _day_or_month),
        (
            rf"{_LED}(?:(?P<year>今|明|后)年)?(?<![\d个]){_MONTH}(?:{_DAY}[日号]|{_PART})?{_BEFORE}",
            _day_or_month,
        ),
        (rf"{_LED}(?:(?P<which>今|明|后)年年?|年)(?P<part>底|末|中|初){_BEFORE}", _year),
        (r"(?P<which>今|明|后)年(?P<part>)(?:之前|以前|前|之内|内|里)", _year),
        (rf"{_LED}(?P<which>本|这个?|下个?)月(?:底|末)?{_BEFORE}", _month),
        (rf"{_LED}(?P<which>)月(?:底|末){_BEFORE}", _month),
        (rf"{_LED}(?P<which>本|这个?|下个?)(?:周|星期|礼拜)(?:末|日|天)?{_BEFORE}", _week),
        (rf"{_FOR}{_COUNT}{_UNIT}(?P<and_half>半)?\s*{_WITHIN}", _duration),
    )
)
