"""How PostgreSQL and Redis are started for tests: without the machine's configuration, keeping nothing."""

import contextlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

import psycopg
import redis

from tests.support.run import TestRun

POSTGRES_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    # The data is thrown away, so nothing waits for the disk.
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
)


class ServiceFailed(Exception):
    """A service did not come up; the message ends with what it logged."""


class Server(Protocol):
    """A program that serves on a port of the loopback interface."""

    @property
    def user(self) -> str | None:
        """Whom to run it as; None is ourselves."""

    def command(self, port: int) -> list[str]: ...

    def url(self, port: int) -> str: ...

    def answers(self, port: int) -> bool: ...


class PostgresProgram:
    """PostgreSQL over a new data directory in the run's own."""

    def __init__(self, run: TestRun, programs: Path) -> None:
        self.user = _unprivileged_user()
        self._programs = _reachable(programs, self.user, run)
        self._data = run.directory / "postgres"
        self._data.mkdir(mode=0o700)
        if self.user is not None:
            shutil.chown(self._data, self.user)
        options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        made = _run_as(self.user, self._programs / "initdb", "-D", str(self._data), *options)
        if made.returncode != 0:
            raise ServiceFailed(f"initdb failed: {made.stderr.strip()}")

    def command(self, port: int) -> list[str]:
        settings = [word for setting in POSTGRES_SETTINGS for word in ("-c", setting)]
        return [str(self._programs / "postgres"), "-D", str(self._data), "-p", str(port), *settings]

    def url(self, port: int) -> str:
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"

    def answers(self, port: int) -> bool:
        with (
            contextlib.suppress(psycopg.OperationalError),
            psycopg.connect(self.url(port), connect_timeout=2),
        ):
            return True
        return False


class RedisProgram:
    """Redis without a configuration file."""

    user: str | None = None

    def __init__(self, program: Path) -> None:
        self._program = program

    def command(self, port: int) -> list[str]:
        quiet = ("--save", "", "--appendonly", "no")
        return [str(self._program), "--port", str(port), "--bind", "127.0.0.1", *quiet]

    def url(self, port: int) -> str:
        return f"redis://127.0.0.1:{port}/0"

    def answers(self, port: int) -> bool:
        with contextlib.suppress(redis.ConnectionError), redis.Redis(port=port) as client:
            return bool(client.ping())
        return False


def _unprivileged_user() -> str | None:
    """Whom to run PostgreSQL as when we are root, which it refuses; None when we are somebody else."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _reachable(programs: Path, user: str | None, run: TestRun) -> Path:
    """The folder itself, or a copy of its installation where the user cannot go, as below a private home."""
    try:
        _run_as(user, programs / "postgres", "--version")
    except PermissionError:
        installed, package = programs.parents[0], programs.parents[1]
        copy = run.directory / "postgresql" / package.name / installed.name
        shutil.copytree(installed, copy)
        libraries = package.with_name(f"{package.name}.libs")  # where a wheel keeps its shared libraries
        if libraries.is_dir():
            shutil.copytree(libraries, run.directory / "postgresql" / libraries.name)
        return copy / programs.name
    return programs


def _run_as(user: str | None, program: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    # Without the last two, the other user would keep root's groups.
    group, extra_groups = (None, None) if user is None else (pwd.getpwnam(user).pw_gid, ())
    return subprocess.run(
        [program, *arguments],
        user=user,
        group=group,
        extra_groups=extra_groups,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
