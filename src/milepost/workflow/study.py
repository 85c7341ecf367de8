"""What a learner does with a roadmap: reads content, answers quizzes, marks concepts done."""

from collections.abc import Mapping

from pydantic import Field

from milepost.domain.content import Content, Grade, Quiz, grade
from milepost.domain.errors import ConceptNotFound, ContentNotReady, UnknownQuizItem
from milepost.domain.goals import UnitKind
from milepost.domain.ids import ATTEMPT_PREFIX, ConceptId, OwnerId
from milepost.domain.model import Ordinal, Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import LearnerState, QuizAttemptRecord, RoadmapRecord
from milepost.domain.roadmaps import Concept
from milepost.domain.tasks import UnitStatus
from milepost.workflow.access import get_changeable_roadmap, get_own_roadmap
from milepost.workflow.once import Request, once
from milepost.workflow.revisions import get_revision
from milepost.workflow.services import Services


class AttemptRequest(Value):
    version: Ordinal
    answers: Mapping[str, tuple[str, ...]] = Field(max_length=100)
    """Chosen option ids by item id; an item left out counts as wrong."""


class Attempt(Grade):
    """A graded attempt."""

    attempt_id: str


class ConceptProgress(Value):
    concept_id: str
    state: LearnerState


def concept_key(concept: Concept, roadmap_id: str) -> str:
    """What a learner's state is kept under: the catalog's id, shared by all roadmaps, or the roadmap's own."""
    return concept.concept_id if concept.in_catalog else f"{roadmap_id}/{concept.concept_id}"


async def read_content(
    services: Services,
    owner_id: OwnerId,
    roadmap_id: str,
    concept_id: str,
    kind: UnitKind,
    version: int | None = None,
) -> tuple[int, Content]:
    """(version, content); the newest version unless one is named.

    Raises:
        ConceptNotFound: The roadmap has no such concept.
        ContentNotReady: It has not been written, or not in that version.
    """
    async with services.database.read() as work:
        roadmap = await get_own_roadmap(work, roadmap_id, owner_id)
        found = await work.units.find_content(roadmap_id, concept_id, kind, version)
        if found is not None:
            return found
        await _concept(work, roadmap, concept_id)
        units = await work.units.of_roadmap(roadmap.roadmap_id)
    status = {unit.unit: unit.status for unit in units}.get(f"{concept_id}:{kind}", UnitStatus.PENDING)
    raise ContentNotReady(concept_id, kind, status if version is None else f"not there in version {version}")


async def attempt_quiz(
    services: Services, request: Request, roadmap_id: str, concept_id: str, attempt: AttemptRequest
) -> Attempt:
    """Grade answers and keep the attempt.

    Raises:
        UnknownQuizItem: An answer names no item, or an option that the item does not have.
        ConceptNotFound, ContentNotReady: There is no such quiz.
        RoadmapDeleted: The roadmap is in the trash.
    """
    _, quiz = await read_content(
        services, request.owner_id, roadmap_id, concept_id, UnitKind.QUIZ, attempt.version
    )
    assert isinstance(quiz, Quiz)
    _check_answers(quiz, attempt.answers)
    graded = grade(quiz, attempt.answers)

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


async def set_progress(
    services: Services, owner_id: OwnerId, roadmap_id: str, concept_id: str, state: LearnerState
) -> ConceptProgress:
    """Say how far the learner is with a concept, in every roadmap that has it.

    Raises:
        ConceptNotFound: The roadmap has no such concept.
        RoadmapDeleted: The roadmap is in the trash.
    """
    async with services.database.write() as work:
        roadmap = await get_changeable_roadmap(work, roadmap_id, owner_id)
        concept = await _concept(work, roadmap, concept_id)
        key = concept_key(concept, roadmap_id)
        await work.learners.put(owner_id, key, state, services.clock.now())
    return ConceptProgress(concept_id=concept_id, state=state)


async def _concept(work: Stores, roadmap: RoadmapRecord, concept_id: str) -> Concept:
    if roadmap.revision == 0:
        raise ConceptNotFound(concept_id)
    plan = (await get_revision(work, roadmap.roadmap_id, roadmap.revision)).plan
    for concept in plan.roadmap.concepts:
        if concept.concept_id == concept_id:
            return concept
    raise ConceptNotFound(concept_id)


def _check_answers(quiz: Quiz, answers: Mapping[str, tuple[str, ...]]) -> None:
    options = {item.item_id: {option.option_id for option in item.options} for item in quiz.items}
    for item_id, chosen in answers.items():
        if item_id not in options:
            raise UnknownQuizItem(item_id)
        for option_id in chosen:
            if option_id not in options[item_id]:
                raise UnknownQuizItem(f"{item_id}/{option_id}")
