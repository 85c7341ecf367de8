"""Finding concepts of the catalog while somebody types: by what names begin with, then by what the words mean."""

import functools
from collections.abc import Iterable, Sequence

from milepost.catalog.graph import Catalog, CatalogConcept
from milepost.catalog.matching.text import normalise
from milepost.domain.editing.additions import CatalogConceptSummary
from milepost.domain.goals import Language

#: Below it the matcher is guessing.
LEAST_SCORE = 0.35


def find_concepts(
    catalog: Catalog, words: str, language: Language, *, limit: int
) -> Sequence[CatalogConceptSummary]:
    """Concepts that the words name or begin to name, in any language; at most `limit`, the best first.

    Whole names come before beginnings, names before aliases, and what only the matcher sees, misspelt words for
    one, after all of these.
    """
    typed = _folded(words)
    if not typed:
        return []
    ranks: dict[str, tuple[float, str]] = {}
    for concept in catalog.concepts.values():
        if (rank := _rank(typed, concept)) is not None:
            ranks[concept.concept_id] = (rank, _folded(concept.name(language)))
    for hit in catalog.find(words, language):
        if hit.kind == "concept" and hit.score >= LEAST_SCORE:
            ranks.setdefault(hit.found_id, (10 - hit.score, _folded(hit.name)))
    best = sorted(ranks, key=lambda one: (*ranks[one], one))[:limit]
    return [_summary(catalog.concepts[one], language) for one in best]


def _rank(typed: str, concept: CatalogConcept) -> float | None:
    """0 is best; None when no name has the words in it."""
    names = [_folded(name) for name in (concept.names.en, concept.names.zh) if name]
    aliases = [_folded(alias) for alias in (*concept.aliases.en, *concept.aliases.zh)]
    if typed in names or typed == concept.concept_id:
        return 0
    ranks = [*_ranks(typed, names, whole=0, start=1), *_ranks(typed, aliases, whole=1, start=3)]
    return min(ranks, default=None)


def _ranks(typed: str, names: Iterable[str], *, whole: float, start: float) -> Iterable[float]:
    for name in names:
        if name == typed:
            yield whole
        elif name.startswith(typed):
            yield start
        elif f" {typed}" in name:
            yield start + 1
        elif typed in name and (len(typed) > 2 or not typed.isascii()):
            yield start + 4


@functools.lru_cache(maxsize=8_192)
def _folded(text: str) -> str:
    # The names of the catalog are folded for every question, of which a model's plan has as many as concepts.
    return " ".join(normalise(text).casefold().replace("-", " ").split())


def _summary(concept: CatalogConcept, language: Language) -> CatalogConceptSummary:
    return CatalogConceptSummary(
        concept_id=concept.concept_id,
        name=concept.name(language),
        summary=concept.summary(language),
        hours=concept.hours.typical,
        difficulty=concept.difficulty,
    )
