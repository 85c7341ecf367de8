"""A task as its log tells it: a pure fold of events, so that it can be made again at any time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from milepost.domain import events
from milepost.domain.events import TaskEvent
from milepost.domain.goals import Question
from milepost.domain.tasks import TaskStatus, TaskStep, UnitStatus


@dataclass(frozen=True, slots=True)
class StageSeen:
    """A stage as far as it has been drafted."""

    index: int
    name: str
    module_count: int
    concept_count: int


@dataclass(frozen=True, slots=True)
class TaskView:
    """Everything here is folded from events."""

    last_seq: int = 0
    """The cursor: everything up to here is in this view."""
    status: TaskStatus = TaskStatus.PENDING
    step: TaskStep = TaskStep.QUEUED
    phase: Literal["plan", "write"] | None = None
    done: int = 0
    total: int = 0
    goals: tuple[str, ...] = ()
    questions: Mapping[str, Question] = field(default_factory=dict)
    """What was asked back, with what is assumed or was answered, by question id."""
    stages: Mapping[str, StageSeen] = field(default_factory=dict)
    """By stage id, in order."""
    revision: int = 0
    review_id: str | None = None
    """The open review, if one waits."""
    units: Mapping[str, UnitStatus] = field(default_factory=dict)
    """By `<concept_id>:<kind>`."""
    cost: events.CostUpdatedData | None = None
    """What it has taken of language models; None while it has asked none."""
    outcome: events.EndData | None = None

    @property
    def has_ended(self) -> bool:
        return self.status.is_terminal


def apply_event(view: TaskView, event: TaskEvent) -> TaskView:
    """The view with one more event in it; an event that it has already changes nothing."""
    if event.seq <= view.last_seq:
        return view
    return replace(_applied(view, event), last_seq=event.seq)


def _applied(view: TaskView, event: TaskEvent) -> TaskView:
    match event:
        case events.ProgressEvent():
            view = _progressed(view, event.data)
        case events.IntentReady():
            view = replace(view, goals=tuple(goal.name for goal in event.data.goals))
        case events.QuestionAsked() | events.QuestionAnswered():
            view = _questioned(view, event)
        case events.StageDrafted():
            view = _with_stage(view, event.data)
        case events.DraftReset():
            view = replace(view, stages={})
        case events.EditApplied():
            view = replace(view, revision=event.data.revision)
        case events.HumanReviewRequired() | events.ReviewDecided():
            view = _reviewed(view, event)
        case events.ConceptStart() | events.ConceptComplete() | events.ConceptFailed():
            unit = event.data
            units = {**view.units, unit.unit: unit.status}
            view = replace(view, done=unit.done, total=unit.total, units=units)
        case events.Completed() | events.PartialFailure() | events.Failed() | events.Cancelled():
            status = TaskStatus(event.type)
            view = replace(view, status=status, step=TaskStep.FINISHED, review_id=None, outcome=event.data)
        case events.CostUpdated():
            view = replace(view, cost=event.data)
        case events.ModuleDrafted() | events.ValidationFinished() | events.TaskRecovering():
            pass
        case _:
            assert_never(event)
    return view


def _questioned(view: TaskView, event: events.QuestionAsked | events.QuestionAnswered) -> TaskView:
    if isinstance(event, events.QuestionAsked):
        return replace(view, questions={**view.questions, event.data.question_id: event.data})
    asked = view.questions.get(event.data.question_id)
    if asked is not None:
        now = asked.model_copy(update={"answer": event.data.value})
        view = replace(view, questions={**view.questions, now.question_id: now})
    if event.data.effect != "plans_anew":
        return view
    # What was drafted, and the review of it, count for nothing.
    return replace(view, status=TaskStatus.PROCESSING, stages={}, review_id=None)


def _reviewed(view: TaskView, event: events.HumanReviewRequired | events.ReviewDecided) -> TaskView:
    if isinstance(event, events.ReviewDecided):
        return replace(view, status=TaskStatus.PROCESSING, review_id=None, revision=event.data.revision)
    data = event.data
    return replace(
        view,
        status=TaskStatus.HUMAN_REVIEW_PENDING,
        step=TaskStep.HUMAN_REVIEW,
        review_id=data.review_id,
        revision=data.revision,
    )


def _progressed(view: TaskView, data: events.ProgressData) -> TaskView:
    # That a review begins is said before which one it is; between the two, nothing is at work.
    waits = data.step is TaskStep.HUMAN_REVIEW or (
        view.status is TaskStatus.HUMAN_REVIEW_PENDING and data.state == "finished"
    )
    status = view.status if waits else TaskStatus.PROCESSING
    return replace(view, status=status, step=data.step, phase=data.phase, done=data.done, total=data.total)


def _with_stage(view: TaskView, data: events.StageDraftedData) -> TaskView:
    drafted = StageSeen(data.index, data.name, data.module_count, data.concept_count)
    stages = {**view.stages, data.stage_id: drafted}
    return replace(view, stages=dict(sorted(stages.items(), key=lambda item: item[1].index)))
