"""The resources of a concept with what is known of their links by now; what was written of them stays as it was."""

from collections.abc import Sequence

from milepost.domain.content import ResourceList
from milepost.domain.goals import UnitKind
from milepost.domain.ids import OwnerId, RoadmapId
from milepost.domain.listed_links import KnownResource, known_resource
from milepost.workflow.services import Services
from milepost.workflow.study import read_content


async def read_resources(
    services: Services, owner_id: OwnerId, roadmap_id: str, concept_id: str, version: int | None = None
) -> tuple[int, Sequence[KnownResource]]:
    """(version, resources); the version that is read unless one is named.

    Raises:
        ConceptNotFound: The roadmap has no such concept.
        ContentNotReady: There are none, or not in that version.
    """
    number, content = await read_content(
        services, owner_id, roadmap_id, concept_id, UnitKind.RESOURCES, version
    )
    assert isinstance(content, ResourceList)
    async with services.database.read() as work:
        links = await work.links.of_content(RoadmapId(roadmap_id), concept_id, number)
    by_position = {link.position: link for link in links}
    return number, [
        known_resource(resource, by_position.get(position))
        for position, resource in enumerate(content.resources)
    ]
