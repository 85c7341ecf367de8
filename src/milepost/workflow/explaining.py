"""Why a concept is in a roadmap, for whoever looks into it."""

from milepost.domain.errors import ConceptNotFound
from milepost.domain.ids import OwnerId
from milepost.domain.why import Why, explain
from milepost.workflow.access import get_own_roadmap
from milepost.workflow.revisions import get_revision
from milepost.workflow.services import Services


async def explain_concept(services: Services, owner_id: OwnerId, roadmap_id: str, concept_id: str) -> Why:
    """Why the concept is in the roadmap at its current revision, and why in its place.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner.
        ConceptNotFound: It does not have the concept, or nothing has been designed yet.
    """
    async with services.database.read() as work:
        stored = await get_own_roadmap(work, roadmap_id, owner_id)
        revision = await get_revision(work, roadmap_id, stored.revision) if stored.revision else None
    why = explain(revision.plan.roadmap, concept_id) if revision is not None else None
    if why is None:
        raise ConceptNotFound(concept_id)
    return why
