"""The HTTP API of one server as typed calls: what the commands know of Milepost, they know from here."""

import random
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Literal, Self, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import httpx
from pydantic import BaseModel, ValidationError

from milepost.api.lists import ListOf
from milepost.api.roadmaps.schemas import PreviewAnswer, RoadmapView
from milepost.api.task_status_view import TaskStatusView
from milepost.api.tasks.schemas import SupportView, TaskView
from milepost.client.problem import Problem, json_of, media_type, problem_of, unreachable
from milepost.domain.editing.operations import Operation
from milepost.domain.models import ModelCaps
from milepost.domain.origins import is_loopback
from milepost.domain.providers import ModelRoles
from milepost.workflow.change_roadmap import Changed, Proposal
from milepost.workflow.generate_roadmap import Accepted
from milepost.workflow.model_providers import Provider, Providers
from milepost.workflow.model_trial import Trial
from milepost.workflow.summaries import RoadmapSummary

API = "/api/v1"
_TRIES = 3
#: A provider is given half a minute to answer, twice where its address is nearly right.
_TRIAL_SECONDS = 120.0
#: A model has four minutes for an answer, and the one that is asked in its place as long again.
_WORDS_SECONDS = 500.0
Json = dict[str, Any]
Model = TypeVar("Model", bound=BaseModel)


class Unreachable(Exception):
    """No answer came; the message says why."""


