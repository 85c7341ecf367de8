"""The Chinese of a module, from a file of its own beside it, joined to the English part by part or refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from markdown_it import MarkdownIt
from pydantic import Field, model_validator

from milepost.catalog.loading.findings import Finding, error
from milepost.catalog.loading.pack_format import (
    ConceptEntry,
    ConceptKey,
    Kebab,
    LocalText,
    QuizEntry,
    Written,
)
from milepost.catalog.loading.pack_text import label_of, parse_as, split_parts, stray_guides
from milepost.domain.model import Value

SUFFIX = ".zh.md"

_MARKDOWN = MarkdownIt("commonmark")


class PracticeTranslation(Value):
    task: Written
    done_when: Written


class QuestionTranslation(Value):
    """One question; the options stand in the order of the English ones, which say which is right."""

    stem: Written
    options: tuple[Written, ...]
    explanation: Written


class ConceptTranslation(Value):
    """Everything of a concept that a learner reads, but its guide, name and summary."""

    id: ConceptKey
    requires: dict[ConceptKey, Written] = Field(default_factory=dict)
    """The why of each requirement, by its id."""
    any_of: tuple[Written, ...] = ()
    """The why of each group, in order."""
    outcomes: tuple[Written, ...]
    practice: PracticeTranslation
    quiz: tuple[QuestionTranslation, ...]

    @model_validator(mode="before")
    @classmethod
    def _absent_parts(cls, value: Any) -> Any:
        """An empty YAML key reads as None; for these two that means none."""
        if isinstance(value, dict):
            return {
                key: part
                for key, part in value.items()
                if part is not None or key not in {"requires", "any_of"}
            }
        return value


class ModuleTranslation(Value):
    """The front matter of `modules/<module>.zh.md`."""

    module: Kebab
    language: Literal["zh"]
    concepts: tuple[ConceptTranslation, ...]


class Translated(NamedTuple):
    """A concept and its guide in both languages."""

    concept: ConceptEntry
    guide: LocalText


@dataclass(frozen=True, slots=True)
class TranslationSource:
    """One translation that could be read."""

    file: str
    module: str
    concepts: Mapping[str, ConceptTranslation]
    guides: Mapping[str, str]
    labels: frozenset[str]
    """Every concept that the file lists, those that were refused included."""


def read_translation(text: str, name: str, problems: list[Finding]) -> TranslationSource | None:
    """The translation that stands in a file; None when the file is none, which is then among the problems."""
    parts = split_parts(text, name, problems)
    if parts is None:
        return None
    # One concept at a time, so that a slip in one does not make the others look missing.
    labels = [label_of(raw, number) for number, raw in enumerate(parts.concepts, start=1)]
    entries = [
        parse_as(ConceptTranslation, raw, name, label, problems)
        for raw, label in zip(parts.concepts, labels, strict=True)
    ]
    concepts = [entry for entry in entries if entry is not None]
    whole = parse_as(ModuleTranslation, {**parts.data, "concepts": concepts}, name, "", problems)
    if whole is None:
        return None
    if name != f"modules/{whole.module}{SUFFIX}":
        detail = f"The file translates the module {whole.module!r}; names must agree."
        problems.append(error("module-name", name, "module", detail))
        return None
    problems.extend(
        error("duplicate-id", name, again, "It is translated twice in this file.")
        for again in sorted({label for label in labels if labels.count(label) > 1})
    )
    problems.extend(stray_guides(parts, labels, name))
    by_id = {concept.id: concept for concept in concepts}
    return TranslationSource(name, whole.module, by_id, parts.guides, frozenset(labels))


def translate(
    concept: ConceptEntry, guide: str, source: TranslationSource, problems: list[Finding]
) -> Translated | None:
    """The concept with its Chinese; None when the file has none of it, or when the two do not agree.

    A concept is translated wholly or not at all; what is missing, or more than there is in English, is among
    the problems.
    """
    translation = source.concepts.get(concept.id)
    if translation is None:
        return None
    chinese_guide = source.guides.get(concept.id)
    if chinese_guide is None:
        detail = f"There is no section '## {concept.id}'."
        problems.append(error("missing-guide", source.file, concept.id, detail))
        return None
    found = [
        error(code, source.file, f"{concept.id} · {place}", detail)
        for code, place, detail in (
            *_differences(concept, translation),
            *_code_differences(guide, chinese_guide),
        )
    ]
    if found:
        problems.extend(found)
        return None
    return Translated(_joined(concept, translation), LocalText(en=guide, zh=chinese_guide))


Difference = tuple[str, str, str]
"""Code, place within the concept, detail."""


def _differences(concept: ConceptEntry, translation: ConceptTranslation) -> Iterator[Difference]:
    required = {requirement.id for requirement in concept.requires}
    for missing in sorted(required - translation.requires.keys()):
        yield "translation-parts", "requires", f"The why of {missing} is missing."
    for unknown in sorted(translation.requires.keys() - required):
        yield "translation-parts", "requires", f"{concept.id} does not require {unknown}."
    yield from _count("any_of", concept.any_of, translation.any_of)
    yield from _count("outcomes", concept.outcomes, translation.outcomes)
    yield from _count("quiz", concept.quiz, translation.quiz)
    for number, (item, its) in enumerate(zip(concept.quiz, translation.quiz, strict=False), start=1):
        yield from _count(f"quiz {number} · options", item.options, its.options)
    for place, text in _translated_texts(concept):
        if text.zh is not None:
            yield "translated-twice", place, "The module has this text in Chinese too; it may stand once."


def _count(place: str, english: Sequence[object], chinese: Sequence[object]) -> Iterator[Difference]:
    if len(english) != len(chinese):
        yield "translation-parts", place, f"{len(chinese)} of them; in English there are {len(english)}."


def _code_differences(english: str, chinese: str) -> Iterator[Difference]:
    """Programs are run and their output compared in English only, so the Chinese guide has the very same."""
    wanted, given = _fences(english), _fences(chinese)
    if len(wanted) != len(given):
        detail = f"{len(given)} code blocks; in English there are {len(wanted)}."
        yield "translation-code", "guide", detail
        return
    for number, (one, other) in enumerate(zip(wanted, given, strict=True), start=1):
        if one != other:
            yield "translation-code", f"guide, block {number}", "The code block differs from the English one."


def _fences(guide: str) -> list[tuple[str, str]]:
    return [(token.info.strip(), token.content) for token in _MARKDOWN.parse(guide) if token.type == "fence"]


def _translated_texts(concept: ConceptEntry) -> Iterator[tuple[str, LocalText]]:
    """The texts that a translation gives, with their places."""
    for requirement in concept.requires:
        yield f"requires · {requirement.id}", requirement.why
    for number, group in enumerate(concept.any_of, start=1):
        yield f"any_of {number}", group.why
    for number, outcome in enumerate(concept.outcomes, start=1):
        yield f"outcome {number}", outcome
    yield "practice · task", concept.practice.task
    yield "practice · done_when", concept.practice.done_when
    for number, item in enumerate(concept.quiz, start=1):
        yield f"quiz {number} · stem", item.stem
        yield f"quiz {number} · explanation", item.explanation
        for place, option in enumerate(item.options, start=1):
            yield f"quiz {number} · option {place}", option.text


def _joined(concept: ConceptEntry, translation: ConceptTranslation) -> ConceptEntry:
    practice = translation.practice
    return concept.model_copy(
        update={
            "requires": tuple(
                one.model_copy(update={"why": _both(one.why, translation.requires[one.id])})
                for one in concept.requires
            ),
            "any_of": tuple(
                group.model_copy(update={"why": _both(group.why, why)})
                for group, why in zip(concept.any_of, translation.any_of, strict=True)
            ),
            "outcomes": tuple(map(_both, concept.outcomes, translation.outcomes)),
            "practice": concept.practice.model_copy(
                update={
                    "task": _both(concept.practice.task, practice.task),
                    "done_when": _both(concept.practice.done_when, practice.done_when),
                }
            ),
            "quiz": tuple(map(_joined_question, concept.quiz, translation.quiz)),
        }
    )


def _joined_question(item: QuizEntry, translation: QuestionTranslation) -> QuizEntry:
    options = tuple(
        option.model_copy(update={"text": _both(option.text, text)})
        for option, text in zip(item.options, translation.options, strict=True)
    )
    return item.model_copy(
        update={
            "stem": _both(item.stem, translation.stem),
            "options": options,
            "explanation": _both(item.explanation, translation.explanation),
        }
    )


def _both(text: LocalText, chinese: str) -> LocalText:
    return LocalText(en=text.en, zh=chinese)
