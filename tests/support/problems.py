"""What every refusal of the API must look like (RFC 9457), whatever was refused."""

import re
from typing import Any

import httpx

Json = dict[str, Any]
REQUIRED = {"type", "title", "status", "detail", "instance", "request_id"}
#: Signs of what no client may see: our paths, our code, our queries.
INSIDE = re.compile(
    r"Traceback|site-packages|/src/|\.py\b|sqlite|sqlalchemy|SELECT |INSERT |pydantic", re.IGNORECASE
)


def problem_of(answer: httpx.Response, status: int, slug: str | None = None) -> Json:
    """The problem document of an answer, which must be a whole and proper one."""
    assert answer.status_code == status, f"{answer.status_code} {answer.text[:1000]}"
    assert answer.headers["content-type"] == "application/problem+json"
    problem: Json = answer.json()
    assert problem.keys() >= REQUIRED
    assert problem["status"] == status
    assert problem["type"] == f"/problems/{slug}" if slug else problem["type"].startswith("/problems/")
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert re.fullmatch(r"req_[0-9a-z]{26}", problem["request_id"])
    assert problem["instance"] == answer.request.url.raw_path.decode().partition("?")[0]
    assert problem["title"]
    assert 10 <= len(problem["detail"]) <= 1000
    assert not INSIDE.search(answer.text), answer.text
    for fault in problem.get("errors") or ():
        assert fault.keys() == {"pointer", "detail"}
        assert fault["pointer"] == "" or fault["pointer"].startswith("/")
        assert fault["detail"]
    return problem


def pointers(problem: Json) -> list[str]:
    """The places that a validation problem names."""
    return [fault["pointer"] for fault in problem["errors"]]
