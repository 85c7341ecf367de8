"""Reads hours a week out of a goal: "6 hours a week", "1h a day", "每周六小时"."""

from collections.abc import Mapping

from milepost.catalog.matching.lazy_pattern import LazyPattern
from milepost.catalog.reading.numbers import NUMBER, NUMBER_ZH, middle, number

LEAST, MOST = 0.5, 60.0
WEEKS_PER_MONTH = 52 / 12

_PER_WEEK: Mapping[str, float] = {
    "week": 1, "weekly": 1, "wk": 1, "w": 1, "pw": 1, "weekend": 1, "day": 7, "daily": 7, "d": 7, "evening": 7,
    "night": 7, "nightly": 7, "morning": 7, "weekday": 5, "workday": 5, "work day": 5, "working day": 5,
    "month": 1 / WEEKS_PER_MONTH, "monthly": 1 / WEEKS_PER_MONTH,
    "周": 1, "星期": 1, "礼拜": 1, "周末": 1, "天": 7, "日": 7, "晚": 7, "天晚上": 7, "晚上": 7, "早上": 7, "天早上": 7,
    "工作日": 5, "月": 1 / WEEKS_PER_MONTH,
}  # fmt: skip

_AMOUNT = (
    rf"(?<![\w.])(?P<low>{NUMBER})(?:\s*(?:-|–|—|~|to|or)\s*(?P<high>{NUMBER}))?\s*\+?[\s-]*"
    r"(?P<unit>hours?|hrs?|h|minutes?|mins?)\b(?P<half>\s+and\s+a\s+half)?"
)
_OF = r"(?:\s+(?:of\s+)?(?:my\s+)?(?:free\s+)?(?:time|study|studying|learning|work|practice|practising|coding))?"
_PERIOD = (
    r"(?P<period>weekends?|weekdays?|work(?:ing)?\s?days?|weeks?|wk|w|days?|d"
    r"|evenings?|nights?|mornings?|months?)\b"
)
_AMOUNT_ZH = (
    rf"(?P<low>{NUMBER_ZH})(?:\s*(?:-|–|—|~|到|至)\s*(?P<high>{NUMBER_ZH}))?\s*多?个?(?P<half>半)?多?\s*"
    r"(?P<unit>小时|钟头|分钟|hours?|hrs?|h(?![a-z]))"
)
_PERIOD_ZH = r"(?:每|一)个?(?P<period>天晚上|天早上|晚上?|早上|工作日|周末|周|星期|礼拜|天|日|月)"

_PATTERNS = tuple(
    LazyPattern(pattern)
    for pattern in (
        # two hours, three times a week
        rf"{_AMOUNT}{_OF}\s*,?\s*(?P<times>{NUMBER}|once|twice)\s*(?:times|x|days|evenings|nights|mornings)?\s*(?:/|a|per|each|every)\s*week\b",
        # three evenings a week, two hours each
        rf"(?P<times>{NUMBER})\s*(?:times|days|evenings|nights|mornings)\s*(?:/|a|per|each|every)\s*week\b,?\s*(?:for\s+)?{_AMOUNT}(?:\s+each)?",
        # six hours a week
        rf"{_AMOUNT}{_OF}\s*(?:/|\ba\b|\bper\b|\beach\b|\bevery\b|\bin\s+a\b|\bon\b)\s*(?:single\s+)?{_PERIOD}",
        rf"{_AMOUNT}{_OF}\s*(?P<period>weekly|daily|nightly|monthly|pw)\b",
        # weekly six hours; every day for an hour; hours per week: 6
        rf"\b(?:each|every|per|a)\s+{_PERIOD}[,:]?\s*(?:i\s+\w+\s+|for\s+|about\s+|around\s+|study\s+)*{_AMOUNT}",
        rf"\b(?P<period>weekly|daily)\b[,:]?\s*(?:for\s+|about\s+|around\s+)*{_AMOUNT}",
        rf"\bhours?\s*(?:/|per|a|each)\s*(?P<period>week|day)\s*(?:is|[:=])\s*(?P<low>{NUMBER})(?P<high>)(?P<unit>)(?P<half>)",
        rf"{_AMOUNT_ZH}\s*(?:/|每|一)\s*个?(?P<period>周|星期|礼拜|天|日|月)",
        rf"{_PERIOD_ZH}[^，。；！？,.;!?\n\d]{{0,10}}?{_AMOUNT_ZH}",
        rf"{_AMOUNT_ZH}\s*(?:/|a|per)\s*(?P<period>week|day)\b",
    )
)


def read_hours(text: str) -> tuple[float, tuple[int, int]] | None:
    """Hours a week and where they stand, or None. Beyond the bounds of the product the nearest bound is read."""
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match is not None:
            hours = _hours_a_week(match.groupdict())
            if hours > 0:
                return min(max(hours, LEAST), MOST), match.span()
    return None


def _hours_a_week(found: Mapping[str, str | None]) -> float:
    amount = middle(found["low"] or "0", found.get("high") or None)
    if found.get("half"):
        amount += 0.5
    if (found.get("unit") or "").lower().startswith(("m", "分")):
        amount /= 60
    hours = (
        amount * _times(found.get("times")) if found.get("times") else amount * _per_week(found.get("period"))
    )
    return round(hours * 4) / 4 if hours >= LEAST else hours


def _times(word: str | None) -> float:
    named = {"once": 1.0, "twice": 2.0}
    return named.get((word or "").lower()) or number(word or "one")


def _per_week(period: str | None) -> float:
    word = " ".join((period or "week").lower().split())
    return _PER_WEEK.get(word) or _PER_WEEK.get(word.removesuffix("s"), 1)
