"""Roadmaps with their revisions, and the stages drafted on the way to the first."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.drafts import StageDraft
from milepost.domain.ids import OwnerId, RoadmapId, TaskId
from milepost.domain.records import Page, RevisionNote, RevisionRecord, RoadmapRecord
from milepost.domain.roadmaps import RoadmapState
from milepost.storage import tables
from milepost.storage.engines import advisory_lock
from milepost.storage.erasing import erase_roadmap
from milepost.storage.rows import columns_of, decode_cursor, encode_cursor, upsert

_ROADMAP = tables.roadmap
_REVISION = tables.roadmap_revision


def _roadmap_record(row: sa.RowMapping) -> RoadmapRecord:
    return RoadmapRecord.model_construct(**{**row, "state": RoadmapState(row["state"])})


class SqlRoadmapStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def hold(self, roadmap_id: str) -> None:
        await advisory_lock(self._connection, f"roadmap.{roadmap_id}")

    async def add(self, roadmap: RoadmapRecord) -> None:
        await self._connection.execute(_ROADMAP.insert().values(columns_of(roadmap)))

    async def find(self, roadmap_id: str) -> RoadmapRecord | None:
        query = sa.select(_ROADMAP).where(_ROADMAP.c.roadmap_id == roadmap_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _roadmap_record(row) if row else None

    async def save(self, roadmap: RoadmapRecord, *, base_revision: int) -> bool:
        columns = columns_of(roadmap)
        del columns["deleted_at"]
        saved = await self._connection.execute(
            _ROADMAP.update()
            .where(_ROADMAP.c.roadmap_id == roadmap.roadmap_id, _ROADMAP.c.revision == base_revision)
            .values(columns)
        )
        return saved.rowcount == 1

    async def mark_deleted(self, roadmap_id: RoadmapId, deleted_at: datetime | None) -> None:
        await self._connection.execute(
            _ROADMAP.update().where(_ROADMAP.c.roadmap_id == roadmap_id).values(deleted_at=deleted_at)
        )

    async def page(
        self, owner_id: OwnerId, *, after: str | None, limit: int, deleted: bool = False
    ) -> Page[RoadmapRecord]:
        in_trash = _ROADMAP.c.deleted_at.is_not(None)
        wanted = (_ROADMAP.c.owner_id == owner_id) & (in_trash if deleted else ~in_trash)
        total = await self._connection.scalar(sa.select(sa.func.count()).select_from(_ROADMAP).where(wanted))
        rest = wanted & (_ROADMAP.c.roadmap_id < decode_cursor(after)) if after else wanted
        query = sa.select(_ROADMAP).where(rest).order_by(_ROADMAP.c.roadmap_id.desc()).limit(limit + 1)
        roadmaps = [_roadmap_record(row) for row in (await self._connection.execute(query)).mappings()]
        more = encode_cursor(roadmaps[limit - 1].roadmap_id) if len(roadmaps) > limit else None
        return Page(items=tuple(roadmaps[:limit]), next_cursor=more, total=total or 0)

    async def deleted_before(self, instant: datetime, limit: int) -> Sequence[RoadmapId]:
        deleted_at = _ROADMAP.c.deleted_at
        query = sa.select(_ROADMAP.c.roadmap_id).where(deleted_at <= instant)
        rows = await self._connection.execute(query.order_by(deleted_at).limit(limit))
        return [RoadmapId(roadmap_id) for roadmap_id in rows.scalars()]

    async def erase(self, roadmap_id: RoadmapId) -> None:
        await erase_roadmap(self._connection, roadmap_id)

    async def add_revision(self, revision: RevisionRecord) -> None:
        await self._connection.execute(_REVISION.insert().values(columns_of(revision)))

    async def find_revision(self, roadmap_id: str, revision: int) -> RevisionRecord | None:
        query = sa.select(_REVISION).where(
            _REVISION.c.roadmap_id == roadmap_id, _REVISION.c.revision == revision
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return RevisionRecord.model_construct(**row) if row else None

    async def revisions(self, roadmap_id: str) -> Sequence[RevisionNote]:
        columns = [_REVISION.c[name] for name in RevisionNote.model_fields]
        query = sa.select(*columns).where(_REVISION.c.roadmap_id == roadmap_id)
        rows = await self._connection.execute(query.order_by(_REVISION.c.revision))
        return [RevisionNote.model_construct(**row) for row in rows.mappings()]


class SqlDraftStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, task_id: TaskId, attempt: int, draft: StageDraft) -> None:
        row = {"task_id": task_id, "attempt": attempt, "index": draft.index, "draft": draft}
        key = ("task_id", "attempt", "index")
        await self._connection.execute(upsert(self._connection, tables.draft_stage, row, key=key))

    async def stages(self, task_id: TaskId, attempt: int) -> Sequence[StageDraft]:
        draft = tables.draft_stage
        query = (
            sa.select(draft.c.draft)
            .where(draft.c.task_id == task_id, draft.c.attempt == attempt)
            .order_by(draft.c.index)
        )
        return list((await self._connection.execute(query)).scalars())

    async def forget(self, before: datetime, limit: int) -> int:
        draft, task = tables.draft_stage, tables.task
        query = sa.select(draft.c.task_id).join(task, task.c.task_id == draft.c.task_id)
        old = query.where(task.c.ended_at < before).distinct().limit(limit)
        task_ids = list((await self._connection.execute(old)).scalars())
        await self._connection.execute(draft.delete().where(draft.c.task_id.in_(task_ids)))
        return len(task_ids)
