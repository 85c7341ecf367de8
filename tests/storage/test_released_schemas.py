"""A database that a released version wrote opens in this one with everything in it.

`released/<schema>.sql` is what that version's own code wrote to SQLite: a run with a review, a unit that failed and
was retried, an attempt at a quiz, and a second run that waits for its review.
"""

import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from milepost.domain.goals import UnitKind
from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.tasks import TaskStatus
from milepost.storage import schema
from milepost.storage.engines import postgres_engine
from milepost.workflow.reading import list_roadmaps
from milepost.workflow.study import read_content
from milepost.workflow.trash_roadmap import purge_trash, restore_roadmap, trash_roadmap
from tests.support.postgres import PostgresServer
from tests.support.worlds import World, open_world

RELEASED = Path(__file__).parent / "released"
TASK, ROADMAP = "tsk_01m81f3642fffbb76hrr4m3adf", "rmp_01m81f3642ejss84n85mn5p219"
RETRIED, WAITING = "tsk_01m81f368hf3zbffq2633ny3d1", "tsk_01m81f3699f8m82gwvbz1b51bx"


async def fill_postgres(url: str, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the released schema by its own migrations, then its rows."""
    from alembic import command  # noqa: PLC0415  slow to import

    newest = command.upgrade
    engine = postgres_engine(url, pool_size=2)
    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", lambda config, _head: newest(config, version))
        async with engine.connect() as connection:
            await connection.run_sync(schema._upgrade)
            await connection.commit()
    rows = [
        line
        for line in (RELEASED / f"{version}.sql").read_text("utf-8").splitlines()
        if line.startswith("INSERT") and "alembic_version" not in line
    ]
    async with engine.begin() as connection:
        # The tables stand in alphabetical order, not in that of their references.
        await connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        for row in rows:
            await connection.exec_driver_sql(row)
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
async def released(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Path | str]:
    """A database as version 0001 left it."""
    if request.param == "sqlite":
        file = tmp_path / "milepost.db"
        with contextlib.closing(sqlite3.connect(file)) as database:
            database.executescript((RELEASED / "0001.sql").read_text("utf-8"))
        yield file
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.create_database()
    await fill_postgres(url, "0001", monkeypatch)
    yield url
    server.drop_database(url)


async def test_a_database_of_the_first_release_keeps_all_that_is_in_it(released: Path | str) -> None:
    async with open_world(released) as world:
        assert await statuses(world) == {
            TASK: TaskStatus.PARTIAL_FAILURE,
            RETRIED: TaskStatus.COMPLETED,
            WAITING: TaskStatus.HUMAN_REVIEW_PENDING,
        }
        events = await world.events(TASK)
        assert [event.seq for event in events] == list(range(1, events[-1].seq + 1))
        assert events[-1].type == "partial_failure"
        found = await world.roadmap(ROADMAP)
        assert found.roadmap.goal == "learn it; its title’s long — 学习"
        assert (found.states, found.scores) == ({"topic.c1": "done"}, {"topic.c1": 1.0})
        assert await read_content(world.services, LOCAL_OWNER, ROADMAP, "topic.c2", UnitKind.QUIZ)
        assert await restored_from_trash(world) == found
        await world.decide(WAITING)
        await world.until_status(WAITING, TaskStatus.COMPLETED)


async def statuses(world: World) -> dict[str, TaskStatus]:
    async with world.storage.database.read() as work:
        page = await work.tasks.page(LOCAL_OWNER, status=None, after=None, limit=50)
    return {task.task_id: task.status for task in page.items}


async def restored_from_trash(world: World) -> object:
    """The roadmap after it has been deleted, found in the trash and restored."""
    await trash_roadmap(world.services, world.request(), ROADMAP)
    in_trash = await list_roadmaps(world.services, LOCAL_OWNER, after=None, limit=5, deleted=True)
    assert [one.roadmap.roadmap_id for one in in_trash.items] == [ROADMAP]
    assert await purge_trash(world.services) == 0
    await restore_roadmap(world.services, world.request(), ROADMAP)
    return await world.roadmap(ROADMAP)
