"""Shows a run as it happens: what was understood, stages as they appear, bars for steps and units."""

import time
from collections.abc import Callable
from typing import assert_never

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from milepost.cli.generation.wording import STEPS, count, time_left, unit_failure
from milepost.cli.screen import Mark, Screen, marked, plain
from milepost.client.task_view import StageSeen, TaskView
from milepost.domain import events
from milepost.domain.events import TaskEvent
from milepost.domain.tasks import TaskStep
from milepost.workflow.losses import LOSS_WORDS

WRITING = STEPS[TaskStep.CONTENT_GENERATION]


class ProgressView:
    """Folds events into lines and, where somebody looks, bars."""

    def __init__(self, screen: Screen, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._err = screen.err
        self._is_live = screen.is_live
        self._clock = clock
        self._bars: Progress | None = None
        self._bar: TaskID | None = None
        self._quarters = 0
        self.began_at = clock()

    @property
    def seconds(self) -> float:
        """How long this has been watched."""
        return self._clock() - self.began_at

    def say(self, text: str) -> None:
        self._err.print(Text(plain(text)), soft_wrap=True)

    def warn(self, text: str) -> None:
        marked(Mark.WARNING, text, console=self._err)

    def pause(self) -> None:
        """Take the bars away, so that something else can be printed or asked."""
        if self._bars is not None:
            self._bars.stop()
        self._bars = self._bar = None

    def show(self, event: TaskEvent) -> None:
        """Show what one event says."""
        match event:
            case events.ProgressEvent():
                self._show_step(event.data)
            case events.IntentReady():
                self._show_intent(event.data)
            case events.QuestionAsked() | events.QuestionAnswered():
                self._show_question(event)
            case events.StageDrafted():
                self._show_stage(event.data)
            case events.DraftReset():
                self.warn("Designing anew, from the first stage on")
            case events.ValidationFinished() | events.EditApplied():
                self._show_check(event)
            case events.ConceptStart() | events.ConceptComplete() | events.ConceptFailed():
                self._show_unit(event.data)
            case events.TaskRecovering(data=events.TaskRecoveringData(reason=reason)):
                self.warn(f"Continuing after an interruption: {LOSS_WORDS.get(reason, reason)}")
            case (
                events.ModuleDrafted()
                | events.HumanReviewRequired()
                | events.ReviewDecided()
                | events.CostUpdated()
            ):
                pass  # shown by the stage, by whoever asks for the decision, and in the end
            case events.Completed() | events.PartialFailure() | events.Failed() | events.Cancelled():
                self.pause()
            case _:
                assert_never(event)

    def catch_up(self, seen: TaskView) -> None:
        """Show in a few lines what happened before somebody looked."""
        if seen.goals:
            self.say(f"Understood: {', '.join(seen.goals)}")
        for question in seen.questions.values():
            self.say(f"{'Answered' if question.answer else 'Assumed'}: {question.text} {question.value}")
        for stage in seen.stages.values():
            self._show_stage(stage)
        if seen.has_ended:
            return
        self._move(STEPS[seen.step], done=seen.done, total=seen.total)
        if not self._is_live:
            self.say(STEPS[seen.step])
        if seen.phase == "write" and seen.total:
            self._quarters = seen.done * 4 // seen.total
            self.say(f"Written: {seen.done} of {count(seen.total, 'unit')}")

    def _show_step(self, data: events.ProgressData) -> None:
        if data.phase == "plan":
            self._move(STEPS[data.step], done=data.done, total=data.total)
        if data.state == "started" and not self._is_live:
            self.say(STEPS[data.step])

    def _show_intent(self, data: events.IntentReadyData) -> None:
        self.say(f"Understood: {', '.join(goal.name for goal in data.goals)}, {data.level}")
        if data.unmatched:
            self.warn(f"Not covered: {', '.join(data.unmatched)}")

    def _show_stage(self, data: events.StageDraftedData | StageSeen) -> None:
        size = f"{count(data.module_count, 'module')}, {count(data.concept_count, 'concept')}"
        self.say(f"Stage {data.index + 1}: {data.name} ({size})")

    def _show_question(self, event: events.QuestionAsked | events.QuestionAnswered) -> None:
        if isinstance(event, events.QuestionAnswered):
            self._show_answer(event.data)
            return
        question = event.data
        self.say(f"Assumed: {question.text} {question.value}")
        others = [option for option in question.options if option != question.value]
        if others:
            self.say(f"  instead: {', '.join(others)}")
        self.say(f'  change it: milepost answer {event.task_id} {question.question_id}="…"')

    def _show_answer(self, data: events.QuestionAnsweredData) -> None:
        match data.effect:
            case "plans_anew":
                self.say(f"Answered: {data.value}. Planning again with it")
            case "taken_back":
                self.warn(f"The goal could not be planned again ({data.reason}); the plan before stands")
            case "none":
                self.say(f"Answered: {data.value}. The plan was made with it")

    def _show_check(self, event: events.ValidationFinished | events.EditApplied) -> None:
        if isinstance(event, events.EditApplied):
            who = "Changed by the model" if event.data.by == "model" else "Changed"
            edits = count(event.data.operation_count, "edit")
            self.say(f"{who}: {edits}, now revision {event.data.revision}")
            return
        data = event.data
        if data.by == "model":
            self._show_opinion(data)
            return
        if data.outcome == "not_checked":
            self.warn("Not checked: the check could not run")
        elif data.total:
            self.warn(f"Checked: {count(data.total, 'problem')}")
        else:
            marked(Mark.OK, "Checked: no problem found", console=self._err)

    def _show_opinion(self, data: events.ValidationFinishedData) -> None:
        if data.outcome == "not_checked":
            self.warn("Not looked over by the model: it could not be asked")
        elif data.total:
            self.say(f"Looked over by the model: {count(data.total, 'remark')}")
        else:
            self.say("Looked over by the model: no remark")

    def _show_unit(self, data: events.UnitData) -> None:
        self._move(WRITING, done=data.done, total=data.total)
        if data.status == "failed":
            marked(Mark.BAD, f"Not written: {data.unit} ({unit_failure(data.reason)})", console=self._err)
        quarter = data.done * 4 // data.total if data.total else 0
        if not self._is_live and quarter > self._quarters:
            self._quarters = quarter
            self.say(f"Written: {data.done} of {count(data.total, 'unit')}")

    def _move(self, what: str, *, done: int, total: int) -> None:
        if not self._is_live:
            return
        if self._bars is None:
            self._bars = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TimeLeft(),
                console=self._err,
                transient=True,
            )
            self._bars.start()
        if self._bar is None:
            self._bar = self._bars.add_task(what, total=total)
        self._bars.update(self._bar, description=what, completed=done, total=total)


class TimeLeft(ProgressColumn):
    """How long the writing will take at the pace of the last half minute; nothing while there is none.

    Steps of planning are no measure of one another, so of planning nothing is said.
    """

    max_refresh = 1.0

    def render(self, task: Task) -> Text:
        is_measured = task.description == WRITING and task.completed and not task.finished
        seconds = task.time_remaining if is_measured else None
        return Text("" if seconds is None else f"· {time_left(seconds)}")
