"""A process at work: it beats, executes and sweeps, and when it ends it leaves nothing half done that it can help."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import structlog

from milepost.domain.errors import StorageUnreachable
from milepost.workflow.check_links import keep_checking_links
from milepost.workflow.execution import execute_run
from milepost.workflow.services import Services
from milepost.workflow.sweep import beat, hand_over, keep_beating, keep_sweeping, leave, sweep

log = structlog.get_logger("milepost")

#: For units that are nearly written when the process is told to end.
_DRAIN_SECONDS = 2.0
_HAND_OVER_SECONDS = 1.5


@contextlib.asynccontextmanager
async def at_work(services: Services, *, is_embedded: bool) -> AsyncIterator[None]:
    """Execute, beat and sweep until the block ends; then finish what is nearly done and hand over the rest.

    Args:
        is_embedded: Whether no other process can be at work, so that all that is open was left by a dead one.
    """
    # Before the engine begins: what it takes on at once has an owner that others know to be alive.
    await beat(services)
    try:
        await services.engine.launch(lambda key, kind, step: execute_run(services, key, kind, step))
        try:
            await sweep(services, alone=is_embedded)
            async with (
                running(keep_beating(services)),
                running(keep_sweeping(services)),
                running(keep_checking_links(services)),
            ):
                yield
            await services.slots.drain(_DRAIN_SECONDS)
            await services.engine.stop_work()
            if not is_embedded:
                await _try_to_hand_over(services)
        finally:
            await services.engine.close()
    finally:
        await leave(services)


async def _try_to_hand_over(services: Services) -> None:
    try:
        async with asyncio.timeout(_HAND_OVER_SECONDS):
            await hand_over(services)
    except (StorageUnreachable, TimeoutError):
        log.info("not_handed_over")  # the sweep of the others finds it


@contextlib.asynccontextmanager
async def running(forever: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Have something run beside the block, and stop it with that. If it fails, that is told then and ends nothing."""
    task = asyncio.create_task(forever)
    task.add_done_callback(_tell_of_failure)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


def _tell_of_failure(done: "asyncio.Task[None]") -> None:
    if not done.cancelled() and (error := done.exception()) is not None:
        log.error("background_failed", what=getattr(done.get_coro(), "__qualname__", None), exc_info=error)
