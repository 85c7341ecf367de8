"""Where two write at once one wins and the other is told: revisions, reviews, keys."""

import asyncio

import pytest
import sqlalchemy as sa

from milepost.domain.checking.critique import ReviewReport
from milepost.domain.checking.validation_report import Outcome
from milepost.domain.ids import LOCAL_OWNER, ReviewId
from milepost.domain.records import IdempotencyRecord, ReviewRecord
from tests.support.records import NOON, add_task, make_roadmap_record
from tests.support.worlds import Storage


async def add_review(storage: Storage) -> ReviewId:
    task = await add_task(storage)
    review = ReviewRecord(
        review_id=ReviewId("rev_1"), task_id=task.task_id, roadmap_id=task.roadmap_id, round=1, revision=1,
        report=ReviewReport(outcome=Outcome.VALID), created_at=NOON,
    )  # fmt: skip
    async with storage.database.write() as work:
        await work.reviews.add(review)
    return review.review_id


async def test_of_many_revisions_on_the_same_base_one_is_stored(storage: Storage) -> None:
    await add_task(storage)

    async def edit(title: str) -> bool:
        async with storage.database.write() as work:
            revised = make_roadmap_record(title=title, revision=1)
            return await work.roadmaps.save(revised, base_revision=0)

    saved = await asyncio.gather(*(edit(str(number)) for number in range(8)))
    assert saved.count(True) == 1
    async with storage.database.read() as work:
        roadmap = await work.roadmaps.find("rmp_1")
    assert roadmap is not None
    assert roadmap.title == str(saved.index(True))


async def test_a_stale_base_changes_nothing(storage: Storage) -> None:
    await add_task(storage)
    async with storage.database.write() as work:
        assert await work.roadmaps.save(make_roadmap_record(title="new", revision=1), base_revision=0)
        assert not await work.roadmaps.save(make_roadmap_record(title="late", revision=1), base_revision=0)
        roadmap = await work.roadmaps.find("rmp_1")
    assert roadmap is not None
    assert roadmap.title == "new"


async def test_of_many_decisions_one_counts(storage: Storage) -> None:
    review_id = await add_review(storage)

    async def decide(state: str) -> bool:
        async with storage.database.write() as work:
            return await work.reviews.decide(review_id, state=state, feedback=None, now=NOON)

    states = ["approved", "rejected", "closed"] * 3
    counted = await asyncio.gather(*(decide(state) for state in states))
    assert counted.count(True) == 1
    async with storage.database.read() as work:
        review = await work.reviews.find(review_id)
    assert review is not None
    assert review.state == states[counted.index(True)]


async def test_a_state_that_does_not_exist_cannot_be_stored(storage: Storage) -> None:
    review_id = await add_review(storage)
    with pytest.raises(sa.exc.StatementError):
        async with storage.database.write() as work:
            await work.reviews.decide(review_id, state="maybe", feedback=None, now=NOON)


async def test_an_answer_is_kept_once_per_owner_and_key(storage: Storage) -> None:
    record = IdempotencyRecord(
        owner_id=LOCAL_OWNER, key="k", route="r", body_hash="h", status=200, answer="{}", created_at=NOON
    )

    async def keep(answer: str) -> bool:
        async with storage.database.write() as work:
            return await work.idempotency.reserve(record.model_copy(update={"answer": answer}))

    kept = await asyncio.gather(*(keep(str(number)) for number in range(6)))
    assert kept.count(True) == 1
    async with storage.database.read() as work:
        found = await work.idempotency.find(LOCAL_OWNER, "k")
    assert found is not None
    assert found.answer == str(kept.index(True))
