"""The engine that people run, restarted: it repeats nothing by itself, and its file holds nothing we need."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from milepost.domain.ports.runtime import StepRunner
from milepost.domain.tasks import TaskStatus
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.sweep import sweep
from tests.support.consistency import assert_consistent
from tests.support.fakes import Gate, StubAuthor, StubPlanner
from tests.support.worlds import World, open_world
from tests.workflow.engines import Runs, dbos_engine

pytestmark = pytest.mark.xdist_group("dbos")


async def test_another_process_does_not_repeat_what_the_first_left_open(tmp_path: Path) -> None:
    async def wait_for_ever(_key: str, _step: StepRunner) -> None:
        await asyncio.Event().wait()

    runs = Runs()
    runs.bodies["open"] = wait_for_ever
    first = dbos_engine(tmp_path / "engine.db")
    await first.launch(runs.execute)
    await first.start("open", "plan")
    await runs.until(lambda: len(runs.begun) == 1)
    await first.close()

    second = dbos_engine(tmp_path / "engine.db")
    await second.launch(runs.execute)
    assert await second.is_over("open") is False
    await second.start("open", "plan")
    await second.start("next", "plan")
    await runs.until(lambda: "next" in runs.ended)
    await second.close()
    assert runs.begun == [("open", "plan"), ("next", "plan")]


async def plan_and_write(world: World) -> str:
    task = await world.ask_until_review()
    await world.decide(task.task_id)
    return task.task_id


async def test_a_task_runs_to_its_end_on_it(file: Path, tmp_path: Path) -> None:
    async with open_world(file, engine=dbos_engine(tmp_path / "engine.db")) as world:
        task_id = await plan_and_write(world)
        await world.until_status(task_id, TaskStatus.COMPLETED)
        await assert_consistent(world, task_id)


async def test_a_task_is_cancelled_on_it(
    file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_world(file, engine=dbos_engine(tmp_path / "engine.db")) as world:
        gate = world.author.before_each = Gate("topic.c3")
        task_id = await world.ask(review=False)
        await gate.reached()
        (run,) = await world.runs(task_id)
        await cancel_task(world.services, world.request(), task_id)
        await asyncio.wait(gate.held.values())
        assert all(call.cancelled() for call in gate.held.values())
        while await world.services.engine.is_over(run.key) is not True:  # noqa: ASYNC110  it tells nobody
            await asyncio.sleep(0.002)
        assert (await assert_consistent(world, task_id))[-1].type == "cancelled"
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def plan(world: World) -> str:
    return await world.ask()


@pytest.mark.parametrize("delete", [True, False], ids=["engine.db deleted", "engine.db kept"])
@pytest.mark.parametrize(
    ("story", "gate"),
    [(plan, "design"), (plan_and_write, "topic.c3")],
    ids=["while planning", "while writing"],
)
async def test_a_process_that_was_stopped_is_succeeded_whatever_became_of_its_engine(
    file: Path, tmp_path: Path, story: Callable[[World], Awaitable[str]], gate: str, delete: bool
) -> None:
    planner, author = StubPlanner(), StubAuthor()
    held = planner.before_each = author.before_each = Gate(gate)
    engine_file = tmp_path / "engine.db"
    async with open_world(file, engine=dbos_engine(engine_file), planner=planner, author=author) as world:
        task_id = await story(world)
        await held.reached()
        # While writing: all is stored but what is held.
        await world.until(task_id, lambda task: gate == "design" or task.progress.done == 15)
    held.open()
    if delete:
        for path in tmp_path.glob("engine.db*"):  # noqa: ASYNC240  nothing else runs here
            path.unlink()
    async with open_world(file, engine=dbos_engine(engine_file), planner=planner, author=author) as world:
        await sweep(world.services, alone=True)
        task = await world.until(task_id, lambda task: task.status.is_terminal or task.review_id is not None)
        assert task.status in {TaskStatus.COMPLETED, TaskStatus.HUMAN_REVIEW_PENDING}
        await assert_consistent(world, task_id)
    assert len(set(author.written)) == len(author.written)
