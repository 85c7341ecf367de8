"""What the check of a pack asks of one concept by itself: its hours, its texts, its practice and its quiz."""

import unicodedata
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from milepost.catalog.loading.findings import Finding
from milepost.catalog.loading.pack_format import ConceptEntry, LocalText, QuizEntry
from milepost.catalog.loading.pack_source import ConceptSource

MIN_HOURS, MAX_HOURS = 0.5, 12
MAX_REQUIREMENTS = 6
MIN_OUTCOMES, MAX_OUTCOMES = 2, 4
MIN_QUESTIONS, MAX_QUESTIONS = 3, 5
MIN_OPTIONS, MAX_OPTIONS = 3, 5
MAX_SUMMARY_CHARACTERS = 300
MIN_GUIDE_WORDS, MAX_GUIDE_WORDS = 250, 600
#: Several times the longest guide. Parsing Markdown can take the square of what it is given.
MAX_TEXT_CHARACTERS = 12_000
#: Prose has 1.2 to 1.6 Chinese characters for each English word; with fewer a part of it is missing.
MIN_CHARACTERS_PER_WORD = 0.9
MAX_RESOURCES = 3

#: They hide where a link leads, or are paid for sending people there.
REFUSED_HOSTS = frozenset(
    {
        "amzn.to",
        "bit.ly",
        "buff.ly",
        "cutt.ly",
        "goo.gl",
        "is.gd",
        "ow.ly",
        "rb.gy",
        "rebrand.ly",
        "t.co",
        "tiny.cc",
        "tinyurl.com",
    }
)

#: Marks the place of a Chinese text.
CHINESE = " (zh)"

_MARKDOWN = MarkdownIt("commonmark")


def check_concept(source: ConceptSource) -> Iterator[Finding]:
    """Findings about one concept, without a look at any other."""
    concept = source.concept
    for severity, code, place, detail in _rules(concept, source.guide):
        where = " · ".join(filter(None, (concept.id, place)))
        yield Finding(severity=severity, code=code, file=_file_of(source, place), place=where, detail=detail)


def _file_of(source: ConceptSource, place: str) -> str:
    """The file to mend: the Chinese of a translated concept has one of its own, but for name and summary."""
    is_translated = CHINESE in place and not place.startswith(("name", "summary"))
    return source.translation if is_translated and source.translation is not None else source.file


Rule = tuple[Literal["error", "warning"], str, str, str]
"""Severity, code, place within the concept, detail."""


def _rules(concept: ConceptEntry, guide: LocalText) -> Iterator[Rule]:
    yield from _hours(concept)
    yield from _sizes(concept)
    yield from _chinese(concept)
    yield from _resources(concept)
    for number, item in enumerate(concept.quiz, start=1):
        yield from _question(item, f"quiz {number}", len(concept.outcomes))
    yield from _quiz(concept)
    for place, text in texts_of(concept, guide):
        yield from check_text(text, place)
    yield from _guide(guide)


def _hours(concept: ConceptEntry) -> Iterator[Rule]:
    hours = concept.hours
    if not MIN_HOURS <= hours.min <= hours.typical <= hours.max <= MAX_HOURS:
        given = f"{hours.min}, {hours.typical}, {hours.max}"
        detail = f"Hours must be {MIN_HOURS} ≤ min ≤ typical ≤ max ≤ {MAX_HOURS}; they are {given}."
        yield "error", "hours", "hours", detail


def _sizes(concept: ConceptEntry) -> Iterator[Rule]:
    if len(concept.requires) > MAX_REQUIREMENTS:
        detail = f"{len(concept.requires)} requirements; at most {MAX_REQUIREMENTS} can be kept in mind."
        yield "error", "too-many-requirements", "requires", detail
    if not MIN_OUTCOMES <= len(concept.outcomes) <= MAX_OUTCOMES:
        detail = f"{len(concept.outcomes)} outcomes; there must be {MIN_OUTCOMES} to {MAX_OUTCOMES}."
        yield "error", "outcomes", "outcomes", detail
    if not MIN_QUESTIONS <= len(concept.quiz) <= MAX_QUESTIONS:
        detail = f"{len(concept.quiz)} questions; there must be {MIN_QUESTIONS} to {MAX_QUESTIONS}."
        yield "error", "quiz-size", "quiz", detail
    for language, summary in (("en", concept.summary.en), ("zh", concept.summary.zh or "")):
        if len(summary) > MAX_SUMMARY_CHARACTERS:
            detail = f"{len(summary)} characters; at most {MAX_SUMMARY_CHARACTERS} fit a card."
            yield "error", "summary-too-long", f"summary.{language}", detail


