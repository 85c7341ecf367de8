"""Quizzes: asked and graded without the questions that somebody has found wrong."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from milepost.domain.content import FEWEST_QUIZ_ITEMS, Grade, Quiz, QuizItem, grade, without_items
from milepost.domain.content_errors import NoQuestionLeft, NoSuchQuestion
from milepost.domain.errors import ContentNotReady, UnknownQuizItem
from milepost.domain.goals import ReasonText, UnitKind
from milepost.domain.ids import ATTEMPT_PREFIX, ConceptId, OwnerId
from milepost.domain.model import Ordinal, Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import QuizAttemptRecord, RemovedItem, RoadmapRecord
from milepost.workflow.access import get_changeable_roadmap
from milepost.workflow.once import Request, answered_before, once
from milepost.workflow.services import Services
from milepost.workflow.study import read_content


class AttemptRequest(Value):
    version: Ordinal
    answers: Mapping[str, tuple[str, ...]] = Field(max_length=100)
    """Chosen option ids by item id; an item left out counts as wrong."""


class Attempt(Grade):
    """A graded attempt."""

    attempt_id: str


class Removal(Value):
    reason: ReasonText | None = None
    """What is wrong with the question."""


class AskedQuiz(NamedTuple):
    """One version of a quiz, as it stands now."""

    version: int
    whole: Quiz
    """With the questions that were taken out."""
    removed: Sequence[RemovedItem]

    @property
    def quiz(self) -> Quiz:
        """What is asked and graded; may have no question left."""
        return without_items(self.whole, {item.item_id for item in self.removed})

    @property
    def is_too_short(self) -> bool:
        """Whether so many were taken out that the rest says little."""
        return bool(self.removed) and len(self.quiz.items) < FEWEST_QUIZ_ITEMS

    def item(self, item_id: str) -> QuizItem:
        """Raises NoSuchQuestion: This version never had it."""
        for item in self.whole.items:
            if item.item_id == item_id:
                return item
        raise NoSuchQuestion(item_id, self.version)


async def read_quiz(
    services: Services, owner_id: OwnerId, roadmap_id: str, concept_id: str, version: int | None = None
) -> AskedQuiz:
    """The quiz of a concept. Raises what `read_content` raises."""
    number, quiz = await read_content(services, owner_id, roadmap_id, concept_id, UnitKind.QUIZ, version)
    assert isinstance(quiz, Quiz)
    async with services.database.read() as work:
        return AskedQuiz(number, quiz, await work.quizzes.removed(roadmap_id, concept_id, number))


async def attempt_quiz(
    services: Services, request: Request, roadmap_id: str, concept_id: str, attempt: AttemptRequest
) -> Attempt:
    """Grade answers and keep the attempt. A question that was taken out meanwhile counts for nothing.

    Raises:
        UnknownQuizItem: An answer names no item, or an option that the item does not have.
        NoQuestionLeft: All of its questions were taken out.
        ConceptNotFound, ContentNotReady: There is no such quiz.
        RoadmapDeleted: The roadmap is in the trash.
    """
    if (before := await answered_before(services, request, Attempt)) is not None:
        return before
    asked = await read_quiz(services, request.owner_id, roadmap_id, concept_id, attempt.version)
    _check_answers(asked.whole, attempt.answers)
    if asked.removed and not asked.quiz.items:
        raise NoQuestionLeft
    graded = grade(asked.quiz, attempt.answers)

    async def effect(work: Stores) -> Attempt:
        roadmap = await get_changeable_roadmap(work, roadmap_id, request.owner_id)
        attempt_id = services.ids.new(ATTEMPT_PREFIX)
        record = QuizAttemptRecord(
            attempt_id=attempt_id,
            owner_id=request.owner_id,
            roadmap_id=roadmap.roadmap_id,
            concept_id=ConceptId(concept_id),
            version=attempt.version,
            answers=dict(attempt.answers),
            score=graded.score,
            passed=graded.passed,
            created_at=services.clock.now(),
        )
        await work.learners.add_attempt(record)
        return Attempt(attempt_id=attempt_id, **dict(graded))

    return await once(services, request, effect, Attempt)


async def remove_question(
    services: Services,
    owner_id: OwnerId,
    roadmap_id: str,
    concept_id: str,
    version: int,
    item_id: str,
    removal: Removal,
) -> AskedQuiz:
    """Take a question out of a version of a quiz, for everyone who learns with this roadmap; attempts stay as they are.

    Once it is out, the same again changes nothing.

    Raises:
        NoSuchQuestion: This version never had it.
        RoadmapNotFound, ContentNotReady, RoadmapDeleted: There is no such quiz that can be changed.
    """
    async with services.database.write() as work:
        roadmap, asked = await _changeable(work, owner_id, roadmap_id, concept_id, version)
        item = RemovedItem(
            item_id=asked.item(item_id).item_id,
            reason=removal.reason or None,
            created_at=services.clock.now(),
        )
        await work.quizzes.remove(roadmap.roadmap_id, ConceptId(concept_id), version, item)
        return asked._replace(removed=await work.quizzes.removed(roadmap_id, concept_id, version))


async def put_question_back(
    services: Services, owner_id: OwnerId, roadmap_id: str, concept_id: str, version: int, item_id: str
) -> AskedQuiz:
    """Ask a question again that was taken out. Raises what `remove_question` raises."""
    async with services.database.write() as work:
        roadmap, asked = await _changeable(work, owner_id, roadmap_id, concept_id, version)
        await work.quizzes.put_back(
            roadmap.roadmap_id, ConceptId(concept_id), version, asked.item(item_id).item_id
        )
        return asked._replace(removed=await work.quizzes.removed(roadmap_id, concept_id, version))


async def _changeable(
    work: Stores, owner_id: OwnerId, roadmap_id: str, concept_id: str, version: int
) -> tuple[RoadmapRecord, AskedQuiz]:
    roadmap = await get_changeable_roadmap(work, roadmap_id, owner_id)
    found = await work.units.find_content(roadmap_id, concept_id, UnitKind.QUIZ, version)
    if found is None:
        raise ContentNotReady(concept_id, UnitKind.QUIZ, f"not there in version {version}")
    assert isinstance(found[1], Quiz)
    return roadmap, AskedQuiz(version, found[1], ())


def _check_answers(quiz: Quiz, answers: Mapping[str, tuple[str, ...]]) -> None:
    options = {item.item_id: {option.option_id for option in item.options} for item in quiz.items}
    for item_id, chosen in answers.items():
        if item_id not in options:
            raise UnknownQuizItem(item_id)
        for option_id in chosen:
            if option_id not in options[item_id]:
                raise UnknownQuizItem(f"{item_id}/{option_id}")
