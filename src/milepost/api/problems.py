"""From failures to RFC 9457 problem documents: the only table of statuses."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from milepost.domain import errors
from milepost.domain.errors import MilepostError

log = structlog.get_logger("milepost.api")

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[type[MilepostError], HTTPStatus] = {
    errors.GoalNotCovered: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.GoalAmbiguous: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnknownGoal: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.DeadlineInThePast: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.FeedbackNotUnderstood: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NothingToChange: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.FeedbackWithApproval: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.OperationRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnknownQuizItem: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.MalformedCursor: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ParameterRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TaskNotFound: HTTPStatus.NOT_FOUND,
    errors.RoadmapNotFound: HTTPStatus.NOT_FOUND,
    errors.RevisionNotFound: HTTPStatus.NOT_FOUND,
    errors.ConceptNotFound: HTTPStatus.NOT_FOUND,
    errors.ConceptNotInCatalog: HTTPStatus.NOT_FOUND,
    errors.ContentNotReady: HTTPStatus.NOT_FOUND,
    errors.WrongIdKind: HTTPStatus.NOT_FOUND,
    errors.StaleReview: HTTPStatus.CONFLICT,
    errors.RoadmapBlocked: HTTPStatus.CONFLICT,
    errors.StaleRevision: HTTPStatus.CONFLICT,
    errors.TaskRunning: HTTPStatus.CONFLICT,
    errors.TaskEnded: HTTPStatus.CONFLICT,
    errors.NothingToRetry: HTTPStatus.CONFLICT,
    errors.IdempotencyKeyReused: HTTPStatus.CONFLICT,
    errors.TransitionRefused: HTTPStatus.CONFLICT,
}

#: Addresses that people try, and the right ones.
LIKELY_MISTAKES: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"/api/v1/roadmaps/tasks/[^/]+/status"), "GET /api/v1/roadmaps/{task_id}/status"),
    (re.compile(r"/api/v1/roadmaps/tasks/[^/]+/approve"), "POST /api/v1/roadmaps/{task_id}/approve"),
    (re.compile(r"/api/v1/tasks/[^/]+/approve"), "POST /api/v1/roadmaps/{task_id}/approve"),
    (re.compile(r"/(api/)?ws/.*|/api/v1/ws(/.*)?"), "WebSocket /api/v1/ws/{task_id}?include_history=true"),
    (re.compile(r"/api/(?!v1/).*"), "addresses that begin with /api/v1/"),
)


class FieldError(BaseModel):
    """One fault of the request, at the place it concerns (a JSON pointer)."""

    pointer: str
    detail: str


class Problem(BaseModel):
    """RFC 9457. `type` is stable and what a page translates by; `detail` is English."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[FieldError] | None = None


def problems(*kinds: type[MilepostError]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route that can fail in these ways, besides an invalid request."""
    found: dict[int | str, dict[str, Any]] = {}
    for status in {STATUS[kind] for kind in kinds} | {HTTPStatus.UNPROCESSABLE_ENTITY}:
        slugs = sorted({"invalid-request"} if status == HTTPStatus.UNPROCESSABLE_ENTITY else set[str]())
        slugs += sorted(kind.slug for kind in kinds if STATUS[kind] == status)
        found[int(status)] = {
            "model": Problem,
            "description": f"Problem: {', '.join(slugs)}.",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return found


def problem_response(
    path: str,
    request_id: str,
    *,
    slug: str,
    title: str,
    status: HTTPStatus,
    detail: str,
    extra: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    body = {
        "type": f"/problems/{slug}",
        "title": title,
        "status": int(status),
        "detail": detail,
        "instance": path,
        "request_id": request_id,
        **(extra or {}),
    }
    return JSONResponse(body, int(status), headers=headers, media_type=MEDIA_TYPE)


def install_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(MilepostError, _domain_problem)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _unexpected)


def _request_id(request: Request) -> str:
    return str(request.scope.get("state", {}).get("request_id", ""))


async def _domain_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, MilepostError)
    return problem_response(
        request.url.path,
        _request_id(request),
        slug=error.slug,
        title=error.title,
        status=STATUS[type(error)],
        detail=str(error),
        extra=error.extra(),
    )


async def _invalid_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    faults = [
        {"pointer": _pointer(fault["loc"]), "detail": str(fault["msg"])[:300]} for fault in error.errors()
    ]
    first = faults[0]
    return problem_response(
        request.url.path,
        _request_id(request),
        slug="invalid-request",
        title="The request is not valid",
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        detail=f"{first['pointer'] or 'The body'}: {first['detail']}",
        extra={"errors": faults[:50]},
    )


def _pointer(location: Sequence[object]) -> str:
    """A JSON pointer into the body; for the rest, the part of the request first (`/query/limit`)."""
    parts = location[1:] if location and location[0] == "body" else location
    return "".join("/" + str(part)[:100].replace("~", "~0").replace("/", "~1") for part in parts)


async def _http_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    detail = "There is nothing at this address."
    if status == HTTPStatus.NOT_FOUND:
        for pattern, right in LIKELY_MISTAKES:
            if pattern.fullmatch(request.url.path):
                detail = f"There is nothing at this address. You may be looking for {right}."
                break
    else:
        detail = (
            f"{request.method} is not possible here."
            if status == HTTPStatus.METHOD_NOT_ALLOWED
            else status.phrase
        )
    return problem_response(
        request.url.path,
        _request_id(request),
        slug=status.phrase.lower().replace(" ", "-"),
        title=status.phrase,
        status=status,
        detail=detail,
        headers=error.headers,
    )


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("request_failed", path=request.url.path, request_id=_request_id(request), exc_info=error)
    return problem_response(
        request.url.path,
        _request_id(request),
        slug="internal",
        title="Something went wrong here",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        detail="The server could not do this. The request id names the line in its log.",
    )
