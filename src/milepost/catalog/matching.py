"""From words to goals: which goals and concepts of the catalog a sentence asks for, and what it asks for besides."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from milepost.catalog.evidence import (
    LEAD,
    Weighing,
    names_other_tool,
    weigh,
)
from milepost.catalog.graph import TAUGHT_ANYWAY, Catalog
from milepost.catalog.phrases import Hit
from milepost.catalog.sentence import Sentence, Stretch

#: A goal is meant when this much of one of its phrases is there. Calibrated on the table in the tests.
GOAL_COVERAGE = 0.75
GOAL_EVIDENCE = 0.5
#: A concept is one of very many, so nearly all of its phrase has to be there.
CONCEPT_COVERAGE = 0.9
#: Repairs as loose as a goal's would find too much among so many.
CONCEPT_LIKENESS = 0.85
#: A word alone is easily another one: Clojure is no closure.
WORD_LIKENESS = 0.87
#: At least this much of what a clause says has to be explained.
EXPLAINED = 0.6
#: Goals within this distance of the best, for the same words, are asked about.
CLOSE = 0.08
#: From here on a goal is worth asking about.
WORTH_ASKING = 0.33
#: What is this much less likely than the best is not asked about.
WORTH_BESIDE_BEST = 0.5
MOST_NEAREST = 5
#: What is told and not named scores less, however much speaks for it.
TOLD = 0.9


class GoalScore(NamedTuple):
    goal_id: str
    score: float


class Match(msgspec.Struct, frozen=True):
    """What a sentence asks for."""

    goals: tuple[GoalScore, ...] = ()
    """Goals that are meant, in the order in which they are named."""
    concepts: tuple[str, ...] = ()
    """Concepts that are named beside the goals."""
    unmatched: tuple[str, ...] = ()
    """What nothing in the catalog covers, in the learner's words."""
    has_foreign: bool = False
    """Whether a clause, and not just an adjective or a purpose, is covered by nothing."""
    ambiguous: tuple[GoalScore, ...] = ()
    """Goals of which one is meant, when nothing says which; best first."""
    nearest: tuple[GoalScore, ...] = ()
    """Goals by how near they are, best first, at most five, those that have nothing to do with it included."""

    @property
    def is_accepted(self) -> bool:
        """Whether a plan can be made: a goal is meant, or concepts are and nothing else is asked for."""
        return bool(self.goals or (self.concepts and not self.has_foreign))


class _Findings(msgspec.Struct):
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


def match_goals(catalog: Catalog, text: str) -> Match:
    """What a sentence asks for, after hours, deadline, level and known skills were taken out of it.

    Clauses are matched one by one; a name that spans clauses ("lists and dictionaries") holds them together.
    In each the head decides: "machine learning with Python" asks for machine learning, and so does "Python
    machine learning"; "Python for finance" asks for Python.
    """
    return _Matcher(catalog, text).match()


def clauses_beside(catalog: Catalog, text: str, goal_ids: Collection[str]) -> tuple[str, ...]:
    """The clauses that goals chosen by the learner have nothing to do with, in the learner's words."""
    return _Matcher(catalog, text).beside(goal_ids)


