"""All names and aliases of a catalog, prepared once so that a question is answered in well under a millisecond."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from milepost.catalog.matching.everyday_words import EVERYDAY_WORDS
from milepost.catalog.matching.homophones import folded_by_sound
from milepost.catalog.matching.spelling import Speller
from milepost.catalog.matching.text import (
    Unit,
    normalise,
    squeezed,
    stem,
    stemmed,
    tokens_of,
    units_of,
)
from milepost.catalog.matching.words import GENERIC_WORDS

PhraseKind = Literal["concept", "goal", "cue", "together"]
"""Names of concepts and goals; a `cue` speaks for a goal without naming it, a name `together` means several goals."""

#: A goal's name says most, an alias of it nearly as much; concepts are asked for less often.
GOAL_NAME, GOAL_ALIAS, CONCEPT_PHRASE = 1.0, 0.95, 0.8

REPAIR_WEIGHT = 0.9
#: Chinese names this long are found by their sound too.
SOUND_FROM_CHARACTERS, SOUND_LIKENESS = 3, 0.86

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
    masses: Mapping[str, float]
    """How much each of its tokens says of it."""

    @property
    def mass(self) -> float:
        return sum(self.masses.values())


class PhraseIndex:
    """Finds phrases in texts."""

    def __init__(self, phrases: Iterable[Phrase], *, clues: Iterable[Phrase] = ()) -> None:
        known = [(phrase, units_of(normalise(phrase.text))) for phrase in phrases]
        tokens = [frozenset(token for token, _ in tokens_of(units)) for _, units in known]
        self._rarity = _rarities([phrase.found_id for phrase, _ in known], tokens)
        self._most = max(self._rarity.values(), default=1.0)
        self._prepared = [
            _Prepared(phrase, {token: self._mass(token, units, places) for token, places in tokens_of(units)})
            for phrase, units in known
        ]
        self._by_token: dict[str, list[int]] = defaultdict(list)
        self._by_squeezed: dict[str, list[int]] = defaultdict(list)
        for number, (prepared, (_, units)) in enumerate(zip(self._prepared, known, strict=True)):
            for token in prepared.masses:
                self._by_token[token].append(number)
            self._by_squeezed[squeezed(units)].append(number)
        self._clues: dict[str, list[Phrase]] = defaultdict(list)
        clue_words: set[str] = set()
        for clue in clues:
            units = units_of(normalise(clue.text))
            self._clues[stemmed(units)].append(clue)
            clue_words.update(unit.token for unit in units)
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for number, (phrase, units) in enumerate(known):
            if phrase.kind == "goal" and len(units) > 1:
                self._by_stem[stemmed(units)].append(number)
        self._by_sound = {
            folded_by_sound(text): numbers
            for text, numbers in self._by_squeezed.items()
            if len(text) >= SOUND_FROM_CHARACTERS and not text.isascii()
        }
        self._longest = max((len(units) for _, units in known), default=0) + 2
        self._speller = Speller(
            {*self._rarity, *clue_words},
            names={
                token
                for (phrase, _), words in zip(known, tokens, strict=True)
                if phrase.kind == "goal"
                for token in words
            },
        )

    def repair_words(self, units: Sequence[Unit]) -> Sequence[Unit]:
        """The units with misspelt words replaced by the nearest known word; places and order stay."""
        return self._speller.repair_words(units)

    def whole_hits(self, units: Sequence[Unit]) -> list[Hit]:
        """Phrases that stand in the text word by word, whatever spaces and hyphens are between; longest first."""
        hits: list[Hit] = []
        for text, run in self._runs(units):
            numbers, by_sound = self._by_squeezed.get(text), False
            if numbers is None and len(run) > 1 and text.isascii():
                numbers = self._by_stem.get(stemmed(units[place] for place in run))
            if numbers is None and len(text) >= SOUND_FROM_CHARACTERS and not text.isascii():
                numbers, by_sound = self._by_sound.get(folded_by_sound(text)), True
            if not numbers:
                continue
            likeness = min(SOUND_LIKENESS if by_sound else 1.0, *(units[place].likeness for place in run))
            coverage = REPAIR_WEIGHT if likeness < 1 else 1.0
            hits.extend(
                Hit(self._prepared[number].phrase, frozenset(run), coverage, 1.0, likeness, whole=True)
                for number in numbers
            )
        return sorted(hits, key=lambda hit: (-len(hit.places), -hit.phrase.weight, hit.phrase.found_id))

    def clue_hits(self, units: Sequence[Unit]) -> list[Hit]:
        """What speaks for goals without being the name of one, standing in the text word by word."""
        return [
            Hit(clue, frozenset(run), 1.0, 1.0, min(units[place].likeness for place in run), whole=True)
            for text, run in self._runs(units, stems=True)
            for clue in self._clues.get(text, ())
        ]

    def _runs(self, units: Sequence[Unit], *, stems: bool = False) -> Iterator[tuple[str, range]]:
        """Neighbouring units without punctuation between them, as one text, and their places."""
        for start in range(len(units)):
            text = ""
            for end in range(start, min(start + self._longest, len(units))):
                if end > start and units[end].gap:
                    break
                text += stem(units[end].token) if stems else units[end].token
                yield text, range(start, end + 1)

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
            prepared.masses[token] * (REPAIR_WEIGHT if likeness < 1 else 1.0)
            for token, (likeness, _) in tokens.items()
        )
        places = frozenset[int]().union(*(places for _, places in tokens.values()))
        coverage = mass / prepared.mass if prepared.mass else 0.0
        evidence = min(1.0, mass / (ENOUGH_EVIDENCE * self._most))
        likeness = min(likeness for likeness, _ in tokens.values())
        return Hit(prepared.phrase, places, coverage, evidence, likeness, whole=False)

    def _mass(self, token: str, units: Sequence[Unit], places: Iterable[int]) -> float:
        """Of two Chinese characters neither may belong to a generic word: 发工 of 开发工程师 says nothing."""
        weight = min(1.0, sum(units[place].weight for place in places))
        if token in EVERYDAY_WORDS and token not in GENERIC_WORDS:
            weight = 1.0  # everyday words tell names apart: `normal forms` is not asked for by `forms`
        return max(weight, FUNCTION_MASS) * self._rarity.get(token, 0.0)


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
