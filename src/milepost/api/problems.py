"""From failures to RFC 9457 problem documents: the only table of statuses."""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from milepost.domain import (
    content_errors,
    errors,
    goal_errors,
    model_errors,
    provider_errors,
    search_errors,
)
from milepost.domain.errors import MilepostError
from milepost.domain.scheduling import schedule_errors

log = structlog.get_logger("milepost.api")

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[type[MilepostError], HTTPStatus] = {
    goal_errors.GoalSaysNothing: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.GoalNotCovered: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.GoalAmbiguous: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnknownGoal: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.DeadlineInThePast: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.FeedbackNotUnderstood: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NothingToChange: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.FeedbackWithApproval: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.OperationRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnknownQuizItem: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.PlacementAnswerRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.MalformedCursor: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ParameterRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TaskNotFound: HTTPStatus.NOT_FOUND,
    errors.RoadmapNotFound: HTTPStatus.NOT_FOUND,
    errors.RevisionNotFound: HTTPStatus.NOT_FOUND,
    errors.ConceptNotFound: HTTPStatus.NOT_FOUND,
    errors.ConceptNotInCatalog: HTTPStatus.NOT_FOUND,
    errors.ContentNotReady: HTTPStatus.NOT_FOUND,
    schedule_errors.CalendarFeedNotFound: HTTPStatus.NOT_FOUND,
    content_errors.NoSuchVersion: HTTPStatus.NOT_FOUND,
    content_errors.NoSuchQuestion: HTTPStatus.NOT_FOUND,
    errors.WrongIdKind: HTTPStatus.NOT_FOUND,
    errors.StaleReview: HTTPStatus.CONFLICT,
    errors.AnswersTooLate: HTTPStatus.CONFLICT,
    errors.RoadmapBlocked: HTTPStatus.CONFLICT,
    errors.StaleRevision: HTTPStatus.CONFLICT,
    schedule_errors.RoadmapNotApproved: HTTPStatus.CONFLICT,
    schedule_errors.NothingToRedate: HTTPStatus.CONFLICT,
    schedule_errors.StaleSchedule: HTTPStatus.CONFLICT,
    errors.RoadmapDeleted: HTTPStatus.CONFLICT,
    errors.TaskRunning: HTTPStatus.CONFLICT,
    errors.TaskEnded: HTTPStatus.CONFLICT,
    errors.NothingToRetry: HTTPStatus.CONFLICT,
    content_errors.NoQuestionLeft: HTTPStatus.CONFLICT,
    errors.IdempotencyKeyReused: HTTPStatus.CONFLICT,
    errors.TransitionRefused: HTTPStatus.CONFLICT,
    provider_errors.ProviderNotFound: HTTPStatus.NOT_FOUND,
    provider_errors.ProviderInUse: HTTPStatus.CONFLICT,
    provider_errors.ProviderNameTaken: HTTPStatus.CONFLICT,
    provider_errors.TooManyProviders: HTTPStatus.CONFLICT,
    provider_errors.ModelSecretMissing: HTTPStatus.CONFLICT,
    provider_errors.ModelSecretWrong: HTTPStatus.CONFLICT,
    model_errors.NoModelConfigured: HTTPStatus.CONFLICT,
    model_errors.SpendCapReached: HTTPStatus.CONFLICT,
    errors.TooManyStreams: HTTPStatus.TOO_MANY_REQUESTS,
    model_errors.ModelUnreachable: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelBusy: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelFailed: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelSpeaksAnotherProtocol: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelAnswerCut: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelAnswerInvalid: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelKeyRefused: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelNotFound: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelQuotaSpent: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelContextTooSmall: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelRefused: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelRequestRejected: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelLibraryMissing: HTTPStatus.BAD_GATEWAY,
    model_errors.ModelTimedOut: HTTPStatus.GATEWAY_TIMEOUT,
    search_errors.NoSearchConfigured: HTTPStatus.CONFLICT,
    search_errors.SearchUnreachable: HTTPStatus.BAD_GATEWAY,
    search_errors.SearchKeyRefused: HTTPStatus.BAD_GATEWAY,
    search_errors.SearchBusy: HTTPStatus.BAD_GATEWAY,
    search_errors.SearchAnswerInvalid: HTTPStatus.BAD_GATEWAY,
    search_errors.SearchFoundNothing: HTTPStatus.BAD_GATEWAY,
    errors.StorageUnreachable: HTTPStatus.SERVICE_UNAVAILABLE,
}

#: How asking a model can fail, where a request waits for its answer.
ASKING_A_MODEL: Sequence[type[MilepostError]] = (
    model_errors.SpendCapReached,
    provider_errors.ModelSecretMissing,
    provider_errors.ModelSecretWrong,
    *model_errors.ModelFailure.__subclasses__(),
)

#: Addresses that people try, and the right ones.
LIKELY_MISTAKES: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"/api/v1/roadmaps/tasks/[^/]+/status"), "GET /api/v1/roadmaps/{task_id}/status"),
    (re.compile(r"/api/v1/roadmaps/tasks/[^/]+/approve"), "POST /api/v1/roadmaps/{task_id}/approve"),
    (re.compile(r"/api/v1/roadmaps/tasks/[^/]+/cancel"), "POST /api/v1/tasks/{task_id}/cancel"),
    (
        re.compile(r"/api/v1/roadmaps/[^/]+/(cancel|retry|events)"),
        "an address that begins with /api/v1/tasks/",
    ),
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
    scope: Scope,
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
        # As it was sent: once decoded it need not be a URI any more.
        "instance": scope["raw_path"].decode("latin-1"),
        "request_id": scope.get("state", {}).get("request_id", ""),
        **(extra or {}),
    }
    return JSONResponse(body, int(status), headers=headers, media_type=MEDIA_TYPE)


