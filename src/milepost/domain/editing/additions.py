"""What the catalog gives when a concept of it is added to a roadmap that exists."""

from collections.abc import Mapping

from milepost.domain.ids import PartIdText
from milepost.domain.model import Value
from milepost.domain.roadmaps import Concept, Edge, PackUsed, Roadmap


class Addition(Value):
    """A concept of the catalog, fitted to a roadmap."""

    concept: Concept
    """Its prerequisites are those that the roadmap has, or that are added before it."""
    edges: tuple[Edge, ...] = ()
    """Why it needs each of them, and why concepts of the roadmap need it."""
    stands_after: tuple[PartIdText, ...] = ()
    """What of the roadmap it builds on, directly or through what the roadmap lacks."""
    stands_before: tuple[PartIdText, ...] = ()
    """What of the roadmap builds on it, directly or through what the roadmap lacks."""
    pack: PackUsed | None = None
    """Where it comes from; None for what is the learner's own."""


class CatalogConceptSummary(Value):
    """A concept of the catalog, as one looks for it."""

    concept_id: PartIdText
    name: str
    summary: str
    hours: float
    """Typical hours, practice included."""
    difficulty: int


def stand_ins(roadmap: Roadmap) -> Mapping[str, str]:
    """For each concept that was merged into another, the id of the one in the roadmap that teaches it now."""
    present = {concept.concept_id for concept in roadmap.concepts}
    merged = {one.concept_id: one.into_id for one in roadmap.pruned if one.why == "merged" and one.into_id}
    found: dict[str, str] = {}
    for concept_id, into_id in merged.items():
        survivor, steps = into_id, 0
        # What others were merged into may have been merged itself later.
        while survivor not in present and survivor in merged and steps < len(merged):
            survivor, steps = merged[survivor], steps + 1
        if survivor in present and concept_id not in present:
            found[concept_id] = survivor
    return found
