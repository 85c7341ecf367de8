"""Which parts of a roadmap a text names: by their names in it, by the catalog's names and aliases, or by number."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from milepost.catalog.editing.part_names import part_names
from milepost.catalog.editing.patterns import COMMAND_WORDS, COMMANDS_ZH, FIRST_MARK, LAST_MARK, MARK
from milepost.catalog.graph import Catalog
from milepost.catalog.matching.phrases import Hit, Phrase, PhraseIndex
from milepost.catalog.matching.text import Unit, normalise, singular, units_of
from milepost.domain.goals import Language
from milepost.domain.roadmaps import Roadmap

#: What a phrase in words must score to be taken for a name, and by how much it must beat the next.
SURE, CLEARLY = 0.6, 0.1

_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 一 1st", "second 二 2nd", "third 三 3rd", "fourth 四 4th", "fifth 五 5th", "sixth 六 6th"),
        start=1,
    )
    for word in words.split()
}
_NUMBERED = re.compile(
    r"\b(?P<kind>stage|module) (?P<number>\d{1,2})\b"
    r"|\b(?P<ordinal>first|second|third|fourth|fifth|sixth|last|[1-6](?:st|nd|rd|th)) (?P<kind_after>stage|module)\b"
    r"|(?:第(?P<number_zh>[一二三四五六]|\d{1,2})|(?P<last_zh>最后一))个?(?P<kind_zh>阶段|模块)",
    re.IGNORECASE,
)
_ID = re.compile(r"(?<![\w.:-])[a-z0-9][a-z0-9._:-]*[a-z0-9]")
_QUOTED = re.compile(r"[\"“”„«「『《](?P<text>[^\"“”„«»「」『』《》]{1,200})[\"“”«»」』》]")
_MARKS = re.compile(MARK)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text."""

    words: str
    part_ids: Sequence[str] = ()
    """What it names: one part, or the concepts of a whole domain; nothing for other quotations."""
    absent: str | None = None
    """The name of the catalog's concept that it means, when that is not in the roadmap."""
    absent_id: str | None = None
    """And its id."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with a mark for each name."""

    text: str
    names: Mapping[str, Name]

    def restore(self, text: str) -> str:
        """The text with the words in place of the marks."""
        return _MARKS.sub(lambda found: self.names[found.group()].words, text)


class _Span(NamedTuple):
    start: int
    end: int
    name: Name


