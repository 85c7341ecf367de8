"""Misspelt words: each is replaced by the nearest word of a vocabulary, when one is near enough."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from milepost.catalog.matching.other_fields import OTHER_TOOLS
from milepost.catalog.matching.text import LIGHT_WORDS, Unit, similarity, word_weight

REPAIR_SIMILARITY = 0.74
REPAIR_FROM_LETTERS = 4
#: Shorter words are repaired only where one letter of a goal's name slipped: `gti`, `sqll`, `dta`.
SWAP_LETTERS, SWAP_LIKENESS = 3, 0.9
#: Longer words with all the right letters are near enough, in whatever order: `phyton`.
ORDER_LETTERS, ORDER_LIKENESS = 6, 0.86
#: Repairs cost the most; a long text has its first unknown words repaired and the others left.
REPAIRS_PER_TEXT = 24


class Speller:
    """Knows the words of a catalog, and which word a misspelt one was to be."""

    def __init__(self, words: Iterable[str], names: Iterable[str]) -> None:
        """Words to repair to; of the words of goals' names the short ones, too, have their letters put in order."""
        known = frozenset(words)
        # What names another field is spelt right: Clojure is no closure.
        self._known = known | OTHER_TOOLS
        self._vocabulary = _by_first_letter(
            {
                word
                for word in known
                if word.isascii() and len(word) >= REPAIR_FROM_LETTERS and word_weight(word) == 1.0
            }
            | LIGHT_WORDS
        )
        self._slips = {
            slip: word
            for word in sorted({*names, *(tool for tool in OTHER_TOOLS if f"{tool}s" not in known)})
            if word.isascii() and word.isalpha()
            for slip in _slips(word, is_tool=word in OTHER_TOOLS)
            if slip not in self._known and word_weight(slip) == 1.0
        }
        self._repaired = lru_cache(maxsize=4096)(self._repair)

    def repair_words(self, units: Sequence[Unit]) -> Sequence[Unit]:
        """The units with misspelt words replaced by the nearest known word; places and order stay."""
        repaired: list[Unit] = []
        left = REPAIRS_PER_TEXT
        for unit in units:
            if not left or not self._is_unknown(unit):
                repaired.append(unit)
                continue
            left -= 1
            word, likeness = self._repaired(unit.token)
            repaired.append(
                msgspec.structs.replace(unit, token=word, weight=word_weight(word), likeness=likeness)
            )
        return repaired

    def _is_unknown(self, unit: Unit) -> bool:
        word = unit.token
        return (
            unit.weight == 1.0
            and (len(word) >= REPAIR_FROM_LETTERS or word in self._slips)
            and word.isascii()
            and word.isalpha()
            and word not in self._known
        )

    def _repair(self, word: str) -> tuple[str, float]:
        """The nearest known word with the same first letter and how near it is, else the word itself."""
        if word in self._slips:
            return self._slips[word], SWAP_LIKENESS
        best, nearest = word, (0.0, False)
        letters, in_order = _letters(word), sorted(word)
        for candidate, its_letters in self._vocabulary.get(word[0], ()):
            longest = max(len(word), len(candidate))
            allowed = int(longest * (1 - REPAIR_SIMILARITY) + 1e-9)
            if abs(len(word) - len(candidate)) > allowed or (letters ^ its_letters).bit_count() > 2 * allowed:
                continue
            likeness = similarity(word, candidate)
            # Letters are put in the wrong order more often than left out: `fornt` is `front`, and no `font`.
            is_order = letters == its_letters and in_order == sorted(candidate)
            if is_order and len(word) >= ORDER_LETTERS:
                likeness = max(likeness, ORDER_LIKENESS)
            if likeness >= REPAIR_SIMILARITY and (likeness, is_order) > nearest:
                best, nearest = candidate, (likeness, is_order)
        return (best, nearest[0]) if nearest[0] else self._repair_plural(word) or (word, 1.0)

    def _repair_plural(self, word: str) -> tuple[str, float] | None:
        """`queris` is nearer to the plural than to the word, and `padna` was `padnas` when it was typed."""
        typed = word if word.endswith("s") else word + "s"
        for candidate, _ in self._vocabulary.get(word[0], ()):
            plural = candidate[:-1] + "ies" if candidate.endswith("y") else candidate
            if plural.endswith("s") and abs(len(plural) - len(typed)) < 2:
                near = similarity(typed, plural)
                if near >= REPAIR_SIMILARITY:
                    return candidate, near
        return None


def _slips(word: str, *, is_tool: bool) -> Iterator[str]:
    """How short names go wrong; those of other tools are only swapped, so that no name is taken for one."""
    if is_tool or len(word) == SWAP_LETTERS:
        for place in range(1 if is_tool else 0, len(word) - 1):
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if not is_tool and len(word) == SWAP_LETTERS:
        yield from (word[:place] + word[place] + word[place:] for place in range(SWAP_LETTERS))
    if not is_tool and len(word) == SWAP_LETTERS + 1:
        yield from (word[:place] + word[place + 1 :] for place in range(1, SWAP_LETTERS))


def _by_first_letter(words: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    table: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word in sorted(words):
        table[word[0]].append((word, _letters(word)))
    return table


def _letters(word: str) -> int:
    """Which letters a word has, as bits; words far apart in it are far apart in edits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
