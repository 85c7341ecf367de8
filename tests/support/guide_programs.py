"""Runs the programs of guides as a learner would: Python, SQL in SQLite, and JavaScript in node.

The `text` block right after a program is what it prints. Programs stand alone, except that the SQL blocks of one guide
are run in order in one database. The block after SQL shows every result: columns two spaces apart under their names,
an empty line between results, `NULL` for what is missing, `error: …` where it ends with one; of a query plan, which
differs in its numbers from version to version, only the text.
"""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

#: Programs are small; this ends one that hangs, on a busy machine too.
SECONDS_PER_PROGRAM = 30
AT_ONCE = 4

#: Packages that take longer to load than a program to run; what uses them shares a process.
_HEAVY = re.compile(
    r"^(?:import|from) (?:fastapi|matplotlib|numpy|pandas|sklearn|sqlalchemy)\b", re.MULTILINE
)
_PLAN = ["id", "parent", "notused", "detail"]

#: Runs the programs that come as JSON and prints, as JSON, what each printed and how it failed.
_TOGETHER = """
import contextlib, io, json, sys, traceback, warnings
warnings.simplefilter("ignore")
answers = []
for code in json.load(sys.stdin):
    printed, failure = io.StringIO(), ""
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(code, "<guide>", "exec"), {"__name__": "__main__"})
        except BaseException:
            failure = traceback.format_exc()
    answers.append((printed.getvalue(), failure))
json.dump(answers, sys.stdout)
"""


class Program(NamedTuple):
    """A program of a guide, and the output that the guide shows after it, if any."""

    place: str
    language: str
    code: str
    output: str | None


class Ran(NamedTuple):
    printed: str
    failure: str
    """Why it ended before its end; empty when it did not."""


def programs_of(concept_id: str, guide: str) -> list[Program]:
    """The programs of one guide, in order."""
    fences = [token for token in MarkdownIt("commonmark").parse(guide) if token.type == "fence"]
    after = [*fences[1:], None][: len(fences)]
    return [
        Program(
            place=f"{concept_id}, block {number}",
            language=fence.info.strip(),
            code=fence.content,
            output=following.content if following is not None and following.info.strip() == "text" else None,
        )
        for number, (fence, following) in enumerate(zip(fences, after, strict=True), start=1)
        if fence.info.strip() in {"python", "sql", "js"}
    ]


def problems_of(guides: Sequence[Sequence[Program]], directory: Path) -> list[str]:
    """What is wrong with the programs of these guides."""
    every = [program for guide in guides for program in guide]
    alone = [
        one for one in every if one.language == "js" or (one.language == "python" and not _is_heavy(one))
    ]
    heavy = [one for one in every if one.language == "python" and _is_heavy(one)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        together = pool.submit(_run_together, heavy, directory)
        ran = list(zip(alone, pool.map(lambda one: _run_alone(one, directory), alone), strict=True))
        ran += zip(heavy, together.result(), strict=True)
    for guide in guides:
        ran += _run_sql([program for program in guide if program.language == "sql"])
    return [problem for program, result in ran if (problem := _problem(program, result))]


def _problem(program: Program, ran: Ran) -> str | None:
    if ran.failure:
        return f"{program.place} fails: {ran.failure[-400:]}"
    if program.output is not None and ran.printed.rstrip() != program.output.rstrip():
        return f"{program.place} prints\n{ran.printed}where the guide says\n{program.output}"
    return None


def _is_heavy(program: Program) -> bool:
    return _HEAVY.search(program.code) is not None


def _run_alone(program: Program, directory: Path) -> Ran:
    command = (
        ["node", "--input-type=module", "-"]
        if program.language == "js"
        else [sys.executable, "-I", "-X", "utf8", "-"]
    )
    return _run(command, program.code, directory, SECONDS_PER_PROGRAM)


def _run_together(programs: Sequence[Program], directory: Path) -> list[Ran]:
    if not programs:
        return []
    codes = json.dumps([program.code for program in programs])
    command = [sys.executable, "-I", "-X", "utf8", "-c", _TOGETHER]
    ran = _run(command, codes, directory, SECONDS_PER_PROGRAM * len(programs))
    return [Ran(*one) for one in json.loads(ran.printed)] if not ran.failure else [ran] * len(programs)


def _run(command: list[str], given: str, directory: Path, seconds: float) -> Ran:
    try:
        done = subprocess.run(
            command, cwd=directory, input=given, capture_output=True, text=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return Ran("", f"it runs longer than {seconds} s")
    return Ran(done.stdout, done.stderr if done.returncode != 0 else "")


def _run_sql(programs: Sequence[Program]) -> Iterator[tuple[Program, Ran]]:
    database = sqlite3.connect(":memory:", isolation_level=None)
    for program in programs:
        shown, failure = _sql_results(database, program.code)
        expected = program.output is not None and failure in program.output
        yield program, Ran("\n\n".join(shown), "" if expected else failure)
    database.close()


def _sql_results(database: sqlite3.Connection, code: str) -> tuple[list[str], str]:
    """What the results look like, and the error that ended them, which is shown as the last of them."""
    shown: list[str] = []
    for statement in _statements(code):
        try:
            cursor = database.execute(statement)
            if cursor.description is not None:
                shown.append(_table([column[0] for column in cursor.description], cursor.fetchall()))
        except sqlite3.Error as error:
            return [*shown, f"error: {error}"], f"error: {error}"
    return shown, ""


def _statements(code: str) -> Iterator[str]:
    statement = ""
    for line in code.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _table(names: list[str], rows: Sequence[tuple[object, ...]]) -> str:
    if names == _PLAN:
        names, rows = ["plan"], [row[3:] for row in rows]
    cells = [["NULL" if value is None else str(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    lines = [names, ["-" * width for width in widths], *cells]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
