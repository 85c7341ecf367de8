"""Which files a pack is made of, and their common digest; apart from the reader so that a start needs no YAML."""

import hashlib
from pathlib import Path

MANIFEST = "pack.yaml"
#: Written by `make learn-goals` and no part of the text of a pack.
LEARNT = "learnt-words.json"
SOURCES = (MANIFEST, LEARNT, "goals/*.yaml", "modules/*.md")
MAX_FILES = 2000


def source_files(directory: Path) -> list[Path]:
    """The files of a pack in a fixed order. Links that lead out of it are left aside."""
    found = sorted(path for pattern in SOURCES for path in directory.glob(pattern))
    root = directory.resolve()
    return [path for path in found if path.is_file() and path.resolve().is_relative_to(root)][:MAX_FILES]


def hash_of_sources(directory: Path) -> str | None:
    """`sha256:` and the digest of all source files with their names; None when there is no source."""
    files = source_files(directory)
    if not files:
        return None
    digest = hashlib.sha256()
    for path in files:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(directory).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return f"sha256:{digest.hexdigest()}"
