"""From a run row to its workflow: claim it under a new token, run it, and say how it ended."""

import asyncio

import structlog

from milepost.domain.errors import MilepostError, StorageUnreachable
from milepost.domain.ports.runtime import StepRunner
from milepost.domain.records import RunKind, TaskError
from milepost.domain.tasks import TaskMove
from milepost.workflow import edit_roadmap, plan_roadmap, write_units
from milepost.workflow.ending import end_task
from milepost.workflow.run import Run, RunSuperseded
from milepost.workflow.services import Services

log = structlog.get_logger("milepost.runs")

WORKFLOWS = {
    "plan": plan_roadmap.plan_roadmap,
    "edit": edit_roadmap.edit_roadmap,
    "gen": write_units.write_units,
}


async def execute_run(services: Services, key: str, kind: RunKind, step: StepRunner) -> None:
    """Execute a run row to its end. What the learner can act on fails the task; a bug is left to the sweep."""
    try:
        async with services.database.write() as work:
            record = await work.runs.claim(key, token=services.ids.token(), owner=services.process_id)
        if record is not None:
            await _execute(Run(record=record, step=step, services=services), kind)
    except RunSuperseded:
        log.info("run_superseded", run=key)
    except StorageUnreachable:
        # Nothing is known to be wrong with the task: once the database is back, the sweep has it repeated.
        log.info("run_postponed", run=key)
    except asyncio.CancelledError:
        # The row says what becomes of it: ended by a cancel, or open for the next process after a shutdown.
        log.info("run_interrupted", run=key)
        raise
    except Exception:
        # Told here, with the run's key, whatever it was; it goes on to the engine, and the sweep finds the run.
        log.exception("run_failed", run=key)
        raise
    else:
        log.info("run_ended", run=key)


async def _execute(run: Run, kind: RunKind) -> None:
    try:
        await WORKFLOWS[kind](run, run.services)
    except StorageUnreachable:
        raise
    except MilepostError as error:
        await _fail(run, error)


async def _fail(run: Run, error: MilepostError) -> None:
    async with run.transaction() as (work, task):
        await work.runs.end(run.key, outcome=error.slug, lost=False, now=run.services.clock.now())
        await end_task(
            work, task, TaskMove.FAIL, run.services, error=TaskError(type=error.slug, detail=str(error))
        )
