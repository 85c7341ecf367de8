"""One clause of a goal, read strictly: its head, what is said with it, and what the catalog does not cover."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from milepost.catalog.graph import TAUGHT_ANYWAY, Catalog
from milepost.catalog.matching.evidence import names_other_tool
from milepost.catalog.matching.phrases import Hit
from milepost.catalog.matching.sentence import Sentence, Stretch

#: A goal is meant when this much of one of its phrases is there. Calibrated on the table in the tests.
GOAL_COVERAGE = 0.75
GOAL_EVIDENCE = 0.5
#: A concept is one of very many, so nearly all of its phrase has to be there.
CONCEPT_COVERAGE = 0.9
#: Repairs as loose as a goal's would find too much among so many.
CONCEPT_LIKENESS = 0.85
#: A word alone is easily another one: Clojure is no closure.
WORD_LIKENESS = 0.87
#: So few letters name too many things.
SHORTEST_ALONE = 2
#: At least this much of what a clause says has to be explained.
EXPLAINED = 0.6
#: Goals within this distance of the best, for the same words, are asked about.
CLOSE = 0.08
#: From here on a goal is worth asking about.
WORTH_ASKING = 0.33


class GoalScore(NamedTuple):
    goal_id: str
    score: float


class Findings(msgspec.Struct):
    """What one stretch of a sentence was found to mean."""

    goals: list[tuple[int, GoalScore]] = []
    concepts: list[tuple[int, str]] = []
    rivals: list[GoalScore] = []
    foreign: tuple[str, ...] = ()
    """What it asks for that the catalog does not cover; empty when all is covered."""
    aside: tuple[str, ...] = ()
    """What it says beside that and the catalog does not cover: an adjective, or what it is for."""
    says_nothing: bool = False
    """Whether it holds only function words and generic ones."""
    is_generic: bool = False
    """Whether a goal was found by generic words alone, such as `learn to program`."""

    @property
    def is_found(self) -> bool:
        return bool(self.goals or self.concepts)


class ClauseReader:
    """Reads the clauses of one sentence, and remembers how near they came to each goal."""

    def __init__(self, catalog: Catalog, sentence: Sentence) -> None:
        self._catalog = catalog
        self._sentence = sentence
        self.near: dict[str, float] = {}
        """By goal, how near anything that was read came to it, 0 to 1."""

    def read(self, clause: Stretch) -> Findings:
        """What a clause means: its head, and what is said with it."""
        head, *others = [
            (part.role, part.stretch, self._part(part.stretch)) for part in self._sentence.parts(clause)
        ]
        found = head[-1]
        if found.says_nothing:
            return _without_head([findings for *_, findings in others], found)
        if found.is_generic and any(findings.foreign for *_, findings in others):
            return Findings(foreign=(self._sentence.say(clause),))  # "learn to program in Java"
        if not found.is_found:
            return found
        if found.goals and any(
            role == "tool" and findings.foreign and names_other_tool(self._sentence, stretch)
            for role, stretch, findings in others
        ):
            return Findings(foreign=(self._sentence.say(clause),))  # "a backend in Java"
        for role, stretch, findings in others:
            found.concepts.extend(findings.concepts)
            found.aside += findings.aside
            if role == "purpose":
                found.aside += findings.foreign
                continue
            if found.goals and not self._comes_with_it(
                found.goals, stretch
            ):  # a concept "in Python" asks for it alone
                found.goals.extend(findings.goals)
            found.foreign += findings.foreign
        return found

    def _comes_with_it(self, goals: Iterable[tuple[int, GoalScore]], tool: Stretch) -> bool:
        """Whether what is wanted teaches the field that is named as its tool: data science comes with its Python."""
        field = self._catalog.find_domain(self._sentence.say(tool))
        return field is not None and any(
            self._catalog.share_taught(goal.goal_id, field) >= TAUGHT_ANYWAY for _, goal in goals
        )

    def _part(self, stretch: Stretch) -> Findings:
        """What a part means by itself: the strongest phrases in it that do not overlap."""
        telling = self._sentence.telling(stretch.places)
        hits = self._sentence.hits(stretch)
        self._note_nearness(hits, telling)
        meant = [hit for hit in hits if self._is_meant(hit, telling, stretch)]
        findings = Findings(says_nothing=not telling and not meant)
        explained = self._choose(findings, meant, telling)
        findings.is_generic = findings.is_found and not telling & explained
        left = telling - explained
        if findings.goals and names_other_tool(self._sentence, stretch, explained):
            return Findings(foreign=(self._sentence.say(stretch),))
        if left and (not findings.is_found or self._is_foreign(left, explained, telling)):
            rivals = findings.rivals or _half_meant(hits, telling)
            return Findings(foreign=(self._sentence.say(stretch),), rivals=rivals)
        if left:
            findings.aside = (self._sentence.say(Stretch(min(left), max(left) + 1)),)
        return findings

    def _choose(self, findings: Findings, meant: list[Hit], telling: frozenset[int]) -> frozenset[int]:
        """Take what is meant, the most telling first, and say which places that explains."""
        explained: frozenset[int] = frozenset()
        for hit in sorted(meant, key=self._preference):
            first = min(hit.places)
            if hit.places & explained:
                self._note_rival(findings, hit, meant)
            elif hit.phrase.kind == "goal":
                score = round(hit.strength * (0.6 + 0.4 * self._sentence.share(hit.places, telling)), 3)
                findings.goals.append((first, GoalScore(hit.phrase.found_id, score)))
                explained |= hit.places
            else:
                findings.concepts.append((first, hit.phrase.found_id))
                explained |= hit.places
        _keep_the_head(findings)
        return explained

    def _is_meant(self, hit: Hit, telling: frozenset[int], stretch: Stretch) -> bool:
        if hit.phrase.kind == "goal":
            # One word of a name is not the name: `pest control` is no version control.
            is_much = self._sentence.weight(telling & hit.places) > 1
            return hit.whole or (is_much and hit.coverage >= GOAL_COVERAGE and hit.evidence >= GOAL_EVIDENCE)
        if not telling & hit.places and not self._is_all_that_is_said(hit, stretch):
            return False  # `less` is a command only when nothing else is said
        if len(hit.places) == 1 and self._sentence.has_everyday_words(stretch):
            return False  # "keep my promises"
        if len(telling) == 1 and len(self._sentence.said(hit.places)) <= SHORTEST_ALONE:
            return False  # `PS` is Photoshop to most, and not the command
        covered = hit.coverage >= CONCEPT_COVERAGE and hit.evidence >= GOAL_EVIDENCE
        # `group by` is not meant by `group`, nor `mobile first` by `mobile`.
        there = hit.whole or (covered and self._sentence.weight(telling & hit.places) > 1)
        return there and hit.likeness >= (CONCEPT_LIKENESS if len(hit.places) > 1 else WORD_LIKENESS)

    def _is_all_that_is_said(self, hit: Hit, stretch: Stretch) -> bool:
        """Whether a phrase of light words is the whole stretch, or all in it that has a weight."""
        weighty = self._sentence.weighty(stretch.places)
        return hit.places == frozenset(stretch.places) or bool(weighty and weighty <= hit.places)

    def _preference(self, hit: Hit) -> tuple[float, float, float, str, str]:
        telling = len(self._sentence.telling(hit.places))
        certainty = round(hit.coverage * hit.evidence, 6)
        return -telling, -certainty, -hit.phrase.weight, hit.phrase.found_id, hit.phrase.text

    def _note_rival(self, findings: Findings, hit: Hit, meant: Sequence[Hit]) -> None:
        """Another goal for the very same words, about as strong: only the learner can say which."""
        if hit.phrase.kind != "goal":
            return
        words = self._sentence.telling(hit.places)
        for _, chosen in findings.goals:
            best = max(
                (one for one in meant if one.phrase.found_id == chosen.goal_id), key=lambda one: one.strength
            )
            same_words = self._sentence.telling(best.places) == words
            if chosen.goal_id != hit.phrase.found_id and same_words and best.strength - hit.strength <= CLOSE:
                findings.rivals.extend(_scores([best, hit]))

    def _is_foreign(self, left: frozenset[int], explained: frozenset[int], telling: frozenset[int]) -> bool:
        """Whether what is left over is the head of the phrase, or most of it."""
        return max(left) > max(explained) or self._sentence.share(explained, telling) < EXPLAINED

    def _note_nearness(self, hits: Iterable[Hit], telling: frozenset[int]) -> None:
        """How near goals are, for when none is meant: by their own words, or by those of what they teach."""
        for hit in hits:
            score = hit.strength * (0.5 + 0.5 * self._sentence.share(hit.places, telling))
            goals: Sequence[str] = (hit.phrase.found_id,)
            if hit.phrase.kind == "concept":
                goals = self._catalog.goals_teaching(hit.phrase.found_id) if telling & hit.places else ()
                score /= 2
            for goal_id in goals:
                self.near[goal_id] = max(round(score, 3), self.near.get(goal_id, 0.0))


def _without_head(others: list[Findings], empty: Findings) -> Findings:
    """`Programming in Python`: the head says nothing, so what follows is what is wanted."""
    following = [findings for findings in others if not findings.says_nothing]
    if not following:
        return empty
    first = following[0]
    for findings in following[1:]:
        if first.is_found:
            first.concepts.extend(findings.concepts)
            first.aside += findings.aside + findings.foreign
    return first


def _keep_the_head(findings: Findings) -> None:
    """In `Python decorators` the last word is the head: the goal before it only says which decorators."""
    if findings.goals and findings.concepts:
        last_goal = max(place for place, _ in findings.goals)
        if max(place for place, _ in findings.concepts) > last_goal:
            findings.goals.clear()


def _half_meant(hits: Iterable[Hit], telling: frozenset[int]) -> list[GoalScore]:
    """Goals that have all the words of the part, though the part has not all of theirs."""
    return _scores(
        hit
        for hit in hits
        if hit.phrase.kind == "goal" and hit.strength >= WORTH_ASKING and telling <= hit.places
    )


def _scores(hits: Iterable[Hit]) -> list[GoalScore]:
    return [GoalScore(hit.phrase.found_id, round(hit.strength, 3)) for hit in hits]
