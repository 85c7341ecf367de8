"""Offers every test the real services: PostgreSQL, Redis, Chromium and Milepost, started when first asked for."""

import os
import sysconfig
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import Phase, settings
from playwright.async_api import Browser, Page

from tests.support.browser import PageRecord, launched_chromium, record
from tests.support.fork_server import ForkServer
from tests.support.postgres import PostgresServer
from tests.support.programs import find_chromium
from tests.support.run import TestRun, join_run
from tests.support.served import ServedMilepost, clean_environment, served
from tests.support.services import end_run, start_postgres, start_redis
from trials.models.lives import MODEL_MODULES

# A time limit per example fails on a busy machine and says nothing about the code; tests that measure say so.
settings.register_profile("milepost", deadline=None)
# The museum shows failures: the same examples each time, and the first that fails is enough.
settings.register_profile(
    "museum", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate), print_blob=False
)
settings.load_profile("milepost")

# What it compares is shown when it differs.
pytest.register_assert_rewrite("tests.support.walk")

_RUN = pytest.StashKey[TestRun]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_RUN] = join_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    run = config.stash[_RUN]
    if run.is_ours:
        end_run(run)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Playwright's objects belong to the loop they were made in, and one Chromium serves the whole session. So
    # tests with a browser run in the session's loop; their async fixtures need `loop_scope="session"` too.
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def test_run(pytestconfig: pytest.Config) -> TestRun:
    """The run that all parallel workers share, with its directory."""
    return pytestconfig.stash[_RUN]


@pytest.fixture(scope="session")
def postgres(test_run: TestRun) -> PostgresServer:
    """The PostgreSQL server of the run: `create_database()`, `ensure_template()`."""
    return start_postgres(test_run)


@pytest.fixture(scope="session")
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A database for this worker, `postgresql+asyncpg://…`; tests that share it clean up after themselves."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def fresh_postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """An empty database for this test alone."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture(scope="session")
def redis_url(test_run: TestRun) -> str:
    """A Redis server of this worker's own, so that no message crosses between tests running at once."""
    return start_redis(test_run, f"redis-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")


@pytest.fixture(scope="session")
def served_milepost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedMilepost]:
    """A served Milepost on the real catalog, one for each worker; tests make tasks of their own in it."""
    command = Path(sysconfig.get_path("scripts"), "milepost")
    data = tmp_path_factory.mktemp("served") / "data"
    with served(command, data, clean_environment()) as server:
        yield server


@pytest.fixture(scope="session")
def fork_server() -> Iterator[ForkServer]:
    """Starts processes of Milepost in milliseconds instead of seconds."""
    forks = ForkServer.start("tests.support.crashing_server", "trials.crash_points.script", *MODEL_MODULES)
    yield forks
    forks.close()


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium that browser tests drive."""
    return find_chromium()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    """Chromium, launched once per worker; it reaches this machine only."""
    async with launched_chromium(chromium_path) as chromium:
        yield chromium


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page with storage of its own, that fails the test if it asks another host for anything."""
    context = await browser.new_context()
    opened = await context.new_page()
    seen = record(opened)
    yield opened
    await context.close()
    assert seen.foreign == []


@pytest.fixture
def page_record(page: Page) -> PageRecord:
    """What `page` did: console lines, errors, failed requests, sockets."""
    return record(page)
