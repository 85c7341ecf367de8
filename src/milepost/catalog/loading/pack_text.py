"""One file of a pack as data only: within bounds, safe YAML, and guides by their headings, every problem located."""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from milepost.catalog.loading.findings import Finding, error

Model = TypeVar("Model", bound=BaseModel)

MAX_FILE_BYTES = 160 * 1024
#: The deepest text of a pack stands eight levels down. The parser recurses in C, where a thousand times that crashes.
MOST_NESTED = 16

_GUIDE_HEADING = re.compile(r"##[ \t]+(?P<id>\S+?)[ \t]*")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")

_OPENING = (
    yaml.BlockSequenceStartToken, yaml.BlockMappingStartToken, yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken,
)  # fmt: skip
_CLOSING = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)


class Parts(NamedTuple):
    """A Markdown file of a pack: its front matter, and the text of each guide by the id that heads it."""

    data: dict[str, Any]
    concepts: list[Any]
    """What the front matter lists under `concepts`, as it stands there."""
    guides: dict[str, str]


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


def read_text(path: Path, name: str, problems: list[Finding]) -> str | None:
    """The text of a file; None when it is too large or not UTF-8, which is then among the problems."""
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


def load_yaml(text: str, name: str, problems: list[Finding]) -> Any:
    """What the YAML says; None when it is no YAML, or more than data, which is then among the problems."""
    try:
        depth = 0
        for token in yaml.scan(text, Loader=_PackLoader):
            if isinstance(token, yaml.AliasToken):
                # References can make a small file unfold into a huge one.
                detail = "YAML references (*name) are not allowed."
                raise yaml.MarkedYAMLError(problem=detail, problem_mark=token.start_mark)
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > MOST_NESTED:
                detail = f"This stands more than {MOST_NESTED} levels deep."
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


def parse_as(model: type[Model], data: Any, name: str, label: str, problems: list[Finding]) -> Model | None:
    """The data as a model; None when it is none, each slip of it among the problems."""
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


def split_parts(text: str, name: str, problems: list[Finding]) -> Parts | None:
    """The parts of a Markdown file of a pack; None when there is no front matter that lists concepts."""
    found = _split_front_matter(text)
    if found is None:
        detail = "The file must begin with --- and YAML up to ---."
        problems.append(error("front-matter", name, "line 1", detail))
        return None
    front_matter, body, body_line = found
    data = load_yaml(front_matter, name, problems)
    if not isinstance(data, dict) or not isinstance(data.get("concepts"), list):
        if data is not None:
            problems.append(
                error("schema", name, "", "The front matter needs module and a list of concepts.")
            )
        return None
    return Parts(data, data["concepts"], _guides(body, name, body_line, problems))


def stray_guides(parts: Parts, labels: Sequence[str], name: str) -> Iterator[Finding]:
    """A finding for each guide that belongs to none of the concepts so labelled."""
    for stray in (one for one in parts.guides if one not in labels):
        detail = "This section is headed by the id of no concept of the file."
        yield error("unknown-guide", name, f"## {stray}", detail)


def label_of(raw: object, number: int) -> str:
    """What to call an entry that may be no entry: its id where it has one, else its number in the list."""
    concept_id = raw.get("id") if isinstance(raw, Mapping) else None
    return concept_id if isinstance(concept_id, str) else f"concept {number}"


def _split_front_matter(text: str) -> tuple[str, str, int] | None:
    """Front matter, body, and the line number at which the body begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[:number]), "\n".join(lines[number + 1 :]), number + 2
    return None


def _guides(body: str, name: str, first_line: int, problems: list[Finding]) -> dict[str, str]:
    guides: dict[str, str] = {}
    for concept_id, line, text in _sections(body, first_line):
        if concept_id is None:
            if text:
                detail = "Text stands before the first heading."
                problems.append(error("unknown-guide", name, f"line {line}", detail))
        elif concept_id in guides:
            detail = f"{concept_id} has this guide already."
            problems.append(error("duplicate-guide", name, f"line {line}", detail))
        elif text:
            guides[concept_id] = text
    return guides


def _sections(body: str, first_line: int) -> Iterator[tuple[str | None, int, str]]:
    """Each guide with whose it is and where it begins; headings inside code fences are code."""
    concept_id: str | None = None
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
        yield concept_id, begins, "\n".join(lines).strip()
        concept_id, begins, lines = heading["id"], number, []
    yield concept_id, begins, "\n".join(lines).strip()
