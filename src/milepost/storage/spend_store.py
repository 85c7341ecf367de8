"""The ledger of requests to language models: what each may cost before it is made, and what it took."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.costs.estimates import PieceSeen
from milepost.domain.costs.parts import SpendPart, part_of, plan_of
from milepost.domain.ids import OwnerId, TaskId
from milepost.domain.model_errors import CapName, SpendCapReached
from milepost.domain.model_records import Receipt, Reservation, SpendLine
from milepost.domain.models import ModelCaps, Usage
from milepost.storage import tables
from milepost.storage.engines import advisory_lock
from milepost.storage.rows import columns_of

_SPEND = tables.model_spend
#: So many of an owner's newest requests are looked through for what earlier pieces have taken.
_LOOKED_AT = 3_000


class _Sums(NamedTuple):
    """Of some requests in one state."""

    is_settled: bool
    requests: int
    input_tokens: int
    output_tokens: int
    micros: int
    tokens: int
    unpriced_tokens: int

    @classmethod
    def of(cls, state: str, requests: int, *sums: Any) -> "_Sums":
        # PostgreSQL sums to a decimal.
        return cls(state == "settled", requests, *map(int, sums))


class SqlSpendLedger:
    """`micros` and `tokens` of a row are what counts: its worst case until it is settled, then what it took."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def reserve(self, reservation: Reservation, caps: ModelCaps) -> None:
        if caps != ModelCaps():
            await advisory_lock(self._connection, f"spend.{reservation.owner_id}")
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

    async def receipts(self, task_ids: Collection[TaskId]) -> Mapping[TaskId, Receipt]:
        found: dict[TaskId, list[_Sums]] = defaultdict(list)
        for task_id, *values in await self._grouped(_SPEND.c.task_id, _SPEND.c.task_id.in_(task_ids)):
            found[TaskId(task_id)].append(_Sums.of(*values))
        return {task_id: _receipt(sums) for task_id, sums in found.items()}

    async def lines(self, task_id: TaskId) -> Sequence[SpendLine]:
        places: dict[SpendPart, set[str]] = defaultdict(set)
        sums: dict[SpendPart, list[_Sums]] = defaultdict(list)
        anew: dict[SpendPart, list[_Sums]] = defaultdict(list)
        for place, *values in await self._grouped(_SPEND.c.place, _SPEND.c.task_id == task_id):
            part = part_of(place)
            places[part].add(place)
            sums[part].append(_Sums.of(*values))
            if plan_of(place) > 1:
                anew[part].append(_Sums.of(*values))
        return [
            SpendLine(
                part=part, pieces=len(places[part]), receipt=_receipt(sums[part]), anew=_receipt(anew[part])
            )
            for part in SpendPart
            if part in sums
        ]

    async def seen(self, owner_id: OwnerId, model: str, parts: Collection[SpendPart]) -> Sequence[PieceSeen]:
        spend = _SPEND.c
        newest = (
            sa.select(spend.task_id, spend.place, spend.spend_id, spend.input_tokens, spend.output_tokens)
            # What cost nothing came to nothing.
            .where(
                spend.owner_id == owner_id, spend.model == model, spend.state == "settled", spend.tokens > 0
            )
            .order_by(spend.day.desc(), spend.spend_id.desc())
            .limit(_LOOKED_AT)
            .subquery()
            .c
        )
        asked = [newest.place.startswith(part.value, autoescape=True) for part in parts]
        query = (
            sa.select(
                newest.task_id,
                newest.place,
                sa.func.count(),
                sa.func.sum(newest.input_tokens),
                sa.func.sum(newest.output_tokens),
            )
            .where(sa.or_(*asked))
            .group_by(newest.task_id, newest.place)
            .order_by(sa.func.max(newest.spend_id).desc())
        )
        return [
            PieceSeen(
                task_id=task_id,
                place=place,
                requests=requests,
                input_tokens=int(input_tokens),
                output_tokens=int(output_tokens),
            )
            for task_id, place, requests, input_tokens, output_tokens in await self._connection.execute(query)
        ]

    async def _grouped(self, by: sa.ColumnElement[Any], which: sa.ColumnElement[bool]) -> Sequence[Any]:
        """(`by`, and what `_Sums.of` takes) of the rows."""
        spend = _SPEND.c
        unpriced = sa.case((spend.micros == 0, spend.tokens), else_=0)
        sums = [
            sa.func.sum(one)
            for one in (spend.input_tokens, spend.output_tokens, spend.micros, spend.tokens, unpriced)
        ]
        query = sa.select(by, spend.state, sa.func.count(), *sums).where(which).group_by(by, spend.state)
        return (await self._connection.execute(query)).all()

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


def _receipt(sums: Sequence[_Sums]) -> Receipt:
    settled = [one for one in sums if one.is_settled]
    under_way = [one for one in sums if not one.is_settled]
    return Receipt(
        usage=Usage(
            input_tokens=sum(one.input_tokens for one in settled),
            output_tokens=sum(one.output_tokens for one in settled),
            requests=sum(one.requests for one in settled),
            cost_micros=sum(one.micros for one in settled),
        ),
        unsettled_requests=sum(one.requests for one in under_way),
        unsettled_micros=sum(one.micros for one in under_way),
        unsettled_tokens=sum(one.tokens for one in under_way),
        unpriced_tokens=sum(one.unpriced_tokens for one in settled),
    )
