"""What `milepost catalog check` refuses and warns of, over a whole pack; each finding with its place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

from milepost.catalog.loading.concept_check import CHINESE, check_concept, check_text
from milepost.catalog.loading.findings import Finding, error, warning
from milepost.catalog.loading.graph_check import (
    check_depth,
    check_edges,
    check_reach,
    check_references,
    check_retired,
    find_cycles,
)
from milepost.catalog.loading.pack_format import Aliases, LocalText
from milepost.catalog.loading.pack_source import PackSource, read_pack
from milepost.catalog.matching.text import normalise, similarity, squeezed, units_of
from milepost.domain.goals import Language

MIN_CONCEPTS_PER_MODULE, MAX_CONCEPTS_PER_MODULE = 3, 8
LOOK_ALIKE = 0.85
#: Above this share of one place, or of right options that are the longest, guessing pays.
MOST_IN_ONE_PLACE = 0.45
MOST_LONGEST_RIGHT = 0.4
#: Shares say nothing about a handful of questions.
QUESTIONS_FOR_SHARES = 40


def check_pack(directory: Path) -> list[Finding]:
    """Read a pack and check all of it; errors first, then by file and place."""
    return check_source(read_pack(directory))


def check_source(pack: PackSource) -> list[Finding]:
    """Every finding about a pack that was read, its reading problems included."""
    findings = list(pack.problems)
    for source in pack.concepts:
        findings.extend(check_concept(source))
    for rule in _RULES:
        findings.extend(rule(pack))
    return sorted(findings, key=lambda one: (one.severity, one.file, one.place, one.code, one.detail))


def _modules(pack: PackSource) -> Iterator[Finding]:
    domains = set(pack.manifest.domains) if pack.manifest else None
    for file, module in pack.modules:
        if file != f"modules/{module.module}.md":
            yield error(
                "module-name",
                file,
                "module",
                f"The file holds the module {module.module!r}; names must agree.",
            )
        if not MIN_CONCEPTS_PER_MODULE <= len(module.concepts) <= MAX_CONCEPTS_PER_MODULE:
            least, most = MIN_CONCEPTS_PER_MODULE, MAX_CONCEPTS_PER_MODULE
            detail = f"{len(module.concepts)} concepts; a module holds {least} to {most}."
            yield error("module-size", file, "", detail)
        used = sorted({concept.domain for concept in module.concepts})
        if len(used) > 1:
            yield error("module-domains", file, "", f"One file is of one domain; this has {', '.join(used)}.")
        for domain in used:
            if domains is not None and domain not in domains:
                yield error("unknown-domain", file, "", f"pack.yaml gives the domain {domain!r} no name.")


def _identifiers(pack: PackSource) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for source in pack.concepts:
        if source.concept.id in owners:
            yield error(
                "duplicate-id",
                source.file,
                source.concept.id,
                f"It stands in {owners[source.concept.id]} too.",
            )
        owners.setdefault(source.concept.id, source.file)
    goals: dict[str, str] = {}
    for one in pack.goals:
        if one.goal.id in goals:
            yield error("duplicate-id", one.file, one.goal.id, f"It stands in {goals[one.goal.id]} too.")
        goals.setdefault(one.goal.id, one.file)
        if one.file != f"goals/{one.goal.id}.yaml":
            yield error(
                "goal-name", one.file, "id", f"The file holds the goal {one.goal.id!r}; names must agree."
            )


def _names(pack: PackSource) -> Iterator[Finding]:
    """No two concepts or goals may be called the same, and no name be given twice in one language."""
    owners: dict[str, str] = {}
    entries = [(one.file, one.goal.id, one.goal.name, one.goal.aliases) for one in pack.goals]
    entries += [(one.file, one.concept.id, one.concept.name, one.concept.aliases) for one in pack.concepts]
    for file, owner, name, aliases in entries:
        for language, texts in _called(name, aliases):
            seen: set[str] = set()
            for text in texts:
                exact = " ".join(normalise(text).casefold().split())
                # What the matcher cannot tell apart is the same: case, spaces, hyphens and plurals.
                key = squeezed(units_of(normalise(text))) or exact
                if exact in seen:
                    yield error("duplicate-alias", file, f"{owner} · {language}", f"{text!r} is given twice.")
                elif owners.setdefault(key, owner) != owner:
                    yield error(
                        "duplicate-alias",
                        file,
                        f"{owner} · {language}",
                        f"{owners[key]} is called {text!r} too.",
                    )
                seen.add(exact)


def _domains(pack: PackSource) -> Iterator[Finding]:
    """What learners say they know must name one domain only."""
    owners: dict[str, str] = {}
    for domain_id, domain in (pack.manifest.domains if pack.manifest else {}).items():
        for text in dict.fromkeys(
            text for _, texts in _called(domain.name, domain.aliases) for text in texts
        ):
            key = squeezed(units_of(normalise(text)))
            if owners.setdefault(key, domain_id) != domain_id:
                place = f"domains · {domain_id}"
                yield error("duplicate-alias", "pack.yaml", place, f"{owners[key]} is called {text!r} too.")


def _goals(pack: PackSource) -> Iterator[Finding]:
    for source in pack.goals:
        goal = source.goal
        for place, missing in (
            ("name.zh", not goal.name.zh),
            ("summary.zh", not goal.summary.zh),
            ("aliases.zh", not goal.aliases.zh),
            ("aliases.en", not goal.aliases.en),
        ):
            if missing:
                yield error("missing-text", source.file, place, "Matching in both languages depends on it.")
        if not goal.must:
            yield error("empty-goal", source.file, "must", "A goal needs at least one concept.")
        listed = [*goal.must, *goal.should, *goal.optional]
        for concept_id in sorted({one for one in listed if listed.count(one) > 1}):
            yield error(
                "listed-twice",
                source.file,
                concept_id,
                "It stands in must, should and optional more than once.",
            )
        project = goal.exit_project
        texts = {"name": goal.name, "summary": goal.summary, "exit_project · title": project.title}
        texts |= {"exit_project · task": project.task, "exit_project · done_when": project.done_when}
        for place, text in texts.items():
            for _, code, where, detail in [
                *check_text(text.en, place),
                *check_text(text.zh or "", f"{place}{CHINESE}"),
            ]:
                yield error(code, source.file, where, detail)


def _look_alikes(pack: PackSource) -> Iterator[Finding]:
    named = [(source, source.concept.name.en.casefold()) for source in pack.concepts]
    for (one, its_name), (other, name) in combinations(named, 2):
        if abs(len(its_name) - len(name)) <= 3 and similarity(its_name, name) >= LOOK_ALIKE:
            detail = f"Its name looks like that of {one.concept.id} ({one.concept.name.en!r})."
            yield warning("look-alike", other.file, other.concept.id, detail)


def _guessing(pack: PackSource) -> Iterator[Finding]:
    """Whether someone who knows nothing but the habits of the writer would pass."""
    english: _Seen = defaultdict(list)
    chinese: _Seen = defaultdict(list)
    for source in pack.concepts:
        for item in source.concept.quiz:
            right = [place for place, option in enumerate(item.options) if option.right]
            if item.several or len(right) != 1:
                continue
            for file in (source.file, ""):
                english[file].append((right[0], [option.text.en for option in item.options]))
            if source.translation is not None:
                for file in (source.translation, ""):
                    shown = [option.text.to(Language.ZH) for option in item.options]
                    chinese[file].append((right[0], shown))
    # Options keep their places in a translation, so those are looked at once.
    yield from _uneven_places(english)
    yield from _longest_right(english, "quiz")
    yield from _longest_right(chinese, f"quiz{CHINESE}")


_Seen = defaultdict[str, list[tuple[int, list[str]]]]
"""The right place and the options of each question, by file, and of all of them under an empty name."""


def _enough(seen: _Seen) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    for file, questions in sorted(seen.items()):
        if len(questions) >= (QUESTIONS_FOR_SHARES if file == "" else QUESTIONS_FOR_SHARES // 4):
            yield file or "pack.yaml", questions


def _uneven_places(seen: _Seen) -> Iterator[Finding]:
    for file, questions in _enough(seen):
        places = [place for place, _ in questions]
        most = max(set(places), key=lambda place: (places.count(place), -place))
        if places.count(most) > MOST_IN_ONE_PLACE * len(places):
            detail = f"{places.count(most)} of {len(places)} right answers stand in place {most + 1}."
            yield warning("uneven-places", file, "quiz", detail)


def _longest_right(seen: _Seen, place: str) -> Iterator[Finding]:
    for file, questions in _enough(seen):
        longest_right = sum(_is_longest(right, options) for right, options in questions)
        if longest_right > MOST_LONGEST_RIGHT * len(questions):
            detail = f"In {longest_right} of {len(questions)} questions the right option is the longest."
            yield warning("longest-right", file, place, detail)


def _is_longest(right: int, options: list[str]) -> bool:
    lengths = [len(option) for option in options]
    return lengths[right] == max(lengths) and lengths.count(max(lengths)) == 1


_RULES: tuple[Callable[[PackSource], Iterable[Finding]], ...] = (
    _modules,
    _identifiers,
    _names,
    _domains,
    _goals,
    check_references,
    check_retired,
    find_cycles,
    check_reach,
    check_depth,
    check_edges,
    _look_alikes,
    _guessing,
)


def _called(name: LocalText, aliases: Aliases) -> Iterator[tuple[str, list[str]]]:
    yield "en", [name.en, *aliases.en]
    yield "zh", [*([name.zh] if name.zh else []), *aliases.zh]
