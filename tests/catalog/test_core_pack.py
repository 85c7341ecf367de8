"""The shipped pack: it passes its own check, and every program in its guides runs and prints what the guide says."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt

from milepost.catalog.lessons import lesson_of
from milepost.catalog.pack_check import check_pack
from milepost.catalog.pack_index import CORE_PACK, load_catalog
from milepost.domain.goals import Language

#: Programs are small; most of the time goes into starting the interpreter.
SECONDS_PER_PROGRAM = 10
AT_ONCE = 4
MOST_CONCEPT_HOURS = 8


class Program(NamedTuple):
    """A program of a guide, and the output that the guide shows after it, if any."""

    place: str
    code: str
    output: str | None


def programs() -> Iterator[Program]:
    markdown = MarkdownIt("commonmark")
    for concept_id, concept in load_catalog().concepts.items():
        fences = [token for token in markdown.parse(lesson_of(concept).guide.en) if token.type == "fence"]
        for number, fence in enumerate(fences):
            if fence.info.strip() == "python":
                after = fences[number + 1] if number + 1 < len(fences) else None
                output = after.content if after is not None and after.info.strip() == "text" else None
                yield Program(f"{concept_id}, fence {number + 1}", fence.content, output)


def run(program: Program, directory: Path) -> str | None:
    """What is wrong with a program, or None."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "-c", program.code],
            cwd=directory,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS_PER_PROGRAM,
        )
    except subprocess.TimeoutExpired:
        return f"{program.place} runs longer than {SECONDS_PER_PROGRAM} s"
    if done.returncode != 0:
        return f"{program.place} fails: {done.stderr[-400:]}"
    if program.output is not None and done.stdout.rstrip() != program.output.rstrip():
        return f"{program.place} prints\n{done.stdout}where the guide says\n{program.output}"
    return None


def test_the_core_pack_passes_its_check() -> None:
    assert list(map(str, check_pack(CORE_PACK))) == []


def test_every_program_in_the_guides_prints_what_the_guide_says(tmp_path: Path) -> None:
    found = list(programs())
    assert len(found) >= 40
    with ThreadPoolExecutor(AT_ONCE) as pool:
        problems = [problem for problem in pool.map(lambda one: run(one, tmp_path), found) if problem]
    assert not problems, "\n\n".join(problems)


def test_the_core_pack_is_large_enough_to_be_of_use() -> None:
    catalog = load_catalog()
    assert len(catalog.concepts) >= 60
    assert set(catalog.goals) == {"python", "git-and-command-line"}


def test_each_concept_is_one_teachable_idea() -> None:
    too_large = [
        concept_id
        for concept_id, concept in load_catalog().concepts.items()
        if concept.hours.typical > MOST_CONCEPT_HOURS
    ]
    assert too_large == []


@pytest.mark.parametrize("goal_id", ["python", "git-and-command-line"])
def test_goals_have_enough_aliases_in_both_languages(goal_id: str) -> None:
    goal = load_catalog().goals[goal_id]
    assert len(goal.aliases.en) >= 15
    assert len(goal.aliases.zh) >= 8


def test_every_name_in_the_pack_finds_what_it_names() -> None:
    catalog = load_catalog()
    for concept_id, concept in catalog.concepts.items():
        for phrase in (
            concept.name(Language.EN),
            concept.name(Language.ZH),
            *concept.aliases.en,
            *concept.aliases.zh,
        ):
            best = catalog.find(phrase, Language.EN)[0]
            assert (best.found_id, best.kind) == (concept_id, "concept"), phrase
    for goal_id, goal in catalog.goals.items():
        for phrase in (goal.name(Language.EN), goal.name(Language.ZH), *goal.aliases.en, *goal.aliases.zh):
            best = catalog.find(phrase, Language.EN)[0]
            assert (best.found_id, best.kind) == (goal_id, "goal"), phrase
