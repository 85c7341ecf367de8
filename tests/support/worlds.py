"""A whole server without its sockets: real storage, stub planner and author, an engine of choice."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from milepost.catalog.concept_graph import CatalogGraph
from milepost.catalog.placement.quiz import CatalogPlacement
from milepost.domain.editing.operations import Operation
from milepost.domain.goals import GoalRequest
from milepost.domain.ids import LOCAL_OWNER, TaskId
from milepost.domain.models import OutputMode, ProviderKind
from milepost.domain.ports.runtime import RunEngine
from milepost.domain.providers import ModelChoice, ModelRoles, ProviderRecord
from milepost.domain.records import RunRecord, StoredEvent, TaskRecord
from milepost.domain.tasks import TaskStatus
from milepost.realtime.hub import Hub
from milepost.storage.database import SqlDatabase
from milepost.storage.engines import postgres_engine, sqlite_engines
from milepost.storage.event_log import SqlEventLog
from milepost.storage.key_vault import FernetVault, GivenSecret
from milepost.storage.reachability import Reachability
from milepost.storage.schema import log_epoch, prepare_schema
from milepost.system import RandomIds
from milepost.workflow.answer_questions import Answers, answer_questions
from milepost.workflow.change_roadmap import Changed, OperationsRequest, apply_change
from milepost.workflow.decide_review import Decision, decide_review
from milepost.workflow.execution import execute_run
from milepost.workflow.generate_roadmap import Accepted, generate_roadmap
from milepost.workflow.once import Request
from milepost.workflow.reading import RoadmapWithStudy, read_roadmap
from milepost.workflow.services import Services
from tests.support.fakes import ManualClock, MemoryEngine, StubAuthor, StubPlanner, StubProbe
from tests.support.small_catalogs import chain, small_catalog

#: What keys of providers are encrypted with.
SOME_SECRET = "A" * 43 + "="


@dataclass(frozen=True, slots=True)
class Storage:
    database: SqlDatabase
    log: SqlEventLog
    hub: Hub
    clock: ManualClock
    ids: RandomIds
    engines: tuple[AsyncEngine, AsyncEngine]
    """Writer and reader; on PostgreSQL the same."""

    def connections_held(self) -> int:
        """How many connections are in somebody's hands, beside the log's own."""
        pools = {id(engine): engine.pool for engine in self.engines}.values()
        held = sum(pool.checkedout() for pool in pools if isinstance(pool, AsyncAdaptedQueuePool))
        return held - (self.engines[0].dialect.name == "sqlite")


@contextlib.asynccontextmanager
async def open_storage(where: Path | str) -> AsyncIterator[Storage]:
    """Storage over a SQLite file (a path) or PostgreSQL (a URL), migrated and empty or as it was left."""
    clock, ids = ManualClock(), RandomIds()
    async with contextlib.AsyncExitStack() as stack:
        writer, reader = _engines(where)
        stack.push_async_callback(writer.dispose)
        stack.push_async_callback(reader.dispose)
        await prepare_schema(writer, file=where if isinstance(where, Path) else None, now=clock.now())
        async with writer.begin() as connection:
            epoch = await log_epoch(connection, ids)
        reachability = Reachability()
        log = SqlEventLog(reader, epoch, reachability)
        stack.push_async_callback(log.close)
        await log.changed()  # opens the connection that it keeps
        hub = Hub(log, safety_poll=timedelta(milliseconds=50))
        database = SqlDatabase(writer=writer, reader=reader, hints=hub, reachability=reachability)
        yield Storage(database, log, hub, clock, ids, (writer, reader))


def _engines(where: Path | str) -> tuple[AsyncEngine, AsyncEngine]:
    if isinstance(where, Path):
        return sqlite_engines(where)
    engine = postgres_engine(where, pool_size=8)
    return engine, engine


@dataclass(slots=True)
class World:
    """Services over real storage, with what tests need to drive and look at them."""

    storage: Storage
    services: Services
    planner: StubPlanner
    author: StubAuthor
    probe: StubProbe

    def request(self, key: str | None = None, body: bytes = b"") -> Request:
        return Request(owner_id=LOCAL_OWNER, route="test", key=key, body=body)

    async def give_model(self) -> None:
        """Choose a model that plans and writes."""
        now = self.services.clock.now()
        provider = ProviderRecord(
            provider_id="prv_1", owner_id=LOCAL_OWNER, kind=ProviderKind.OPENAI_COMPATIBLE, name="Small",
            base_url="http://127.0.0.1:9/v1", encrypted_key=None, output_mode=OutputMode.AUTO,
            created_at=now, updated_at=now,
        )  # fmt: skip
        async with self.storage.database.write() as work:
            await work.providers.put(provider)
            choice = ModelChoice(provider_id=provider.provider_id, model="small")
            await work.providers.put_roles(LOCAL_OWNER, ModelRoles(planner=choice))

    async def ask(self, goal: str = "learn it", **fields: Any) -> TaskId:
        """Take a goal on; the task's id."""
        accepted = await generate_roadmap(self.services, self.request(), GoalRequest(goal=goal, **fields))
        return TaskId(accepted.task_id)

    async def ask_until_review(self, goal: str = "learn it", **fields: Any) -> TaskRecord:
        """Take a goal on and wait for its review; the waiting task."""
        return await self.until_status(await self.ask(goal, **fields), TaskStatus.HUMAN_REVIEW_PENDING)

    async def decide(self, task_id: str, *, key: str | None = None, **decision: Any) -> Accepted:
        """Approve, or what the decision says instead."""
        made = Decision(**{"approved": True, **decision})
        return await decide_review(
            self.services, self.request(key, made.model_dump_json().encode()), task_id, made
        )

    async def answer(self, task_id: str, *, key: str | None = None, **answers: str) -> Accepted:
        """Answer questions of a task, by their ids."""
        said = Answers(answers=answers)
        return await answer_questions(
            self.services, self.request(key, said.model_dump_json().encode()), task_id, said
        )

    async def until_next_review(self, before: TaskRecord) -> TaskRecord:
        """The task once it waits for a later review than it did."""
        return await self.until(
            before.task_id, lambda task: task.review_id is not None and task.round > before.round
        )

    async def change(self, roadmap_id: str, base_revision: int, *operations: Operation) -> Changed:
        """Edit a roadmap by hand."""
        change = OperationsRequest(base_revision=base_revision, operations=operations)
        return await apply_change(self.services, self.request(), roadmap_id, change)

    async def roadmap(self, roadmap_id: str) -> RoadmapWithStudy:
        return await read_roadmap(self.services, LOCAL_OWNER, roadmap_id)

    async def runs(self, task_id: str) -> list[RunRecord]:
        """The task's open runs."""
        async with self.storage.database.read() as work:
            return list(await work.runs.open_runs(task_id))

    async def task(self, task_id: str) -> TaskRecord:
        task = await self.storage.log.task(task_id)
        assert task is not None
        return task

    async def until(self, task_id: str, reached: Callable[[TaskRecord], bool]) -> TaskRecord:
        """The task once it is as wanted; fails after 10 s, naming where it stands."""
        try:
            async with asyncio.timeout(10):
                while not reached(task := await self.task(task_id)):
                    await self.storage.hub.wait_past(task_id, task.last_seq, timedelta(seconds=1))
                return task
        except TimeoutError:
            raise AssertionError(f"The task stands at {await self.task(task_id)!r}.") from None

    async def until_status(self, task_id: str, status: TaskStatus) -> TaskRecord:
        return await self.until(task_id, lambda task: task.status is status)

    async def events(self, task_id: str) -> list[StoredEvent]:
        return list(await self.storage.log.read(task_id, after=0, limit=10_000))


