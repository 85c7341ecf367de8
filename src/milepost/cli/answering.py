"""`milepost answer`, `cancel` and `retry`: what a person says to a task from a terminal."""

from collections.abc import Callable, Sequence

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
    pairs = [one.partition("=") for one in answers]
    if wrong := [question for question, sign, value in pairs if not (question and sign and value.strip())]:
        problem = f'{wrong[0]!r} has no answer: write {wrong[0]}="…".'
        marked(Mark.BAD, problem, console=Screen.of_process().err)
        return ExitStatus.USAGE

    def send(client: MilepostClient, task_id: str) -> str:
        values = {question.strip(): value for question, _, value in pairs}
        accepted = client.answer(task_id, values)
        return f"Taken. See what becomes of it: milepost watch {accepted.task_id}"

    return _say(target, send, server=server)


def cancel(target: str, *, server: str | None) -> ExitStatus:
    """Stop a task. `target` is as for `milepost watch`."""

    def send(client: MilepostClient, task_id: str) -> str:
        client.cancel(task_id)
        return "Cancelled. What was finished can still be read."

    return _say(target, send, server=server)


def retry(target: str, *, server: str | None) -> ExitStatus:
    """Have what is missing of a roadmap written. `target` is as for `milepost watch`."""

    def send(client: MilepostClient, task_id: str) -> str:
        return f"Begun, as a task of its own: milepost watch {client.retry(task_id).task_id}"

    return _say(target, send, server=server)


def _say(target: str, send: Callable[[MilepostClient, str], str], *, server: str | None) -> ExitStatus:
    """Say something to a task, and print what `send` answers. No server is begun for it: its work would end with it."""
    screen = Screen.of_process()
    try:
        place, identifier = read_target(target)
        with MilepostClient(origin_of(server) if server else place or local_address()) as client:
            told = send(client, client.newest_status(identifier).task_id)
    except Refused as refusal:
        for line in problem_lines(refusal.problem):
            marked(Mark.BAD, line, console=screen.err)
    except (AddressInvalid, SettingsInvalid) as invalid:
        marked(Mark.BAD, str(invalid), console=screen.err)
        return ExitStatus.USAGE
    except (Unreachable, NotMilepost) as failure:
        marked(Mark.BAD, str(failure), next_step=NOBODY_THERE, console=screen.err)
    else:
        marked(Mark.OK, told, console=screen.err)
        return ExitStatus.OK
    return ExitStatus.FAILED
