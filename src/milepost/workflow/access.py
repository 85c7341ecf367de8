"""Finding what a request names, for the owner who asks; what is not theirs does not exist for them."""

from milepost.domain.errors import (
    ContentNotReady,
    RoadmapDeleted,
    RoadmapNotFound,
    TaskNotFound,
    TaskRunning,
)
from milepost.domain.goals import UnitKind
from milepost.domain.id_check import check_roadmap_id, check_task_id
from milepost.domain.ids import ROADMAP_PREFIX, OwnerId, id_prefix
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord, TaskRecord, UnitRecord
from milepost.domain.tasks import UnitStatus


async def get_task(work: Stores, task_id: str, owner_id: OwnerId, *, lock: bool = False) -> TaskRecord:
    """The owner's task.

    Raises:
        WrongIdKind: The id names something else; the detail says which call takes it.
        TaskNotFound: No such task, or another owner's.
    """
    check_task_id(task_id)
    task = await (work.tasks.lock(task_id) if lock else work.tasks.find(task_id))
    if task is None or task.owner_id != owner_id:
        raise TaskNotFound(task_id)
    return task


async def get_task_or_newest(work: Stores, identifier: str, owner_id: OwnerId) -> TaskRecord:
    """The task that an id names; for a roadmap, its newest task."""
    if id_prefix(identifier) != ROADMAP_PREFIX:
        return await get_task(work, identifier, owner_id)
    task = await work.tasks.newest_of(identifier)
    if task is None or task.owner_id != owner_id:
        raise RoadmapNotFound(identifier)
    return task


async def lock_newest_task(work: Stores, roadmap_id: str) -> TaskRecord | None:
    """The newest task of a roadmap, held: as long as it is, nobody else begins one or edits the roadmap.

    The roadmap is held first, by whoever holds more than one of its tasks: two that came upon its tasks in different
    orders would wait for each other.
    """
    await work.roadmaps.hold(roadmap_id)
    newest = await work.tasks.newest_of(roadmap_id)
    return None if newest is None else await work.tasks.lock(newest.task_id)


async def check_nobody_works(work: Stores, roadmap_id: str) -> None:
    """Ask while the newest task is held.

    Raises:
        TaskRunning: A task of the roadmap has not ended. Those that write parts anew can be several at once.
    """
    for task in await work.tasks.open_of(roadmap_id):
        raise TaskRunning(task.task_id)


async def get_own_roadmap(work: Stores, roadmap_id: str, owner_id: OwnerId) -> RoadmapRecord:
    """The owner's roadmap.

    Raises:
        WrongIdKind: The id names something else; the detail says which call takes it.
        RoadmapNotFound: No such roadmap, or another owner's.
    """
    check_roadmap_id(roadmap_id)
    roadmap = await work.roadmaps.find(roadmap_id)
    if roadmap is None or roadmap.owner_id != owner_id:
        raise RoadmapNotFound(roadmap_id)
    return roadmap


async def get_unit(work: Stores, roadmap_id: str, concept_id: str, kind: UnitKind) -> UnitRecord:
    """A unit of a roadmap of which the owner is known.

    Raises:
        ContentNotReady: Nobody has been asked to write it.
    """
    unit = await work.units.find(roadmap_id, concept_id, kind)
    if unit is None:
        raise ContentNotReady(concept_id, kind, UnitStatus.PENDING)
    return unit


async def get_changeable_roadmap(work: Stores, roadmap_id: str, owner_id: OwnerId) -> RoadmapRecord:
    """The owner's roadmap, which is not in the trash.

    Ask while the newest task is held where something will be written: until then it may still be deleted.

    Raises:
        WrongIdKind, RoadmapNotFound: As in `get_own_roadmap`.
        RoadmapDeleted: It is in the trash; restore it first.
    """
    roadmap = await get_own_roadmap(work, roadmap_id, owner_id)
    if roadmap.deleted_at is not None:
        raise RoadmapDeleted(roadmap_id)
    return roadmap
