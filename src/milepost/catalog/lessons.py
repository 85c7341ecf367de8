"""The lesson of a concept: its guide, resources and quiz, unpacked only when somebody reads it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import msgspec

from milepost.catalog.graph import CatalogConcept, Localised


class CatalogResource(msgspec.Struct, frozen=True, omit_defaults=True):
    """A link; `checked_at` is None while nobody has fetched it."""

    title: str
    url: str
    kind: Literal["documentation", "tutorial", "book", "course", "reference", "standard"]
    lang: str
    free: bool
    checked_at: date | None = None


class CatalogOption(msgspec.Struct, frozen=True, omit_defaults=True):
    text: Localised
    right: bool = False


class CatalogQuestion(msgspec.Struct, frozen=True, omit_defaults=True):
    stem: Localised
    options: tuple[CatalogOption, ...]
    explanation: Localised
    outcome: int
    """Which outcome of the concept it tests, from 1."""
    level: Literal["recall", "apply", "analyse"]


class Lesson(msgspec.Struct, frozen=True, omit_defaults=True):
    guide: Localised
    resources: tuple[CatalogResource, ...] = ()
    quiz: tuple[CatalogQuestion, ...] = ()


_DECODER = msgspec.json.Decoder(Lesson)
_ENCODER = msgspec.json.Encoder(order="deterministic")


def pack_lesson(lesson: Lesson) -> msgspec.Raw:
    """The lesson as the JSON that a concept carries."""
    return msgspec.Raw(_ENCODER.encode(lesson))


def texts_of(concept: CatalogConcept, lesson: Lesson) -> Iterator[Localised]:
    """Every text of a concept and its lesson that a learner may read."""
    yield from (concept.names, concept.summaries, lesson.guide, *concept.outcomes)
    yield from (requirement.reason for requirement in concept.requires)
    yield from (group.reason for group in concept.any_of)
    if concept.practice is not None:
        yield from (concept.practice.task, concept.practice.done_when)
    yield from quiz_texts_of(lesson.quiz)


def quiz_texts_of(questions: Iterable[CatalogQuestion]) -> Iterator[Localised]:
    """Every text of these questions."""
    for question in questions:
        yield from (question.stem, question.explanation, *(option.text for option in question.options))


def lesson_of(concept: CatalogConcept) -> Lesson:
    """The lesson that the concept carries."""
    return _DECODER.decode(concept.lesson)
