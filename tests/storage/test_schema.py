"""Migrations: they make exactly the tables of the code, go forward only, and copy the file first."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine

from milepost.domain.ids import RoadmapId
from milepost.domain.links import LinkState
from milepost.storage import schema, tables
from milepost.storage.engines import postgres_engine, sqlite_engines
from milepost.storage.link_store import SqlLinkStore
from milepost.storage.schema import SchemaTooNew, current_version, log_epoch, prepare_schema
from milepost.system import RandomIds
from tests.support.places import sqlite_place
from tests.support.postgres import PostgresServer
from tests.support.records import NOON, add_task
from tests.support.run import TestRun
from tests.support.worlds import open_storage

NEXT_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("task") as batch:
        batch.add_column(sa.Column("colour", sa.String(10)))
    op.execute("UPDATE task SET colour = 'blue'")
    {last}
"""


_WHEN = "'2026-11-20T12:00:00.000000+00:00'"
_CONTENT = """{"resources": [
  {"title": "Loops", "url": "https://guide.example/loops", "language": "en", "check": "not_checked"},
  {"title": "Sets", "url": "https://guide.example/sets", "language": "zh", "check": "ok", "checked_at": "2026-11-01"}
]}"""
_A_ROADMAP = f"""
INSERT INTO roadmap (
  roadmap_id, owner_id, task_id, title, goal, language, time_zone, revision, state, created_at, updated_at
) VALUES ('rmp_1', 'local', 'tsk_1', 'It', 'it', 'en', 'UTC', 1, 'approved', {_WHEN}, {_WHEN})
"""
_ITS_RESOURCES = f"""
INSERT INTO unit_content (roadmap_id, concept_id, kind, version, content, author, task_id, created_at)
VALUES ('rmp_1', 'topic.c1', 'resources', 2, '{_CONTENT}', 'model', 'tsk_1', {_WHEN})
"""


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """An engine over a database without any table."""
    if request.param == "sqlite":
        engine, other = sqlite_engines(tmp_path / "milepost.db")
        yield engine
        await other.dispose()
        await engine.dispose()
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.create_database()
    engine = postgres_engine(url, pool_size=4)
    yield engine
    await engine.dispose()
    server.drop_database(url)


def write_next_migration(monkeypatch: pytest.MonkeyPatch, directory: Path, last: str = "") -> None:
    """Pretend that this program is one version on."""
    scripts = directory / "migrations"
    shutil.copytree(Path(schema.__file__).parent / "migrations", scripts)
    (scripts / "versions" / "9000_colour.py").write_text(NEXT_MIGRATION.format(head=schema.HEAD, last=last))
    monkeypatch.setattr(schema, "_SCRIPTS", scripts)
    monkeypatch.setattr(schema, "HEAD", "9000")


def files_in(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


def test_the_version_this_program_needs_is_that_of_its_newest_migration() -> None:
    assert ScriptDirectory(str(schema._SCRIPTS)).get_heads() == [schema.HEAD]


async def test_the_migrations_make_exactly_the_tables_of_the_code(empty: AsyncEngine) -> None:
    await prepare_schema(empty, file=None, now=NOON)

    def differences(connection: sa.Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata))

    async with empty.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_the_migrations_check_every_closed_set(empty: AsyncEngine) -> None:
    await prepare_schema(empty, file=None, now=NOON)

    def checks(connection: sa.Connection) -> dict[str, set[str | None]]:
        inspector = sa.inspect(connection)
        names = [table.name for table in tables.metadata.sorted_tables]
        return {name: {check["name"] for check in inspector.get_check_constraints(name)} for name in names}

    expected = {
        table.name: {
            f"ck_{table.name}_{column.type.name}"
            for column in table.columns
            if isinstance(column.type, sa.Enum)
        }
        for table in tables.metadata.sorted_tables
    }
    async with empty.connect() as connection:
        assert await connection.run_sync(checks) == expected


async def test_preparing_a_prepared_database_changes_nothing(empty: AsyncEngine) -> None:
    assert await current_version(empty) is None
    await prepare_schema(empty, file=None, now=NOON)
    await prepare_schema(empty, file=None, now=NOON)
    assert await current_version(empty) == schema.HEAD


