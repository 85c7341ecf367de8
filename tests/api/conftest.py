"""One served Milepost for the whole folder; after each test its log must be without a fault."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest

from tests.support.learner import Asked, Learner
from tests.support.served import ServedMilepost
from tests.support.server_log import ServerLog, quiet

#: Every table that a request may add to.
TABLES = (
    "task", "roadmap", "roadmap_revision", "review", "run", "task_unit", "idempotency", "quiz_attempt",
    "learner_concept", "model_provider", "model_role", "model_caps",
)  # fmt: skip


@pytest.fixture(scope="session")
def learner(served_milepost: ServedMilepost) -> Iterator[Learner]:
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        yield Learner(http)


@pytest.fixture(autouse=True)
def log(served_milepost: ServedMilepost) -> Iterator[ServerLog]:
    """The server's log during the test."""
    yield from quiet(served_milepost)


@pytest.fixture(scope="session")
def finished(learner: Learner) -> Asked:
    """A task that has ended with all its content, to be read only."""
    return learner.finished(preferences={})


@pytest.fixture(scope="session")
def waiting(learner: Learner) -> Asked:
    """A task that waits for its review, to be read only."""
    return learner.review()


@pytest.fixture
def served_milepost_url(served_milepost: ServedMilepost) -> str:
    return served_milepost.url


KeepsNothing = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def keeps_nothing(served_milepost: ServedMilepost) -> KeepsNothing:
    """A block in which nothing may be added to the database or taken from it."""

    def counts() -> dict[str, int]:
        file = served_milepost.data_directory / "milepost.db"
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            return {
                table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES
            }

    @contextlib.contextmanager
    def unchanged() -> Iterator[None]:
        before = counts()
        yield
        assert counts() == before

    return unchanged
