"""Questions that were found wrong, by version of their quiz."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.ids import ConceptId, RoadmapId
from milepost.domain.records import RemovedItem
from milepost.storage import tables
from milepost.storage.rows import columns_of, insert_ignoring_known

_REMOVAL = tables.quiz_item_removal


class SqlQuizStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def removed(self, roadmap_id: str, concept_id: str, version: int) -> Sequence[RemovedItem]:
        columns = [_REMOVAL.c[name] for name in RemovedItem.model_fields]
        query = sa.select(*columns).where(_is_of(roadmap_id, concept_id, version))
        rows = await self._connection.execute(query.order_by(_REMOVAL.c.created_at, _REMOVAL.c.item_id))
        return [RemovedItem.model_construct(**row) for row in rows.mappings()]

    async def remove(
        self, roadmap_id: RoadmapId, concept_id: ConceptId, version: int, item: RemovedItem
    ) -> None:
        row = {"roadmap_id": roadmap_id, "concept_id": concept_id, "version": version, **columns_of(item)}
        await self._connection.execute(insert_ignoring_known(self._connection, _REMOVAL, [row]))

    async def put_back(
        self, roadmap_id: RoadmapId, concept_id: ConceptId, version: int, item_id: str
    ) -> None:
        is_it = _is_of(roadmap_id, concept_id, version) & (_REMOVAL.c.item_id == item_id)
        await self._connection.execute(_REMOVAL.delete().where(is_it))


def _is_of(roadmap_id: str, concept_id: str, version: int) -> sa.ColumnElement[bool]:
    return (
        (_REMOVAL.c.roadmap_id == roadmap_id)
        & (_REMOVAL.c.concept_id == concept_id)
        & (_REMOVAL.c.version == version)
    )
