"""The sweep: what is open and not under way is repeated, what is under way is left alone, five losses are enough."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from milepost.domain.errors import StorageUnreachable
from milepost.domain.ports.runtime import Dispatch
from milepost.domain.records import RunRecord
from milepost.domain.tasks import RunState, TaskStatus, UnitStatus
from milepost.workflow import sweep as sweep_module
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.losses import Loss
from milepost.workflow.retry_task import RetryRequest, retry_task
from milepost.workflow.services import Services
from milepost.workflow.sweep import (
    BEAT_TTL,
    GRACE,
    MAX_STARTS,
    beat,
    keep_beating,
    keep_sweeping,
    leave,
    leave_to_others,
    sweep,
)
from tests.support.consistency import assert_consistent
from tests.support.fakes import Gate, IdleEngine, MemoryEngine
from tests.support.worlds import World, open_world


async def one_run(world: World, *, owner: str | None = None) -> RunRecord:
    """A task with its open `plan:` run, claimed by `owner`."""
    (run,) = await world.runs(await world.ask())
    if owner is not None:
        async with world.storage.database.write() as work:
            claimed = await work.runs.claim(run.key, token="t", owner=owner)
        assert claimed is not None
        run = claimed
    return run


async def find(world: World, key: str) -> RunRecord | None:
    async with world.storage.database.read() as work:
        return await work.runs.find(key)


def next_key(run: RunRecord) -> str:
    return f"{run.key.rpartition(':')[0]}:{run.n + 1}"


@pytest.fixture
def engine() -> IdleEngine:
    return IdleEngine()


async def test_a_run_that_was_never_started_is_started_under_its_own_key(
    file: Path, engine: IdleEngine
) -> None:
    async with open_world(file, engine=engine) as world:
        run = await one_run(world)
        engine.started.clear()
        await sweep(world.services)
        assert engine.started == []  # only just inserted: whoever did is about to start it
        world.storage.clock.advance(GRACE)
        await sweep(world.services)
        assert engine.started == [run.key]
        assert await find(world, run.key) == run


async def test_a_run_that_the_engine_knows_and_nobody_claimed_has_a_successor(
    file: Path, engine: IdleEngine
) -> None:
    async with open_world(file, engine=engine) as world:
        run = await one_run(world)
        engine.over[run.key] = False
        world.storage.clock.advance(GRACE)
        await sweep(world.services)
        await assert_succeeded(world, engine, run, "never_claimed")


@pytest.mark.parametrize(
    "over", [None, True], ids=["the engine does not know it", "the engine calls it ended"]
)
async def test_an_own_run_that_is_not_under_way_has_a_successor(
    file: Path, engine: IdleEngine, over: bool | None
) -> None:
    async with open_world(file, engine=engine) as world:
        run = await one_run(world, owner=world.services.process_id)
        if over is not None:
            engine.over[run.key] = over
        await sweep(world.services)
        await assert_succeeded(world, engine, run, "ended_early")


async def assert_succeeded(world: World, engine: IdleEngine, run: RunRecord, reason: str) -> None:
    lost, successor = await find(world, run.key), await find(world, next_key(run))
    assert lost is not None
    assert (lost.state, lost.outcome) == (RunState.LOST, reason)
    assert successor is not None
    assert (successor.state, successor.n, successor.owner, successor.token) == (
        RunState.OPEN,
        run.n + 1,
        None,
        None,
    )
    assert (successor.kind, successor.args, successor.task_id) == (run.kind, run.args, run.task_id)
    assert engine.started[-1] == successor.key
    events = await assert_consistent(world, run.task_id)
    assert [event.data.reason for event in events if event.type == "task_recovering"] == [reason]


async def test_an_own_run_that_is_under_way_is_left_alone(file: Path, engine: IdleEngine) -> None:
    async with open_world(file, engine=engine) as world:
        run = await one_run(world, owner=world.services.process_id)
        engine.over[run.key] = False
        await sweep(world.services)
        assert await world.runs(run.task_id) == [run]


async def test_a_run_of_another_process_is_its_own_until_that_falls_silent(place: Path | str) -> None:
    engine = IdleEngine()
    async with open_world(place, engine=engine) as world, open_world(place, engine=IdleEngine()) as other:
        run = await one_run(world, owner=other.services.process_id)
        await beat(other.services)
        await sweep(world.services)
        assert await world.runs(run.task_id) == [run]
        world.storage.clock.advance(BEAT_TTL)
        await sweep(world.services)
        await assert_succeeded(world, engine, run, "process_gone")


async def test_a_process_that_leaves_gives_its_runs_up_at_once(file: Path, engine: IdleEngine) -> None:
    async with open_world(file, engine=engine) as world, open_world(file, engine=IdleEngine()) as other:
        run = await one_run(world, owner=other.services.process_id)
        await beat(other.services)
        await leave(other.services)
        await sweep(world.services)
        await assert_succeeded(world, engine, run, "process_gone")


async def test_alone_everything_open_is_lost_whoever_had_it(file: Path, engine: IdleEngine) -> None:
    async with open_world(file, engine=engine) as world:
        claimed, fresh = await one_run(world, owner="prc_dead"), await one_run(world)
        async with world.storage.database.write() as work:
            # It beat a moment ago, and was killed then.
            await work.processes.beat("prc_dead", world.storage.clock.now())
        engine.started.clear()
        await sweep(world.services, alone=True)
        assert sorted(engine.started) == sorted([next_key(claimed), fresh.key])


async def test_a_run_of_an_ended_task_is_closed_and_not_repeated(file: Path, engine: IdleEngine) -> None:
    async with open_world(file, engine=engine) as world:
        run = await one_run(world, owner="prc_dead")
        await cancel_task(world.services, world.request(), run.task_id)
        late = run.model_copy(update={"key": next_key(run), "n": 2})
        async with world.storage.database.write() as work:
            await work.runs.add(late)
        engine.started.clear()
        await sweep(world.services)
        assert engine.started == []
        assert await world.runs(run.task_id) == []


async def test_sweeping_twice_at_once_makes_one_successor(place: Path | str) -> None:
    async with (
        open_world(place, engine=IdleEngine()) as world,
        open_world(place, engine=IdleEngine()) as other,
    ):
        run = await one_run(world, owner="prc_dead")
        await asyncio.gather(*(sweep(each.services) for each in (world, other, world, other)))
        (successor,) = await world.runs(run.task_id)
        assert successor.key == next_key(run)
        events = await assert_consistent(world, run.task_id)
        assert [event.type for event in events] == ["task_recovering"]


async def lose_until_given_up(world: World, task_id: str, *, owner: str = "prc_dead") -> list[str]:
    """Let every try of a run die that this process has; the keys that were tried."""
    keys: list[str] = []
    while runs := await world.runs(task_id):
        (run,) = runs
        keys.append(run.key)
        async with world.storage.database.write() as work:
            await work.runs.claim(run.key, token="t", owner=owner)
        await sweep(world.services)
    return keys


async def test_after_five_lost_starts_the_task_has_failed(file: Path, engine: IdleEngine) -> None:
    async with open_world(file, engine=engine) as world:
        run = await one_run(world)
        keys = await lose_until_given_up(world, run.task_id)
        assert [key.rpartition(":")[2] for key in keys] == [str(n) for n in range(1, MAX_STARTS + 1)]
        failed = await world.task(run.task_id)
        assert failed.status is TaskStatus.FAILED
        assert failed.error is not None
        assert failed.error.type == "run-lost"
        events = await assert_consistent(world, run.task_id)
        assert [event.type for event in events] == ["task_recovering"] * 4 + ["failed"]


async def test_a_fault_that_ends_every_start_is_called_a_fault_and_not_a_loss(
    file: Path, engine: IdleEngine
) -> None:
    async with open_world(file, engine=engine) as world:
        run = await one_run(world)
        await lose_until_given_up(world, run.task_id, owner=world.services.process_id)
        failed = await world.task(run.task_id)
        assert failed.error is not None
        assert failed.error.type == "internal"
        assert "a fault of its own" in failed.error.detail
        assert "ended_early" not in failed.error.detail


async def test_what_was_written_before_the_losses_makes_it_a_partial_failure(file: Path) -> None:
    async with open_world(file) as world:
        world.author.before_each = Gate("topic.c3", "topic.c4")
        task_id = await world.ask(review=False)
        await world.until(task_id, lambda task: task.progress.done == 6)
    async with open_world(file, engine=IdleEngine()) as world:
        await lose_until_given_up(world, task_id)
        task = await world.task(task_id)
        assert task.status is TaskStatus.PARTIAL_FAILURE
        assert task.error is not None
        assert task.error.type == "run-lost"
        async with world.storage.database.read() as work:
            units = await work.units.of_task(task.task_id)
        assert [unit.status for unit in units].count(UnitStatus.COMPLETED) == 6
        assert {unit.reason for unit in units if unit.status is UnitStatus.FAILED} == {"run-lost"}
        await assert_consistent(world, task_id)
    async with open_world(file) as world:
        accepted = await retry_task(world.services, world.request(), task_id, RetryRequest())
        child = await world.until_status(accepted.task_id, TaskStatus.COMPLETED)
        assert child.progress.total == 12


async def test_a_run_that_ends_in_a_bug_is_tried_again(world: World) -> None:
    engine = world.services.engine
    assert isinstance(engine, MemoryEngine)
    gate = world.planner.before_each = Gate("design")
    task_id = await world.ask()
    await gate.reached()
    gate.held["design:0"].set_exception(RuntimeError("bug"))
    await engine.settled()
    assert [str(failure) for failure in engine.failures] == ["bug"]
    gate.open()
    await sweep(world.services)
    await world.until_status(task_id, TaskStatus.HUMAN_REVIEW_PENDING)
    events = await assert_consistent(world, task_id)
    told = [event.type for event in events]
    assert told.index("task_recovering") < told.index("draft_reset") < told.index("stage_drafted")


def fails_once(
    do: Callable[[Services], Awaitable[None]], failure: Exception
) -> Callable[[Services], Awaitable[None]]:
    failures = [failure]

    async def fail_or_do(services: Services) -> None:
        if failures:
            raise failures.pop()
        await do(services)

    return fail_or_do


@pytest.mark.parametrize("failure", [OSError("bug"), StorageUnreachable()], ids=["a bug", "no database"])
async def test_sweeping_and_beating_go_on_after_a_round_that_failed(
    file: Path, engine: IdleEngine, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    for name in ("BEAT", "SWEEP"):
        monkeypatch.setattr(sweep_module, name, timedelta(milliseconds=1))
    monkeypatch.setattr(sweep_module, "beat", fails_once(beat, failure))
    monkeypatch.setattr(sweep_module, "sweep", fails_once(sweep, failure))
    async with open_world(file, engine=engine) as world:
        run = await one_run(world, owner="prc_dead")
        for keep in (keep_sweeping, keep_beating):
            going_on = asyncio.create_task(keep(world.services))
            async with asyncio.timeout(5):
                while not await is_done(world, engine, run, keep):  # noqa: ASYNC110  a row tells nobody
                    await asyncio.sleep(0)
            going_on.cancel()
            await asyncio.wait([going_on])
            assert going_on.cancelled()
        await assert_succeeded(world, engine, run, "process_gone")


async def is_done(
    world: World, engine: IdleEngine, run: RunRecord, keep: Callable[[Services], Awaitable[None]]
) -> bool:
    if keep is keep_sweeping:
        # The row comes first and the start after it; to be cancelled between the two is another matter.
        return next_key(run) in engine.started
    async with world.storage.database.read() as work:
        return world.services.process_id in await work.processes.alive(world.storage.clock.now() - BEAT_TTL)


async def test_one_run_that_cannot_be_recovered_does_not_keep_the_others(
    file: Path, engine: IdleEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_world(file, engine=engine) as world:
        broken, whole = await one_run(world, owner="prc_dead"), await one_run(world, owner="prc_dead")
        succeed = sweep_module._succeed

        async def fail_for_one(run: RunRecord, reason: Loss, services: Services) -> None:
            if run.key == broken.key:
                raise RuntimeError("no")
            await succeed(run, reason, services)

        monkeypatch.setattr(sweep_module, "_succeed", fail_for_one)
        await sweep(world.services)
        assert engine.started[-1] == next_key(whole)


async def test_of_several_processes_one_looks_after_the_runs_of_the_dead(place: Path | str) -> None:
    async with (
        open_world(place, engine=IdleEngine()) as world,
        open_world(place, engine=IdleEngine()) as other,
    ):
        run = await one_run(world, owner="prc_dead")
        shares = isinstance(place, str)
        async with other.storage.database.try_lock("sweep") as is_ours:
            assert is_ours
            await sweep(world.services)
            assert (await world.runs(run.task_id) == [run]) is shares
        await sweep(world.services)
        assert [one.key for one in await world.runs(run.task_id)] == [next_key(run)]


async def test_a_run_that_waits_in_the_queue_is_left_there(file: Path, engine: IdleEngine) -> None:
    async with open_world(file, engine=engine) as world:
        run = await one_run(world)
        engine.queued.add(run.key)
        engine.started.clear()
        world.storage.clock.advance(10 * BEAT_TTL)
        await sweep(world.services)
        assert engine.started == []
        assert await world.runs(run.task_id) == [run]


async def test_what_was_taken_over_while_a_process_slept_is_stopped_there(place: Path | str) -> None:
    async with open_world(place) as asleep:
        engine = asleep.services.engine
        assert isinstance(engine, MemoryEngine)
        gate = asleep.planner.before_each = Gate("design")
        task_id = await asleep.ask()
        await gate.reached()
        (run,) = await asleep.runs(task_id)
        await leave_to_others(asleep.services)
        assert engine.here() == {run.key}
        async with open_world(place, engine=IdleEngine()) as other:
            await sweep(other.services)  # nobody has said that the first one lives
        await leave_to_others(asleep.services)
        await engine.settled()
        assert engine.here() == frozenset()
        assert engine.failures == []
        assert all(call.cancelled() for call in gate.held.values())


async def test_a_process_that_was_silent_too_long_notices(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep_module, "BEAT", timedelta(milliseconds=1))
    noticed = asyncio.Event()

    async def look_about(_services: Services) -> None:
        noticed.set()

    monkeypatch.setattr(sweep_module, "leave_to_others", look_about)
    beating = asyncio.create_task(keep_beating(world.services))
    await asyncio.sleep(0)
    assert not noticed.is_set()
    world.storage.clock.advance(BEAT_TTL + timedelta(seconds=1))
    async with asyncio.timeout(5):
        await noticed.wait()
    beating.cancel()


@pytest.mark.parametrize("begins", [True, False])
async def test_a_run_that_this_process_has_just_taken_is_given_a_moment_to_begin(
    file: Path, engine: IdleEngine, monkeypatch: pytest.MonkeyPatch, begins: bool
) -> None:
    async with open_world(file, engine=engine) as world:
        run = await one_run(world)
        world.storage.clock.advance(GRACE)
        looked_at = 0

        async def taken(_keys: Collection[str]) -> Mapping[str, Dispatch]:
            return {run.key: Dispatch("taken", world.services.process_id)}

        def here() -> frozenset[str]:
            nonlocal looked_at
            looked_at += 1
            # Not under way at the two looks before the pause, and then perhaps.
            return frozenset({run.key}) if begins and looked_at > 2 else frozenset()

        monkeypatch.setattr(sweep_module, "_BEGINNING", timedelta(0))
        monkeypatch.setattr(engine, "look_up", taken)
        monkeypatch.setattr(engine, "here", here)
        await sweep(world.services)
        expected = run.key if begins else next_key(run)
        assert [one.key for one in await world.runs(run.task_id)] == [expected]
