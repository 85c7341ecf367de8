"""What is stored, as values: one class per kind of row that the rules and workflows work with."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Generic, Literal, NamedTuple, TypeVar

from pydantic import Field

from milepost.domain.checking.critique import ReviewReport
from milepost.domain.costs.estimates import TaskEstimates
from milepost.domain.editing.operations import Operation
from milepost.domain.goals import GoalRequest, Intent, UnitKind
from milepost.domain.ids import ConceptId, OwnerId, ReviewId, RoadmapId, TaskId
from milepost.domain.model import Value
from milepost.domain.roadmaps import Plan, RoadmapState
from milepost.domain.tasks import Progress, RunState, TaskState, TaskStatus, TaskStep, UnitStatus


class TaskError(Value):
    """Why a task failed, in the terms of a problem document."""

    type: str
    detail: str


PlannerKind = Literal["catalog", "model"]


class TaskRecord(Value):
    task_id: TaskId
    owner_id: OwnerId
    roadmap_id: RoadmapId
    parent_task_id: TaskId | None = None
    request: GoalRequest
    planner: PlannerKind = "catalog"
    """Who designs its roadmap; chosen once, when the goal is taken on."""
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
    estimates: TaskEstimates | None = None
    """What was said beforehand that its requests to models would take; None where none was to be asked."""
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
    plan: int = 1
    """Which plan of its task it makes: an answer that comes in time calls for another."""
    intent_before: Intent | None = None
    """For a later plan, what the one that stands was made for; None where none stands."""
    concepts: tuple[str, ...] = ()
    """The concepts whose units it writes; none named: all of the task's."""


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


def run_key(kind: RunKind, task_id: TaskId, *, what: int | None, n: int, chunk: int | None = None) -> str:
    """The key of a run: `plan:{task}:{n}`, `edit:{task}:{round}:{n}`, `gen:{task}:{revision}[:c{chunk}]:{n}`."""
    parts: list[str] = [kind, task_id]
    if what is not None:
        parts.append(str(what))
    if chunk is not None:
        parts.append(f"c{chunk}")
    return ":".join([*parts, str(n)])


def successor_key(key: str, n: int) -> str:
    """The key of the n-th try of the work that `key` is a try of."""
    return f"{key.rpartition(':')[0]}:{n}"


class ReviewRecord(Value):
    """One pause for a person. It names one revision; any change closes it and opens the next."""

    review_id: ReviewId
    task_id: TaskId
    roadmap_id: RoadmapId
    round: int
    revision: int
    state: Literal["open", "approved", "rejected", "closed"] = "open"
    report: ReviewReport
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
    deleted_at: datetime | None = None
    """Since when it has been in the trash; None while it is not."""

    def purge_at(self, kept_for: timedelta) -> datetime | None:
        """When it is removed for good; None while it is not in the trash."""
        return self.deleted_at + kept_for if self.deleted_at else None


class RevisionNote(Value):
    """How a revision came about, without its plan."""

    revision: int
    by: Literal["planner", "person", "revert"]
    operations: tuple[Operation, ...] = ()
    created_at: datetime
    restores: int | None = None
    """For a revert, the revision whose plan it brought back; None where that was not noted."""


class RevisionRecord(RevisionNote):
    roadmap_id: RoadmapId
    plan: Plan


class Rewriting(Value):
    """A new version of a unit that a person asked for."""

    instructions: str | None = None
    """What to change, in their words; None: anything else."""


class UnitRecord(Value):
    """One piece of content: (concept, kind), with its own status."""

    roadmap_id: RoadmapId
    concept_id: ConceptId
    kind: UnitKind
    status: UnitStatus = UnitStatus.PENDING
    version: int = 0
    """The version that is read, most often the newest; 0 when there is none."""
    versions: int = 0
    """How many have been finished; they are numbered from 1 and stay."""
    attempt: int = 0
    reason: str | None = None
    asked: Rewriting | None = None
    """What a person asked of the version to come; a model writes it then. None once it is there, and where the unit is
    written for the first time."""

    @property
    def unit(self) -> str:
        """The unit in text: `<concept_id>:<kind>`."""
        return f"{self.concept_id}:{self.kind}"


class VersionRecord(Value):
    """One finished version of a unit, without its content."""

    version: int
    author: str
    """`catalog` or `model`."""
    task_id: TaskId
    instructions: str | None = None
    """What was asked of it, where it was asked for in words."""
    created_at: datetime


class RemovedItem(Value):
    """A question that was found wrong: nobody is asked it any more in this version of the quiz."""

    item_id: str
    reason: str | None = None
    """What is wrong with it, in the words of whoever said so."""
    created_at: datetime


class LiveText(Value):
    """What there is of a text that is being written, for whoever reads along."""

    attempt: int
    """Of the unit."""
    beginning: int
    """How often it was begun in this attempt, from 1: a text that was turned down counts for nothing."""
    serial: int
    """Rises with each change."""
    text: str


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


class SettingRecord(Value):
    """What an owner has chosen for all their roadmaps, as JSON text under a name."""

    owner_id: OwnerId
    name: str
    value: str
    updated_at: datetime


class CalendarFeedRecord(Value):
    """The address under which a roadmap's calendar is read without a login; only its hash is kept."""

    roadmap_id: RoadmapId
    token_hash: str
    created_at: datetime


class StoredEvent(NamedTuple):
    """An event as the log holds it; `payload` is the final JSON text that every transport sends.

    A tuple and no model: every process makes one of each event that it delivers.
    """

    seq: int
    type: str
    payload: str


class LoggedEvent(Value):
    """What an event is, without what it says."""

    type: str
    key: str
    """What a repeated step is recognised by."""


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
