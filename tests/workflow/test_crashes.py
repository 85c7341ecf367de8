"""Killed before or after any commit, a task finishes in the next process: whole, gapless, nothing done twice."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from milepost.domain.goals import GoalRequest, UnitKind
from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.tasks import TaskStatus
from milepost.workflow.generate_roadmap import generate_roadmap
from milepost.workflow.sweep import sweep
from tests.support.consistency import assert_consistent
from tests.support.crashes import Crash
from tests.support.factories import roadmap_of
from tests.support.fakes import Gate, StubAuthor, StubPlanner, small_concepts
from tests.support.worlds import World, open_world

CONCEPTS = 4
UNITS_AT_ONCE = 2
T = TypeVar("T")


async def drive(world: World) -> str:
    """What a client does that sends each request again until it is answered; the task's id."""
    goal = GoalRequest(goal="learn it")
    task_id = (await generate_roadmap(world.services, world.request("ask"), goal)).task_id
    await world.until(task_id, lambda task: task.review_id is not None or task.round > 0)
    await world.decide(task_id, key="approve")
    await world.until_status(task_id, TaskStatus.COMPLETED)
    return task_id


async def until_crash(crash: Crash, work: Awaitable[T]) -> T | None:
    """The work's result; None where the crash comes first."""
    working = asyncio.ensure_future(work)
    crashing = asyncio.ensure_future(crash.happened.wait())
    await asyncio.wait([working, crashing], return_when=asyncio.FIRST_COMPLETED)
    if crash.happened.is_set():
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        return None
    crashing.cancel()
    return await working


async def run_with_crash(place: Path | str, crash: Crash, monkeypatch: pytest.MonkeyPatch) -> int:
    """Drive a task through a crash and the process after it; how many commits came before the crash."""
    planner, author = StubPlanner(roadmap_of(*small_concepts(CONCEPTS))), StubAuthor()
    with monkeypatch.context() as patched:
        crash.install(patched)
        async with open_world(place, planner=planner, author=author, units_at_once=UNITS_AT_ONCE) as world:
            task_id = await until_crash(crash, drive(world))
    if task_id is None:
        async with open_world(place, planner=planner, author=author, units_at_once=UNITS_AT_ONCE) as world:
            await sweep(world.services, alone=True)
            task_id = await drive(world)
            await assert_whole(world, task_id, author)
    return crash.commits


async def assert_whole(world: World, task_id: str, author: StubAuthor) -> None:
    events = await assert_consistent(world, task_id)
    told = Counter(event.type for event in events)
    units = {f"topic.c{n}:{kind}" for n in range(1, CONCEPTS + 1) for kind in UnitKind}
    assert {event.data.unit for event in events if event.type == "concept_complete"} == units
    assert told["concept_complete"] == len(units)
    assert told["human_review_required"] == told["review_decided"] == told["completed"] == 1
    task = await world.task(task_id)
    async with world.storage.database.read() as work:
        assert (await work.tasks.page(LOCAL_OWNER, status=None, after=None, limit=1)).total == 1
        stored = await work.units.of_task(task.task_id)
    assert {unit.version for unit in stored} == {1}
    assert [unit.attempt > 1 for unit in stored].count(True) <= UNITS_AT_ONCE
    assert set(author.written) == units
    assert await world.runs(task_id) == []


async def test_a_task_survives_a_crash_at_any_commit(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a commit is the same as after the one before it: all that outlives the process is what is stored."""
    number, has_ended = 0, False
    while not has_ended:
        number += 1
        place = tmp_path / f"{number}.db"
        shutil.copyfile(file, place)
        has_ended = await run_with_crash(place, Crash(number, before=True), monkeypatch) < number
    assert number > 12


@pytest.mark.parametrize("number", [1, 2, 5, 9, 11])
async def test_a_task_survives_on_postgresql_too(
    fresh_place: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await run_with_crash(fresh_place, Crash(number, before=False), monkeypatch) >= number


async def test_only_what_was_being_written_is_written_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner, author = StubPlanner(roadmap_of(*small_concepts(CONCEPTS))), StubAuthor()
    gate = author.before_each = Gate("topic.c3", "topic.c4")
    crash = Crash(at=0, before=True)
    with monkeypatch.context() as patched:
        crash.install(patched)
        async with open_world(file, planner=planner, author=author, units_at_once=UNITS_AT_ONCE) as world:
            task_id = await world.ask(review=False)
            await world.until(task_id, lambda task: task.progress.done == 6)
            # The two that wait at the gate have begun, and that is committed, too.
            begun = 6 + UNITS_AT_ONCE
            while sum(event.type == "concept_start" for event in await world.events(task_id)) < begun:
                await world.storage.hub.wait_past(
                    task_id, (await world.task(task_id)).last_seq, timedelta(seconds=5)
                )
            crash.happened.set()
    gate.open()
    author.written = []
    async with open_world(file, planner=planner, author=author, units_at_once=UNITS_AT_ONCE) as world:
        await sweep(world.services, alone=True)
        done = await world.until_status(task_id, TaskStatus.COMPLETED)
        async with world.storage.database.read() as work:
            units = await work.units.of_task(done.task_id)
    assert sorted(author.written) == sorted(f"topic.c{n}:{kind}" for n in (3, 4) for kind in UnitKind)
    taken_up = [unit.unit for unit in units if unit.attempt == 2]
    assert taken_up == ["topic.c3:tutorial", "topic.c3:resources"]


async def test_a_task_survives_one_crash_after_the_other(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planner, author = StubPlanner(roadmap_of(*small_concepts(CONCEPTS))), StubAuthor()
    task_id: str | None = None
    crashes = 0
    while task_id is None:
        crash = Crash(5 + crashes, before=crashes % 2 == 0)
        with monkeypatch.context() as patched:
            crash.install(patched)
            async with open_world(file, planner=planner, author=author, units_at_once=1) as world:
                task_id = await until_crash(crash, recover_and_drive(world))
        crashes += task_id is None
    async with open_world(file) as world:
        events = await assert_consistent(world, task_id)
        told = Counter(event.type for event in events)
        assert told["concept_complete"] == 3 * CONCEPTS
        assert told["completed"] == 1
    assert crashes > 1


async def recover_and_drive(world: World) -> str:
    await sweep(world.services, alone=True)
    return await drive(world)
