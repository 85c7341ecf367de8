"""The schema's version: what this program needs, what the database has, and the way from one to the other."""

import shutil
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from milepost.domain.ports.runtime import Ids
from milepost.storage import tables
from milepost.storage.rows import insert_ignoring_known

#: The newest migration. A test compares it with the files.
HEAD = "0005"
#: Any number will do that nobody else locks in this database: the letters of "mile".
_MIGRATION_LOCK = 0x6D696C65
_SCRIPTS = Path(__file__).parent / "migrations"


class SchemaMismatch(RuntimeError):
    """The database has another schema than this program; the message is one line that says what to do."""


class SchemaTooNew(SchemaMismatch):
    """The database was written by a newer Milepost; an older one would not understand it."""


class SchemaTooOld(SchemaMismatch):
    """The database was written by an older Milepost, and others may be at work on it: nobody migrates it unasked."""


async def current_version(engine: AsyncEngine) -> str | None:
    """The database's schema version, or None where there is no schema yet."""
    async with engine.connect() as connection:
        if not await connection.run_sync(lambda sync: sa.inspect(sync).has_table("alembic_version")):
            return None
        version: str | None = await connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return version


async def prepare_schema(
    engine: AsyncEngine, *, file: Path | None, now: datetime, may_upgrade: bool = True
) -> str | None:
    """Bring the schema to `HEAD`; a SQLite `file` with data is copied beside itself first.

    Args:
        may_upgrade: Whether what is there may be changed. An empty database is set up in any case.

    Returns:
        The version it had; None where there was nothing.

    Raises:
        SchemaTooNew: The database has a version that this program does not know.
        SchemaTooOld: It has an older one, and may not be upgraded.
    """
    version = await current_version(engine)
    if version == HEAD:
        return version
    if version is not None:
        _refuse_unknown(version)
        if not may_upgrade:
            raise SchemaTooOld(
                f"The database has schema {version}, and this program needs {HEAD}. Back it up, stop every process of "
                "the older Milepost, and run `milepost migrate`."
            )
        if file is not None:
            _back_up(file, version=version, now=now)
    async with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # Of several processes that start at once one migrates, and the others find it done.
            await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        await connection.run_sync(_upgrade)
        await connection.commit()
    return version


async def log_epoch(connection: AsyncConnection, ids: Ids) -> str:
    """The name of this copy of the event log, drawn once per database."""
    return await _drawn_once(connection, "log_epoch", ids.token()[:8])


async def hint_key(connection: AsyncConnection, ids: Ids) -> bytes:
    """What hints between processes are signed with: whoever can read the database, and nobody else, has it."""
    return (await _drawn_once(connection, "hint_key", ids.token() + ids.token())).encode()[:64]


async def _drawn_once(connection: AsyncConnection, name: str, fresh: str) -> str:
    """The database's value of this name: `fresh`, unless another process was first."""
    instance = tables.instance
    query = sa.select(instance.c.value).where(instance.c.name == name)
    value = await connection.scalar(query)
    if value is None:
        drawn = {"name": name, "value": fresh}
        await connection.execute(insert_ignoring_known(connection, instance, [drawn]))
        value = await connection.scalar(query)
    return str(value)


def is_known_version(version: str) -> bool:
    """Whether this program has the migration to a schema version, and so understands it."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  imported only when there is something to migrate

    return version in {script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions()}


def _refuse_unknown(version: str) -> None:
    if not is_known_version(version):
        raise SchemaTooNew(
            f"The database has schema {version}, newer than this program's {HEAD}. Install the newer Milepost again."
        )


def _back_up(file: Path, *, version: str, now: datetime) -> None:
    backup = file.with_name(f"{file.name}.before-{HEAD}-from-{version}-{now:%Y%m%dT%H%M%SZ}")
    shutil.copy2(file, backup)
    for suffix in ("-wal", "-shm"):
        if (side := file.with_name(file.name + suffix)).exists():
            shutil.copy2(side, backup.with_name(backup.name + suffix))


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415  see above
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
