"""Reviews: one row per pause for a person."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.ids import ReviewId
from milepost.domain.records import ReviewRecord
from milepost.storage import tables
from milepost.storage.rows import columns_of

_REVIEW = tables.review


class SqlReviewStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, review: ReviewRecord) -> None:
        await self._connection.execute(_REVIEW.insert().values(columns_of(review)))

    async def find(self, review_id: str) -> ReviewRecord | None:
        query = sa.select(_REVIEW).where(_REVIEW.c.review_id == review_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return ReviewRecord.model_construct(**row) if row else None

    async def decide(self, review_id: ReviewId, *, state: str, feedback: str | None, now: datetime) -> bool:
        decided = await self._connection.execute(
            _REVIEW.update()
            .where(_REVIEW.c.review_id == review_id, _REVIEW.c.state == "open")
            .values(state=state, feedback=feedback, decided_at=now)
        )
        return decided.rowcount == 1
