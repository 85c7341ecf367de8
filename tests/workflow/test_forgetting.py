"""What nobody will ask for again is kept for its time and no longer; what the product reads is kept."""

from datetime import timedelta
from pathlib import Path

from milepost.domain.goals import GoalRequest
from milepost.domain.tasks import TaskStatus
from milepost.workflow.generate_roadmap import generate_roadmap
from milepost.workflow.once import KEPT_FOR, forget_old_answers
from milepost.workflow.tidying import forget_ended_runs, tidy
from tests.support.fakes import MemoryEngine
from tests.support.worlds import World, open_world


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


async def left_behind(world: World, *keys: str) -> tuple[int, int, int]:
    """How many of these runs, of their task's drafts, and of the engine's notes about them there are."""
    async with world.storage.database.read() as work:
        runs = await work.runs.find_all(keys)
        drafts = [draft for run in runs for draft in await work.drafts.stages(run.task_id, 1)]
    return len(runs), len(drafts), len(await world.services.engine.look_up(keys))


async def test_traces_of_ended_runs_are_forgotten_after_their_time_and_the_task_reads_the_same(
    either_world: World,
) -> None:
    world = either_world
    task_id = await world.ask(review=False)
    done = await world.until_status(task_id, TaskStatus.COMPLETED)
    engine = world.services.engine
    assert isinstance(engine, MemoryEngine)
    await engine.settled()
    keys = [f"plan:{task_id}:1", f"gen:{task_id}:1:1"]
    before = await left_behind(world, *keys)
    assert before[0] == before[2] == 2
    assert before[1] > 0
    events, roadmap = await world.events(task_id), await world.roadmap(done.roadmap_id)

    assert await forget_ended_runs(world.services) == 0
    assert (await left_behind(world, *keys))[:2] == before[:2]

    world.storage.clock.advance(world.services.runs_kept_for)
    assert await forget_ended_runs(world.services) == 2
    assert await left_behind(world, *keys) == (0, 0, 0)
    assert await world.task(task_id) == done
    assert await world.events(task_id) == events
    assert await world.roadmap(done.roadmap_id) == roadmap


async def test_runs_of_a_task_that_waits_are_kept_however_old_they_are(world: World) -> None:
    waiting = await world.ask_until_review()
    world.storage.clock.advance(10 * world.services.runs_kept_for)
    await tidy(world.services)
    runs, drafts, _ = await left_behind(world, f"plan:{waiting.task_id}:1")
    assert (runs, drafts > 0) == (1, True)
    await world.decide(waiting.task_id)
    await world.until_status(waiting.task_id, TaskStatus.COMPLETED)
