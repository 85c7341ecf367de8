"""Text as the matcher sees it: normalised, cut into Latin words and Chinese characters, each with a weight."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from milepost.catalog.matching.everyday_words import EVERYDAY_WORDS, EVERYDAY_WORDS_ZH
from milepost.catalog.matching.words import FUNCTION_WORDS, FUNCTION_WORDS_ZH, GENERIC_WORDS, GENERIC_WORDS_ZH

GENERIC_WEIGHT = 0.25
#: Two Chinese characters say about as much as one word.
CJK_WEIGHT = 0.5

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNIT = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:['’][^\W_{_CJK}]+)?(?:\+\+|#)?")
#: Punctuation that parts phrases; dots, slashes and hyphens inside a name (`re.search`, `CI/CD`) do not.
_BREAK = re.compile(r"[,;!?()\[\]{}\"“”„«»|\n、。！？，；：《》【】…]|[.:](?=\s)|\s[-–—/&+]+\s")
_CONTRACTED = re.compile(r"'(?:s|d|m|ll|re|ve)$")
_CJK_CHARACTER = re.compile(rf"[{_CJK}]")
_CJK_RUN = re.compile(rf"[{_CJK}]+")


class Unit(msgspec.Struct, frozen=True):
    """One Latin word or one Chinese character of a text."""

    token: str
    """In lower case, singular."""
    start: int
    end: int
    weight: float
    """1 for a telling word, a half for a Chinese character, a quarter of that when generic, 0 for function words."""
    is_cjk: bool
    gap: bool
    """Whether punctuation stands between the unit before and this one."""
    likeness: float = 1.0
    """How like the word is to what was typed; below 1 when it was misspelt and is replaced by a known one."""

    @property
    def is_telling(self) -> bool:
        return self.weight >= CJK_WEIGHT


def normalise(text: str) -> str:
    """NFKC with accents and odd quotes taken off; case is kept for showing."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFD", folded)
    kept = "".join(character for character in decomposed if not ("\u0300" <= character <= "\u036f"))
    return unicodedata.normalize("NFC", kept)


def singular(word: str) -> str:
    """A naive singular: it only has to treat phrases and questions alike."""
    if word in {"apis", "clis", "guis"}:
        return word[:-1]
    if word in {"pandas", "pythons"}:  # the library is no animal, and the animals no language
        return word
    if (
        len(word) < 4
        or not word.isascii()
        or not word.endswith("s")
        or word.endswith(("ss", "us", "is", "ous"))
    ):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def units_of(text: str) -> Sequence[Unit]:
    """The units of a normalised text, in order."""
    light = _light_characters(text)
    units: list[Unit] = []
    end_before = 0
    for match in _UNIT.finditer(text):
        start, end = match.span()
        gap = bool(units) and _BREAK.search(text, end_before, start) is not None
        raw = match.group()
        if _CJK_CHARACTER.match(raw):
            unit = Unit(raw, start, end, light.get(start, CJK_WEIGHT), is_cjk=True, gap=gap)
        else:
            token = singular(_CONTRACTED.sub("", raw.lower()))
            unit = Unit(token, start, end, word_weight(token), is_cjk=False, gap=gap)
        units.append(unit)
        end_before = end
    return units


def word_weight(token: str) -> float:
    """How much a token tells of a goal."""
    if not token.isascii():
        return GENERIC_WEIGHT if token in _LITTLE_ZH else 0.0 if token in FUNCTION_WORDS_ZH else 1.0
    if token in _FUNCTION or token.isdigit() or (len(token) == 1 and token not in {"c", "r"}):
        return 0.0
    # The number of an exam, such as 1Z0-071, says nothing by itself.
    is_number = len(token) > 2 and token[0].isdigit()
    return GENERIC_WEIGHT if is_number or token in _GENERIC else 1.0


def tokens_of(units: Iterable[Unit]) -> list[tuple[str, frozenset[int]]]:
    """Words and pairs of neighbouring Chinese characters, each with the places of its units.

    A character without a Chinese neighbour is a token of its own.
    """
    found: list[tuple[str, frozenset[int]]] = []
    run: list[tuple[int, Unit]] = []
    for place, unit in enumerate(units):
        if unit.is_cjk and not (unit.gap and run):
            run.append((place, unit))
            continue
        found.extend(_pairs(run))
        run = [(place, unit)] if unit.is_cjk else []
        if not unit.is_cjk:
            found.append((unit.token, frozenset({place})))
    found.extend(_pairs(run))
    return found


def squeezed(units: Iterable[Unit]) -> str:
    """The tokens without anything between them, so that `command-line` and `commandline` are one."""
    return "".join(unit.token for unit in units)


def stem(word: str) -> str:
    """A word without the endings that its use gives it: `predicting` and `predicts`, `colour` and `color` are one."""
    if len(word) < 5 or not word.isascii():
        return word
    word = word.replace("our", "or").replace("isation", "ization").replace("ys", "yz").replace("is", "iz")
    for ending in ("ing", "ed", "er"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            return word[:-1] if word[-1] == word[-2] and word[-1] not in "ls" else word
    return word.removesuffix("e")


def stemmed(units: Iterable[Unit]) -> str:
    """The stems without anything between them."""
    return "".join(stem(unit.token) for unit in units)


def similarity(one: str, other: str) -> float:
    """1 for equal words, less by each letter added, dropped, changed or swapped with its neighbour, over the length."""
    longest = max(len(one), len(other))
    return 1.0 - _edits(one, other) / longest if longest else 1.0


def _pairs(run: Sequence[tuple[int, Unit]]) -> list[tuple[str, frozenset[int]]]:
    if len(run) == 1:
        place, unit = run[0]
        return [(unit.token, frozenset({place}))]
    return [
        (left.token + right.token, frozenset({before, after}))
        for (before, left), (after, right) in pairwise(run)
    ]


def _light_characters(text: str) -> dict[int, float]:
    """The weight of each Chinese character that belongs to a function word or a generic word, by position."""
    weights: dict[int, float] = {}
    for run in _CJK_RUN.finditer(text):
        position, end = run.span()
        while position < end:
            word = _light_word(text, position, end)
            if word is None:
                position += 1
                continue
            weight = CJK_WEIGHT * GENERIC_WEIGHT if word in _LITTLE_ZH else 0.0
            for place in range(position, position + len(word)):
                weights[place] = weight
            position += len(word)
    return weights


def _light_word(text: str, position: int, end: int) -> str | None:
    for length in range(min(_LONGEST_ZH, end - position), 0, -1):
        word = text[position : position + length]
        if word in _LITTLE_ZH or word in FUNCTION_WORDS_ZH:
            return word
    return None


def _edits(one: str, other: str) -> int:
    """The optimal string alignment distance: edits, with a swap of neighbours counted once."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


_FUNCTION = frozenset(singular(word) for word in FUNCTION_WORDS) | FUNCTION_WORDS
_LITTLE = GENERIC_WORDS | EVERYDAY_WORDS
_GENERIC = frozenset(singular(word) for word in _LITTLE) | _LITTLE
_LITTLE_ZH = GENERIC_WORDS_ZH | EVERYDAY_WORDS_ZH
_LONGEST_ZH = max(len(word) for word in (*FUNCTION_WORDS_ZH, *_LITTLE_ZH))

#: Words that a misspelt word may be repaired to although they stand in no phrase. Shorter ones are too near to
#: other words: `monty` is no `month`.
LIGHT_WORDS = frozenset(word for word in _FUNCTION | GENERIC_WORDS if len(word) >= 7) | {
    "learn",
    "study",
    "coding",
}
