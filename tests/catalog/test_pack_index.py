"""The index of a pack: the same bytes from the same sources, kept in step with them, never half written."""

import subprocess
import sys
from pathlib import Path

import pytest

from milepost.catalog.lessons import lesson_of
from milepost.catalog.loading.findings import PackInvalid
from milepost.catalog.loading.pack_index import CORE_PACK, INDEX, build_index, load_catalog
from milepost.domain.goals import Language
from tests.support.small_packs import SmallPack


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (SmallPack().write(tmp_path / name) for name in ("one", "other"))
    build_index(one)
    build_index(other)
    assert (one / INDEX).read_bytes() == (other / INDEX).read_bytes()


def test_the_order_in_which_files_were_written_does_not_matter(tmp_path: Path) -> None:
    pack = SmallPack()
    directory = pack.write(tmp_path)
    build_index(directory)
    before = (directory / INDEX).read_bytes()
    for path in sorted(directory.rglob("*.*"), reverse=True):
        if path.name != INDEX:
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
    build_index(directory)
    assert (directory / INDEX).read_bytes() == before


def test_all_of_a_concept_comes_back_from_the_index(tmp_path: Path) -> None:
    directory = SmallPack().write(tmp_path)
    build_index(directory)
    catalog = load_catalog(directory)
    rise = catalog.concepts["dough.rise"]
    assert rise.name(Language.ZH) == "rise 简介"
    assert [(one.concept_id, one.why(Language.EN)) for one in rise.requires] == [
        ("dough.water", "It builds on it.")
    ]
    assert (rise.hours.min, rise.hours.typical, rise.hours.max) == (0.5, 1, 2)
    assert len(lesson_of(rise).quiz) == 3
    assert catalog.goals["bake-bread"].entry.intermediate == ("dough.flour",)
    assert catalog.domain_name("dough", Language.ZH) == "面团"


def test_an_index_of_other_sources_is_built_anew(tmp_path: Path) -> None:
    pack = SmallPack()
    before = load_catalog(pack.write(tmp_path)).content_hash
    pack.concept("dough.flour")["name"]["en"] = "Flour and its kinds"
    catalog = load_catalog(pack.write(tmp_path))
    assert catalog.concepts["dough.flour"].name(Language.EN) == "Flour and its kinds"
    assert catalog.content_hash != before


@pytest.mark.parametrize("content", [b"", b"{", b'{"index_format": 1}', b"\xff\xfe"])
def test_a_damaged_index_is_built_anew(tmp_path: Path, content: bytes) -> None:
    directory = SmallPack().write(tmp_path)
    (directory / INDEX).write_bytes(content)
    assert "dough.flour" in load_catalog(directory).concepts


def test_an_index_of_another_form_is_built_anew(tmp_path: Path) -> None:
    directory = SmallPack().write(tmp_path)
    build_index(directory)
    good = (directory / INDEX).read_bytes()
    (directory / INDEX).write_bytes(good.replace(b'"index_format":', b'"index_format":9'))
    load_catalog(directory)
    assert (directory / INDEX).read_bytes() == good


def test_an_index_without_its_sources_is_enough(tmp_path: Path) -> None:
    directory = SmallPack().write(tmp_path)
    build_index(directory)
    for path in (directory / "pack.yaml", *directory.glob("goals/*"), *directory.glob("modules/*")):
        path.unlink()
    assert "dough.flour" in load_catalog(directory).concepts


def test_a_pack_that_fails_the_check_has_no_index(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.concept("dough.flour")["requires"] = [{"id": "dough.salt", "why": "So."}]
    with pytest.raises(PackInvalid, match=r"dough\.salt"):
        load_catalog(pack.write(tmp_path))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["pack.yaml"]


def test_warnings_do_not_keep_a_pack_from_being_used(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.guides["dough.flour"] = "Short."
    assert "dough.flour" in load_catalog(pack.write(tmp_path)).concepts


def test_retired_concepts_are_not_offered(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.concept("dough.water")["requires"] = []
    pack.concept("dough.flour").update(status="retired", replaced_by="dough.water")
    pack.goals[0]["entry"] = {}
    catalog = load_catalog(pack.write(tmp_path))
    assert sorted(catalog.concepts) == ["dough.rise", "dough.water"]


def test_nothing_is_left_behind_but_the_index(tmp_path: Path) -> None:
    directory = SmallPack().write(tmp_path)
    build_index(directory)
    assert sorted(path.name for path in directory.iterdir()) == ["goals", INDEX, "modules", "pack.yaml"]


def test_a_start_with_an_index_needs_no_yaml() -> None:
    load_catalog()
    program = (
        "import sys; from milepost.catalog.loading.pack_index import load_catalog; load_catalog(); "
        "print(sorted({'yaml', 'markdown_it', 'milepost.catalog.loading.pack_check'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_the_core_pack_names_itself() -> None:
    identity = load_catalog(CORE_PACK).identity
    assert (identity.pack_id, identity.content_hash.partition(":")[0]) == ("core", "sha256")
