"""Cancel works at every step, reaches the call in flight, and nothing is written after it."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from milepost.domain.editing.operations import Remove
from milepost.domain.errors import TaskEnded
from milepost.domain.goals import UnitKind
from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.tasks import TaskStatus, TaskStep, UnitStatus
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.study import read_content
from tests.support.consistency import assert_consistent
from tests.support.fakes import Gate, MemoryEngine
from tests.support.worlds import World
from tests.workflow.test_mending import backward_roadmap


async def cancel(world: World, task_id: str) -> None:
    accepted = await cancel_task(world.services, world.request(), task_id)
    assert accepted.status is TaskStatus.CANCELLED


async def stop_in_analysis(world: World) -> tuple[str, Gate]:
    gate = world.planner.before_each = Gate("analyse", skip=1)
    return await world.ask(), gate


async def stop_in_design(world: World) -> tuple[str, Gate]:
    gate = world.planner.before_each = Gate("design")
    return await world.ask(), gate


async def stop_in_repair(world: World) -> tuple[str, Gate]:
    world.planner.roadmap = backward_roadmap()
    gate = world.planner.before_each = Gate("repair")
    return await world.ask(), gate


async def stop_in_edit(world: World) -> tuple[str, Gate]:
    asked = await world.ask_until_review()
    gate = world.planner.before_each = Gate("edit", skip=1)
    await world.decide(asked.task_id, approved=False, feedback="drop topic.c6")
    return asked.task_id, gate


async def stop_in_writing(world: World) -> tuple[str, Gate]:
    gate = world.author.before_each = Gate("topic.c3")
    return await world.ask(review=False), gate


Stop = Callable[[World], Awaitable[tuple[str, Gate]]]
STOPS: list[tuple[Stop, TaskStep]] = [
    (stop_in_analysis, TaskStep.INTENT_ANALYSIS),
    (stop_in_design, TaskStep.CURRICULUM_DESIGN),
    (stop_in_repair, TaskStep.STRUCTURE_VALIDATION),
    (stop_in_edit, TaskStep.ROADMAP_EDIT),
    (stop_in_writing, TaskStep.CONTENT_GENERATION),
]


@pytest.mark.parametrize(("stop", "step"), STOPS, ids=[str(step) for _, step in STOPS])
async def test_cancel_reaches_the_call_in_flight_and_nothing_follows(
    world: World, stop: Stop, step: TaskStep
) -> None:
    await stop_and_cancel(world, stop, step)


async def test_cancel_reaches_the_call_in_flight_on_postgresql(postgres_world: World) -> None:
    await stop_and_cancel(postgres_world, stop_in_writing, TaskStep.CONTENT_GENERATION)


async def stop_and_cancel(world: World, stop: Stop, step: TaskStep) -> None:
    engine = world.services.engine
    assert isinstance(engine, MemoryEngine)
    task_id, gate = await stop(world)
    await gate.reached()
    assert (await world.task(task_id)).step is step
    await cancel(world, task_id)
    await engine.settled()
    assert all(call.cancelled() for call in gate.held.values())
    assert engine.failures == []
    gate.open()
    after = await world.task(task_id)
    assert (after.status, after.step) == (TaskStatus.CANCELLED, TaskStep.FINISHED)
    assert await world.runs(task_id) == []
    events = await assert_consistent(world, task_id)
    assert events[-1].type == "cancelled"


@pytest.mark.parametrize(("stop", "step"), STOPS, ids=[str(step) for _, step in STOPS])
async def test_a_call_that_does_not_stop_can_write_nothing_any_more(
    world: World,
    stop: Stop,
    step: TaskStep,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Cancelling interrupts what runs here; elsewhere the token refuses what comes too late."""
    engine = world.services.engine
    assert isinstance(engine, MemoryEngine)
    task_id, gate = await stop(world)
    await gate.reached()

    async def cannot_reach(_key: str) -> None:
        pass

    monkeypatch.setattr(engine, "cancel", cannot_reach)
    await cancel(world, task_id)
    before = await world.events(task_id)
    roadmap = await world.roadmap((await world.task(task_id)).roadmap_id)
    gate.open()
    await engine.settled()
    assert await world.events(task_id) == before
    assert await world.roadmap(roadmap.roadmap.roadmap_id) == roadmap
    assert engine.failures == []


async def test_cancel_while_a_person_is_asked_closes_the_review(either_world: World) -> None:
    world = either_world
    asked = await world.ask_until_review()
    await cancel(world, asked.task_id)
    async with world.storage.database.read() as work:
        review = await work.reviews.find(asked.review_id or "")
    assert review is not None
    assert review.state == "closed"
    await assert_consistent(world, asked.task_id)


async def test_cancel_before_the_run_has_begun(world: World) -> None:
    task_id = await world.ask()
    await cancel(world, task_id)
    engine = world.services.engine
    assert isinstance(engine, MemoryEngine)
    await engine.settled()
    events = await assert_consistent(world, task_id)
    assert events[-1].type == "cancelled"
    assert len(world.planner.requests) <= 2


async def test_what_was_finished_stays_readable_and_the_rest_is_skipped(world: World) -> None:
    world.author.before_each = Gate("topic.c3", "topic.c4")
    task_id = await world.ask(review=False)
    await world.until(task_id, lambda task: task.progress.done == 6)
    await cancel(world, task_id)
    task = await world.task(task_id)
    async with world.storage.database.read() as work:
        counts = await work.units.status_counts(task.task_id)
    assert counts == {UnitStatus.COMPLETED: 6, UnitStatus.SKIPPED: 12}
    version, _ = await read_content(
        world.services, LOCAL_OWNER, task.roadmap_id, "topic.c1", UnitKind.TUTORIAL
    )
    assert version == 1
    end = (await assert_consistent(world, task_id))[-1]
    assert end.type == "cancelled"
    assert (end.data.completed, end.data.skipped, end.data.total) == (6, 12, 18)


async def test_cancel_at_any_moment_leaves_one_end(either_world: World) -> None:
    world = either_world
    engine = world.services.engine
    assert isinstance(engine, MemoryEngine)
    for patience in range(0, 200, 12):
        task_id = await world.ask(review=False)
        for _ in range(patience):
            await asyncio.sleep(0)
        try:
            await cancel(world, task_id)
        except TaskEnded:
            assert (await world.task(task_id)).status is TaskStatus.COMPLETED
        await engine.settled()
        await assert_consistent(world, task_id)
    assert engine.failures == []


async def test_an_ended_task_cannot_be_cancelled(world: World) -> None:
    task_id = await world.ask(review=False)
    done = await world.until_status(task_id, TaskStatus.COMPLETED)
    with pytest.raises(TaskEnded):
        await cancel(world, task_id)
    assert await world.task(task_id) == done


async def test_of_two_cancels_at_once_one_counts(either_world: World) -> None:
    world = either_world
    asked = await world.ask_until_review()
    answers = await asyncio.gather(
        *(cancel_task(world.services, world.request(), asked.task_id) for _ in range(3)),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Accepted", "TaskEnded", "TaskEnded"]


async def test_a_cancelled_task_keeps_its_roadmap_editable(world: World) -> None:
    asked = await world.ask_until_review()
    await cancel(world, asked.task_id)
    changed = await world.change(asked.roadmap_id, 1, Remove(target_id="topic.c6"))
    assert (changed.revision, changed.review_id) == (2, None)
