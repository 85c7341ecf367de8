"""Reading a pack: data only, within bounds, and every problem with its file and its place."""

from pathlib import Path

import pytest

from milepost.catalog.loading.findings import Finding
from milepost.catalog.loading.pack_source import read_pack
from milepost.domain.goals import Language
from tests.support.small_packs import SmallPack


def problem(directory: Path) -> Finding:
    """The one problem of a pack."""
    problems = read_pack(directory).problems
    assert len(problems) == 1, list(map(str, problems))
    return problems[0]


def test_texts_may_be_plain_english_or_in_both_languages(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.concept("dough.flour")["outcomes"] = ["Sift.", {"en": "Weigh.", "zh": "称重。"}]
    flour = next(one for one in read_pack(pack.write(tmp_path)).concepts if one.concept.id == "dough.flour")
    sift, weigh = flour.concept.outcomes
    assert [sift.to(Language.ZH), weigh.to(Language.ZH), weigh.to(Language.EN)] == [
        "Sift.",
        "称重。",
        "Weigh.",
    ]


def test_a_guide_may_have_headings_of_its_own(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.guides["dough.flour"] = "### Why\n\nBecause."
    flour = next(one for one in read_pack(pack.write(tmp_path)).concepts if one.concept.id == "dough.flour")
    assert flour.guide.en == "### Why\n\nBecause."


def test_headings_in_code_are_code(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.guides["dough.flour"] = "Text.\n\n````text\n```\n## not-a-guide\n```\n````\n\nMore."
    source = read_pack(pack.write(tmp_path))
    assert source.problems == []
    assert "## not-a-guide" in source.concepts[0].guide.en


def test_a_slip_in_yaml_is_located(tmp_path: Path) -> None:
    SmallPack().write(tmp_path)
    (tmp_path / "goals" / "bake-bread.yaml").write_text("id: bake-bread\nname: {en: [\n", encoding="utf-8")
    found = problem(tmp_path)
    assert (found.code, found.file, found.place) == ("yaml", "goals/bake-bread.yaml", "line 3, column 1")


def test_front_matter_counts_lines_as_the_file_does(tmp_path: Path) -> None:
    SmallPack().write(tmp_path)
    module = tmp_path / "modules" / "dough-basics.md"
    module.write_text("---\nmodule: dough-basics\nname: a: b\n---\n", encoding="utf-8")
    assert problem(tmp_path).place == "line 3, column 8"


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("id: a\nid: b\n", "given twice"),
        ("a: &x [1]\nb: *x\n", "references"),
        ("!!python/object/apply:os.system ['true']\n", "could not determine a constructor"),
        ("? [a, b]\n: c\n", "plain word"),
        ("", "nothing in it"),
        ("id: \x07\n", "control characters"),
    ],
)
def test_yaml_that_is_more_or_less_than_data_is_refused(tmp_path: Path, text: str, detail: str) -> None:
    SmallPack().write(tmp_path)
    (tmp_path / "goals" / "bake-bread.yaml").write_text(text, encoding="utf-8")
    found = problem(tmp_path)
    assert found.code == "yaml"
    assert detail in found.detail


def test_one_bad_concept_does_not_hide_the_others(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.concept("dough.flour")["difficulty"] = "very"
    source = read_pack(pack.write(tmp_path))
    assert [one.concept.id for one in source.concepts] == ["dough.water", "dough.rise"]
    assert [one.place for one in source.problems] == ["dough.flour · difficulty"]


def test_a_pack_needs_a_manifest(tmp_path: Path) -> None:
    SmallPack().write(tmp_path)
    (tmp_path / "pack.yaml").unlink()
    assert problem(tmp_path).code == "missing-file"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Stray text.\n\n## dough.flour\n\nText.", "unknown-guide"),
        ("## dough.flour\n\nOne.\n\n## dough.flour\n\nTwo.", "duplicate-guide"),
    ],
)
def test_text_that_belongs_to_no_concept_is_refused(tmp_path: Path, body: str, code: str) -> None:
    pack = SmallPack()
    pack.body = body + "\n\n## dough.water\n\nText.\n\n## dough.rise\n\nText."
    assert problem(pack.write(tmp_path)).code == code


def test_a_file_without_front_matter_is_refused(tmp_path: Path) -> None:
    SmallPack().write(tmp_path)
    (tmp_path / "modules" / "dough-basics.md").write_text("## dough.flour\n", encoding="utf-8")
    assert problem(tmp_path).code == "front-matter"


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    SmallPack().write(tmp_path)
    (tmp_path / "modules" / "dough-basics.md").write_bytes(b"---\n\xff\n---\n")
    assert (problem(tmp_path).code, problem(tmp_path).place) == ("encoding", "byte 4")


def test_links_out_of_the_pack_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("---\nmodule: secret\n---\n", encoding="utf-8")
    directory = SmallPack().write(tmp_path / "pack")
    (directory / "modules" / "secret.md").symlink_to(outside)
    source = read_pack(directory)
    assert source.problems == []
    assert [file for file, _ in source.modules] == ["modules/dough-basics.md"]
