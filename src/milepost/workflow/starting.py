"""Having the engine repeat a row that is committed."""

import structlog

from milepost.domain.records import RunRecord
from milepost.workflow.services import Services

log = structlog.get_logger("milepost.runs")


async def start_run(services: Services, run: RunRecord) -> None:
    """Have the engine repeat a row. A failure is logged only: the sweep finds what is not running."""
    try:
        await services.engine.start(run.key, run.kind)
    except Exception:
        log.warning("run_start_failed", run=run.key, exc_info=True)
