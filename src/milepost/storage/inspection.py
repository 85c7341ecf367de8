"""Looks at a database without changing it: whether it opens, is whole, and has a schema this program knows."""

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from milepost.storage.capacity import ServerCapacity, server_capacity
from milepost.storage.engines import postgres_engine
from milepost.storage.schema import HEAD, current_version, is_known_version

#: What opening or migrating a database raises when the fault is the database's, or its address's, and not ours.
DATABASE_FAILURES = (sa.exc.DBAPIError, sa.exc.ArgumentError)
SQLITE_VERSION = sqlite3.sqlite_version_info
#: The first SQLite with `UPDATE … RETURNING`, which the event log counts with.
OLDEST_SQLITE = (3, 35, 0)


@dataclass(frozen=True, slots=True)
class SchemaState:
    """The schema version a database has; None when it has no schema yet."""

    version: str | None

    @property
    def is_current(self) -> bool:
        return self.version == HEAD

    @property
    def is_too_old(self) -> bool:
        return self.version is not None and not self.is_current and not self.is_too_new

    @property
    def is_too_new(self) -> bool:
        return self.version is not None and not is_known_version(self.version)


class DatabaseUnreadable(Exception):
    """A database cannot be read, or is damaged; the message says in which way."""


def inspect_sqlite(file: Path) -> SchemaState:
    """The schema of a SQLite file, opened for reading only, also beside a server that writes it.

    Raises:
        DatabaseUnreadable: It cannot be opened, or is damaged.
    """
    try:
        with contextlib.closing(_read_only(file)) as connection:
            _check_whole(connection)
            tables = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
            if connection.execute(tables).fetchone() is None:
                return SchemaState(None)
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return SchemaState(row[0] if row else None)
    except sqlite3.Error as error:
        raise DatabaseUnreadable(str(error)) from None


def check_sqlite(file: Path) -> None:
    """Read a SQLite file through.

    Raises:
        DatabaseUnreadable: It cannot be opened, or is damaged.
    """
    try:
        with contextlib.closing(_read_only(file)) as connection:
            _check_whole(connection)
    except sqlite3.Error as error:
        raise DatabaseUnreadable(str(error)) from None


async def inspect_postgres(url: str) -> tuple[SchemaState, ServerCapacity]:
    """The schema of a PostgreSQL database and what its server offers; `url` as `postgresql://…`.

    Raises:
        DatabaseUnreadable: It cannot be reached or entered.
    """
    try:
        engine = postgres_engine(url, pool_size=1)
        try:
            return SchemaState(await current_version(engine)), await server_capacity(engine)
        finally:
            await engine.dispose()
    except (OSError, *DATABASE_FAILURES) as error:
        raise DatabaseUnreadable(str(error).strip().partition("\n")[0]) from None


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=5)


def _check_whole(connection: sqlite3.Connection) -> None:
    fault: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise DatabaseUnreadable(fault)
