"""`milepost roadmap check`: the independent checker on a file, with no server and no catalog."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from milepost.cli.exit_status import ExitStatus
from milepost.cli.screen import Mark, Screen, marked
from milepost.domain.checking.roadmap import refusals_of

#: Many times what the largest roadmap takes.
MAX_BYTES = 16 << 20
STANDARD_INPUT = Path("-")


class NoRoadmap(Exception):
    """There is nothing that could be checked; the message says why."""


def check(file: Path) -> ExitStatus:
    """Print one line when the roadmap holds, else each broken rule with its place."""
    screen = Screen.of_process()
    try:
        document = read_roadmap(file)
        refusals = refusals_of(document)
        if any(one.rule == "shape" for one in refusals):
            raise NoRoadmap(f"is no roadmap: {refusals[0].reason} ({refusals[0].place or '/'})")
    except NoRoadmap as reason:
        next_step = "Give the answer of GET /api/v1/roadmaps/{roadmap_id}, or of milepost generate --json."
        marked(Mark.BAD, f"{file} {reason}", next_step=next_step, console=screen.err)
        return ExitStatus.USAGE
    for refusal in refusals:
        marked(Mark.BAD, str(refusal), console=screen.out)
    if refusals:
        marked(Mark.BAD, f"{file}: {len(refusals)} rules broken", console=screen.out)
        return ExitStatus.FAILED
    marked(Mark.OK, f"{file}: {_summary(document)}", console=screen.out)
    return ExitStatus.OK


def read_roadmap(file: Path) -> Any:
    """A roadmap as it is sent, from a file that holds that or a stored plan.

    Raises:
        NoRoadmap: The file cannot be read, is too large, or is no JSON.
    """
    try:
        with sys.stdin.buffer if file == STANDARD_INPUT else file.open("rb") as source:
            data = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise NoRoadmap(f"cannot be read ({error.strerror})") from None
    if len(data) > MAX_BYTES:
        raise NoRoadmap(f"is larger than {MAX_BYTES >> 20} MiB")
    try:
        return _as_sent(json.loads(data, parse_constant=_no_number, object_pairs_hook=_each_key_once))
    except (ValueError, RecursionError) as fault:
        raise NoRoadmap(f"is no JSON ({str(fault).partition(chr(10))[0]})") from None


def _as_sent(document: Any) -> Any:
    """A plan, as a revision stores it, in the shape of a roadmap that is sent; anything else as it is."""
    if not isinstance(document, dict) or not isinstance(document.get("roadmap"), dict):
        return document
    roadmap = document["roadmap"]
    for concept in _concepts(roadmap):
        hours = concept.get("hours")
        if isinstance(hours, dict) and "typical" in hours:
            concept.setdefault("estimated_hours", hours["typical"])
    return {**roadmap, **{key: value for key, value in document.items() if key != "roadmap"}}


def _concepts(roadmap: Any) -> list[dict[str, Any]]:
    """The concepts of a tree, as far as it is one."""
    parts: Sequence[Any] = [roadmap]
    for level in ("stages", "modules", "concepts"):
        lists = [part.get(level) for part in parts if isinstance(part, dict)]
        parts = [part for one in lists if isinstance(one, list) for part in one]
    return [part for part in parts if isinstance(part, dict)]


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for index, (key, _) in enumerate(pairs) if key in dict(pairs[:index]))
        raise ValueError(f"the key {twice!r} is given twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _summary(roadmap: Any) -> str:
    """What was accepted, in one line."""
    concepts = _concepts(roadmap)
    hours = sum(concept["estimated_hours"] for concept in concepts)
    weeks, verdict = len(roadmap["schedule"]["weeks"]), roadmap["verdict"]
    return (
        f"{len(concepts)} concepts, {len(roadmap['witness']['edges'])} edges with a reason, {hours:g} h in "
        f"{weeks} weeks, {verdict['outcome']}; every rule holds"
    )
