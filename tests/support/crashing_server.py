"""`milepost serve` that kills itself, as SIGKILL does, right before or after the n-th commit of its newest task."""

import os
import signal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.records import RunRecord, TaskRecord
from milepost.server import serve
from milepost.storage.database import SqlDatabase
from milepost.storage.task_store import SqlRunStore, SqlTaskStore


class Crash:
    """Counts the commits that belong to the task this process has made, and dies at the chosen one."""

    def __init__(self, when: str, number: int) -> None:
        self.when = when
        self.number = number
        self.task_id: str | None = None
        self.marked: set[int] = set()
        self.commits = 0

    def mark(self, connection: AsyncConnection, task_id: str) -> None:
        if task_id == self.task_id:
            self.marked.add(id(connection))

    def install(self) -> None:
        crash, add_task, add_run = self, SqlTaskStore.add, SqlRunStore.add
        check, claim, commit = SqlRunStore.check, SqlRunStore.claim, SqlDatabase._commit

        async def counted_add(store: SqlTaskStore, task: TaskRecord) -> None:
            crash.task_id = task.task_id
            await add_task(store, task)

        async def counted_run(store: SqlRunStore, run: RunRecord) -> None:
            crash.mark(store._connection, run.task_id)
            await add_run(store, run)

        async def counted_check(store: SqlRunStore, key: str, token: str) -> bool:
            crash.mark(store._connection, key.split(":")[1])
            return await check(store, key, token)

        async def counted_claim(store: SqlRunStore, key: str, **claimed: Any) -> RunRecord | None:
            crash.mark(store._connection, key.split(":")[1])
            return await claim(store, key, **claimed)

        async def counted_commit(connection: AsyncConnection) -> None:
            is_ours = id(connection) in crash.marked
            crash.marked.discard(id(connection))
            crash.commits += is_ours
            reached = is_ours and crash.commits == crash.number
            if reached and crash.when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            await commit(connection)
            if reached:
                os.kill(os.getpid(), signal.SIGKILL)

        for owner, name, counted in (
            (SqlTaskStore, "add", counted_add),
            (SqlRunStore, "add", counted_run),
            (SqlRunStore, "check", counted_check),
            (SqlRunStore, "claim", counted_claim),
            (SqlDatabase, "_commit", staticmethod(counted_commit)),
        ):
            setattr(owner, name, counted)


def main(crash_at: str) -> int:
    """Serve until killed.

    Args:
        crash_at: `before:7` or `after:7` for the seventh commit; nothing for never.
    """
    when, _, number = crash_at.partition(":")
    if when:
        Crash(when, int(number)).install()
    return serve()
