"""One test run for all its processes: a directory made by the first, shared by workers and nested runs."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

VARIABLE = "MILEPOST_TEST_RUN"


@dataclass(frozen=True, slots=True)
class TestRun:
    """The directory of one test run, and the process whose end is the end of the run."""

    __test__ = False

    directory: Path
    owner_pid: int

    @property
    def name(self) -> str:
        """Short and lower case, to be part of other names."""
        return self.directory.name.rpartition("-")[2].lower()

    @property
    def is_ours(self) -> bool:
        """Whether this process began the run, and so has to end it."""
        return self.owner_pid == os.getpid()

    def lock(self, name: str) -> FileLock:
        """A lock between the processes of the run."""
        return FileLock(self.directory / f"{name}.lock")


def join_run() -> TestRun:
    """The run this process belongs to; the first process to ask begins it."""
    named = os.environ.get(VARIABLE)
    if named is not None and (owner := Path(named, "owner")).is_file():
        return TestRun(Path(named), int(owner.read_text()))
    directory = Path(tempfile.mkdtemp(prefix="milepost-tests-"))
    directory.chmod(0o755)  # services run as another user when tests run as root
    (directory / "owner").write_text(str(os.getpid()))
    os.environ[VARIABLE] = str(directory)
    return TestRun(directory, os.getpid())
