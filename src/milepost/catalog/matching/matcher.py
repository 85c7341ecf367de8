"""From words to goals: which goals and concepts of the catalog a sentence asks for, and what it asks for besides."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from milepost.catalog.graph import Catalog
from milepost.catalog.matching.clause_reading import GOAL_EVIDENCE, ClauseReader, Findings, GoalScore
from milepost.catalog.matching.evidence import LEAD, Weighing, weigh
from milepost.catalog.matching.judging import judged, seen_in
from milepost.catalog.matching.learnt_words import Features
from milepost.catalog.matching.libraries import untaught_libraries
from milepost.catalog.matching.match import Match
from milepost.catalog.matching.phrases import Hit
from milepost.catalog.matching.sentence import Sentence, Stretch

#: What is this much less likely than the best is not asked about.
WORTH_BESIDE_BEST = 0.5
MOST_NEAREST = 5
#: What is told and not named scores less, however much speaks for it.
TOLD = 0.9


def match_goals(catalog: Catalog, text: str) -> Match:
    """What a sentence asks for, after hours, deadline, level and known skills were taken out of it.

    Clauses are matched one by one; a name that spans clauses ("lists and dictionaries") holds them together.
    In each the head decides: "machine learning with Python" asks for machine learning, and so does "Python
    machine learning"; "Python for finance" asks for Python.
    """
    return _with_libraries(catalog, text, _Matcher(catalog, text).match())


def features_in(catalog: Catalog, text: str) -> Features:
    """What the rules, and the words of the text, say of it: what weights are learnt for."""
    return _Matcher(catalog, text).features()


def clauses_beside(catalog: Catalog, text: str, goal_ids: Collection[str]) -> tuple[str, ...]:
    """The clauses that goals chosen by the learner have nothing to do with, in the learner's words."""
    said = _Matcher(catalog, text).beside(goal_ids)
    return (*said, *_unsaid(untaught_libraries(catalog, text), said))


def _with_libraries(catalog: Catalog, text: str, match: Match) -> Match:
    """A library may be what told the goal, as `pygame` tells Python; that it is not taught is said all the same."""
    if not match.is_accepted:
        return match
    untaught = untaught_libraries(catalog, text)
    unmatched = (*match.unmatched, *_unsaid(untaught, match.unmatched))
    return msgspec.structs.replace(match, unmatched=unmatched, libraries=untaught)


def _unsaid(libraries: Iterable[str], said: Collection[str]) -> tuple[str, ...]:
    """Those that do not stand in what is said already."""
    return tuple(one for one in libraries if not any(one.lower() in clause.lower() for clause in said))