def _chinese(concept: ConceptEntry) -> Iterator[Rule]:
    missing = [
        place
        for place, there in (
            ("name.zh", concept.name.zh),
            ("aliases.zh", concept.aliases.zh),
            ("summary.zh", concept.summary.zh),
            ("aliases.en", concept.aliases.en),
        )
        if not there
    ]
    for place in missing:
        yield "error", "missing-text", place, "Matching in both languages depends on it."


def _resources(concept: ConceptEntry) -> Iterator[Rule]:
    if not 1 <= len(concept.resources) <= MAX_RESOURCES:
        detail = f"{len(concept.resources)} resources; one to {MAX_RESOURCES} help, more are not read."
        yield "warning", "resources", "resources", detail
    seen: set[str] = set()
    for number, resource in enumerate(concept.resources, start=1):
        place = f"resources {number}"
        parts = urlsplit(resource.url)
        host = (parts.hostname or "").removeprefix("www.")
        if host in REFUSED_HOSTS or "." not in host:
            yield (
                "error",
                "refused-link",
                place,
                f"{host or resource.url!r} is no address to send learners to.",
            )
        if parts.username or parts.password:
            yield "error", "refused-link", place, "An address must not carry a name or a password."
        if parts.scheme != "https":
            yield "warning", "plain-http", place, f"{resource.url} is not https."
        if parts.fragment:
            yield "warning", "deep-link", place, f"{resource.url} points inside a page; sections move."
        if resource.url in seen:
            yield "error", "duplicate-link", place, f"{resource.url} is listed twice."
        seen.add(resource.url)


def _question(item: QuizEntry, place: str, outcomes: int) -> Iterator[Rule]:
    right = [option for option in item.options if option.right]
    if not MIN_OPTIONS <= len(item.options) <= MAX_OPTIONS:
        detail = f"{len(item.options)} options; there must be {MIN_OPTIONS} to {MAX_OPTIONS}."
        yield "error", "option-count", place, detail
    if not item.several and len(right) != 1:
        yield "error", "right-answers", place, f"{len(right)} options are marked right; exactly one must be."
    if item.several and not 2 <= len(right) < len(item.options):
        detail = (
            f"{len(right)} of {len(item.options)} options are marked right; two or more must be, and not all."
        )
        yield "error", "right-answers", place, detail
    chinese = [option.text.zh for option in item.options if option.text.zh is not None]
    for shown, mark in (([option.text.en for option in item.options], ""), (chinese, CHINESE)):
        if len(set(shown)) < len(shown):
            yield "error", "equal-options", f"{place}{mark}", "Two options say the same."
    if item.outcome > outcomes:
        yield "error", "outcome-number", place, f"It tests outcome {item.outcome}; there are {outcomes}."


def _quiz(concept: ConceptEntry) -> Iterator[Rule]:
    places = {tuple(n for n, option in enumerate(item.options) if option.right) for item in concept.quiz}
    if len(concept.quiz) >= MIN_QUESTIONS and len(places) == 1:
        yield "error", "same-place", "quiz", "The right answer stands in the same place in every question."
    stems = [_flat(item.stem.en) for item in concept.quiz]
    if len(set(stems)) < len(stems):
        yield "error", "equal-questions", "quiz", "Two questions are the same."
    untested = set(range(1, len(concept.outcomes) + 1)) - {item.outcome for item in concept.quiz}
    if untested:
        detail = f"No question tests outcome {', '.join(map(str, sorted(untested)))}."
        yield "warning", "untested-outcome", "quiz", detail


