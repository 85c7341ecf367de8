"""How a change of state is told: the task after a move, and the events that say so, with keys that repeat."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeVar

from pydantic_core import to_json

from milepost.domain.checking.critique import Critique
from milepost.domain.checking.validation_report import Outcome, ValidationReport
from milepost.domain.events import (
    MAX_ISSUES_IN_EVENT,
    EditAppliedData,
    EndData,
    HumanReviewRequiredData,
    IntentReadyData,
    NewEvent,
    ProgressData,
    QuestionAnsweredData,
    ReviewDecidedData,
    TaskRecoveringData,
    UnitData,
    ValidationFinishedData,
)
from milepost.domain.goals import Intent, Question
from milepost.domain.records import ReviewRecord, TaskRecord, UnitRecord
from milepost.domain.tasks import TaskMove, TaskStep, UnitStatus, move
from milepost.workflow.fruitless_starts import recovery_mark

Fitting = TypeVar("Fitting")


def after_move(task: TaskRecord, what: TaskMove, *, now: datetime, **changes: object) -> TaskRecord:
    """The task after `what` happened, with other changes of the same moment."""
    state = move(task.state, what)
    return task.model_copy(update={"status": state.status, "step": state.step, "updated_at": now, **changes})


def step_started(task: TaskRecord, *, occurrence: str) -> NewEvent:
    """`task` stands at the step that begins."""
    return _progress(task, task.step, "started", occurrence)


def step_finished(task: TaskRecord, step: TaskStep, *, occurrence: str) -> NewEvent:
    return _progress(task, step, "finished", occurrence)


def _progress(
    task: TaskRecord, step: TaskStep, state: Literal["started", "finished"], occurrence: str
) -> NewEvent:
    phase: Literal["plan", "write"] = "write" if step is TaskStep.CONTENT_GENERATION else "plan"
    data = ProgressData(phase=phase, step=step, state=state, **task.progress.model_dump())
    return NewEvent(key=f"step:{step}:{state}:{occurrence}", type="progress", data=data)


def intent_ready(intent: Intent, *, plan: int = 1) -> NewEvent:
    """`plan` is which plan of the task is made for it."""
    data = IntentReadyData(
        goals=first_that_fit(intent.goals, 1500),
        skills=_texts_that_fit(intent.skills, 1500),
        level=intent.level,
        gaps=_texts_that_fit(intent.gaps, 1500),
        unmatched=_texts_that_fit(intent.unmatched, 3000),
    )
    return NewEvent(key="intent" if plan == 1 else f"intent:{plan}", type="intent_ready", data=data)


def questions_asked(intent: Intent) -> list[NewEvent]:
    """Each is asked once in a task, however often its goal is analysed."""
    return [
        NewEvent(key=f"question:{one.question_id}", type="question_asked", data=one)
        for one in intent.questions
    ]


def questions_answered(
    before: Sequence[Question],
    after: Sequence[Question],
    *,
    effect: Literal["none", "plans_anew", "taken_back"],
    occasion: str,
    reason: str | None = None,
) -> list[NewEvent]:
    """What is answered otherwise than before. `occasion` is another at each change."""
    return [
        NewEvent(
            key=f"answered:{now.question_id}:{occasion}",
            type="question_answered",
            data=QuestionAnsweredData(
                question_id=now.question_id, value=now.answer, effect=effect, reason=reason
            ),
        )
        for was, now in zip(before, after, strict=True)
        if was.answer != now.answer
    ]


def validation_finished(report: ValidationReport, *, round_number: int, revision: int) -> NewEvent:
    data = ValidationFinishedData(
        round=round_number,
        outcome=report.outcome,
        issues=first_that_fit(report.issues[:MAX_ISSUES_IN_EVENT], 6000),
        total=len(report.issues),
    )
    return NewEvent(key=f"validated:{revision}", type="validation_finished", data=data)


def criticised(critique: Critique, *, round_number: int, revision: int) -> NewEvent:
    """What a critic has said of a revision, or that nobody has."""
    issues = [
        issue.model_copy(update={"detail": shortened(issue.detail, 1200)}) for issue in critique.issues()
    ]
    data = ValidationFinishedData(
        round=round_number,
        by="model",
        outcome=Outcome.VALID if critique.outcome == "heard" else Outcome.NOT_CHECKED,
        issues=first_that_fit(issues, 6000),
        total=len(issues),
    )
    return NewEvent(key=f"criticised:{revision}", type="validation_finished", data=data)


def first_that_fit(values: Sequence[Fitting], most_bytes: int) -> tuple[Fitting, ...]:
    """The first values, as long as their JSON fits; an event is capped, and the whole stands in the roadmap."""
    fitting: list[Fitting] = []
    for value in values:
        most_bytes -= len(to_json(value)) + 1
        if most_bytes < 0:
            break
        fitting.append(value)
    return tuple(fitting)


def shortened(text: str, most_bytes: int) -> str:
    """The text, cut where its JSON would be longer."""
    while len(to_json(text)) > most_bytes:
        text = text[: len(text) * 9 // 10]
    return text


def _texts_that_fit(texts: Sequence[str], most_bytes: int) -> tuple[str, ...]:
    return first_that_fit([shortened(text, most_bytes // 3) for text in texts], most_bytes)


def edit_applied(
    *,
    round_number: int,
    revision: int,
    by: Literal["person", "planner", "model"],
    count: int,
    not_understood: tuple[str, ...] = (),
) -> NewEvent:
    data = EditAppliedData(
        round=round_number, revision=revision, by=by, operation_count=count,
        not_understood=_texts_that_fit(not_understood, 6000),
    )  # fmt: skip
    return NewEvent(key=f"edited:{revision}", type="edit_applied", data=data)


def review_required(review: ReviewRecord) -> NewEvent:
    data = HumanReviewRequiredData(review_id=review.review_id, round=review.round, revision=review.revision)
    return NewEvent(key=f"review:{review.round}", type="human_review_required", data=data)


def review_decided(review: ReviewRecord, *, approved: bool) -> NewEvent:
    data = ReviewDecidedData(review_id=review.review_id, approved=approved, revision=review.revision)
    return NewEvent(key=f"decided:{review.round}", type="review_decided", data=data)


_UNIT_EVENTS = {
    UnitStatus.RUNNING: "concept_start",
    UnitStatus.COMPLETED: "concept_complete",
    UnitStatus.FAILED: "concept_failed",
}


def unit_changed(unit: UnitRecord, *, done: int, total: int) -> NewEvent:
    """The event of a unit that has started, completed or failed."""
    data = UnitData(
        unit=unit.unit, concept_id=unit.concept_id, kind=unit.kind, attempt=unit.attempt, status=unit.status,
        done=done, total=total, reason=unit.reason,
        version=unit.version if unit.status is UnitStatus.COMPLETED else None,
    )  # fmt: skip
    return NewEvent(
        key=f"unit:{unit.unit}:{unit.attempt}:{unit.status}", type=_UNIT_EVENTS[unit.status], data=data
    )


def recovering(run_key: str, reason: str, *, is_start: bool = True) -> NewEvent:
    """A try of work that was left unfinished; one that was handed over is not counted as a start after a loss."""
    key = recovery_mark(run_key) if is_start else f"handed_over:{run_key}"
    return NewEvent(key=key, type="task_recovering", data=TaskRecoveringData(reason=reason))


def ended(task: TaskRecord, data: EndData) -> NewEvent:
    """The terminal event; its type is the task's final status."""
    return NewEvent(key="end", type=task.status, data=data)
