"""Does over HTTP what a person does: asks for a roadmap, waits, decides, and reads what was written."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

Json = dict[str, Any]

#: One kind of content only, so that a whole run takes a few tenths of a second.
SMALL_GOAL: Mapping[str, Any] = {
    "goal": "learn git and the command line",
    "hours_per_week": 6,
    "preferences": {"unit_kinds": ["quiz"]},
}
TERMINAL = frozenset({"completed", "partial_failure", "failed", "cancelled"})
PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A task that was taken on."""

    task_id: str
    roadmap_id: str
    review_id: str | None = None


@dataclass(frozen=True, slots=True)
class Learner:
    """One person at one server."""

    http: httpx.Client
    patience_seconds: float = PATIENCE_SECONDS
    """How long something may take that is waited for."""

    def call(self, method: str, path: str, *, expect: int, **options: Any) -> Json:
        """The answer of a call below `/api/v1`, which must have the status `expect`."""
        answer = self.http.request(method, f"/api/v1{path}", **options)
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text[:2000]}"
        body: Json = answer.json()
        return body

    def get(self, path: str, **parameters: Any) -> Json:
        return self.call("GET", path, expect=200, params=parameters)

    def ask(self, **fields: Any) -> Asked:
        """Ask for a roadmap of the small goal, changed by `fields`."""
        accepted = self.call("POST", "/roadmaps/generate", expect=202, json={**SMALL_GOAL, **fields})
        return Asked(accepted["task_id"], accepted["roadmap_id"])

    def status(self, task_id: str) -> Json:
        return self.get(f"/tasks/{task_id}/status")

    def until(self, task_id: str, *statuses: str) -> Json:
        """The task's status once it is one of these; fails when it ends otherwise or takes too long."""
        deadline, tag, status = time.monotonic() + self.patience_seconds, "", {}
        while time.monotonic() < deadline:
            answer = self.http.get(
                f"/api/v1/tasks/{task_id}/status", params={"wait": 10}, headers={"If-None-Match": tag}
            )
            if answer.status_code == 200:
                tag, status = answer.headers["etag"], answer.json()
                if status["status"] in statuses:
                    return dict(status)
                assert not status["terminal"], f"It ended as {status}."
        raise AssertionError(f"It stands at {status}.")

    def review(self, **fields: Any) -> Asked:
        """A task that waits for its review."""
        asked = self.ask(**fields)
        status = self.until(asked.task_id, "human_review_pending")
        return Asked(asked.task_id, asked.roadmap_id, status["review_id"])

    def decide(self, task_id: str, *, expect: int = 202, **decision: Any) -> Json:
        return self.call("POST", f"/roadmaps/{task_id}/approve", expect=expect, json=decision)

    def finished(self, **fields: Any) -> Asked:
        """A task whose content is written."""
        asked = self.review(**fields)
        self.decide(asked.task_id, approved=True)
        self.until(asked.task_id, "completed")
        return asked

    def cancelled(self) -> Asked:
        """A task that was cancelled during its review."""
        asked = self.review()
        self.call("POST", f"/tasks/{asked.task_id}/cancel", expect=202)
        return asked

    def roadmap(self, roadmap_id: str) -> Json:
        return self.get(f"/roadmaps/{roadmap_id}")

    def events(self, task_id: str) -> list[Json]:
        """The whole log so far."""
        events: list[Json] = self.get(f"/tasks/{task_id}/events")["events"]
        return events


def concepts_of(roadmap: Json) -> list[Json]:
    """The concepts of a roadmap as it is answered, in order."""
    return [
        concept
        for stage in roadmap["stages"]
        for module in stage["modules"]
        for concept in module["concepts"]
    ]
