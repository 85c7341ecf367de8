"""Reads parsed JSON piece by piece, and refuses what is not of the expected shape at its place.

For the checker of roadmaps, with which it stands alone: nothing that makes roadmaps may use it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

Object = Mapping[str, object]


class Refused(Exception):
    """Something does not hold; `place` is the JSON pointer to it."""

    def __init__(self, place: str, reason: str, *, rule: str | None = None) -> None:
        """`rule` names the rule that is broken, where that is another than the one being checked."""
        self.place = place
        self.reason = reason
        self.rule = rule
        super().__init__(reason)


def object_of(value: object, place: str) -> Object:
    if not isinstance(value, dict):
        raise _misshapen(place, "an object is needed here")
    return value


def array_of(value: object, place: str) -> Sequence[object]:
    if not isinstance(value, list):
        raise _misshapen(place, "an array is needed here")
    return value


def text_of(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _misshapen(place, "a text is needed here")
    return value


def texts_of(value: object, place: str) -> list[str]:
    return [text_of(one, f"{place}/{index}") for index, one in enumerate(array_of(value, place))]


def number_of(value: object, place: str) -> float:
    # NaN and infinity come out of lenient JSON parsers; a whole number may be too large for a float.
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e9 < value < 1e9:
        raise _misshapen(place, "a number is needed here")
    return float(value)


def day_of(value: object, place: str) -> date:
    try:
        return date.fromisoformat(text_of(value, place))
    except ValueError:
        raise _misshapen(place, "a day such as 2026-03-31 is needed here") from None


def parts_of(parent: Object, place: str, key: str) -> Iterator[tuple[str, Object]]:
    """The objects of an array, each with its place."""
    for index, part in enumerate(array_of(parent.get(key), f"{place}/{key}")):
        yield f"{place}/{key}/{index}", object_of(part, f"{place}/{key}/{index}")


def _misshapen(place: str, reason: str) -> Refused:
    return Refused(place, reason, rule="shape")
