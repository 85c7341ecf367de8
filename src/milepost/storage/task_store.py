"""Tasks and their runs."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.goals import UnitKind
from milepost.domain.ids import OwnerId
from milepost.domain.records import Page, RunRecord, TaskRecord
from milepost.domain.tasks import RunState, TaskStatus, TaskStep, end_run, progress_of
from milepost.storage import tables
from milepost.storage.rows import columns_of, decode_cursor, encode_cursor

_TASK = tables.task
_RUN = tables.run
# Asked every few seconds by every process: made once, so that the statement need not be read anew to be found.
_OPEN_RUNS = sa.select(_RUN).where(_RUN.c.state == RunState.OPEN).order_by(_RUN.c.created_at)
_BEAT = (
    tables.process.update()
    .where(tables.process.c.process_id == sa.bindparam("of"))
    .values(beat_at=sa.bindparam("now"))
)
_ALIVE = sa.select(tables.process.c.process_id).where(tables.process.c.beat_at >= sa.bindparam("since"))
_IS_OPEN = _TASK.c.status.not_in([status for status in TaskStatus if status.is_terminal])


def _task_record(row: sa.RowMapping) -> TaskRecord:
    columns = dict(row)
    done, total = columns.pop("progress_done"), columns.pop("progress_total")
    return TaskRecord.model_construct(
        **{
            **columns,
            "status": TaskStatus(columns["status"]),
            "step": TaskStep(columns["step"]),
            "progress": progress_of(done, total),
        }
    )


def _task_columns(task: TaskRecord) -> dict[str, object]:
    columns = columns_of(task)
    progress = columns.pop("progress")
    return columns | {"progress_done": progress.done, "progress_total": progress.total}


class SqlTaskStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, task: TaskRecord) -> None:
        await self._connection.execute(_TASK.insert().values(_task_columns(task)))

    async def find(self, task_id: str) -> TaskRecord | None:
        return await self._one(sa.select(_TASK).where(_TASK.c.task_id == task_id))

    async def lock(self, task_id: str) -> TaskRecord | None:
        # SQLite ignores FOR UPDATE and needs none: its writing transactions run one at a time.
        return await self._one(sa.select(_TASK).where(_TASK.c.task_id == task_id).with_for_update())

    async def save(self, task: TaskRecord) -> None:
        columns = _task_columns(task)
        for name in ("task_id", "owner_id", "last_seq", "ended_at", "created_at"):
            del columns[name]
        await self._connection.execute(_TASK.update().where(_TASK.c.task_id == task.task_id).values(columns))

    async def newest_of(self, roadmap_id: str) -> TaskRecord | None:
        newest = (
            sa.select(_TASK).where(_TASK.c.roadmap_id == roadmap_id).order_by(_TASK.c.task_id.desc()).limit(1)
        )
        return await self._one(newest)

    async def open_of(self, roadmap_id: str) -> Sequence[TaskRecord]:
        query = sa.select(_TASK).where(_TASK.c.roadmap_id == roadmap_id, _IS_OPEN)
        rows = await self._connection.execute(query.order_by(_TASK.c.task_id.desc()))
        return [_task_record(row) for row in rows.mappings()]

    async def open_with_unit(self, roadmap_id: str, concept_id: str, kind: UnitKind) -> TaskRecord | None:
        listed = tables.task_unit
        query = (
            sa.select(_TASK)
            .join(listed, listed.c.task_id == _TASK.c.task_id)
            .where(_TASK.c.roadmap_id == roadmap_id, _IS_OPEN)
            .where(listed.c.concept_id == concept_id, listed.c.kind == kind)
        )
        return await self._one(query.order_by(_TASK.c.task_id.desc()).limit(1))

    async def page(
        self, owner_id: OwnerId, *, status: TaskStatus | None, after: str | None, limit: int
    ) -> Page[TaskRecord]:
        wanted = _TASK.c.owner_id == owner_id
        if status is not None:
            wanted &= _TASK.c.status == status
        total = await self._connection.scalar(sa.select(sa.func.count()).select_from(_TASK).where(wanted))
        rest = wanted & (_TASK.c.task_id < decode_cursor(after)) if after else wanted
        query = sa.select(_TASK).where(rest).order_by(_TASK.c.task_id.desc()).limit(limit + 1)
        tasks = [_task_record(row) for row in (await self._connection.execute(query)).mappings()]
        more = encode_cursor(tasks[limit - 1].task_id) if len(tasks) > limit else None
        return Page(items=tuple(tasks[:limit]), next_cursor=more, total=total or 0)

    async def _one(self, query: sa.Select[tuple[object, ...]]) -> TaskRecord | None:
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _task_record(row) if row else None


def _run_record(row: sa.RowMapping) -> RunRecord:
    return RunRecord.model_construct(**{**row, "state": RunState(row["state"])})


class SqlRunStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, run: RunRecord) -> None:
        await self._connection.execute(_RUN.insert().values(columns_of(run)))

    async def find(self, key: str) -> RunRecord | None:
        row = (
            (await self._connection.execute(sa.select(_RUN).where(_RUN.c.key == key)))
            .mappings()
            .one_or_none()
        )
        return _run_record(row) if row else None

    async def claim(self, key: str, *, token: str, owner: str) -> RunRecord | None:
        claim = (
            _RUN.update()
            .where(_RUN.c.key == key, _RUN.c.state == RunState.OPEN)
            .values(token=token, owner=owner)
            .returning(*_RUN.c)
        )
        row = (await self._connection.execute(claim)).mappings().one_or_none()
        return _run_record(row) if row else None

    async def check(self, key: str, token: str) -> bool:
        # An update and not a select: it takes the row lock that a successor's claim needs as well.
        held = (
            _RUN.update()
            .where(_RUN.c.key == key, _RUN.c.token == token, _RUN.c.state == RunState.OPEN)
            .values(token=token)
        )
        return (await self._connection.execute(held)).rowcount == 1

    async def end(self, key: str, *, outcome: str, lost: bool, now: datetime) -> None:
        after = end_run(RunState.OPEN, lost=lost)
        await self._connection.execute(
            _RUN.update()
            .where(_RUN.c.key == key, _RUN.c.state == RunState.OPEN)
            .values(state=after, outcome=outcome, ended_at=now)
        )

    async def open_runs(self, task_id: str | None = None) -> Sequence[RunRecord]:
        query = _OPEN_RUNS if task_id is None else _OPEN_RUNS.where(_RUN.c.task_id == task_id)
        return [_run_record(row) for row in (await self._connection.execute(query)).mappings()]

    async def find_all(self, keys: Collection[str]) -> Sequence[RunRecord]:
        query = sa.select(_RUN).where(_RUN.c.key.in_(keys))
        return [_run_record(row) for row in (await self._connection.execute(query)).mappings()]

    async def forget(self, before: datetime, limit: int) -> int:
        old = (
            sa.select(_RUN.c.key)
            .join(_TASK, _TASK.c.task_id == _RUN.c.task_id)
            .where(_RUN.c.ended_at < before, _TASK.c.ended_at < before)
            .limit(limit)
        )
        forgotten = await self._connection.execute(_RUN.delete().where(_RUN.c.key.in_(old)))
        return forgotten.rowcount


class SqlProcessStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def beat(self, process_id: str, now: datetime) -> None:
        beaten = await self._connection.execute(_BEAT, {"of": process_id, "now": now})
        if beaten.rowcount == 0:
            await self._connection.execute(tables.process.insert().values(process_id=process_id, beat_at=now))

    async def alive(self, since: datetime) -> frozenset[str]:
        return frozenset((await self._connection.execute(_ALIVE, {"since": since})).scalars())

    async def forget(self, before: datetime) -> None:
        await self._connection.execute(tables.process.delete().where(tables.process.c.beat_at < before))

    async def remove(self, process_id: str) -> None:
        await self._connection.execute(
            tables.process.delete().where(tables.process.c.process_id == process_id)
        )
