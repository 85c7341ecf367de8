"""Writes the content of a concept from the catalog, in the learner's language where it has been written."""

import hashlib
from collections.abc import Iterable, Sequence

from milepost.catalog.graph import Catalog, CatalogConcept, Localised, Practice
from milepost.catalog.lessons import (
    CatalogOption,
    CatalogQuestion,
    CatalogResource,
    Lesson,
    lesson_of,
    quiz_texts_of,
)
from milepost.domain.content import (
    PracticeTask,
    Quiz,
    QuizItem,
    QuizOption,
    Resource,
    ResourceList,
    Tutorial,
)
from milepost.domain.errors import ConceptNotInCatalog
from milepost.domain.goals import Language, LeftOut, UnitKind
from milepost.domain.ports.planning import AuthorContext, ShowText, show_nobody
from milepost.domain.roadmaps import Concept


class CatalogAuthor:
    """Implements the port `Author`. Writing raises ConceptNotInCatalog for a concept the catalog lacks."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def writes_all_in(self, concept: Concept, language: Language) -> bool:
        """Whether no part of the concept falls back to English."""
        entry = self._catalog.concepts.get(concept.concept_id)
        return entry is not None and entry.is_whole_in(language)

    def left_out(self, kind: UnitKind, *, in_catalog: bool, with_model: bool) -> LeftOut | None:
        """Own concepts have no lesson. One that says it is the catalog's and is gone from it is an error."""
        return None if in_catalog else LeftOut.NO_MODEL

    async def tutorial(
        self, concept: Concept, context: AuthorContext, *, show: ShowText = show_nobody
    ) -> Tutorial:
        """The guide, what it is for, and something to make. All of it is in the language of the guide."""
        entry, lesson = self._entry(concept)
        language = _written_in(context.language, [lesson.guide])
        return Tutorial(
            language=language,
            outcomes=tuple(outcome.to(language) for outcome in entry.outcomes),
            body=lesson.guide.to(language),
            practice=_practice(entry.practice, language) if entry.practice else None,
        )

    async def resources(self, concept: Concept, context: AuthorContext) -> ResourceList:
        """The links, those in the learner's language first; one nobody has fetched is `not_checked`."""
        _, lesson = self._entry(concept)
        ranked = sorted(
            lesson.resources, key=lambda resource: not resource.lang.startswith(context.language.value)
        )
        return ResourceList(resources=tuple(map(_resource, ranked)))

    async def quiz(self, concept: Concept, context: AuthorContext) -> Quiz:
        """The questions, in the learner's language when every part of them is; options in a settled order."""
        entry, _ = self._entry(concept)
        return quiz_of(entry, context.language)

    def _entry(self, concept: Concept) -> tuple[CatalogConcept, Lesson]:
        entry = self._catalog.concepts.get(concept.concept_id)
        if entry is None:
            raise ConceptNotInCatalog(concept.concept_id)
        return entry, lesson_of(entry)


def quiz_of(entry: CatalogConcept, language: Language) -> Quiz:
    """All questions of a concept with their key, in the language when every part of them is, else in English."""
    lesson = lesson_of(entry)
    written_in = _written_in(language, quiz_texts_of(lesson.quiz))
    return Quiz(
        language=written_in,
        items=tuple(
            _item(entry, number, question, written_in) for number, question in enumerate(lesson.quiz, start=1)
        ),
    )


def _written_in(language: Language, texts: Iterable[Localised]) -> Language:
    """The learner's language when all the texts exist in it, else English: nothing is mixed unmarked."""
    return language if all(text.has(language) for text in texts) else Language.EN


def _practice(practice: Practice, language: Language) -> PracticeTask:
    return PracticeTask(
        task=practice.task.to(language), done_when=practice.done_when.to(language), minutes=practice.minutes
    )


def _resource(resource: CatalogResource) -> Resource:
    # A date says that somebody fetched it; whether it still works is for the link check to say.
    return Resource(
        title=resource.title,
        url=resource.url,
        kind=resource.kind,
        language=resource.lang,
        free=resource.free,
        check="not_checked" if resource.checked_at is None else "ok",
        checked_at=resource.checked_at,
    )


def _item(entry: CatalogConcept, number: int, question: CatalogQuestion, language: Language) -> QuizItem:
    options = _settled(question.options, f"{entry.concept_id}/{question.stem.en}")
    outcome = entry.outcomes[question.outcome - 1]
    return QuizItem(
        item_id=f"q{number}",
        stem=question.stem.to(language),
        options=tuple(
            QuizOption(option_id=_letter(place), text=option.text.to(language))
            for place, option in enumerate(options)
        ),
        right_option_ids=tuple(_letter(place) for place, option in enumerate(options) if option.right),
        explanation=question.explanation.to(language),
        outcome=outcome.to(language),
        level=question.level,
    )


def _settled(options: Sequence[CatalogOption], seed: str) -> list[CatalogOption]:
    """The options in an order drawn from the question itself: even over places, and the same every time."""

    def draw(option: CatalogOption) -> bytes:
        return hashlib.sha256(f"{seed}/{option.text.en}".encode()).digest()

    return sorted(options, key=draw)


def _letter(place: int) -> str:
    return chr(ord("a") + place)
