"""The gateway's tests run over one real database; the storage suite holds the stores to both."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.places import sqlite_place
from tests.support.run import TestRun
from tests.support.worlds import Storage, open_storage


@pytest.fixture
async def storage(test_run: TestRun, tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(await sqlite_place(test_run, tmp_path)) as opened:
        yield opened
