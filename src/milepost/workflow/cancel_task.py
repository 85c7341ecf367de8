"""The command behind `POST /tasks/{task_id}/cancel`: the status first, then whatever is under way."""

from milepost.domain.errors import TaskEnded
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RunRecord
from milepost.domain.tasks import TaskMove
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
        now = services.clock.now()
        if task.review_id is not None:
            await work.reviews.decide(task.review_id, state="closed", feedback=None, now=now)
        for run in await work.runs.open_runs(task.task_id):
            await work.runs.end(run.key, outcome="cancelled", lost=False, now=now)
            stopped.append(run)
        after = await end_task(work, task, TaskMove.CANCEL, services)
        return Accepted(task_id=task.task_id, roadmap_id=task.roadmap_id, status=after.status)

    accepted = await once(services, request, effect, Accepted)
    for run in stopped:
        await services.engine.cancel(run.key)
    return accepted
