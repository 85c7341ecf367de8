"""The two kinds of transaction: all or nothing, whatever interrupts it, and reads of one moment."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.errors import StorageUnreachable
from milepost.domain.ids import TaskId
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus
from tests.support.records import NOON, add_task, some_event
from tests.support.worlds import Storage


async def begin_task(storage: Storage, task: TaskRecord) -> None:
    """Change a task's state and say so, in one transaction."""
    async with storage.database.write() as work:
        locked = await work.tasks.lock(task.task_id)
        assert locked is not None
        await work.tasks.save(locked.model_copy(update={"status": TaskStatus.PROCESSING}))
        await work.events.append(task.task_id, [some_event("begun")], now=NOON)


async def has_begun(storage: Storage, task_id: TaskId) -> bool:
    """Whether the change was made; state and event have to agree."""
    task = await storage.log.task(task_id)
    events = await storage.log.read(task_id, after=0, limit=10)
    assert task is not None
    agreed = {(TaskStatus.PENDING, 0, 0): False, (TaskStatus.PROCESSING, 1, 1): True}
    return agreed[task.status, task.last_seq, len(events)]


async def test_a_writer_cancelled_anywhere_leaves_state_and_event_together(storage: Storage) -> None:
    outcomes = set[bool]()
    for patience in range(40):
        task = await add_task(storage, patience)
        writer = asyncio.create_task(begin_task(storage, task))
        for _ in range(patience):
            await asyncio.sleep(0)
        writer.cancel()
        await asyncio.wait([writer])
        outcomes.add(await has_begun(storage, task.task_id))
        await begin_task(storage, await add_task(storage, 1000 + patience))
    assert False in outcomes


async def test_a_writer_cancelled_in_its_commit_has_committed_when_it_ends(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = await add_task(storage)
    committing, go_on = asyncio.Event(), asyncio.Event()
    commit = AsyncConnection.commit

    async def slow_commit(connection: AsyncConnection) -> None:
        committing.set()
        await go_on.wait()
        await commit(connection)

    monkeypatch.setattr(AsyncConnection, "commit", slow_commit)
    writer = asyncio.create_task(begin_task(storage, task))
    await committing.wait()
    for _ in range(3):
        # Whoever shuts down may be in a hurry and cancel again.
        writer.cancel()
        await asyncio.sleep(0)
    go_on.set()
    await asyncio.wait([writer])
    assert writer.cancelled()
    assert await has_begun(storage, task.task_id)


async def test_a_commit_that_outlives_its_cancelled_writer_is_announced(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = await add_task(storage)
    commit = AsyncConnection.commit

    async def cancelled_commit(connection: AsyncConnection) -> None:
        writer.cancel()
        await asyncio.sleep(0)
        await commit(connection)

    monkeypatch.setattr(AsyncConnection, "commit", cancelled_commit)
    viewer = asyncio.create_task(storage.hub.wait_past(task.task_id, 0, timedelta(seconds=5)))
    writer = asyncio.create_task(begin_task(storage, task))
    await asyncio.wait([writer])
    assert writer.cancelled()
    assert await viewer


async def test_a_failed_commit_leaves_nothing_and_tells_its_writer(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = await add_task(storage)

    async def fail(_connection: AsyncConnection) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(AsyncConnection, "commit", fail)
        with pytest.raises(StorageUnreachable):
            await begin_task(storage, task)
    assert not await has_begun(storage, task.task_id)
    await begin_task(storage, task)


async def test_a_read_sees_one_moment(storage: Storage) -> None:
    task = await add_task(storage)
    async with storage.database.read() as before:
        first = await before.tasks.find(task.task_id)
        await begin_task(storage, task)
        assert await before.tasks.find(task.task_id) == first
    async with storage.database.read() as after:
        assert await after.tasks.find(task.task_id) != first


async def test_what_is_not_committed_is_seen_by_nobody_else(storage: Storage) -> None:
    task = await add_task(storage)
    async with storage.database.write() as work:
        await work.tasks.save(task.model_copy(update={"status": TaskStatus.PROCESSING}))
        await work.events.append(task.task_id, [some_event("begun")], now=NOON)
        assert not await has_begun(storage, task.task_id)
    assert await has_begun(storage, task.task_id)


async def test_writers_of_one_task_wait_for_each_other(storage: Storage) -> None:
    task = await add_task(storage)

    async def add_round() -> None:
        async with storage.database.write() as work:
            locked = await work.tasks.lock(task.task_id)
            assert locked is not None
            await work.tasks.save(locked.model_copy(update={"round": locked.round + 1}))

    await asyncio.gather(*(add_round() for _ in range(20)))
    counted = await storage.log.task(task.task_id)
    assert counted is not None
    assert counted.round == 20


async def test_saving_a_task_leaves_its_log_and_its_origin_alone(storage: Storage) -> None:
    task = await add_task(storage)
    await begin_task(storage, task)
    async with storage.database.write() as work:
        # A copy from before the append: its `last_seq` is behind.
        await work.tasks.save(task.model_copy(update={"round": 1, "created_at": NOON + timedelta(days=1)}))
    saved = await storage.log.task(task.task_id)
    assert saved is not None
    assert (saved.last_seq, saved.round, saved.created_at) == (1, 1, NOON)


async def test_the_probe_says_when_something_was_committed(storage: Storage) -> None:
    task = await add_task(storage)
    assert await storage.log.changed()
    before = await storage.log.changed()
    await begin_task(storage, task)
    assert await storage.log.changed()
    # SQLite can tell that nothing happened; on PostgreSQL the answer is always that something may have.
    is_sqlite = not before
    assert await storage.log.changed() is not is_sqlite
    await storage.log.read(task.task_id, after=0, limit=10)
    assert await storage.log.changed() is not is_sqlite


async def test_the_probe_ignores_what_was_rolled_back(storage: Storage) -> None:
    await storage.log.changed()
    can_tell = not await storage.log.changed()

    async def roll_back() -> None:
        async with storage.database.write() as work:
            await work.processes.beat("prc", NOON)
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await roll_back()
    assert await storage.log.changed() is not can_tell
