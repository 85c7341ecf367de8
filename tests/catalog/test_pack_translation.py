"""The Chinese file of a module: joined part by part to the English, and refused where the two do not agree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from milepost.catalog.loading.findings import Finding, PackInvalid
from milepost.catalog.loading.pack_check import check_pack
from milepost.catalog.loading.pack_index import index_of, load_catalog
from milepost.catalog.loading.pack_source import ConceptSource, read_pack
from milepost.cli.catalog_stats import stats_of
from milepost.domain.goals import Language
from tests.support.small_packs import CHINESE_GUIDE, Raw, SmallPack

FILE = "modules/dough-basics.zh.md"
WATER = "dough.water"

Spoil = Callable[[SmallPack, Raw], object]


def translated_pack() -> tuple[SmallPack, Raw]:
    """A pack with one concept in Chinese, and that Chinese."""
    pack = SmallPack()
    pack.guides[WATER] += "\n\n```python\nprint(1)\n```\n\n```text\n1\n```"
    water = pack.translate(WATER)
    pack.chinese_guides[WATER] += "\n\n```python\nprint(1)\n```\n\n```text\n1\n```"
    return pack, water


def water_of(directory: Path) -> ConceptSource:
    return next(one for one in read_pack(directory).concepts if one.concept.id == WATER)


def test_a_translated_concept_has_both_languages_throughout(tmp_path: Path) -> None:
    pack, _ = translated_pack()
    directory = pack.write(tmp_path)
    assert check_pack(directory) == []
    found = water_of(directory)
    concept, item = found.concept, found.concept.quiz[0]
    assert found.guide.to(Language.ZH).startswith(CHINESE_GUIDE)
    assert [text.to(Language.ZH) for text in (concept.requires[0].why, concept.outcomes[1], item.stem)] == [
        "它以 dough.flour 为基础。",
        "学会第 2 项。",
        "第 1 题问什么？",
    ]
    assert [option.text.to(Language.ZH) for option in item.options] == ["答案1之1", "答案2之1", "答案3之1"]
    assert [option.right for option in item.options] == [False, True, False]
    assert concept.practice.done_when.to(Language.EN) == "It sounds hollow."


def test_a_concept_without_a_translation_stays_english(tmp_path: Path) -> None:
    pack, _ = translated_pack()
    catalog = load_catalog(pack.write(tmp_path))
    assert {one: concept.is_whole_in(Language.ZH) for one, concept in catalog.concepts.items()} == {
        "dough.flour": False,
        "dough.rise": False,
        WATER: True,
    }
    assert all(concept.is_whole_in(Language.EN) for concept in catalog.concepts.values())


def double_code(pack: SmallPack, _: Raw) -> None:
    pack.chinese_guides[WATER] += "\n\n```text\n1\n```"


def turn_code_round(pack: SmallPack, _: Raw) -> None:
    pack.chinese_guides[WATER] = CHINESE_GUIDE + "\n\n```text\n1\n```\n\n```python\nprint(1)\n```"


def change_code(pack: SmallPack, _: Raw) -> None:
    pack.chinese_guides[WATER] = pack.chinese_guides[WATER].replace("print(1)", "print(2)")


def english(place: Callable[[Raw], tuple[Raw, str]]) -> Spoil:
    """Give one text of the module in Chinese there too."""

    def spoil(pack: SmallPack, _: Raw) -> None:
        holder, field = place(pack.concept(WATER))
        holder[field] = {"en": holder[field], "zh": "已经有了。"}

    return spoil


def add_group(pack: SmallPack, _: Raw) -> None:
    pack.concept("dough.rise")["requires"] = []
    pack.concept("dough.rise")["any_of"] = [{"options": ["dough.flour", WATER], "why": "Either will do."}]
    pack.translate("dough.rise")["any_of"] = []


REFUSED: list[tuple[str, Spoil, str]] = [
    ("translation-parts", lambda _, water: water["requires"].clear(), f"{WATER} · requires"),
    ("translation-parts", lambda _, water: water["requires"].update({"dough.salt": "盐。"}), f"{WATER} · requires"),
    ("translation-parts", add_group, "dough.rise · any_of"),
    ("translation-parts", lambda _, water: water["any_of"].append("任选。"), f"{WATER} · any_of"),
    ("translation-parts", lambda _, water: water["outcomes"].pop(), f"{WATER} · outcomes"),
    ("translation-parts", lambda _, water: water["quiz"].pop(), f"{WATER} · quiz"),
    ("translation-parts", lambda _, water: water["quiz"][1]["options"].pop(), f"{WATER} · quiz 2 · options"),
    ("schema", lambda _, water: water.pop("practice"), f"{WATER} · practice"),
    ("schema", lambda _, water: water["quiz"][2].pop("explanation"), f"{WATER} · quiz.3.explanation"),
    ("schema", lambda _, water: water["quiz"][0].update(answer=2), f"{WATER} · quiz.1.answer"),
    ("schema", lambda _, water: water.update(name="水"), f"{WATER} · name"),
    ("schema", lambda pack, _: pack.translation.update(language="fr"), "language"),
    ("missing-guide", lambda pack, _: pack.chinese_guides.pop(WATER), WATER),
    ("unknown-guide", lambda pack, _: pack.chinese_guides.update({"dough.rise": "发酵。"}), "## dough.rise"),
    ("unknown-concept", lambda _, water: water.update(id="dough.salt"), "dough.salt"),
    ("duplicate-id", lambda pack, _: pack.translate(WATER), WATER),
    ("module-name", lambda pack, _: pack.translation.update(module="oven-basics"), "module"),
    ("translation-code", double_code, f"{WATER} · guide"),
    ("translation-code", turn_code_round, f"{WATER} · guide, block 1"),
    ("translation-code", change_code, f"{WATER} · guide, block 1"),
    ("translated-twice", english(lambda water: (water["requires"][0], "why")), f"{WATER} · requires · dough.flour"),
    ("translated-twice", english(lambda water: (water["practice"], "task")), f"{WATER} · practice · task"),
    ("translated-twice", english(lambda water: (water["quiz"][0], "stem")), f"{WATER} · quiz 1 · stem"),
    ("raw-html", lambda _, water: water["outcomes"].__setitem__(0, "称<b>重</b>。"), f"{WATER} · outcome 1 (zh)"),
    ("equal-options", lambda _, water: water["quiz"][0].update(options=["一", "二", "二"]), f"{WATER} · quiz 1 (zh)"),
    ("control-character", lambda _, water: water["quiz"][0].update(stem="反\u202e转"), f"{WATER} · quiz 1 · stem (zh)"),
    ("guide-heading", lambda pack, _: pack.chinese_guides.update({WATER: f"# 水\n\n{pack.chinese_guides[WATER]}"}),
     f"{WATER} · guide (zh), line 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "spoil", "place"),
    REFUSED,
    ids=[f"{number} {row[0]} at {row[2]}" for number, row in enumerate(REFUSED)],
)
def test_a_translation_that_does_not_agree_is_refused_at_its_place(
    tmp_path: Path, code: str, spoil: Spoil, place: str
) -> None:
    pack, water = translated_pack()
    spoil(pack, water)
    directory = pack.write(tmp_path)
    found = check_pack(directory)
    assert (code, "error", FILE, place) in [(one.code, one.severity, one.file, one.place) for one in found], (
        list(map(str, found))
    )
    with pytest.raises(PackInvalid):
        load_catalog(directory)


def test_a_translation_of_no_module_is_refused(tmp_path: Path) -> None:
    pack, _ = translated_pack()
    directory = pack.write(tmp_path)
    (directory / FILE).rename(directory / "modules" / "oven-basics.zh.md")
    text = (directory / "modules" / "oven-basics.zh.md").read_text(encoding="utf-8")
    text = text.replace("module: dough-basics", "module: oven-basics")
    (directory / "modules" / "oven-basics.zh.md").write_text(text, encoding="utf-8")
    found = [(one.code, one.file) for one in check_pack(directory)]
    assert ("unknown-module", "modules/oven-basics.zh.md") in found


def test_a_bad_concept_of_the_module_does_not_spoil_its_translation(tmp_path: Path) -> None:
    pack, _ = translated_pack()
    pack.concept(WATER)["difficulty"] = "very"
    assert [one.file for one in read_pack(pack.write(tmp_path)).problems] == ["modules/dough-basics.md"]


def test_a_chinese_heading_in_the_module_itself_is_refused(tmp_path: Path) -> None:
    """Chinese has one place, so that nobody looks for it in two."""
    pack = SmallPack()
    pack.guides["dough.flour (zh)"] = "面粉。"
    found: list[Finding] = check_pack(pack.write(tmp_path))
    assert [one.code for one in found if one.severity == "error"] == ["guide-heading"]


def test_a_chinese_guide_that_ends_early_is_warned_of(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.translate("dough.flour")
    pack.chinese_guides["dough.flour"] = "面粉要称重。"
    found = check_pack(pack.write(tmp_path))
    assert [(one.severity, one.code, one.file) for one in found] == [("warning", "guide-length", FILE)]


def test_a_goal_is_complete_in_chinese_only_with_all_parts_of_all_its_concepts(tmp_path: Path) -> None:
    def told(directory: Path) -> str:
        lines = stats_of(index_of(read_pack(directory), ""))
        return next(line for line in lines if "bake-bread " in line).rpartition("Chinese ")[2]

    pack = SmallPack()
    for concept in pack.concepts:
        pack.translate(concept["id"])
    assert told(pack.write(tmp_path / "project in English")) == "3 of 3"
    project = pack.goals[0]["exit_project"]
    for field in project:
        project[field] = {"en": project[field], "zh": "给朋友烤面包。"}
    assert told(pack.write(tmp_path / "whole")) == "complete"
    pack.translation["concepts"].pop()
    pack.chinese_guides.popitem()
    assert told(pack.write(tmp_path / "one missing")) == "2 of 3"
