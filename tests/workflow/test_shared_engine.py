"""Engines over one PostgreSQL database: who takes a run from the queue, how many, and how it is stopped elsewhere."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import pytest
from dbos import DBOSClient

from milepost.domain.errors import StorageUnreachable
from milepost.domain.ports.runtime import StepRunner
from milepost.workflow.engine import DbosEngine
from tests.support.breakable_link import BreakableLink
from tests.support.postgres import PostgresServer
from tests.workflow.engines import Runs, engine_place, shared_dbos_engine
from tests.workflow.test_engine_contract import is_over, wait_for_ever

pytestmark = pytest.mark.xdist_group("dbos")

#: In one of three or so the moment is met.
_LIVES = 12


@pytest.fixture
async def url(postgres: PostgresServer) -> AsyncIterator[str]:
    """A database with the engine's tables."""
    made = await engine_place(postgres)
    yield made
    postgres.drop_database(made)


@contextlib.asynccontextmanager
async def launched(
    url: str, runs: Runs, *, works: bool = True, runs_at_once: int = 20
) -> AsyncIterator[DbosEngine]:
    """One engine of those over the database, closed whatever happens: there can be one in a process."""
    engine = shared_dbos_engine(url, works=works, runs_at_once=runs_at_once)
    await engine.launch(runs.execute)
    try:
        yield engine
    finally:
        await engine.close()


async def test_a_process_has_no_more_runs_of_a_queue_at_once_than_it_may(url: str) -> None:
    runs = Runs()
    async with launched(url, runs, runs_at_once=2) as engine:
        # The template's engine had other figures; the look at the queue that takes this one may still go by them.
        await engine.enqueue("gen:first", "gen")
        await runs.until(lambda: is_over(engine, "gen:first"))
        keys = [f"gen:{number}" for number in range(5)]
        for key in keys:
            runs.bodies[key] = wait_for_ever
            await engine.enqueue(key, "gen")
        await engine.enqueue("plan:1", "plan")
        await runs.until(lambda: "plan:1" in runs.ended)  # planning does not wait behind writing
        await runs.until(lambda: len(runs.begun) == 4)
        states = [dispatch.state for dispatch in (await engine.look_up(keys)).values()]
        assert (states.count("taken"), states.count("queued")) == (2, 3)
        for key in engine.here():
            engine.interrupt(key)
        await runs.until(lambda: len(runs.begun) == 6)


async def test_a_process_that_does_not_work_takes_nothing_and_another_does(url: str) -> None:
    runs = Runs()
    async with launched(url, runs, works=False) as idle:
        await idle.enqueue("gen:1", "gen")
        found = (await idle.look_up(["gen:1"]))["gen:1"]
        assert found.state == "queued"
    assert runs.begun == []
    async with launched(url, runs) as working:
        await runs.until(lambda: is_over(working, "gen:1"))


async def test_cancelling_reaches_a_run_that_waits_in_the_queue(url: str) -> None:
    runs = Runs()
    async with launched(url, runs, runs_at_once=1) as engine:
        runs.bodies["gen:1"] = wait_for_ever
        await engine.enqueue("gen:1", "gen")
        await runs.until(lambda: len(runs.begun) == 1)
        await engine.enqueue("gen:2", "gen")
        await engine.cancel("gen:2")
        engine.interrupt("gen:1")
        await engine.enqueue("gen:3", "gen")
        await runs.until(lambda: is_over(engine, "gen:3"))
        assert [key for key, _ in runs.begun] == ["gen:1", "gen:3"]


async def test_cancelling_reaches_a_step_that_another_process_executes(url: str) -> None:
    runs = Runs()
    async with launched(url, runs) as engine:
        interrupted = asyncio.Event()

        async def body(_key: str, step: StepRunner) -> None:
            async def wait() -> None:
                try:
                    await asyncio.Event().wait()
                finally:
                    interrupted.set()

            await step("wait", wait)

        runs.bodies["gen:1"] = body
        await engine.enqueue("gen:1", "gen")
        await runs.until(lambda: len(runs.begun) == 1)
        # The library keeps one instance per process; its client does what another process would.
        client = DBOSClient(system_database_url=url.replace("+asyncpg", "+psycopg"))
        await client.cancel_workflow_async("gen:1")
        client.destroy()
        async with asyncio.timeout(2):
            await interrupted.wait()
        await runs.until(lambda: "gen:1" in runs.ended)
        assert engine.here() == frozenset()


@pytest.fixture
def outside() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop in a thread of its own: the engine's launch holds the one it runs on."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def link(url: str, outside: asyncio.AbstractEventLoop) -> Iterator[BreakableLink]:
    """A link to the server of the database."""
    server = urlsplit(url)
    made = BreakableLink((server.hostname or "", server.port or 5432))
    asyncio.run_coroutine_threadsafe(made.mend(), outside).result()
    yield made
    asyncio.run_coroutine_threadsafe(made.close(), outside).result()


async def test_a_lost_database_is_said_in_our_terms_and_nothing_of_it_is_logged(
    url: str, outside: asyncio.AbstractEventLoop, link: BreakableLink, caplog: pytest.LogCaptureFixture
) -> None:
    database = url.rpartition("/")[2]
    runs, go_on, failures = Runs(), asyncio.Event(), list[StorageUnreachable]()

    async def body(_key: str, step: StepRunner) -> None:
        async def work() -> None:
            await go_on.wait()

        try:
            await step("work", work)
        except StorageUnreachable as failure:
            failures.append(failure)

    runs.bodies["k"] = body
    async with launched(f"postgresql://postgres@127.0.0.1:{link.port}/{database}", runs) as engine:
        await engine.start("k", "plan")
        await runs.until(lambda: len(runs.begun) == 1)
        outside.call_soon_threadsafe(link.cut)
        await runs.until(lambda: is_lost(engine))
        for call in (engine.start("l", "plan"), engine.enqueue("m", "gen"), engine.cancel("n")):
            with pytest.raises(StorageUnreachable):
                await call
        go_on.set()
        await runs.until(lambda: "k" in runs.ended)
        assert len(failures) == 1
        assert engine.here() == frozenset()
        asyncio.run_coroutine_threadsafe(link.mend(), outside).result()
        await engine.start("o", "plan")
        await runs.until(lambda: "o" in runs.ended)
    loud = [record.getMessage() for record in caplog.records if record.levelname in {"ERROR", "WARNING"}]
    assert loud == []


async def is_lost(engine: DbosEngine) -> bool:
    try:
        await engine.look_up(["k"])
    except StorageUnreachable:
        return True
    return False


async def test_what_is_taken_from_a_queue_while_the_process_ends_leaves_no_traceback(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Seen as `cannot schedule new futures after shutdown` in workers that were told to end while there was work."""
    runs = Runs()
    for life in range(_LIVES):
        async with launched(url, runs) as engine:
            for number in range(15):
                await engine.enqueue(f"gen:{life}:{number}", "gen")
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
