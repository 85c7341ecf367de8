"""The only recovery: find open runs that nobody executes, and have them repeated."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from milepost.domain.errors import StorageUnreachable
from milepost.domain.ports.runtime import Dispatch
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RunRecord, TaskRecord, successor_key
from milepost.workflow.announcements import recovering
from milepost.workflow.ending import give_up
from milepost.workflow.fruitless_starts import fruitless_starts
from milepost.workflow.losses import Loss, failure_after
from milepost.workflow.run import new_run
from milepost.workflow.services import Services
from milepost.workflow.starting import start_run
from milepost.workflow.tidying import tidy

log = structlog.get_logger("milepost.sweep")

BEAT = timedelta(seconds=3)
BEAT_TTL = timedelta(seconds=12)
SWEEP = timedelta(seconds=5)
TIDYING = timedelta(hours=1)
MAX_STARTS = 5
#: A row is inserted a moment before the engine is told; only later is its silence a loss.
GRACE = timedelta(seconds=2)
#: From the moment the engine notes that this process has taken a run until it begins.
_BEGINNING = timedelta(seconds=0.25)
#: Of several processes that see the same loss, one repairs it.
_LOCK = "sweep"
#: Why a run has a successor although nothing was wrong with it.
HANDED_OVER: Loss = "handed_over"


async def keep_sweeping(services: Services) -> None:
    """Sweep and tidy until cancelled. A failed round is logged and the next one tries again."""
    next_tidying = services.clock.now()
    while True:
        await asyncio.sleep(SWEEP.total_seconds())
        await _try(sweep, services)
        if services.clock.now() >= next_tidying:
            next_tidying = services.clock.now() + TIDYING
            await _try(tidy, services)


async def keep_beating(services: Services) -> None:
    """Say that this process lives until cancelled, and look about when that came too late."""
    last = services.clock.now()
    while True:
        await asyncio.sleep(BEAT.total_seconds())
        silence = services.clock.now() - last
        await _try(beat, services)
        last = services.clock.now()
        if silence > BEAT_TTL:
            # The machine slept, or something held the loop: others may have taken over what ran here.
            log.warning("beat_late", seconds=round(silence.total_seconds()))
            await _try(leave_to_others, services)


async def _try(what: Callable[[Services], Awaitable[None]], services: Services) -> None:
    try:
        await what(services)
    except StorageUnreachable:
        pass  # told once, where it was noticed
    except Exception:
        # The outermost loop: ended by one bad look it would leave every later lost run where it is.
        log.warning("sweep_failed", what=what.__name__, exc_info=True)


async def beat(services: Services) -> None:
    """Say that this process lives."""
    async with services.database.write() as work:
        await work.processes.beat(services.process_id, services.clock.now())


async def leave(services: Services) -> None:
    """Say that this process is going, so that others need not wait for its silence."""
    with contextlib.suppress(Exception):
        async with services.database.write() as work:
            await work.processes.remove(services.process_id)


async def hand_over(services: Services) -> None:
    """Give the runs of this process, which has stopped working, to whoever works on."""
    async with services.database.read() as work:
        own = [run for run in await work.runs.open_runs() if run.owner == services.process_id]
    for run in own:
        await _succeed(run, HANDED_OVER, services)


async def leave_to_others(services: Services) -> None:
    """Stop what is under way here and belongs to somebody else by now; it could write nothing any more."""
    here = services.engine.here()
    if not here:
        return
    async with services.database.read() as work:
        runs = await work.runs.find_all(here)
    for run in runs:
        if run.ended_at is not None or run.owner not in {None, services.process_id}:
            log.info("run_moved", run=run.key)
            services.engine.interrupt(run.key)


async def sweep(services: Services, *, alone: bool = False) -> None:
    """Repeat what is open and not under way; fail what has been repeated too often.

    Each process looks after its own runs, and one of them after those of the dead.

    `alone` says that no other process can be at work and this one has not begun: everything open is lost.
    """
    if not alone:
        await leave_to_others(services)
    lost = await _lost(services, alone=alone)
    await _recover_all([one for one in lost if one.run.owner == services.process_id], services)
    others = [one for one in lost if one.run.owner != services.process_id]
    if not others:
        return
    async with services.database.try_lock(_LOCK) as is_ours:
        if is_ours:
            await services.database.expel({one.gone for one in others if one.gone is not None})
            await _recover_all(others, services)


@dataclass(frozen=True, slots=True)
class _Lost:
    """A run that nobody executes."""

    run: RunRecord
    reason: Loss
    gone: str | None = None
    """The process that had it and is believed dead."""


async def _lost(services: Services, *, alone: bool) -> list[_Lost]:
    now = services.clock.now()
    async with services.database.read() as work:
        alive = frozenset() if alone else await work.processes.alive(now - BEAT_TTL)
        open_runs = await work.runs.open_runs()
    unclaimed = [
        run.key for run in open_runs if run.owner is None and (alone or now - run.created_at > GRACE)
    ]
    dispatches = await services.engine.look_up(unclaimed)
    here = services.engine.here()
    if any(one.executor == services.process_id and key not in here for key, one in dispatches.items()):
        # Between the engine's note and the beginning there is a moment.
        await asyncio.sleep(_BEGINNING.total_seconds())
    lost = []
    for run in open_runs:
        dispatch = dispatches.get(run.key)
        if run.owner is not None:
            reason = _why_claimed_is_lost(run, alive, services)
        elif run.key in unclaimed:
            reason = _why_unclaimed_is_lost(run, dispatch, alive, services)
        else:
            continue
        if reason is not None:
            had_it = run.owner or (dispatch.executor if dispatch else None)
            lost.append(_Lost(run, reason, None if had_it in {services.process_id, *alive} else had_it))
    return lost


def _why_claimed_is_lost(run: RunRecord, alive: Collection[str], services: Services) -> Loss | None:
    if run.owner == services.process_id:
        return None if run.key in services.engine.here() else "ended_early"
    return None if run.owner in alive else "process_gone"


def _why_unclaimed_is_lost(
    run: RunRecord, dispatch: Dispatch | None, alive: Collection[str], services: Services
) -> Loss | None:
    match dispatch:
        case None:
            return "not_started"
        case Dispatch(state="queued"):
            return None  # it waits for a process that is free
        case Dispatch(state="taken", executor=executor):
            is_coming = (
                run.key in services.engine.here() if executor == services.process_id else executor in alive
            )
            return None if is_coming else "never_claimed"
        case _:
            return "never_claimed"


async def _recover_all(lost: Sequence[_Lost], services: Services) -> None:
    for one in lost:
        try:
            if one.reason == "not_started":
                await start_run(services, one.run, anywhere=True)
            else:
                await _succeed(one.run, one.reason, services)
        except StorageUnreachable:
            raise
        except Exception:
            # The others must not wait for the one that cannot be recovered.
            log.warning("run_not_recovered", run=one.run.key, exc_info=True)


async def _succeed(run: RunRecord, reason: Loss, services: Services) -> None:
    """Close a lost run and insert its successor, or give the work up."""
    now = services.clock.now()
    async with services.database.write() as work:
        task = await work.tasks.lock(run.task_id)
        current = await work.runs.find(run.key)
        if task is None or current is None or current.ended_at is not None or current.token != run.token:
            return
        await work.runs.end(run.key, outcome=reason, lost=True, now=now)
        if task.status.is_terminal:
            return
        starts = fruitless_starts(await work.events.history(run.task_id), run.key)
        if starts >= MAX_STARTS and reason != HANDED_OVER:
            await give_up(work, task, run, services, failure_after(starts, reason))
            return
        successor = await _insert_successor(work, task, run, reason, services)
    log.info("run_recovering", run=run.key, successor=successor.key, reason=reason)
    await start_run(services, successor, anywhere=True)


async def _insert_successor(
    work: Stores, task: TaskRecord, run: RunRecord, reason: Loss, services: Services
) -> RunRecord:
    n = run.n + 1
    successor = new_run(task, run.kind, key=successor_key(run.key, n), args=run.args, services=services, n=n)
    await work.runs.add(successor)
    event = recovering(successor.key, reason, is_start=reason != HANDED_OVER)
    await work.events.append(task.task_id, [event], now=services.clock.now())
    return successor
