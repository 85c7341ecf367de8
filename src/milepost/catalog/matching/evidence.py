"""What the words around a wish speak for: many small signs together say as much as the name of a goal.

Names of goals are read strictly (`matching`): nearly all of a clause has to be explained by them. Wishes are often told
instead ("pull rows from Postgres whenever a customer asks"). Here every name, cue and concept that stands in a
stretch of text counts for its goal, every telling word that nothing explains counts against all of them, and
everyday words count for neither.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from milepost.catalog.graph import Catalog
from milepost.catalog.matching.other_fields import COMMON_NAMES, HOMOGRAPHS, OTHER_TOOL_NAMES, OTHER_TOOLS
from milepost.catalog.matching.phrases import Hit, PhraseKind
from milepost.catalog.matching.sentence import Sentence, Stretch
from milepost.catalog.matching.text import singular

#: What a sign is worth. Calibrated, with the rest of the numbers here, on one half of the first goal set (ADR 0024).
NAME, CUE, CONCEPT = 1.0, 0.6, 0.6
_WORTH: Mapping[PhraseKind, float] = {"goal": NAME, "together": NAME, "cue": CUE, "concept": CONCEPT}
#: Of phrases for the same words the last comes first.
_RANK: Sequence[PhraseKind] = ("concept", "cue", "goal", "together")
#: In a clause a name, or two other signs, is enough when they explain this much of what it says.
CLAUSE_EVIDENCE, CLAUSE_SHARE = 1.0, 0.6
#: A name that means nothing else outweighs more.
SURE_SHARE = 0.33
#: Without a name nearly all has to be explained.
UNNAMED_SHARE = 0.75
#: A sign that was misspelt more than this is none.
SIGN_LIKENESS = 0.85
#: A cue of several words is enough when nothing else is said.
PHRASE_WEIGHT, WHOLE = 1.25, 0.99
#: Over several clauses, two signs that explain nearly all.
TOLD_SHARE = 0.75
#: A name in a story of several sentences.
NAMED_SHARE = 0.4
#: Over a whole story, three signs, and less has to be explained.
STORY_EVIDENCE, STORY_SHARE = 1.8, 0.3
#: A goal that no name asks for has to lead the next one by this much.
LEAD = 0.3

#: The language, and not the verb.
_GO = re.compile(
    r"(?<![A-Za-z-])Go(?![A-Za-z-])"
    r"(?! (?:to|from|through|over|on|ahead|deep|deeper|beyond|back|full|all|into|for it)\b)"
)
_OTHER_TOOLS = frozenset(singular(word) for word in OTHER_TOOLS) | OTHER_TOOLS


class Weighing(NamedTuple):
    """How much a stretch of text says for each goal."""

    evidence: dict[str, float]
    """By goal, the strongest first."""
    named: frozenset[str]
    """Goals that stand there by name."""
    together: frozenset[str]
    """Goals that stand there by a name for all of them."""
    first: dict[str, int]
    """Where the first sign of each goal stands."""
    explained: frozenset[int]
    share: float
    """How much of what is said the signs explain, 0 to 1."""
    is_phrase: bool
    """Whether one of the signs is a phrase, and not just a word."""
    is_sure: bool
    """Whether a name is among the signs that means nothing else anywhere."""
    is_homograph: bool
    """Whether all signs are words that are used outside of computing as well."""
    sentences: int
    is_elsewhere: bool
    """Whether a tool is named with which the goals are not taught."""
    signs: dict[str, Counter[str]]
    """By goal, how many signs of each sort speak for it."""

    @property
    def best(self) -> str:
        """The goal that most speaks for; empty when nothing speaks for any."""
        return next(iter(self.evidence), "")

    @property
    def lead(self) -> float:
        """By how much the best goal is ahead of the next."""
        first, second, *_ = (*self.evidence.values(), 0.0, 0.0)
        return first - second

    @property
    def is_clear(self) -> bool:
        """Whether a clause says which goal is meant."""
        share = CLAUSE_SHARE if self.named or self.together else UNNAMED_SHARE
        share = SURE_SHARE if self.is_sure else share
        return self._is(CLAUSE_EVIDENCE, share) or (self.is_phrase and self._is(CUE, WHOLE))

    @property
    def is_told(self) -> bool:
        """Whether a text of which no clause is clear says it by all its clauses together."""
        return self.is_long or self._is(2 * CUE, TOLD_SHARE) or self._is_named_in_a_story

    @property
    def _is_named_in_a_story(self) -> bool:
        return self.sentences > 1 and len(self.named) == 1 and self._is(NAME, NAMED_SHARE)

    @property
    def is_long(self) -> bool:
        """Whether so much speaks for a goal that what else is said does not matter."""
        return self._is(STORY_EVIDENCE, STORY_SHARE)

    def _is(self, evidence: float, share: float) -> bool:
        best = max(self.evidence.values(), default=0.0)
        return not self.is_elsewhere and best >= evidence - 1e-9 and self.share >= share


def weigh(catalog: Catalog, sentence: Sentence, stretch: Stretch) -> Weighing:
    """Everything in a stretch that speaks for goals of the catalog, longer names before those inside them."""
    return _Scales(catalog, sentence, stretch).weighing()


class _Scales:
    """The signs of one stretch, put down one by one."""

    def __init__(self, catalog: Catalog, sentence: Sentence, stretch: Stretch) -> None:
        self._sentence, self._stretch = sentence, stretch
        self._worth: dict[tuple[str, str], float] = {}
        """By goal and words: what is said twice, or is both a cue and a concept, is one sign."""
        self._first: dict[str, int] = {}
        self._speaks_for: dict[frozenset[int], set[str]] = {}
        self._names: list[Hit] = []
        self._sorts: dict[str, Counter[str]] = {}
        taken: dict[int, frozenset[int]] = {}
        for hit in sorted(sentence.signs(stretch), key=_order):
            goal_id = (
                catalog.home_of(hit.phrase.found_id) if hit.phrase.kind == "concept" else hit.phrase.found_id
            )
            is_free = all(taken.get(place, hit.places) == hit.places for place in hit.places)
            if goal_id is not None and is_free and self._is_sign(hit):
                taken.update(dict.fromkeys(hit.places, hit.places))
                self._put(goal_id, hit)
        self._explained = frozenset(taken)

    def _is_sign(self, hit: Hit) -> bool:
        """`less` and `code` are signs of nothing; `lines of code` are."""
        if hit.phrase.kind in {"cue", "concept"} and hit.likeness < SIGN_LIKENESS:
            return False
        return bool(self._sentence.telling(hit.places)) or self._sentence.is_phrase(hit.places)

    def _put(self, goal_id: str, hit: Hit) -> None:
        key = (goal_id, self._sentence.said(hit.places))
        if key not in self._worth:
            self._sorts.setdefault(goal_id, Counter())[self._sort(hit)] += 1
        self._worth[key] = max(_WORTH[hit.phrase.kind] * hit.coverage, self._worth.get(key, 0.0))
        self._first[goal_id] = min(self._first.get(goal_id, min(hit.places)), *hit.places)
        self._speaks_for.setdefault(hit.places, set()).add(goal_id)
        if hit.phrase.kind in {"goal", "together"}:
            self._names.append(hit)

    def _sort(self, hit: Hit) -> str:
        if hit.phrase.kind in {"goal", "together"}:
            return "common_name" if self._sentence.said(hit.places) in COMMON_NAMES else "name"
        return f"{hit.phrase.kind}_phrase" if self._is_phrase(hit.places) else hit.phrase.kind

    def weighing(self) -> Weighing:
        evidence: dict[str, float] = {}
        for (goal_id, _), value in self._worth.items():
            evidence[goal_id] = round(evidence.get(goal_id, 0.0) + value, 3)
        ranked = sorted(evidence.items(), key=lambda item: (-item[1], self._first[item[0]], item[0]))
        said = [self._sentence.said(places) for places in self._speaks_for]
        return Weighing(
            evidence=dict(ranked),
            named=frozenset(hit.phrase.found_id for hit in self._names if hit.phrase.kind == "goal"),
            together=frozenset(hit.phrase.found_id for hit in self._names if hit.phrase.kind == "together"),
            first=self._first,
            explained=self._explained,
            share=self._share(evidence),
            sentences=len([*self._sentence.sentences(self._stretch)]),
            is_phrase=any(map(self._is_phrase, self._speaks_for)),
            is_sure=any(
                hit.phrase.kind == "goal" and self._sentence.said(hit.places) not in COMMON_NAMES
                for hit in self._names
            ),
            is_homograph=bool(said) and all(words in HOMOGRAPHS for words in said),
            is_elsewhere=names_other_tool(self._sentence, self._stretch, self._explained),
            signs=self._sorts,
        )

    def _share(self, evidence: Mapping[str, float]) -> float:
        """A name of several words is one sign, as an unknown word is; what speaks for other goals counts half."""
        best = max(evidence.values(), default=0.0)
        meant = {hit.phrase.found_id for hit in self._names} or {
            goal_id for goal_id, value in evidence.items() if value == best
        }
        signs = others = 0.0
        for places, goals in self._speaks_for.items():
            weight = min(1.0, self._sentence.weight(places))
            signs, others = (signs + weight, others) if goals & meant else (signs, others + weight)
        unknown = self._sentence.unknown(self._stretch, self._explained)
        return (signs + others / 2) / (signs + others + unknown) if signs else 0.0

    def _is_phrase(self, places: frozenset[int]) -> bool:
        return self._sentence.weight(places) >= PHRASE_WEIGHT or self._sentence.is_phrase(places)


def names_other_tool(sentence: Sentence, stretch: Stretch, explained: Collection[int] = ()) -> bool:
    """Whether a language, platform or trade is named that takes the place of what the catalog teaches.

    What is explained is taught here, whatever it is called: a pack may well be about Rust.
    """
    left = [place for place in stretch.places if place not in explained]
    if any(sentence.units[place].token in _OTHER_TOOLS for place in left):
        return True
    text = sentence.words_at(left)
    return _GO.search(text) is not None or any(name in text.lower() for name in OTHER_TOOL_NAMES)


def _order(hit: Hit) -> tuple[int, int, str, str]:
    return -len(hit.places), -_RANK.index(hit.phrase.kind), hit.phrase.found_id, hit.phrase.text
