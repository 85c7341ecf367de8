"""No database connection is held while a planner or an author works."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from milepost.domain.goals import GoalRequest
from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.tasks import TaskStatus
from milepost.workflow.change_roadmap import ProposalRequest, propose_change
from milepost.workflow.preview import preview_roadmap
from tests.support.fakes import Gate
from tests.support.worlds import World, open_world
from tests.workflow.test_cancelling import STOPS, Stop, stop_in_writing


async def until_none_is_held(world: World) -> None:
    """Others may be between two statements at this moment; whoever waits at the gate would hold one for ever."""
    async with asyncio.timeout(5):
        while world.storage.connections_held() > 0:  # noqa: ASYNC110  a pool tells nobody
            await asyncio.sleep(0)


@pytest.mark.parametrize("stop", [stop for stop, _ in STOPS], ids=[str(step) for _, step in STOPS])
async def test_a_run_holds_none_while_it_asks(world: World, stop: Stop) -> None:
    await stop_and_look(world, stop)


async def test_a_run_holds_none_while_it_asks_on_postgresql(postgres_world: World) -> None:
    await stop_and_look(postgres_world, stop_in_writing)


async def stop_and_look(world: World, stop: Stop) -> None:
    _, gate = await stop(world)
    await gate.reached()
    await until_none_is_held(world)
    gate.open()


async def ask(world: World, _roadmap_id: str, _task_id: str) -> None:
    await world.ask()


async def preview(world: World, _roadmap_id: str, _task_id: str) -> None:
    await preview_roadmap(world.services, LOCAL_OWNER, GoalRequest(goal="learn it"))


async def propose(world: World, roadmap_id: str, _task_id: str) -> None:
    request = ProposalRequest(base_revision=1, feedback="drop topic.c6")
    await propose_change(world.services, LOCAL_OWNER, roadmap_id, request)


async def reject(world: World, _roadmap_id: str, task_id: str) -> None:
    await world.decide(task_id, approved=False, feedback="drop topic.c6")


@pytest.mark.parametrize("command", [ask, preview, propose, reject])
async def test_a_command_holds_none_while_it_asks(
    either_world: World, command: Callable[[World, str, str], Awaitable[None]]
) -> None:
    world = either_world
    task = await world.ask_until_review()
    gate = world.planner.before_each = Gate("analyse", "design", "edit")
    waiting = asyncio.ensure_future(command(world, task.roadmap_id, task.task_id))
    await gate.reached()
    await until_none_is_held(world)
    gate.open()
    await waiting


async def test_many_tasks_at_once_are_content_with_the_few_connections_there_are(place: Path | str) -> None:
    async with open_world(place, units_at_once=2) as world:
        task_ids = await asyncio.gather(*(world.ask(review=False) for _ in range(10)))
        for task_id in task_ids:
            await world.until_status(task_id, TaskStatus.COMPLETED)
        await until_none_is_held(world)
