"""A database that cannot be reached is told from a statement that is wrong, and said once, on both databases."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from milepost import outage as outage_module
from milepost.domain.errors import StorageUnreachable, TaskNotFound
from milepost.outage import Outage
from milepost.realtime.hub import Hub
from milepost.storage.database import SqlDatabase
from milepost.storage.engines import postgres_engine, sqlite_engines
from milepost.storage.event_log import SqlEventLog
from milepost.storage.reachability import Reachability
from milepost.storage.tables import instance
from tests.support.services import free_port
from tests.support.worlds import Storage

#: Event, level and reason.
Line = tuple[str, str, str]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Line]:
    """What is logged of outages, in order. Whoever has configured logging in this process changes nothing."""
    lines: list[Line] = []
    for level in ("warning", "info"):

        def log(event: str, *, level: str = level, reason: str = "") -> None:
            lines.append((event, level, reason))

        monkeypatch.setattr(outage_module.log, level, log)
    return lines


def database_over(writer: AsyncEngine) -> SqlDatabase:
    reachability = Reachability()
    hub = Hub(SqlEventLog(writer, "epoch", reachability), safety_poll=timedelta(seconds=1))
    return SqlDatabase(writer=writer, reader=writer, hints=hub, reachability=reachability)


async def test_a_server_that_is_not_there_is_unreachable_and_told_once(told: list[Line]) -> None:
    engine = postgres_engine(f"postgresql+asyncpg://nobody@127.0.0.1:{free_port()}/none", pool_size=1)
    database = database_over(engine)

    for transaction in (database.read, database.write, database.read):
        with pytest.raises(StorageUnreachable):
            async with transaction() as work:
                await work.tasks.find("tsk_x")

    assert [event for event, _, _ in told] == ["database_lost"]
    assert told[0][2].startswith("ConnectionRefusedError: ")
    await engine.dispose()


async def test_a_file_that_cannot_be_opened_is_unreachable(tmp_path: Path) -> None:
    engine, other = sqlite_engines(tmp_path / "no such folder" / "milepost.db")

    with pytest.raises(StorageUnreachable):
        async with database_over(engine).write() as work:
            await work.tasks.find("tsk_x")

    # The driver's thread ends by itself, and tells the loop, which has to be there still.
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 10)
    await engine.dispose()
    await other.dispose()


async def test_a_full_disk_is_unreachable_and_room_again_is_told(tmp_path: Path, told: list[Line]) -> None:
    engine, other = sqlite_engines(tmp_path / "milepost.db")
    database = database_over(engine)
    grow = sa.text("INSERT INTO note SELECT hex(randomblob(5000)) FROM note")

    async with database.write() as work:
        await work.connection.execute(sa.text("CREATE TABLE note (text TEXT)"))
        await work.connection.execute(sa.text("INSERT INTO note VALUES ('x')"))
    for pages, is_enough in ((2, False), (1000, True)):
        async with engine.connect() as connection:
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        try:
            async with database.write() as work:
                await work.connection.execute(grow)
        except StorageUnreachable:
            assert not is_enough

    assert [event for event, _, _ in told] == ["database_lost", "database_back"]
    await engine.dispose()
    await other.dispose()


async def test_connections_that_the_server_has_ended_are_unreachable_once_and_then_made_anew(
    storage: Storage,
) -> None:
    if storage.engines[0].dialect.name == "sqlite":
        return  # it has no server
    url = storage.engines[0].url.set(drivername="postgresql").render_as_string(hide_password=False)

    async def end_own_connection() -> None:
        async with storage.database.write() as work:
            own = await work.connection.scalar(sa.text("SELECT pg_backend_pid()"))
            with psycopg.connect(url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", (own,))
            await work.tasks.find("tsk_x")

    with pytest.raises(StorageUnreachable):
        await end_own_connection()
    async with storage.database.read() as work:
        assert await work.tasks.find("tsk_x") is None


async def test_a_statement_that_is_wrong_is_not_taken_for_a_lost_database(
    storage: Storage, told: list[Line]
) -> None:
    async def insert_twice() -> None:
        async with storage.database.write() as work:
            for _ in range(2):
                await work.connection.execute(instance.insert().values(name="twice", value="x"))

    with pytest.raises(sa.exc.IntegrityError):
        await insert_twice()
    assert told == []


async def test_what_a_transaction_raises_by_itself_passes(storage: Storage) -> None:
    with pytest.raises(TaskNotFound):
        async with storage.database.write():
            raise TaskNotFound("tsk_x")


def test_an_outage_is_told_once_and_so_is_its_end(told: list[Line]) -> None:
    outage = Outage("redis")

    outage.back()
    outage.lost(ConnectionResetError("Connection reset by peer\nand more"))
    outage.lost("still")
    outage.back()
    outage.back()
    outage.lost("again")

    assert told == [
        ("redis_lost", "warning", "ConnectionResetError: Connection reset by peer"),
        ("redis_back", "info", ""),
        ("redis_lost", "warning", "again"),
    ]