class PartNames:
    """The names of a roadmap's parts, prepared for looking them up."""

    def __init__(self, catalog: Catalog, roadmap: Roadmap, language: Language) -> None:
        self._catalog = catalog
        self._roadmap = roadmap
        self._language = language
        self._domains = _concepts_by_domain(catalog, roadmap)
        self._order: dict[str, int] = {}
        phrases: list[Phrase] = []
        for part_id, name in part_names(catalog, roadmap, self._domains):
            self._order.setdefault(part_id, len(self._order))
            phrases.append(Phrase(kind="concept", found_id=part_id, text=name, is_alias=True))
        self._index = PhraseIndex(phrases)

    def mark(self, text: str) -> Marked:
        """The normalised text with each name in it replaced by a mark."""
        text = _MARKS.sub(" ", normalise(text))
        spans = _apart([*self._quoted(text), *self._by_id(text), *self._numbered(text), *self._named(text)])
        pieces: list[str] = []
        names: dict[str, Name] = {}
        end_before = 0
        for span in sorted(spans, key=lambda one: one.start)[: LAST_MARK - FIRST_MARK]:
            mark = chr(FIRST_MARK + len(names))
            names[mark] = span.name
            pieces += [text[end_before : span.start], mark]
            end_before = span.end
        return Marked("".join([*pieces, text[end_before:]]), names)

    def look_up(self, phrase: str) -> Name:
        """What a phrase in other words means; nothing when that is not clear."""
        found = self._index.find(phrase)
        elsewhere = [
            one for one in self._catalog.phrases.find(phrase) if self._is_absent(one.kind, one.found_id)
        ]
        best = found[0].score if found else 0.0
        if elsewhere and elsewhere[0].score > max(best, SURE):
            return self._absent(phrase, elsewhere[0].found_id)
        if best < SURE or (len(found) > 1 and found[1].score > best - CLEARLY):
            return Name(phrase)
        return Name(phrase, self._parts(found[0].found_id))

    def _parts(self, found_id: str) -> Sequence[str]:
        return self._domains.get(found_id, [found_id])

    def _is_absent(self, kind: str, found_id: str) -> bool:
        return kind == "concept" and found_id not in self._order

    def _named(self, text: str) -> Iterator[_Span]:
        """Names word by word: longer ones first, as they were spelt; concepts before modules, stages and domains."""
        units = units_of(text)
        hits = self._index.whole_hits(_repaired(self._index, units))
        hits += [
            hit
            for hit in self._catalog.phrases.whole_hits(_repaired(self._catalog.phrases, units))
            if self._is_absent(hit.phrase.kind, hit.phrase.found_id)
        ]
        for hit in sorted(hits, key=self._preference):
            first, last = units[min(hit.places)], units[max(hit.places)]
            if (first is not last and first.token in COMMAND_WORDS) or text[
                first.start : last.end
            ] in COMMANDS_ZH:
                continue
            yield _Span(first.start, last.end, self._name(hit, text[first.start : last.end]))

    def _name(self, hit: Hit, words: str) -> Name:
        found_id = hit.phrase.found_id
        if found_id in self._order:
            return Name(words, self._parts(found_id))
        return self._absent(words, found_id)

    def _absent(self, words: str, found_id: str) -> Name:
        return Name(words, absent=self._catalog.concepts[found_id].name(self._language), absent_id=found_id)

    def _preference(self, hit: Hit) -> tuple[int, float, int]:
        return -len(hit.places), -hit.coverage, self._order.get(hit.phrase.found_id, len(self._order))

    def _by_id(self, text: str) -> Iterator[_Span]:
        for found in _ID.finditer(text):
            if found.group() in self._order:
                yield _Span(*found.span(), Name(found.group(), [found.group()]))

    def _numbered(self, text: str) -> Iterator[_Span]:
        for found in _NUMBERED.finditer(text):
            kind = (found["kind"] or found["kind_after"] or found["kind_zh"]).lower()
            ids = (
                [stage.stage_id for stage in self._roadmap.stages]
                if kind in {"stage", "阶段"}
                else [module.module_id for stage in self._roadmap.stages for module in stage.modules]
            )
            word = (found["ordinal"] or found["number"] or found["number_zh"] or "last").lower()
            number = len(ids) if word == "last" else _ORDINALS.get(word, int(word) if word.isdigit() else 0)
            if 1 <= number <= len(ids):
                yield _Span(*found.span(), Name(found.group(), [ids[number - 1]]))

    def _quoted(self, text: str) -> Iterator[_Span]:
        """Quoted names; other quotations are marked too, so that nothing in them is read as a command."""
        for found in _QUOTED.finditer(text):
            units = units_of(found["text"])
            whole = [hit for hit in self._index.whole_hits(units) if len(hit.places) == len(units)]
            best = min(whole, key=self._preference, default=None)
            name = (
                Name(found.group())
                if best is None
                else Name(found.group(), self._parts(best.phrase.found_id))
            )
            yield _Span(*found.span(), name)


def _repaired(index: PhraseIndex, units: Sequence[Unit]) -> list[Unit]:
    """The units with names spelt right, and commands as they are: "remove" must not become "remote"."""
    return [
        before if before.token in COMMAND_WORDS or before.token in _SINGULAR_COMMANDS else after
        for before, after in zip(units, index.repair_words(units), strict=True)
    ]


def _apart(spans: Iterable[_Span]) -> list[_Span]:
    """Of spans that overlap the first."""
    kept: list[_Span] = []
    taken: set[int] = set()
    for span in spans:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return kept


def _concepts_by_domain(catalog: Catalog, roadmap: Roadmap) -> dict[str, list[str]]:
    domains: dict[str, list[str]] = {}
    for concept in roadmap.concepts:
        if concept.concept_id in catalog.concepts:
            domains.setdefault(f"domain:{catalog.concepts[concept.concept_id].domain}", []).append(
                concept.concept_id
            )
    return domains


_SINGULAR_COMMANDS = frozenset(singular(word) for word in COMMAND_WORDS)
