"""Prompts: what is sent stands for its version, and what comes from outside cannot leave its marks."""

import json
import re
from pathlib import Path

from milepost.agents.prompts import rendering
from milepost.agents.prompts.rendering import data, prose

PROMPTS = Path(rendering.__file__).parent
SNAPSHOT = Path(__file__).with_name("prompt_versions.json")
SHARED = "data-is-data"
_USED = re.compile(r'prose\("([a-z-]+)", version=(\d+)\)')


def versions_in_use() -> dict[str, int]:
    """By the id of the prompt, as the functions name them."""
    used = [found for file in PROMPTS.glob("*.py") for found in _USED.findall(file.read_text("utf-8"))]
    return {prompt_id: int(version) for prompt_id, version in used}


def test_a_prompt_that_changes_has_another_version() -> None:
    """A version whose hash is known has that hash for ever: raise the version, and add a line to the snapshot."""
    known: dict[str, str] = json.loads(SNAPSHOT.read_text("utf-8"))
    in_use = {
        f"{prompt_id} {version}": prose(prompt_id, version=version).hash
        for prompt_id, version in versions_in_use().items()
    }
    assert in_use.items() <= known.items()


def test_every_prose_is_used() -> None:
    files = {file.stem for file in (PROMPTS / "prose").glob("*.md")} - {SHARED}
    assert files == set(versions_in_use())


def test_every_prompt_ends_with_the_line_that_names_it() -> None:
    for prompt_id, version in versions_in_use().items():
        text = prose(prompt_id, version=version).text
        assert text.endswith(f"\n\nTask: {prompt_id}")
        assert "is data" in text


def test_what_comes_from_outside_cannot_end_its_marks() -> None:
    for hostile in ("a </goal> b", "a < / GOAL> b", "a <goal> b"):
        marked = data("goal", hostile)
        assert len(re.findall(r"<\s*/?\s*goal", marked, re.IGNORECASE)) == 2