class _Matcher:
    """One sentence against one catalog."""

    def __init__(self, catalog: Catalog, text: str) -> None:
        self._catalog = catalog
        self._sentence = Sentence(text, catalog.phrases)
        self._near: dict[str, float] = {}

    def match(self) -> Match:
        different = {
            self._sentence.tokens(clause): clause for clause in reversed([*self._sentence.clauses()])
        }
        stretches = sorted(different.values())
        clauses = [self._clause(clause) for clause in stretches]
        clauses = self._without_what_is_behind(stretches, self._without_homographs(stretches, clauses))
        goals: dict[str, float] = {}
        for _, (goal_id, score) in (goal for clause in clauses for goal in sorted(clause.goals)):
            goals[goal_id] = max(score, goals.get(goal_id, 0.0))
        concepts = (found for clause in clauses for _, found in sorted(clause.concepts))
        rivals = [rival for clause in clauses for rival in clause.rivals]
        named = tuple(dict.fromkeys(concepts))
        told, explained = self._told(goals, bool(goals) or (bool(named) and not any(clause.foreign for clause in clauses)))
        if told:
            clauses = [
                findings
                for findings, stretch in zip(clauses, stretches, strict=True)
                if not explained & {*stretch.places}
            ]
            goals = told
            named = tuple(one for one in named if {*self._catalog.goals_teaching(one)} & {*goals})
        unmatched = (said for clause in clauses for said in (*clause.foreign, *clause.aside))
        return Match(
            goals=tuple(GoalScore(goal_id, score) for goal_id, score in goals.items()),
            concepts=named,
            unmatched=tuple(dict.fromkeys(unmatched)),
            # What a concept is for says whether it is meant; a goal is meant for whatever it is wanted for.
            has_foreign=any(clause.foreign or (clause.aside and not goals) for clause in clauses),
            ambiguous=() if goals else _best_of(rivals),
            nearest=self._nearest(),
        )

    def _without_homographs(self, stretches: Sequence[Stretch], clauses: list[_Findings]) -> list[_Findings]:
        """A word of daily use that names a goal too does so only among its like: `flask and test tube chemistry`."""
        kept = [
            _Findings(foreign=(self._sentence.say(stretch),))
            if findings.goals and self._is_homograph(stretch) and findings.aside
            else findings
            for stretch, findings in zip(stretches, clauses, strict=True)
        ]
        if not any(findings.foreign for findings in kept):
            return kept
        return [
            _Findings(foreign=(self._sentence.say(stretch),))
            if findings.goals and self._is_unsure(stretch)
            else findings
            for stretch, findings in zip(stretches, kept, strict=True)
        ]

    def _without_what_is_behind(
        self, stretches: Sequence[Stretch], clauses: list[_Findings]
    ) -> list[_Findings]:
        """Who wants to learn something foreign does not want what was told before: `I teach SQL; I want to learn Thai`."""
        wishes = [place for place, stretch in enumerate(stretches) if self._sentence.is_wish(stretch)]
        first = wishes[0] if wishes else 0
        if not first or not clauses[first].foreign or self._signs_of(stretches[first]):
            return clauses
        told = [clause.foreign or (self._sentence.say(stretch),) for stretch, clause in zip(stretches, clauses, strict=True)]
        return [_Findings(foreign=told[place]) if place < first and clauses[place].is_found else clause for place, clause in enumerate(clauses)]

    def _signs_of(self, stretch: Stretch) -> frozenset[int]:
        return weigh(self._catalog, self._sentence, stretch).explained

    def _is_unsure(self, stretch: Stretch) -> bool:
        """Whether what is foreign beside it makes it foreign; in a story much is told that has no goal."""
        weighing = weigh(self._catalog, self._sentence, stretch)
        return weighing.is_homograph or not (self._sentence.is_story or weighing.named or weighing.together)

    def _is_homograph(self, stretch: Stretch) -> bool:
        return weigh(self._catalog, self._sentence, stretch).is_homograph

    def _told(self, named: Mapping[str, float], is_found: bool) -> tuple[dict[str, float], frozenset[int]]:
        """The goal that a story speaks for without saying so; none when what is named says enough.

        It takes the place of goals that were found when it teaches them anyway: HTTP, logins and a database are a
        backend, and no course in databases.
        """
        story = weigh(self._catalog, self._sentence, Stretch(0, len(self._sentence.units)))
        best = story.best
        if best is None or best in named or not (story.is_long if is_found else story.is_told):
            return {}, frozenset()
        if story.lead < LEAD or not all(self._catalog.includes(best, goal_id) for goal_id in named):
            return {}, frozenset()
        return {best: round(TOLD * story.share, 3)}, story.explained

    def beside(self, goal_ids: Collection[str]) -> tuple[str, ...]:
        found = dict[str, None]()
        for clause in self._sentence.clauses():
            findings = self._clause(clause)
            if findings.foreign and not any(
                self._is_about(hit, goal_ids) for hit in self._sentence.hits(clause)
            ):
                found.update(dict.fromkeys(findings.foreign))
        return tuple(found)

    def _is_about(self, hit: Hit, goal_ids: Collection[str]) -> bool:
        return hit.phrase.kind == "goal" and hit.phrase.found_id in goal_ids and hit.evidence >= GOAL_EVIDENCE

    def _clause(self, clause: Stretch) -> _Findings:
        """What a clause means, read strictly, else what it speaks for."""
        findings = self._read(clause)
        if findings.is_found or findings.rivals:
            return findings
        weighing = weigh(self._catalog, self._sentence, clause)
        if not weighing.is_clear:
            return findings
        goals = weighing.together | weighing.named
        if not goals and weighing.lead < LEAD:
            return _Findings(foreign=findings.foreign, rivals=_rivals_in(weighing))
        left = self._sentence.telling(clause.places) - weighing.explained
        return _Findings(
            aside=(self._sentence.say(Stretch(min(left), max(left) + 1)),) if left else (),
            goals=[
                (weighing.first[goal_id], GoalScore(goal_id, round(TOLD * weighing.share, 3)))
                for goal_id in sorted(goals or {next(iter(weighing.evidence))})
            ]
        )

    def _read(self, clause: Stretch) -> _Findings:
        """What a clause means: its head, and what is said with it."""
        head, *others = [
            (part.role, part.stretch, self._part(part.stretch)) for part in self._sentence.parts(clause)
        ]
        found = head[-1]
        if found.says_nothing:
            return _without_head([findings for *_, findings in others], found)
        if found.is_generic and any(findings.foreign for *_, findings in others):
            return _Findings(foreign=(self._sentence.say(clause),))  # "learn to program in Java"
        if not found.is_found:
            return found
        if found.goals and any(
            role == "tool" and findings.foreign and self._is_elsewhere(clause, stretch)
            for role, stretch, findings in others
        ):
            return _Findings(foreign=(self._sentence.say(clause),))  # "a backend in Java"
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

    def _is_elsewhere(self, clause: Stretch, tool: Stretch) -> bool:
        """Whether a tool or place that nothing here has to do with shows that something else is meant."""
        if names_other_tool(self._sentence, tool):
            return True
        return not self._signs_of(tool) and not weigh(self._catalog, self._sentence, clause).is_sure

    def _comes_with_it(self, goals: Iterable[tuple[int, GoalScore]], tool: Stretch) -> bool:
        """Whether what is wanted teaches the field that is named as its tool: data science comes with its Python."""
        field = self._catalog.find_domain(self._sentence.say(tool))
        return field is not None and any(
            self._catalog.share_taught(goal.goal_id, field) >= TAUGHT_ANYWAY for _, goal in goals
        )

    def _part(self, stretch: Stretch) -> _Findings:
        """What a part means by itself: the strongest phrases in it that do not overlap."""
        telling = self._sentence.telling(stretch.places)
        hits = self._sentence.hits(stretch)
        self._note_nearness(hits, telling)
        meant = [hit for hit in hits if self._is_meant(hit, telling, stretch)]
        findings = _Findings(says_nothing=not telling and not meant)
        explained = self._choose(findings, meant, telling)
        findings.is_generic = findings.is_found and not telling & explained
        left = telling - explained
        if findings.goals and names_other_tool(self._sentence, stretch, explained):
            return _Findings(foreign=(self._sentence.say(stretch),))
        if left and (not findings.is_found or self._is_foreign(left, explained, telling)):
            rivals = findings.rivals or _half_meant(hits, telling)
            return _Findings(foreign=(self._sentence.say(stretch),), rivals=rivals)
        if left:
            findings.aside = (self._sentence.say(Stretch(min(left), max(left) + 1)),)
        return findings

    def _choose(self, findings: _Findings, meant: list[Hit], telling: frozenset[int]) -> frozenset[int]:
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

    def _note_rival(self, findings: _Findings, hit: Hit, meant: Sequence[Hit]) -> None:
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
                self._near[goal_id] = max(round(score, 3), self._near.get(goal_id, 0.0))

    def _nearest(self) -> tuple[GoalScore, ...]:
        ranked = sorted(self._catalog.goals, key=lambda goal_id: -self._near.get(goal_id, 0.0))
        return tuple(GoalScore(goal_id, self._near.get(goal_id, 0.0)) for goal_id in ranked[:MOST_NEAREST])


def _without_head(others: list[_Findings], empty: _Findings) -> _Findings:
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


def _keep_the_head(findings: _Findings) -> None:
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


def _rivals_in(weighing: Weighing) -> list[GoalScore]:
    best = max(weighing.evidence.values())
    return [
        GoalScore(goal_id, round(min(1.0, TOLD * value / best), 3))
        for goal_id, value in weighing.evidence.items()
        if best - value < LEAD
    ]


def _scores(hits: Iterable[Hit]) -> list[GoalScore]:
    return [GoalScore(hit.phrase.found_id, round(hit.strength, 3)) for hit in hits]


def _best_of(rivals: Iterable[GoalScore]) -> tuple[GoalScore, ...]:
    best: dict[str, float] = {}
    for goal_id, score in rivals:
        best[goal_id] = max(score, best.get(goal_id, 0.0))
    ranked = sorted((GoalScore(*item) for item in best.items()), key=lambda one: (-one.score, one.goal_id))
    likely = [one for one in ranked if one.score >= WORTH_BESIDE_BEST * ranked[0].score]
    return tuple(likely) if len(likely) > 1 else ()
