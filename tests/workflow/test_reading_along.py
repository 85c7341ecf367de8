"""A text is read while it is written, in any process; one that nobody reads costs no write."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

import pytest

from milepost.domain.errors import ContentNotReady, RoadmapNotFound
from milepost.domain.goals import UnitKind
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.records import UnitRecord
from milepost.domain.tasks import TaskStatus
from milepost.storage.live_text_store import SqlLiveTextStore
from milepost.workflow import live_texts
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.following import FOLLOWED_FOR, Seen, follow_text
from milepost.workflow.tidying import forget_unread_texts
from tests.support.fakes import Gate, IdleEngine
from tests.support.worlds import World, open_world

CONCEPT = "topic.c1"
UNIT = f"{CONCEPT}:tutorial"

Reached = Callable[[Seen], bool]


@pytest.fixture(autouse=True)
def in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_texts, "KEEP_SECONDS", 0.01)


async def being_written(world: World) -> tuple[str, str, Gate]:
    """(task, roadmap, what holds the author) of a roadmap whose first tutorial is being written."""
    gate = world.author.before_each = Gate(UNIT)
    task_id = await world.ask(review=False)
    await gate.reached()
    await world.until(task_id, lambda task: task.last_seq > 0)
    roadmap_id = (await world.task(task_id)).roadmap_id
    await until(world, roadmap_id, lambda seen: seen.unit.status == "running")
    return task_id, roadmap_id, gate


async def follow(world: World, roadmap_id: str) -> Seen:
    return await follow_text(world.services, LOCAL_OWNER, roadmap_id, CONCEPT, UnitKind.TUTORIAL)


async def until(world: World, roadmap_id: str, reached: Reached) -> Seen:
    async with asyncio.timeout(10):
        while not reached(seen := await follow(world, roadmap_id)):
            task = await world.task((await world.roadmap(roadmap_id)).task.task_id)
            await world.storage.hub.wait_past(task.task_id, task.last_seq, timedelta(milliseconds=10))
    return seen


def says(text: str) -> Reached:
    return lambda seen: seen.text is not None and seen.text.text == text


async def rows(world: World) -> int:
    async with world.storage.engines[1].connect() as connection:
        return len((await connection.exec_driver_sql("SELECT * FROM live_text")).all())


async def test_who_reads_along_sees_it_grow_begin_again_and_end(either_world: World) -> None:
    world = either_world
    _, roadmap_id, gate = await being_written(world)
    show = world.author.shows[UNIT]
    assert (await follow(world, roadmap_id)).text is None
    for said, beginning in (("## Why", 1), ("## Why\n\nBecause", 1), ("", 2), ("## How", 2)):
        show(said, beginning)
        seen = await until(world, roadmap_id, says(said))
        assert seen.text is not None
        assert (seen.text.beginning, seen.is_at_work) == (beginning, True)
    gate.open()
    over = await until(world, roadmap_id, lambda seen: not seen.is_at_work)
    assert (over.text, over.unit.version) == (None, 1)
    await until(world, roadmap_id, lambda seen: seen.unit.status == "completed")
    assert await rows(world) == 0


async def test_a_reader_at_another_process_sees_the_same(fresh_place: str) -> None:
    async with open_world(fresh_place) as writer, open_world(fresh_place, engine=IdleEngine()) as reader:
        _, roadmap_id, gate = await being_written(writer)
        await follow(reader, roadmap_id)
        writer.author.shows[UNIT]("Once upon a time", 1)
        await until(reader, roadmap_id, says("Once upon a time"))
        gate.open()


async def test_what_nobody_reads_is_not_kept_and_who_comes_later_sees_it_from_then_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, look = asyncio.Event(), SqlLiveTextStore.followed

    async def followed(
        store: SqlLiveTextStore, units: Collection[UnitRecord], now: datetime
    ) -> Sequence[UnitRecord]:
        found = await look(store, units, now)
        looked.set()
        return found

    monkeypatch.setattr(SqlLiveTextStore, "followed", followed)
    task_id, roadmap_id, gate = await being_written(world)
    async with world.storage.database.write() as work:  # who has come to see that it is at work
        await work.live_texts.forget(world.services.clock.now() + 2 * FOLLOWED_FOR)
    show = world.author.shows[UNIT]
    for number in range(3):
        looked.clear()
        show("word " * number, 1)
        await looked.wait()
    assert await rows(world) == 0
    await follow(world, roadmap_id)
    show("All of it so far", 1)
    await until(world, roadmap_id, says("All of it so far"))
    gate.open()
    await world.until_status(task_id, TaskStatus.COMPLETED)


async def test_what_an_interrupted_attempt_has_left_is_no_beginning_of_the_next(world: World) -> None:
    _, roadmap_id, _ = await being_written(world)
    await follow(world, roadmap_id)
    world.author.shows[UNIT]("Left behind", 1)
    seen = await until(world, roadmap_id, lambda seen: seen.text is not None)
    async with world.storage.database.write() as work:
        await work.units.save_all([seen.unit.model_copy(update={"attempt": seen.unit.attempt + 1})])
    assert (await follow(world, roadmap_id)).text is None


async def test_after_a_cancellation_it_is_over_and_tidied_away(world: World) -> None:
    task_id, roadmap_id, _ = await being_written(world)
    await follow(world, roadmap_id)
    world.author.shows[UNIT]("Half", 1)
    await until(world, roadmap_id, lambda seen: seen.text is not None)
    await cancel_task(world.services, world.request(), task_id)
    seen = await follow(world, roadmap_id)
    assert (seen.is_at_work, seen.text, seen.task) == (False, None, None)
    world.storage.clock.advance(3 * FOLLOWED_FOR)
    await forget_unread_texts(world.services)
    assert await rows(world) == 0


async def test_only_what_is_ones_own_can_be_followed(world: World) -> None:
    _, roadmap_id, gate = await being_written(world)
    stranger = OwnerId("other")
    with pytest.raises(RoadmapNotFound):
        await follow_text(world.services, stranger, roadmap_id, CONCEPT, UnitKind.TUTORIAL)
    with pytest.raises(ContentNotReady):
        await follow_text(world.services, LOCAL_OWNER, roadmap_id, "topic.none", UnitKind.TUTORIAL)
    gate.open()
