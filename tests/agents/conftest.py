"""The gateway's tests run over one real database; the storage suite holds the stores to both."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from milepost.agents.connections import Connections
from milepost.agents.loading import connect_on_demand
from milepost.agents.places import LocalPlaces
from tests.support.places import sqlite_place
from tests.support.run import TestRun
from tests.support.worlds import Storage, open_storage


@pytest.fixture
async def storage(test_run: TestRun, tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(await sqlite_place(test_run, tmp_path)) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wires() -> AsyncIterator[Connections]:
    """Ways to servers that the tests of a file share: opening one reads all certificates of the machine."""
    shared = Connections(connect_on_demand, LocalPlaces())
    yield shared
    await shared.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def database(test_run: TestRun, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Storage]:
    """One for the tests of a file."""
    async with open_storage(await sqlite_place(test_run, tmp_path_factory.mktemp("shared"))) as opened:
        yield opened
