"""The three enums that a task's life is told in, and the one function that changes each of them."""

from collections.abc import Iterable
from enum import StrEnum

from milepost.domain.errors import TaskEnded, TransitionRefused
from milepost.domain.model import Value


class TaskStatus(StrEnum):
    PENDING = "pending"
    PROCESSING = "processing"
    HUMAN_REVIEW_PENDING = "human_review_pending"
    COMPLETED = "completed"
    PARTIAL_FAILURE = "partial_failure"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        return self in _TERMINAL


_TERMINAL = {TaskStatus.COMPLETED, TaskStatus.PARTIAL_FAILURE, TaskStatus.FAILED, TaskStatus.CANCELLED}


class TaskStep(StrEnum):
    QUEUED = "queued"
    INTENT_ANALYSIS = "intent_analysis"
    CURRICULUM_DESIGN = "curriculum_design"
    STRUCTURE_VALIDATION = "structure_validation"
    ROADMAP_EDIT = "roadmap_edit"
    HUMAN_REVIEW = "human_review"
    CONTENT_GENERATION = "content_generation"
    FINISHED = "finished"


class UnitStatus(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    SKIPPED = "skipped"

    @property
    def is_terminal(self) -> bool:
        return self in {UnitStatus.COMPLETED, UnitStatus.FAILED, UnitStatus.SKIPPED}


class TaskState(Value):
    """Where a task stands. Only `move` makes a new one."""

    status: TaskStatus = TaskStatus.PENDING
    step: TaskStep = TaskStep.QUEUED


class TaskMove(StrEnum):
    """What can happen to a task."""

    ANALYSE = "analyse"
    DESIGN = "design"
    VALIDATE = "validate"
    EDIT = "edit"
    ASK_REVIEW = "ask_review"
    PLAN_ANEW = "plan_anew"
    """Something that the plan rests on was answered otherwise."""
    WRITE = "write"
    COMPLETE = "complete"
    END_PARTIAL = "end_partial"
    FAIL = "fail"
    CANCEL = "cancel"


_WORKING = TaskStatus.PROCESSING
_MOVES: dict[TaskMove, tuple[frozenset[TaskStep], TaskState]] = {
    # A repeated step is no error: a run that starts anew passes the steps it has done again.
    TaskMove.ANALYSE: (
        frozenset({TaskStep.QUEUED, TaskStep.INTENT_ANALYSIS}),
        TaskState(status=_WORKING, step=TaskStep.INTENT_ANALYSIS),
    ),
    TaskMove.DESIGN: (
        frozenset({TaskStep.INTENT_ANALYSIS, TaskStep.CURRICULUM_DESIGN}),
        TaskState(status=_WORKING, step=TaskStep.CURRICULUM_DESIGN),
    ),
    TaskMove.VALIDATE: (
        frozenset(
            {
                # Where another plan could not be made, the one that stands is checked and offered again.
                TaskStep.INTENT_ANALYSIS,
                TaskStep.CURRICULUM_DESIGN,
                TaskStep.ROADMAP_EDIT,
                TaskStep.STRUCTURE_VALIDATION,
            }
        ),
        TaskState(status=_WORKING, step=TaskStep.STRUCTURE_VALIDATION),
    ),
    TaskMove.EDIT: (
        frozenset({TaskStep.STRUCTURE_VALIDATION, TaskStep.HUMAN_REVIEW, TaskStep.ROADMAP_EDIT}),
        TaskState(status=_WORKING, step=TaskStep.ROADMAP_EDIT),
    ),
    TaskMove.ASK_REVIEW: (
        frozenset({TaskStep.STRUCTURE_VALIDATION, TaskStep.ROADMAP_EDIT, TaskStep.HUMAN_REVIEW}),
        TaskState(status=TaskStatus.HUMAN_REVIEW_PENDING, step=TaskStep.HUMAN_REVIEW),
    ),
    TaskMove.PLAN_ANEW: (
        frozenset(
            {
                TaskStep.QUEUED,
                TaskStep.INTENT_ANALYSIS,
                TaskStep.CURRICULUM_DESIGN,
                TaskStep.STRUCTURE_VALIDATION,
                TaskStep.HUMAN_REVIEW,
            }
        ),
        TaskState(status=_WORKING, step=TaskStep.INTENT_ANALYSIS),
    ),
    TaskMove.WRITE: (
        frozenset(
            {
                TaskStep.QUEUED,
                TaskStep.STRUCTURE_VALIDATION,
                TaskStep.HUMAN_REVIEW,
                TaskStep.CONTENT_GENERATION,
            }
        ),
        TaskState(status=_WORKING, step=TaskStep.CONTENT_GENERATION),
    ),
    TaskMove.COMPLETE: (
        frozenset({TaskStep.CONTENT_GENERATION, TaskStep.STRUCTURE_VALIDATION}),
        TaskState(status=TaskStatus.COMPLETED, step=TaskStep.FINISHED),
    ),
    TaskMove.END_PARTIAL: (
        frozenset({TaskStep.CONTENT_GENERATION}),
        TaskState(status=TaskStatus.PARTIAL_FAILURE, step=TaskStep.FINISHED),
    ),
    TaskMove.FAIL: (
        frozenset(TaskStep) - {TaskStep.FINISHED},
        TaskState(status=TaskStatus.FAILED, step=TaskStep.FINISHED),
    ),
    TaskMove.CANCEL: (
        frozenset(TaskStep) - {TaskStep.FINISHED},
        TaskState(status=TaskStatus.CANCELLED, step=TaskStep.FINISHED),
    ),
}


def move(state: TaskState, what: TaskMove) -> TaskState:
    """The state after `what` happened.

    Raises:
        TaskEnded: The task is terminal; terminal tasks never change.
        TransitionRefused: The present step does not lead there.
    """
    if state.status.is_terminal:
        raise TaskEnded(state.status)
    allowed_from, after = _MOVES[what]
    if state.step not in allowed_from:
        raise TransitionRefused(state.step, what)
    return after


class UnitMove(StrEnum):
    """What can happen to a unit."""

    START = "start"
    COMPLETE = "complete"
    FAIL = "fail"
    SKIP = "skip"
    REQUEUE = "requeue"
    """Asked for again by a new task."""
    KEEP = "keep"
    """No new version came, and the one that there was stays."""


_UNIT_MOVES: dict[UnitMove, tuple[frozenset[UnitStatus], UnitStatus]] = {
    # A running unit may start again: its executor was killed and a new one takes it over.
    UnitMove.START: (frozenset({UnitStatus.PENDING, UnitStatus.RUNNING}), UnitStatus.RUNNING),
    UnitMove.COMPLETE: (frozenset({UnitStatus.RUNNING}), UnitStatus.COMPLETED),
    UnitMove.FAIL: (frozenset({UnitStatus.RUNNING}), UnitStatus.FAILED),
    UnitMove.SKIP: (frozenset({UnitStatus.PENDING, UnitStatus.RUNNING}), UnitStatus.SKIPPED),
    UnitMove.REQUEUE: (
        frozenset({UnitStatus.COMPLETED, UnitStatus.FAILED, UnitStatus.SKIPPED}),
        UnitStatus.PENDING,
    ),
    UnitMove.KEEP: (
        frozenset({UnitStatus.COMPLETED, UnitStatus.FAILED, UnitStatus.SKIPPED}),
        UnitStatus.COMPLETED,
    ),
}


def move_unit(status: UnitStatus, what: UnitMove) -> UnitStatus:
    """The unit's status after `what` happened.

    Raises:
        TransitionRefused: The present status does not lead there.
    """
    allowed_from, after = _UNIT_MOVES[what]
    if status not in allowed_from:
        raise TransitionRefused(status, what)
    return after


class RunState(StrEnum):
    """The life of one run row."""

    OPEN = "open"
    ENDED = "ended"
    LOST = "lost"
    """Given up by the sweep; its successor has the next number."""


def end_run(state: RunState, *, lost: bool = False) -> RunState:
    """The run's state after its end; a run ends once.

    Raises:
        TransitionRefused: It has ended already.
    """
    if state is not RunState.OPEN:
        raise TransitionRefused(state, "end_run")
    return RunState.LOST if lost else RunState.ENDED


def final_move(units: Iterable[UnitStatus]) -> TaskMove:
    """How a writing task ends, from its units alone; skipped ones do not count.

    All completed: complete; some: partial; none: fail; no unit listed: complete, it changed structure only.
    """
    counted = [status for status in units if status is not UnitStatus.SKIPPED]
    completed = sum(status is UnitStatus.COMPLETED for status in counted)
    if completed == len(counted):
        return TaskMove.COMPLETE
    return TaskMove.END_PARTIAL if completed else TaskMove.FAIL


class Progress(Value):
    """Work finished in the present phase."""

    done: int = 0
    total: int = 0
    pct: int = 0
    """Whole percent of `total`, 0 to 100."""


def progress_of(done: int, total: int) -> Progress:
    """Progress from finished work; never counted at the start, never above 100."""
    finished = min(done, total)
    return Progress(done=finished, total=total, pct=finished * 100 // total if total else 0)
