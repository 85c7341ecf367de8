"""Quizzes are graded by the server and attempts kept; what a learner says of a concept holds everywhere."""

import asyncio

import pytest

from milepost.domain.errors import ConceptNotFound, ContentNotReady, RoadmapNotFound, UnknownQuizItem
from milepost.domain.goals import UnitKind
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.tasks import TaskStatus
from milepost.workflow.once import Request
from milepost.workflow.quizzes import Attempt, AttemptRequest, attempt_quiz
from milepost.workflow.reading import list_roadmaps
from milepost.workflow.study import read_content, set_progress
from tests.support.factories import make_concept, roadmap_of
from tests.support.fakes import StubPlanner
from tests.support.worlds import World


async def written(world: World) -> str:
    task_id = await world.ask(review=False)
    return (await world.until_status(task_id, TaskStatus.COMPLETED)).roadmap_id


async def attempt(
    world: World, roadmap_id: str, *chosen: str, key: str | None = None, item: str = "q1", version: int = 1
) -> Attempt:
    answers = AttemptRequest(version=version, answers={item: chosen})
    return await attempt_quiz(world.services, world.request(key), roadmap_id, "topic.c1", answers)


async def test_an_attempt_is_graded_and_the_best_one_kept(world: World) -> None:
    roadmap_id = await written(world)
    right, wrong = await attempt(world, roadmap_id, "a"), await attempt(world, roadmap_id, "b")
    assert (right.score, right.passed, right.items[0].correct) == (1, True, True)
    assert (wrong.score, wrong.passed, wrong.items[0].right_option_ids) == (0, False, ("a",))
    assert right.attempt_id != wrong.attempt_id
    assert (await world.roadmap(roadmap_id)).scores == {"topic.c1": 1}


async def test_only_exactly_the_right_options_are_right(world: World) -> None:
    roadmap_id = await written(world)
    answers = [(), ("a", "b"), ("b",), ("a",), ("a", "a")]
    passed = [(await attempt(world, roadmap_id, *chosen)).passed for chosen in answers]
    assert passed == [False, False, False, True, True]


async def test_an_attempt_sent_twice_counts_once(either_world: World) -> None:
    roadmap_id = await written(either_world)
    answers = await asyncio.gather(*(attempt(either_world, roadmap_id, "a", key="k") for _ in range(3)))
    assert len({answer.attempt_id for answer in answers}) == 1


async def test_answers_to_what_was_not_asked_are_refused(world: World) -> None:
    roadmap_id = await written(world)
    with pytest.raises(UnknownQuizItem):
        await attempt(world, roadmap_id, "a", item="q9")
    with pytest.raises(UnknownQuizItem):
        await attempt(world, roadmap_id, "z")
    with pytest.raises(ContentNotReady):
        await attempt(world, roadmap_id, "a", version=2)


async def test_a_version_no_database_can_count_to_is_refused_as_a_request(world: World) -> None:
    with pytest.raises(ValueError, match="less than or equal"):
        AttemptRequest(version=10**20, answers={})


async def test_a_concept_that_is_not_there_has_neither_content_nor_progress(either_world: World) -> None:
    world = either_world
    roadmap_id = (await world.ask_until_review()).roadmap_id
    for concept_id in ("topic.none", "", "\x00", "m1"):
        with pytest.raises(ConceptNotFound):
            await set_progress(world.services, LOCAL_OWNER, roadmap_id, concept_id, "done")
        for kind in UnitKind:
            with pytest.raises(ConceptNotFound):
                await read_content(world.services, LOCAL_OWNER, roadmap_id, concept_id, kind)


async def test_what_has_not_been_written_says_so(world: World) -> None:
    roadmap_id = (await world.ask_until_review()).roadmap_id
    with pytest.raises(ContentNotReady) as refusal:
        await read_content(world.services, LOCAL_OWNER, roadmap_id, "topic.c1", UnitKind.QUIZ)
    assert refusal.value.status == "pending"


async def test_what_is_known_of_a_catalog_concept_is_known_in_every_roadmap(world: World) -> None:
    one, other = await written(world), await written(world)
    await set_progress(world.services, LOCAL_OWNER, one, "topic.c2", "done")
    assert (await world.roadmap(other)).states == {"topic.c2": "done"}
    await set_progress(world.services, LOCAL_OWNER, other, "topic.c2", "not_started")
    assert (await world.roadmap(one)).states == {"topic.c2": "not_started"}


async def test_what_is_known_of_a_concept_of_its_own_stays_in_its_roadmap(world: World) -> None:
    own = make_concept("topic.own").model_copy(update={"in_catalog": False})
    world.planner.roadmap = roadmap_of(own)
    one, other = await written(world), await written(world)
    await set_progress(world.services, LOCAL_OWNER, one, "topic.own", "done")
    assert (await world.roadmap(one)).states == {"topic.own": "done"}
    assert (await world.roadmap(other)).states == {}


async def test_another_owners_roadmap_does_not_exist(world: World) -> None:
    roadmap_id = await written(world)
    stranger = OwnerId("other")
    with pytest.raises(RoadmapNotFound):
        await read_content(world.services, stranger, roadmap_id, "topic.c1", UnitKind.QUIZ)
    with pytest.raises(RoadmapNotFound):
        await set_progress(world.services, stranger, roadmap_id, "topic.c1", "done")
    request = Request(owner_id=stranger, route="test")
    with pytest.raises(RoadmapNotFound):
        await attempt_quiz(
            world.services, request, roadmap_id, "topic.c1", AttemptRequest(version=1, answers={})
        )
    assert (await list_roadmaps(world.services, stranger, after=None, limit=5)).total == 0


async def test_the_list_shows_each_roadmap_with_its_plan_and_task(world: World) -> None:
    first = await written(world)
    world.planner.roadmap = StubPlanner().roadmap
    second = (await world.ask_until_review()).roadmap_id
    await set_progress(world.services, LOCAL_OWNER, first, "topic.c1", "done")
    page = await list_roadmaps(world.services, LOCAL_OWNER, after=None, limit=5)
    assert [one.roadmap.roadmap_id for one in page.items] == [second, first]
    assert [one.task.status for one in page.items] == [TaskStatus.HUMAN_REVIEW_PENDING, TaskStatus.COMPLETED]
    assert all(one.plan is not None for one in page.items)
