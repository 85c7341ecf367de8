"""The command line itself: quick to come up, and its choices are the domain's."""

import subprocess
import sys
from typing import get_args, get_type_hints

import pytest

from milepost import cli
from milepost.domain.goals import Language, Level
from tests.support.commands import milepost, milepost_here

HEAVY = (
    "alembic",
    "dbos",
    "fastapi",
    "httpx",
    "pydantic",
    "rich",
    "sqlalchemy",
    "structlog",
    "uvicorn",
    "websockets",
)
COMMANDS = (
    ["serve"], ["generate"], ["watch"], ["doctor"], ["verify"], ["support"], ["export-contract"],
    ["catalog"], ["catalog", "check"], ["catalog", "build"], ["catalog", "stats"],
)  # fmt: skip


def test_help_loads_nothing_that_only_some_commands_need() -> None:
    program = (
        "import sys; sys.argv = ['milepost', '--help']; from milepost.cli import main\n"
        "try: main()\n"
        f"except SystemExit: print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"
    assert "generate" in ran.stdout


def test_watching_loads_nothing_of_the_server() -> None:
    server = ("alembic", "dbos", "fastapi", "sqlalchemy", "starlette", "uvicorn")
    program = (
        f"import sys, milepost.cli.watching; print([name for name in {server!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help(words: list[str]) -> None:
    ran = milepost_here(*words, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Usage: ")


def test_choices_are_those_of_the_domain() -> None:
    hints = get_type_hints(cli.generate)
    assert set(get_args(get_args(hints["level"])[0])) == {level.value for level in Level}
    assert set(get_args(get_args(hints["language"])[0])) == {language.value for language in Language}


def test_a_wrong_option_is_status_2_and_no_traceback() -> None:
    ran = milepost("generate", "learn Python", "--hours", "many")
    assert ran.status == 2
    assert "--hours" in ran.err
    assert "Traceback" not in ran.err
