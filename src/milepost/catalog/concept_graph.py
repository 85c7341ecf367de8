"""The catalog as the graph that edits add from."""

from collections.abc import Sequence, Set

from milepost.catalog.additions import next_addition
from milepost.catalog.concept_search import find_concepts
from milepost.catalog.graph import Catalog
from milepost.domain.editing.additions import Addition, CatalogConceptSummary
from milepost.domain.goals import Language
from milepost.domain.roadmaps import Concept, Roadmap


class CatalogGraph:
    """Implements the port `ConceptGraph`."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def concept(self, concept_id: str, language: Language) -> Concept | None:
        entry = self._catalog.concepts.get(concept_id)
        if entry is None:
            return None
        return Concept(
            concept_id=concept_id,
            name=entry.name(language),
            description=entry.summary(language),
            hours=entry.hours,
            difficulty=entry.difficulty,
        )

    def requirements(self, concept_id: str) -> Sequence[str]:
        return self._catalog.requirements(concept_id)

    def next_addition(
        self, concept_id: str, roadmap: Roadmap, language: Language, *, known: Set[str] = frozenset()
    ) -> Addition | None:
        return next_addition(self._catalog, concept_id, roadmap, language, known=known)

    def find_concepts(self, words: str, language: Language, *, limit: int) -> Sequence[CatalogConceptSummary]:
        return find_concepts(self._catalog, words, language, limit=limit)