async def test_two_who_prepare_at_once_do_not_disturb_each_other(empty: AsyncEngine) -> None:
    await asyncio.gather(*(prepare_schema(empty, file=None, now=NOON) for _ in range(3)))
    assert await current_version(empty) == schema.HEAD


async def test_two_who_name_the_log_at_once_agree(empty: AsyncEngine) -> None:
    await prepare_schema(empty, file=None, now=NOON)

    async def name() -> str:
        async with empty.begin() as connection:
            return await log_epoch(connection, RandomIds())

    assert len(set(await asyncio.gather(*(name() for _ in range(4))))) == 1


async def test_a_newer_schema_is_refused_untouched(empty: AsyncEngine) -> None:
    await prepare_schema(empty, file=None, now=NOON)
    async with empty.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match="9999"):
        await prepare_schema(empty, file=None, now=NOON)
    assert await current_version(empty) == "9999"


async def test_links_that_were_listed_before_they_had_rows_get_them(
    empty: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import command  # noqa: PLC0415  slow to import

    newest = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", lambda config, _head: newest(config, "0004"))
        await prepare_schema(empty, file=None, now=NOON)
    async with empty.begin() as connection:
        for insert in (_A_ROADMAP, _ITS_RESOURCES):
            await connection.exec_driver_sql(insert)
    await prepare_schema(empty, file=None, now=NOON)

    async with empty.connect() as connection:
        links = await SqlLinkStore(connection).of_content(RoadmapId("rmp_1"), "topic.c1", 2)
    assert [(link.url, link.by, link.state) for link in links] == [
        ("https://guide.example/loops", "model", LinkState.NOT_CHECKED),
        ("https://guide.example/sets", "model", LinkState.OK),
    ]
    assert [link.checked_at for link in links] == [None, datetime(2026, 11, 1, tzinfo=UTC)]
    assert {link.next_at for link in links} == {datetime(2026, 11, 20, 12, tzinfo=UTC)}


async def test_an_older_database_is_migrated_with_its_rows(
    empty: AsyncEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await prepare_schema(empty, file=None, now=NOON)
    write_next_migration(monkeypatch, tmp_path)
    await prepare_schema(empty, file=None, now=NOON)
    assert await current_version(empty) == "9000"


async def test_a_migration_that_fails_leaves_the_old_schema_whole(
    empty: AsyncEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await prepare_schema(empty, file=None, now=NOON)
    before = schema.HEAD
    write_next_migration(monkeypatch, tmp_path, last='raise RuntimeError("half way")')
    with pytest.raises(RuntimeError, match="half way"):
        await prepare_schema(empty, file=None, now=NOON)
    assert await current_version(empty) == before
    async with empty.connect() as connection:
        columns = await connection.run_sync(lambda sync: sa.inspect(sync).get_columns("task"))
    assert "colour" not in {column["name"] for column in columns}


async def test_a_file_is_copied_before_it_is_migrated(
    test_run: TestRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = await sqlite_place(test_run, tmp_path)
    before = schema.HEAD
    async with open_storage(file) as storage:
        task = await add_task(storage)
        write_next_migration(monkeypatch, tmp_path)
        # A server that was killed leaves its newest rows in the log beside the file; so does this open one.
        engine, other = sqlite_engines(file)
        await prepare_schema(engine, file=file, now=NOON)
        await engine.dispose()
        await other.dispose()
    monkeypatch.undo()
    backup = f"milepost.db.before-9000-from-{before}-20261122T120000Z"
    assert backup in files_in(tmp_path)
    async with open_storage(tmp_path / backup) as old:
        assert await old.log.task(task.task_id) == task


async def test_a_file_that_is_current_or_new_is_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_storage(tmp_path / "milepost.db"):
            pass
    assert files_in(tmp_path) == {"milepost.db"}


async def test_the_log_keeps_its_name_for_as_long_as_the_database_lives(place: Path | str) -> None:
    epochs = set[str]()
    for _ in range(2):
        async with open_storage(place) as storage:
            epochs.add(storage.log.epoch)
    assert len(epochs) == 1
    assert len(epochs.pop()) == 8