class _Matcher:
    """One sentence against one catalog."""

    def __init__(self, catalog: Catalog, text: str) -> None:
        self._catalog = catalog
        self._sentence = Sentence(text, catalog.phrases)
        self._reader = ClauseReader(catalog, self._sentence)

    def match(self) -> Match:
        whole = self._weigh(Stretch(0, len(self._sentence.units)))
        return judged(self._catalog, self._sentence, whole, self._read(whole))

    def features(self) -> Features:
        whole = self._weigh(Stretch(0, len(self._sentence.units)))
        return seen_in(self._catalog, self._sentence, whole, self._read(whole))

    def _read(self, whole: Weighing) -> Match:
        """What is asked for by the rules alone."""
        different = {
            self._sentence.tokens(clause): clause for clause in reversed([*self._sentence.clauses()])
        }
        stretches = sorted(different.values())
        read = [self._clause(clause) for clause in stretches]
        clauses = self._without_what_is_behind(stretches, self._without_homographs(stretches, read))
        goals = _goals_of(clauses)
        concepts = dict.fromkeys(found for clause in clauses for _, found in sorted(clause.concepts))
        is_found = bool(goals) or (bool(concepts) and not any(clause.foreign for clause in clauses))
        story = self._story(whole, goals, is_found=is_found)
        if story is not None and story.best not in _goals_of(read):  # what was taken out does not come back
            goals = {story.best: round(TOLD * story.share, 3)}
            clauses = [
                clause
                for clause, stretch in zip(clauses, stretches, strict=True)
                if not story.explained.intersection(stretch.places)
            ]
            concepts = {one: None for one in concepts if story.best in self._catalog.goals_teaching(one)}
        rivals = [rival for clause in clauses for rival in clause.rivals]
        is_vague = not goals and all(clause.rivals or not clause.foreign for clause in clauses)
        return Match(
            goals=tuple(GoalScore(goal_id, score) for goal_id, score in goals.items()),
            concepts=tuple(concepts),
            unmatched=tuple(
                dict.fromkeys(said for clause in clauses for said in (*clause.foreign, *clause.aside))
            ),
            # What a concept is for says whether it is meant; a goal is meant for whatever it is wanted for.
            has_foreign=any(clause.foreign or (clause.aside and not goals) for clause in clauses),
            # A vague word beside something foreign is no question of which goal is meant.
            ambiguous=_best_of(rivals) if is_vague else (),
            nearest=self._nearest(),
        )

    def _without_homographs(self, stretches: Sequence[Stretch], clauses: list[Findings]) -> list[Findings]:
        """A product named by a word of daily use is meant among its like only: not in `flask and test tube`."""
        homographs = {
            stretch
            for stretch, clause in zip(stretches, clauses, strict=True)
            if clause.goals and self._weigh(stretch).is_homograph
        }
        is_foreign = any(
            clause.foreign or (clause.aside and stretch in homographs)
            for stretch, clause in zip(stretches, clauses, strict=True)
        )
        return [
            self._foreign(stretch) if is_foreign and stretch in homographs else clause
            for stretch, clause in zip(stretches, clauses, strict=True)
        ]

    def _without_what_is_behind(
        self, stretches: Sequence[Stretch], clauses: list[Findings]
    ) -> list[Findings]:
        """Who wants to learn something foreign does not want what was told before: `I teach SQL; teach me Thai`."""
        wish = next((place for place, one in enumerate(stretches) if self._sentence.is_wish(one)), 0)
        if not wish or not clauses[wish].foreign or self._weigh(stretches[wish]).explained:
            return clauses
        before = [
            self._foreign(stretch) if clause.is_found else clause
            for stretch, clause in zip(stretches[:wish], clauses[:wish], strict=True)
        ]
        return before + clauses[wish:]

    def _foreign(self, stretch: Stretch) -> Findings:
        return Findings(foreign=(self._sentence.say(stretch),))

    def _weigh(self, stretch: Stretch) -> Weighing:
        return weigh(self._catalog, self._sentence, stretch)

    def _story(self, story: Weighing, named: Mapping[str, float], *, is_found: bool) -> Weighing | None:
        """The whole text, when it speaks for a goal without saying so; None when what is named says enough.

        Its goal takes the place of goals that were found when it teaches them anyway: HTTP, logins and a database
        are a backend, and no course in databases.
        """
        if story.best in named or not (story.is_long if is_found else story.is_told) or story.lead < LEAD:
            return None
        return story if all(self._catalog.includes(story.best, goal_id) for goal_id in named) else None

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

    def _clause(self, clause: Stretch) -> Findings:
        """What a clause means, read strictly, else what it speaks for; a name for several goals comes first."""
        findings, weighing = self._reader.read(clause), self._weigh(clause)
        is_read = bool(findings.is_found or findings.rivals) and not weighing.together
        if is_read or not weighing.is_clear:
            return findings
        goals = weighing.together | weighing.named
        if not goals and weighing.lead < LEAD:
            return Findings(foreign=findings.foreign, rivals=_rivals_in(weighing))
        left = self._sentence.telling(clause.places) - weighing.explained
        return Findings(
            aside=(self._sentence.say(Stretch(min(left), max(left) + 1)),) if left else (),
            goals=[
                (weighing.first[goal_id], GoalScore(goal_id, round(TOLD * weighing.share, 3)))
                for goal_id in sorted(goals or {next(iter(weighing.evidence))})
            ],
        )

    def _nearest(self) -> tuple[GoalScore, ...]:
        ranked = sorted(self._catalog.goals, key=lambda goal_id: -self._reader.near.get(goal_id, 0.0))
        return tuple(
            GoalScore(goal_id, self._reader.near.get(goal_id, 0.0)) for goal_id in ranked[:MOST_NEAREST]
        )


def _goals_of(clauses: Iterable[Findings]) -> dict[str, float]:
    """The goals that were found, as they are named, each with its best score."""
    goals: dict[str, float] = {}
    for _, (goal_id, score) in (goal for clause in clauses for goal in sorted(clause.goals)):
        goals[goal_id] = max(score, goals.get(goal_id, 0.0))
    return goals


def _rivals_in(weighing: Weighing) -> list[GoalScore]:
    best = max(weighing.evidence.values())
    return [
        GoalScore(goal_id, round(min(1.0, TOLD * value / best), 3))
        for goal_id, value in weighing.evidence.items()
        if best - value < LEAD
    ]


def _best_of(rivals: Iterable[GoalScore]) -> tuple[GoalScore, ...]:
    best: dict[str, float] = {}
    for goal_id, score in rivals:
        best[goal_id] = max(score, best.get(goal_id, 0.0))
    ranked = sorted((GoalScore(*item) for item in best.items()), key=lambda one: (-one.score, one.goal_id))
    likely = [one for one in ranked if one.score >= WORTH_BESIDE_BEST * ranked[0].score]
    return tuple(likely) if len(likely) > 1 else ()
