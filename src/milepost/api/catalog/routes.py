"""The catalog over HTTP: finding concepts to add to a roadmap."""

from typing import Annotated

from fastapi import APIRouter, Query

from milepost.api.deps import ServicesOf
from milepost.api.lists import ListOf
from milepost.api.problems import problems
from milepost.domain.editing.additions import CatalogConceptSummary
from milepost.domain.goals import Language

router = APIRouter(prefix="/api/v1/catalog", tags=["catalog"])

Words = Annotated[
    str,
    Query(min_length=1, max_length=200, description="A name, the beginning of one, or words that mean it."),
]
InLanguage = Annotated[Language, Query(description="Of the names; words are understood in every language.")]
Most = Annotated[int, Query(ge=1, le=50)]


@router.get("/concepts", operation_id="find_concepts", responses=problems())
async def concepts(
    services: ServicesOf, q: Words, language: InLanguage = Language.EN, limit: Most = 12
) -> ListOf[CatalogConceptSummary]:
    """Concepts of the catalog that words name or begin to name, best first."""
    found = list(services.concepts.find_concepts(q, language, limit=limit))
    return ListOf(items=found, next_cursor=None, total=len(found))
