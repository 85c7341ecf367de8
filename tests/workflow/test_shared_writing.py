"""Where processes share the work, a task is written by several runs, each of which can be lost, and ends once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from milepost.domain.editing.operations import Remove
from milepost.domain.records import RunRecord, TaskRecord
from milepost.domain.tasks import RunState, TaskStatus, UnitStatus
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.change_roadmap import RevertRequest, revert_change
from milepost.workflow.retry_task import RetryRequest, retry_task
from milepost.workflow.sweep import MAX_STARTS, beat, hand_over, sweep
from tests.support.consistency import assert_consistent
from tests.support.fakes import Gate, IdleEngine, MemoryEngine
from tests.support.worlds import World, open_world


@pytest.fixture
async def sharing(place: Path | str) -> AsyncIterator[World]:
    """A world whose writing runs take two concepts each."""
    async with open_world(place, concepts_per_run=2) as world:
        yield world


def engine_of(world: World) -> MemoryEngine:
    engine = world.services.engine
    assert isinstance(engine, MemoryEngine)
    return engine


async def writing_runs(world: World, task_id: str) -> list[RunRecord]:
    """The open runs of a task that is being written, in the order of what they write."""
    await world.until(task_id, lambda task: task.status is not TaskStatus.PENDING)
    return sorted(await world.runs(task_id), key=lambda run: run.key)


async def test_each_run_writes_its_concepts_and_the_last_unit_ends_the_task(sharing: World) -> None:
    task_id = await sharing.ask(review=False)
    await sharing.until_status(task_id, TaskStatus.COMPLETED)
    await engine_of(sharing).settled()
    assert Counter(sharing.author.written).most_common(1)[0][1] == 1
    assert len(sharing.author.written) == 18
    assert [key.split(":", 2)[2] for key in engine_of(sharing).enqueued] == ["1:c2:1", "1:c3:1"]
    assert await sharing.runs(task_id) == []
    assert engine_of(sharing).failures == []
    await assert_consistent(sharing, task_id)


async def test_the_rows_stand_with_the_decision_that_calls_for_them(sharing: World) -> None:
    asked = await sharing.ask_until_review()
    sharing.author.before_each = Gate("topic")
    await sharing.decide(asked.task_id)
    runs = await writing_runs(sharing, asked.task_id)
    assert [run.args.concepts for run in runs] == [
        ("topic.c1", "topic.c2"), ("topic.c3", "topic.c4"), ("topic.c5", "topic.c6"),
    ]  # fmt: skip


async def test_a_server_that_does_not_work_only_enqueues(file: Path) -> None:
    async with open_world(file, engine=IdleEngine(), concepts_per_run=2, works=False) as world:
        engine = world.services.engine
        assert isinstance(engine, IdleEngine)
        task_id = await world.ask()
        assert engine.started == [f"plan:{task_id}:1"]
        assert await world.runs(task_id) != []


async def test_a_process_that_is_busy_leaves_all_of_it_to_others(place: Path | str) -> None:
    async with open_world(place, concepts_per_run=2, units_at_once=1) as world:
        gate = world.author.before_each = Gate("topic")
        await world.ask(review=False)
        await gate.reached()
        later = await world.ask(review=False)
        await world.until(later, lambda task: task.step == "content_generation")
        async with asyncio.timeout(5):
            while len([key for key in engine_of(world).enqueued if later in key]) < 3:  # noqa: ASYNC110
                await asyncio.sleep(0)


async def test_a_failed_unit_of_one_run_makes_a_partial_failure_of_the_whole(sharing: World) -> None:
    sharing.author.fails = {"topic.c3:quiz"}
    task_id = await sharing.ask(review=False)
    await sharing.until_status(task_id, TaskStatus.PARTIAL_FAILURE)
    await assert_consistent(sharing, task_id)


async def test_cancel_reaches_every_run(sharing: World) -> None:
    gate = sharing.author.before_each = Gate("topic.c2", "topic.c3", "topic.c5")
    task_id = await sharing.ask(review=False)
    await gate.reached()
    await cancel_task(sharing.services, sharing.request(), task_id)
    await engine_of(sharing).settled()
    assert all(call.cancelled() for call in gate.held.values())
    assert await sharing.runs(task_id) == []
    assert (await assert_consistent(sharing, task_id))[-1].type == "cancelled"


async def test_a_run_that_is_lost_again_and_again_fails_its_own_units_only(place: Path | str) -> None:
    async with open_world(place, concepts_per_run=2) as world:
        gate = world.author.before_each = Gate("topic.c3", "topic.c5")
        task_id = await world.ask(review=False)
        await gate.reached()
        await world.until(task_id, lambda task: task.progress.done >= 6)
        poisoned, other = (run for run in await writing_runs(world, task_id) if ":c1:" not in run.key)
        engine = engine_of(world)
        engine.interrupt(poisoned.key)
        async with open_world(place, engine=IdleEngine(), concepts_per_run=2) as sweeper:
            await beat(world.services)
            run: RunRecord | None = poisoned
            starts = 0
            while run is not None:
                async with sweeper.storage.database.write() as work:
                    await work.runs.claim(run.key, token="t", owner="prc_dead")
                starts += 1
                await sweep(sweeper.services)
                mine = [one for one in await world.runs(task_id) if one.args == poisoned.args]
                run = mine[0] if mine else None
            assert starts >= MAX_STARTS
            assert (await sweeper.task(task_id)).status is TaskStatus.PROCESSING
            assert [one.key for one in await world.runs(task_id)] == [other.key]
        gate.open()
        done = await world.until_status(task_id, TaskStatus.PARTIAL_FAILURE)
        async with world.storage.database.read() as work:
            units = await work.units.of_task(done.task_id)
        assert {unit.reason for unit in units if unit.status is UnitStatus.FAILED} == {"run-lost"}
        assert {unit.concept_id for unit in units if unit.status is UnitStatus.FAILED} <= {
            "topic.c3",
            "topic.c4",
        }
        await assert_consistent(world, task_id)


async def test_work_that_gets_on_survives_any_number_of_losses(place: Path | str) -> None:
    async with open_world(place, engine=IdleEngine(), concepts_per_run=6) as sweeper:
        task_id = await plan_elsewhere(place)
        for number in range(1, MAX_STARTS + 4):
            async with open_world(place, concepts_per_run=6, units_at_once=1) as world:
                gate = world.author.before_each = Gate("topic", skip=1)
                (run,) = await world.runs(task_id)
                await engine_of(world).start(run.key, run.kind)
                await gate.reached()
                await world.until(task_id, _has_written(number))
            await sweep(sweeper.services)
        assert (await sweeper.task(task_id)).status is TaskStatus.PROCESSING


def _has_written(units: int) -> Callable[[TaskRecord], bool]:
    return lambda task: task.progress.done == units


async def plan_elsewhere(place: Path | str) -> str:
    """A task that is to be written, whose process has gone."""
    async with open_world(place, concepts_per_run=6) as world:
        world.author.before_each = Gate("topic")
        task_id = await world.ask(review=False)
        await world.until(task_id, lambda task: task.step == "content_generation")
        return task_id


async def test_a_process_that_leaves_hands_its_runs_over(place: Path | str) -> None:
    async with open_world(place, concepts_per_run=2) as leaving:
        gate = leaving.author.before_each = Gate("topic.c2", "topic.c3", "topic.c5")
        task_id = await leaving.ask(review=False)
        await gate.reached()
        mine = {run.key for run in await leaving.runs(task_id) if run.owner is not None}
        assert mine
        await engine_of(leaving).stop_work()
        async with open_world(place, engine=IdleEngine(), concepts_per_run=2) as other:
            await hand_over(replace(other.services, process_id=leaving.services.process_id))
            handed = {run.key for run in await other.runs(task_id)}
        assert {key.rpartition(":")[0] for key in mine} <= {key.rpartition(":")[0] for key in handed}
        assert not handed & mine
        events = await assert_consistent(leaving, task_id)
        assert {event.data.reason for event in events if event.type == "task_recovering"} == {"handed_over"}


async def test_what_a_revert_brought_back_after_the_approval_is_written_by_a_retry(sharing: World) -> None:
    asked = await sharing.ask_until_review()
    removed = await sharing.change(asked.roadmap_id, 1, Remove(target_id="topic.c6"))
    await sharing.decide(asked.task_id)
    await sharing.until_status(asked.task_id, TaskStatus.COMPLETED)
    revert = RevertRequest(base_revision=removed.revision, to_revision=1)
    await revert_change(sharing.services, sharing.request(), asked.roadmap_id, revert)
    sharing.author.written.clear()
    accepted = await retry_task(sharing.services, sharing.request(), asked.task_id, RetryRequest())
    child = await sharing.until_status(accepted.task_id, TaskStatus.COMPLETED)
    assert sorted(sharing.author.written) == ["topic.c6:quiz", "topic.c6:resources", "topic.c6:tutorial"]
    await assert_consistent(sharing, child.task_id)


async def test_an_ended_task_has_no_open_run(sharing: World) -> None:
    task_id = await sharing.ask(review=False)
    await sharing.until_status(task_id, TaskStatus.COMPLETED)
    await engine_of(sharing).settled()
    async with sharing.storage.database.read() as work:
        runs = await work.runs.find_all([f"gen:{task_id}:1:c{chunk}:1" for chunk in (1, 2, 3)])
    assert {(run.state, run.outcome) for run in runs} == {(RunState.ENDED, "written")}


async def test_many_tasks_shared_by_two_processes_are_each_written_once(place: Path | str) -> None:
    async with (
        open_world(place, concepts_per_run=2, units_at_once=3) as one,
        open_world(place, concepts_per_run=2, units_at_once=3) as two,
    ):
        task_ids = await asyncio.gather(*(world.ask(review=False) for world in (one, two) for _ in range(4)))
        for task_id in task_ids:
            await one.until_status(task_id, TaskStatus.COMPLETED)
            await assert_consistent(one, task_id)
