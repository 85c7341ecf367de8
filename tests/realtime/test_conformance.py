"""One body over every transport, database and carrier of hints: whoever joins whenever has the log, byte for byte."""

import asyncio
import contextlib
import sysconfig
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from milepost.workflow.cancel_task import cancel_task
from tests.support.following import TRANSPORTS, over_long_poll
from tests.support.learner import Learner
from tests.support.postgres import PostgresServer
from tests.support.served import ServedMilepost, clean_environment, served
from tests.support.server_log import quiet
from tests.support.worlds import open_world

COMMAND = Path(sysconfig.get_path("scripts"), "milepost")
#: Where the log lives, and how the server that is watched hears of what is appended to it.
PLACES = (
    "SQLite, in-process", "SQLite, no hints", "PostgreSQL, in-process", "PostgreSQL, no hints", "PostgreSQL, Redis",
)  # fmt: skip

Pair = tuple[ServedMilepost, ServedMilepost]
"""One to write, one to watch, over the same database."""


@dataclass(frozen=True, slots=True)
class Place:
    watched: ServedMilepost
    """The server that viewers are at."""
    writer: Learner
    """Makes tasks, at the same server or another one over the same database."""
    finish: Callable[[str], Awaitable[None]]
    """Brings a task that waits for its review to its end."""


@pytest.fixture(scope="module")
def without_redis(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two servers over one PostgreSQL that hear nothing of each other."""
    with _pair(postgres, tmp_path_factory.mktemp("alone")) as pair:
        yield pair


@pytest.fixture(scope="module")
def with_redis(
    postgres: PostgresServer, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    with _pair(postgres, tmp_path_factory.mktemp("together"), MILEPOST_REDIS_URL=redis_url) as pair:
        yield pair


@contextlib.contextmanager
def _pair(postgres: PostgresServer, directory: Path, **settings: str) -> Iterator[Pair]:
    url = postgres.create_database()
    environment = clean_environment(MILEPOST_DATABASE_URL=url.replace("+asyncpg", ""), **settings)
    with (
        served(COMMAND, directory / "writing", environment) as writing,
        served(COMMAND, directory / "watched", environment) as watched,
    ):
        yield writing, watched
    postgres.drop_database(url)


@pytest.fixture(scope="module", params=PLACES)
def place(request: pytest.FixtureRequest, served_milepost: ServedMilepost) -> Iterator[Place]:
    database, _, carrier = request.param.partition(", ")
    writing = watched = served_milepost
    if database == "PostgreSQL":
        pair: Pair = request.getfixturevalue("with_redis" if carrier == "Redis" else "without_redis")
        writing, watched = (pair[0], pair[0]) if carrier == "in-process" else pair
    with _learner(writing) as learner:
        beside = (database, carrier) == ("SQLite", "no hints")
        yield Place(watched, learner, _cancel_beside(watched) if beside else _approve(learner))


@contextlib.contextmanager
def _learner(server: ServedMilepost) -> Iterator[Learner]:
    with httpx.Client(base_url=server.url, timeout=40) as http:
        yield Learner(http)


def _approve(learner: Learner) -> Callable[[str], Awaitable[None]]:
    async def approve(task_id: str) -> None:
        await asyncio.to_thread(learner.decide, task_id, approved=True)

    return approve


def _cancel_beside(server: ServedMilepost) -> Callable[[str], Awaitable[None]]:
    """By another process over the same file, of which the server hears nothing."""

    async def cancel(task_id: str) -> None:
        async with open_world(server.data_directory / "milepost.db") as world:
            await cancel_task(world.services, world.request(), task_id)

    return cancel


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_whoever_joins_whenever_has_the_whole_log_and_its_end(place: Place, transport: str) -> None:
    follow, url = TRANSPORTS[transport], place.watched.url
    for _ in quiet(place.watched):
        asked = await asyncio.to_thread(place.writer.review)
        status = place.writer.status(asked.task_id)
        epoch, head = status["epoch"], status["last_seq"]
        # The last two fit no log: from beyond its head, and from another copy of it.
        cursors = (
            f"{epoch}.0",
            f"{epoch}.{head // 2}",
            f"{epoch}.{head}",
            "0",
            f"{epoch}.{head + 1000}",
            f"x.{head}",
        )
        live = [asyncio.create_task(follow(url, asked.task_id, cursor)) for cursor in cursors]
        await place.finish(asked.task_id)
        viewers = await asyncio.gather(*live)
        late = await follow(url, asked.task_id, f"{epoch}.{head // 2}")

        log = (await over_long_poll(url, asked.task_id, f"{epoch}.0")).events
        begins = (0, head // 2, head, 0, 0, 0, head // 2)
        for viewer, begin in zip((*viewers, late), begins, strict=True):
            assert viewer.events == log[begin:]
            assert viewer.was_told_the_end
        assert [viewer.resync for viewer in viewers] == [None] * 4 + ["cursor_ahead", "epoch_changed"]
        assert late.resync is None
