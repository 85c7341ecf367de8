"""`milepost watch`: a task that is under way, or was, as it happens; nothing is decided and nothing changed."""

import re
import sys
from dataclasses import dataclass

from milepost.cli.addresses import AddressInvalid, local_address, origin_of
from milepost.cli.client import MilepostClient, NotMilepost, Refused, Unreachable
from milepost.cli.exit_status import ExitStatus
from milepost.cli.generation.ending import End, Watched, print_result, say_end
from milepost.cli.generation.progress_view import ProgressView
from milepost.cli.problem_text import NOBODY_THERE, problem_lines
from milepost.cli.screen import Mark, Screen, marked
from milepost.client.blocking import Following
from milepost.client.driver import ChannelClosed
from milepost.client.state import Delivery, Event, Live, Lost, Reset, Status
from milepost.client.task_view import TaskView, apply_event
from milepost.client.watch import typed
from milepost.domain import events
from milepost.domain.events import TaskEvent
from milepost.settings import SettingsInvalid

_ID = re.compile(r"\b(?:tsk|rmp)_[0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Manner:
    as_json: bool
    """Standard output carries the events, one a line, and nothing else."""
    from_start: bool
    """What has happened is shown event by event too, instead of in a few lines."""


def watch(target: str, *, server: str | None, as_json: bool, from_start: bool) -> ExitStatus:
    """Watch a task to its end.

    Args:
        target: The task, its roadmap, or the address of the page of one of them.
    """
    screen = Screen.of_process()
    try:
        place, identifier = read_target(target)
        address = origin_of(server) if server else place or local_address()
        with MilepostClient(address) as client:
            status = client.newest_status(identifier)
            watched = Watched(client, status.task_id, status.roadmap_id)
            return _Watching(watched, screen, Manner(as_json=as_json, from_start=from_start)).run()
    except Refused as refusal:
        marked(Mark.BAD, problem_lines(refusal.problem)[0], console=screen.err)
    except ChannelClosed as refusal:
        marked(Mark.BAD, f"The server does not show this task: {refusal}", console=screen.err)
    except (AddressInvalid, SettingsInvalid) as wrong:
        marked(Mark.BAD, str(wrong), console=screen.err)
        return ExitStatus.USAGE
    except (Unreachable, NotMilepost) as failure:
        marked(Mark.BAD, str(failure), next_step=NOBODY_THERE, console=screen.err)
    except KeyboardInterrupt:
        screen.err.print("Interrupted.")
        return ExitStatus.INTERRUPTED
    return ExitStatus.FAILED


def read_target(text: str) -> tuple[str | None, str]:
    """(the server's origin, if the text names one; the id of a task or a roadmap).

    Raises:
        AddressInvalid: It looks like an address, and names no task and no roadmap.
    """
    if "/" not in text:
        return None, text
    found = _ID.search(text.partition("?")[0])
    if found is None:
        raise AddressInvalid(f"{text!r} is not the address of a task's or a roadmap's page.")
    return origin_of(text), found[0]


class _Watching:
    def __init__(self, watched: Watched, screen: Screen, manner: Manner) -> None:
        self._watched = watched
        self._screen = screen
        self._manner = manner
        self._lines = ProgressView(screen)
        self._seen = TaskView()
        self._is_history = not manner.from_start
        self._is_lost = False

    def run(self) -> ExitStatus:
        try:
            with Following(self._watched.client.address, self._watched.task_id) as items:
                for item in items:
                    if (status := self._take(item)) is not None:
                        return status
            raise NotMilepost("The log ended without saying how the task ended.")
        except KeyboardInterrupt:
            self._lines.pause()
            back = f"milepost watch {self._watched.way_to_task()}"
            self._lines.say(f"Left. The task goes on. Come back: {back}")
            return ExitStatus.INTERRUPTED
        finally:
            self._lines.pause()

    def _take(self, item: Delivery) -> ExitStatus | None:
        """Show what came; a status when it was the end."""
        match item:
            case Event():
                return self._take_event(item)
            case Live():
                self._is_lost = False
                self._catch_up()
            case Lost():
                self._lost(item.reason)
            case Reset():
                self._seen = TaskView()
                self._lines.warn("The server's log was restored; watching it from its beginning.")
            case Status():
                pass
        return None

    def _take_event(self, item: Event) -> ExitStatus | None:
        self._is_lost = False
        event = typed(item)
        if event is not None:
            self._seen = apply_event(self._seen, event)
        end = event if isinstance(event, End) else None
        if self._manner.as_json:
            # A log that has ended has nothing to come: whoever reads this still learns how.
            if not self._is_history or end is not None:
                _print_line(item.text)
        elif event is not None and not self._is_history:
            self._show(event)
        return None if end is None else self._finish(end)

    def _show(self, event: TaskEvent) -> None:
        self._lines.show(event)
        if isinstance(event, events.HumanReviewRequired):
            self._say_that_it_waits()

    def _catch_up(self) -> None:
        if not self._is_history:
            return
        self._is_history = False
        if not self._manner.as_json:
            self._lines.catch_up(self._seen)
            if self._seen.review_id is not None:
                self._say_that_it_waits()

    def _say_that_it_waits(self) -> None:
        self._lines.pause()
        self._lines.warn(f"The roadmap waits for a decision: {self._watched.way_to_task()}")

    def _lost(self, reason: str) -> None:
        if not self._is_lost:
            self._lines.pause()
            self._lines.warn(f"{reason} The task goes on where it runs; trying again.")
        self._is_lost = True

    def _finish(self, end: End) -> ExitStatus:
        self._lines.pause()
        if not self._manner.as_json:
            print_result(self._watched, self._screen)
        return say_end(end, self._watched, self._screen)


def _print_line(text: str) -> None:
    """An event on standard output, in UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.flush()
