"""`milepost answer`: says otherwise than was assumed about a goal."""

from collections.abc import Sequence

from milepost.cli.addresses import AddressInvalid, local_address, origin_of
from milepost.cli.client import MilepostClient, NotMilepost, Refused, Unreachable
from milepost.cli.exit_status import ExitStatus
from milepost.cli.problem_text import NOBODY_THERE, problem_lines
from milepost.cli.screen import Mark, Screen, marked
from milepost.cli.watching import read_target
from milepost.settings import SettingsInvalid


def answer(target: str, answers: Sequence[str], *, server: str | None) -> ExitStatus:
    """Send answers to the questions of a task.

    Args:
        target: As for `milepost watch`.
        answers: Each `<question>=<answer>`.
    """
    screen = Screen.of_process()
    pairs = [one.partition("=") for one in answers]
    if wrong := [question for question, sign, value in pairs if not (question and sign and value.strip())]:
        marked(Mark.BAD, f'{wrong[0]!r} has no answer: write {wrong[0]}="…".', console=screen.err)
        return ExitStatus.USAGE
    try:
        place, identifier = read_target(target)
        with MilepostClient(origin_of(server) if server else place or local_address()) as client:
            task_id = client.newest_status(identifier).task_id
            accepted = client.answer(task_id, {question.strip(): value for question, _, value in pairs})
    except Refused as refusal:
        for line in problem_lines(refusal.problem):
            marked(Mark.BAD, line, console=screen.err)
    except (AddressInvalid, SettingsInvalid) as invalid:
        marked(Mark.BAD, str(invalid), console=screen.err)
        return ExitStatus.USAGE
    except (Unreachable, NotMilepost) as failure:
        marked(Mark.BAD, str(failure), next_step=NOBODY_THERE, console=screen.err)
    else:
        marked(
            Mark.OK, f"Taken. See what becomes of it: milepost watch {accepted.task_id}", console=screen.err
        )
        return ExitStatus.OK
    return ExitStatus.FAILED
