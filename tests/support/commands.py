"""Runs the installed `milepost` as people do: as a process, with nothing of this environment in its way."""

import os
import subprocess
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from milepost.cli import app
from tests.support.served import changes_behaviour, clean_environment

MILEPOST = Path(sysconfig.get_path("scripts"), "milepost")
COMMAND_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    def line(self, *parts: str) -> str:
        """The first line of either stream that contains all of these."""
        for line in (*self.lines, *self.err.splitlines()):
            if all(part in line for part in parts):
                return line
        raise AssertionError(f"No line with {parts} in:\n{self.out}\n{self.err}")


def milepost(
    *arguments: str | Path,
    typed: str | None = None,
    data: Path | None = None,
    settings: Mapping[str, str] | None = None,
    where: Path | None = None,
) -> Ran:
    """Run a command to its end.

    Args:
        typed: What stands on its standard input; nothing if not given.
        data: Its data directory.
        settings: Variables of its environment.
        where: The directory it runs in.
    """
    ran = subprocess.run(
        command(arguments),
        input="" if typed is None else typed,
        env=environment(data=data, settings=settings),
        cwd=where,
        capture_output=True,
        encoding="utf-8",
        timeout=COMMAND_SECONDS,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def milepost_here(
    *arguments: str | Path,
    typed: str | None = None,
    data: Path | None = None,
    port: int | None = None,
    settings: Mapping[str, str] | None = None,
) -> Ran:
    """Run a command in this process, which takes a fraction of the time; not for one that serves."""
    absent = {name: None for name in os.environ if changes_behaviour(name)}
    given = {"MILEPOST_DATA_DIR": str(data) if data else None, "PORT": str(port) if port else None}
    ran = CliRunner().invoke(
        app,
        [str(one) for one in arguments],
        input=typed or "",
        env={**absent, **given, **(settings or {})},
        catch_exceptions=False,
    )
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


def command(arguments: Sequence[str | Path]) -> list[str]:
    return [str(MILEPOST), *map(str, arguments)]


def environment(*, data: Path | None = None, settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command: in UTF-8, with only the settings that are given."""
    given = dict(settings or {})
    if data is not None:
        given["MILEPOST_DATA_DIR"] = str(data)
    return clean_environment(LANG="C.UTF-8", **given)
