"""How connections are opened: SQLite with one writer and short snapshots, PostgreSQL with one pool."""

import hashlib
import sqlite3
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

_READERS = 4
_BUSY_TIMEOUT_MS = 30_000
#: A server that accepts connections and says nothing must hold nobody for ever. No statement of ours takes seconds.
_CONNECT_SECONDS = 5.0
_COMMAND_SECONDS = 10.0
_POOL_SECONDS = 10.0
#: After so long without use a connection may be gone without a word, as behind a firewall.
_RESTED_SECONDS = 5.0
#: A process that stands still inside a transaction keeps its rows locked; the server ends it then. Its other
#: connections wait for the same rows, and each would keep them as long again: they give up before the first one is
#: ended. All of it well within the time after which a silent process counts as dead.
_IDLE_IN_TRANSACTION_MS = 5_000
_LOCK_WAIT_MS = 4_000


def sqlite_engines(path: Path) -> tuple[AsyncEngine, AsyncEngine]:
    """(writer, reader) of a SQLite file: one connection that writes, a small pool that reads snapshots."""
    return _sqlite_engine(path, pool_size=1, begin="BEGIN IMMEDIATE"), _sqlite_engine(
        # One connection more than the readers: the probe of the event log keeps one for itself.
        path, pool_size=_READERS + 1, begin="BEGIN DEFERRED",
    )  # fmt: skip


def postgres_engine(
    url: str, *, pool_size: int, process: str = "milepost", is_patient: bool = False
) -> AsyncEngine:
    """One engine for reading and writing.

    Args:
        url: As `postgresql://…`, with what libpq reads behind it, such as `?sslmode=verify-full`.
        pool_size: Connections, at most.
        process: What PostgreSQL knows the connections by, see `end_connections_of`.
        is_patient: Whether a statement may take its time, as one that changes the schema does.
    """
    address = sa.make_url(f"postgresql+asyncpg://{url.partition('://')[2]}")
    engine = create_async_engine(
        address.set(query={}),
        pool_size=pool_size,
        max_overflow=0,
        pool_use_lifo=True,  # one that is in use has not rested
        pool_timeout=_POOL_SECONDS,
        connect_args={
            # What stands behind the address is the driver's to read: SQLAlchemy would hand `sslmode` on as an argument,
            # which it does not know.
            "dsn": f"postgresql:///?{urlencode(address.query, doseq=True)}" if address.query else None,
            "timeout": _CONNECT_SECONDS,
            "command_timeout": None if is_patient else _COMMAND_SECONDS,
            "server_settings": {
                "application_name": process,
                "idle_in_transaction_session_timeout": "0" if is_patient else str(_IDLE_IN_TRANSACTION_MS),
                "lock_timeout": "0" if is_patient else str(_LOCK_WAIT_MS),
            },
        },
    )
    _look_before_use(engine)
    return engine


def _look_before_use(engine: AsyncEngine) -> None:
    """Replace what is closed, and ask what has rested whether it still answers.

    The pool's own way asks each time, in three trips: half of what a short read costs.
    """

    driver_error: type[Exception] = engine.dialect.loaded_dbapi.Error

    @event.listens_for(engine.sync_engine, "checkin")
    def _note(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def _look(connection: Any, record: Any, _proxy: object) -> None:
        if connection.driver_connection.is_closed():
            raise sa.exc.InvalidatePoolError
        rests_since = record.info.get("rests_since")  # none where it has just been opened
        if rests_since is not None and time.monotonic() - rests_since > _RESTED_SECONDS:
            try:
                connection.ping()
            # The driver lets through what the system says of a lost socket, and its own time limit.
            except (driver_error, OSError) as error:
                raise sa.exc.InvalidatePoolError from error


async def one_moment(connection: AsyncConnection) -> AsyncConnection:
    """The connection, set to read one snapshot until it is given back. SQLite does so by itself."""
    if connection.dialect.name == "sqlite":
        return connection
    return await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


async def end_connections_of(connection: AsyncConnection, processes: Collection[str]) -> None:
    """Have PostgreSQL end the connections of these processes, and with them whatever they hold.

    A time limit does not do it in every case: of a process that stands still between two messages of one statement
    PostgreSQL waits for the second, and calls that neither idle nor too long.
    """
    activity = sa.table("pg_stat_activity", sa.column("pid"), sa.column("application_name"))
    ended = sa.select(sa.func.pg_terminate_backend(activity.c.pid))
    await connection.execute(ended.where(activity.c.application_name.in_(processes)))


async def try_advisory_lock(connection: AsyncConnection, name: str) -> bool:
    """Take a lock of this database for the rest of the transaction; False when somebody has it."""
    return bool(await connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_lock_key(name)))))


async def advisory_lock(connection: AsyncConnection, name: str) -> None:
    """Wait for a lock of this database, and keep it for the rest of the transaction.

    SQLite has none and needs none: its writing transactions run one at a time.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_lock_key(name))))


def _lock_key(name: str) -> sa.ColumnElement[int]:
    key = int.from_bytes(hashlib.sha256(f"milepost.{name}".encode()).digest()[:8], "big", signed=True)
    return sa.cast(key, sa.BigInteger)


class _SqliteConnection(sqlite3.Connection):
    """A connection that lets go of the file when it is closed."""

    def close(self) -> None:
        # Closed alone it would live on, and keep its lock, until the last cursor is collected; and whoever is
        # cancelled in a query leaves one behind.
        if self.in_transaction:
            self.rollback()
        super().close()


def _sqlite_engine(path: Path, *, pool_size: int, begin: str) -> AsyncEngine:
    engine = create_async_engine(
        sa.URL.create("sqlite+aiosqlite", database=str(path)),
        connect_args={"factory": _SqliteConnection},
        poolclass=AsyncAdaptedQueuePool,
        pool_size=pool_size,
        max_overflow=0,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver's own transaction handling would begin late and deferred; ours are explicit.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            # A commit that was answered must survive a power cut as well as a kill.
            "synchronous=FULL",
            f"busy_timeout={_BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def shared_engine_database(url: str, *, pool_size: int, process: str = "milepost") -> sa.Engine:
    """The run engine's connections to the PostgreSQL database that it shares with us; `url` as `postgresql://…`."""
    return sa.create_engine(
        f"postgresql+psycopg://{url.partition('://')[2]}",
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        pool_timeout=_POOL_SECONDS,
        connect_args={
            "application_name": process,
            "connect_timeout": int(_CONNECT_SECONDS),
            # A statement of the engine takes milliseconds; what takes longer waits for a server that is gone.
            "options": f"-c idle_in_transaction_session_timeout={_IDLE_IN_TRANSACTION_MS} "
            f"-c lock_timeout={_LOCK_WAIT_MS}",
            "tcp_user_timeout": int(_COMMAND_SECONDS * 1000),
        },
    )


def engine_database(path: Path) -> sa.Engine:
    """The run engine's own SQLite file. NORMAL is enough: it holds nothing that cannot be rebuilt."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in (
            "journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={_BUSY_TIMEOUT_MS}", "foreign_keys=ON",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")

    return engine
