"""Reads a deadline out of a goal, in English or Chinese."""

from datetime import date

from milepost.catalog.reading.deadline_chinese import CHINESE_RULES
from milepost.catalog.reading.deadline_english import ENGLISH_RULES, is_plainly_a_deadline

#: Nobody plans further; more is a slip or a joke, and is not read.
MOST_DAYS = 20 * 366


def read_deadline(text: str, today: date) -> tuple[date, tuple[int, int]] | None:
    """The deadline and where it stands, or None.

    A day without a year is the next such day after `today`. "By June" is its first day and "in June" its last;
    "before" a day is the day before it, except in Chinese, where 前 includes a day that is named.
    """
    for pattern, rule in (*ENGLISH_RULES, *CHINESE_RULES):
        for match in pattern.finditer(text):
            try:
                day = rule(match, today)
            except (ValueError, OverflowError):  # 31 June, the year 0
                continue
            if day is None or (day - today).days > MOST_DAYS:
                continue
            if day > today or is_plainly_a_deadline(match):
                return day, match.span()
    return None
