"""What processes over one PostgreSQL do to each other: a lock for one of them, and the end of what a dead one holds."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from milepost.storage import engines
from milepost.storage.capacity import server_capacity
from milepost.storage.engines import postgres_engine
from tests.support.places import postgres_place
from tests.support.postgres import PostgresServer
from tests.support.worlds import Storage, open_storage


@pytest.fixture
async def url(postgres: PostgresServer) -> AsyncIterator[str]:
    made = await postgres_place(postgres)
    yield made
    postgres.drop_database(made)


@contextlib.asynccontextmanager
async def open_postgres(url: str) -> AsyncIterator[AsyncEngine]:
    engine = postgres_engine(url, pool_size=1)
    yield engine
    await engine.dispose()


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with open_storage(url) as opened:
        yield opened


async def test_a_lock_is_had_by_one_at_a_time_and_each_name_is_another(url: str, storage: Storage) -> None:
    async with open_storage(url) as other:
        async with storage.database.try_lock("sweep") as first, other.database.try_lock("sweep") as second:
            assert (first, second) == (True, False)
            async with other.database.try_lock("tidy") as another:
                assert another
        async with other.database.try_lock("sweep") as later:
            assert later


async def test_what_the_address_says_of_tls_is_done(url: str) -> None:
    mark = "&" if "?" in url else "?"
    disabled = f"{url}{mark}sslmode=disable&application_name=theirs"
    async with open_postgres(disabled) as engine, engine.connect() as connection:
        assert await connection.scalar(sa.text("SHOW application_name")) == "milepost"
    async with open_postgres(f"{url}{mark}sslmode=require") as engine:
        with pytest.raises(OSError, match="SSL"):  # the server of the tests has no certificate
            await engine.connect()


@pytest.mark.parametrize(
    "between_messages", [False, True], ids=["idle", "between two messages of a statement"]
)
async def test_what_a_process_holds_that_stands_still_is_freed(
    url: str, storage: Storage, between_messages: bool
) -> None:
    still = postgres_engine(url, pool_size=1, process="prc_still")
    beside = postgres_engine(url, pool_size=1, process="prc_beside")
    try:
        async with beside.connect() as living, still.connect() as holding:
            await living.execute(sa.text("SELECT 1"))
            await holding.execute(sa.text("LOCK TABLE process IN ACCESS EXCLUSIVE MODE"))
            if between_messages:
                driver = (await holding.get_raw_connection()).driver_connection
                assert driver is not None
                await driver.prepare("SELECT count(*) FROM process")
            await storage.database.expel({"prc_still", "prc_unknown"})
            async with asyncio.timeout(2), storage.database.write() as work:
                await work.processes.beat("prc_1", storage.clock.now())
            assert await living.scalar(sa.text("SELECT 1")) == 1
            await holding.invalidate()
    finally:
        await still.dispose()
        await beside.dispose()


async def test_what_the_server_gives_is_the_least_of_its_limits(url: str, storage: Storage) -> None:
    engine = storage.engines[0]
    capacity = await server_capacity(engine)
    assert capacity.usable == capacity.max_connections - capacity.reserved
    assert abs(datetime.now(UTC) - capacity.now) < timedelta(minutes=1)
    async with engine.begin() as connection:
        await connection.execute(sa.text(f"ALTER DATABASE {url.rpartition('/')[2]} CONNECTION LIMIT 17"))
    assert (await server_capacity(engine)).usable == 17


async def test_a_rested_connection_that_the_server_has_ended_is_replaced_before_its_use(
    url: str, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_RESTED_SECONDS", 0.0)
    engine = postgres_engine(url, pool_size=1)
    backend = sa.text("SELECT pg_backend_pid()")
    try:
        async with engine.connect() as connection:
            ended = await connection.scalar(backend)
        # Without a turn of the loop, in which the driver would see the end by itself.
        with psycopg.connect(postgres.admin_url) as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
        async with engine.connect() as connection:
            assert await connection.scalar(backend) != ended
    finally:
        await engine.dispose()
