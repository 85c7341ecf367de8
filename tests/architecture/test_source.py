"""Habits of the source that no linter holds."""

import ast
from pathlib import Path

from tests.architecture.test_import_contract import SOURCE, imported_modules, parsed

LONGEST = 400
#: One file of ten may be longer than this; a longer file is one table or one idea.
USUAL = 300


def test_no_source_file_is_long() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file, _ in parsed(SOURCE)}
    # A migration is what it has to be, and never changes again.
    lengths = {file: length for file, length in lengths.items() if "versions" not in file.parts}

    assert {str(file): length for file, length in lengths.items() if length > LONGEST} == {}
    assert sum(length > USUAL for length in lengths.values()) <= len(lengths) / 10


def test_one_module_knows_the_engine() -> None:
    knowing = [
        file.relative_to(SOURCE)
        for file, tree in parsed(SOURCE)
        if any(name.partition(".")[0] == "dbos" for name in imported_modules(tree))
    ]

    assert knowing == [Path("workflow/engine.py")]


def test_nothing_raises_an_answer() -> None:
    """Routes raise failures of the domain; which status each has is the table's to say."""
    raised = [
        f"{file.relative_to(SOURCE)}:{node.lineno}"
        for file, tree in parsed(SOURCE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and "HTTPException" in ast.dump(node)
    ]

    assert raised == []


def test_one_place_commits() -> None:
    """The unit of work; and, before there is one, what brings the schema up to date."""
    committing = {
        str(file.relative_to(SOURCE))
        for file, tree in parsed(SOURCE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    }

    assert committing == {"storage/database.py", "storage/schema.py"}


def test_every_module_opens_with_why_it_exists() -> None:
    silent = [str(file.relative_to(SOURCE)) for file, tree in parsed(SOURCE) if not ast.get_docstring(tree)]

    assert silent == []


def test_nothing_is_put_off() -> None:
    marks = ("TODO", "FIXME", "XXX", "HACK")
    put_off = [
        f"{file.relative_to(SOURCE)}: {mark}"
        for file, _ in parsed(SOURCE)
        for mark in marks
        if mark in file.read_text(encoding="utf-8")
    ]

    assert put_off == []
