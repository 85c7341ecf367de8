"""Versions of what is written for a concept: asked for, followed while they are written, chosen."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from milepost.api.deps import Context, Once, Owner, ServicesOf
from milepost.api.problems import problems
from milepost.api.rewriting.growing_text import GrowingText, growing_text
from milepost.api.task_status import IfNoneMatch
from milepost.domain import content_errors, errors, model_errors, search_errors
from milepost.domain.goals import UnitKind
from milepost.domain.scheduling import schedule_errors
from milepost.workflow import rewrite_unit
from milepost.workflow.generate_roadmap import Accepted

router = APIRouter(prefix="/api/v1/roadmaps/{roadmap_id}/concepts/{concept_id}", tags=["rewriting"])

RoadmapIdText = Annotated[str, Path(max_length=64)]
ConceptIdText = Annotated[str, Path(max_length=120)]
Wait = Annotated[
    float | None,
    Query(ge=0, le=30, allow_inf_nan=False, description="Seconds to wait for more of it, at most 30."),
]
_UNIT_PROBLEMS = (errors.RoadmapNotFound, errors.WrongIdKind, errors.ContentNotReady)
_CHANGE_PROBLEMS = (
    *_UNIT_PROBLEMS,
    errors.ConceptNotFound,
    errors.RoadmapDeleted,
    schedule_errors.RoadmapNotApproved,
    errors.TaskRunning,
    errors.IdempotencyKeyReused,
)


@router.get("/{kind}/versions", operation_id="list_versions", responses=problems(*_UNIT_PROBLEMS))
async def versions(
    roadmap_id: RoadmapIdText, concept_id: ConceptIdText, kind: UnitKind, services: ServicesOf, owner: Owner
) -> rewrite_unit.Versions:
    """Every version of a part, which of them is read, and how it stands with the next."""
    return await rewrite_unit.list_versions(services, owner, roadmap_id, concept_id, kind)


@router.post(
    "/{kind}/regenerate",
    status_code=202,
    operation_id="rewrite_unit",
    responses=problems(*_CHANGE_PROBLEMS, model_errors.NoModelConfigured, search_errors.NoSearchConfigured),
)
async def rewrite(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    kind: UnitKind,
    services: ServicesOf,
    once: Once,
    wish: rewrite_unit.RewriteRequest | None = None,
) -> Accepted:
    """Have a model write a part anew, as a new task; what there is stays, and is read until then."""
    return await rewrite_unit.rewrite_unit(
        services, once, roadmap_id, concept_id, kind, wish or rewrite_unit.RewriteRequest()
    )


@router.put(
    "/{kind}/version",
    operation_id="choose_version",
    responses=problems(*_CHANGE_PROBLEMS, content_errors.NoSuchVersion),
)
async def choose(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    kind: UnitKind,
    choice: rewrite_unit.VersionChoice,
    services: ServicesOf,
    once: Once,
) -> rewrite_unit.Versions:
    """Have this version read from now on."""
    return await rewrite_unit.choose_version(services, once, roadmap_id, concept_id, kind, choice)


@router.get(
    "/tutorial/growing",
    operation_id="get_growing_tutorial",
    response_model=GrowingText,
    responses=problems(*_UNIT_PROBLEMS)
    | {304: {"description": "Still what `If-None-Match` names, after `wait` seconds."}},
)
async def growing_tutorial(
    roadmap_id: RoadmapIdText,
    concept_id: ConceptIdText,
    context: Context,
    owner: Owner,
    if_none_match: IfNoneMatch = None,
    wait: Wait = None,
) -> Response:
    """What there is of a tutorial while a model writes it. It is no tutorial yet, and may begin anew."""
    return await growing_text(
        context, owner, roadmap_id, concept_id, UnitKind.TUTORIAL, if_none_match=if_none_match, wait=wait
    )
