"""What a person knows and has done, and answers that must not be given twice."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.ids import ConceptId, OwnerId
from milepost.domain.records import IdempotencyRecord, LearnerState, QuizAttemptRecord
from milepost.storage import tables
from milepost.storage.rows import columns_of, insert_ignoring_known, upsert


class SqlLearnerStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def states(self, owner_id: OwnerId, concept_keys: Sequence[str]) -> Mapping[str, LearnerState]:
        learner = tables.learner_concept
        query = sa.select(learner.c.concept_key, learner.c.state).where(
            learner.c.owner_id == owner_id, learner.c.concept_key.in_(concept_keys)
        )
        return dict((await self._connection.execute(query)).all())

    async def changed_at(self, owner_id: OwnerId, concept_keys: Sequence[str]) -> datetime | None:
        learner = tables.learner_concept
        query = sa.select(sa.func.max(learner.c.updated_at)).where(
            learner.c.owner_id == owner_id, learner.c.concept_key.in_(concept_keys)
        )
        changed_at: datetime | None = await self._connection.scalar(query)
        return changed_at

    async def put(self, owner_id: OwnerId, concept_key: str, state: LearnerState, now: datetime) -> None:
        row = {"owner_id": owner_id, "concept_key": concept_key, "state": state, "updated_at": now}
        key = ("owner_id", "concept_key")
        await self._connection.execute(upsert(self._connection, tables.learner_concept, row, key=key))

    async def add_attempt(self, attempt: QuizAttemptRecord) -> None:
        await self._connection.execute(tables.quiz_attempt.insert().values(columns_of(attempt)))

    async def best_scores(self, owner_id: OwnerId, roadmap_id: str) -> Mapping[ConceptId, float]:
        attempt = tables.quiz_attempt
        query = (
            sa.select(attempt.c.concept_id, sa.func.max(attempt.c.score))
            .where(attempt.c.owner_id == owner_id, attempt.c.roadmap_id == roadmap_id)
            .group_by(attempt.c.concept_id)
        )
        return {ConceptId(concept_id): score for concept_id, score in await self._connection.execute(query)}


class SqlIdempotencyStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, owner_id: OwnerId, key: str) -> IdempotencyRecord | None:
        table = tables.idempotency
        query = sa.select(table).where(table.c.owner_id == owner_id, table.c.key == key)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return IdempotencyRecord.model_construct(**row) if row else None

    async def reserve(self, record: IdempotencyRecord) -> bool:
        row = columns_of(record)
        inserted = await self._connection.execute(
            insert_ignoring_known(self._connection, tables.idempotency, [row])
        )
        return inserted.rowcount == 1

    async def keep_answer(self, owner_id: OwnerId, key: str, answer: str) -> None:
        table = tables.idempotency
        await self._connection.execute(
            table.update().where(table.c.owner_id == owner_id, table.c.key == key).values(answer=answer)
        )

    async def forget(self, before: datetime) -> None:
        table = tables.idempotency
        await self._connection.execute(table.delete().where(table.c.created_at < before))
