"""A second opinion on a whole sentence, from what words were learnt to speak for.

Reading by rules names what stands in a sentence; this weighs all that was said. It finds goals that are told in words
of daily life, and refuses sentences that only borrow the words of a goal. It judges only the goals it was learnt for.
"""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from milepost.catalog.graph import Catalog
from milepost.catalog.matching.clause_reading import GoalScore
from milepost.catalog.matching.evidence import Weighing, weigh
from milepost.catalog.matching.features import features_of
from milepost.catalog.matching.learnt_words import NONE, Features, LearntWords
from milepost.catalog.matching.match import Match
from milepost.catalog.matching.sentence import Sentence, Stretch

#: The chances at which it decides, by leave-one-set-out over the tuning sets (ADR 0028).
#: From here on that no goal is meant outweighs what was read.
REFUSED = 0.5
#: A goal that nothing names is meant from here on, and when no more than this speaks for none.
MEANT, NONE_AT_MOST = 0.4, 0.3
#: A goal this likely takes the place of another one that was read.
SURELY = 0.8
#: Of several goals that were read, one that is less likely than this was only mentioned.
MENTIONED = 0.01


def judged(catalog: Catalog, sentence: Sentence, whole: Weighing, match: Match) -> Match:
    """What was read, confirmed, corrected or refused; as it was where nothing was learnt about its goals."""
    learnt = catalog.learnt
    if learnt is None or not sentence.units or _is_of_other_packs(catalog, learnt, whole, match):
        return match
    chances = learnt.chances(seen_in(catalog, sentence, whole, match))
    return _Judgement(catalog, learnt, match, chances).decided()


def _is_of_other_packs(catalog: Catalog, learnt: LearntWords, whole: Weighing, match: Match) -> bool:
    """Whether a sentence is about goals or concepts that were not there when the weights were learnt."""
    goals = {*(goal.goal_id for goal in match.goals), *whole.signs}
    packs = {catalog.pack_of(concept_id) for concept_id in match.concepts}
    return not goals <= {*learnt.goals} or not packs <= {catalog.identity}


def seen_in(catalog: Catalog, sentence: Sentence, whole: Weighing, match: Match) -> Features:
    """What is seen in a sentence that was read by the rules."""
    return features_of(sentence, whole, _read(catalog, match), is_read=match.is_accepted)


def _read(catalog: Catalog, match: Match) -> Mapping[str, str]:
    """The goals that were read, else those that are home of the concepts that were."""
    if match.goals or not match.is_accepted:
        return {goal.goal_id: "read" for goal in match.goals}
    homes = (catalog.home_of(concept_id) for concept_id in match.concepts)
    return {home: "concept_read" for home in homes if home is not None}


class _Judgement(NamedTuple):
    catalog: Catalog
    learnt: LearntWords
    match: Match
    chances: Mapping[str, float]

    def decided(self) -> Match:
        match, chances = self.match, self.chances
        likeliest = next(one for one in chances if one != NONE)
        if not match.is_accepted:
            if chances[likeliest] >= MEANT and chances[NONE] <= NONE_AT_MOST:
                return self._with_goal(likeliest)
            return match if chances[NONE] < REFUSED else msgspec.structs.replace(match, ambiguous=())
        if chances[NONE] > REFUSED:
            return msgspec.structs.replace(match, goals=(), concepts=(), ambiguous=(), has_foreign=True)
        is_one = len(match.goals) < 2
        if is_one and chances[likeliest] >= SURELY and likeliest not in _read(self.catalog, match):
            return self._with_goal(likeliest)
        meant = tuple(goal for goal in match.goals if chances[goal.goal_id] >= MENTIONED)
        return msgspec.structs.replace(match, goals=meant) if meant else match

    def _with_goal(self, goal_id: str) -> Match:
        return msgspec.structs.replace(
            self.match,
            goals=(GoalScore(goal_id, round(self.chances[goal_id], 3)),),
            concepts=(),
            ambiguous=(),
            unmatched=tuple(said for said in self.match.unmatched if self._is_elsewhere(said)),
        )

    def _is_elsewhere(self, said: str) -> bool:
        """Whether what is not covered is of another field, and not just told in other words."""
        sentence = Sentence(said, self.catalog.phrases)
        whole = weigh(self.catalog, sentence, Stretch(0, len(sentence.units)))
        alone = self.learnt.chances(features_of(sentence, whole, {}, is_read=False))
        return next(iter(alone)) == NONE
