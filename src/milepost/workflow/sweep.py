"""The only recovery: find open runs that nobody executes, and have them repeated."""

import asyncio
import contextlib
from datetime import timedelta

import structlog

from milepost.domain.ports.storage import Stores
from milepost.domain.records import RunRecord, TaskError
from milepost.workflow.announcements import recovering
from milepost.workflow.ending import give_up
from milepost.workflow.once import forget_old_answers
from milepost.workflow.run import new_run
from milepost.workflow.services import Services
from milepost.workflow.starting import start_run

log = structlog.get_logger("milepost.sweep")

BEAT = timedelta(seconds=3)
BEAT_TTL = timedelta(seconds=12)
SWEEP = timedelta(seconds=5)
TIDYING = timedelta(hours=1)
MAX_STARTS = 5
#: A row is inserted a moment before the engine is told; only later is its silence a loss.
GRACE = timedelta(seconds=2)


async def keep_sweeping(services: Services) -> None:
    """Beat, sweep and forget until cancelled. A failed round is logged and the next one tries again."""
    next_sweep = services.clock.now() + SWEEP
    next_tidying = services.clock.now()
    while True:
        await asyncio.sleep(BEAT.total_seconds())
        now = services.clock.now()
        try:
            await beat(services)
            if now >= next_sweep:
                next_sweep = now + SWEEP
                await sweep(services)
            if now >= next_tidying:
                next_tidying = now + TIDYING
                await forget_old_answers(services)
                await forget_dead_processes(services)
        except Exception:
            log.warning("sweep_failed", exc_info=True)


async def beat(services: Services) -> None:
    """Say that this process lives."""
    async with services.database.write() as work:
        await work.processes.beat(services.process_id, services.clock.now())


async def forget_dead_processes(services: Services) -> None:
    """Drop the rows of processes that died without a word; only the sweep's own time to live is ever asked for."""
    async with services.database.write() as work:
        await work.processes.forget(services.clock.now() - TIDYING)


async def leave(services: Services) -> None:
    """Say that this process is going, so that others need not wait for its silence."""
    with contextlib.suppress(Exception):
        async with services.database.write() as work:
            await work.processes.remove(services.process_id)


async def sweep(services: Services, *, alone: bool = False) -> None:
    """Repeat what is open and not under way; fail what has been repeated too often.

    `alone` says that no other process can be at work and this one has not begun: everything open is lost.
    """
    now = services.clock.now()
    async with services.database.read() as work:
        alive = frozenset() if alone else await work.processes.alive(now - BEAT_TTL)
        open_runs = await work.runs.open_runs()
    for run in open_runs:
        if run.owner is None and not alone and now - run.created_at <= GRACE:
            continue
        try:
            await _recover(run, alive, services)
        except Exception:
            # The others must not wait for the one that cannot be recovered.
            log.warning("run_not_recovered", run=run.key, exc_info=True)


async def _recover(run: RunRecord, alive: frozenset[str], services: Services) -> None:
    reason = await _why_lost(run, alive, services)
    if reason == "not_started":
        await start_run(services, run)
    elif reason is not None:
        await _succeed(run, reason, services)


async def _why_lost(run: RunRecord, alive: frozenset[str], services: Services) -> str | None:
    if run.owner not in {None, services.process_id}:
        return None if run.owner in alive else "process_gone"
    is_over = await services.engine.is_over(run.key)
    if run.owner is None:
        # Known to the engine and yet never claimed: whoever started it died in between.
        return "not_started" if is_over is None else "never_claimed"
    if is_over is None:
        return "unknown_to_engine"
    return "ended_early" if is_over else None


async def _succeed(run: RunRecord, reason: str, services: Services) -> None:
    """Close a lost run and insert its successor, or give the task up."""
    now = services.clock.now()
    successor: RunRecord | None = None
    async with services.database.write() as work:
        task = await work.tasks.lock(run.task_id)
        current = await work.runs.find(run.key)
        if task is None or current is None or current.ended_at is not None or current.token != run.token:
            return
        await work.runs.end(run.key, outcome=reason, lost=True, now=now)
        if task.status.is_terminal:
            return
        if run.n >= MAX_STARTS:
            detail = f"The work was started {run.n} times and did not come to its end ({reason})."
            await give_up(work, task, services, TaskError(type="run-lost", detail=detail))
            return
        successor = await _insert_successor(work, run, reason, services)
    log.info("run_recovering", run=run.key, successor=successor.key, reason=reason)
    await start_run(services, successor)


async def _insert_successor(work: Stores, run: RunRecord, reason: str, services: Services) -> RunRecord:
    task = await work.tasks.lock(run.task_id)
    assert task is not None
    n = run.n + 1
    key = f"{run.key.rpartition(':')[0]}:{n}"
    successor = new_run(task, run.kind, key=key, args=run.args, services=services, n=n)
    await work.runs.add(successor)
    now = services.clock.now()
    await work.events.append(task.task_id, [recovering(successor.key, reason)], now=now)
    return successor
