"""Studying: content, quiz attempts and the learner's progress."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from milepost.api.deps import Once, Owner, ServicesOf
from milepost.api.problems import problems
from milepost.api.study.schemas import ProgressRequest, QuizView, ResourcesView, TutorialView, quiz_view
from milepost.domain import errors
from milepost.domain.content import Quiz, ResourceList, Tutorial
from milepost.domain.goals import UnitKind
from milepost.domain.why import Why
from milepost.workflow import explaining, study

router = APIRouter(prefix="/api/v1/roadmaps/{roadmap_id}/concepts/{concept_id}", tags=["study"])

RoadmapIdText = Annotated[str, Path(max_length=64)]
ConceptIdText = Annotated[str, Path(max_length=120)]
Version = Annotated[
    int | None, Query(ge=1, le=2**31 - 1, description="An earlier version; the newest when absent.")
]
_CONCEPT_PROBLEMS = (errors.RoadmapNotFound, errors.WrongIdKind, errors.ConceptNotFound)
_CONTENT_PROBLEMS = (*_CONCEPT_PROBLEMS, errors.ContentNotReady)


@router.get("/why", operation_id="get_why", responses=problems(*_CONCEPT_PROBLEMS))
async def why(
    roadmap_id: RoadmapIdText, concept_id: ConceptIdText, services: ServicesOf, owner: Owner
) -> Why:
    """Why a concept is in the roadmap: for which goals, by which chain of needs, and why in its place."""
    return await explaining.explain_concept(services, owner, roadmap_id, concept_id)


@router.get("/tutorial", operation_id="get_tutorial", responses=problems(*_CONTENT_PROBLEMS))
async def tutorial(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    services: ServicesOf,
    owner: Owner,
    version: Version = None,
) -> TutorialView:
    """The tutorial of a concept, in Markdown."""
    number, content = await study.read_content(
        services, owner, roadmap_id, concept_id, UnitKind.TUTORIAL, version
    )
    assert isinstance(content, Tutorial)
    return TutorialView(**dict(content), version=number)


@router.get("/resources", operation_id="get_resources", responses=problems(*_CONTENT_PROBLEMS))
async def resources(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    services: ServicesOf,
    owner: Owner,
    version: Version = None,
) -> ResourcesView:
    """Where to read on, each with what is known of the link."""
    number, content = await study.read_content(
        services, owner, roadmap_id, concept_id, UnitKind.RESOURCES, version
    )
    assert isinstance(content, ResourceList)
    return ResourcesView(version=number, resources=list(content.resources))


@router.get("/quiz", operation_id="get_quiz", responses=problems(*_CONTENT_PROBLEMS))
async def quiz(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    services: ServicesOf,
    owner: Owner,
    version: Version = None,
) -> QuizView:
    """The quiz of a concept, without its answers."""
    number, content = await study.read_content(
        services, owner, roadmap_id, concept_id, UnitKind.QUIZ, version
    )
    assert isinstance(content, Quiz)
    return quiz_view(number, content)


@router.post(
    "/quiz/attempts",
    status_code=201,
    operation_id="attempt_quiz",
    responses=problems(
        *_CONTENT_PROBLEMS, errors.RoadmapDeleted, errors.UnknownQuizItem, errors.IdempotencyKeyReused
    ),
)
async def attempt(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    answers: study.AttemptRequest,
    services: ServicesOf,
    once: Once,
) -> study.Attempt:
    """Have answers graded; the key comes with the grade."""
    return await study.attempt_quiz(services, once, roadmap_id, concept_id, answers)


@router.put(
    "/progress", operation_id="set_progress", responses=problems(*_CONCEPT_PROBLEMS, errors.RoadmapDeleted)
)
async def progress(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    request: ProgressRequest,
    services: ServicesOf,
    owner: Owner,
) -> study.ConceptProgress:
    """Say how far the learner is with a concept."""
    return await study.set_progress(services, owner, roadmap_id, concept_id, request.state)
