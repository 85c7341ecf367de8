"""A run has one executor: whoever no longer holds its token can write nothing, and nobody waits for ever."""

import asyncio
from pathlib import Path

import pytest

from milepost.domain.tasks import TaskStatus, TaskStep
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.run import Run, RunSuperseded
from milepost.workflow.sweep import sweep
from tests.support.consistency import assert_consistent
from tests.support.fakes import Gate, IdleEngine, MemoryEngine, StubAuthor, StubPlanner
from tests.support.worlds import World, open_world
from tests.workflow.test_cancelling import STOPS, Stop, stop_in_writing


@pytest.mark.parametrize(("stop", "step"), STOPS, ids=[str(step) for _, step in STOPS])
async def test_an_executor_whose_run_has_moved_writes_nothing(
    world: World, stop: Stop, step: TaskStep
) -> None:
    await move_and_let_go_on(world, stop, step)


async def test_an_executor_whose_run_has_moved_writes_nothing_on_postgresql(postgres_world: World) -> None:
    await move_and_let_go_on(postgres_world, stop_in_writing, TaskStep.CONTENT_GENERATION)


async def move_and_let_go_on(world: World, stop: Stop, step: TaskStep) -> None:
    engine = world.services.engine
    assert isinstance(engine, MemoryEngine)
    task_id, gate = await stop(world)
    await gate.reached()
    (run,) = await world.runs(task_id)
    async with world.storage.database.write() as work:
        moved = await work.runs.claim(run.key, token="another", owner="prc_other")
    before = await world.events(task_id)
    gate.open()
    await engine.settled()
    assert engine.failures == []
    assert await world.events(task_id) == before
    assert (await world.task(task_id)).step is step
    assert await world.runs(task_id) == [moved]


async def test_a_process_that_comes_back_late_finds_its_work_done_and_leaves_it(place: Path | str) -> None:
    late_author, late_planner = StubAuthor(), StubPlanner()
    gate = late_author.before_each = Gate("topic.c4")
    async with open_world(place, author=late_author, planner=late_planner) as late:
        task_id = await late.ask(review=False)
        await gate.reached()
        async with open_world(place) as successor:
            await sweep(successor.services, alone=True)
            done = await successor.until_status(task_id, TaskStatus.COMPLETED)
            events = await assert_consistent(successor, task_id)
            gate.open()
            engine = late.services.engine
            assert isinstance(engine, MemoryEngine)
            await engine.settled()
            assert engine.failures == []
            assert await late.task(task_id) == done
            assert await assert_consistent(late, task_id) == events


async def test_a_transaction_of_a_lost_run_is_refused_before_it_begins(world: World) -> None:
    asked = await world.ask_until_review()
    gate = world.author.before_each = Gate("topic")
    await world.decide(asked.task_id)
    await gate.reached()
    (record,) = await world.runs(asked.task_id)
    stale = Run(record=record.model_copy(update={"token": "older"}), step=_no_step, services=world.services)
    unclaimed = Run(record=record.model_copy(update={"token": None}), step=_no_step, services=world.services)
    for run in (stale, unclaimed):
        with pytest.raises(RunSuperseded):
            async with run.transaction():
                raise AssertionError("It has begun.")


async def _no_step(_name: str, _work: object) -> None:
    raise AssertionError


async def test_a_run_and_a_command_on_its_task_do_not_wait_for_each_other(place: Path | str) -> None:
    """Both lock the task and the run; in different orders each would hold what the other one wants."""
    async with open_world(place, engine=IdleEngine()) as world:
        task_id = await world.ask()
        (record,) = await world.runs(task_id)
        async with world.storage.database.write() as work:
            claimed = await work.runs.claim(record.key, token="t", owner=world.services.process_id)
        assert claimed is not None
        run = Run(record=claimed, step=_no_step, services=world.services)

        async def keep_writing() -> None:
            while True:
                async with run.transaction():
                    await asyncio.sleep(0)

        writers = [asyncio.create_task(keep_writing()) for _ in range(3)]
        await asyncio.sleep(0)
        await cancel_task(world.services, world.request(), task_id)
        outcomes = await asyncio.gather(*writers, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {RunSuperseded}
