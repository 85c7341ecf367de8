"""A request that is sent again gets the first answer again, and takes effect once."""

import asyncio

import pytest

from milepost.domain.errors import FeedbackNotUnderstood, IdempotencyKeyReused, StaleReview
from milepost.domain.goals import GoalRequest
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.tasks import TaskStatus
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.generate_roadmap import Accepted, generate_roadmap
from milepost.workflow.once import Request
from tests.support.consistency import assert_consistent
from tests.support.worlds import World


async def generate(
    world: World, key: str, *, body: bytes = b"same", owner: OwnerId = LOCAL_OWNER
) -> Accepted:
    request = Request(owner_id=owner, route="POST /generate", key=key, body=body)
    return await generate_roadmap(world.services, request, GoalRequest(goal="learn it"))


async def count_tasks(world: World) -> int:
    async with world.storage.database.read() as work:
        return (await work.tasks.page(LOCAL_OWNER, status=None, after=None, limit=1)).total


async def test_the_same_request_again_gets_the_same_answer(either_world: World) -> None:
    world = either_world
    first = await generate(world, "k")
    await world.until_status(first.task_id, TaskStatus.HUMAN_REVIEW_PENDING)
    analysed = len(world.planner.requests)
    assert await generate(world, "k") == first
    assert await count_tasks(world) == 1
    assert len(world.planner.requests) == analysed


async def test_another_request_under_the_same_key_is_refused(world: World) -> None:
    first = await generate(world, "k")
    with pytest.raises(IdempotencyKeyReused):
        await generate(world, "k", body=b"other")
    with pytest.raises(IdempotencyKeyReused):
        await cancel_task(world.services, world.request("k", b"same"), first.task_id)
    assert await generate(world, "K") != first


async def test_keys_belong_to_their_owner(world: World) -> None:
    first = await generate(world, "k")
    assert await generate(world, "k", owner=OwnerId("other")) != first


async def test_of_many_at_once_one_takes_effect_and_all_get_its_answer(either_world: World) -> None:
    world = either_world
    answers = await asyncio.gather(*(generate(world, "k") for _ in range(6)))
    assert len({answer.task_id for answer in answers}) == 1
    assert await count_tasks(world) == 1
    await world.until_status(answers[0].task_id, TaskStatus.HUMAN_REVIEW_PENDING)


async def test_of_two_different_requests_at_once_under_one_key_one_is_refused(either_world: World) -> None:
    answers = await asyncio.gather(
        *(generate(either_world, "k", body=body) for body in (b"one", b"two")), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Accepted", "IdempotencyKeyReused"]
    assert await count_tasks(either_world) == 1


async def test_a_refused_request_leaves_its_key_free(world: World) -> None:
    asked = await world.ask_until_review()
    with pytest.raises(StaleReview):
        await world.decide(asked.task_id, key="k", review_id="rev_none")
    with pytest.raises(FeedbackNotUnderstood):
        await world.decide(asked.task_id, key="k", approved=False, feedback="mumble")
    first = await world.decide(asked.task_id, key="k")
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)
    # The review is long decided; the answer is the one that was given.
    assert await world.decide(asked.task_id, key="k") == first
    await assert_consistent(world, asked.task_id)


async def test_a_cancel_sent_twice_is_one_cancel(world: World) -> None:
    asked = await world.ask_until_review()
    answers = [await cancel_task(world.services, world.request("k"), asked.task_id) for _ in range(2)]
    assert answers[0] == answers[1]
    await assert_consistent(world, asked.task_id)
