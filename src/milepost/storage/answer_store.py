"""Answers of language models, so that none is paid for twice."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.model_records import AnswerKey, StoredAnswer
from milepost.storage import tables
from milepost.storage.rows import columns_of, insert_ignoring_known

_ANSWER = tables.model_answer


class SqlAnswerStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, key: AnswerKey) -> StoredAnswer | None:
        same = sa.and_(*(_ANSWER.c[name] == value for name, value in columns_of(key).items()))
        query = sa.select(_ANSWER.c.answer, _ANSWER.c.usage, _ANSWER.c.created_at).where(same)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return StoredAnswer.model_construct(key=key, **row) if row else None

    async def add(self, answer: StoredAnswer) -> None:
        rest = columns_of(answer)
        row = {**columns_of(rest.pop("key")), **rest}
        await self._connection.execute(insert_ignoring_known(self._connection, _ANSWER, [row]))

    async def forget(self, before: datetime, limit: int) -> int:
        task = tables.task
        query = sa.select(_ANSWER.c.task_id).join(task, task.c.task_id == _ANSWER.c.task_id)
        old = query.where(task.c.ended_at < before).distinct().limit(limit)
        task_ids = list((await self._connection.execute(old)).scalars())
        await self._connection.execute(_ANSWER.delete().where(_ANSWER.c.task_id.in_(task_ids)))
        return len(task_ids)
