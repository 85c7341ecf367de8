"""Completes each package-lock.json: every optional package of every platform, and no address of any kind.

An install writes down only the optional packages that its machine or registry offers, and `npm ci` refuses
the file elsewhere. Run this after `npm install`, with a registry within reach. What the registry lacks gets
an entry without a hash; a later run, with a registry that has it, adds the hash.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_ROOT = Path(__file__).parents[1]
LOCKS = (_ROOT / "web" / "package-lock.json", _ROOT / "benchmarks" / "peers" / "package-lock.json")
# Not `dependencies`: they would need entries of their own, and only WebAssembly packages have any.
KEPT_FIELDS = ("os", "cpu", "libc", "engines", "license")
ADDRESS_FIELDS = ("resolved", "funding")

SYSTEMS = {
    "aix",
    "android",
    "darwin",
    "freebsd",
    "linux",
    "netbsd",
    "openbsd",
    "openharmony",
    "sunos",
    "win32",
}
PROCESSORS = {"arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"}
C_LIBRARIES = {"gnu": "glibc", "musl": "musl"}

Packages = dict[str, dict[str, Any]]


class MissingPackage(NamedTuple):
    """An optional package that one in the lock asks for and that has no entry."""

    name: str
    wanted: str
    asked_by: str


def missing_packages(packages: Packages) -> Iterator[MissingPackage]:
    """Every optional package without an entry where Node would look for it."""
    for place, entry in packages.items():
        for name, wanted in entry.get("optionalDependencies", {}).items():
            if not any(candidate in packages for candidate in lookup_places(place, name)):
                yield MissingPackage(name, wanted, place)


def unhashed_packages(packages: Packages) -> Iterator[MissingPackage]:
    """Every optional package whose entry an earlier run had to leave without a hash."""
    for place, entry in packages.items():
        for name, wanted in entry.get("optionalDependencies", {}).items():
            if "integrity" not in packages.get(f"node_modules/{name}", {"integrity": ""}):
                yield MissingPackage(name, wanted, place)


def lookup_places(place: str, name: str) -> Iterator[str]:
    """Where a package is found by one that is installed at `place`, nearest first."""
    while place:
        yield f"{place}/node_modules/{name}"
        place = place.rpartition("node_modules/")[0].rstrip("/")
    yield f"node_modules/{name}"


def entry_for(missing: MissingPackage, asked_by: dict[str, Any]) -> dict[str, Any]:
    """The entry npm would have written on a machine that needs the package."""
    asked = f"{missing.name}@{missing.wanted}"
    command = ["npm", "view", asked, "version", "dist.integrity", *KEPT_FIELDS, "--json"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    answer = json.loads(shown.stdout or "{}")
    flags = {flag: True for flag in ("dev", "devOptional") if asked_by.get(flag)} | {"optional": True}
    if isinstance(answer, dict) and answer.get("error", {}).get("code") == "E404":
        return {"version": missing.wanted} | flags | platform_in(missing.name)
    if shown.returncode != 0 or not answer:
        raise SystemExit(f"npm cannot show {asked}: {shown.stderr.strip()}")
    found: dict[str, Any] = answer[-1] if isinstance(answer, list) else answer
    kept = {field: found[field] for field in KEPT_FIELDS if field in found}
    return {"version": found["version"], "integrity": found["dist.integrity"]} | flags | kept


def platform_in(name: str) -> dict[str, list[str]]:
    """The platform that the name of a package says it is for, as in `@biomejs/cli-linux-x64-musl`."""
    words = re.split(r"[-/]", name)
    platform = {
        "os": [word for word in words if word in SYSTEMS],
        "cpu": [word for word in words if word in PROCESSORS],
        "libc": [C_LIBRARIES[word] for word in words if word in C_LIBRARIES],
    }
    if not platform["os"] and not platform["cpu"]:
        raise SystemExit(
            f"{name} is nowhere to be found, and its name does not say which platform it is for."
        )
    return {field: values for field, values in platform.items() if values}


def complete(packages: Packages) -> list[str]:
    """Add what is missing and remove addresses, in place; returns the places written."""
    written = []
    for missing in [*missing_packages(packages), *unhashed_packages(packages)]:
        place = f"node_modules/{missing.name}"
        entry = entry_for(missing, packages[missing.asked_by])
        if packages.get(place) != entry:
            packages[place] = entry
            written.append(place)
    for entry in packages.values():
        for field in ADDRESS_FIELDS:
            entry.pop(field, None)
    return written


def main() -> None:
    for file in LOCKS:
        lock = json.loads(file.read_text(encoding="utf-8"))
        written = complete(lock["packages"])
        lock["packages"] = dict(sorted(lock["packages"].items(), key=lambda item: item[0].casefold()))
        file.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        for place in written:
            print(f"wrote {place} in {file.relative_to(_ROOT)}")


if __name__ == "__main__":
    main()
