"""Units fail alone: the final status follows from them, and what failed can be written again as a new task."""

import asyncio
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.domain.editing.operations import Remove
from milepost.domain.errors import ConceptNotInCatalog, ContentNotReady, NothingToRetry, TaskRunning
from milepost.domain.goals import UnitKind
from milepost.domain.ids import LOCAL_OWNER, TaskId
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus, UnitStatus
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.retry_task import RetryRequest, retry_task
from milepost.workflow.study import read_content
from tests.support.consistency import assert_consistent
from tests.support.factories import roadmap_of
from tests.support.fakes import Gate, StubAuthor, StubPlanner, small_concepts
from tests.support.places import sqlite_place
from tests.support.run import join_run
from tests.support.worlds import World, open_world

ALL = [f"topic.c{n}:{kind}" for n in range(1, 7) for kind in UnitKind]


async def write(world: World, *, failing: list[str]) -> TaskRecord:
    """Plan and write; the ended task."""
    world.author.fails = set(failing)
    task_id = await world.ask(review=False)
    return await world.until(task_id, lambda task: task.status.is_terminal)


async def retry(world: World, task_id: str, units: tuple[str, ...] | None = None) -> TaskId:
    accepted = await retry_task(world.services, world.request(), task_id, RetryRequest(units=units))
    return TaskId(accepted.task_id)


async def unit_statuses(world: World, task: TaskRecord) -> dict[str, UnitStatus]:
    async with world.storage.database.read() as work:
        return {unit.unit: unit.status for unit in await work.units.of_task(task.task_id)}


async def test_one_failed_unit_makes_a_partial_failure_that_names_it(either_world: World) -> None:
    world = either_world
    done = await write(world, failing=["topic.c2:quiz"])
    assert done.status is TaskStatus.PARTIAL_FAILURE
    events = await assert_consistent(world, done.task_id)
    failed = [event.data for event in events if event.type == "concept_failed"]
    assert [(data.unit, data.status) for data in failed] == [("topic.c2:quiz", UnitStatus.FAILED)]
    assert failed[0].reason == f"concept-not-in-catalog: {ConceptNotInCatalog('topic.c2')}"
    end = events[-1]
    assert end.type == "partial_failure"
    assert (end.data.completed, end.data.failed, end.data.total) == (17, 1, 18)
    with pytest.raises(ContentNotReady):
        await read_content(world.services, LOCAL_OWNER, done.roadmap_id, "topic.c2", UnitKind.QUIZ)


async def test_when_every_unit_fails_the_task_fails(world: World) -> None:
    done = await write(world, failing=ALL)
    assert done.status is TaskStatus.FAILED
    assert done.progress.pct == 100
    await assert_consistent(world, done.task_id)


@pytest.mark.parametrize(
    "fault", [ValueError("bug"), asyncio.CancelledError(), TimeoutError(), RecursionError()]
)
async def test_whatever_breaks_in_an_author_fails_its_unit_alone(world: World, fault: BaseException) -> None:
    world.author.breaks = {"topic.c2:quiz": fault}
    done = await write(world, failing=[])
    assert done.status is TaskStatus.PARTIAL_FAILURE
    events = await assert_consistent(world, done.task_id)
    reasons = [event.data.reason for event in events if event.type == "concept_failed"]
    assert reasons == [f"internal: {type(fault).__name__}"]


@settings(max_examples=8, deadline=None)
@given(failing=st.sets(st.sampled_from(ALL[:6])), kinds=st.sets(st.sampled_from(UnitKind), min_size=1))
def test_the_final_status_follows_from_the_units(failing: set[str], kinds: set[UnitKind]) -> None:
    async def run(directory: Path) -> None:
        planner = StubPlanner(roadmap_of(*small_concepts(2)))
        author = StubAuthor()
        author.fails = failing
        async with open_world(
            await sqlite_place(join_run(), directory), planner=planner, author=author
        ) as world:
            task_id = await world.ask(review=False, preferences={"unit_kinds": sorted(kinds)})
            done = await world.until(task_id, lambda task: task.status.is_terminal)
            statuses = await unit_statuses(world, done)
            await assert_consistent(world, task_id)
        wanted = {f"topic.c{n}:{kind}" for n in (1, 2) for kind in kinds}
        failed = wanted & failing
        assert {unit for unit, status in statuses.items() if status is UnitStatus.FAILED} == failed
        assert set(statuses) == wanted
        expected = TaskStatus.PARTIAL_FAILURE if failed else TaskStatus.COMPLETED
        assert done.status is (TaskStatus.FAILED if failed == wanted else expected)

    directory = Path(tempfile.mkdtemp())
    try:
        asyncio.run(run(directory))
    finally:
        shutil.rmtree(directory)


