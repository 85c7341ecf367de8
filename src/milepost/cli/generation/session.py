"""One run of `milepost generate`: ask, watch, decide, show what came of it."""

import json
import sys
from dataclasses import dataclass
from typing import assert_never

from rich.text import Text

from milepost.api.roadmaps.schemas import RoadmapView
from milepost.cli.addresses import Reached
from milepost.cli.client import Json, NotMilepost, Refused, Unreachable
from milepost.cli.exit_status import ExitStatus
from milepost.cli.follow import LogReset, follow
from milepost.cli.generation.progress_view import ProgressView
from milepost.cli.generation.review_talk import NobodyThere, Outcome, ReviewTalk
from milepost.cli.generation.roadmap_tree import print_roadmap
from milepost.cli.generation.wording import count
from milepost.cli.screen import Mark, Screen, marked, plain
from milepost.domain import events
from milepost.domain.tasks import UnitStatus


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run is watched."""

    yes: bool
    """Nobody decides: what does not block is written."""
    as_json: bool
    """Standard output carries the roadmap's JSON and nothing else."""


class Session:
    """A task that this command has begun, from its first event to its last or to whoever leaves."""

    def __init__(
        self, reached: Reached, screen: Screen, manner: Manner, *, task_id: str, roadmap_id: str
    ) -> None:
        self._client = reached.client
        self._is_own = reached.is_own
        self._screen = screen
        self._manner = manner
        self._task_id = task_id
        self._roadmap_id = roadmap_id
        self._view = ProgressView(screen)
        self._is_lost = False
        self._talk = ReviewTalk(
            self._client, screen, task_id=task_id, roadmap_id=roadmap_id, results_to_stderr=manner.as_json
        )

    def run(self) -> ExitStatus:
        """Watch until the task ends, waits for nobody, or is left."""
        try:
            return self._watch()
        except KeyboardInterrupt:
            self._view.pause()
            return self._interrupted()
        finally:
            self._view.pause()

    def _watch(self) -> ExitStatus:
        while True:
            try:
                for event in follow(self._client, self._task_id, on_loss=self._lost):
                    self._is_lost = False
                    self._view.show(event)
                    match event:
                        case events.HumanReviewRequired():
                            if (left := self._review(event.data.review_id)) is not None:
                                return left
                        case (
                            events.Completed()
                            | events.PartialFailure()
                            | events.Failed()
                            | events.Cancelled()
                        ):
                            return self._finish(event)
                        case _:
                            pass
            except LogReset:
                self._view.warn("The server's log was restored; watching it from its beginning.")
                continue
            raise NotMilepost("The log ended without saying how the task ended.")

    def _lost(self, reason: str) -> None:
        if not self._is_lost:
            self._view.pause()
            self._view.warn(f"{reason} The task goes on where it runs; trying again.")
        self._is_lost = True

    def _review(self, review_id: str) -> ExitStatus | None:
        """Decide an open review; a status when the watching ends here."""
        self._view.pause()
        if self._client.status(self._task_id).review_id != review_id:
            return None  # decided meanwhile, elsewhere
        if self._manner.yes:
            return self._blocked()
        try:
            outcome = self._talk.decide(review_id)
        except NobodyThere:
            self._print_json()
            self._view.warn(f"The roadmap waits for your decision. {self._way_back()}")
            return ExitStatus.WAITING
        match outcome:
            case Outcome.APPROVED | Outcome.CANCELLED | Outcome.CHANGED:
                return None
            case Outcome.OVERTAKEN:
                self._view.say("The review was decided elsewhere.")
                return None
            case _:
                assert_never(outcome)

    def _blocked(self) -> ExitStatus:
        """Nobody was to be asked, and still the server asks: something blocks."""
        roadmap = self._client.roadmap(self._roadmap_id)
        for issue in roadmap.validation.issues if roadmap.validation else ():
            marked(Mark.BAD, issue.detail, console=self._screen.err)
        self._print_json()
        marked(
            Mark.BAD, "Problems of the roadmap keep it from being written.",
            next_step=self._way_back(), console=self._screen.err,
        )  # fmt: skip
        return ExitStatus.REFUSED

    def _finish(
        self, event: events.Completed | events.PartialFailure | events.Failed | events.Cancelled
    ) -> ExitStatus:
        end = event.data
        self._print_result()
        match event:
            case events.Completed():
                took = f" in {self._view.seconds:.0f} s" if self._manner.yes else ""
                marked(Mark.OK, f"Written: {count(end.completed, 'unit')}{took}.", console=self._screen.err)
                self._view.say(f"Study it: {self._way_to_study()}")
                return ExitStatus.OK
            case events.PartialFailure():
                missing = (
                    f"Partly written: {end.completed} of {count(end.total, 'unit')}, {end.failed} failed."
                )
                marked(Mark.BAD, missing, next_step=f"Retry: {self._way_to_task()}", console=self._screen.err)
                return ExitStatus.PARTIAL
            case events.Failed():
                error = self._client.status(self._task_id).error
                reason = error.detail if error else end.reason or "no reason given"
                marked(Mark.BAD, f"Failed: {reason}", next_step=self._way_to_task(), console=self._screen.err)
                return ExitStatus.FAILED
            case events.Cancelled():
                marked(
                    Mark.WARNING, "Cancelled. What was finished can still be read.", console=self._screen.err
                )
                return ExitStatus.CANCELLED

    def _print_result(self) -> None:
        if self._manner.as_json:
            self._print_json()
            return
        roadmap = self._client.roadmap(self._roadmap_id)
        if roadmap.stages and self._talk.shown_revision != roadmap.revision:
            print_roadmap(roadmap, self._screen.out)
        for line in _failed_units(roadmap):
            marked(Mark.BAD, line, console=self._screen.err)

    def _print_json(self) -> None:
        if self._manner.as_json:
            print_json(self._client.roadmap_document(self._roadmap_id))

    def _interrupted(self) -> ExitStatus:
        """Ctrl-C leaves the task as it is, unless the person says that it should stop."""
        try:
            if sys.stdin.isatty() and self._wants_cancel():
                self._client.cancel(self._task_id)
                marked(
                    Mark.WARNING, "Cancelled. What was finished can still be read.", console=self._screen.err
                )
                return ExitStatus.CANCELLED
        except (KeyboardInterrupt, EOFError):
            self._view.say("")
        except (Refused, Unreachable, NotMilepost) as failure:
            marked(Mark.BAD, f"Not cancelled: {failure}", console=self._screen.err)
        self._view.say(f"Left. The task goes on. {self._way_back()}")
        return ExitStatus.INTERRUPTED

    def _wants_cancel(self) -> bool:
        self._view.say("")
        question = "Stop watching. [Enter = the task goes on, c = cancel it]"
        return self._screen.err.input(Text(f"{question} ")).strip().casefold() in {"c", "cancel"}

    def _way_back(self) -> str:
        return f"Come back: {self._way_to_task()}"

    def _way_to_task(self) -> str:
        return self._way(f"/app/tasks/{self._task_id}")

    def _way_to_study(self) -> str:
        return self._way(f"/app/roadmaps/{self._roadmap_id}")

    def _way(self, path: str) -> str:
        if self._is_own:
            return f"run `milepost serve` and open {path}"
        return f"{self._client.address}{path}"


def print_json(document: Json) -> None:
    """JSON on standard output, in UTF-8 whatever the terminal's encoding (RFC 8259)."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.flush()


def _failed_units(roadmap: RoadmapView) -> list[str]:
    return [
        f"Not written: {kind} of {plain(concept.name)} ({unit.reason or 'no reason given'})"
        for stage in roadmap.stages
        for module in stage.modules
        for concept in module.concepts
        for kind, unit in concept.units.items()
        if unit.status is UnitStatus.FAILED
    ]
