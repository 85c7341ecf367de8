"""The museum stays true to the code: every exhibit applies, names tests that exist, and a rule that is written down."""

import re
import subprocess
from pathlib import Path

import pytest

from trials.museum.exhibit import Exhibit, all_exhibits

ROOT = Path(__file__).parents[2]
RULES = re.compile(r"[SCMP]\d+|protocol \d")


@pytest.mark.parametrize("exhibit", all_exhibits(), ids=lambda exhibit: exhibit.name)
def test_an_exhibit_fits_the_code_and_names_who_must_object(exhibit: Exhibit) -> None:
    fits = subprocess.run(
        ["git", "apply", "--check", "-"],
        cwd=ROOT, input=exhibit.patch, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert fits.returncode == 0, fits.stderr
    assert RULES.fullmatch(exhibit.rule)
    assert exhibit.failure.endswith(".")
    assert exhibit.killers
    for killer in exhibit.killers:
        file, _, test = killer.partition("::")
        source = (ROOT / file).read_text(encoding="utf-8")
        assert file.startswith("web/") or re.search(rf"def {test or 'test_'}|TestCase", source), killer


def test_no_two_exhibits_share_a_name() -> None:
    names = [exhibit.name for exhibit in all_exhibits()]
    assert len(names) == len(set(names)) >= 32
