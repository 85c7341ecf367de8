"""What the engine tests share: runs that a test can watch, and the engine that people run, over a file."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from milepost.domain.ports.runtime import StepRunner
from milepost.domain.records import RunKind
from milepost.storage.engines import engine_database, shared_engine_database
from milepost.storage.reachability import is_unreachable
from milepost.system import RandomIds
from milepost.workflow.engine import DbosEngine, Queues
from tests.support.postgres import PostgresServer

Body = Callable[[str, StepRunner], Awaitable[None]]


class Runs:
    """Executes runs with a body that a test chooses, and notes what happens to them."""

    def __init__(self) -> None:
        self.bodies: dict[str, Body] = {}
        self.begun: list[tuple[str, RunKind]] = []
        self.loops: set[asyncio.AbstractEventLoop] = set()
        self.ended: dict[str, BaseException | None] = {}
        self._changed = asyncio.Condition()

    async def execute(self, key: str, kind: RunKind, step: StepRunner) -> None:
        self.begun.append((key, kind))
        self.loops.add(asyncio.get_running_loop())
        outcome: BaseException | None = None
        try:
            await self.bodies.get(key, one_step)(key, step)
        except BaseException as error:
            outcome = error
            raise
        finally:
            self.ended[key] = outcome

    async def until(self, reached: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> None:
        """Look again and again, for at most 5 s."""
        async with asyncio.timeout(5):
            while True:
                found = reached()
                if (found if isinstance(found, bool) else await found) is True:
                    return
                await asyncio.sleep(0.002)  # an engine tells nobody


async def one_step(_key: str, step: StepRunner) -> None:
    await step("one", _nothing)


async def _nothing() -> None:
    pass


def dbos_engine(file: Path) -> DbosEngine:
    """An engine with an executor id of its own, as each start of a process has."""
    return DbosEngine(
        database_url=f"sqlite:///{file}",
        database_engine=engine_database(file),
        executor_id=RandomIds().new("prc"),
        is_outage=is_unreachable,
    )


def shared_dbos_engine(url: str, *, works: bool = True, runs_at_once: int = 20) -> DbosEngine:
    """One of several engines over the same PostgreSQL database."""
    database = shared_engine_database(url, pool_size=6)
    return DbosEngine(
        database_url=database.url.render_as_string(hide_password=False),
        database_engine=database,
        executor_id=RandomIds().new("prc"),
        queues=Queues(runs_at_once=runs_at_once, poll=timedelta(milliseconds=20)),
        works=works,
        is_outage=is_unreachable,
    )


async def engine_place(server: PostgresServer) -> str:
    """A PostgreSQL database of its own with the engine's tables, to be dropped by the caller; its address."""

    async def prepare(url: str) -> None:
        engine = shared_dbos_engine(url)
        await engine.launch(Runs().execute)
        await engine.close()

    return server.create_database(await server.ensure_template("engine", prepare))
