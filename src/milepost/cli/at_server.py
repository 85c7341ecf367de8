"""What a command needs that speaks to a server: its client, and in one line what keeps it from its work."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from milepost.cli.addresses import AddressInvalid, CannotServeHere, reached
from milepost.cli.client import MilepostClient, NotMilepost, Refused, Unreachable
from milepost.cli.exit_status import ExitStatus
from milepost.cli.problem_text import NOBODY_THERE, problem_lines
from milepost.cli.screen import Mark, Screen, marked, plain
from milepost.settings import SettingsInvalid

Options = ParamSpec("Options")


class OptionWrong(Exception):
    """What was typed cannot be meant; the message says what can."""


def at_server(
    run: Callable[Concatenate[MilepostClient, Screen, Options], ExitStatus],
) -> Callable[Concatenate[str | None, Options], ExitStatus]:
    """Give a command the server it speaks to, and say in one line what keeps it from its work."""

    @functools.wraps(run)
    def with_server(server: str | None, /, *args: Options.args, **options: Options.kwargs) -> ExitStatus:
        screen = Screen.of_process()
        try:
            with reached(server, screen) as there:
                return run(there.client, screen, *args, **options)
        except (OptionWrong, AddressInvalid, SettingsInvalid) as wrong:
            marked(Mark.BAD, str(wrong), console=screen.err)
            return ExitStatus.USAGE
        except Refused as refusal:
            first, *rest = problem_lines(refusal.problem)
            marked(Mark.BAD, first, console=screen.err)
            for line in rest:
                screen.err.print(plain(line))
            return ExitStatus.REFUSED
        except (Unreachable, NotMilepost) as failure:
            marked(Mark.BAD, str(failure), next_step=NOBODY_THERE, console=screen.err)
            return ExitStatus.FAILED
        except CannotServeHere as reason:
            marked(Mark.BAD, str(reason), console=screen.err)
            return ExitStatus.FAILED

    return with_server
