"""What a learner does with a roadmap: reads content, marks concepts done."""

from milepost.domain.content import Content
from milepost.domain.errors import ConceptNotFound, ContentNotReady
from milepost.domain.goals import UnitKind
from milepost.domain.ids import OwnerId
from milepost.domain.model import Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import LearnerState, RoadmapRecord
from milepost.domain.roadmaps import Concept
from milepost.domain.tasks import UnitStatus
from milepost.workflow.access import get_changeable_roadmap, get_own_roadmap
from milepost.workflow.revisions import get_revision
from milepost.workflow.services import Services


class ConceptProgress(Value):
    concept_id: str
    state: LearnerState


def concept_key(concept: Concept, roadmap_id: str) -> str:
    """What a learner's state is kept under: the catalog's id, shared by all roadmaps, or the roadmap's own."""
    return concept.concept_id if concept.in_catalog else f"{roadmap_id}/{concept.concept_id}"


async def read_content(
    services: Services,
    owner_id: OwnerId,
    roadmap_id: str,
    concept_id: str,
    kind: UnitKind,
    version: int | None = None,
) -> tuple[int, Content]:
    """(version, content); the version that is in use unless one is named.

    Raises:
        ConceptNotFound: The roadmap has no such concept.
        ContentNotReady: It has not been written, or not in that version.
    """
    async with services.database.read() as work:
        roadmap = await get_own_roadmap(work, roadmap_id, owner_id)
        found = await work.units.find_content(roadmap_id, concept_id, kind, version)
        if found is not None:
            return found
        await _concept(work, roadmap, concept_id)
        units = await work.units.of_roadmap(roadmap.roadmap_id)
    statuses = {unit.kind: unit.status for unit in units if unit.concept_id == concept_id}
    # Where others of the concept are written and this was never asked for, it will not come by itself.
    status = statuses.get(kind, UnitStatus.SKIPPED if statuses else UnitStatus.PENDING)
    raise ContentNotReady(concept_id, kind, status if version is None else f"not there in version {version}")


async def set_progress(
    services: Services, owner_id: OwnerId, roadmap_id: str, concept_id: str, state: LearnerState
) -> ConceptProgress:
    """Say how far the learner is with a concept, in every roadmap that has it.

    Raises:
        ConceptNotFound: The roadmap has no such concept.
        RoadmapDeleted: The roadmap is in the trash.
    """
    async with services.database.write() as work:
        roadmap = await get_changeable_roadmap(work, roadmap_id, owner_id)
        concept = await _concept(work, roadmap, concept_id)
        key = concept_key(concept, roadmap_id)
        await work.learners.put(owner_id, key, state, services.clock.now())
    return ConceptProgress(concept_id=concept_id, state=state)


async def _concept(work: Stores, roadmap: RoadmapRecord, concept_id: str) -> Concept:
    if roadmap.revision == 0:
        raise ConceptNotFound(concept_id)
    plan = (await get_revision(work, roadmap.roadmap_id, roadmap.revision)).plan
    for concept in plan.roadmap.concepts:
        if concept.concept_id == concept_id:
            return concept
    raise ConceptNotFound(concept_id)
