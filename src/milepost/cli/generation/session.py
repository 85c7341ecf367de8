"""One run of `milepost generate`: ask, watch, decide, show what came of it."""

import json
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import assert_never

from rich.text import Text

from milepost.cli.addresses import Reached
from milepost.cli.client import Json, NotMilepost, Refused, Unreachable
from milepost.cli.exit_status import ExitStatus
from milepost.cli.generation.costs import receipt
from milepost.cli.generation.ending import End, Watched, print_result, say_cancelled, say_end
from milepost.cli.generation.progress_view import ProgressView
from milepost.cli.generation.review_talk import NobodyThere, Outcome, ReviewTalk
from milepost.cli.screen import Mark, Screen, marked
from milepost.client.blocking import Following
from milepost.client.state import Delivery, Event, Live, Lost, Reset, Status
from milepost.client.watch import typed
from milepost.domain import events
from milepost.domain.events import TaskEvent

#: Opens what follows a task at a server.
Follow = Callable[[str, str], AbstractContextManager[Iterable[Delivery]]]


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
        self,
        reached: Reached,
        screen: Screen,
        manner: Manner,
        *,
        task_id: str,
        roadmap_id: str,
        follow: Follow = Following,
    ) -> None:
        self._client = reached.client
        self._watched = Watched(reached.client, task_id, roadmap_id, is_own=reached.is_own)
        self._follow = follow
        self._screen = screen
        self._manner = manner
        self._task_id = task_id
        self._roadmap_id = roadmap_id
        self._view = ProgressView(screen)
        self._is_lost = False
        self._asked_models = False
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
        with self._follow(self._client.address, self._task_id) as items:
            for item in items:
                if (status := self._take(item)) is not None:
                    return status
        raise NotMilepost("The log ended without saying how the task ended.")

    def _take(self, item: Delivery) -> ExitStatus | None:
        """Show what came; a status when the watching ends with it."""
        match item:
            case Lost():
                self._lost(item.reason)
            case Reset():
                self._view.warn("The server's log was restored; watching it from its beginning.")
            case Event():
                self._is_lost = False
                if (event := typed(item)) is not None:
                    return self._show(event)
            case Status() | Live():
                self._is_lost = False
        return None

    def _show(self, event: TaskEvent) -> ExitStatus | None:
        self._view.show(event)
        self._asked_models |= isinstance(event, events.CostUpdated)
        match event:
            case events.HumanReviewRequired():
                return self._review(event.data.review_id)
            case events.Completed() | events.PartialFailure() | events.Failed() | events.Cancelled():
                return self._finish(event)
            case _:
                return None

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

    def _finish(self, end: End) -> ExitStatus:
        if self._manner.as_json:
            self._print_json()
        else:
            print_result(self._watched, self._screen, shown_revision=self._talk.shown_revision)
        took = self._view.seconds if self._manner.yes else None
        status = say_end(end, self._watched, self._screen, took_seconds=took)
        if self._asked_models and (cost := self._client.task(self._task_id).cost) is not None:
            self._view.say(receipt(cost))
        return status

    def _print_json(self) -> None:
        if self._manner.as_json:
            print_json(self._client.roadmap_document(self._roadmap_id))

    def _interrupted(self) -> ExitStatus:
        """Ctrl-C leaves the task as it is, unless the person says that it should stop."""
        try:
            if sys.stdin.isatty() and self._wants_cancel():
                self._client.cancel(self._task_id)
                say_cancelled(self._screen)
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
        return f"Come back: {self._watched.way_to_task()}"


def print_json(document: Json) -> None:
    """JSON on standard output, in UTF-8 whatever the terminal's encoding (RFC 8259)."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.flush()
