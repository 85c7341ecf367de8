"""What is stored, as values: one class per kind of row that the rules and workflows work with."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from pydantic import Field

from milepost.domain.goals import GoalRequest, Intent, UnitKind
from milepost.domain.ids import ConceptId, OwnerId, ReviewId, RoadmapId, TaskId
from milepost.domain.model import Value
from milepost.domain.operations import Operation
from milepost.domain.roadmaps import Plan, RoadmapState
from milepost.domain.tasks import Progress, RunState, TaskState, TaskStatus, TaskStep, UnitStatus
from milepost.domain.validation_report import ValidationReport


class TaskError(Value):
    """Why a task failed, in the terms of a problem document."""

    type: str
    detail: str


class TaskRecord(Value):
    task_id: TaskId
    owner_id: OwnerId
    roadmap_id: RoadmapId
    parent_task_id: TaskId | None = None
    request: GoalRequest
    planner: Literal["catalog"] = "catalog"
    today: date
    """The learner's calendar day when the task was made; every computation of the run uses it."""
    status: TaskStatus = TaskStatus.PENDING
    step: TaskStep = TaskStep.QUEUED
    progress: Progress = Progress()
    review_id: ReviewId | None = None
    """The open review, if any."""
    round: int = 0
    """How many reviews have been asked."""
    draft_attempt: int = 0
    intent: Intent | None = None
    error: TaskError | None = None
    last_seq: int = 0
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None = None

    @property
    def state(self) -> TaskState:
        return TaskState(status=self.status, step=self.step)


RunKind = Literal["plan", "edit", "gen"]


class RunArgs(Value):
    """What a run is to work with, beside its task."""

    revision: int | None = None
    review_id: ReviewId | None = None
    operations: tuple[Operation, ...] = ()
    feedback: str | None = None


class RunRecord(Value):
    """A run is a row first; the engine only repeats it."""

    key: str
    """`<kind>:<task>:<what>:<n>`; the next try of the same work has the next n."""
    task_id: TaskId
    kind: RunKind
    n: int = Field(ge=1)
    args: RunArgs = RunArgs()
    token: str | None = None
    """Drawn anew at each start; whoever does not hold it may not write."""
    owner: str | None = None
    """The process that executes it."""
    state: RunState = RunState.OPEN
    outcome: str | None = None
    created_at: datetime
    ended_at: datetime | None = None


def run_key(kind: RunKind, task_id: TaskId, *, what: int | None, n: int) -> str:
    """The key of a run: `plan:{task}:{n}`, `edit:{task}:{round}:{n}`, `gen:{task}:{revision}:{n}`."""
    parts = [kind, task_id, *([str(what)] if what is not None else []), str(n)]
    return ":".join(parts)


class ReviewRecord(Value):
    """One pause for a person. It names one revision; any change closes it and opens the next."""

    review_id: ReviewId
    task_id: TaskId
    roadmap_id: RoadmapId
    round: int
    revision: int
    state: Literal["open", "approved", "rejected", "closed"] = "open"
    report: ValidationReport
    feedback: str | None = None
    created_at: datetime
    decided_at: datetime | None = None


class RoadmapRecord(Value):
    roadmap_id: RoadmapId
    owner_id: OwnerId
    task_id: TaskId
    """The newest task that made or changed it."""
    title: str
    goal: str
    language: str
    time_zone: str
    revision: int = 0
    state: RoadmapState = RoadmapState.DRAFTING
    created_at: datetime
    updated_at: datetime


class RevisionRecord(Value):
    roadmap_id: RoadmapId
    revision: int
    plan: Plan
    by: Literal["planner", "person", "revert"]
    operations: tuple[Operation, ...] = ()
    created_at: datetime


class UnitRecord(Value):
    """One piece of content: (concept, kind), with its own status."""

    roadmap_id: RoadmapId
    concept_id: ConceptId
    kind: UnitKind
    status: UnitStatus = UnitStatus.PENDING
    version: int = 0
    """The newest finished version; 0 when there is none."""
    attempt: int = 0
    reason: str | None = None

    @property
    def unit(self) -> str:
        """The unit in text: `<concept_id>:<kind>`."""
        return f"{self.concept_id}:{self.kind}"


LearnerState = Literal["not_started", "in_progress", "done"]


class QuizAttemptRecord(Value):
    attempt_id: str
    owner_id: OwnerId
    roadmap_id: RoadmapId
    concept_id: ConceptId
    version: int
    answers: Mapping[str, tuple[str, ...]]
    score: float
    passed: bool
    created_at: datetime


class StoredEvent(Value):
    """An event as the log holds it; `payload` is the final JSON text that every transport sends."""

    seq: int
    type: str
    payload: str


class IdempotencyRecord(Value):
    """The answer given to a request that carried an Idempotency-Key."""

    owner_id: OwnerId
    key: str
    route: str
    body_hash: str
    status: int
    answer: str
    created_at: datetime


Item = TypeVar("Item")


class Page(Value, Generic[Item]):
    """One page of a list, newest first."""

    items: tuple[Item, ...]
    next_cursor: str | None
    total: int
