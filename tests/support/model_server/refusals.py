"""The answers with an error status, in the words of the services that give them."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.support.model_server.answers import Failure
from tests.support.model_server.faults import FaultKind

RETRY_AFTER_SECONDS = 2

_KEY = Failure(
    401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.", "authentication_error"
)
_BUSY = Failure(
    429, "requests", "rate_limit_exceeded", "Rate limit reached for requests.", "rate_limit_error"
)
IN_STREAM = Failure(
    200,
    "server_error",
    "server_error",
    "The server had an error while processing your request.",
    "overloaded_error",
)
_QUOTA = "You exceeded your current quota, please check your plan and billing details."

FAILURES: dict[FaultKind, Failure] = {
    "401": _KEY,
    "403": Failure(
        403,
        "invalid_request_error",
        "model_access_denied",
        "Your project does not have access to this model.",
        "permission_error",
    ),
    "429": _BUSY,
    "429_date": _BUSY,
    "429_bare": _BUSY,
    "quota": Failure(429, "insufficient_quota", "insufficient_quota", _QUOTA, "billing_error"),
    "500": Failure(500, "server_error", None, "The server had an error.", "api_error"),
    "503": Failure(
        503, "server_error", None, "The engine is overloaded, please try again later.", "api_error"
    ),
    "529": Failure(529, "overloaded_error", "overloaded", "Overloaded", "overloaded_error"),
}


def no_such_model(model: str) -> Failure:
    message = f"The model `{model}` does not exist or you do not have access to it."
    return Failure(404, "invalid_request_error", "model_not_found", message, "not_found_error")


def too_long(context_tokens: int, prompt_tokens: int, max_tokens: int | None) -> Failure:
    """More than fits in the context of the model."""
    message = (
        f"This model's maximum context length is {context_tokens} tokens. However, you requested "
        f"{prompt_tokens + (max_tokens or 0)} tokens ({prompt_tokens} in the messages, {max_tokens or 0} in the "
        "completion). Please reduce the length of the messages or completion."
    )
    return Failure(400, "invalid_request_error", "context_length_exceeded", message, "invalid_request_error")


def unreadable(reason: str) -> Failure:
    return Failure(400, "invalid_request_error", None, reason, "invalid_request_error")


def retry_headers(kind: FaultKind) -> dict[str, str]:
    """When to come back, as a number of seconds, as a date, or not said."""
    if kind == "429":
        return {"retry-after": str(RETRY_AFTER_SECONDS)}
    if kind == "429_date":
        # HTTP dates have no fractions: a second more, or two seconds would often be one.
        then = datetime.now(UTC) + timedelta(seconds=RETRY_AFTER_SECONDS + 1)
        return {"retry-after": format_datetime(then, usegmt=True)}
    return {}


KEY_REFUSED = _KEY
HTML_PAGE = (
    "<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1>"
    "<p>This network asks you to sign in before you go on.</p></body></html>\n"
)
