"""Facts about one task, as one tagged union; the log numbers them and every transport sends the same bytes."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from milepost.domain.checking.validation_report import Issue, Outcome
from milepost.domain.goals import Level, MatchedGoal, Question, UnitKind
from milepost.domain.model import Value
from milepost.domain.tasks import TaskStep, UnitStatus

MAX_ISSUES_IN_EVENT = 20
#: Payloads are capped; what is larger is sent by reference (the roadmap, the review).
MAX_PAYLOAD_BYTES = 8192


class ProgressData(Value):
    phase: Literal["plan", "write"]
    step: TaskStep
    state: Literal["started", "finished"]
    done: int
    total: int
    pct: int = Field(ge=0, le=100)


class IntentReadyData(Value):
    goals: tuple[MatchedGoal, ...]
    skills: tuple[str, ...]
    level: Level
    gaps: tuple[str, ...]
    unmatched: tuple[str, ...]


class QuestionAnsweredData(Value):
    """An answer, or that an answer was taken back because nothing could be planned with it."""

    question_id: str
    value: str | None
    """What the question is answered with now; None: what was assumed counts again."""
    effect: Literal["none", "plans_anew", "taken_back"]
    """`none`: the plan is made with it already. `plans_anew`: what was drafted counts for nothing, and the goal is
    analysed again."""
    reason: str | None = None
    """For `taken_back` the slug of what went wrong."""


class StageDraftedData(Value):
    attempt: int
    index: int
    expected_stages: int | None
    stage_id: str
    name: str
    module_count: int
    concept_count: int


class DraftedConcept(Value):
    concept_id: str
    name: str
    hours: float


class ModuleDraftedData(Value):
    attempt: int
    stage_id: str
    index: int
    module_id: str
    name: str
    concepts: tuple[DraftedConcept, ...]


class DraftResetData(Value):
    attempt: int
    reason: str


class ValidationFinishedData(Value):
    round: int
    by: Literal["code", "model"] = "code"
    """Who looked. What a model says is an opinion: `valid` means that nothing of it blocks."""
    outcome: Outcome
    issues: tuple[Issue, ...]
    """At most 20; the whole list stands with the review."""
    total: int


class EditAppliedData(Value):
    round: int
    revision: int
    by: Literal["person", "planner", "model"]
    """`planner`: code mended what the check found. `model`: a critic's changes, each of which code has tried."""
    operation_count: int
    not_understood: tuple[str, ...] = ()


class HumanReviewRequiredData(Value):
    review_id: str
    round: int
    revision: int


class ReviewDecidedData(Value):
    review_id: str
    approved: bool
    revision: int


class UnitData(Value):
    """One unit, although the event is called after the concept."""

    unit: str
    """`<concept_id>:<kind>`"""
    concept_id: str
    kind: UnitKind
    attempt: int
    status: UnitStatus
    done: int
    total: int
    version: int | None = None
    reason: str | None = None


class CostUpdatedData(Value):
    """What the task has taken of language models so far."""

    requests: int
    input_tokens: int
    output_tokens: int
    micros: int
    """In micro-units of the currency, as far as prices are known."""
    unpriced_tokens: int
    """Of all tokens, those of which no price is known."""
    unsettled_requests: int
    """Requests under way, or that ended without a word of what they took."""
    unsettled_tokens: int
    """What those may take at most."""
    unsettled_micros: int


class TaskRecoveringData(Value):
    reason: str


class EndData(Value):
    completed: int = 0
    failed: int = 0
    skipped: int = 0
    total: int = 0
    reason: str | None = None
    error_type: str | None = None
    """The type of the problem that failed it, by which a page translates; `reason` is English."""


class _Event(Value):
    """Numbered by the log, not by whoever emits it."""

    task_id: str
    seq: int = Field(ge=1)
    ts: AwareDatetime


class ProgressEvent(_Event):
    type: Literal["progress"] = "progress"
    data: ProgressData


class IntentReady(_Event):
    type: Literal["intent_ready"] = "intent_ready"
    data: IntentReadyData


class QuestionAsked(_Event):
    """Nobody has to answer: the run goes on with what is assumed."""

    type: Literal["question_asked"] = "question_asked"
    data: Question


class QuestionAnswered(_Event):
    type: Literal["question_answered"] = "question_answered"
    data: QuestionAnsweredData


class StageDrafted(_Event):
    type: Literal["stage_drafted"] = "stage_drafted"
    data: StageDraftedData


class ModuleDrafted(_Event):
    type: Literal["module_drafted"] = "module_drafted"
    data: ModuleDraftedData


class DraftReset(_Event):
    type: Literal["draft_reset"] = "draft_reset"
    data: DraftResetData


class ValidationFinished(_Event):
    type: Literal["validation_finished"] = "validation_finished"
    data: ValidationFinishedData


class EditApplied(_Event):
    type: Literal["edit_applied"] = "edit_applied"
    data: EditAppliedData


class HumanReviewRequired(_Event):
    type: Literal["human_review_required"] = "human_review_required"
    data: HumanReviewRequiredData


class ReviewDecided(_Event):
    type: Literal["review_decided"] = "review_decided"
    data: ReviewDecidedData


class ConceptStart(_Event):
    type: Literal["concept_start"] = "concept_start"
    data: UnitData


class ConceptComplete(_Event):
    type: Literal["concept_complete"] = "concept_complete"
    data: UnitData


class ConceptFailed(_Event):
    type: Literal["concept_failed"] = "concept_failed"
    data: UnitData


class CostUpdated(_Event):
    type: Literal["cost_updated"] = "cost_updated"
    data: CostUpdatedData


class TaskRecovering(_Event):
    type: Literal["task_recovering"] = "task_recovering"
    data: TaskRecoveringData


class Completed(_Event):
    type: Literal["completed"] = "completed"
    data: EndData


class PartialFailure(_Event):
    type: Literal["partial_failure"] = "partial_failure"
    data: EndData


class Failed(_Event):
    type: Literal["failed"] = "failed"
    data: EndData


class Cancelled(_Event):
    type: Literal["cancelled"] = "cancelled"
    data: EndData


TaskEvent = Annotated[
    ProgressEvent
    | IntentReady
    | QuestionAsked
    | QuestionAnswered
    | StageDrafted
    | ModuleDrafted
    | DraftReset
    | ValidationFinished
    | EditApplied
    | HumanReviewRequired
    | ReviewDecided
    | ConceptStart
    | ConceptComplete
    | ConceptFailed
    | CostUpdated
    | TaskRecovering
    | Completed
    | PartialFailure
    | Failed
    | Cancelled,
    Field(discriminator="type"),
]
task_event: TypeAdapter[TaskEvent] = TypeAdapter(TaskEvent)

TERMINAL_TYPES = frozenset({"completed", "partial_failure", "failed", "cancelled"})

EventData = (
    ProgressData
    | IntentReadyData
    | Question
    | QuestionAnsweredData
    | StageDraftedData
    | ModuleDraftedData
    | DraftResetData
    | ValidationFinishedData
    | EditAppliedData
    | HumanReviewRequiredData
    | ReviewDecidedData
    | UnitData
    | CostUpdatedData
    | TaskRecoveringData
    | EndData
)


class NewEvent(Value):
    """A fact about to be appended. `key` is unique per task, so that a repeated step appends nothing."""

    key: str = Field(min_length=1, max_length=300)
    type: str
    data: EventData
