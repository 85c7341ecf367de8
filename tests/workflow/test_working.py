"""What runs beside the work of a process."""

import asyncio

from structlog.testing import capture_logs

from milepost.workflow.working import running


async def test_what_fails_beside_the_work_is_told_at_once_and_ends_nothing() -> None:
    begun = asyncio.Event()

    async def failing() -> None:
        begun.set()
        raise ValueError("no catalog")

    with capture_logs() as told:
        async with running(failing()):
            await begun.wait()
            await asyncio.sleep(0)  # whoever looks after it has its turn
            assert [str(line["exc_info"]) for line in told] == ["no catalog"]
