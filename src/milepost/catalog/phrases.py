"""All names and aliases of a catalog, prepared once so that a question is answered in well under a millisecond."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from milepost.catalog.text import (
    LIGHT_WORDS,
    Unit,
    normalise,
    similarity,
    squeezed,
    tokens_of,
    units_of,
    word_weight,
)

PhraseKind = Literal["concept", "goal"]

#: A goal's name says most, an alias of it nearly as much; concepts are asked for less often.
GOAL_NAME, GOAL_ALIAS, CONCEPT_PHRASE = 1.0, 0.95, 0.8

REPAIR_SIMILARITY = 0.74
REPAIR_WEIGHT = 0.9
REPAIR_FROM_LETTERS = 4
#: Repairs cost the most; a long text has its first unknown words repaired and the others left.
REPAIRS_PER_TEXT = 24

#: Words that stand in many phrases still say something.
RARITY_FLOOR = 0.4
#: The evidence that is as good as any, as a share of the rarest word's.
ENOUGH_EVIDENCE = 0.35
COVERAGE_SHARE = 0.6
MOST_FOUND = 10
#: Function words tell one phrase from another when nothing else does.
FUNCTION_MASS = 0.05


class Phrase(msgspec.Struct, frozen=True):
    """One way of naming a concept or goal."""

    kind: PhraseKind
    found_id: str
    text: str
    is_alias: bool

    @property
    def weight(self) -> float:
        if self.kind == "concept":
            return CONCEPT_PHRASE
        return GOAL_ALIAS if self.is_alias else GOAL_NAME


class Hit(msgspec.Struct, frozen=True):
    """A phrase that a text contains, in whole or in part."""

    phrase: Phrase
    places: frozenset[int]
    """Which units of the text it explains."""
    coverage: float
    """How much of the phrase is there, by weight of its words; 1 for the whole."""
    evidence: float
    """How telling what is there is, 0 to 1."""
    likeness: float
    """How like its least certain word is to what was typed, 1 when nothing was repaired."""
    whole: bool
    """Whether the phrase stands in the text word by word, spaces and hyphens aside."""

    @property
    def strength(self) -> float:
        return self.phrase.weight * self.coverage * self.evidence

    def moved(self, by: int) -> "Hit":
        """The same hit in a longer text that has `by` units more before it."""
        return (
            msgspec.structs.replace(self, places=frozenset(place + by for place in self.places))
            if by
            else self
        )


class FoundPhrase(msgspec.Struct, frozen=True):
    kind: PhraseKind
    found_id: str
    score: float


class _Prepared(msgspec.Struct, frozen=True):
    phrase: Phrase
    tokens: frozenset[str]
    mass: float


class PhraseIndex:
    """Finds phrases in texts."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        known = [(phrase, units_of(normalise(phrase.text))) for phrase in phrases]
        tokens = [frozenset(token for token, _ in tokens_of(units)) for _, units in known]
        self._rarity = _rarities([phrase.found_id for phrase, _ in known], tokens)
        self._most = max(self._rarity.values(), default=1.0)
        self._prepared = [
            _Prepared(phrase, words, sum(map(self._mass, words)))
            for (phrase, _), words in zip(known, tokens, strict=True)
        ]
        self._by_token: dict[str, list[int]] = defaultdict(list)
        self._by_squeezed: dict[str, list[int]] = defaultdict(list)
        for number, (prepared, (_, units)) in enumerate(zip(self._prepared, known, strict=True)):
            for token in prepared.tokens:
                self._by_token[token].append(number)
            self._by_squeezed[squeezed(units)].append(number)
        self._longest = max((len(units) for _, units in known), default=0) + 2
        self._vocabulary = _by_first_letter(
            {
                token
                for token in self._rarity
                if token.isascii() and len(token) >= REPAIR_FROM_LETTERS and word_weight(token) == 1.0
            }
            | LIGHT_WORDS
        )
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

    def whole_hits(self, units: Sequence[Unit]) -> list[Hit]:
        """Phrases that stand in the text word by word, whatever spaces and hyphens are between; longest first."""
        hits: list[Hit] = []
        for start in range(len(units)):
            text = ""
            for end in range(start, min(start + self._longest, len(units))):
                if end > start and units[end].gap:
                    break
                text += units[end].token
                for number in self._by_squeezed.get(text, ()):
                    places = frozenset(range(start, end + 1))
                    likeness = min(units[place].likeness for place in places)
                    coverage = REPAIR_WEIGHT if likeness < 1 else 1.0
                    hits.append(
                        Hit(self._prepared[number].phrase, places, coverage, 1.0, likeness, whole=True)
                    )
        return sorted(hits, key=lambda hit: (-len(hit.places), -hit.phrase.weight, hit.phrase.found_id))

    def part_hits(self, units: Sequence[Unit]) -> list[Hit]:
        """Phrases of which some words stand in the text, in any order; strongest first."""
        found: dict[int, dict[str, tuple[float, frozenset[int]]]] = defaultdict(dict)
        for token, places in tokens_of(units):
            likeness = min(units[place].likeness for place in places)
            for number in self._by_token.get(token, ()):
                seen = found[number].get(token)
                best = max(likeness, seen[0]) if seen else likeness
                found[number][token] = (best, places | seen[1] if seen else places)
        hits = [self._part(self._prepared[number], tokens) for number, tokens in found.items()]
        return sorted(hits, key=lambda hit: (-hit.strength, hit.phrase.found_id, hit.phrase.text))

    def find(self, text: str) -> list[FoundPhrase]:
        """What a short phrase may mean, best first; nothing below a score of 0.2."""
        units = self.repair_words(units_of(normalise(text)))
        everything = sum(max(unit.weight, 0.1) for unit in units)
        best: dict[tuple[PhraseKind, str], float] = {}
        for hit in (*self.whole_hits(units), *self.part_hits(units)):
            explained = sum(max(units[place].weight, 0.1) for place in hit.places) / everything
            score = explained * (1 - COVERAGE_SHARE + COVERAGE_SHARE * hit.coverage)
            key = (hit.phrase.kind, hit.phrase.found_id)
            best[key] = max(best.get(key, 0.0), round(score, 4))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [
            FoundPhrase(kind, found_id, score)
            for (kind, found_id), score in ranked[:MOST_FOUND]
            if score >= 0.2
        ]

    def _part(self, prepared: _Prepared, tokens: Mapping[str, tuple[float, frozenset[int]]]) -> Hit:
        mass = sum(
            self._mass(token) * (REPAIR_WEIGHT if likeness < 1 else 1.0)
            for token, (likeness, _) in tokens.items()
        )
        places = frozenset[int]().union(*(places for _, places in tokens.values()))
        coverage = mass / prepared.mass if prepared.mass else 0.0
        evidence = min(1.0, mass / (ENOUGH_EVIDENCE * self._most))
        likeness = min(likeness for likeness, _ in tokens.values())
        return Hit(prepared.phrase, places, coverage, evidence, likeness, whole=False)

    def _is_unknown(self, unit: Unit) -> bool:
        word = unit.token
        return (
            unit.weight == 1.0
            and len(word) >= REPAIR_FROM_LETTERS
            and word.isascii()
            and word.isalpha()
            and word not in self._rarity
        )

    def _mass(self, token: str) -> float:
        return max(word_weight(token), FUNCTION_MASS) * self._rarity.get(token, 0.0)

    def _repair(self, word: str) -> tuple[str, float]:
        """The nearest known word with the same first letter and how near it is, else the word itself."""
        best, nearest = word, 0.0
        letters = _letters(word)
        for candidate, its_letters in self._vocabulary.get(word[0], ()):
            longest = max(len(word), len(candidate))
            allowed = int(longest * (1 - REPAIR_SIMILARITY) + 1e-9)
            if abs(len(word) - len(candidate)) > allowed or (letters ^ its_letters).bit_count() > 2 * allowed:
                continue
            near = similarity(word, candidate)
            if near >= REPAIR_SIMILARITY and near > nearest:
                best, nearest = candidate, near
        return (best, nearest) if nearest else (word, 1.0)


def _rarities(owners: Sequence[str], tokens: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse frequency over concepts and goals, never below a floor."""
    having: dict[str, set[str]] = defaultdict(set)
    for owner, words in zip(owners, tokens, strict=True):
        for token in words:
            having[token].add(owner)
    count = len(set(owners))
    most = math.log(1 + count)
    return {
        token: max(math.log(1 + count / len(where)), RARITY_FLOOR * most) for token, where in having.items()
    }


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