def install_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(MilepostError, _domain_problem)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _unexpected)


async def _domain_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, MilepostError)
    seconds = error.retry_after_seconds
    return problem_response(
        request.scope,
        slug=error.slug,
        title=error.title,
        status=STATUS[type(error)],
        detail=str(error),
        extra=error.extra(),
        headers={"Retry-After": str(seconds)} if seconds is not None else None,
    )


async def _invalid_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return _refused_at(request, [_fault(fault, request, error.body) for fault in error.errors()])


def _refused_at(request: Request, faults: Sequence[dict[str, str]]) -> JSONResponse:
    first = faults[0]
    return problem_response(
        request.scope,
        slug="invalid-request",
        title="The request is not valid",
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        detail=f"{first['pointer'] or 'The body'}: {first['detail']}",
        extra={"errors": faults[:50]},
    )


def _fault(fault: Mapping[str, Any], request: Request, body: object) -> dict[str, str]:
    location: Sequence[object] = fault["loc"]
    if fault["type"] == "json_invalid":
        detail = f"{fault['ctx']['error']} at character {location[-1]}; this is no JSON."
        return {"pointer": "", "detail": detail}
    if tuple(location) == ("body",):
        return {"pointer": "", "detail": _body_detail(request)}
    pointer = _pointer(location, body, is_of_whole=fault["type"] == "value_error")
    return {"pointer": pointer, "detail": str(fault["msg"])[:300]}


def _body_detail(request: Request) -> str:
    """What is wrong with a body that is no object: most often what it calls itself."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return "Send a JSON object." if media_type == "application/json" else "Send it as application/json."


def _pointer(location: Sequence[object], body: object, *, is_of_whole: bool) -> str:
    """A JSON pointer into the body; for the rest, the part of the request first (`/query/limit`).

    Args:
        is_of_whole: Whether the last part may be the name of a union member, because the member as a whole is wrong;
            else it may be the name of a field that is missing.
    """
    in_body = location[0] == "body"
    parts = _parts_of_body(location[1:], body, is_of_whole=is_of_whole) if in_body else location
    return "".join("/" + str(part)[:100].replace("~", "~0").replace("/", "~1") for part in parts)


def _parts_of_body(location: Sequence[object], body: Any, *, is_of_whole: bool) -> list[object]:
    """The location without the names of union members, which stand in no document."""
    certain = location[len(location) if is_of_whole else -1 :]
    parts: list[object] = []
    for part in location[: len(location) - len(certain)]:
        with contextlib.suppress(LookupError, TypeError):
            body = body[part]
            parts.append(part)
    return [*parts, *certain]


def no_such_address(request: Request) -> JSONResponse:
    """404, with the address that was probably meant."""
    path = request.url.path
    right = next((right for pattern, right in LIKELY_MISTAKES if pattern.fullmatch(path)), None)
    if right is None and path.endswith("/"):
        right = path.rstrip("/")
    hint = f" You may be looking for {right}." if right else ""
    return problem_response(
        request.scope,
        slug="not-found",
        title="Not Found",
        status=HTTPStatus.NOT_FOUND,
        detail=f"There is nothing at this address.{hint}",
    )


async def _http_problem(request: Request, error: Exception) -> JSONResponse:
    """What the framework raises by itself."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    if status == HTTPStatus.NOT_FOUND:
        return no_such_address(request)
    if status == HTTPStatus.BAD_REQUEST:  # its word for bytes that no JSON reader takes
        return _refused_at(request, [{"pointer": "", "detail": "This cannot be read as JSON."}])
    allowed = _methods_of(request) if status == HTTPStatus.METHOD_NOT_ALLOWED else ""
    return problem_response(
        request.scope,
        slug=status.phrase.lower().replace(" ", "-"),
        title=status.phrase,
        status=status,
        detail=f"{request.method} is not possible here, but {allowed} is." if allowed else status.phrase,
        headers={**(error.headers or {}), **({"Allow": allowed} if allowed else {})},
    )


def _methods_of(request: Request) -> str:
    """All that is possible at this address: the framework names the methods of its first route only."""
    here = [
        one for one in _routes(request.app.router.routes) if one.matches(request.scope)[0] is not Match.NONE
    ]
    # An address that is written out comes before one with a parameter that could be read into it.
    path = min((one.path for one in here), key=lambda path: path.count("{"), default=None)
    return ", ".join(sorted({method for one in here if one.path == path for method in one.methods or ()}))


def _routes(routes: Sequence[BaseRoute]) -> Iterator[Route]:
    for route in routes:
        if (router := getattr(route, "original_router", None)) is not None:
            yield from _routes(router.routes)
        elif isinstance(route, Route):
            yield route


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error(
        "request_failed",
        path=request.url.path,
        request_id=request.scope["state"]["request_id"],
        exc_info=error,
    )
    return problem_response(
        request.scope,
        slug="internal",
        title="Something went wrong here",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        detail="The server could not do this. The request id names the line in its log.",
    )
