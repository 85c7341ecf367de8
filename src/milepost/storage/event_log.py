"""The event log: appended in the transaction of the state it announces, read by whoever watches.

`seq` is gapless and in commit order per task, because the append holds the task's row until it commits.
"""

import contextlib
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from milepost.domain.errors import StorageUnreachable, TaskEnded, TaskNotFound
from milepost.domain.events import MAX_PAYLOAD_BYTES, TERMINAL_TYPES, NewEvent
from milepost.domain.ids import TaskId
from milepost.domain.records import LoggedEvent, StoredEvent, TaskRecord
from milepost.storage import tables
from milepost.storage.reachability import Reachability
from milepost.storage.task_store import SqlTaskStore

_TASK = tables.task
_EVENT = tables.task_event


_HEADS = sa.select(_TASK.c.task_id, _TASK.c.last_seq).where(
    _TASK.c.task_id.in_(sa.bindparam("task_ids", expanding=True))
)
#: One parameter however many they are: PostgreSQL prepares the statement once.
_HEADS_BY_ARRAY = sa.select(_TASK.c.task_id, _TASK.c.last_seq).where(
    _TASK.c.task_id == sa.any_(sa.bindparam("task_ids", type_=postgresql.ARRAY(tables.PUBLIC_ID)))
)


class PayloadTooLarge(ValueError):
    """An event larger than the log takes; a bug of whoever made it, since larger bodies go by reference."""


def frame_event(event: NewEvent, *, task_id: str, seq: int, ts: datetime) -> str:
    """The final JSON text of an event, written once and sent as it is by every transport."""
    instant = ts.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    data = event.data.model_dump_json()
    payload = f'{{"type":"{event.type}","task_id":"{task_id}","seq":{seq},"ts":"{instant}","data":{data}}}'
    if len(payload.encode()) > MAX_PAYLOAD_BYTES:
        raise PayloadTooLarge(f"The event {event.key!r} has {len(payload.encode())} bytes.")
    return payload


class SqlEventAppender:
    """Appends within the surrounding transaction, and remembers which heads have grown, and by what."""

    def __init__(
        self, connection: AsyncConnection, grown: dict[str, int], appended: dict[str, list[StoredEvent]]
    ) -> None:
        self._connection = connection
        self._grown = grown
        self._appended = appended

    async def append(self, task_id: TaskId, events: Sequence[NewEvent], *, now: datetime) -> int:
        locked = (
            sa.select(_TASK.c.last_seq, _TASK.c.ended_at).where(_TASK.c.task_id == task_id).with_for_update()
        )
        task = (await self._connection.execute(locked)).one_or_none()
        if task is None:
            raise TaskNotFound(task_id)
        fresh = await self._not_yet_logged(task_id, events)
        if not fresh:
            return int(task.last_seq)
        if task.ended_at is not None:
            raise TaskEnded("ended")
        *before_last, closing = (event.type in TERMINAL_TYPES for event in fresh)
        if any(before_last):
            raise TaskEnded("ended")
        grown = await self._connection.execute(
            _TASK.update()
            .where(_TASK.c.task_id == task_id, _TASK.c.ended_at.is_(None))
            .values(last_seq=_TASK.c.last_seq + len(fresh), **({"ended_at": now} if closing else {}))
            .returning(_TASK.c.last_seq)
        )
        head = int(grown.scalar_one())
        rows = self._rows(task_id, fresh, head=head, now=now)
        await self._connection.execute(_EVENT.insert(), rows)
        self._grown[task_id] = head
        self._appended.setdefault(task_id, []).extend(
            StoredEvent(seq=row["seq"], type=row["type"], payload=row["payload"]) for row in rows
        )
        return head

    async def history(self, task_id: TaskId) -> Sequence[LoggedEvent]:
        query = (
            sa.select(_EVENT.c.type, _EVENT.c.key).where(_EVENT.c.task_id == task_id).order_by(_EVENT.c.seq)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [LoggedEvent.model_construct(**row) for row in rows]

    async def _not_yet_logged(self, task_id: TaskId, events: Sequence[NewEvent]) -> list[NewEvent]:
        by_key: dict[str, NewEvent] = {}
        for event in events:
            by_key.setdefault(event.key, event)  # of two with one key the first counts, as in two calls
        known = await self._connection.execute(
            sa.select(_EVENT.c.key).where(_EVENT.c.task_id == task_id, _EVENT.c.key.in_(by_key))
        )
        for key in known.scalars():
            del by_key[key]
        return list(by_key.values())

    @staticmethod
    def _rows(
        task_id: TaskId, fresh: Sequence[NewEvent], *, head: int, now: datetime
    ) -> list[dict[str, Any]]:
        first = head - len(fresh) + 1
        return [
            {
                "task_id": task_id, "seq": seq, "type": event.type, "key": event.key, "created_at": now,
                "payload": frame_event(event, task_id=task_id, seq=seq, ts=now),
            }
            for seq, event in enumerate(fresh, start=first)
        ]  # fmt: skip


class SqlEventLog:
    """The log for viewers. Each call takes a connection and gives it back, or raises `StorageUnreachable`."""

    def __init__(self, engine: AsyncEngine, epoch: str, reachability: Reachability) -> None:
        # Each call is one statement, which sees one moment by itself; a transaction around it is two trips more.
        by_itself = engine.dialect.name == "postgresql"
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT") if by_itself else engine
        self._epoch = epoch
        self._reachability = reachability
        self._probe: AsyncConnection | None = None
        self._data_version: int | None = None

    @property
    def epoch(self) -> str:
        return self._epoch

    async def task(self, task_id: str) -> TaskRecord | None:
        async with self._connected() as connection:
            return await SqlTaskStore(connection).find(task_id)

    async def read(self, task_id: str, *, after: int, limit: int) -> Sequence[StoredEvent]:
        query = (
            sa.select(_EVENT.c.seq, _EVENT.c.type, _EVENT.c.payload)
            .where(_EVENT.c.task_id == task_id, _EVENT.c.seq > after)
            .order_by(_EVENT.c.seq)
            .limit(limit)
        )
        async with self._connected() as connection:
            return [StoredEvent(*row) for row in await connection.execute(query)]

    async def heads(self, task_ids: Iterable[str]) -> Mapping[str, int]:
        query = _HEADS_BY_ARRAY if self._engine.dialect.name == "postgresql" else _HEADS
        async with self._connected() as connection:
            return dict((await connection.execute(query, {"task_ids": list(task_ids)})).all())

    async def changed(self) -> bool:
        # PostgreSQL has no such question.
        if self._engine.dialect.name != "sqlite":
            return True
        try:
            with self._reachability.noted():
                version = await self._data_version_now()
        except StorageUnreachable:
            await self.close()
            raise
        before, self._data_version = self._data_version, version
        return bool(version != before)

    async def check(self) -> None:
        """Ask the database for nothing.

        Raises:
            StorageUnreachable: It does not answer.
        """
        async with self._connected() as connection:
            await connection.execute(sa.select(1))

    async def close(self) -> None:
        probe, self._probe = self._probe, None
        if probe is not None:
            await probe.close()

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        with self._reachability.noted():
            async with self._engine.connect() as connection:
                yield connection

    async def _data_version_now(self) -> int:
        """A number that moves when another connection has committed to the file, on a connection of its own."""
        if self._probe is None:
            self._probe, self._data_version = await self._engine.connect(), None
        version: int = (await self._probe.exec_driver_sql("PRAGMA data_version")).scalar_one()
        await self._probe.rollback()
        return version
