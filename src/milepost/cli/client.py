"""The HTTP API of one server as typed calls: what the commands know of Milepost, they know from here."""

import random
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, ValidationError

from milepost.api.roadmaps.schemas import RoadmapView
from milepost.api.task_status import TaskStatusView
from milepost.api.tasks.schemas import SupportView
from milepost.domain.operations import Operation
from milepost.domain.origins import is_loopback
from milepost.workflow.change_roadmap import Changed, Proposal
from milepost.workflow.generate_roadmap import Accepted

API = "/api/v1"
_TRIES = 3
_PROBLEM = "application/problem+json"
Json = dict[str, Any]
Model = TypeVar("Model", bound=BaseModel)


class Unreachable(Exception):
    """No answer came; the message says why."""


class NotMilepost(Exception):
    """Something else answers at this address; the message says what."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal as the server gave it (RFC 9457)."""

    slug: str
    status: int
    title: str
    detail: str
    instance: str
    request_id: str
    more: Mapping[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """The server understood the call and refused it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.detail)


class _Health(BaseModel):
    status: Literal["ok"]
    version: str


class MilepostClient:
    """Calls to one server. A call that makes something carries a key, so that repeating it makes nothing twice."""

    def __init__(self, address: str, *, timeout_seconds: float = 15.0) -> None:
        """`address` is the server's origin, such as `http://localhost:8000`."""
        self.address = address.rstrip("/")
        self._timeout = timeout_seconds
        self._http = httpx.Client(
            base_url=self.address,
            timeout=timeout_seconds,
            # A proxy for the outside world cannot know what runs on this machine.
            trust_env=not is_loopback(urlsplit(self.address).hostname or ""),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def version(self) -> str:
        """The server's version; the call that shows whether Milepost answers at all."""
        return _read(_Health, self._send("GET", "/healthz", tries=1)).version

    def generate(self, request: Json) -> Accepted:
        return _read(Accepted, self._make(f"{API}/roadmaps/generate", request))

    def status(self, task_id: str) -> TaskStatusView:
        return _read(TaskStatusView, self._send("GET", f"{API}/tasks/{task_id}/status"))

    def approve(self, task_id: str, review_id: str) -> Accepted:
        decision = {"approved": True, "review_id": review_id}
        return _read(Accepted, self._make(f"{API}/roadmaps/{task_id}/approve", decision))

    def cancel(self, task_id: str) -> Accepted:
        return _read(Accepted, self._make(f"{API}/tasks/{task_id}/cancel", None))

    def roadmap(self, roadmap_id: str) -> RoadmapView:
        return _read(RoadmapView, self.roadmap_document(roadmap_id))

    def roadmap_document(self, roadmap_id: str) -> Json:
        """The roadmap as it was sent."""
        return self._send("GET", f"{API}/roadmaps/{roadmap_id}")

    def propose(self, roadmap_id: str, *, base_revision: int, feedback: str) -> Proposal:
        body = {"base_revision": base_revision, "feedback": feedback}
        return _read(Proposal, self._send("POST", f"{API}/roadmaps/{roadmap_id}/proposals", body))

    def apply(self, roadmap_id: str, *, base_revision: int, operations: Sequence[Operation]) -> Changed:
        typed = [operation.model_dump(mode="json") for operation in operations]
        body = {"base_revision": base_revision, "operations": typed}
        return _read(Changed, self._make(f"{API}/roadmaps/{roadmap_id}/operations", body))

    def events(self, task_id: str, *, after: str | None, wait_seconds: float) -> Json:
        """One page of the event log, as it was sent; waits for an event when there is none after the cursor.

        Asks once: whoever follows a log decides how often to try.
        """
        query = {"wait": f"{wait_seconds:g}", **({} if after is None else {"after": after})}
        path = f"{API}/tasks/{task_id}/events?{httpx.QueryParams(query)}"
        return self._send("GET", path, tries=1, timeout_seconds=wait_seconds + self._timeout)

    def support(self, task_id: str) -> SupportView:
        return _read(SupportView, self._send("GET", f"{API}/tasks/{task_id}/support"))

    def _make(self, path: str, body: Json | None) -> Json:
        return self._send("POST", path, body, key=secrets.token_hex(16))

    def _send(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        key: str | None = None,
        tries: int = _TRIES,
        timeout_seconds: float | None = None,
    ) -> Json:
        headers = {} if key is None else {"Idempotency-Key": key}
        timeout = self._timeout if timeout_seconds is None else timeout_seconds
        for attempt in range(1, tries + 1):
            try:
                answer = self._http.request(method, path, json=body, headers=headers, timeout=timeout)
            except httpx.TransportError as error:
                if attempt == tries or isinstance(error, httpx.ConnectError):
                    raise Unreachable(unreachable(self.address, error)) from None
                time.sleep(random.uniform(0, 0.2 * 2**attempt))  # noqa: S311  spreads retries, guards nothing
            else:
                return _document(answer)
        raise AssertionError("The last attempt returns or raises.")


def unreachable(address: str, error: httpx.TransportError) -> str:
    """Why no answer came, in a sentence."""
    match error:
        case httpx.ConnectError():
            return f"Nothing answers at {address} ({_reason(error)})."
        case httpx.TimeoutException():
            return f"{address} accepted the connection and did not answer in time."
        case _:
            return f"The connection to {address} broke ({_reason(error)})."


def problem_of(answer: httpx.Response) -> Problem | None:
    """The problem document of an answer, or None when it has none of ours."""
    if answer.headers.get("content-type", "").partition(";")[0].strip() != _PROBLEM:
        return None
    body = _json(answer)
    if not isinstance(body, dict) or not str(body.get("type", "")).startswith("/problems/"):
        return None
    known = {name: str(body.pop(name, "")) for name in ("type", "title", "detail", "instance", "request_id")}
    body.pop("status", None)
    slug = known.pop("type").removeprefix("/problems/")
    return Problem(slug=slug, status=answer.status_code, more=body, **known)


def _document(answer: httpx.Response) -> Json:
    if answer.is_success:
        body = _json(answer)
        if isinstance(body, dict):
            return body
        raise NotMilepost(f"{answer.url} answered with {_kind(answer)}, which is not Milepost's.")
    if (problem := problem_of(answer)) is not None:
        raise Refused(problem)
    raise NotMilepost(
        f"{answer.url} answered {answer.status_code} with {_kind(answer)}, which is not Milepost's."
    )


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def _kind(answer: httpx.Response) -> str:
    return answer.headers.get("content-type", "").partition(";")[0].strip() or "nothing"


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _read(model: type[Model], body: Json) -> Model:
    """The typed answer; fields that only a newer server knows are passed over."""
    try:
        return model.model_validate(body, extra="ignore")
    except ValidationError as error:
        place = "/".join(map(str, error.errors()[0]["loc"]))
        raise NotMilepost(
            f"The answer is not what this version expects (at {place}). Server and command line differ in version."
        ) from None
