"""Worlds for the workflow suite: on a SQLite file, and for what matters most on PostgreSQL as well."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.places import postgres_place, sqlite_place
from tests.support.postgres import PostgresServer
from tests.support.run import TestRun
from tests.support.worlds import World, open_world


@pytest.fixture
async def file(test_run: TestRun, tmp_path: Path) -> Path:
    """An empty, migrated SQLite file."""
    return await sqlite_place(test_run, tmp_path)


@pytest.fixture
async def world(file: Path) -> AsyncIterator[World]:
    """A running world over a SQLite file."""
    async with open_world(file) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
async def place(request: pytest.FixtureRequest, file: Path) -> AsyncIterator[Path | str]:
    """An empty, migrated database: a SQLite file, then a PostgreSQL address."""
    if request.param == "sqlite":
        yield file
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = await postgres_place(server)
    yield url
    server.drop_database(url)


@pytest.fixture
async def fresh_place(postgres: PostgresServer) -> AsyncIterator[str]:
    """An empty, migrated PostgreSQL database."""
    url = await postgres_place(postgres)
    yield url
    postgres.drop_database(url)


@pytest.fixture
async def postgres_world(fresh_place: str) -> AsyncIterator[World]:
    """A running world over a PostgreSQL database."""
    async with open_world(fresh_place) as opened:
        yield opened


@pytest.fixture
async def either_world(place: Path | str) -> AsyncIterator[World]:
    """A running world on each of the databases."""
    async with open_world(place) as opened:
        yield opened
