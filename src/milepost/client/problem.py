"""A refusal as the server gave it, told apart from whatever else may answer at an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

_PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document (RFC 9457)."""

    slug: str
    status: int
    title: str
    detail: str
    instance: str
    request_id: str
    more: Mapping[str, Any] = field(default_factory=dict)


def problem_of(answer: httpx.Response) -> Problem | None:
    """The problem document of an answer that was read, or None when it has none of ours."""
    if media_type(answer) != _PROBLEM:
        return None
    body = json_of(answer)
    if not isinstance(body, dict) or not str(body.get("type", "")).startswith("/problems/"):
        return None
    known = {name: str(body.pop(name, "")) for name in ("type", "title", "detail", "instance", "request_id")}
    body.pop("status", None)
    slug = known.pop("type").removeprefix("/problems/")
    return Problem(slug=slug, status=answer.status_code, more=body, **known)


def json_of(answer: httpx.Response) -> Any:
    """The body as JSON; None when it is none."""
    try:
        return answer.json()
    except ValueError:
        return None


def media_type(answer: httpx.Response) -> str:
    content_type: str = answer.headers.get("content-type", "")
    return content_type.partition(";")[0].strip()


def unreachable(address: str, error: httpx.RequestError) -> str:
    """Why no answer came, in a sentence."""
    match error:
        case httpx.ConnectError():
            return f"Nothing answers at {address} ({_reason(error)})."
        case httpx.TimeoutException():
            return f"{address} accepted the connection and did not answer in time."
        case _:
            return f"The connection to {address} broke ({_reason(error)})."


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
