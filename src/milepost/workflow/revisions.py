"""A new revision of a roadmap: the plan computed anew, stored against the revision it is based on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from milepost.domain.editing.operations import Operation
from milepost.domain.errors import RevisionNotFound, RoadmapNotFound, StaleRevision
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RevisionRecord, RoadmapRecord
from milepost.domain.roadmaps import Plan, RoadmapState


async def get_roadmap(work: Stores, roadmap_id: str) -> RoadmapRecord:
    roadmap = await work.roadmaps.find(roadmap_id)
    if roadmap is None:
        raise RoadmapNotFound(roadmap_id)
    return roadmap


async def get_revision(work: Stores, roadmap_id: str, revision: int) -> RevisionRecord:
    found = await work.roadmaps.find_revision(roadmap_id, revision)
    if found is None:
        raise RevisionNotFound(roadmap_id, revision)
    return found


async def current_plan(work: Stores, roadmap_id: str) -> tuple[RoadmapRecord, Plan]:
    """The roadmap and the plan of its current revision, which must exist."""
    roadmap = await get_roadmap(work, roadmap_id)
    return roadmap, (await get_revision(work, roadmap_id, roadmap.revision)).plan


async def save_revision(
    work: Stores,
    roadmap: RoadmapRecord,
    plan: Plan,
    *,
    by: Literal["planner", "person", "revert"],
    operations: Sequence[Operation] = (),
    state: RoadmapState | None = None,
    restores: int | None = None,
    now: datetime,
) -> RoadmapRecord:
    """Store `plan` as the next revision of `roadmap`.

    Raises:
        StaleRevision: The roadmap has another revision by now.
    """
    after = roadmap.model_copy(
        update={
            "revision": roadmap.revision + 1,
            "title": plan.roadmap.title,
            "state": state or roadmap.state,
            "updated_at": now,
        }
    )
    if not await work.roadmaps.save(after, base_revision=roadmap.revision):
        raise StaleRevision((await get_roadmap(work, roadmap.roadmap_id)).revision)
    await work.roadmaps.add_revision(
        RevisionRecord(
            roadmap_id=roadmap.roadmap_id, revision=after.revision, plan=plan, by=by,
            operations=tuple(operations), created_at=now, restores=restores,
        )
    )  # fmt: skip
    return after
