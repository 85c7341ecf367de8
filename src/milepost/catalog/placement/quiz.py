"""The placement quiz over a catalog: the same answers and seed give the same next question, or the same result."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from milepost.catalog.author import quiz_of
from milepost.catalog.graph import Catalog
from milepost.catalog.placement.belief import Belief, Reply, States, doubts
from milepost.catalog.placement.states import Ground, likely_states
from milepost.domain.content import QuizItem
from milepost.domain.errors import PlacementAnswerRefused
from milepost.domain.goals import Intent, Language
from milepost.domain.placement import (
    MOST_QUESTIONS,
    PlacedConcept,
    PlacementAnswer,
    PlacementQuestion,
    PlacementResult,
    PlacementStep,
)

#: How many states are weighed. With half as many, large goals lose a point of the concepts placed right (ADR 0022).
_STATES = 4096
#: It ends early when this share of the concepts is expected to be placed wrong, or no question would change much.
_CERTAIN_ENOUGH, _WORTH_ASKING = 0.02, 0.002
#: From here on a concept counts as known: what is more likely so than not.
_MORE_LIKELY_KNOWN = 0.5
#: A slip is made up for by asking again about the same concept, with another question; a third time tells nothing new.
_MOST_PER_CONCEPT = 2
_GOALS_KEPT = 16


class _Subject(NamedTuple):
    """What a quiz is about, and what learners may know of it."""

    ground: Ground
    states: States


class CatalogPlacement:
    """Implements the port `Placement`."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._subject = lru_cache(maxsize=_GOALS_KEPT)(self._subject_of)

    def step(
        self, intent: Intent, answers: Sequence[PlacementAnswer], *, seed: int = 0, finish: bool = False
    ) -> PlacementStep:
        """The next question for these answers, or what they show.

        Raises:
            PlacementAnswerRefused: An answer names no question of this quiz, or one a second time.
        """
        subject = self._subject(tuple(goal.goal_id for goal in intent.goals), intent.named, intent.known)
        if not subject.ground.concept_ids:
            return PlacementStep(answered=0, result=PlacementResult(known=(), unknown_count=0, right_count=0))
        replies = self._replies(subject.ground, answers, intent.language)
        belief = Belief(subject.states)
        for answer, reply in zip(answers, replies, strict=True):
            belief = belief.after(subject.ground.number[answer.concept_id], reply)
        question = None
        if not finish and len(answers) < MOST_QUESTIONS:
            question = self._question(subject.ground, belief, answers, intent.language, seed)
        return PlacementStep(
            answered=len(answers),
            question=question,
            result=None
            if question
            else self._result(subject.ground, belief, answers, replies, intent.language),
        )

    def _subject_of(
        self, goal_ids: tuple[str, ...], named: tuple[str, ...], known: tuple[str, ...]
    ) -> _Subject:
        """What the goals may teach, less what the learner already said they know."""
        goals = [self._catalog.goals[goal_id] for goal_id in goal_ids]
        targets = [*(one for goal in goals for one in (*goal.must, *goal.should)), *named]
        said = frozenset(known) & self._catalog.concepts.keys()
        ground = Ground(self._catalog, self._catalog.closure(targets, known=said) - said)
        seed = f"{self._catalog.content_hash}/{'+'.join(goal_ids)}"
        states = likely_states(ground, goal_ids, count=_STATES, seed=seed) if ground.concept_ids else []
        return _Subject(ground, States(states, len(ground)))

    def _items(self, concept_id: str, language: Language) -> tuple[Language, Mapping[str, QuizItem]]:
        """The language they are written in, and the questions with one right answer, by their ids."""
        quiz = quiz_of(self._catalog.concepts[concept_id], language)
        return quiz.language, {item.item_id: item for item in quiz.items if len(item.right_option_ids) == 1}

    def _replies(self, ground: Ground, answers: Sequence[PlacementAnswer], language: Language) -> list[Reply]:
        seen: set[tuple[str, str]] = set()
        replies: list[Reply] = []
        for index, answer in enumerate(answers):
            if answer.concept_id not in ground.number:
                raise PlacementAnswerRefused(
                    index, f"This quiz asks nothing about {answer.concept_id!r}.", place="/concept_id"
                )
            _, items = self._items(answer.concept_id, language)
            item = items.get(answer.item_id)
            if item is None:
                detail = f"{answer.concept_id!r} has no question {answer.item_id!r}. Begin the quiz again."
                raise PlacementAnswerRefused(index, detail, place="/item_id")
            if (answer.concept_id, answer.item_id) in seen:
                raise PlacementAnswerRefused(index, "This question has been answered already.")
            seen.add((answer.concept_id, answer.item_id))
            replies.append(_reply(index, item, answer.option_id))
        return replies

    def _question(
        self,
        ground: Ground,
        belief: Belief,
        answers: Sequence[PlacementAnswer],
        language: Language,
        seed: int,
    ) -> PlacementQuestion | None:
        """The most telling question that is left; None when it is certain enough, or none would tell much."""
        if sum(doubts(belief.known)) <= _CERTAIN_ENOUGH * len(ground):
            return None
        asked = Counter(answer.concept_id for answer in answers)
        values = {
            number: belief.value_of_asking(number)
            for number, one in enumerate(ground.concept_ids)
            if asked[one] < _MOST_PER_CONCEPT
        }
        for number in sorted(values, key=lambda one: (-values[one], one)):
            if values[number] < _WORTH_ASKING:
                break
            question = self._asked_about(ground.concept_ids[number], answers, language, seed)
            if question is not None:
                return question
        return None

    def _asked_about(
        self, concept_id: str, answers: Sequence[PlacementAnswer], language: Language, seed: int
    ) -> PlacementQuestion | None:
        """One of the concept's questions that was not asked yet, if there is one; which, the seed says."""
        written_in, items = self._items(concept_id, language)
        used = {answer.item_id for answer in answers if answer.concept_id == concept_id}
        item = min(
            (one for one in items.values() if one.item_id not in used),
            key=lambda one: hashlib.sha256(f"{seed}/{concept_id}/{one.item_id}".encode()).digest(),
            default=None,
        )
        if item is None:
            return None
        return PlacementQuestion(
            concept_id=concept_id,
            concept_name=self._catalog.concepts[concept_id].name(language),
            item_id=item.item_id,
            stem=item.stem,
            options=item.options,
            language=written_in,
        )

    def _result(
        self,
        ground: Ground,
        belief: Belief,
        answers: Sequence[PlacementAnswer],
        replies: Sequence[Reply],
        language: Language,
    ) -> PlacementResult:
        known = [number for number, likely in enumerate(belief.known) if likely > _MORE_LIKELY_KNOWN]
        right = [
            ground.number[answer.concept_id]
            for answer, reply in zip(answers, replies, strict=True)
            if reply == "right" and ground.number[answer.concept_id] in known
        ]
        return PlacementResult(
            known=tuple(self._placed(ground, belief, number, right, language) for number in known),
            unknown_count=len(ground) - len(known),
            right_count=replies.count("right"),
        )

    def _placed(
        self, ground: Ground, belief: Belief, number: int, right: Sequence[int], language: Language
    ) -> PlacedConcept:
        concept = self._catalog.concepts[ground.concept_ids[number]]
        builders = () if number in right else [one for one in right if ground.below[one] >> number & 1]
        # Of several that build on it the nearest says most.
        builder = self._catalog.concepts[ground.concept_ids[min(builders)]] if builders else None
        return PlacedConcept(
            concept_id=concept.concept_id,
            name=concept.name(language),
            hours=concept.hours.typical,
            why="answered" if number in right else "implied" if builder else "likely",
            because_id=builder.concept_id if builder else None,
            because_name=builder.name(language) if builder else None,
            certainty=round(belief.known[number], 3),
        )


def _reply(index: int, item: QuizItem, option_id: str | None) -> Reply:
    if option_id is None:
        return "unsure"
    if option_id not in {option.option_id for option in item.options}:
        raise PlacementAnswerRefused(index, f"The question has no option {option_id!r}.", place="/option_id")
    return "right" if {option_id} == set(item.right_option_ids) else "wrong"
