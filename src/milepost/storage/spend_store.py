"""The ledger of requests to language models: what each may cost before it is made, and what it took."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.ids import TaskId
from milepost.domain.model_errors import CapName, SpendCapReached
from milepost.domain.model_records import Receipt, Reservation
from milepost.domain.models import ModelCaps, Usage
from milepost.storage import tables
from milepost.storage.rows import columns_of

_SPEND = tables.model_spend


class SqlSpendLedger:
    """`micros` and `tokens` of a row are what counts: its worst case until it is settled, then what it took."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def reserve(self, reservation: Reservation, caps: ModelCaps) -> None:
        if caps != ModelCaps():
            await self._hold(reservation.owner_id)
            await self._check(reservation, caps)
        row = {**columns_of(reservation), "state": "reserved", "input_tokens": 0, "output_tokens": 0}
        await self._connection.execute(_SPEND.insert().values(row))

    async def settle(self, spend_id: str, usage: Usage, *, now: datetime) -> None:
        await self._connection.execute(
            _SPEND.update()
            .where(_SPEND.c.spend_id == spend_id)
            .values(
                state="settled", micros=usage.cost_micros, tokens=usage.tokens,
                input_tokens=usage.input_tokens, output_tokens=usage.output_tokens, settled_at=now,
            )
        )  # fmt: skip

    async def receipt(self, task_ids: Sequence[TaskId]) -> Receipt:
        spend = _SPEND.c
        sums = [
            sa.func.coalesce(sa.func.sum(column), 0)
            for column in (spend.input_tokens, spend.output_tokens, spend.micros, spend.tokens)
        ]
        query = sa.select(spend.state, sa.func.count(), *sums).where(spend.task_id.in_(task_ids))
        rows = await self._connection.execute(query.group_by(spend.state))
        nothing = (0, 0, 0, 0, 0)
        # PostgreSQL sums to a decimal.
        found = {state: tuple(map(int, values)) for state, *values in rows}
        requests, input_tokens, output_tokens, micros, _ = found.get("settled", nothing)
        unsettled, _, _, unsettled_micros, unsettled_tokens = found.get("reserved", nothing)
        return Receipt(
            usage=Usage(
                input_tokens=input_tokens, output_tokens=output_tokens, requests=requests, cost_micros=micros
            ),
            unsettled_requests=unsettled,
            unsettled_micros=unsettled_micros,
            unsettled_tokens=unsettled_tokens,
        )

    async def _hold(self, owner_id: str) -> None:
        """Let nobody else reserve for this owner until the transaction ends. SQLite has one writer as it is."""
        if self._connection.dialect.name == "postgresql":
            digest = hashlib.sha256(f"milepost.spend.{owner_id}".encode()).digest()
            key = int.from_bytes(digest[:8], "big", signed=True)
            await self._connection.execute(
                sa.select(sa.func.pg_advisory_xact_lock(sa.cast(key, sa.BigInteger)))
            )

    async def _check(self, reservation: Reservation, caps: ModelCaps) -> None:
        # A statement of its own after the lock: under READ COMMITTED it sees what the one before has committed.
        owned = _SPEND.c.owner_id == reservation.owner_id
        task_micros, task_tokens = await self._sums(owned, _SPEND.c.task_id == reservation.task_id)
        day_micros, day_tokens = await self._sums(owned, _SPEND.c.day == reservation.day)
        checks: tuple[tuple[CapName, int | None, int, int], ...] = (
            ("per_task_micros", caps.per_task_micros, task_micros, reservation.micros),
            ("per_task_tokens", caps.per_task_tokens, task_tokens, reservation.tokens),
            ("per_day_micros", caps.per_day_micros, day_micros, reservation.micros),
            ("per_day_tokens", caps.per_day_tokens, day_tokens, reservation.tokens),
        )
        for cap, limit, spent, needed in checks:
            if limit is not None and spent + needed > limit:
                raise SpendCapReached(cap, limit=limit, spent=spent, needed=needed)

    async def _sums(self, *which: sa.ColumnElement[bool]) -> tuple[int, int]:
        """(micro-units, tokens) of the rows, reserved or spent."""
        query = sa.select(sa.func.sum(_SPEND.c.micros), sa.func.sum(_SPEND.c.tokens)).where(*which)
        micros, tokens = (await self._connection.execute(query)).one()
        return int(micros or 0), int(tokens or 0)
