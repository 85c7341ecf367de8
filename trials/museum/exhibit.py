"""What an exhibit is: a patch that puts a known failure back, and the tests that are there to stop it.

A file of the collection begins with `Failure:` (what a user or operator would see), `Rule:` (the rule of
docs/invariants.md or the section of docs/protocol.md that it breaks) and `Killers:` (tests for pytest, or vitest
files below `web/`, one of which must object), and goes on with what `git diff` printed.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

COLLECTION = Path(__file__).parent / "collection"
_FILE = re.compile(r"^\+\+\+ b/(.+)$", re.MULTILINE)


class ExhibitStale(Exception):
    """The code has changed under an exhibit; its patch must be written anew."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One failure."""

    name: str
    failure: str
    rule: str
    killers: tuple[str, ...]
    patch: str

    def apply(self, root: Path) -> None:
        """Put the failure into the checkout at `root`.

        Raises:
            ExhibitStale: The code is not as the patch knows it; nothing is changed.
        """
        done = subprocess.run(
            ["git", "apply", "--whitespace=nowarn", "-"],
            cwd=root, input=self.patch, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise ExhibitStale(f"{self.name}: {done.stderr.strip()}")

    @property
    def files(self) -> tuple[str, ...]:
        """The files it changes, relative to the checkout."""
        return tuple(_FILE.findall(self.patch))


def read_exhibit(path: Path) -> Exhibit:
    """The exhibit in a file of the collection."""
    head, _, patch = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return Exhibit(
        name=path.stem,
        failure=fields["Failure"],
        rule=fields["Rule"],
        killers=tuple(fields["Killers"].split()),
        patch=patch,
    )


def all_exhibits() -> list[Exhibit]:
    return [read_exhibit(path) for path in sorted(COLLECTION.glob("*/*.patch"))]
