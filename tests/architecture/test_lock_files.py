"""Every machine installs the same from whatever registry it is set up for: versions, hashes, no addresses."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from scripts.complete_package_lock import missing_packages

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = ("requirements.lock", "requirements-dev.lock")
PACKAGE_LOCKS = ("web/package-lock.json", "benchmarks/peers/package-lock.json")


def python_entries(lock: str) -> list[str]:
    """The entries of a lock, each on one line."""
    return (ROOT / lock).read_text().replace("\\\n", " ").splitlines()


def node_packages(lock: str) -> dict[str, dict[str, Any]]:
    packages: dict[str, dict[str, Any]] = json.loads((ROOT / lock).read_text())["packages"]
    return packages


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_python_locks_pin_every_package_with_hashes(lock: str) -> None:
    entries = python_entries(lock)
    loose = [entry for entry in entries if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry)]
    assert entries != []
    assert loose == []


@pytest.mark.parametrize("lock", [*PYTHON_LOCKS, *PACKAGE_LOCKS])
def test_locks_name_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    assert [line.strip() for line in lines if re.search(r"[a-z]+://|\"resolved\"|^--", line)] == []


def test_development_lock_contains_the_runtime_lock() -> None:
    pinned = [{entry.split()[0] for entry in python_entries(lock)} for lock in PYTHON_LOCKS]
    assert pinned[0] <= pinned[1]


def test_locked_versions_are_within_the_declared_ranges() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    locked = dict(entry.split()[0].split("==") for entry in python_entries("requirements-dev.lock"))
    wrong = [
        line
        for line in declared
        if (wanted := Requirement(line)).name not in locked
        or not wanted.specifier.contains(locked[wanted.name], prereleases=True)
    ]
    assert wrong == []


@pytest.mark.parametrize("lock", PACKAGE_LOCKS)
def test_package_lock_has_a_hash_for_every_package_but_those_of_other_platforms(lock: str) -> None:
    unhashed = [
        place
        for place, entry in node_packages(lock).items()
        if place and "integrity" not in entry and not (entry.get("optional") and entry.keys() & {"os", "cpu"})
    ]
    assert unhashed == []


@pytest.mark.parametrize("lock", PACKAGE_LOCKS)
def test_package_lock_is_complete_for_every_platform(lock: str) -> None:
    missing = [f"{one.asked_by} asks for {one.name}" for one in missing_packages(node_packages(lock))]
    assert missing == [], "run scripts/complete_package_lock.py"


def test_a_missing_optional_package_is_noticed() -> None:
    packages: dict[str, dict[str, Any]] = {
        "node_modules/a": {"optionalDependencies": {"b": "1.0.0", "c": "1.0.0"}},
        "node_modules/a/node_modules/c": {},
    }
    assert [one.name for one in missing_packages(packages)] == ["b"]
