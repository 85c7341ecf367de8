"""What is said beforehand of a retry and of another version is what they then write; tasks say what they are for."""

import pytest

from milepost.domain.costs.forecasts import LeftOutParts, WritingForecast
from milepost.domain.goals import LeftOut, UnitKind
from milepost.domain.ids import LOCAL_OWNER, ConceptId
from milepost.domain.model_errors import ModelKeyRefused
from milepost.domain.purposes import TaskPurpose
from milepost.domain.scheduling.schedule_errors import RoadmapNotApproved
from milepost.domain.tasks import TaskStatus
from milepost.workflow.forecasting import ForecastRequest, forecast_parts
from milepost.workflow.generate_roadmap import Accepted
from milepost.workflow.purposes import purposes_of
from milepost.workflow.retry_task import RetryRequest, retry_task
from milepost.workflow.rewrite_unit import RewriteRequest, list_versions, rewrite_unit
from tests.support.factories import make_concept, roadmap_of
from tests.support.fakes import Gate
from tests.support.worlds import World

CONCEPT = "topic.c1"
TUTORIAL, QUIZ = f"{CONCEPT}:tutorial", "topic.c2:quiz"


async def forecast(world: World, roadmap_id: str, *named: str, anew: bool = False) -> WritingForecast:
    asked = ForecastRequest(units=named or None, anew=anew)
    return await forecast_parts(world.services, LOCAL_OWNER, roadmap_id, asked)


async def retry(world: World, task_id: str, *units: str) -> Accepted:
    return await retry_task(world.services, world.request(), task_id, RetryRequest(units=units or None))


async def rewrite(world: World, roadmap_id: str) -> Accepted:
    return await rewrite_unit(
        world.services, world.request(), roadmap_id, CONCEPT, UnitKind.TUTORIAL, RewriteRequest()
    )


async def purposes(world: World, *task_ids: str) -> list[TaskPurpose]:
    tasks = [await world.task(task_id) for task_id in task_ids]
    async with world.storage.database.read() as work:
        found = await purposes_of(work, tasks)
    return [found[task.task_id] for task in tasks]


async def with_two_missing(world: World) -> tuple[str, str]:
    """(task, roadmap) of which a tutorial and a quiz could not be written, of two concepts that no catalog has."""
    concepts = [make_concept(concept_id) for concept_id in (CONCEPT, "topic.c2")]
    foreign = [concept.model_copy(update={"in_catalog": False}) for concept in concepts]
    world.planner.roadmap = roadmap_of(*foreign)
    await world.give_model()
    world.author.breaks = {unit: ModelKeyRefused("small") for unit in (TUTORIAL, QUIZ)}
    task_id = await world.ask(review=False)
    task = await world.until_status(task_id, TaskStatus.PARTIAL_FAILURE)
    world.author.breaks = {}
    return task_id, task.roadmap_id


async def test_what_a_retry_would_write_and_take_is_what_it_does(world: World) -> None:
    task_id, roadmap_id = await with_two_missing(world)
    one, both = await forecast(world, roadmap_id, QUIZ), await forecast(world, roadmap_id)
    assert (one.parts, both.parts, both.from_catalog) == (1, 2, 0)
    assert one.estimate is not None
    assert both.estimate is not None
    assert (both.estimate.model, both.estimate.tokens > one.estimate.tokens) == ("small", True)

    retried = await world.until_status((await retry(world, task_id)).task_id, TaskStatus.COMPLETED)
    assert retried.progress.total == both.parts
    assert retried.estimates is not None
    assert retried.estimates.writing == both.estimate
    assert (await forecast(world, roadmap_id)).parts == 0


async def test_a_retry_from_the_catalog_costs_nothing_and_another_version_is_a_models(world: World) -> None:
    world.author.fails = {QUIZ}
    task_id = await world.ask(review=False)
    roadmap_id = (await world.until_status(task_id, TaskStatus.PARTIAL_FAILURE)).roadmap_id
    assert await forecast(world, roadmap_id) == WritingForecast(
        parts=1, from_catalog=1, left_out=(), estimate=None
    )
    left_out = LeftOutParts(kind=UnitKind.TUTORIAL, why=LeftOut.NO_MODEL, concepts=1)
    assert await forecast(world, roadmap_id, TUTORIAL, anew=True) == WritingForecast(
        parts=0, from_catalog=0, left_out=(left_out,), estimate=None
    )

    await world.give_model()
    assert (await forecast(world, roadmap_id)).estimate is None
    anew = await forecast(world, roadmap_id, TUTORIAL, anew=True)
    assert (anew.parts, anew.from_catalog) == (1, 0)
    accepted = await rewrite(world, roadmap_id)
    task = await world.until_status(accepted.task_id, TaskStatus.COMPLETED)
    assert task.estimates is not None
    assert task.estimates.writing == anew.estimate is not None


async def test_until_it_is_approved_a_roadmap_says_itself_what_it_takes(world: World) -> None:
    asked = await world.ask_until_review()
    with pytest.raises(RoadmapNotApproved):
        await forecast(world, asked.roadmap_id)


async def test_tasks_say_whether_they_plan_write_what_was_missing_or_write_anew(either_world: World) -> None:
    world = either_world
    first, roadmap_id = await with_two_missing(world)
    world.author.breaks = {TUTORIAL: ModelKeyRefused("small"), QUIZ: ModelKeyRefused("small")}
    both = (await retry(world, first)).task_id
    await world.until_status(both, TaskStatus.FAILED)
    world.author.breaks = {}
    one = (await retry(world, both, TUTORIAL)).task_id
    await world.until_status(one, TaskStatus.COMPLETED)
    anew = (await rewrite(world, roadmap_id)).task_id
    await world.until_status(anew, TaskStatus.COMPLETED)
    world.planner.fails_with = "nothing"
    failed = await world.ask()
    await world.until_status(failed, TaskStatus.FAILED)
    world.planner.fails_with = None
    again = (await retry(world, failed)).task_id
    await world.until_status(again, TaskStatus.HUMAN_REVIEW_PENDING)
    await world.decide(again)
    await world.until_status(again, TaskStatus.COMPLETED)

    one_part = TaskPurpose(
        kind="missing",
        parts=1,
        concept_id=ConceptId(CONCEPT),
        part=UnitKind.TUTORIAL,
        concept_name="About topic.c1",
    )
    assert await purposes(world, again, failed, anew, one, both, first) == [
        TaskPurpose(kind="plan_again"),
        TaskPurpose(kind="roadmap"),
        one_part.model_copy(update={"kind": "anew"}),
        one_part,
        TaskPurpose(kind="missing", parts=2),
        TaskPurpose(kind="roadmap"),
    ]


async def test_a_part_says_how_many_others_its_task_would_stop_with_it(world: World) -> None:
    task_id, roadmap_id = await with_two_missing(world)
    gate = world.author.before_each = Gate(CONCEPT, "topic.c2")
    accepted = await retry(world, task_id)
    await gate.reached()
    at_work = await list_versions(world.services, LOCAL_OWNER, roadmap_id, CONCEPT, UnitKind.TUTORIAL)
    assert (at_work.task_id, at_work.parts_of_task) == (accepted.task_id, 2)
    gate.open()
    await world.until_status(accepted.task_id, TaskStatus.COMPLETED)
    over = await list_versions(world.services, LOCAL_OWNER, roadmap_id, CONCEPT, UnitKind.TUTORIAL)
    assert (over.task_id, over.parts_of_task) == (None, 0)
