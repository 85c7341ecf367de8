"""What `milepost generate` does with its options: the request, the server, and every way it can end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from milepost.cli.addresses import AddressInvalid, CannotServeHere, reached
from milepost.cli.client import Json, MilepostClient, NotMilepost, Refused, Unreachable
from milepost.cli.exit_status import ExitStatus
from milepost.cli.generation.costs import goal_cost
from milepost.cli.generation.local_time_zone import local_time_zone
from milepost.cli.generation.session import Manner, Session
from milepost.cli.problem_text import NOBODY_THERE, problem_lines
from milepost.cli.screen import Mark, Screen, marked
from milepost.client.driver import ChannelClosed
from milepost.settings import SettingsInvalid


@dataclass(frozen=True, slots=True)
class Wish:
    """What the options say; what is absent is read from the sentence, else defaulted, by the server."""

    goal: str
    hours_per_week: float | None = None
    level: str | None = None
    deadline: date | None = None
    known: Sequence[str] = ()
    background: str | None = None
    goal_ids: Sequence[str] = ()
    language: str | None = None
    time_zone: str | None = None

    def request(self, *, review: bool) -> Json:
        fields: Json = {
            "goal": self.goal,
            "hours_per_week": self.hours_per_week,
            "level": self.level,
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "known": list(self.known),
            "background": self.background,
            "goal_ids": list(self.goal_ids),
            "language": self.language,
            "time_zone": self.time_zone or local_time_zone(),
            "review": review,
        }
        return {name: value for name, value in fields.items() if value is not None}


def generate(wish: Wish, *, server: str | None, yes: bool, as_json: bool) -> ExitStatus:
    """Make a roadmap, from the goal to the end of the writing."""
    screen = Screen.of_process()
    try:
        with reached(server, screen) as there:
            request = wish.request(review=not yes)
            _say_cost(there.client, request, screen, writes_at_once=yes)
            accepted = there.client.generate(request)
            session = Session(
                there, screen, Manner(yes=yes, as_json=as_json),
                task_id=accepted.task_id, roadmap_id=accepted.roadmap_id,
            )  # fmt: skip
            return session.run()
    except Refused as refusal:
        first, *others = problem_lines(refusal.problem)
        marked(Mark.BAD, first, console=screen.err)
        for line in others:
            screen.err.print(line, soft_wrap=True)
        return ExitStatus.REFUSED if refusal.problem.status < 500 else ExitStatus.FAILED
    except (AddressInvalid, SettingsInvalid) as wrong:
        marked(Mark.BAD, str(wrong), console=screen.err)
        return ExitStatus.USAGE
    except (Unreachable, NotMilepost) as failure:
        marked(Mark.BAD, str(failure), next_step=NOBODY_THERE, console=screen.err)
        return ExitStatus.FAILED
    except ChannelClosed as refusal:
        marked(Mark.BAD, f"The server does not show this task: {refusal}", console=screen.err)
        return ExitStatus.FAILED
    except CannotServeHere as failure:
        marked(
            Mark.BAD,
            str(failure),
            next_step="Where one runs, name its address: --server.",
            console=screen.err,
        )
        return ExitStatus.FAILED
    except KeyboardInterrupt:
        screen.err.print("Interrupted.")
        return ExitStatus.INTERRUPTED


def _say_cost(client: MilepostClient, request: Json, screen: Screen, *, writes_at_once: bool) -> None:
    """Say what models will take, before anything is asked of them."""
    preview = client.preview(request).preview
    if preview is not None and preview.costs is not None:
        for line in goal_cost(preview.costs, writes_at_once=writes_at_once):
            screen.err.print(line, soft_wrap=True)
