"""Reads hours, deadline, level and known skills out of a goal, and leaves what is to be learnt."""

import re
from datetime import date
from typing import NamedTuple, TypeVar

from milepost.catalog.matching.lazy_pattern import LazyPattern
from milepost.catalog.matching.text import normalise
from milepost.catalog.reading.deadline import read_deadline
from milepost.catalog.reading.hours import read_hours
from milepost.catalog.reading.known import KnownPhrase, read_known
from milepost.catalog.reading.level import read_level
from milepost.domain.goals import Language, Level


class Reading(NamedTuple):
    """A goal taken apart."""

    hours_per_week: float | None
    deadline: date | None
    level: Level | None
    known: tuple[KnownPhrase, ...]
    language: Language
    rest: str
    """What was not read: the goal proper, normalised."""
    fallback: str
    """What the goal may mean when `rest` says nothing: objects of clauses about (not) knowing."""


#: What is taken out leaves a break, so that the words on both sides do not grow together.
_BREAK = " ; "

#: Who somebody is, up to the wish or the end of the clause, is no goal.
_BACKGROUND = LazyPattern(
    r"\b(?:i\s+am|i'm|im|i\s+work|i've\s+worked|my\s+(?:background|job|profession)\s+is)\s+(?!(?:able|trying|looking|interested|going|learning|planning|hoping|keen|aiming|"
    r"preparing|studying|curious|missing|lacking|after|about|ready|keen|eager|determined|supposed|expected|asked|required|"
    r"struggling|tired|scared|afraid|sick|stuck|lost|hooked|told)\b)[^,.;!?\n]*?(?=[,.;!?\n]|$|\s+(?:and|but|who|so)\s+(?:i\s+)?(?:want|would|need|wish|like|hope|plan)|\s+(?:wanting|looking|trying|hoping|who|aiming)\b)"
)
#: "Retired teacher here."
_HERE = LazyPattern(r"(?:^|(?<=[.;!?\n]))[^,.;!?\n]{1,60}\bhere(?=\s*[,.;!?\n])")
#: "Java developer who wants to …", "As a PHP developer I want to …".
_TRADE = LazyPattern(
    r"(?:^|(?<=[.;!?\n]))\s*[^,.;!?\n]{1,60}?(?=\s+who\s+(?:now\s+)?(?:want|would|need|wish|like))"
    r"|\bas\s+an?\s+[^,.;!?\n]{1,40}?(?=\s+i\b|,)"
)
_BACKGROUND_ZH = LazyPattern(
    r"我(?:是|在|从事|今年)[^，。；！？,.;!?\n]*?(?=[，。；！？,.;!?\n]|想|要学|希望|打算|准备|$)"
)
#: What is ruled out is not wanted: "Java, not JavaScript", "不是Java".
_RULED_OUT = LazyPattern(
    r"(?:(?<=[,(;])\s*(?:and\s+|definitely\s+|certainly\s+|please\s+|but\s+)*|\band\s+)(?:(?:i\s+)?(?:do\s+not|don't)\s+mean|not)\s+"
    r"(?!only\b|just\b|sure\b|yet\b|to\b|so\b|too\b|much\b|know|afraid|fooling|bad\b)[^,.;!?()\n]{1,40}(?=[,.;!?()\n]|$)"
    r"|(?<=[,。;(])\s*(?:可)?不是\s*[^,.;!?()\n。]{1,14}(?=[,.;!?()\n。]|$)"
)
Read = TypeVar("Read")

_CJK = re.compile(r"[\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def read_goal(text: str, today: date) -> Reading:
    """Take a goal apart. Any text may be given; what is not understood stays in `rest`."""
    whole = normalise(text)
    hours, rest = _take(read_hours(whole), whole)
    deadline, rest = _take(read_deadline(rest, today), rest)
    rest, known, fallback = _take_known(_RULED_OUT.sub(_BREAK, rest))
    level, rest = _take(read_level(rest), rest)
    rest = _BACKGROUND_ZH.sub(_BREAK, _BACKGROUND.sub(_BREAK, _TRADE.sub(_BREAK, _HERE.sub(_BREAK, rest))))
    return Reading(hours, deadline, level, known, detect_language(whole), rest, fallback)


def detect_language(text: str) -> Language:
    """Chinese when at least two characters are and they are not outnumbered by Latin words."""
    chinese = len(_CJK.findall(text))
    return Language.ZH if chinese >= 2 and chinese >= len(_LATIN_WORD.findall(text)) else Language.EN


def _take(found: tuple[Read, tuple[int, int]] | None, text: str) -> tuple[Read | None, str]:
    if found is None:
        return None, text
    value, (start, end) = found
    return value, text[:start] + _BREAK + text[end:]


def _take_known(text: str) -> tuple[str, tuple[KnownPhrase, ...], str]:
    rest, known, fallback = "", list[KnownPhrase](), list[str]()
    position = 0
    for clause in read_known(text):
        rest += text[position : clause.start] + _BREAK
        position = clause.end
        if clause.denied:
            fallback.extend(phrase.text for phrase in clause.phrases)
        else:
            known.extend(clause.phrases)
    return rest + text[position:], tuple(known), _BREAK.join(fallback)
