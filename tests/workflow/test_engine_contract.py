"""What a run engine does: one body of tests, for the one in memory and the one that people run."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from milepost.domain.ports.runtime import RunEngine, StepRunner
from tests.support.fakes import MemoryEngine
from tests.support.postgres import PostgresServer
from tests.workflow.engines import Runs, dbos_engine, engine_place, shared_dbos_engine

# The library keeps one instance per process: these tests may not run beside each other.
pytestmark = pytest.mark.xdist_group("dbos")


async def wait_for_ever(_key: str, step: StepRunner) -> None:
    await step("wait", asyncio.Event().wait)  # type: ignore[arg-type]  # it returns True, which nobody looks at


@pytest.fixture
def runs() -> Runs:
    return Runs()


@pytest.fixture(params=["memory", "dbos", "dbos on postgresql"])
async def make_engine(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Callable[[], RunEngine]]:
    """Makes engines over the same storage; they are closed at the end."""
    async with AsyncExitStack() as stack:
        url = ""
        if request.param == "dbos on postgresql":
            server: PostgresServer = request.getfixturevalue("postgres")
            url = await engine_place(server)
            stack.callback(server.drop_database, url)

        def make() -> RunEngine:
            match request.param:
                case "memory":
                    engine: RunEngine = MemoryEngine()
                case "dbos":
                    engine = dbos_engine(tmp_path / "engine.db")
                case _:
                    engine = shared_dbos_engine(url)
            stack.push_async_callback(engine.close)
            return engine

        yield make


@pytest.fixture
async def engine(make_engine: Callable[[], RunEngine], runs: Runs) -> RunEngine:
    """A launched engine."""
    made = make_engine()
    await made.launch(runs.execute)
    return made


async def is_over(engine: RunEngine, key: str) -> bool:
    return await engine.is_over(key) is True


async def test_a_run_is_executed_with_its_key_and_kind_on_this_loop(engine: RunEngine, runs: Runs) -> None:
    await engine.start("plan:tsk_1:1", "plan")
    await engine.start("gen:tsk_1:2:1", "gen")
    await runs.until(lambda: len(runs.ended) == 2)
    assert sorted(runs.begun) == [("gen:tsk_1:2:1", "gen"), ("plan:tsk_1:1", "plan")]
    assert runs.loops == {asyncio.get_running_loop()}
    assert set(runs.ended.values()) == {None}


async def test_steps_run_in_their_order_and_once(engine: RunEngine, runs: Runs) -> None:
    done: list[str] = []

    async def body(_key: str, step: StepRunner) -> None:
        for name in ("analyse", "design", "settle"):

            async def work(name: str = name) -> None:
                await asyncio.sleep(0)
                done.append(name)

            await step(name, work)

    runs.bodies["k"] = body
    await engine.start("k", "plan")
    await runs.until(lambda: "k" in runs.ended)
    assert done == ["analyse", "design", "settle"]


async def test_a_key_is_started_once(engine: RunEngine, runs: Runs) -> None:
    await engine.start("k", "plan")
    await asyncio.gather(*(engine.start("k", "plan") for _ in range(3)))
    await runs.until(lambda: is_over(engine, "k"))
    await engine.start("k", "plan")
    await engine.start("last", "plan")
    await runs.until(lambda: is_over(engine, "last"))
    assert [key for key, _ in runs.begun].count("k") == 1


@pytest.mark.parametrize("where", ["in a step", "between steps"])
async def test_a_run_can_start_another(engine: RunEngine, runs: Runs, where: str) -> None:
    async def start() -> None:
        await engine.start("second", "gen")

    async def body(_key: str, step: StepRunner) -> None:
        if where == "in a step":
            await step("start", start)
        else:
            await start()

    runs.bodies["first"] = body
    await engine.start("first", "plan")
    await runs.until(lambda: is_over(engine, "second"))
    await runs.until(lambda: is_over(engine, "first"))
    assert runs.ended == {"first": None, "second": None}


async def test_what_is_enqueued_is_executed_by_whoever_is_free_and_once(
    engine: RunEngine, runs: Runs
) -> None:
    await engine.enqueue("plan:tsk_1:1", "plan")
    await engine.enqueue("gen:tsk_1:2:c1:1", "gen")
    await engine.enqueue("gen:tsk_1:2:c1:1", "gen")
    await engine.start("gen:tsk_1:2:c1:1", "gen")
    await runs.until(lambda: is_over(engine, "plan:tsk_1:1"))
    await runs.until(lambda: is_over(engine, "gen:tsk_1:2:c1:1"))
    assert sorted(runs.begun) == [("gen:tsk_1:2:c1:1", "gen"), ("plan:tsk_1:1", "plan")]
    assert runs.loops == {asyncio.get_running_loop()}


async def test_it_knows_what_is_under_way_here(engine: RunEngine, runs: Runs) -> None:
    assert engine.here() == frozenset()
    runs.bodies["k"] = wait_for_ever
    await engine.start("k", "plan")
    assert engine.here() == {"k"}
    await engine.start("k", "plan")
    await engine.start("other", "plan")
    await runs.until(lambda: "other" in runs.ended)
    await runs.until(lambda: engine.here() == {"k"})
    await engine.start("other", "plan")
    assert engine.here() == {"k"}
    engine.interrupt("k")
    await runs.until(lambda: engine.here() == frozenset())
    assert isinstance(runs.ended["k"], asyncio.CancelledError)


async def test_what_it_has_noted_can_be_looked_up_and_forgotten(engine: RunEngine, runs: Runs) -> None:
    runs.bodies["open"] = wait_for_ever
    for key in ("open", "done"):
        await engine.start(key, "plan")
    await runs.until(lambda: is_over(engine, "done"))
    found = await engine.look_up(["open", "done", "none"])
    assert {key: dispatch.state for key, dispatch in found.items()} == {"open": "taken", "done": "over"}
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert sorted(await engine.noted_before(later, 10)) == ["done", "open"]
    await engine.forget(["done"])
    assert await engine.noted_before(later, 10) == ["open"]
    assert await engine.is_over("done") is None


async def test_whoever_stops_working_takes_on_nothing_more(engine: RunEngine, runs: Runs) -> None:
    runs.bodies["k"] = wait_for_ever
    await engine.start("k", "plan")
    await runs.until(lambda: len(runs.begun) == 1)
    await engine.stop_work()
    assert isinstance(runs.ended["k"], asyncio.CancelledError)
    assert engine.here() == frozenset()


async def test_many_run_at_once(engine: RunEngine, runs: Runs) -> None:
    go_on = asyncio.Event()

    async def body(_key: str, step: StepRunner) -> None:
        async def work() -> None:
            await go_on.wait()

        await step("wait", work)

    keys = [f"k{number}" for number in range(20)]
    runs.bodies = dict.fromkeys(keys, body)
    for key in keys:
        await engine.start(key, "gen")
    await runs.until(lambda: len(runs.begun) == len(keys))
    go_on.set()
    await runs.until(lambda: len(runs.ended) == len(keys))
    assert set(runs.ended.values()) == {None}


async def test_it_knows_what_is_over_what_is_not_and_what_it_never_heard_of(
    engine: RunEngine, runs: Runs
) -> None:
    assert await engine.is_over("none") is None
    runs.bodies["k"] = wait_for_ever
    await engine.start("k", "plan")
    assert await engine.is_over("k") is False
    await runs.until(lambda: len(runs.begun) == 1)
    assert await engine.is_over("k") is False
    await engine.start("other", "plan")
    await runs.until(lambda: is_over(engine, "other"))
    assert await engine.is_over("k") is False


@pytest.mark.parametrize("where", ["in a step", "between steps"])
async def test_a_run_that_fails_is_over_and_disturbs_no_other(
    engine: RunEngine, runs: Runs, where: str
) -> None:
    class Peculiar(Exception):
        """Nothing that could be written down as it is."""

        def __init__(self) -> None:
            super().__init__(object())

    async def fail() -> None:
        raise Peculiar

    async def body(_key: str, step: StepRunner) -> None:
        if where == "in a step":
            await step("fail", fail)
        await fail()

    runs.bodies["k"] = body
    await engine.start("k", "plan")
    await runs.until(lambda: is_over(engine, "k"))
    assert isinstance(runs.ended["k"], Peculiar)
    await engine.start("other", "plan")
    await runs.until(lambda: is_over(engine, "other"))
    assert runs.ended["other"] is None


async def test_cancel_interrupts_what_runs(
    engine: RunEngine, runs: Runs, caplog: pytest.LogCaptureFixture
) -> None:
    runs.bodies["k"] = wait_for_ever
    await engine.start("k", "plan")
    await runs.until(lambda: len(runs.begun) == 1)
    await engine.cancel("k")
    await runs.until(lambda: "k" in runs.ended)
    assert isinstance(runs.ended["k"], asyncio.CancelledError)
    await runs.until(lambda: is_over(engine, "k"))
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_cancel_right_after_the_start_is_not_lost(
    engine: RunEngine, runs: Runs, caplog: pytest.LogCaptureFixture
) -> None:
    keys = [f"k{number}" for number in range(10)]
    for patience, key in enumerate(keys):
        runs.bodies[key] = wait_for_ever
        await engine.start(key, "plan")
        for _ in range(patience):
            await asyncio.sleep(0)
        await engine.cancel(key)
    for key in keys:
        await runs.until(lambda key=key: is_over(engine, key))
    assert {key for key, _ in runs.begun} == set(runs.ended)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_cancel_right_after_the_end_changes_nothing(
    engine: RunEngine, runs: Runs, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(10):
        key = f"k{number}"
        await engine.start(key, "plan")
        while key not in runs.ended:  # noqa: ASYNC110  no later than that, not even by one turn of the loop
            await asyncio.sleep(0)
        await engine.cancel(key)
        await runs.until(lambda key=key: is_over(engine, key))
    assert set(runs.ended.values()) == {None}
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_cancelling_what_is_unknown_or_over_is_no_error(engine: RunEngine, runs: Runs) -> None:
    await engine.cancel("none")
    await engine.start("k", "plan")
    await runs.until(lambda: is_over(engine, "k"))
    await engine.cancel("k")
    assert runs.ended["k"] is None
    assert await engine.is_over("none") is None
    await engine.start("none", "plan")
    await runs.until(lambda: is_over(engine, "none"))
    assert runs.ended["none"] is None


async def test_nothing_starts_before_the_launch_or_after_the_close(
    make_engine: Callable[[], RunEngine], runs: Runs
) -> None:
    engine = make_engine()
    with pytest.raises(RuntimeError):
        await engine.start("k", "plan")
    await engine.launch(runs.execute)
    await engine.close()
    with pytest.raises(RuntimeError):
        await engine.start("k", "plan")
    assert runs.begun == []


async def test_closing_interrupts_what_runs_and_is_quick(engine: RunEngine, runs: Runs) -> None:
    runs.bodies["k"] = wait_for_ever
    await engine.start("k", "plan")
    await runs.until(lambda: len(runs.begun) == 1)
    begun = time.perf_counter()
    await engine.close()
    assert time.perf_counter() - begun < 0.5
    assert isinstance(runs.ended["k"], asyncio.CancelledError)


async def test_it_can_be_launched_and_closed_again(make_engine: Callable[[], RunEngine], runs: Runs) -> None:
    engine = make_engine()
    for number in range(3):
        await engine.launch(runs.execute)
        await engine.start(f"k{number}", "plan")
        await runs.until(lambda number=number: is_over(engine, f"k{number}"))
        await engine.close()
        await engine.close()
    assert len(runs.begun) == 3
