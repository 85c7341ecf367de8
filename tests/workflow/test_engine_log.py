"""The engine's library tells its errors itself; what has been told already does not reach our log again."""

import logging
from pathlib import Path

import pytest
from dbos import _error as dbos_error

from tests.workflow.engines import Runs, dbos_engine


async def test_a_run_cancelled_before_it_began_leaves_no_traceback(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Seen as `Exception encountered in asynchronous workflow` in a worker that had just taken such a run."""
    engine = dbos_engine(tmp_path / "engine.db")
    await engine.launch(Runs().execute)
    try:
        cancelled = dbos_error.DBOSAwaitedWorkflowCancelledError("plan:tsk_1:1")
        logging.getLogger("dbos").error("Exception encountered", exc_info=cancelled)
        assert caplog.records == []
        logging.getLogger("dbos").error("Exception encountered", exc_info=ValueError("a bug"))
        assert len(caplog.records) == 1
    finally:
        await engine.close()