class NotMilepost(Exception):
    """Something else answers at this address; the message says what."""


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

    def preview(self, request: Json) -> PreviewAnswer:
        return _read(PreviewAnswer, self._send("POST", f"{API}/roadmaps/preview", request))

    def task(self, task_id: str) -> TaskView:
        return _read(TaskView, self._send("GET", f"{API}/tasks/{task_id}"))

    def status(self, task_id: str) -> TaskStatusView:
        return _read(TaskStatusView, self._send("GET", f"{API}/tasks/{task_id}/status"))

    def newest_status(self, identifier: str) -> TaskStatusView:
        """The status of a task, or of the newest task of a roadmap."""
        return _read(TaskStatusView, self._send("GET", f"{API}/roadmaps/{quote(identifier, safe='')}/status"))

    def approve(self, task_id: str, review_id: str) -> Accepted:
        decision = {"approved": True, "review_id": review_id}
        return _read(Accepted, self._make(f"{API}/roadmaps/{task_id}/approve", decision))

    def answer(self, task_id: str, answers: Mapping[str, str]) -> Accepted:
        return _read(Accepted, self._make(f"{API}/tasks/{task_id}/answers", {"answers": dict(answers)}))

    def cancel(self, task_id: str) -> Accepted:
        return _read(Accepted, self._make(f"{API}/tasks/{task_id}/cancel", None))

    def retry(self, task_id: str) -> Accepted:
        return _read(Accepted, self._make(f"{API}/tasks/{task_id}/retry", None))

    def roadmaps(self, *, deleted: bool) -> Iterator[RoadmapSummary]:
        """Newest first, read page by page; with `deleted` those in the trash."""
        query = {"limit": "100", "deleted": str(deleted).lower()}
        while True:
            path = f"{API}/roadmaps?{urlencode(query)}"
            page = _read(ListOf[RoadmapSummary], self._send("GET", path))
            yield from page.items
            if page.next_cursor is None:
                return
            query["after"] = page.next_cursor

    def delete_roadmap(self, roadmap_id: str) -> RoadmapSummary:
        path = f"{API}/roadmaps/{quote(roadmap_id, safe='')}"
        return _read(RoadmapSummary, self._send("DELETE", path, key=secrets.token_hex(16)))

    def restore_roadmap(self, roadmap_id: str) -> RoadmapSummary:
        path = f"{API}/roadmaps/{quote(roadmap_id, safe='')}/restore"
        return _read(RoadmapSummary, self._make(path, None))

    def roadmap(self, roadmap_id: str) -> RoadmapView:
        return _read(RoadmapView, self.roadmap_document(roadmap_id))

    def roadmap_document(self, roadmap_id: str) -> Json:
        """The roadmap as it was sent."""
        return self._send("GET", f"{API}/roadmaps/{roadmap_id}")

    def propose(self, roadmap_id: str, *, base_revision: int, feedback: str) -> Proposal:
        """What words would change. A model may be asked, which is waited for and not asked again meanwhile."""
        body = {"base_revision": base_revision, "feedback": feedback}
        path = f"{API}/roadmaps/{roadmap_id}/proposals"
        return _read(Proposal, self._send("POST", path, body, tries=1, timeout_seconds=_WORDS_SECONDS))

    def apply(self, roadmap_id: str, *, base_revision: int, operations: Sequence[Operation]) -> Changed:
        typed = [operation.model_dump(mode="json") for operation in operations]
        body = {"base_revision": base_revision, "operations": typed}
        return _read(Changed, self._make(f"{API}/roadmaps/{roadmap_id}/operations", body))

    def support(self, task_id: str) -> SupportView:
        return _read(SupportView, self._send("GET", f"{API}/tasks/{task_id}/support"))

    def providers(self) -> Providers:
        return _read(Providers, self._send("GET", f"{API}/models/providers"))

    def add_provider(self, provider: Json) -> Provider:
        return _read(Provider, self._make(f"{API}/models/providers", provider))

    def remove_provider(self, provider_id: str) -> Provider:
        path = f"{API}/models/providers/{provider_id}"
        return _read(Provider, self._send("DELETE", path, key=secrets.token_hex(16)))

    def try_provider(self, provider_id: str, model: str | None) -> Trial:
        path = f"{API}/models/providers/{provider_id}/test"
        body = {"model": model}
        return _read(Trial, self._send("POST", path, body, tries=1, timeout_seconds=_TRIAL_SECONDS))

    def model_roles(self) -> ModelRoles:
        return _read(ModelRoles, self._send("GET", f"{API}/models/roles"))

    def set_model_roles(self, roles: ModelRoles) -> ModelRoles:
        return _read(ModelRoles, self._send("PUT", f"{API}/models/roles", roles.model_dump(mode="json")))

    def model_caps(self) -> ModelCaps:
        return _read(ModelCaps, self._send("GET", f"{API}/models/caps"))

    def set_model_caps(self, caps: ModelCaps) -> ModelCaps:
        return _read(ModelCaps, self._send("PUT", f"{API}/models/caps", caps.model_dump(mode="json")))

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
        for attempt in range(1, tries + 1):
            try:
                answer = self._http.request(
                    method,
                    path,
                    json=body,
                    headers=headers,
                    timeout=timeout_seconds or httpx.USE_CLIENT_DEFAULT,
                )
            except httpx.RequestError as error:
                if attempt == tries or isinstance(error, httpx.ConnectError):
                    raise Unreachable(unreachable(self.address, error)) from None
                time.sleep(random.uniform(0, 0.2 * 2**attempt))  # noqa: S311  spreads retries, guards nothing
            else:
                return _document(answer)
        raise AssertionError("The last attempt returns or raises.")


def _document(answer: httpx.Response) -> Json:
    if answer.is_success:
        body = json_of(answer)
        if isinstance(body, dict):
            return body
        raise NotMilepost(
            f"{answer.url} answered with {media_type(answer) or 'nothing'}, which is not Milepost's."
        )
    if (problem := problem_of(answer)) is not None:
        raise Refused(problem)
    raise NotMilepost(
        f"{answer.url} answered {answer.status_code} with {media_type(answer) or 'nothing'}, which is not Milepost's."
    )


def _read(model: type[Model], body: Json) -> Model:
    """The typed answer; fields that only a newer server knows are passed over."""
    try:
        return model.model_validate(body, extra="ignore")
    except ValidationError as error:
        place = "/".join(map(str, error.errors()[0]["loc"]))
        raise NotMilepost(
            f"The answer is not what this version expects (at {place}). Server and command line differ in version."
        ) from None
