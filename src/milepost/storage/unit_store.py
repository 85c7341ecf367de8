"""Units, which task is to write them, and the immutable versions of what was written."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.content import Content
from milepost.domain.goals import UnitKind
from milepost.domain.ids import RoadmapId, TaskId
from milepost.domain.purposes import ListedUnits
from milepost.domain.records import UnitRecord, VersionRecord
from milepost.domain.tasks import UnitStatus
from milepost.storage import tables
from milepost.storage.rows import columns_of, insert_ignoring_known

_UNIT = tables.unit
_TASK_UNIT = tables.task_unit
_CONTENT = tables.unit_content
_CHANGING = ("status", "version", "versions", "attempt", "reason", "asked")
#: SQLite takes at most 32,766 bound values in one statement.
_ROWS_PER_INSERT = 500


def _unit_record(row: sa.RowMapping) -> UnitRecord:
    return UnitRecord.model_construct(
        **{**row, "kind": UnitKind(row["kind"]), "status": UnitStatus(row["status"])}
    )


class SqlUnitStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_missing(self, units: Iterable[UnitRecord]) -> None:
        await self._insert(_UNIT, [columns_of(unit) for unit in units])

    async def list_for_task(self, task_id: TaskId, units: Iterable[UnitRecord]) -> None:
        rows = [
            {
                "task_id": task_id, "position": position, "roadmap_id": unit.roadmap_id,
                "concept_id": unit.concept_id, "kind": unit.kind,
            }
            for position, unit in enumerate(units)
        ]  # fmt: skip
        await self._insert(_TASK_UNIT, rows)

    async def of_roadmap(self, roadmap_id: RoadmapId) -> Sequence[UnitRecord]:
        query = sa.select(_UNIT).where(_UNIT.c.roadmap_id == roadmap_id)
        # PostgreSQL gives rows in the order of their last change, and a roadmap must read the same each time.
        rows = await self._connection.execute(query.order_by(_UNIT.c.concept_id, _UNIT.c.kind))
        return [_unit_record(row) for row in rows.mappings()]

    async def of_task(self, task_id: TaskId) -> Sequence[UnitRecord]:
        query = sa.select(_UNIT).join(_TASK_UNIT, self._same_unit()).where(_TASK_UNIT.c.task_id == task_id)
        rows = await self._connection.execute(query.order_by(_TASK_UNIT.c.position))
        return [_unit_record(row) for row in rows.mappings()]

    async def listed_for(self, task_ids: Collection[TaskId]) -> Mapping[TaskId, ListedUnits]:
        listed = _TASK_UNIT.c
        query = (
            sa.select(
                listed.task_id, sa.func.count(), sa.func.min(listed.concept_id), sa.func.min(listed.kind)
            )
            .where(listed.task_id.in_(task_ids))
            .group_by(listed.task_id)
        )
        found: dict[TaskId, ListedUnits] = {}
        for task_id, count, concept_id, kind in await self._connection.execute(query):
            alone = {"concept_id": concept_id, "kind": UnitKind(kind)} if count == 1 else {}
            found[TaskId(task_id)] = ListedUnits(count=count, **alone)
        singles = [task_id for task_id, units in found.items() if units.count == 1]
        for task_id in await self._with_a_version_before(singles):
            found[task_id] = found[task_id].model_copy(update={"had_version": True})
        return found

    async def _with_a_version_before(self, task_ids: Collection[TaskId]) -> Sequence[TaskId]:
        """Those of these tasks, each of one unit, whose unit had been finished before. Ids of tasks sort by age."""
        if not task_ids:
            return []
        same_unit = sa.and_(
            _CONTENT.c.roadmap_id == _TASK_UNIT.c.roadmap_id,
            _CONTENT.c.concept_id == _TASK_UNIT.c.concept_id,
            _CONTENT.c.kind == _TASK_UNIT.c.kind,
        )
        query = (
            sa.select(_TASK_UNIT.c.task_id)
            .join(_CONTENT, same_unit)
            .where(_TASK_UNIT.c.task_id.in_(task_ids), _CONTENT.c.task_id < _TASK_UNIT.c.task_id)
            .distinct()
        )
        return [TaskId(task_id) for task_id in (await self._connection.execute(query)).scalars()]

    async def find(self, roadmap_id: str, concept_id: str, kind: UnitKind) -> UnitRecord | None:
        query = sa.select(_UNIT).where(
            _UNIT.c.roadmap_id == roadmap_id, _UNIT.c.concept_id == concept_id, _UNIT.c.kind == kind
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _unit_record(row) if row else None

    async def status_counts(self, task_id: TaskId) -> Mapping[UnitStatus, int]:
        query = (
            sa.select(_UNIT.c.status, sa.func.count())
            .join(_TASK_UNIT, self._same_unit())
            .where(_TASK_UNIT.c.task_id == task_id)
            .group_by(_UNIT.c.status)
        )
        counts = Counter[UnitStatus]()
        for status, count in await self._connection.execute(query):
            counts[UnitStatus(status)] = count
        return counts

    async def save_all(self, units: Sequence[UnitRecord]) -> None:
        if not units:
            return
        update = (
            _UNIT.update()
            .where(
                _UNIT.c.roadmap_id == sa.bindparam("of_roadmap"),
                _UNIT.c.concept_id == sa.bindparam("of_concept"),
                _UNIT.c.kind == sa.bindparam("of_kind"),
            )
            .values({name: sa.bindparam(f"new_{name}", type_=_UNIT.c[name].type) for name in _CHANGING})
        )
        await self._connection.execute(
            update,
            [
                {
                    "of_roadmap": unit.roadmap_id,
                    "of_concept": unit.concept_id,
                    "of_kind": unit.kind,
                    **{f"new_{name}": getattr(unit, name) for name in _CHANGING},
                }
                for unit in units
            ],
        )

    async def add_content(
        self,
        unit: UnitRecord,
        content: Content,
        *,
        author: str,
        task_id: TaskId,
        now: datetime,
        instructions: str | None = None,
    ) -> None:
        await self._connection.execute(
            _CONTENT.insert().values(
                roadmap_id=unit.roadmap_id, concept_id=unit.concept_id, kind=unit.kind, version=unit.version,
                content=content, author=author, task_id=task_id, instructions=instructions, created_at=now,
            )
        )  # fmt: skip

    async def find_content(
        self, roadmap_id: str, concept_id: str, kind: UnitKind, version: int | None
    ) -> tuple[int, Content] | None:
        wanted = (
            (_CONTENT.c.roadmap_id == roadmap_id)
            & (_CONTENT.c.concept_id == concept_id)
            & (_CONTENT.c.kind == kind)
        )
        query = sa.select(_CONTENT.c.version, _CONTENT.c.content).where(wanted)
        if version is not None:
            query = query.where(_CONTENT.c.version == version)
        else:
            query = query.join(
                _UNIT,
                (_UNIT.c.roadmap_id == _CONTENT.c.roadmap_id)
                & (_UNIT.c.concept_id == _CONTENT.c.concept_id)
                & (_UNIT.c.kind == _CONTENT.c.kind)
                & (_UNIT.c.version == _CONTENT.c.version),
            )
        row = (await self._connection.execute(query)).one_or_none()
        return (row.version, row.content) if row else None

    async def versions(self, roadmap_id: str, concept_id: str, kind: UnitKind) -> Sequence[VersionRecord]:
        columns = [_CONTENT.c[name] for name in VersionRecord.model_fields]
        query = sa.select(*columns).where(
            _CONTENT.c.roadmap_id == roadmap_id, _CONTENT.c.concept_id == concept_id, _CONTENT.c.kind == kind
        )
        rows = await self._connection.execute(query.order_by(_CONTENT.c.version))
        return [VersionRecord.model_construct(**row) for row in rows.mappings()]

    async def _insert(self, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
        for start in range(0, len(rows), _ROWS_PER_INSERT):
            batch = rows[start : start + _ROWS_PER_INSERT]
            await self._connection.execute(insert_ignoring_known(self._connection, table, batch))

    @staticmethod
    def _same_unit() -> sa.ColumnElement[bool]:
        return (
            (_UNIT.c.roadmap_id == _TASK_UNIT.c.roadmap_id)
            & (_UNIT.c.concept_id == _TASK_UNIT.c.concept_id)
            & (_UNIT.c.kind == _TASK_UNIT.c.kind)
        )
