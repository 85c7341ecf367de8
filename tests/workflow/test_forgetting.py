"""Answers to repeated requests are kept for a week and no longer."""

from datetime import timedelta
from pathlib import Path

from milepost.domain.goals import GoalRequest
from milepost.workflow.generate_roadmap import generate_roadmap
from milepost.workflow.once import KEPT_FOR, forget_old_answers
from tests.support.worlds import open_world


async def test_an_answer_is_forgotten_after_its_time_and_not_before(tmp_path: Path) -> None:
    goal = GoalRequest(goal="learn it")
    async with open_world(tmp_path / "m.db") as world:
        first = await generate_roadmap(world.services, world.request(key="k"), goal)

        world.storage.clock.advance(KEPT_FOR - timedelta(hours=1))
        await forget_old_answers(world.services)
        repeated = await generate_roadmap(world.services, world.request(key="k"), goal)
        world.storage.clock.advance(timedelta(hours=2))
        await forget_old_answers(world.services)
        later = await generate_roadmap(world.services, world.request(key="k"), goal)

    assert repeated.task_id == first.task_id
    assert later.task_id != first.task_id
