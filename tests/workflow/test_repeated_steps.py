"""Every step may run twice without harm: a world that runs each one twice ends up the same."""

import re
from pathlib import Path
from typing import Any

import pytest

from milepost.domain.tasks import TaskStatus
from milepost.workflow.retry_task import RetryRequest, retry_task
from milepost.workflow.revisions import get_revision
from tests.support.consistency import assert_consistent
from tests.support.fakes import MemoryEngine, RepeatingEngine
from tests.support.places import sqlite_place
from tests.support.run import TestRun
from tests.support.worlds import World, open_world
from tests.workflow.test_mending import backward_roadmap, drop


async def planned_and_written(world: World) -> str:
    task = await world.ask_until_review()
    await world.decide(task.task_id)
    return task.task_id


async def mended(world: World) -> str:
    world.planner.roadmap = backward_roadmap(faults=2)
    world.planner.repairs = [drop(1), drop(2)]
    return await planned_and_written(world)


async def written_without_a_review(world: World) -> str:
    return await world.ask(review=False)


async def edited_twice(world: World) -> str:
    task = await world.ask_until_review()
    for feedback in ("drop topic.c6", "drop topic.c5 and mumble"):
        await world.decide(task.task_id, approved=False, feedback=feedback)
        task = await world.until_next_review(task)
    await world.decide(task.task_id)
    return task.task_id


async def retried(world: World) -> str:
    world.author.fails = {"topic.c2:quiz"}
    parent_id = await world.ask(review=False)
    await world.until_status(parent_id, TaskStatus.PARTIAL_FAILURE)
    world.author.fails = set()
    return (await retry_task(world.services, world.request(), parent_id, RetryRequest())).task_id


STORIES = [planned_and_written, mended, written_without_a_review, edited_twice, retried]


@pytest.mark.parametrize("story", STORIES, ids=[story.__name__ for story in STORIES])
async def test_each_step_run_twice_gives_the_same(test_run: TestRun, tmp_path: Path, story: Any) -> None:
    ended = []
    for engine in (MemoryEngine(), RepeatingEngine()):
        directory = tmp_path / type(engine).__name__
        directory.mkdir()
        async with open_world(
            await sqlite_place(test_run, directory), engine=engine, units_at_once=1
        ) as world:
            task_id = await story(world)
            done = await world.until_status(task_id, TaskStatus.COMPLETED)
            await engine.settled()
            assert engine.failures == []
            await assert_consistent(world, task_id)
            ended.append((await state_of(world, task_id, done.roadmap_id), sorted(world.author.written)))
    assert ended[1] == ended[0]


async def state_of(world: World, task_id: str, roadmap_id: str) -> dict[str, object]:
    """All that is stored of a task, without its ids and instants."""
    async with world.storage.database.read() as work:
        task = await work.tasks.find(task_id)
        notes = await work.roadmaps.revisions(roadmap_id)
        revisions = [await get_revision(work, roadmap_id, note.revision) for note in notes]
        assert task is not None
        units = await work.units.of_task(task.task_id)
    roadmap = await world.roadmap(roadmap_id)
    unknown = {"created_at", "updated_at", "ended_at", "task_id", "roadmap_id", "parent_task_id"}
    events = [
        re.sub(r'"(ts|review_id|task_id)":"[^"]*"', "", event.payload)
        for event in await world.events(task_id)
    ]
    return {
        "task": task.model_dump(exclude=unknown),
        "roadmap": roadmap.roadmap.model_dump(exclude=unknown),
        "revisions": [made.model_dump(exclude=unknown) for made in revisions],
        "units": [unit.model_dump(exclude=unknown) for unit in units],
        "events": events,
    }
