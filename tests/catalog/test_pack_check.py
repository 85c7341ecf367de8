"""Each thing the check of a pack refuses or warns of is found when a good pack is spoilt with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from milepost.catalog.loading.pack_check import check_pack
from tests.support.small_packs import Raw, SmallPack, raw_concept, raw_question

Spoil = Callable[[SmallPack], object]


def quiz(pack: SmallPack) -> list[Raw]:
    questions: list[Raw] = pack.concept("dough.flour")["quiz"]
    return questions


def link(url: str) -> Spoil:
    return lambda pack: pack.concept("dough.flour")["resources"][0].__setitem__("url", url)


def list_a_link_twice(pack: SmallPack) -> None:
    resources = pack.concept("dough.flour")["resources"]
    resources.append(resources[0])


def call_water(*aliases: str) -> Spoil:
    return set_field("dough.water", "aliases", {"en": list(aliases), "zh": ["水"]})


def guide(text: str) -> Spoil:
    return lambda pack: pack.guides.__setitem__("dough.flour", text)


def outcome(text: str) -> Spoil:
    return set_field("dough.flour", "outcomes", ["Sift.", text])


def option(number: int, **fields: object) -> Spoil:
    """Change an option of the first question, whose second option is right."""
    return lambda pack: pack.concept("dough.flour")["quiz"][0]["options"][number].update(fields)


def hours(least: float, typical: float, most: float) -> Spoil:
    return set_field("dough.flour", "hours", {"min": least, "typical": typical, "max": most})


def set_field(concept_id: str, field: str, value: object) -> Spoil:
    return lambda pack: pack.concept(concept_id).__setitem__(field, value)


def require(concept_id: str, *needs: str) -> Spoil:
    return set_field(concept_id, "requires", [{"id": one, "why": "So."} for one in needs])


def add_chain(pack: SmallPack) -> None:
    for number in range(26):
        before = f"dough.link-{number - 1}" if number else "dough.rise"
        pack.add(raw_concept(f"dough.link-{number}", needs=(before,), difficulty=2))
    pack.goals[0]["must"].append("dough.link-25")


def add_needed(count: int) -> Spoil:
    def spoil(pack: SmallPack) -> None:
        for number in range(count):
            pack.add(raw_concept(f"dough.grain-{chr(ord('a') + number)}"))
        pack.concept("dough.rise")["requires"] = [
            {"id": one["id"], "why": "So."} for one in pack.concepts if "grain" in one["id"]
        ]
        pack.goals[0]["must"].append("dough.water")

    return spoil


def answer_in_one_place(pack: SmallPack) -> None:
    pack.concept("dough.flour")["quiz"] = [raw_question(number, right=1) for number in range(1, 4)]


REFUSED: list[tuple[str, Spoil, str]] = [
    ("schema", set_field("dough.flour", "difficulty", 9), "dough.flour · difficulty"),
    ("schema", set_field("dough.flour", "colour", "white"), "dough.flour · colour"),
    ("schema", set_field("dough.flour", "practice", None), "dough.flour · practice"),
    ("schema", lambda pack: pack.manifest.pop("domains"), "domains"),
    ("schema", lambda pack: pack.manifest.__setitem__("schema", 2), "schema"),
    ("schema", lambda pack: pack.goals[0].pop("must"), "must"),
    ("duplicate-id", lambda pack: pack.add(raw_concept("dough.flour")), "dough.flour"),
    ("duplicate-alias", call_water("FLOUR basics"), "dough.water · en"),
    ("duplicate-alias", call_water("flour-basic"), "dough.water · en"),
    ("duplicate-alias", call_water("about flour"), "dough.water · en"),
    ("duplicate-alias", call_water("tap", "tap"), "dough.water · en"),
    ("duplicate-alias", call_water("bread"), "dough.water · en"),
    ("missing-text", set_field("dough.flour", "name", "About flour"), "dough.flour · name.zh"),
    ("missing-text", set_field("dough.flour", "summary", "Do flour."), "dough.flour · summary.zh"),
    ("missing-text", set_field("dough.flour", "aliases", {"en": ["meal"]}), "dough.flour · aliases.zh"),
    ("missing-text", lambda pack: pack.goals[0].__setitem__("name", "Baking bread"), "name.zh"),
    ("cycle", require("dough.flour", "dough.rise"), "dough.flour"),
    ("dangling", require("dough.flour", "dough.salt"), "dough.flour · requires"),
    ("dangling", set_field("dough.flour", "recommends", ["dough.salt"]), "dough.flour · recommends"),
    ("dangling", set_field("dough.flour", "recommends", ["dough.flour"]), "dough.flour · recommends"),
    ("dangling", lambda pack: pack.goals[0]["must"].append("dough.salt"), "must"),
    ("dangling", lambda pack: pack.goals[0]["entry"]["advanced"].append("dough.salt"), "entry.advanced"),
    ("dangling", set_field("dough.flour", "status", "retired"), "dough.water · requires"),
    ("replaced", set_field("dough.flour", "replaced_by", "dough.water"), "dough.flour"),
    ("unreachable", lambda pack: pack.add(raw_concept("dough.salt")), "dough.salt"),
    ("path-too-long", add_chain, "dough.link-23"),
    ("too-many-requirements", add_needed(7), "dough.rise · requires"),
    ("empty-goal", lambda pack: pack.goals[0].__setitem__("must", []), "must"),
    ("listed-twice", lambda pack: pack.goals[0].__setitem__("should", ["dough.rise"]), "dough.rise"),
    ("hours", hours(0.25, 1, 2), "dough.flour · hours"),
    ("hours", hours(1, 2, 13), "dough.flour · hours"),
    ("hours", hours(3, 2, 4), "dough.flour · hours"),
    ("outcomes", set_field("dough.flour", "outcomes", ["Weigh flour."]), "dough.flour · outcomes"),
    ("outcomes", set_field("dough.flour", "outcomes", [f"Do {n}." for n in range(5)]), "dough.flour · outcomes"),
    ("quiz-size", lambda pack: quiz(pack).pop(), "dough.flour · quiz"),
    ("quiz-size", lambda pack: quiz(pack).extend(map(raw_question, (7, 8, 9))), "dough.flour · quiz"),
    ("right-answers", option(0, right=True), "dough.flour · quiz 1"),
    ("right-answers", option(1, right=False), "dough.flour · quiz 1"),
    ("right-answers", lambda pack: quiz(pack)[0].__setitem__("several", True), "dough.flour · quiz 1"),
    ("option-count", lambda pack: quiz(pack)[0]["options"].pop(), "dough.flour · quiz 1"),
    ("equal-options", option(0, text="Answer C of 1"), "dough.flour · quiz 1"),
    ("equal-questions", lambda pack: quiz(pack)[1].__setitem__("stem", quiz(pack)[0]["stem"]), "dough.flour · quiz"),
    ("outcome-number", lambda pack: quiz(pack)[0].__setitem__("outcome", 3), "dough.flour · quiz 1"),
    ("same-place", answer_in_one_place, "dough.flour · quiz"),
    ("summary-too-long", set_field("dough.flour", "summary", {"en": "a" * 301, "zh": "a"}), "dough.flour · summary.en"),
    ("raw-html", guide("Sift <b>well</b>."), "dough.flour · guide"),
    ("raw-html", outcome("See <script>alert(1)</script>"), "dough.flour · outcome 2"),
    ("image", guide("![x](https://a.example/x.png)"), "dough.flour · guide"),
    ("guide-heading", guide("# Title\n\nText."), "dough.flour · guide, line 1"),
    ("control-character", outcome("Turn \u202eback"), "dough.flour · outcome 2"),
    ("control-character", outcome("Zero\u200bwidth"), "dough.flour · outcome 2"),
    ("missing-guide", lambda pack: pack.guides.pop("dough.flour"), "dough.flour"),
    ("unknown-guide", lambda pack: pack.guides.__setitem__("dough.salt", "Salt."), "## dough.salt"),
    ("module-name", lambda pack: setattr(pack, "module_name", "other-name"), "module"),
    ("module-size", lambda pack: pack.concepts.pop(0) and require("dough.water")(pack), ""),
    ("module-domains", lambda pack: pack.add(raw_concept("oven.heat")), ""),
    ("unknown-domain", lambda pack: pack.add(raw_concept("oven.heat")), ""),
    ("refused-link", link("https://bit.ly/x"), "dough.flour · resources 1"),
    ("refused-link", link("https://me:pw@a.example/"), "dough.flour · resources 1"),
    ("duplicate-link", list_a_link_twice, "dough.flour · resources 2"),
    ("duplicate-alias", lambda pack: pack.manifest["domains"].update(oven={"name": "Kneading"}), "domains · oven"),
]  # fmt: skip

WARNED: list[tuple[str, Spoil, str]] = [
    ("redundant-edge", require("dough.rise", "dough.flour", "dough.water"), "dough.rise · requires"),
    ("harder-prerequisite", set_field("dough.flour", "difficulty", 3), "dough.water · requires"),
    ("look-alike", set_field("dough.water", "name", {"en": "About floor", "zh": "水"}), "dough.water"),
    ("untested-outcome", set_field("dough.flour", "outcomes", ["Sift.", "Weigh.", "Store."]), "dough.flour · quiz"),
    ("guide-length", guide("Short."), "dough.flour · guide"),
    ("fence-language", guide("```\nx\n```"), "dough.flour · guide, line 1"),
    ("resources", set_field("dough.flour", "resources", []), "dough.flour · resources"),
    ("plain-http", link("http://a.example/"), "dough.flour · resources 1"),
    ("deep-link", link("https://a.example/#x"), "dough.flour · resources 1"),
]  # fmt: skip


def test_a_good_pack_has_no_finding(tmp_path: Path) -> None:
    assert check_pack(SmallPack().write(tmp_path)) == []


@pytest.mark.parametrize(
    ("code", "spoil", "place"),
    REFUSED,
    ids=[f"{number} {row[0]} at {row[2]}" for number, row in enumerate(REFUSED)],
)
def test_a_spoilt_pack_is_refused_at_its_place(tmp_path: Path, code: str, spoil: Spoil, place: str) -> None:
    pack = SmallPack()
    spoil(pack)
    found = check_pack(pack.write(tmp_path))
    assert (code, "error", place) in [(one.code, one.severity, one.place) for one in found], list(
        map(str, found)
    )


@pytest.mark.parametrize(("code", "spoil", "place"), WARNED, ids=[row[0] for row in WARNED])
def test_a_doubtful_pack_is_warned_of_and_accepted(
    tmp_path: Path, code: str, spoil: Spoil, place: str
) -> None:
    pack = SmallPack()
    spoil(pack)
    found = check_pack(pack.write(tmp_path))
    assert (code, place) in [(one.code, one.place) for one in found], list(map(str, found))
    assert {one.severity for one in found} == {"warning"}


def test_questions_that_can_be_guessed_are_warned_of(tmp_path: Path) -> None:
    pack = SmallPack()
    for number in range(5):
        pack.add(raw_concept(f"dough.kind-{number}", needs=("dough.rise",), difficulty=2))
        pack.goals[0]["must"].append(f"dough.kind-{number}")
    for concept in pack.concepts:
        concept["quiz"] = [raw_question(number, right=2 if number < 3 else 0) for number in range(1, 4)]
        for question in concept["quiz"]:
            right = next(option for option in question["options"] if option.get("right"))
            right["text"] = "The long, careful and complete answer, which only one of them is"
    codes = {one.code for one in check_pack(pack.write(tmp_path)) if one.severity == "warning"}
    assert {"uneven-places", "longest-right"} <= codes


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    pack = SmallPack()
    pack.guides["dough.flour"] = "flour " * 30_000
    found = check_pack(pack.write(tmp_path))
    assert ("file-too-large", "modules/dough-basics.md") in [(one.code, one.file) for one in found]


def test_a_goal_file_is_named_after_its_goal(tmp_path: Path) -> None:
    SmallPack().write(tmp_path)
    (tmp_path / "goals" / "bake-bread.yaml").rename(tmp_path / "goals" / "bread.yaml")
    assert [one.code for one in check_pack(tmp_path)] == ["goal-name"]


def test_any_circle_is_shown_once_with_its_concepts(tmp_path: Path) -> None:
    pack = SmallPack()
    require("dough.flour", "dough.rise")(pack)
    cycles = [one for one in check_pack(pack.write(tmp_path)) if one.code == "cycle"]
    assert [one.detail for one in cycles] == [
        "These require each other: dough.flour → dough.rise → dough.water → dough.flour."
    ]
