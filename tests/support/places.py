"""Empty databases with the present schema, quickly: copies of one that was migrated once per test run."""

import shutil
from pathlib import Path

from tests.support.postgres import PostgresServer
from tests.support.run import TestRun
from tests.support.worlds import open_storage

_TEMPLATE = "migrated"


async def sqlite_place(run: TestRun, directory: Path) -> Path:
    """A SQLite file of its own in `directory`."""
    template = run.directory / f"{_TEMPLATE}.db"
    with run.lock(_TEMPLATE):
        if not template.exists():
            unfinished = run.directory / f"{_TEMPLATE}.db.unfinished"
            await _migrate(unfinished)
            unfinished.rename(template)
    return Path(shutil.copyfile(template, directory / "milepost.db"))


async def postgres_place(server: PostgresServer) -> str:
    """A PostgreSQL database of its own, to be dropped by the caller; its address."""
    return server.create_database(await server.ensure_template(_TEMPLATE, _migrate))


async def _migrate(where: Path | str) -> None:
    async with open_storage(where):
        pass
