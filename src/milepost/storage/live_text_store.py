"""What there is of texts that are being written, a row for each that somebody reads along."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.goals import UnitKind
from milepost.domain.ids import ConceptId, RoadmapId
from milepost.domain.records import LiveText, UnitRecord
from milepost.storage import tables
from milepost.storage.rows import insert_ignoring_known

_TEXT = tables.live_text


class SqlLiveTextStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def follow(
        self, roadmap_id: RoadmapId, concept_id: ConceptId, kind: UnitKind, *, until: datetime
    ) -> None:
        row = {
            "roadmap_id": roadmap_id, "concept_id": concept_id, "kind": kind, "followed_until": until,
            "attempt": 0, "beginning": 0, "serial": 0, "text": "",
        }  # fmt: skip
        await self._connection.execute(insert_ignoring_known(self._connection, _TEXT, [row]))
        update = _TEXT.update().where(_is_of(roadmap_id, concept_id, kind)).values(followed_until=until)
        await self._connection.execute(update)

    async def followed(self, units: Collection[UnitRecord], now: datetime) -> Sequence[UnitRecord]:
        roadmaps = {unit.roadmap_id for unit in units}
        query = sa.select(_TEXT.c.roadmap_id, _TEXT.c.concept_id, _TEXT.c.kind).where(
            _TEXT.c.roadmap_id.in_(roadmaps), _TEXT.c.followed_until > now
        )
        found = {tuple(row) for row in await self._connection.execute(query)}
        return [unit for unit in units if (unit.roadmap_id, unit.concept_id, unit.kind) in found]

    async def put(self, unit: UnitRecord, text: str, *, beginning: int) -> None:
        await self._connection.execute(
            _TEXT.update()
            .where(_is_of(unit.roadmap_id, unit.concept_id, unit.kind))
            .values(attempt=unit.attempt, beginning=beginning, serial=_TEXT.c.serial + 1, text=text)
        )

    async def find(
        self, roadmap_id: str, concept_id: str, kind: UnitKind
    ) -> tuple[datetime, LiveText] | None:
        query = sa.select(_TEXT).where(_is_of(roadmap_id, concept_id, kind))
        row = (await self._connection.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        text = LiveText.model_construct(**{name: row[name] for name in LiveText.model_fields})
        return row["followed_until"], text

    async def remove(self, units: Collection[UnitRecord]) -> None:
        for unit in units:
            await self._connection.execute(
                _TEXT.delete().where(_is_of(unit.roadmap_id, unit.concept_id, unit.kind))
            )

    async def forget(self, before: datetime) -> None:
        await self._connection.execute(_TEXT.delete().where(_TEXT.c.followed_until < before))


def _is_of(roadmap_id: str, concept_id: str, kind: UnitKind) -> sa.ColumnElement[bool]:
    return (_TEXT.c.roadmap_id == roadmap_id) & (_TEXT.c.concept_id == concept_id) & (_TEXT.c.kind == kind)
