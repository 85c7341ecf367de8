"""Reads the text files of a pack into models, as data only: safe YAML, size caps, every problem located."""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from milepost.catalog.findings import Finding, error
from milepost.catalog.pack_format import ConceptEntry, GoalEntry, LocalText, ModuleEntry, PackManifest
from milepost.catalog.source_hash import MANIFEST, source_files
from milepost.domain.goals import Language

Model = TypeVar("Model", bound=BaseModel)

MAX_FILE_BYTES = 160 * 1024

_GUIDE_HEADING = re.compile(r"##[ \t]+(?P<id>\S+?)(?:[ \t]+\((?P<language>zh)\))?[ \t]*")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class GoalSource:
    file: str
    goal: GoalEntry


@dataclass(frozen=True, slots=True)
class ConceptSource:
    file: str
    module: str
    concept: ConceptEntry
    guide: LocalText


@dataclass(slots=True)
class PackSource:
    """All that could be read of a pack, and what could not."""

    manifest: PackManifest | None = None
    goals: list[GoalSource] = field(default_factory=list)
    modules: list[tuple[str, ModuleEntry]] = field(default_factory=list)
    concepts: list[ConceptSource] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


class _PackLoader(yaml.CSafeLoader):
    """Safe YAML that also refuses a key given twice, which YAML would settle silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key must be a plain word", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value!r} is given twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_pack(directory: Path) -> PackSource:
    """Everything of the pack in `directory`; what cannot be read is among its `problems`."""
    pack = PackSource()
    for path in source_files(directory):
        name = path.relative_to(directory).as_posix()
        text = _read_text(path, name, pack.problems)
        if text is None:
            continue
        if name == MANIFEST:
            pack.manifest = _parse(
                PackManifest, _load_yaml(text, name, pack.problems), name, "", pack.problems
            )
        elif path.suffix == ".yaml":
            goal = _parse(GoalEntry, _load_yaml(text, name, pack.problems), name, "", pack.problems)
            if goal is not None:
                pack.goals.append(GoalSource(name, goal))
        else:
            _read_module(text, name, pack)
    if pack.manifest is None and not any(problem.file == MANIFEST for problem in pack.problems):
        pack.problems.append(error("missing-file", MANIFEST, "", "A pack needs a pack.yaml that names it."))
    return pack


def _read_module(text: str, name: str, pack: PackSource) -> None:
    parts = _split_front_matter(text)
    if parts is None:
        pack.problems.append(
            error("front-matter", name, "line 1", "The file must begin with --- and YAML up to ---.")
        )
        return
    front_matter, body, body_line = parts
    data = _load_yaml(front_matter, name, pack.problems)
    if not isinstance(data, dict) or not isinstance(data.get("concepts"), list):
        if data is not None:
            pack.problems.append(
                error("schema", name, "", "The front matter needs module, name and concepts.")
            )
        return
    # One concept at a time, so that a slip in one does not make the others look missing.
    entries = [
        _parse(ConceptEntry, raw, name, _label(raw, number), pack.problems)
        for number, raw in enumerate(data["concepts"], start=1)
    ]
    guides = _guides(body, name, body_line, pack.problems)
    module = _parse(
        ModuleEntry, {**data, "concepts": [one for one in entries if one]}, name, "", pack.problems
    )
    if module is None:
        return
    pack.modules.append((name, module))
    _join_guides(pack, name, module, guides)
    # A section of a concept that was refused is no stray.
    known = {_label(raw, number) for number, raw in enumerate(data["concepts"], start=1)}
    for concept_id in dict.fromkeys(concept_id for concept_id, _ in guides if concept_id not in known):
        detail = "This section is headed by the id of no concept of the file."
        pack.problems.append(error("unknown-guide", name, f"## {concept_id}", detail))


def _join_guides(
    pack: PackSource, name: str, module: ModuleEntry, guides: Mapping[tuple[str, Language], str]
) -> None:
    for concept in module.concepts:
        english = guides.get((concept.id, Language.EN))
        if english is None:
            detail = f"There is no section '## {concept.id}'."
            pack.problems.append(error("missing-guide", name, concept.id, detail))
            continue
        guide = LocalText(en=english, zh=guides.get((concept.id, Language.ZH)))
        pack.concepts.append(ConceptSource(name, module.module, concept, guide))


def _read_text(path: Path, name: str, problems: list[Finding]) -> str | None:
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        detail = f"The file has {size:,} bytes; at most {MAX_FILE_BYTES:,} are read."
        problems.append(error("file-too-large", name, "", detail))
        return None
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as slip:
        problems.append(error("encoding", name, f"byte {slip.start}", "The file is not UTF-8."))
        return None


def _load_yaml(text: str, name: str, problems: list[Finding]) -> Any:
    try:
        for token in yaml.scan(text, Loader=_PackLoader):
            if isinstance(token, yaml.AliasToken):
                # References can make a small file unfold into a huge one.
                detail = "YAML references (*name) are not allowed."
                raise yaml.MarkedYAMLError(problem=detail, problem_mark=token.start_mark)
        data = yaml.load(text, Loader=_PackLoader)  # noqa: S506 - it is a safe loader
        if data is None:
            problems.append(error("yaml", name, "", "There is nothing in it."))
        return data
    except yaml.MarkedYAMLError as slip:
        mark = slip.problem_mark or slip.context_mark
        # Front matter is passed with its first line, so the numbers are those of the file.
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problems.append(error("yaml", name, place, slip.problem or "This is not YAML."))
    except (yaml.YAMLError, ValueError) as slip:
        problems.append(error("yaml", name, "", str(slip)))
    return None


def _parse(model: type[Model], data: Any, name: str, label: str, problems: list[Finding]) -> Model | None:
    if data is None:  # said already by the YAML reader
        return None
    try:
        return model.model_validate(data)
    except ValidationError as slip:
        for one in slip.errors(include_url=False):
            where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in one["loc"])
            place = " · ".join(filter(None, (label, where)))
            problems.append(error("schema", name, place, one["msg"]))
        return None


def _split_front_matter(text: str) -> tuple[str, str, int] | None:
    """Front matter, body, and the line number at which the body begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[:number]), "\n".join(lines[number + 1 :]), number + 2
    return None


