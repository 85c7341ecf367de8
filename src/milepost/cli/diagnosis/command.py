"""What `milepost doctor` does: every check in order, a line each."""

from pathlib import Path

from milepost.cli.diagnosis.checks import CHECKS
from milepost.cli.exit_status import ExitStatus
from milepost.cli.screen import Mark, Screen, marked
from milepost.settings import SettingsInvalid, read_settings


def doctor(*, port: int | None, data_dir: Path | None) -> ExitStatus:
    """Print a line for each check; wrong when one of them found something wrong."""
    screen = Screen.of_process()
    try:
        settings = read_settings(port=port, data_dir=data_dir)
    except SettingsInvalid as wrong:
        marked(Mark.BAD, f"Settings: {wrong}", next_step="Correct or unset it.", console=screen.out)
        return ExitStatus.FAILED
    found_wrong = 0
    for check in CHECKS:
        finding = check(settings)
        marked(finding.mark, finding.text, next_step=finding.next_step, console=screen.out)
        found_wrong += finding.mark is Mark.BAD
    if found_wrong:
        screen.err.print(f"{found_wrong} of {len(CHECKS)} checks found something wrong.")
        return ExitStatus.FAILED
    return ExitStatus.OK
