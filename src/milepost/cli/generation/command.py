"""What `milepost generate` does with its options: the request, the server, and every way it can end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from milepost.cli.addresses import AddressInvalid, CannotServeHere, reached
from milepost.cli.client import Json, NotMilepost, Refused, Unreachable
from milepost.cli.exit_status import ExitStatus
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
            accepted = there.client.generate(wish.request(review=not yes))
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