async def test_a_retry_is_a_new_task_over_what_failed(either_world: World) -> None:
    world = either_world
    parent = await write(world, failing=["topic.c2:quiz", "topic.c5:tutorial"])
    parent_events = await world.events(parent.task_id)
    world.author.fails, world.author.written = set(), []
    child_id = await retry(world, parent.task_id)
    child = await world.until(child_id, lambda task: task.status.is_terminal)
    assert child.status is TaskStatus.COMPLETED
    assert (child.parent_task_id, child.roadmap_id) == (parent.task_id, parent.roadmap_id)
    assert sorted(world.author.written) == ["topic.c2:quiz", "topic.c5:tutorial"]
    assert (child.progress.done, child.progress.total) == (2, 2)
    await assert_consistent(world, child_id)
    assert await world.task(parent.task_id) == parent
    assert await world.events(parent.task_id) == parent_events
    assert (await world.roadmap(parent.roadmap_id)).task.task_id == child_id


async def test_a_retry_can_be_of_chosen_units(world: World) -> None:
    parent = await write(world, failing=["topic.c2:quiz", "topic.c5:tutorial"])
    world.author.fails, world.author.written = set(), []
    child_id = await retry(world, parent.task_id, ("topic.c5:tutorial", "topic.c1:quiz", "no such unit"))
    await world.until_status(child_id, TaskStatus.COMPLETED)
    assert world.author.written == ["topic.c5:tutorial"]


async def test_what_fails_again_can_be_retried_again(world: World) -> None:
    task_id: str = (await write(world, failing=["topic.c2:quiz"])).task_id
    for _ in range(2):
        task_id = await retry(world, task_id)
        await world.until_status(task_id, TaskStatus.FAILED)
    world.author.fails = set()
    task_id = await retry(world, task_id)
    await world.until_status(task_id, TaskStatus.COMPLETED)
    await assert_consistent(world, task_id)


async def test_a_cancelled_writing_can_be_taken_up_again(world: World) -> None:
    gate = world.author.before_each = Gate("topic.c3", "topic.c4")
    parent_id = await world.ask(review=False)
    await world.until(parent_id, lambda task: task.progress.done == 6)
    await cancel_task(world.services, world.request(), parent_id)
    gate.open()
    child_id = await retry(world, parent_id)
    child = await world.until_status(child_id, TaskStatus.COMPLETED)
    assert child.progress.total == 12
    await assert_consistent(world, child_id)


async def test_a_whole_task_leaves_nothing_to_retry(world: World) -> None:
    done = await write(world, failing=[])
    with pytest.raises(NothingToRetry):
        await retry(world, done.task_id)
    partial = await write(world, failing=["topic.c2:quiz"])
    with pytest.raises(NothingToRetry):
        await retry(world, partial.task_id, ("topic.c1:quiz",))
    asked = await world.ask_until_review()
    with pytest.raises(TaskRunning):
        await retry(world, asked.task_id)
    await cancel_task(world.services, world.request(), asked.task_id)
    with pytest.raises(NothingToRetry):
        await retry(world, asked.task_id)


async def test_of_many_retries_at_once_one_is_made(either_world: World) -> None:
    world = either_world
    parent = await write(world, failing=["topic.c2:quiz"])
    gate = world.author.before_each = Gate("topic")
    answers = await asyncio.gather(*(retry(world, parent.task_id) for _ in range(9)), return_exceptions=True)
    made = [answer for answer in answers if isinstance(answer, str)]
    assert len(made) == 1
    assert {type(answer) for answer in answers if not isinstance(answer, str)} == {TaskRunning}
    gate.open()
    world.author.fails = set()
    await world.until(made[0], lambda task: task.status.is_terminal)


async def test_what_a_person_took_out_since_is_not_retried(world: World) -> None:
    parent = await write(world, failing=["topic.c5:quiz", "topic.c6:quiz"])
    changed = await world.change(parent.roadmap_id, 1, Remove(target_id="topic.c6"))
    world.author.fails, world.author.written = set(), []
    child_id = await retry(world, parent.task_id)
    await world.until_status(child_id, TaskStatus.COMPLETED)
    assert world.author.written == ["topic.c5:quiz"]
    await world.change(parent.roadmap_id, changed.revision, Remove(target_id="topic.c5"))
    with pytest.raises(NothingToRetry):
        await retry(world, parent.task_id)
