"""The ledger holds its caps whoever reserves at once, and answers are kept under all that they depend on."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from milepost.domain.ids import LOCAL_OWNER, OwnerId, TaskId
from milepost.domain.model_errors import SpendCapReached
from milepost.domain.model_records import Receipt, Reservation
from milepost.domain.models import ModelCaps, Usage
from tests.support.models import make_answer, make_key
from tests.support.records import NOON, add_task
from tests.support.worlds import Storage

NO_CAPS = ModelCaps()


def make_reservation(storage: Storage, **fields: Any) -> Reservation:
    return Reservation(
        **{
            "spend_id": storage.ids.new("spd"),
            "owner_id": LOCAL_OWNER,
            "task_id": TaskId("tsk_1"),
            "place": "outline",
            "model": "small",
            "day": date(2026, 11, 22),
            "micros": 400,
            "tokens": 1_000,
            "created_at": NOON,
            **fields,
        }
    )


async def reserve(storage: Storage, caps: ModelCaps, **fields: Any) -> Reservation:
    reservation = make_reservation(storage, **fields)
    async with storage.database.write() as work:
        await work.spend.reserve(reservation, caps)
    return reservation


@pytest.mark.parametrize("cap", ["per_task_micros", "per_day_micros", "per_task_tokens", "per_day_tokens"])
async def test_a_reservation_that_would_pass_a_cap_is_refused(storage: Storage, cap: str) -> None:
    caps = ModelCaps.model_validate({cap: 800 if cap.endswith("micros") else 2_000})
    for _ in range(2):
        await reserve(storage, caps)
    with pytest.raises(SpendCapReached) as refused:
        await reserve(storage, caps)
    assert refused.value.cap == cap
    async with storage.database.read() as work:
        assert (await work.spend.receipt([TaskId("tsk_1")])).unsettled_requests == 2


async def test_a_cap_of_a_task_or_a_day_counts_no_other_task_day_or_owner(storage: Storage) -> None:
    caps = ModelCaps(per_task_micros=400, per_day_micros=800)
    await reserve(storage, caps)
    await reserve(storage, caps, task_id=TaskId("tsk_2"))
    with pytest.raises(SpendCapReached):
        await reserve(storage, caps, task_id=TaskId("tsk_3"))
    await reserve(storage, caps, task_id=TaskId("tsk_3"), day=date(2026, 11, 23))
    await reserve(storage, caps, task_id=TaskId("tsk_1"), owner_id=OwnerId("another"))


async def test_of_many_who_reserve_at_once_as_many_as_fit_are_let_through(storage: Storage) -> None:
    caps = ModelCaps(per_day_tokens=3_000)
    results = await asyncio.gather(*(reserve(storage, caps) for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(result, SpendCapReached) for result in results) == 5
    assert sum(isinstance(result, Reservation) for result in results) == 3


async def test_what_a_request_took_replaces_its_worst_case(storage: Storage) -> None:
    caps = ModelCaps(per_task_micros=800)
    used = Usage(input_tokens=90, output_tokens=10, requests=1, cost_micros=30)
    for _ in range(3):
        reservation = await reserve(storage, caps)
        async with storage.database.write() as work:
            await work.spend.settle(reservation.spend_id, used, now=NOON)
    await reserve(storage, caps)
    async with storage.database.read() as work:
        assert await work.spend.receipt([TaskId("tsk_1"), TaskId("tsk_9")]) == Receipt(
            usage=Usage(input_tokens=270, output_tokens=30, requests=3, cost_micros=90),
            unsettled_requests=1,
            unsettled_micros=400,
            unsettled_tokens=1_000,
        )


async def test_an_answer_is_found_under_its_whole_key_only(storage: Storage) -> None:
    answer = make_answer()
    async with storage.database.write() as work:
        await work.answers.add(answer)
        await work.answers.add(make_answer("{}"))
        assert await work.answers.find(answer.key) == answer
        for other in (
            {"owner_id": OwnerId("another")}, {"task_id": TaskId("tsk_2")}, {"place": "intent"}, {"attempt": 2},
            {"number": 1}, {"prompt_hash": "q" * 64}, {"input_hash": "j" * 64}, {"model": "prv_2:small"},
        ):  # fmt: skip
            assert await work.answers.find(make_key(**other)) is None


async def test_answers_are_forgotten_with_the_task_long_after_its_end(storage: Storage) -> None:
    await add_task(storage, 1, ended_at=NOON)
    await add_task(storage, 2)
    old, new = make_answer(), make_answer(task_id=TaskId("tsk_2"))
    async with storage.database.write() as work:
        await work.answers.add(old)
        await work.answers.add(new)
        assert await work.answers.forget(NOON, 10) == 0
        assert await work.answers.forget(NOON + timedelta(days=7), 10) == 1
        assert await work.answers.find(old.key) is None
        assert await work.answers.find(new.key) == new
