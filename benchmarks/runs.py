"""The run engine against plain asyncio: what durability costs in time, on both databases.

Everything is real but the author, who sleeps for as long as a unit is to take.
"""

import asyncio
import contextlib
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.channel.processes import proportional_bytes
from benchmarks.promises import Row
from milepost.domain.tasks import TaskStatus
from milepost.storage.engines import engine_database, shared_engine_database
from milepost.storage.reachability import is_unreachable
from milepost.workflow.engine import DbosEngine, Queues
from tests.support.factories import make_concept, roadmap_of
from tests.support.fakes import StubAuthor, StubPlanner
from tests.support.places import postgres_place, sqlite_place
from tests.support.run import TestRun
from tests.support.services import start_postgres
from tests.support.worlds import World, open_world

CONCEPTS, KINDS, AT_ONCE = 100, ("tutorial", "resources", "quiz"), 20
SAMPLES = 100


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    wall_bar: float
    """Of units of varied length; of long ones it is 1.05 everywhere."""
    start_bar_ms: float


EMBEDDED = Form("SQLite", 1.35, 50)
SCALED = Form("PostgreSQL", 1.5, 400)


async def measure(run: TestRun, *, quick: bool) -> list[Row]:
    rows = []
    for form in (EMBEDDED, SCALED):
        with tempfile.TemporaryDirectory() as directory:
            rows += await _measure(form, run, Path(directory), quick=quick)
    return rows


async def _measure(form: Form, run: TestRun, directory: Path, *, quick: bool) -> list[Row]:
    rows: list[Row] = []
    # A roadmap of short ones is over within a few looks at the queue, so one time says little.
    lengths = {
        "units of 1 s": (lambda _unit: 1.0, 1.05, 1),
        "units of 0.05–0.15 s": (_varied, form.wall_bar, 7),
    }
    if quick:
        del lengths["units of 1 s"]
    async with _world(form, run, directory) as world:
        before = proportional_bytes(["self"])
        for name, (seconds, bar, times) in lengths.items():
            plain = await _plain(seconds)
            walls = [await _written(world, seconds) for _ in range(1 if quick else times)]
            wall = statistics.median(walls)
            reference = f"{' '.join(f'{one:.2f}' for one in walls)} s, plain asyncio {plain:.2f} s"
            rows.append(
                Row(f"{form.name}: 100 × 3 {name}, 20 at a time ÷ plain", wall / plain, "×", bar, reference)
            )
        wall = await _written(world, lambda _unit: 0.0)
        grown = (proportional_bytes(["self"]) - before) / (1 << 20)
        units = CONCEPTS * len(KINDS)
        rows.append(Row(f"{form.name}: a written unit, without its writing", wall / units * 1000, "ms", None,
                        f"{units / wall:.0f} units/s; memory grew by {grown:.1f} MiB in all of it"))  # fmt: skip
        rows += await _reactions(world, form, samples=SAMPLES // 5 if quick else SAMPLES)
    return rows


async def _reactions(world: World, form: Form, *, samples: int) -> list[Row]:
    """How long after its submission the first event of a task stands, and after its approval the first unit runs."""
    world.planner.roadmap = roadmap_of(make_concept("topic.only"))
    first_events, starts = [], []
    for _ in range(samples):
        began = time.perf_counter()
        task_id = await world.ask()
        while not await world.storage.hub.wait_past(task_id, 0, timedelta(seconds=10)):
            pass
        first_events.append(time.perf_counter() - began)
        await world.until_status(task_id, TaskStatus.HUMAN_REVIEW_PENDING)
        running = asyncio.Event()
        world.author.before_each = _telling(running)
        began = time.perf_counter()
        await world.decide(task_id)
        await running.wait()
        starts.append(time.perf_counter() - began)
        await world.until_status(task_id, TaskStatus.COMPLETED)
    return [
        Row(f"{form.name}: submit → first event, p99 of {samples}", _p99(first_events), "ms", None,
            f"median {statistics.median(first_events) * 1000:.1f} ms"),
        Row(f"{form.name}: approve → first unit running, p99 of {samples}", _p99(starts), "ms", form.start_bar_ms,
            f"median {statistics.median(starts) * 1000:.1f} ms"),
    ]  # fmt: skip


async def _written(world: World, seconds: Callable[[str], float]) -> float:
    """Seconds from the approval of a large roadmap until all of it is written."""
    world.planner.roadmap = roadmap_of(*(make_concept(f"topic.n{number}") for number in range(CONCEPTS)))
    task = await world.ask_until_review()
    world.author.before_each = lambda unit: asyncio.ensure_future(asyncio.sleep(seconds(unit)))
    began = time.perf_counter()
    await world.decide(task.task_id)
    while (task := await world.task(task.task_id)).status is not TaskStatus.COMPLETED:
        assert not task.status.is_terminal, f"The task ended as {task.status}."
        await world.storage.hub.wait_past(task.task_id, task.last_seq, timedelta(seconds=1))
    return time.perf_counter() - began


async def _plain(seconds: Callable[[str], float]) -> float:
    """The same sleeps, as many at a time, and nothing else."""
    at_once = asyncio.Semaphore(AT_ONCE)

    async def unit(name: str) -> None:
        async with at_once:
            await asyncio.sleep(seconds(name))

    began = time.perf_counter()
    await asyncio.gather(*(unit(f"topic.n{number}:{kind}") for number in range(CONCEPTS) for kind in KINDS))
    return time.perf_counter() - began


@contextlib.asynccontextmanager
async def _world(form: Form, run: TestRun, directory: Path) -> AsyncIterator[World]:
    author, planner = StubAuthor(), StubPlanner()
    if form is EMBEDDED:
        file = directory / "engine.db"
        engine = DbosEngine(
            database_url=f"sqlite:///{file}", database_engine=engine_database(file), executor_id="bench",
            is_outage=is_unreachable,
        )  # fmt: skip
        place = await sqlite_place(run, directory)
        async with open_world(
            place, engine=engine, planner=planner, author=author, units_at_once=AT_ONCE
        ) as world:
            yield world
        return
    server = start_postgres(run)
    url = await postgres_place(server)
    shared = shared_engine_database(url, pool_size=6)
    engine = DbosEngine(
        database_url=shared.url.render_as_string(hide_password=False), database_engine=shared, executor_id="bench",
        queues=Queues(runs_at_once=2 + AT_ONCE // 20), is_outage=is_unreachable,
    )  # fmt: skip
    try:
        async with open_world(
            url, engine=engine, planner=planner, author=author, units_at_once=AT_ONCE, concepts_per_run=10
        ) as world:
            yield world
    finally:
        server.drop_database(url)


def _telling(running: asyncio.Event) -> Callable[[str], None]:
    def tell(_unit: str) -> None:
        running.set()

    return tell


def _varied(unit: str) -> float:
    return random.Random(unit).uniform(0.05, 0.15)


def _p99(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(0.99 * len(times)))] * 1000
