"""`milepost catalog`: check, build and count a pack."""

import re
import shutil
from pathlib import Path

import pytest

from milepost.catalog.loading.pack_index import CORE_PACK, load_catalog
from tests.support.commands import milepost_here


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the built-in pack, without its index."""
    copy = tmp_path / "pack"
    shutil.copytree(CORE_PACK, copy, ignore=shutil.ignore_patterns("index.json"))
    return copy


def test_the_built_in_pack_passes() -> None:
    ran = milepost_here("catalog", "check")
    assert ran.status == 0, ran.out
    assert ran.lines[-1].startswith(f"✓ {CORE_PACK}: 0 errors, ")


def test_an_error_is_named_with_its_place(pack: Path) -> None:
    module = min((pack / "modules").iterdir())
    text = module.read_text("utf-8")
    module.write_text(re.sub(r"^( *difficulty): \d", r"\1: 9", text, count=1, flags=re.MULTILINE), "utf-8")
    ran = milepost_here("catalog", "check", pack)
    assert ran.status == 1
    assert ran.line("✗ ", f"modules/{module.name}")
    assert ran.lines[-1].startswith(f"✗ {pack}: ")
    built = milepost_here("catalog", "build", pack)
    assert built.status == 1
    assert built.line("no index")
    assert not (pack / "index.json").exists()


def test_building_writes_an_index_that_loads(pack: Path) -> None:
    ran = milepost_here("catalog", "build", pack)
    assert ran.status == 0, ran.err
    catalog = load_catalog(pack)
    assert ran.line(f"✓ {pack / 'index.json'}: {len(catalog.concepts)} concepts, {len(catalog.goals)} goals")


def test_counting_writes_nothing(pack: Path) -> None:
    ran = milepost_here("catalog", "stats", pack)
    assert ran.status == 0, ran.err
    assert ran.line("goals", "python")
    assert ran.line("quiz", "questions")
    assert ran.line("  machine-learning ", "concepts", "longest path", "words")
    assert not (pack / "index.json").exists()


@pytest.mark.parametrize("command", ["check", "build", "stats"])
def test_a_folder_that_holds_no_pack_is_a_usage_error(tmp_path: Path, command: str) -> None:
    ran = milepost_here("catalog", command, tmp_path)
    assert ran.status == 2
    assert ran.line("holds no pack")
    assert list(tmp_path.iterdir()) == []
