"""Reads the text files of a pack into models, as data only, every problem located."""

from dataclasses import dataclass, field
from pathlib import Path

from milepost.catalog.loading.findings import Finding, error
from milepost.catalog.loading.pack_format import ConceptEntry, GoalEntry, LocalText, ModuleEntry, PackManifest
from milepost.catalog.loading.pack_text import (
    Parts,
    label_of,
    load_yaml,
    parse_as,
    read_text,
    split_parts,
    stray_guides,
)
from milepost.catalog.loading.source_hash import LEARNT, MANIFEST, source_files
from milepost.catalog.loading.translation import (
    SUFFIX,
    Translated,
    TranslationSource,
    read_translation,
    translate,
)


@dataclass(frozen=True, slots=True)
class GoalSource:
    file: str
    goal: GoalEntry


@dataclass(frozen=True, slots=True)
class ConceptSource:
    """A concept and its guide, in Chinese too where that has been written."""

    file: str
    module: str
    concept: ConceptEntry
    guide: LocalText
    translation: str | None = None
    """The file its Chinese came from."""


@dataclass(slots=True)
class PackSource:
    """All that could be read of a pack, and what could not."""

    manifest: PackManifest | None = None
    goals: list[GoalSource] = field(default_factory=list)
    modules: list[tuple[str, ModuleEntry]] = field(default_factory=list)
    concepts: list[ConceptSource] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    outside: frozenset[str] = frozenset()
    """Ids of concepts of another pack that this one may build on."""


def read_pack(directory: Path, *, outside: frozenset[str] = frozenset()) -> PackSource:
    """Everything of the pack in `directory`; what cannot be read is among its `problems`."""
    pack, problems = PackSource(outside=outside), list[Finding]()
    modules: dict[str, str] = {}
    translations: dict[str, TranslationSource] = {}
    for path in source_files(directory):
        name = path.relative_to(directory).as_posix()
        text = None if name == LEARNT else read_text(path, name, problems)
        if text is None:
            continue
        if name == MANIFEST:
            pack.manifest = parse_as(PackManifest, load_yaml(text, name, problems), name, "", problems)
        elif path.suffix == ".yaml":
            goal = parse_as(GoalEntry, load_yaml(text, name, problems), name, "", problems)
            if goal is not None:
                pack.goals.append(GoalSource(name, goal))
        elif name.endswith(SUFFIX):
            translation = read_translation(text, name, problems)
            if translation is not None:
                translations[translation.module] = translation
        else:
            modules[name] = text
    pack.problems = problems
    for name, text in modules.items():
        _read_module(text, name, translations.get(Path(name).stem), pack)
    for translation in translations.values():
        if f"modules/{translation.module}.md" not in modules:
            detail = f"There is no module {translation.module!r} to translate."
            problems.append(error("unknown-module", translation.file, "module", detail))
    if pack.manifest is None and not any(problem.file == MANIFEST for problem in problems):
        problems.append(error("missing-file", MANIFEST, "", "A pack needs a pack.yaml that names it."))
    return pack


def pack_id_of(directory: Path) -> str | None:
    """What the manifest of a pack calls it, without reading more of it; None when it does not say."""
    path = directory / MANIFEST
    text = read_text(path, MANIFEST, []) if path.is_file() else None
    data = None if text is None else load_yaml(text, MANIFEST, [])
    pack_id = data.get("id") if isinstance(data, dict) else None
    return pack_id if isinstance(pack_id, str) else None


def _read_module(text: str, name: str, translation: TranslationSource | None, pack: PackSource) -> None:
    parts = split_parts(text, name, pack.problems)
    if parts is None:
        return
    # One concept at a time, so that a slip in one does not make the others look missing.
    labels = [label_of(raw, number) for number, raw in enumerate(parts.concepts, start=1)]
    entries = [
        parse_as(ConceptEntry, raw, name, label, pack.problems)
        for raw, label in zip(parts.concepts, labels, strict=True)
    ]
    concepts = [entry for entry in entries if entry is not None]
    module = parse_as(ModuleEntry, {**parts.data, "concepts": concepts}, name, "", pack.problems)
    if module is None:
        return
    pack.modules.append((name, module))
    _join_guides(pack, name, module, parts, translation)
    # A section of a concept that was refused is no stray, nor is its translation.
    pack.problems.extend(stray_guides(parts, labels, name))
    if translation is not None:
        detail = f"The module {module.module!r} has no such concept."
        strays = sorted(translation.labels.difference(labels))
        pack.problems.extend(error("unknown-concept", translation.file, stray, detail) for stray in strays)


def _join_guides(
    pack: PackSource, name: str, module: ModuleEntry, parts: Parts, translation: TranslationSource | None
) -> None:
    for concept in module.concepts:
        english = parts.guides.get(concept.id)
        if english is None:
            detail = f"There is no section '## {concept.id}'."
            pack.problems.append(error("missing-guide", name, concept.id, detail))
            continue
        translated = translation and translate(concept, english, translation, pack.problems)
        found = translated or Translated(concept, LocalText(en=english))
        file = translation.file if translation and translated else None
        pack.concepts.append(ConceptSource(name, module.module, found.concept, found.guide, file))
