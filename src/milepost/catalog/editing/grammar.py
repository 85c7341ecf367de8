"""The small grammar of changes in words, English and Chinese: what is asked for, and of which names.

Names have been found before and stand in the text as single marks, so that a name with "and" or a verb in it is never
taken apart. A clause is understood as a whole or not at all: a change that is only half understood is the wrong one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from milepost.catalog.editing.patterns import (
    ADDITION,
    ADDITIONS,
    CONTRACTIONS,
    FILLERS,
    GRAMMAR,
    HOURS,
    LISTS,
    MARK,
    NEGATED,
    NOT_WANTED,
    RENAME,
    SEPARATOR,
    SHAPES,
    Wish,
)

Obstacle = Literal["add", "hours", "unclear"]

#: Nobody asks for one change in more characters.
LONGEST_CLAUSE = 300


@dataclass(frozen=True, slots=True)
class Request:
    """One change that is asked for."""

    wish: Wish
    target: str
    """Marks, or a name in words that is still to be looked up; empty when it is what the clause before named."""
    clause: str
    other: str = ""
    """For `before`, `after` and `merge` the mark of the other part; for `rename` the new name; for `hours` and `split`
    the number in words or digits."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A clause that asks for nothing that can be done."""

    clause: str
    why: Obstacle


def requests_in(text: str) -> Iterator[Request | NotUnderstood]:
    """What a text asks for, clause by clause, in its order. Names stand in it as marks.

    A list of names is one target ("drop X, Y and Z"); where that reading leaves more clauses without sense than
    reading each alone, each is read alone.
    """
    lists: dict[str, str] = {}

    def as_one(found: re.Match[str]) -> str:
        marks = "".join(re.findall(MARK, found.group()))
        lists[marks] = found.group()
        return marks

    whole = [_with_lists(one, lists) for one in _read(LISTS.sub(as_one, text))]
    if not any(isinstance(one, NotUnderstood) for one in whole):
        yield from whole
        return
    apart = list(_read(text))
    yield from min((whole, apart), key=lambda read: sum(isinstance(one, NotUnderstood) for one in read))


def _with_lists(read: Request | NotUnderstood, lists: Mapping[str, str]) -> Request | NotUnderstood:
    """The same with its clause as it was written."""
    clause = read.clause
    for marks, written in lists.items():
        clause = clause.replace(marks, written)
    return replace(read, clause=clause)


def _read(text: str) -> Iterator[Request | NotUnderstood]:
    carried: Request | None = None
    for clause in _clauses(text):
        request = _request(clause)
        if request is None and carried is not None and re.fullmatch(rf"(?:{MARK}\s*)+", _plain(clause)):
            # "drop X, Y": the second name wants what was wanted of the first.
            request = Request(carried.wish, "".join(re.findall(MARK, clause)), clause)
        carried = (
            request if request is not None and request.wish in {"drop", "know", "earlier", "later"} else None
        )
        yield request or NotUnderstood(clause, _obstacle(clause))


def _clauses(text: str) -> Iterator[str]:
    """The clauses of a text. A new name runs on over separators up to the next clause that is a request."""
    waiting: list[str] = []
    for piece in re.split(f"({SEPARATOR.pattern})", text, flags=re.IGNORECASE):
        is_part = bool(piece.strip()) and not SEPARATOR.fullmatch(piece)
        if is_part and waiting and not (_is_rename("".join(waiting)) and _request(piece.strip()) is None):
            yield _joined(waiting)
            waiting = []
        if is_part or waiting:
            waiting.append(piece)
    if waiting:
        yield _joined(waiting)


def _joined(pieces: list[str]) -> str:
    """The pieces of a clause without the separators behind it."""
    while not pieces[-1].strip() or SEPARATOR.fullmatch(pieces[-1]):
        pieces.pop()
    return "".join(pieces).strip()


def _is_rename(clause: str) -> bool:
    return any(pattern.match(clause.strip()) for pattern in RENAME)


def _request(clause: str) -> Request | None:
    if len(clause) > LONGEST_CLAUSE:
        return None
    plain = _plain(clause)
    is_negated = NEGATED.search(NOT_WANTED.sub("", plain)) is not None
    if not is_negated and (shape := _first(SHAPES, plain, clause)) is not None:
        return shape
    for pattern in RENAME:
        if found := pattern.fullmatch(clause):
            return Request("rename", found["target"], clause, found["other"].strip())
    if is_negated:
        return None
    if ADDITION.search(plain):
        return _first([("add", pattern) for pattern in ADDITIONS], plain, clause)
    return _first(GRAMMAR, plain, clause)


def _first(grammar: Sequence[tuple[Wish, re.Pattern[str]]], plain: str, clause: str) -> Request | None:
    """What the first pattern that fits asks for."""
    for wish, pattern in grammar:
        if found := pattern.fullmatch(plain):
            groups = found.groupdict()
            return Request(wish, (groups.get("target") or "").strip(), clause, groups.get("other") or "")
    return None


def _plain(clause: str) -> str:
    """The clause in lower case without contractions, fillers and needless space."""
    for pattern, whole in CONTRACTIONS:
        clause = pattern.sub(whole, clause)
    clause = " ".join(FILLERS.sub(" ", clause).lower().split())
    # Chinese is written without spaces; those around a name or left by a filler say nothing.
    return re.sub(
        rf"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff]|{MARK})|(?<={MARK}) +(?=[\u4e00-\u9fff])", "", clause
    )


def _obstacle(clause: str) -> Obstacle:
    if HOURS.search(clause):
        return "hours"
    return "add" if ADDITION.search(clause) else "unclear"
