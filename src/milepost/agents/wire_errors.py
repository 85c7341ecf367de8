"""Which of our failures it is that a library of models has raised. No other text of a library reaches anybody."""

import json
import re

from pydantic_ai import exceptions as ai

from milepost.agents.wire import RequestFailed
from milepost.domain import model_errors as ours

_CONTEXT = re.compile(
    r"context[ _-]?(length|size|window)|prompt is too long|too many (input )?tokens|maximum context",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"insufficient_quota|exceeded your current quota|credit balance|billing", re.IGNORECASE)
#: What the library has understood of a status or a provider's own code; the first that fits counts.
_CATEGORIES: tuple[tuple[type[ai.ModelAPIError], type[ours.ModelFailure]], ...] = (
    (ai.ModelQuotaExceededError, ours.ModelQuotaSpent),
    (ai.ModelContextWindowExceededError, ours.ModelContextTooSmall),
    (ai.ModelAuthenticationError, ours.ModelKeyRefused),
    (ai.ModelNotFoundError, ours.ModelNotFound),
    (ai.ModelRateLimitError, ours.ModelBusy),
    (ai.ModelOverloadedError, ours.ModelBusy),
    (ai.ModelUnavailableError, ours.ModelFailed),
    (ai.ModelServerError, ours.ModelFailed),
    (ai.ModelRequestRejectedError, ours.ModelRequestRejected),
)
#: Of a server that does not know such calls at all, whatever else it may serve.
_UNKNOWN_CALL = (405, 501)
_CAN_WAIT = (ours.ModelBusy, ours.ModelFailed)


def request_failed(error: Exception, model: str) -> RequestFailed:
    """What an exception of a library means, for a request that has begun.

    Args:
        error: Of pydantic-ai, of a provider's library or of the HTTP client; of anything, in the end.
        model: The model's name as configured.
    """
    if (of_ours := _cause_of_ours(error)) is not None:
        return of_ours
    match error:
        case ai.ModelConnectionError():
            return _unconnected(error, model)
        case ai.ModelAPIError():
            return _of_the_api(error, model)
        case ai.ContentFilterError():
            return RequestFailed(ours.ModelRefused(model), is_free=False)
        case ai.UserError():
            return RequestFailed(ours.ModelRequestRejected(model, error.message), is_free=True)
    return _of_a_provider(error, model)


def _cause_of_ours(error: BaseException | None) -> RequestFailed | None:
    """What we have raised below the libraries, whatever they have made of it."""
    while error is not None:
        if isinstance(error, RequestFailed):
            return error
        error = error.__cause__
    return None


def _of_the_api(error: ai.ModelAPIError, model: str) -> RequestFailed:
    status = error.status_code if isinstance(error, ai.ModelHTTPError) else None
    is_free = status is not None and not error.in_stream
    said = _said(error.body)
    kind = next((mine for theirs, mine in _CATEGORIES if isinstance(error, theirs)), None)
    if kind is None:
        kind = _uncategorised(error, status)
    if status == 404:
        return RequestFailed(_not_found(said, model), is_free=is_free)
    if status in _UNKNOWN_CALL:
        return RequestFailed(_another_protocol(said, model), is_free=is_free)
    if kind in {ours.ModelRequestRejected, ours.ModelBusy, ours.ModelKeyRefused}:
        kind = _by_words(said) or kind
    if issubclass(kind, _CAN_WAIT):
        return RequestFailed(kind(model, said, retry_after=error.retry_after), is_free=is_free)
    return RequestFailed(kind(model, said), is_free=is_free)


def _uncategorised(error: ai.ModelAPIError, status: int | None) -> type[ours.ModelFailure]:
    if status is not None:
        return ours.ModelFailed if status == 408 else ours.ModelRequestRejected
    if "finish_reason" in error.message:
        return ours.ModelAnswerCut
    is_redirect = getattr(error.__cause__, "status_code", 0) in range(300, 400)
    return ours.ModelFailed if error.in_stream and not is_redirect else ours.ModelSpeaksAnotherProtocol


def _by_words(said: str) -> type[ours.ModelFailure] | None:
    """The cause that a server gives in words only, as many of those do that are like OpenAI's."""
    if _CONTEXT.search(said):
        return ours.ModelContextTooSmall
    return ours.ModelQuotaSpent if _QUOTA.search(said) else None


def _of_a_provider(error: Exception, model: str) -> RequestFailed:
    """Of a library below pydantic-ai: they share the name of a status, where there is one."""
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    if isinstance(status, int) and status >= 400:
        said = _said(getattr(error, "body", None))
        return RequestFailed(_by_status(status, said, model), is_free=True)
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & {"APITimeoutError", "TimeoutException"}:
        return RequestFailed(ours.ModelTimedOut(model), is_free=False)
    if names & {"APIConnectionError", "TransportError", "ConnectError"}:
        return RequestFailed(ours.ModelUnreachable(model, _cause(error)), is_free=False)
    # An empty list of choices, an event that is no JSON, a page of HTML: the libraries fail over them in many ways.
    return RequestFailed(ours.ModelSpeaksAnotherProtocol(model), is_free=False)


def _by_status(status: int, said: str, model: str) -> ours.ModelFailure:
    if status == 404:
        return _not_found(said, model)
    if status in _UNKNOWN_CALL:
        return _another_protocol(said, model)
    if status in {401, 403}:
        return ours.ModelKeyRefused(model, said)
    if status == 402 or _QUOTA.search(said):
        return ours.ModelQuotaSpent(model, said)
    if status in {429, 529}:
        return ours.ModelBusy(model, said)
    return ours.ModelFailed(model, said) if status >= 500 else ours.ModelRequestRejected(model, said)


def _unconnected(error: ai.ModelConnectionError, model: str) -> RequestFailed:
    """Nobody there, or gone in the middle."""
    is_free = error.phase in {"connect", "pool"}
    if isinstance(error, ai.ModelTimeoutError) and not is_free:
        return RequestFailed(ours.ModelTimedOut(model), is_free=False)
    return RequestFailed(ours.ModelUnreachable(model, _cause(error)), is_free=is_free)


def _not_found(said: str, model: str) -> ours.ModelFailure:
    """Whether it is the model that is missing, or everything at this address."""
    if "model" in said.lower() or model.lower() in said.lower():
        return ours.ModelNotFound(model, said)
    return _another_protocol(said, model)


def _another_protocol(said: str, model: str) -> ours.ModelFailure:
    """A server that will not learn the protocol by being asked again."""
    failure = ours.ModelSpeaksAnotherProtocol(model, said)
    failure.may_pass = False
    return failure


def _said(body: object) -> str:
    """What a server says is wrong, in its words; nothing where it sends a page."""
    if isinstance(body, dict):
        inner = body.get("error")
        for one in (inner, body):
            if isinstance(one, dict) and isinstance(one.get("message"), str):
                return str(one["message"])
        return inner if isinstance(inner, str) else json.dumps(body)
    text = body if isinstance(body, str) else ""
    return "" if "<" in text else text


def _cause(error: BaseException) -> str:
    """The innermost reason that there was no connection, such as a name that nobody knows."""
    inner = error
    while inner.__cause__ is not None or inner.__context__ is not None:
        inner = inner.__cause__ or inner.__context__ or inner
    return str(inner) if isinstance(inner, OSError) else ""