def _guides(
    body: str, name: str, first_line: int, problems: list[Finding]
) -> dict[tuple[str, Language], str]:
    guides: dict[tuple[str, Language], str] = {}
    for key, line, text in _sections(body, first_line):
        if key is None:
            if text:
                problems.append(
                    error("unknown-guide", name, f"line {line}", "Text stands before the first heading.")
                )
        elif key in guides:
            problems.append(
                error("duplicate-guide", name, f"line {line}", f"{key[0]} has this guide already.")
            )
        elif text:
            guides[key] = text
    return guides


def _sections(body: str, first_line: int) -> Iterator[tuple[tuple[str, Language] | None, int, str]]:
    """Each guide with whose it is and where it begins; headings inside code fences are code."""
    key: tuple[str, Language] | None = None
    begins, lines, fence = first_line, list[str](), ""
    for number, line in enumerate(body.split("\n"), start=first_line):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark["mark"]
        elif mark and mark["mark"].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
        heading = None if fence else _GUIDE_HEADING.fullmatch(line)
        if heading is None:
            lines.append(line)
            continue
        yield key, begins, "\n".join(lines).strip()
        key = (heading["id"], Language.ZH if heading["language"] else Language.EN)
        begins, lines = number, []
    yield key, begins, "\n".join(lines).strip()


def _label(raw: object, number: int) -> str:
    concept_id = raw.get("id") if isinstance(raw, Mapping) else None
    return concept_id if isinstance(concept_id, str) else f"concept {number}"
