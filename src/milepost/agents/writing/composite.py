"""One author made of two: what the catalog has is written from the catalog, everything else by a model, and so is
whatever a person wants written anew.

The author that asks models is opened when the first unit is to be written by it: its libraries take time to load, and
most processes never need them.
"""

import asyncio
from collections.abc import Awaitable, Callable

from milepost.domain.content import Quiz, ResourceList, Tutorial
from milepost.domain.goals import Language, LeftOut, UnitKind
from milepost.domain.ports.planning import Author, AuthorContext, ShowText, show_nobody
from milepost.domain.roadmaps import Concept


class AuthorByConcept:
    """Implements the port `Author`."""

    def __init__(
        self, catalog: Author, open_model_author: Callable[[], Awaitable[Author]], *, has_search: bool
    ) -> None:
        """`has_search` says whether there is a web search, without which no links can be found."""
        self._catalog = catalog
        self._open = open_model_author
        self._has_search = has_search
        self._opening = asyncio.Lock()
        self._opened: Author | None = None

    def left_out(self, kind: UnitKind, *, in_catalog: bool, with_model: bool) -> LeftOut | None:
        if in_catalog:
            return self._catalog.left_out(kind, in_catalog=True, with_model=with_model)
        if not with_model:
            return LeftOut.NO_MODEL
        return LeftOut.NO_SEARCH if kind is UnitKind.RESOURCES and not self._has_search else None

    def writes_all_in(self, concept: Concept, language: Language) -> bool:
        """A model writes in every language; nothing of that falls back to English."""
        return not concept.in_catalog or self._catalog.writes_all_in(concept, language)

    async def tutorial(
        self, concept: Concept, context: AuthorContext, *, show: ShowText = show_nobody
    ) -> Tutorial:
        return await (await self._author_of(concept, context)).tutorial(concept, context, show=show)

    async def resources(self, concept: Concept, context: AuthorContext) -> ResourceList:
        return await (await self._author_of(concept, context)).resources(concept, context)

    async def quiz(self, concept: Concept, context: AuthorContext) -> Quiz:
        return await (await self._author_of(concept, context)).quiz(concept, context)

    async def _author_of(self, concept: Concept, context: AuthorContext) -> Author:
        """The catalog has one version of everything; what is written anew is a model's."""
        if concept.in_catalog and context.anew is None:
            return self._catalog
        async with self._opening:
            if self._opened is None:
                self._opened = await self._open()
        return self._opened
