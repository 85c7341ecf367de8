"""The command behind `POST /tasks/{task_id}/retry`: a new task for what failed; the old one never changes."""

from collections.abc import Sequence

from pydantic import Field

from milepost.domain.errors import NothingToRetry
from milepost.domain.model import Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord, RunRecord, TaskRecord, UnitRecord, run_key
from milepost.domain.roadmaps import Plan, RoadmapState
from milepost.domain.tasks import TaskStatus, UnitStatus, progress_of
from milepost.workflow.access import (
    check_nobody_works,
    get_changeable_roadmap,
    get_task,
    lock_newest_task,
)
from milepost.workflow.approval import wanted_units
from milepost.workflow.generate_roadmap import Accepted
from milepost.workflow.once import Request, once
from milepost.workflow.planning_progress import PLAN_STEPS
from milepost.workflow.revisions import current_plan, get_roadmap
from milepost.workflow.run import new_run
from milepost.workflow.services import Services
from milepost.workflow.starting import start_runs
from milepost.workflow.writing_again import child_of, write_again


class RetryRequest(Value):
    units: tuple[str, ...] | None = Field(default=None, max_length=3000)
    """Units as `<concept_id>:<kind>`; every unit of the roadmap that is not completed when absent."""


async def retry_task(services: Services, request: Request, task_id: str, retry: RetryRequest) -> Accepted:
    """Write again what a task could not, or did not get to; where not even a plan came of it, plan again.

    Raises:
        RoadmapDeleted: The roadmap is in the trash.
        TaskRunning: The task, or another one of the roadmap, is still at work.
        NothingToRetry: Nothing of what was named is missing.
    """
    runs: list[RunRecord] = []

    async def effect(work: Stores) -> Accepted:
        roadmap_id = (await get_task(work, task_id, request.owner_id)).roadmap_id
        await lock_newest_task(work, roadmap_id)
        parent = await get_task(work, task_id, request.owner_id, lock=True)
        stored = await get_changeable_roadmap(work, roadmap_id, request.owner_id)
        await check_nobody_works(work, roadmap_id)
        # Drafting still: it failed before it could be asked about a plan, the first one or another.
        is_drafting = stored.state is RoadmapState.DRAFTING
        if is_drafting and parent.status is TaskStatus.FAILED and retry.units is None:
            return await _plan_again(work, parent, stored, runs, services)
        roadmap, plan = await _written_plan(work, parent)
        missing = missing_units(
            await wanted_units(work, parent, roadmap, plan, services),
            await work.units.of_roadmap(roadmap.roadmap_id),
            retry.units,
        )
        if not missing:
            raise NothingToRetry
        task, begun = await write_again(work, parent, roadmap, missing, services)
        runs.extend(begun)
        return Accepted(task_id=task.task_id, roadmap_id=task.roadmap_id, status=task.status)

    accepted = await once(services, request, effect, Accepted)
    await start_runs(services, runs)
    return accepted


async def _plan_again(
    work: Stores, parent: TaskRecord, roadmap: RoadmapRecord, runs: list[RunRecord], services: Services
) -> Accepted:
    """Begin anew with a goal that nothing has come of yet. What was answered stays answered; what was only assumed is
    found out anew."""
    questions = parent.intent.questions if parent.intent else ()
    intent = parent.intent if any(one.answer is not None for one in questions) else None
    said = parent.estimates
    task = child_of(parent, services).model_copy(
        update={
            "intent": intent,
            "progress": progress_of(0, PLAN_STEPS),
            # It plans once, whatever its parent did.
            "estimates": said and said.model_copy(update={"planning_anew": None}),
        }
    )
    run = new_run(task, "plan", key=run_key("plan", task.task_id, what=None, n=1), services=services)
    await work.tasks.add(task)
    taken_up = roadmap.model_copy(update={"task_id": task.task_id})
    await work.roadmaps.save(taken_up, base_revision=roadmap.revision)
    await work.runs.add(run)
    runs.append(run)
    return Accepted(task_id=task.task_id, roadmap_id=task.roadmap_id, status=task.status)


async def _written_plan(work: Stores, parent: TaskRecord) -> tuple[RoadmapRecord, Plan]:
    roadmap = await get_roadmap(work, parent.roadmap_id)
    # Before an approval nothing has been called for, so nothing can be missing.
    if roadmap.state is not RoadmapState.APPROVED or parent.intent is None:
        raise NothingToRetry
    return await current_plan(work, parent.roadmap_id)


def missing_units(
    wanted: Sequence[UnitRecord], existing: Sequence[UnitRecord], named: Sequence[str] | None
) -> list[UnitRecord]:
    """What the roadmap should have and has not: units that failed or were skipped, and those of concepts that an edit
    has put in, or a revert brought back, after the approval."""
    by_name = {unit.unit: unit for unit in existing}
    candidates = [by_name.get(unit.unit, unit) for unit in wanted]
    return [
        unit
        for unit in candidates
        if unit.status is not UnitStatus.COMPLETED and (named is None or unit.unit in named)
    ]
