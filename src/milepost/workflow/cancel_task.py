"""The command behind `POST /tasks/{task_id}/cancel`: the status first, then whatever is under way."""

import asyncio
import contextlib
from collections.abc import Sequence

from milepost.domain.errors import StorageUnreachable, TaskEnded
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RunRecord, TaskRecord
from milepost.domain.tasks import TaskMove, TaskStatus
from milepost.workflow.access import get_task
from milepost.workflow.ending import end_task
from milepost.workflow.generate_roadmap import Accepted
from milepost.workflow.once import Request, once
from milepost.workflow.services import Services


async def cancel_task(services: Services, request: Request, task_id: str) -> Accepted:
    """Cancel from any status that is not terminal; what is finished stays readable.

    Raises:
        TaskEnded: The task had ended before.
    """
    stopped: list[RunRecord] = []

    async def effect(work: Stores) -> Accepted:
        task = await get_task(work, task_id, request.owner_id, lock=True)
        if task.status.is_terminal:
            raise TaskEnded(task.status)
        stopped.extend(await end_as_cancelled(work, task, services))
        return Accepted(task_id=task.task_id, roadmap_id=task.roadmap_id, status=TaskStatus.CANCELLED)

    accepted = await once(services, request, effect, Accepted)
    await stop_runs(services, stopped)
    return accepted


async def end_as_cancelled(work: Stores, task: TaskRecord, services: Services) -> Sequence[RunRecord]:
    """Bring a task that has not ended to its end in this transaction; give what it returns to `stop_runs` after."""
    now = services.clock.now()
    if task.review_id is not None:
        await work.reviews.decide(task.review_id, state="closed", feedback=None, now=now)
    runs = await work.runs.open_runs(task.task_id)
    for run in runs:
        await work.runs.end(run.key, outcome="cancelled", lost=False, now=now)
    await end_task(work, task, TaskMove.CANCEL, services)
    return runs


async def stop_runs(services: Services, runs: Sequence[RunRecord]) -> None:
    """Interrupt what is under way of runs whose rows have ended."""
    # Where the engine cannot be reached: the process that has a run under way sees at its next sweep that it has ended.
    with contextlib.suppress(StorageUnreachable):
        await asyncio.gather(*(services.engine.cancel(run.key) for run in runs))
