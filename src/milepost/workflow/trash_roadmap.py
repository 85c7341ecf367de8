"""The commands behind `DELETE /roadmaps/{roadmap_id}` and its restore, and what empties the trash."""

import structlog

from milepost.domain.ids import RoadmapId
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RunRecord
from milepost.workflow.access import get_own_roadmap, lock_newest_task
from milepost.workflow.cancel_task import end_as_cancelled, stop_runs
from milepost.workflow.once import Request, once
from milepost.workflow.reading import with_study
from milepost.workflow.services import Services
from milepost.workflow.summaries import RoadmapSummary, summarise

log = structlog.get_logger("milepost.roadmaps")

#: How many roadmaps one look at the trash takes; each of them is a transaction of its own.
PURGED_AT_ONCE = 50


async def trash_roadmap(services: Services, request: Request, roadmap_id: str) -> RoadmapSummary:
    """Put a roadmap into the trash; what is at work on it is cancelled. Once there, nothing changes.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner.
    """
    stopped: list[RunRecord] = []

    async def effect(work: Stores) -> RoadmapSummary:
        await get_own_roadmap(work, roadmap_id, request.owner_id)
        await lock_newest_task(work, roadmap_id)
        # Read again: whoever held the task before may have deleted or restored it.
        roadmap = await get_own_roadmap(work, roadmap_id, request.owner_id)
        if roadmap.deleted_at is None:
            for task in await work.tasks.open_of(roadmap_id):
                if (held := await work.tasks.lock(task.task_id)) is not None and not held.status.is_terminal:
                    stopped.extend(await end_as_cancelled(work, held, services))
            await work.roadmaps.mark_deleted(roadmap.roadmap_id, services.clock.now())
            work.after_commit(lambda: log.info("roadmap_deleted", roadmap_id=roadmap_id))
        return await _summary(work, roadmap_id, request, services)

    summary = await once(services, request, effect, RoadmapSummary)
    await stop_runs(services, stopped)
    return summary


async def restore_roadmap(services: Services, request: Request, roadmap_id: str) -> RoadmapSummary:
    """Take a roadmap out of the trash, as it was; what was cancelled stays cancelled.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner, or not any more.
    """

    async def effect(work: Stores) -> RoadmapSummary:
        await get_own_roadmap(work, roadmap_id, request.owner_id)
        await lock_newest_task(work, roadmap_id)
        roadmap = await get_own_roadmap(work, roadmap_id, request.owner_id)
        if roadmap.deleted_at is not None:
            await work.roadmaps.mark_deleted(roadmap.roadmap_id, None)
            work.after_commit(lambda: log.info("roadmap_restored", roadmap_id=roadmap_id))
        return await _summary(work, roadmap_id, request, services)

    return await once(services, request, effect, RoadmapSummary)


async def purge_trash(services: Services) -> int:
    """Remove for good what has been in the trash for its time; how many roadmaps that were."""
    purged = 0
    while True:
        before = services.clock.now() - services.trash_kept_for
        async with services.database.read() as work:
            due = await work.roadmaps.deleted_before(before, PURGED_AT_ONCE)
        for roadmap_id in due:
            purged += await _purge(services, roadmap_id)
        if len(due) < PURGED_AT_ONCE:
            return purged


async def _purge(services: Services, roadmap_id: RoadmapId) -> bool:
    async with services.database.write() as work:
        await lock_newest_task(work, roadmap_id)
        roadmap = await work.roadmaps.find(roadmap_id)
        purge_at = roadmap.purge_at(services.trash_kept_for) if roadmap else None
        if purge_at is None or purge_at > services.clock.now():
            return False  # restored, or purged by another process, since the trash was looked through
        await work.roadmaps.erase(roadmap_id)
        work.after_commit(lambda: log.info("roadmap_purged", roadmap_id=roadmap_id))
    return True


async def _summary(work: Stores, roadmap_id: str, request: Request, services: Services) -> RoadmapSummary:
    roadmap = await get_own_roadmap(work, roadmap_id, request.owner_id)
    return summarise(await with_study(work, roadmap, services))
