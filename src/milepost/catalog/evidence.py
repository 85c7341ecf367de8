"""What the words around a wish speak for: many small signs together say as much as the name of a goal.

Names of goals are read strictly (`matching`): nearly all of a clause has to be explained by them. Wishes are often told
instead ("pull rows from Postgres whenever a customer asks"). Here every name, cue and concept that stands in a
stretch of text counts for its goal, every telling word that nothing explains counts against all of them, and
everyday words count for neither.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from milepost.catalog.everyday_words import COMMON_NAMES, HOMOGRAPHS, OTHER_TOOLS, OTHER_TOOL_NAMES
from milepost.catalog.graph import Catalog
from milepost.catalog.phrases import Hit
from milepost.catalog.sentence import Sentence, Stretch
from milepost.catalog.text import singular

#: What a sign is worth. Calibrated, with the rest of the numbers here, on the tuning half of the goal set (ADR 0024).
NAME, CUE, CONCEPT = 1.0, 0.6, 0.6
#: In a clause a name, or two other signs, is enough when they explain this much of what it says.
CLAUSE_EVIDENCE, CLAUSE_SHARE = 1.0, 0.76
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
_GO = re.compile(r"(?<![A-Za-z-])Go(?![A-Za-z-])(?! (?:to|from|through|over|on|ahead|deep|deeper|beyond|back|full|all|into|for it)\b)")
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

    @property
    def best(self) -> str | None:
        return next(iter(self.evidence), None)

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
    worth: dict[tuple[str, str], float] = {}
    first: dict[str, int] = {}
    names: list[frozenset[int]] = []
    named, together = set[str](), set[str]()
    taken: dict[int, frozenset[int]] = {}
    speaks: dict[frozenset[int], set[str]] = {}
    for hit in sorted(sentence.signs(stretch), key=_order):
        if any(taken.get(place, hit.places) != hit.places for place in hit.places):
            continue
        goal_id, value = _speaks_for(catalog, hit)
        if value < NAME and hit.likeness < SIGN_LIKENESS:
            continue
        # `less` and `code` are signs of nothing; `lines of code` are.
        if goal_id is None or not (sentence.telling(hit.places) or sentence.is_phrase(hit.places)):
            continue
        taken.update(dict.fromkeys(hit.places, hit.places))
        speaks.setdefault(hit.places, set()).add(goal_id)
        # Said twice, or both a cue and a concept, it is one sign.
        key = (goal_id, sentence.said(hit.places))
        worth[key] = max(value * hit.coverage, worth.get(key, 0.0))
        first[goal_id] = min(min(hit.places), first.get(goal_id, min(hit.places)))
        if hit.phrase.kind == "goal":
            named.add(goal_id)
            names.append(hit.places)
        if hit.phrase.kind == "together":
            together.add(goal_id)
    evidence: dict[str, float] = {}
    for (goal_id, _), value in worth.items():
        evidence[goal_id] = round(evidence.get(goal_id, 0.0) + value, 3)
    ranked = sorted(evidence.items(), key=lambda item: (-item[1], first[item[0]], item[0]))
    # A name of several words is one sign, as an unknown word is.
    best = max(evidence.values(), default=0.0)
    meant = named | together or {goal_id for goal_id, value in evidence.items() if value == best}
    signs = sum(min(1.0, sentence.weight(places)) for places, goals in speaks.items() if goals & meant)
    others = sum(min(1.0, sentence.weight(places)) for places, goals in speaks.items() if not goals & meant)
    unknown = sentence.unknown(stretch, frozenset(taken))
    return Weighing(
        evidence=dict(ranked),
        named=frozenset(named),
        together=frozenset(together),
        first=first,
        explained=frozenset(taken),
        share=(signs + others / 2) / (signs + others + unknown) if signs else 0.0,
        is_phrase=any(
            sentence.weight(places) >= PHRASE_WEIGHT or sentence.is_phrase(places) for places in taken.values()
        ),
        is_sure=any(sentence.said(places) not in COMMON_NAMES for places in names),
        is_homograph=bool(taken) and all(sentence.said(places) in HOMOGRAPHS for places in taken.values()),
        sentences=len([*sentence.sentences(stretch)]),
        is_elsewhere=names_other_tool(sentence, stretch, taken),
    )


def names_other_tool(sentence: Sentence, stretch: Stretch, explained: Iterable[int] = ()) -> bool:
    """Whether a language, platform or trade is named that takes the place of what the catalog teaches."""
    inside = frozenset(explained)
    units = sentence.units[stretch.start : stretch.end]
    if any(
        unit.token in _OTHER_TOOLS and place not in inside
        for place, unit in zip(stretch.places, units, strict=True)
    ):
        return True
    text = sentence.text[units[0].start : units[-1].end] if units else ""
    return any(word in text.lower() for word in OTHER_TOOL_NAMES) or _GO.search(text) is not None


def _order(hit: Hit) -> tuple[int, int, str, str]:
    return -len(hit.places), ("together", "goal", "cue", "concept").index(hit.phrase.kind), hit.phrase.found_id, hit.phrase.text


def _speaks_for(catalog: Catalog, hit: Hit) -> tuple[str | None, float]:
    if hit.phrase.kind == "concept":
        return catalog.home_of(hit.phrase.found_id), CONCEPT
    return hit.phrase.found_id, CUE if hit.phrase.kind == "cue" else NAME
