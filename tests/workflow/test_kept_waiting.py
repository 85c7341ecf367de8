"""A process that stands still inside a transaction costs others time, and nothing of what they have written."""

import asyncio
from collections import Counter

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from milepost.domain.tasks import TaskStatus
from milepost.storage import engines
from tests.support.fakes import Gate
from tests.support.worlds import open_world

WAITING = sa.text(
    "SELECT query_start FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


async def test_units_are_written_once_although_their_commit_has_to_wait_twice(
    fresh_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_LOCK_WAIT_MS", 300)
    other = create_async_engine(fresh_place)
    async with open_world(fresh_place) as world:
        asked = await world.ask_until_review()
        gate = world.author.before_each = Gate("topic")
        await world.decide(asked.task_id)
        await gate.reached()
        async with other.connect() as watcher, other.connect() as holder:
            watcher = await watcher.execution_options(isolation_level="AUTOCOMMIT")
            # From here on another process keeps the task, as one does that was stopped inside a transaction.
            statement = sa.text("SELECT 1 FROM task WHERE task_id = :task_id FOR UPDATE")
            await holder.execute(statement, {"task_id": asked.task_id})
            gate.open()
            waits = set[object]()
            async with asyncio.timeout(20):
                while len(waits) < 2:
                    waits |= set((await watcher.execute(WAITING)).scalars())
            await holder.rollback()
        await world.until_status(asked.task_id, TaskStatus.COMPLETED)
        assert Counter(world.author.written).most_common(1)[0][1] == 1
    await other.dispose()
