"""Opening storage: engines, schema and log, closed again in the reverse order."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from milepost.domain.ports.runtime import Clock, Hints, Ids
from milepost.storage.capacity import ServerCapacity, server_capacity
from milepost.storage.database import SqlDatabase
from milepost.storage.engines import postgres_engine, sqlite_engines
from milepost.storage.event_log import SqlEventLog
from milepost.storage.reachability import Reachability
from milepost.storage.schema import hint_key, log_epoch, prepare_schema


@dataclass(frozen=True, slots=True)
class OpenStorage:
    event_log: SqlEventLog
    is_embedded: bool
    """Whether it is a file that this process alone serves."""
    hint_key: bytes
    """What hints between the processes over this database are signed with."""
    _writer: AsyncEngine
    _reader: AsyncEngine
    _reachability: Reachability

    async def capacity(self) -> ServerCapacity:
        """What the PostgreSQL server behind it offers."""
        return await server_capacity(self._writer)

    def database(self, hints: Hints) -> SqlDatabase:
        """The database; `hints` hears of each commit that lengthens a log."""
        return SqlDatabase(
            writer=self._writer, reader=self._reader, hints=hints, reachability=self._reachability
        )


@contextlib.asynccontextmanager
async def open_storage(
    where: Path | str, *, pool_size: int = 10, process: str = "milepost", clock: Clock, ids: Ids
) -> AsyncIterator[OpenStorage]:
    """Open a SQLite file (a path), migrating it, or a PostgreSQL database (a URL), setting it up where it is empty.

    Args:
        pool_size: Connections to PostgreSQL, at most.
        process: What PostgreSQL knows them by; others that believe this process dead have them ended.

    Raises:
        SchemaTooNew: A newer Milepost has written it.
        SchemaTooOld: An older one has written it, and it may be shared; only `migrate_storage` changes it then.
    """
    file = where if isinstance(where, Path) else None
    async with contextlib.AsyncExitStack() as stack:
        writer, reader = sqlite_engines(file) if file else _one_for_both(str(where), pool_size, process)
        for engine in {writer, reader}:
            stack.push_async_callback(engine.dispose)
        async with _for_schema(where, writer) as engine:
            await prepare_schema(engine, file=file, now=clock.now(), may_upgrade=file is not None)
        async with writer.begin() as connection:
            epoch, key = await log_epoch(connection, ids), await hint_key(connection, ids)
        reachability = Reachability()
        event_log = SqlEventLog(reader, epoch, reachability)
        stack.push_async_callback(event_log.close)
        yield OpenStorage(event_log, file is not None, key, writer, reader, reachability)


async def migrate_storage(where: Path | str, *, clock: Clock) -> str | None:
    """Bring a database to this program's schema; the version it had before, None where it was empty.

    Raises:
        SchemaTooNew: A newer Milepost has written it.
    """
    file = where if isinstance(where, Path) else None
    writer, reader = sqlite_engines(file) if file else _one_for_both(str(where), 1, "milepost")
    try:
        async with _for_schema(where, writer) as engine:
            return await prepare_schema(engine, file=file, now=clock.now())
    finally:
        for engine in {writer, reader}:
            await engine.dispose()


@contextlib.asynccontextmanager
async def _for_schema(where: Path | str, writer: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    """The engine to change the schema with: in PostgreSQL one whose statements may take their time."""
    if isinstance(where, Path):
        yield writer
        return
    patient = postgres_engine(where, pool_size=1, is_patient=True)
    try:
        yield patient
    finally:
        await patient.dispose()


def _one_for_both(url: str, pool_size: int, process: str) -> tuple[AsyncEngine, AsyncEngine]:
    engine = postgres_engine(url, pool_size=pool_size, process=process)
    return engine, engine
