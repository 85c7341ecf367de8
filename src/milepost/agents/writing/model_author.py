"""The author that asks language models."""

from milepost.agents.gateway import Gateway
from milepost.agents.writing.asking import writer_for
from milepost.agents.writing.quizzes import write_quiz
from milepost.agents.writing.resources import find_resources
from milepost.agents.writing.tutorials import write_tutorial
from milepost.domain.content import Quiz, ResourceList, Tutorial
from milepost.domain.goals import Language, LeftOut, UnitKind
from milepost.domain.ports.fetching import LinkChecker, Search
from milepost.domain.ports.models import ModelSettings
from milepost.domain.ports.planning import AuthorContext, ShowText, show_nobody
from milepost.domain.roadmaps import Concept


class ModelAuthor:
    """Implements the port `Author` for any concept.

    Writing raises ModelFailure, NoModelConfigured, SpendCapReached, and SearchFailure for resources.
    """

    def __init__(
        self, gateway: Gateway, settings: ModelSettings, *, search: Search, links: LinkChecker
    ) -> None:
        self._gateway = gateway
        self._settings = settings
        self._search = search
        self._links = links

    def left_out(self, kind: UnitKind, *, in_catalog: bool, with_model: bool) -> LeftOut | None:
        if not with_model:
            return LeftOut.NO_MODEL
        return LeftOut.NO_SEARCH if kind is UnitKind.RESOURCES and not self._search.is_available else None

    def writes_all_in(self, concept: Concept, language: Language) -> bool:
        return True

    async def tutorial(
        self, concept: Concept, context: AuthorContext, *, show: ShowText = show_nobody
    ) -> Tutorial:
        writer = await writer_for(self._gateway, self._settings, context.occasion, UnitKind.TUTORIAL, concept)
        return await write_tutorial(writer, concept, context, show=show)

    async def resources(self, concept: Concept, context: AuthorContext) -> ResourceList:
        writer = await writer_for(
            self._gateway, self._settings, context.occasion, UnitKind.RESOURCES, concept
        )
        return await find_resources(writer, self._search, self._links, concept, context)

    async def quiz(self, concept: Concept, context: AuthorContext) -> Quiz:
        writer = await writer_for(self._gateway, self._settings, context.occasion, UnitKind.QUIZ, concept)
        return await write_quiz(writer, concept, context)
