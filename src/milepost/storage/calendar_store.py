"""What the calendar keeps: each owner's settings, and the secret address of a roadmap's feed."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.ids import OwnerId, RoadmapId
from milepost.domain.records import CalendarFeedRecord, SettingRecord
from milepost.storage import tables
from milepost.storage.rows import columns_of, upsert

_SETTING = tables.setting
_FEED = tables.calendar_feed


class SqlSettingStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, owner_id: OwnerId, name: str) -> SettingRecord | None:
        query = sa.select(_SETTING).where(_SETTING.c.owner_id == owner_id, _SETTING.c.name == name)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return SettingRecord.model_construct(**row) if row else None

    async def put(self, setting: SettingRecord) -> None:
        row = columns_of(setting)
        await self._connection.execute(upsert(self._connection, _SETTING, row, key=("owner_id", "name")))


class SqlCalendarFeedStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, feed: CalendarFeedRecord) -> None:
        await self._connection.execute(upsert(self._connection, _FEED, columns_of(feed), key=("roadmap_id",)))

    async def of_roadmap(self, roadmap_id: RoadmapId) -> CalendarFeedRecord | None:
        return await self._one(_FEED.c.roadmap_id == roadmap_id)

    async def by_hash(self, token_hash: str) -> CalendarFeedRecord | None:
        return await self._one(_FEED.c.token_hash == token_hash)

    async def remove(self, roadmap_id: RoadmapId) -> None:
        await self._connection.execute(_FEED.delete().where(_FEED.c.roadmap_id == roadmap_id))

    async def _one(self, which: sa.ColumnElement[bool]) -> CalendarFeedRecord | None:
        row = (await self._connection.execute(sa.select(_FEED).where(which))).mappings().one_or_none()
        return CalendarFeedRecord.model_construct(**row) if row else None
