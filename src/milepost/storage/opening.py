"""Opening storage: engines, schema and log, closed again in the reverse order."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from milepost.domain.ports.runtime import Clock, Hints, Ids
from milepost.storage.database import SqlDatabase
from milepost.storage.engines import postgres_engine, sqlite_engines
from milepost.storage.event_log import SqlEventLog
from milepost.storage.schema import log_epoch, prepare_schema


@dataclass(frozen=True, slots=True)
class OpenStorage:
    event_log: SqlEventLog
    is_embedded: bool
    """Whether it is a file that this process alone serves."""
    _writer: AsyncEngine
    _reader: AsyncEngine

    def database(self, hints: Hints) -> SqlDatabase:
        """The database; `hints` hears of each commit that lengthens a log."""
        return SqlDatabase(writer=self._writer, reader=self._reader, hints=hints)


@contextlib.asynccontextmanager
async def open_storage(
    where: Path | str, *, pool_size: int = 10, clock: Clock, ids: Ids
) -> AsyncIterator[OpenStorage]:
    """Open and migrate a SQLite file (a path) or a PostgreSQL database (a URL).

    Args:
        pool_size: Connections to PostgreSQL, at most.

    Raises:
        SchemaTooNew: A newer Milepost has written it.
    """
    file = where if isinstance(where, Path) else None
    async with contextlib.AsyncExitStack() as stack:
        writer, reader = sqlite_engines(file) if file else _one_for_both(str(where), pool_size)
        for engine in {writer, reader}:
            stack.push_async_callback(engine.dispose)
        await prepare_schema(writer, file=file, now=clock.now())
        async with writer.begin() as connection:
            epoch = await log_epoch(connection, ids)
        event_log = SqlEventLog(reader, epoch)
        await event_log.open_probe()
        stack.push_async_callback(event_log.close)
        yield OpenStorage(event_log, file is not None, writer, reader)


def _one_for_both(url: str, pool_size: int) -> tuple[AsyncEngine, AsyncEngine]:
    engine = postgres_engine(f"postgresql+asyncpg://{url.partition('://')[2]}", pool_size=pool_size)
    return engine, engine
