"""Studying: content, quiz attempts and the learner's progress."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from milepost.api.deps import Once, Owner, ServicesOf
from milepost.api.problems import problems
from milepost.api.study.schemas import (
    LinksCheckedView,
    ProgressRequest,
    QuizView,
    ResourcesView,
    TutorialView,
    quiz_view,
)
from milepost.domain import content_errors, errors
from milepost.domain.content import Tutorial
from milepost.domain.goals import UnitKind
from milepost.domain.why import Why
from milepost.workflow import explaining, quizzes, study
from milepost.workflow.check_links import check_resources
from milepost.workflow.read_resources import read_resources

router = APIRouter(prefix="/api/v1/roadmaps/{roadmap_id}/concepts/{concept_id}", tags=["study"])

RoadmapIdText = Annotated[str, Path(max_length=64)]
ConceptIdText = Annotated[str, Path(max_length=120)]
ItemIdText = Annotated[str, Path(max_length=120)]
VersionInPath = Annotated[int, Path(ge=1, le=2**31 - 1)]
Version = Annotated[
    int | None,
    Query(ge=1, le=2**31 - 1, description="Any version that there is; the one that is in use when absent."),
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
    number, known = await read_resources(services, owner, roadmap_id, concept_id, version)
    return ResourcesView(version=number, resources=list(known))


@router.post(
    "/resources/check",
    operation_id="check_resources",
    responses=problems(*_CONTENT_PROBLEMS, errors.RoadmapDeleted),
)
async def check_links(
    roadmap_id: RoadmapIdText, concept_id: ConceptIdText, services: ServicesOf, owner: Owner
) -> LinksCheckedView:
    """Look at the links now, for at most 40 seconds; what was looked at within a minute is not asked for again."""
    not_looked_at = await check_resources(services, owner, roadmap_id, concept_id)
    number, known = await read_resources(services, owner, roadmap_id, concept_id)
    return LinksCheckedView(version=number, resources=list(known), not_looked_at=not_looked_at)


@router.get("/quiz", operation_id="get_quiz", responses=problems(*_CONTENT_PROBLEMS))
async def quiz(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    services: ServicesOf,
    owner: Owner,
    version: Version = None,
) -> QuizView:
    """The quiz of a concept, without its answers."""
    return quiz_view(await quizzes.read_quiz(services, owner, roadmap_id, concept_id, version))


@router.post(
    "/quiz/attempts",
    status_code=201,
    operation_id="attempt_quiz",
    responses=problems(
        *_CONTENT_PROBLEMS,
        errors.RoadmapDeleted,
        errors.UnknownQuizItem,
        content_errors.NoQuestionLeft,
        errors.IdempotencyKeyReused,
    ),
)
async def attempt(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    answers: quizzes.AttemptRequest,
    services: ServicesOf,
    once: Once,
) -> quizzes.Attempt:
    """Have answers graded; the key comes with the grade."""
    return await quizzes.attempt_quiz(services, once, roadmap_id, concept_id, answers)


_QUESTION_PROBLEMS = (*_CONTENT_PROBLEMS, content_errors.NoSuchQuestion, errors.RoadmapDeleted)


@router.put(
    "/quiz/versions/{version}/items/{item_id}/removal",
    operation_id="remove_question",
    responses=problems(*_QUESTION_PROBLEMS),
)
async def remove_question(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    version: VersionInPath,
    item_id: ItemIdText,
    services: ServicesOf,
    owner: Owner,
    removal: quizzes.Removal | None = None,
) -> QuizView:
    """Take a question out that is wrong, for everyone who learns with this roadmap."""
    asked = await quizzes.remove_question(
        services, owner, roadmap_id, concept_id, version, item_id, removal or quizzes.Removal()
    )
    return quiz_view(asked)


@router.delete(
    "/quiz/versions/{version}/items/{item_id}/removal",
    operation_id="put_question_back",
    responses=problems(*_QUESTION_PROBLEMS),
)
async def put_question_back(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    version: VersionInPath,
    item_id: ItemIdText,
    services: ServicesOf,
    owner: Owner,
) -> QuizView:
    """Ask a question again that was taken out."""
    asked = await quizzes.put_question_back(services, owner, roadmap_id, concept_id, version, item_id)
    return quiz_view(asked)


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
