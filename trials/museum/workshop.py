"""Copies of the checkout in which exhibits are shown, so that nobody's working tree is ever touched."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trials.museum.exhibit import Exhibit

ROOT = Path(__file__).parents[2]
#: Built, hence in no list of sources, and yet part of what is served.
_BUILT = ("src/milepost/static", "src/milepost/catalog/packs/core/index.json")
_TEST_SECONDS = 300
#: A failure may have a test wait for ever, or could be made smaller at length: neither says more. The plugin takes
#: a third of the start and serves none of the killers.
_PYTEST = ("--timeout=60", "--hypothesis-profile=museum", "-p", "no:schemathesis")
#: A file that could not even be read has no `::`, and objects to nothing.
_FAILED_PYTEST = re.compile(r"^(?:FAILED|ERROR) (\S+::\S+)", re.MULTILINE)
_FAILED_VITEST = re.compile(r"^\s*(?:FAIL|×)\s+(.+?)(?: \d+ms)?\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of tests came to."""

    passed: bool
    objection: str | None
    """The first test that failed."""
    output: str

    @property
    def is_killed(self) -> bool:
        """A test failed. That no test could run at all kills nothing."""
        return not self.passed and self.objection is not None


@dataclass(frozen=True, slots=True)
class Workshop:
    """A copy of the checkout with an interpreter that imports it."""

    root: Path

    @contextlib.contextmanager
    def showing(self, exhibit: Exhibit) -> Iterator[None]:
        """Put one failure in, and take it out again."""
        before = {file: (self.root / file).read_bytes() for file in exhibit.files}
        exhibit.apply(self.root)
        try:
            yield
        finally:
            # As it was copied, not as it is now in a checkout where somebody works on.
            for file, content in before.items():
                (self.root / file).write_bytes(content)

    def test(self, killers: Sequence[str]) -> Outcome:
        """Run tests until the first one fails."""
        ours = [killer for killer in killers if not killer.startswith("web/")]
        pages = [killer.removeprefix("web/") for killer in killers if killer.startswith("web/")]
        outcome = Outcome(passed=True, objection=None, output="")
        if ours:
            outcome = self._pytest(ours)
        if pages and outcome.passed:
            outcome = self._vitest(pages)
        return outcome

    def _pytest(self, killers: Sequence[str]) -> Outcome:
        python = self.root / ".venv" / "bin" / "python"
        command = [str(python), "-m", "pytest", "-x", "-q", "--no-header", "-rfE", *_PYTEST]
        return self._run([*command, *killers], self.root, _FAILED_PYTEST)

    def _vitest(self, killers: Sequence[str]) -> Outcome:
        command = ["node", "node_modules/vitest/vitest.mjs", "run", "--bail=1", "--no-color"]
        return self._run([*command, *killers], self.root / "web", _FAILED_VITEST)

    @staticmethod
    def _run(command: Sequence[str], directory: Path, failed: re.Pattern[str]) -> Outcome:
        environment = {name: value for name, value in os.environ.items() if name != "MILEPOST_TEST_RUN"}
        try:
            done = subprocess.run(
                command, cwd=directory, env=environment, text=True, timeout=_TEST_SECONDS, check=False,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Outcome(passed=False, objection=None, output=f"No end within {_TEST_SECONDS} s.")
        match = failed.search(done.stdout)
        return Outcome(done.returncode == 0, match.group(1) if match else None, done.stdout)


@contextlib.contextmanager
def workshop() -> Iterator[Workshop]:
    """A fresh copy of what git would show, edits not yet committed included."""
    with tempfile.TemporaryDirectory(prefix="milepost-museum-") as directory:
        root = Path(directory)
        # Services that run as another user read scripts of the checkout.
        root.chmod(0o755)
        for file in _sources():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / file, root / file)
        for built in _BUILT:
            copy = shutil.copytree if (ROOT / built).is_dir() else shutil.copyfile
            copy(ROOT / built, root / built)
        (root / "web" / "node_modules").symlink_to(ROOT / "web" / "node_modules")
        _make_interpreter(root)
        yield Workshop(root)


def _sources() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [file for file in listed.stdout.splitlines() if (ROOT / file).is_file()]


def _make_interpreter(root: Path) -> None:
    """An environment with the libraries of this one, in which `milepost` is the copy."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(root / ".venv")], check=True)
    here = Path(sysconfig.get_path("purelib"))
    there = root / ".venv" / here.relative_to(sys.prefix)
    # A path named in a .pth file is added without reading the .pth files in it, the one of our checkout included.
    (there / "museum.pth").write_text(f"{root / 'src'}\n{here}\n", encoding="utf-8")
    command = root / ".venv" / "bin" / "milepost"
    command.write_text(
        f"#!{root / '.venv' / 'bin' / 'python'}\nimport sys\nfrom milepost.cli import main\nsys.exit(main())\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
