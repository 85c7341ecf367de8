"""What people do during a trial: ask, decide, change their minds, cancel, try again; each sends until answered."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from tests.support.learner import TERMINAL, concepts_of

Json = dict[str, Any]
CALL_SECONDS = 12.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A kind of task; two tasks of one wish come out the same, but for ids and instants."""

    name: str
    goal: Json
    removals: int = 0
    """How many times the last concept is taken out before the approval."""


WISHES = (
    Wish("git, reviewed", {"goal": "learn git and the command line", "hours_per_week": 6,
                           "preferences": {"unit_kinds": ["quiz"]}}),
    Wish("git, changed twice", {"goal": "learn git and the command line", "hours_per_week": 4,
                                "preferences": {"unit_kinds": ["tutorial"]}}, removals=2),
    Wish("python, at once", {"goal": "learn Python", "hours_per_week": 8, "review": False,
                             "preferences": {"unit_kinds": ["quiz"]}}),
    Wish("python, changed", {"goal": "learn Python", "hours_per_week": 5, "level": "intermediate",
                             "preferences": {"unit_kinds": ["resources"]}}, removals=1),
)  # fmt: skip


@dataclass(slots=True)
class Story:
    """One wish from its first request to its last task."""

    wish: Wish
    number: int
    cancel_after: float | None = None
    """Seconds after which the person loses interest."""
    task_ids: list[str] = field(default_factory=list)
    """The first task, then its retries."""
    roadmap_id: str = ""
    status: str = ""
    """Of the last task."""
    asked_to_cancel: bool = False


@dataclass(slots=True)
class People:
    """Somebody for each story, over the same bad network as everyone."""

    http: httpx.AsyncClient
    chance: random.Random
    on_task: Callable[[Story, str], None]
    """Told of each task as soon as it exists."""
    faults: list[str] = field(default_factory=list)
    calls: int = 0
    repeated_calls: int = 0

    async def live(self, story: Story) -> None:
        """From the goal to an end that nobody wants to change."""
        accepted = await self._send(self._key(), "POST", "/roadmaps/generate", {202}, json=story.wish.goal)
        story.roadmap_id = accepted["roadmap_id"]
        losing_interest = None
        if story.cancel_after is not None:
            losing_interest = asyncio.create_task(self._cancel_later(story, accepted["task_id"]))
        await self._follow(story, accepted["task_id"])
        while story.status in {"partial_failure", "failed"} and not story.asked_to_cancel:
            again = await self._send(
                self._key(), "POST", f"/tasks/{story.task_ids[-1]}/retry", {202}, json={}
            )
            await self._follow(story, again["task_id"])
        if losing_interest is not None:
            await losing_interest

    async def _follow(self, story: Story, task_id: str) -> None:
        """Do what a person would until the task has ended."""
        story.task_ids.append(task_id)
        self.on_task(story, task_id)
        tag, decided = "", set[str]()
        # Whoever waits for a change has the server look for it; others must not depend on that.
        waits = {"wait": "5"} if story.number % 2 else {}
        while True:
            answer = await self._try(
                "GET", f"/tasks/{task_id}/status", params=waits, headers={"If-None-Match": tag}
            )
            if answer is None or answer.status_code == 304:
                await asyncio.sleep(0 if waits else self.chance.uniform(0.2, 0.6))
                continue
            if answer.status_code != 200:
                self._unexpected(answer)
                continue
            tag, status = answer.headers["etag"], answer.json()
            story.status = status["status"]
            if story.status in TERMINAL:
                return
            review_id = status["review_id"]
            if story.status == "human_review_pending" and review_id not in decided:
                decided.add(review_id)
                await self._decide(story, task_id, review_id, changes=len(decided) - 1)

    async def _decide(self, story: Story, task_id: str, review_id: str, *, changes: int) -> None:
        decision: Json = {"approved": True, "review_id": review_id}
        if changes < story.wish.removals:
            roadmap = await self._send(None, "GET", f"/roadmaps/{story.roadmap_id}", {200})
            removal = {"kind": "remove", "target_id": concepts_of(roadmap)[-1]["concept_id"]}
            decision = {"approved": False, "review_id": review_id, "operations": [removal]}
        refused_when_cancelled = {409} if story.cancel_after is not None else set[int]()
        wanted = {202} | refused_when_cancelled
        await self._send(self._key(), "POST", f"/roadmaps/{task_id}/approve", wanted, json=decision)

    async def _cancel_later(self, story: Story, task_id: str) -> None:
        assert story.cancel_after is not None
        await asyncio.sleep(story.cancel_after)
        story.asked_to_cancel = True
        # 409: it has ended meanwhile.
        await self._send(self._key(), "POST", f"/tasks/{task_id}/cancel", {202, 409})

    def _key(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128)))

    async def _send(self, key: str | None, method: str, path: str, wanted: set[int], **options: Any) -> Json:
        """Send it until it is answered; the same key each time, so that it is done once."""
        headers = {"Idempotency-Key": key} if key else {}
        sent = 0
        while True:
            sent += 1
            self.repeated_calls += sent > 1
            answer = await self._try(method, path, headers=headers, **options)
            if answer is not None and answer.status_code in wanted:
                body: Json = answer.json()
                return body
            if answer is not None:
                self._unexpected(answer)

    async def _try(self, method: str, path: str, **options: Any) -> httpx.Response | None:
        """One try; None after a moment when the network ate it or nobody is there."""
        self.calls += 1
        try:
            answer = await self.http.request(method, f"/api/v1{path}", timeout=CALL_SECONDS, **options)
        except (httpx.TransportError, OSError):
            answer = None
        if answer is None or answer.status_code in {429, 503}:
            await asyncio.sleep(self.chance.uniform(0.05, 0.6))
            return None
        return answer

    def _unexpected(self, answer: httpx.Response) -> None:
        place = f"{answer.request.method} {answer.request.url.path}"
        self.faults.append(f"answer: {place}: {answer.status_code} {answer.text[:300]}")
        raise RuntimeError(self.faults[-1])
