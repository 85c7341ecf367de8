"""`milepost migrate`: the database brought to this program's schema, by whoever decides when."""

import asyncio

from milepost.cli.exit_status import ExitStatus
from milepost.cli.screen import Mark, Screen, marked
from milepost.server import START_FAILURES, why_not
from milepost.settings import SettingsInvalid, read_settings
from milepost.storage.schema import HEAD
from milepost.wiring import migrate


def migrate_database() -> ExitStatus:
    """Migrate, and say from which version to which."""
    screen = Screen.of_process()
    try:
        before = asyncio.run(migrate(read_settings()))
    except SettingsInvalid as wrong:
        marked(Mark.BAD, f"Settings: {wrong}", next_step="Correct or unset it.", console=screen.err)
        return ExitStatus.USAGE
    except START_FAILURES as failure:
        marked(Mark.BAD, why_not(failure), console=screen.err)
        return ExitStatus.FAILED
    told = (
        f"Schema {HEAD}: was there before" if before == HEAD else f"Schema {HEAD}, from {before or 'nothing'}"
    )
    marked(Mark.OK, told, console=screen.out)
    return ExitStatus.OK
