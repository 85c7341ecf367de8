"""What `milepost verify` does: every check in order, a line each, then what it has made."""

from milepost.cli.addresses import AddressInvalid, local_address, origin_of
from milepost.cli.exit_status import ExitStatus
from milepost.cli.screen import Mark, Screen, marked
from milepost.cli.verification.causes import Failed
from milepost.cli.verification.checks import CHECKS, Check
from milepost.cli.verification.walk import Walk
from milepost.settings import SettingsInvalid


def verify(url: str | None) -> ExitStatus:
    """Do the main job once against a live server; wrong when any check fails or could not be tried."""
    screen = Screen.of_process()
    try:
        walk = Walk(origin_of(url) if url else local_address())
    except (AddressInvalid, SettingsInvalid) as wrong:
        marked(Mark.BAD, str(wrong), console=screen.err)
        return ExitStatus.USAGE
    try:
        succeeded = _run_all(walk, screen)
    finally:
        _say_what_was_made(walk, screen)
        walk.close()
    screen.out.print(f"{len(succeeded)} of {len(CHECKS)} checks passed at {walk.address}")
    return ExitStatus.OK if len(succeeded) == len(CHECKS) else ExitStatus.FAILED


def _run_all(walk: Walk, screen: Screen) -> set[str]:
    """The names of the checks that succeeded."""
    succeeded: set[str] = set()
    fatal: str | None = None
    for check in CHECKS:
        missing = fatal or next((name for name in check.needs if name not in succeeded), None)
        if missing is not None:
            marked(Mark.SKIPPED, f"{check.name}: not tried, for want of {missing}", console=screen.out)
            continue
        try:
            seen = _run(check, walk)
        except Failed as failure:
            marked(Mark.BAD, f"{check.name}: {failure}", next_step=failure.next_step, console=screen.out)
            fatal = check.name if failure.is_fatal else None
        else:
            succeeded.add(check.name)
            marked(Mark.OK, f"{check.name}: {seen}", console=screen.out)
    return succeeded


def _run(check: Check, walk: Walk) -> str:
    try:
        return check.run(walk)
    except (KeyError, IndexError, TypeError) as error:
        raise Failed(
            f"The answer is not as this version knows it (no {error}): server and verifier differ"
        ) from error


def _say_what_was_made(walk: Walk, screen: Screen) -> None:
    if not walk.task_id:
        return
    note = "which stays"
    if not walk.end:
        try:
            walk.ask("POST", f"/api/v1/tasks/{walk.task_id}/cancel", expect=202)
            note = "whose task was cancelled, as nobody would finish it"
        except Failed:
            note = "whose task may still wait for a decision"
    made = f"Made: the roadmap {walk.address}/app/roadmaps/{walk.roadmap_id} ({walk.task_id}), {note}"
    marked(Mark.SKIPPED, made, console=screen.out)