@contextlib.asynccontextmanager
async def open_world(
    where: Path | str,
    *,
    engine: RunEngine | None = None,
    planner: StubPlanner | None = None,
    author: StubAuthor | None = None,
    concepts: CatalogGraph | None = None,
    units_at_once: int = 4,
    concepts_per_run: int | None = None,
    works: bool = True,
    vault: FernetVault | None = None,
    with_model: bool = False,
) -> AsyncIterator[World]:
    """A world that is running; another one over the same storage continues it.

    Args:
        with_model: Whether the planner is the one that asks models as well, for goals that are given to one.
    """
    async with open_storage(where) as storage:
        planner, author, probe = planner or StubPlanner(), author or StubAuthor(), StubProbe()
        services = Services(
            database=storage.database,
            planner=planner,
            model_planner=planner if with_model else None,
            author=author,
            concepts=concepts or CatalogGraph(small_catalog(chain("topic", 10, hours=2))),
            placement=CatalogPlacement(small_catalog(chain("topic", 10, hours=2))),
            vault=vault or FernetVault(GivenSecret(SecretStr(SOME_SECRET))),
            probe=probe,
            engine=engine or MemoryEngine(),
            clock=storage.clock,
            ids=storage.ids,
            process_id=storage.ids.new("prc"),
            units_at_once=units_at_once,
            concepts_per_run=concepts_per_run,
            works=works,
        )
        await services.engine.launch(lambda key, kind, step: execute_run(services, key, kind, step))
        try:
            yield World(storage, services, planner, author, probe)
        finally:
            await services.engine.close()
