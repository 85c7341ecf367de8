"""New versions of one unit: asked for, in words or not; the versions there are, and which of them is read."""

from milepost.domain.content_errors import NoSuchVersion
from milepost.domain.errors import ConceptNotFound, TaskRunning
from milepost.domain.goals import InstructionsText, LeftOut, UnitKind
from milepost.domain.ids import OwnerId
from milepost.domain.model import Ordinal, Value
from milepost.domain.model_errors import NoModelConfigured
from milepost.domain.models import ModelRole
from milepost.domain.ports.storage import Stores
from milepost.domain.records import Rewriting, RoadmapRecord, RunRecord, TaskRecord, UnitRecord, VersionRecord
from milepost.domain.roadmaps import RoadmapState
from milepost.domain.scheduling.schedule_errors import RoadmapNotApproved
from milepost.domain.search_errors import NoSearchConfigured
from milepost.domain.tasks import UnitStatus
from milepost.workflow.access import get_changeable_roadmap, get_own_roadmap, get_unit, lock_newest_task
from milepost.workflow.approval import has_author_model
from milepost.workflow.ending import kept
from milepost.workflow.generate_roadmap import Accepted
from milepost.workflow.once import Request, once
from milepost.workflow.revisions import current_plan
from milepost.workflow.services import Services
from milepost.workflow.starting import start_runs
from milepost.workflow.writing_again import write_again


class RewriteRequest(Value):
    instructions: InstructionsText | None = None
    """What to change, in the learner's words; another version of the same when absent."""


class VersionChoice(Value):
    version: Ordinal


class Versions(Value):
    """The versions of a unit, and how it stands with the next."""

    version: int
    """The one that is read; 0 while there is none."""
    versions: tuple[VersionRecord, ...]
    """Oldest first."""
    status: UnitStatus
    reason: str | None = None
    """Why the last attempt failed."""
    asked: Rewriting | None = None
    """What is asked of the version that is being written, or that could not be."""
    task_id: str | None = None
    """Which task is at work on it."""
    parts_of_task: int = 0
    """How many parts that task has still to finish, this one among them: stopping it ends them all."""


async def rewrite_unit(
    services: Services,
    request: Request,
    roadmap_id: str,
    concept_id: str,
    kind: UnitKind,
    wish: RewriteRequest,
) -> Accepted:
    """Have a model write a unit anew, as a task of its own. Until the new version is there the old one is read.

    Raises:
        RoadmapNotFound, ConceptNotFound, ContentNotReady: There is no such unit.
        RoadmapDeleted, RoadmapNotApproved: Nothing can be written for this roadmap.
        NoModelConfigured, NoSearchConfigured: There is nobody to write it.
        TaskRunning: A task that has not ended is to write it.
    """
    runs: list[RunRecord] = []

    async def effect(work: Stores) -> Accepted:
        parent, roadmap, unit = await _changeable_unit(work, request.owner_id, roadmap_id, concept_id, kind)
        with_model = await has_author_model(work, request.owner_id)
        # By a model, also where the catalog wrote it the first time: that would say the same again.
        match services.author.left_out(kind, in_catalog=False, with_model=with_model):
            case LeftOut.NO_MODEL:
                raise NoModelConfigured(ModelRole.AUTHOR.value)
            case LeftOut.NO_SEARCH:
                raise NoSearchConfigured
        asked = unit.model_copy(update={"asked": Rewriting(instructions=wish.instructions or None)})
        task, begun = await write_again(work, parent, roadmap, [asked], services)
        runs.extend(begun)
        return Accepted(task_id=task.task_id, roadmap_id=task.roadmap_id, status=task.status)

    accepted = await once(services, request, effect, Accepted)
    await start_runs(services, runs)
    return accepted


async def choose_version(
    services: Services,
    request: Request,
    roadmap_id: str,
    concept_id: str,
    kind: UnitKind,
    choice: VersionChoice,
) -> Versions:
    """Have another version read from now on; after an attempt that failed, leave it at the one there is.

    Raises:
        NoSuchVersion: It has not been written.
        RoadmapNotFound, ConceptNotFound, ContentNotReady, RoadmapDeleted, RoadmapNotApproved, TaskRunning: As in
            `rewrite_unit`.
    """

    async def effect(work: Stores) -> Versions:
        _, _, unit = await _changeable_unit(work, request.owner_id, roadmap_id, concept_id, kind)
        if choice.version > unit.versions:
            raise NoSuchVersion(concept_id, kind, choice.version, versions=unit.versions)
        await work.units.save_all([kept(unit.model_copy(update={"version": choice.version}))])
        return await _versions(work, roadmap_id, concept_id, kind)

    return await once(services, request, effect, Versions)


async def list_versions(
    services: Services, owner_id: OwnerId, roadmap_id: str, concept_id: str, kind: UnitKind
) -> Versions:
    """Every version of a unit, and how it stands with the next.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner.
        ContentNotReady: Nobody has been asked to write such a unit.
    """
    async with services.database.read() as work:
        await get_own_roadmap(work, roadmap_id, owner_id)
        return await _versions(work, roadmap_id, concept_id, kind)


async def _versions(work: Stores, roadmap_id: str, concept_id: str, kind: UnitKind) -> Versions:
    unit = await get_unit(work, roadmap_id, concept_id, kind)
    task = None if unit.status.is_terminal else await work.tasks.open_with_unit(roadmap_id, concept_id, kind)
    return Versions(
        version=unit.version,
        versions=tuple(await work.units.versions(roadmap_id, concept_id, kind)),
        status=unit.status,
        reason=unit.reason,
        asked=unit.asked,
        task_id=task.task_id if task else None,
        parts_of_task=await _unfinished(work, task) if task else 0,
    )


async def _unfinished(work: Stores, task: TaskRecord) -> int:
    counts = await work.units.status_counts(task.task_id)
    return sum(count for status, count in counts.items() if not status.is_terminal)


async def _changeable_unit(
    work: Stores, owner_id: OwnerId, roadmap_id: str, concept_id: str, kind: UnitKind
) -> tuple[TaskRecord, RoadmapRecord, UnitRecord]:
    """(newest task, held; roadmap; unit), where nobody is at work on the unit."""
    await get_own_roadmap(work, roadmap_id, owner_id)
    newest = await lock_newest_task(work, roadmap_id)
    roadmap = await get_changeable_roadmap(work, roadmap_id, owner_id)
    if newest is None or newest.intent is None or roadmap.state is not RoadmapState.APPROVED:
        raise RoadmapNotApproved(roadmap_id)
    _, plan = await current_plan(work, roadmap.roadmap_id)
    if concept_id not in {concept.concept_id for concept in plan.roadmap.concepts}:
        raise ConceptNotFound(concept_id)
    unit = await get_unit(work, roadmap_id, concept_id, kind)
    if (at_work := await work.tasks.open_with_unit(roadmap_id, concept_id, kind)) is not None:
        raise TaskRunning(at_work.task_id)
    return newest, roadmap, unit
