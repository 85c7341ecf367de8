"""Having the engine repeat rows that are committed."""

import asyncio
from collections.abc import Sequence

import structlog

from milepost.domain.errors import StorageUnreachable
from milepost.domain.records import RunRecord
from milepost.workflow.services import Services

log = structlog.get_logger("milepost.runs")


async def start_run(services: Services, run: RunRecord, *, anywhere: bool = False) -> None:
    """Have the engine repeat a row: here, or where work is shared by whichever process is free.

    A failure is logged only: the sweep finds what is not running.

    Args:
        anywhere: Whether to leave it to whoever is free, even where this process could begin at once.
    """
    begin = services.engine.enqueue if anywhere or not services.works else services.engine.start
    try:
        await begin(run.key, run.kind)
    except StorageUnreachable:
        log.info("run_start_postponed", run=run.key)
    except Exception:
        # Whoever called for the run has committed its row and must be answered; no failure here undoes that.
        log.warning("run_start_failed", run=run.key, exc_info=True)


async def start_runs(services: Services, runs: Sequence[RunRecord]) -> None:
    """Have the engine repeat rows that were called for together.

    Where this process has nothing else to write, the first begins here, without a look at the queue. The others are
    for everybody.
    """
    here = services.slots.has_room
    await asyncio.gather(
        *(
            start_run(services, run, anywhere=bool(run.args.concepts) and not (here and run is runs[0]))
            for run in runs
        )
    )
