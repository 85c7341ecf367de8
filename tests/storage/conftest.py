"""The storage suite runs on both databases: every test that asks for `storage` or `place` runs twice."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.places import postgres_place, sqlite_place
from tests.support.postgres import PostgresServer
from tests.support.run import TestRun
from tests.support.worlds import Storage, open_storage


@pytest.fixture(params=["sqlite", "postgresql"])
async def place(
    request: pytest.FixtureRequest, test_run: TestRun, tmp_path: Path
) -> AsyncIterator[Path | str]:
    """An empty, migrated database: a SQLite file, then a PostgreSQL address."""
    if request.param == "sqlite":
        yield await sqlite_place(test_run, tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = await postgres_place(server)
    yield url
    server.drop_database(url)


@pytest.fixture
async def storage(place: Path | str) -> AsyncIterator[Storage]:
    """Storage over `place`."""
    async with open_storage(place) as opened:
        yield opened
