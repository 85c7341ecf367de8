"""One served Milepost for the whole folder; after each test its log must be without a fault."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.learner import Asked, Learner
from tests.support.served import ServedMilepost
from tests.support.server_log import ServerLog, quiet


@pytest.fixture(scope="session")
def learner(served_milepost: ServedMilepost) -> Iterator[Learner]:
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        yield Learner(http)


@pytest.fixture(scope="session")
def finished(learner: Learner) -> Asked:
    """A task that has ended, to be read only."""
    return learner.finished()


@pytest.fixture(scope="session")
def waiting(learner: Learner) -> Asked:
    """A task that waits for its review, to be read only."""
    return learner.review()


@pytest.fixture
def log(served_milepost: ServedMilepost) -> Iterator[ServerLog]:
    yield from quiet(served_milepost)


@pytest.fixture
def server(served_milepost: ServedMilepost, log: ServerLog) -> str:
    """The served Milepost's address; its log is watched."""
    return served_milepost.url
