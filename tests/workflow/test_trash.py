"""A deleted roadmap can be read and restored, and nothing else; after its time every row of it is gone."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.editing.operations import Remove
from milepost.domain.errors import RoadmapDeleted, RoadmapNotFound
from milepost.domain.goals import UnitKind
from milepost.domain.ids import LOCAL_OWNER, ConceptId, RoadmapId
from milepost.domain.tasks import TaskStatus
from milepost.storage import roadmap_store, tables
from milepost.storage.erasing import erase_roadmap
from milepost.workflow.calendar_feed import make_feed
from milepost.workflow.change_roadmap import (
    ProposalRequest,
    RevertRequest,
    propose_change,
    revert_change,
)
from milepost.workflow.quizzes import AttemptRequest, Removal, attempt_quiz, remove_question
from milepost.workflow.reading import list_roadmaps
from milepost.workflow.retry_task import RetryRequest, retry_task
from milepost.workflow.study import read_content, set_progress
from milepost.workflow.summaries import RoadmapSummary
from milepost.workflow.trash_roadmap import purge_trash, restore_roadmap, trash_roadmap
from tests.support.consistency import assert_consistent
from tests.support.fakes import Gate, MemoryEngine
from tests.support.models import make_answer
from tests.support.worlds import World

MONTH = timedelta(days=30)


async def trash(world: World, roadmap_id: str, key: str | None = None) -> RoadmapSummary:
    return await trash_roadmap(world.services, world.request(key), roadmap_id)


async def restore(world: World, roadmap_id: str, key: str | None = None) -> RoadmapSummary:
    return await restore_roadmap(world.services, world.request(key), roadmap_id)


async def listed(world: World, *, deleted: bool = False) -> list[str]:
    page = await list_roadmaps(world.services, LOCAL_OWNER, after=None, limit=50, deleted=deleted)
    assert page.total == len(page.items)
    return [one.roadmap.roadmap_id for one in page.items]


async def written(world: World) -> tuple[str, str]:
    """(task, roadmap) of a roadmap that has all of its content."""
    task_id = await world.ask(review=False)
    return task_id, (await world.until_status(task_id, TaskStatus.COMPLETED)).roadmap_id


async def rows_of(world: World, roadmap_id: str, task_ids: list[str]) -> dict[str, int]:
    """How many rows each table has of a roadmap and its tasks; tables without any are left out."""
    found: dict[str, int] = {}
    async with world.storage.engines[1].connect() as connection:
        for table in tables.metadata.sorted_tables:
            own = []
            if "roadmap_id" in table.c:
                own.append(table.c.roadmap_id == roadmap_id)
            if "task_id" in table.c:
                own.append(table.c.task_id.in_(task_ids))
            if table is tables.learner_concept:
                own.append(table.c.concept_key.contains(roadmap_id))
            if own:
                query = sa.select(sa.func.count()).select_from(table).where(sa.or_(*own))
                found[table.name] = await connection.scalar(query) or 0
    return {name: count for name, count in found.items() if count}


async def test_a_deleted_roadmap_moves_to_the_trash_and_back(either_world: World) -> None:
    world = either_world
    task_id, roadmap_id = await written(world)
    before = await world.roadmap(roadmap_id)
    deleted = await trash(world, roadmap_id)
    assert deleted.deleted_at is not None
    assert deleted.purge_at == deleted.deleted_at + MONTH
    assert (await listed(world), await listed(world, deleted=True)) == ([], [roadmap_id])
    assert (await world.roadmap(roadmap_id)).purge_at == deleted.purge_at
    assert await read_content(world.services, LOCAL_OWNER, roadmap_id, "topic.c1", UnitKind.QUIZ)
    assert (await world.task(task_id)).status is TaskStatus.COMPLETED
    restored = await restore(world, roadmap_id)
    assert (restored.deleted_at, restored.purge_at) == (None, None)
    assert (await listed(world), await listed(world, deleted=True)) == ([roadmap_id], [])
    assert await world.roadmap(roadmap_id) == before


async def test_deleting_and_restoring_again_changes_nothing(world: World) -> None:
    _, roadmap_id = await written(world)
    first = await trash(world, roadmap_id)
    assert await trash(world, roadmap_id) == first
    restored = await restore(world, roadmap_id)
    assert await restore(world, roadmap_id) == restored


async def test_a_repeated_request_gets_its_first_answer_whatever_has_happened_since(world: World) -> None:
    _, roadmap_id = await written(world)
    first = await trash(world, roadmap_id, key="k")
    await restore(world, roadmap_id)
    assert await trash(world, roadmap_id, key="k") == first
    assert await listed(world) == [roadmap_id]


async def test_deleting_cancels_the_task_at_work_and_the_call_in_flight(either_world: World) -> None:
    world = either_world
    gate = world.author.before_each = Gate("topic.c3")
    task_id = await world.ask(review=False)
    await gate.reached()
    engine = world.services.engine
    assert isinstance(engine, MemoryEngine)
    summary = await trash(world, (await world.task(task_id)).roadmap_id)
    assert summary.task_status is TaskStatus.CANCELLED
    await engine.settled()
    assert all(call.cancelled() for call in gate.held.values())
    events = await assert_consistent(world, task_id)
    assert events[-1].type == "cancelled"
    assert await world.runs(task_id) == []


async def test_deleting_during_the_review_closes_it_and_restoring_leaves_it_closed(world: World) -> None:
    asked = await world.ask_until_review()
    await trash(world, asked.roadmap_id)
    with pytest.raises(RoadmapDeleted):
        await world.decide(asked.task_id)
    assert (await restore(world, asked.roadmap_id)).task_status is TaskStatus.CANCELLED
    await assert_consistent(world, asked.task_id)


async def test_what_is_in_the_trash_takes_no_change(world: World) -> None:
    world.author.fails = {"topic.c2:quiz"}
    task_id = await world.ask(review=False)
    roadmap_id = (await world.until_status(task_id, TaskStatus.PARTIAL_FAILURE)).roadmap_id
    await trash(world, roadmap_id)
    services, request, drop = world.services, world.request(), Remove(target_id="topic.c6")
    changes: list[Callable[[], Awaitable[object]]] = [
        lambda: world.change(roadmap_id, 1, drop),
        lambda: propose_change(
            services, LOCAL_OWNER, roadmap_id, ProposalRequest(base_revision=1, operations=(drop,))
        ),
        lambda: revert_change(services, request, roadmap_id, RevertRequest(base_revision=1, to_revision=1)),
        lambda: retry_task(services, request, task_id, RetryRequest()),
        lambda: set_progress(services, LOCAL_OWNER, roadmap_id, "topic.c1", "done"),
        lambda: attempt_quiz(
            services, request, roadmap_id, "topic.c1", AttemptRequest(version=1, answers={})
        ),
        lambda: world.decide(task_id),
    ]
    before = await world.roadmap(roadmap_id)
    for change in changes:
        with pytest.raises(RoadmapDeleted, match=f"POST /api/v1/roadmaps/{roadmap_id}/restore"):
            await change()
    assert await world.roadmap(roadmap_id) == before
    await restore(world, roadmap_id)
    retried = await retry_task(services, request, task_id, RetryRequest())
    await world.until(retried.task_id, lambda task: task.status.is_terminal)


async def test_of_an_edit_and_a_deletion_at_once_the_later_one_is_told(either_world: World) -> None:
    world = either_world
    for _ in range(4):
        asked = await world.ask_until_review()
        answers = await asyncio.gather(
            trash(world, asked.roadmap_id),
            world.change(asked.roadmap_id, 1, Remove(target_id="topic.c6")),
            world.decide(asked.task_id),
            trash(world, asked.roadmap_id),
            return_exceptions=True,
        )
        assert [type(one).__name__ for one in (answers[0], answers[3])] == ["RoadmapSummary"] * 2
        refused = {type(one).__name__ for one in answers if isinstance(one, BaseException)}
        assert refused <= {"RoadmapDeleted", "StaleReview", "StaleRevision", "TaskRunning"}
        found = await world.roadmap(asked.roadmap_id)
        assert (found.roadmap.deleted_at is not None, found.task.status) == (True, TaskStatus.CANCELLED)
        await assert_consistent(world, asked.task_id)


async def test_the_trash_lets_go_after_its_time_of_every_row_and_of_nothing_else(either_world: World) -> None:
    world = either_world
    world.author.fails = {"topic.c2:quiz"}
    task_id = await world.ask()
    asked = await world.until_status(task_id, TaskStatus.HUMAN_REVIEW_PENDING)
    await world.decide(task_id, approved=False, feedback="drop topic.c6")
    await world.until_next_review(asked)
    await world.decide(task_id)
    roadmap_id = (await world.until_status(task_id, TaskStatus.PARTIAL_FAILURE)).roadmap_id
    retried = (await retry_task(world.services, world.request(), task_id, RetryRequest())).task_id
    await world.until(retried, lambda task: task.status.is_terminal)
    await attempt_quiz(
        world.services, world.request(), roadmap_id, "topic.c1", AttemptRequest(version=1, answers={})
    )
    async with world.storage.database.write() as work:
        await work.learners.put(LOCAL_OWNER, f"{roadmap_id}/own.concept", "done", world.services.clock.now())
        await work.learners.put(LOCAL_OWNER, "catalog.concept", "done", world.services.clock.now())
        await work.answers.add(make_answer(task_id=task_id))
    await make_feed(world.services, LOCAL_OWNER, roadmap_id)
    await remove_question(world.services, LOCAL_OWNER, roadmap_id, "topic.c1", 1, "q1", Removal())
    async with world.storage.database.write() as work:
        in_a_minute = world.services.clock.now() + timedelta(minutes=1)
        await work.live_texts.follow(
            RoadmapId(roadmap_id), ConceptId("topic.c1"), UnitKind.TUTORIAL, until=in_a_minute
        )
    world.author.fails = set()
    kept_task, kept = await written(world)
    others = await rows_of(world, kept, [kept_task])
    everywhere = {
        table.name
        for table in tables.metadata.sorted_tables
        if {"roadmap_id", "task_id"} & set(table.c.keys())
    } - {"model_spend"}  # what was spent counts for the day after the roadmap is gone
    assert everywhere <= set(await rows_of(world, roadmap_id, [task_id, retried]))

    await trash(world, roadmap_id)
    world.storage.clock.advance(MONTH - timedelta(minutes=1))
    assert await purge_trash(world.services) == 0
    world.storage.clock.advance(timedelta(minutes=1))
    assert await purge_trash(world.services) == 1
    assert await purge_trash(world.services) == 0

    assert await rows_of(world, roadmap_id, [task_id, retried]) == {}
    assert await rows_of(world, kept, [kept_task]) == others
    async with world.storage.database.read() as work:
        assert await work.learners.states(LOCAL_OWNER, ["catalog.concept"]) == {"catalog.concept": "done"}
    with pytest.raises(RoadmapNotFound):
        await restore(world, roadmap_id)
    with pytest.raises(RoadmapNotFound):
        await trash(world, roadmap_id)


async def test_a_purge_that_is_cut_off_has_removed_nothing(
    either_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = either_world
    task_id, roadmap_id = await written(world)
    before = await rows_of(world, roadmap_id, [task_id])
    await trash(world, roadmap_id)
    world.storage.clock.advance(MONTH)

    async def erase_and_die(connection: AsyncConnection, doomed: RoadmapId) -> None:
        await erase_roadmap(connection, doomed)
        raise RuntimeError("cut off")

    with monkeypatch.context() as patch:
        patch.setattr(roadmap_store, "erase_roadmap", erase_and_die)
        with pytest.raises(RuntimeError, match="cut off"):
            await purge_trash(world.services)
    assert await rows_of(world, roadmap_id, [task_id]) == before
    assert await purge_trash(world.services) == 1


async def test_a_roadmap_that_was_restored_stays_though_its_time_came(world: World) -> None:
    _, roadmap_id = await written(world)
    await trash(world, roadmap_id)
    world.storage.clock.advance(MONTH)
    await restore(world, roadmap_id)
    assert await purge_trash(world.services) == 0
    assert await listed(world) == [roadmap_id]


async def test_of_a_purge_and_a_restore_at_once_one_counts_wholly(postgres_world: World) -> None:
    world = postgres_world
    for _ in range(4):
        task_id, roadmap_id = await written(world)
        await trash(world, roadmap_id)
        world.storage.clock.advance(MONTH)
        purged, restored, _ = await asyncio.gather(
            purge_trash(world.services),
            restore(world, roadmap_id),
            purge_trash(world.services),
            return_exceptions=True,
        )
        rows = await rows_of(world, roadmap_id, [task_id])
        if isinstance(restored, RoadmapNotFound):
            assert rows == {}
        else:
            assert not isinstance(restored, BaseException)
            assert (await world.roadmap(roadmap_id)).roadmap.deleted_at is None
            await assert_consistent(world, task_id)
        assert not isinstance(purged, BaseException)