def _guide(guide: LocalText) -> Iterator[Rule]:
    if any(len(text) > MAX_TEXT_CHARACTERS for text in (guide.en, guide.zh or "")):
        return  # said with all other texts; it is not parsed
    words = len(guide.en.split())
    if not MIN_GUIDE_WORDS <= words <= MAX_GUIDE_WORDS:
        detail = f"{words} words; {MIN_GUIDE_WORDS} to {MAX_GUIDE_WORDS} are asked for."
        yield "warning", "guide-length", "guide", detail
    if guide.zh is not None and _characters(guide.zh) < MIN_CHARACTERS_PER_WORD * _prose_words(guide.en):
        detail = (
            f"{_characters(guide.zh)} characters for {_prose_words(guide.en)} English words: is it whole?"
        )
        yield "warning", "guide-length", f"guide{CHINESE}", detail
    for text, place in ((guide.en, "guide"), (guide.zh or "", f"guide{CHINESE}")):
        for token in _MARKDOWN.parse(text):
            if token.type == "fence" and not token.info.strip():
                line = (token.map or [0])[0] + 1
                yield "warning", "fence-language", f"{place}, line {line}", "A code block names no language."
            if token.type == "heading_open" and token.tag in {"h1", "h2"}:
                line = (token.map or [0])[0] + 1
                yield (
                    "error",
                    "guide-heading",
                    f"{place}, line {line}",
                    "Headings inside a guide begin at ###.",
                )


def _prose_words(guide: str) -> int:
    return sum(len(token.content.split()) for token in _MARKDOWN.parse(guide) if token.type == "inline")


def _characters(guide: str) -> int:
    prose = (token.content for token in _MARKDOWN.parse(guide) if token.type == "inline")
    return sum("\u4e00" <= character <= "\u9fff" for text in prose for character in text)


def texts_of(concept: ConceptEntry, guide: LocalText) -> Iterator[tuple[str, str]]:
    """Every text a learner may see, with its place."""
    yield from _both("name", concept.name)
    yield from _both("summary", concept.summary)
    for language, aliases in (("en", concept.aliases.en), ("zh", concept.aliases.zh)):
        for alias in aliases:
            # Aliases are matched, never rendered, so `<stdin>` may be one; only characters are looked at.
            yield f"aliases.{language}", alias.replace("<", "")
    for number, requirement in enumerate(concept.requires, start=1):
        yield from _both(f"requires {number} · why", requirement.why)
    for number, group in enumerate(concept.any_of, start=1):
        yield from _both(f"any_of {number} · why", group.why)
    for number, outcome in enumerate(concept.outcomes, start=1):
        yield from _both(f"outcome {number}", outcome)
    yield from _both("practice · task", concept.practice.task)
    yield from _both("practice · done_when", concept.practice.done_when)
    for number, resource in enumerate(concept.resources, start=1):
        yield f"resources {number} · title", resource.title
    for number, item in enumerate(concept.quiz, start=1):
        yield from _both(f"quiz {number} · stem", item.stem)
        yield from _both(f"quiz {number} · explanation", item.explanation)
        for place, option in enumerate(item.options, start=1):
            yield from _both(f"quiz {number} · option {place}", option.text)
    yield from _both("guide", guide)


def check_text(text: str, place: str) -> Iterator[Rule]:
    """Characters that disguise text, raw HTML, and images, which would be fetched from elsewhere."""
    if len(text) > MAX_TEXT_CHARACTERS:
        yield (
            "error",
            "text-too-long",
            place,
            f"{len(text):,} characters; at most {MAX_TEXT_CHARACTERS:,} may be.",
        )
        return
    for character in sorted(set(text)):
        hidden = unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} and character not in "\n\t"
        if hidden:
            name = unicodedata.name(character, "a control character")
            yield (
                "error",
                "control-character",
                place,
                f"U+{ord(character):04X} ({name}) must not stand in a text.",
            )
    if "<" not in text and "![" not in text:
        return
    for token in _MARKDOWN.parse(text):
        for part in (token, *(token.children or ())):
            if part.type in {"html_block", "html_inline"}:
                detail = f"Raw HTML: {part.content.strip()[:40]!r}. Put it in backticks if it is code."
                yield "error", "raw-html", place, detail
            elif part.type == "image":
                yield "error", "image", place, "Images are not shown; describe it or draw it as text."


def _both(place: str, text: LocalText) -> Iterator[tuple[str, str]]:
    yield place, text.en
    if text.zh is not None:
        yield f"{place}{CHINESE}", text.zh


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
