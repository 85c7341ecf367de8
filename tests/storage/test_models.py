"""The ledger holds its caps whoever reserves at once, and answers are kept under all that they depend on."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from milepost.domain.costs.parts import SpendPart
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


async def spend(
    storage: Storage, place: str, read: int, written: int, *, micros: int = 0, **fields: Any
) -> None:
    """A request that was made and settled."""
    reservation = await reserve(storage, NO_CAPS, place=place, **fields)
    used = Usage(input_tokens=read, output_tokens=written, requests=1, cost_micros=micros)
    async with storage.database.write() as work:
        await work.spend.settle(reservation.spend_id, used, now=NOON)


async def receipt(storage: Storage) -> Receipt:
    async with storage.database.read() as work:
        return (await work.spend.receipts([TaskId("tsk_1")]))[TaskId("tsk_1")]


@pytest.mark.parametrize("cap", ["per_task_micros", "per_day_micros", "per_task_tokens", "per_day_tokens"])
async def test_a_reservation_that_would_pass_a_cap_is_refused(storage: Storage, cap: str) -> None:
    caps = ModelCaps.model_validate({cap: 800 if cap.endswith("micros") else 2_000})
    for _ in range(2):
        await reserve(storage, caps)
    with pytest.raises(SpendCapReached) as refused:
        await reserve(storage, caps)
    assert refused.value.cap == cap
    assert (await receipt(storage)).unsettled_requests == 2


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
    assert await receipt(storage) == Receipt(
        usage=Usage(input_tokens=270, output_tokens=30, requests=3, cost_micros=90),
        unsettled_requests=1,
        unsettled_micros=400,
        unsettled_tokens=1_000,
    )


async def test_each_task_has_its_receipt_and_one_that_asked_nobody_has_none(storage: Storage) -> None:
    await spend(storage, "outline", 100, 10, micros=5)
    await spend(storage, "outline", 200, 20, task_id=TaskId("tsk_2"))
    async with storage.database.read() as work:
        found = await work.spend.receipts([TaskId("tsk_1"), TaskId("tsk_2"), TaskId("tsk_9")])
    assert {task_id: (one.usage.tokens, one.unpriced_tokens) for task_id, one in found.items()} == {
        "tsk_1": (110, 0), "tsk_2": (220, 220),
    }  # fmt: skip


async def test_a_receipt_says_what_each_part_took(storage: Storage) -> None:
    for place in ("quiz:a", "quiz:a", "quiz:b", "outline", "poem:a"):
        await spend(storage, place, 90, 10)
    await reserve(storage, NO_CAPS, place="tutorial:a")
    async with storage.database.read() as work:
        lines = await work.spend.lines(TaskId("tsk_1"))
    assert [(one.part, one.pieces, one.receipt.usage.tokens, one.receipt.unsettled_requests) for one in lines] == [
        ("outline", 1, 100, 0), ("tutorial", 1, 0, 1), ("quiz", 2, 300, 0), ("other", 1, 100, 0),
    ]  # fmt: skip


async def test_a_receipt_tells_what_plans_after_the_first_took(storage: Storage) -> None:
    for place in ("outline", "concepts:stage-1", "outline@2", "concepts:stage-1@2", "concepts:stage-1@3"):
        await spend(storage, place, 90, 10)
    async with storage.database.read() as work:
        lines = await work.spend.lines(TaskId("tsk_1"))
        seen = await work.spend.seen(LOCAL_OWNER, "small", [SpendPart.CONCEPTS])
    assert [(one.part, one.pieces, one.receipt.usage.tokens, one.anew.usage.tokens) for one in lines] == [
        ("outline", 2, 200, 100), ("concepts", 3, 300, 200),
    ]  # fmt: skip
    assert [one.requests for one in seen] == [1, 1, 1]


async def test_what_pieces_took_is_told_newest_first_of_that_model_and_owner(storage: Storage) -> None:
    await spend(storage, "quiz:a", 90, 10)
    await spend(storage, "quiz:a", 50, 10)
    await spend(storage, "quiz:b", 30, 10, task_id=TaskId("tsk_2"))
    await spend(storage, "outline", 30, 10)
    await spend(storage, "quiz:c", 0, 0)  # came to nothing
    await spend(storage, "quiz:d", 30, 10, model="large")
    await spend(storage, "quiz:e", 30, 10, owner_id=OwnerId("another"))
    await reserve(storage, NO_CAPS, place="quiz:f")
    async with storage.database.read() as work:
        seen = await work.spend.seen(LOCAL_OWNER, "small", [SpendPart.QUIZ, SpendPart.TUTORIAL])
    assert [(one.place, one.requests, one.input_tokens, one.output_tokens) for one in seen] == [
        ("quiz:b", 1, 30, 10), ("quiz:a", 2, 140, 20),
    ]  # fmt: skip


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
