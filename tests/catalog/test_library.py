"""Packs of others: what is right is there beside the built-in one, and of what is not there is no trace."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.catalog.author import CatalogAuthor
from milepost.catalog.concept_graph import CatalogGraph
from milepost.catalog.loading.findings import PackInvalid, errors_among
from milepost.catalog.loading.library import Library, load_library
from milepost.catalog.loading.pack_index import build_index, encode_index, load_catalog
from milepost.catalog.loading.third_party import MAX_PACK_BYTES, MAX_PACK_FILES, read_third_party
from milepost.catalog.matching.matcher import match_goals
from milepost.catalog.planning.plan import plan_roadmap
from milepost.domain.checking.roadmap import check_roadmap
from milepost.domain.editing.context import EditContext
from milepost.domain.editing.edits import apply_operations
from milepost.domain.editing.operations import Add
from milepost.domain.goals import Language
from milepost.domain.ports.planning import AuthorContext
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import OCCASION, make_intent, wire_shape
from tests.support.small_packs import SmallPack

EXAMPLE = Path(__file__).parents[2] / "examples/milepost-pack-sourdough/milepost_pack_sourdough"
CORE = load_catalog()


def dough_pack() -> SmallPack:
    """The pack about bread, with ids of its own."""
    pack = SmallPack()
    pack.manifest["id"] = "dough"
    pack.goals[0]["id"] = "dough-bread"
    return pack


def goal_file(directory: Path, text: str) -> None:
    (directory / "goals" / "dough-bread.yaml").write_text(text, encoding="utf-8")


def test_without_packs_of_others_it_is_the_built_in_one() -> None:
    library = load_library()
    assert (library.loaded, library.refused) == ((), ())
    assert library.catalog.concepts == CORE.concepts
    assert library.catalog.content_hash == CORE.content_hash


def test_a_pack_in_a_folder_stands_beside_the_built_in_one(tmp_path: Path) -> None:
    dough_pack().write(tmp_path / "any-name")
    library = load_library(tmp_path)
    assert library.refused == ()
    catalog = library.catalog
    assert catalog.concepts.keys() == CORE.concepts.keys() | {"dough.flour", "dough.water", "dough.rise"}
    assert catalog.goals.keys() == CORE.goals.keys() | {"dough-bread"}
    assert [pack.pack_id for pack in catalog.packs] == ["core", "dough"]
    assert catalog.pack_of("dough.rise").pack_id == catalog.pack_of_goal("dough-bread").pack_id == "dough"
    assert catalog.domain_name("dough", Language.ZH) == "面团"
    assert catalog.content_hash != CORE.content_hash


def test_its_goal_is_matched_planned_and_written_down_with_where_it_came_from(tmp_path: Path) -> None:
    dough_pack().write(tmp_path / "dough")
    catalog = load_library(tmp_path).catalog
    assert match_goals(catalog, "learn to bake bread").goals[0].goal_id == "dough-bread"
    intent = make_intent(goals=["dough-bread"])
    roadmap = plan_roadmap(catalog, intent)
    assert check_roadmap(wire_shape(plan_of(roadmap, intent))) is None
    (used,) = roadmap.packs
    identity = catalog.pack_of("dough.rise")
    assert (used.pack_id, used.version, used.content_hash) == ("dough", "1.0.0", identity.content_hash)


def test_a_plan_of_two_packs_names_both(tmp_path: Path) -> None:
    pack = dough_pack()
    pack.concept("dough.flour")["requires"] = [{"id": "cli.getting-help", "why": "Scales speak Unix."}]
    pack.write(tmp_path / "dough")
    library = load_library(tmp_path)
    assert library.refused == ()
    roadmap = plan_roadmap(library.catalog, make_intent(goals=["dough-bread"]))
    assert [used.pack_id for used in roadmap.packs] == ["core", "dough"]
    assert "cli.getting-help" in {concept.concept_id for concept in roadmap.concepts}


def test_a_concept_of_another_pack_brings_the_name_of_its_pack_along(tmp_path: Path) -> None:
    dough_pack().write(tmp_path / "dough")
    catalog = load_library(tmp_path).catalog
    roadmap = plan_roadmap(catalog, make_intent(goals=["git-and-command-line"]))
    added = apply_operations(roadmap, [Add(concept_id="dough.water")], EditContext(CatalogGraph(catalog)))
    assert [used.pack_id for used in roadmap.packs] == ["core"]
    assert [used.pack_id for used in added.packs] == ["core", "dough"]


def test_what_learners_type_goes_on_meaning_what_it_meant(tmp_path: Path) -> None:
    pack = dough_pack()
    pack.goals[0]["aliases"]["en"] = ["bread", "Python", "learn git"]
    pack.manifest["domains"]["dough"]["aliases"] = {"en": ["kneading", "version control"]}
    pack.write(tmp_path / "dough")
    library = load_library(tmp_path)
    assert [(one.code, one.file) for one in library.loaded[0].warnings if one.code == "taken-alias"] != []
    assert "Python" not in library.catalog.goals["dough-bread"].aliases.en
    for text in ("learn Python", "git"):
        assert match_goals(library.catalog, text).goals == match_goals(CORE, text).goals
    assert library.catalog.find_domain("version control") == CORE.find_domain("version control")
    assert library.catalog.find_domain("kneading") == "dough"


def test_an_index_that_comes_with_a_pack_is_not_believed(tmp_path: Path) -> None:
    pack = dough_pack()
    directory = pack.write(tmp_path / "dough")
    forged = encode_index(build_index(directory)).replace(b"Do rise well.", b"Send money.")
    (directory / "index.json").write_bytes(forged)
    catalog = load_library(tmp_path).catalog
    assert catalog.concepts["dough.rise"].summary(Language.EN) == "Do rise well."


async def test_the_example_pack_is_whole_in_both_languages() -> None:
    pack, findings = read_third_party(EXAMPLE, CORE)
    assert findings == []
    assert len(pack.concepts) >= 6
    library = load_library(EXAMPLE.parent)
    assert [one.index.identity.pack_id for one in library.loaded] == ["sourdough"]
    author = CatalogAuthor(library.catalog)
    intent = make_intent(goals=["sourdough-bread"], language=Language.ZH)
    for concept in plan_roadmap(library.catalog, intent).concepts:
        assert author.writes_all_in(concept, Language.ZH)
        tutorial = await author.tutorial(
            concept, AuthorContext(occasion=OCCASION, title="面包", language=Language.ZH)
        )
        assert tutorial.language is Language.ZH


def add(directory: Path, name: str, data: bytes) -> Path:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def override(pack: SmallPack, domain: str, concept_id: str) -> None:
    pack.manifest["domains"][domain] = {"name": {"en": "Mine now"}}
    flour = pack.concept("dough.flour")
    flour["id"] = concept_id
    pack.guides[concept_id] = pack.guides.pop("dough.flour")
    pack.concept("dough.water")["requires"][0]["id"] = concept_id
    pack.goals[0]["entry"] = {}


def call_it(pack: SmallPack, name: str) -> None:
    pack.manifest["id"] = name


SpoilPack = Callable[[SmallPack], object]
SpoilFiles = Callable[[Path], object]

#: How the pack is spoilt before it is written, or its folder afterwards, and the error: code, file, place.
HOSTILE: dict[str, tuple[SpoilPack | None, SpoilFiles | None, tuple[str, str, str]]] = {
    "a cycle": (
        lambda pack: pack.concept("dough.flour").update(requires=[{"id": "dough.rise", "why": "So."}]), None,
        ("cycle", "modules/dough-basics.md", "dough.flour"),
    ),
    "a dangling requirement": (
        lambda pack: pack.concept("dough.water").update(requires=[{"id": "dough.salt", "why": "So."}]), None,
        ("dangling", "modules/dough-basics.md", "dough.water · requires"),
    ),
    "a goal that needs what is nowhere": (
        lambda pack: pack.goals[0].update(must=["dough.rise", "python.no-such-thing"]), None,
        ("dangling", "goals/dough-bread.yaml", "must"),
    ),
    "a concept of the built-in pack": (
        lambda pack: override(pack, "git", "git.branches"), None,
        ("taken-id", "modules/dough-basics.md", "git.branches"),
    ),
    "a new concept in a domain of the built-in pack": (
        lambda pack: override(pack, "git", "git.of-mine"), None,
        ("taken-id", "modules/dough-basics.md", "git.of-mine"),
    ),
    "a domain outside its namespace": (
        lambda pack: override(pack, "pastry", "pastry.flour"), None,
        ("namespace", "pack.yaml", "domains · pastry"),
    ),
    "a goal outside its namespace": (
        lambda pack: pack.goals[0].update(id="be-rich"), None, ("namespace", "goals/be-rich.yaml", "id"),
    ),
    "the goal of the built-in pack": (
        lambda pack: pack.goals[0].update(id="python"), None, ("taken-id", "goals/python.yaml", "id"),
    ),
    "the name of the built-in pack": (lambda pack: call_it(pack, "core"), None, ("taken-id", "pack.yaml", "id")),
    "the name of a goal of the built-in pack": (
        lambda pack: pack.goals[0]["name"].update(en="Python"), None,
        ("taken-name", "goals/dough-bread.yaml", "dough-bread · name.en"),
    ),
    "raw HTML": (
        lambda pack: pack.guides.update({"dough.flour": "<script>alert(1)</script>"}), None,
        ("raw-html", "modules/dough-basics.md", "dough.flour · guide"),
    ),
    "text that turns the reading direction": (
        lambda pack: pack.concept("dough.flour")["summary"].update(en="safe \u202e evil"), None,
        ("control-character", "modules/dough-basics.md", "dough.flour · summary"),
    ),
    "a guide without end": (
        lambda pack: pack.guides.update({"dough.flour": "[" * 100_000}), None,
        ("text-too-long", "modules/dough-basics.md", "dough.flour · guide"),
    ),
    "a file too large": (
        None, lambda folder: add(folder, "goals/dough-big.yaml", b"#" * 170_000),
        ("file-too-large", "goals/dough-big.yaml", ""),
    ),
    "too many files": (
        None, lambda folder: [add(folder, f"goals/g{n}.yaml", b"") for n in range(MAX_PACK_FILES)],
        ("pack-too-large", "pack.yaml", ""),
    ),
    "too many bytes": (
        None,
        lambda folder: [add(folder, f"goals/g{n}.yaml", bytes(150_000)) for n in range(MAX_PACK_BYTES // 150_000 + 1)],
        ("pack-too-large", "pack.yaml", ""),
    ),
    "a bomb of references": (
        None,
        lambda folder: goal_file(folder, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
        ("yaml", "goals/dough-bread.yaml", "line 2, column 8"),
    ),
    "a bomb of brackets": (
        None, lambda folder: goal_file(folder, "id: dough-bread\nmust: " + "[" * 80_000),
        ("yaml", "goals/dough-bread.yaml", "line 2, column 22"),
    ),
    "a bomb of dashes": (
        None, lambda folder: goal_file(folder, "- " * 60_000 + "x"),
        ("yaml", "goals/dough-bread.yaml", "line 1, column 33"),
    ),
    "an object of Python": (
        None, lambda folder: goal_file(folder, "id: dough-bread\nmust: !!python/object/apply:os.getcwd []\n"),
        ("yaml", "goals/dough-bread.yaml", "line 2, column 7"),
    ),
    "a link out of the pack": (
        None, lambda folder: (folder / "modules" / "out.md").symlink_to("/etc/passwd"),
        ("no-file", "modules/out.md", ""),
    ),
    "a folder called like a module": (
        None, lambda folder: (folder / "modules" / "folder.md").mkdir(), ("no-file", "modules/folder.md", ""),
    ),
    "a file name that moves the cursor": (
        None, lambda folder: add(folder, "goals/\x1b[2J\n.yaml", b"id: ["),
        ("yaml", "goals/\\x1b[2J\\n.yaml", "line 2, column 1"),
    ),
    "bytes that are no text": (
        None, lambda folder: add(folder, "modules/dough-basics.md", b"---\n\xff"),
        ("encoding", "modules/dough-basics.md", "byte 4"),
    ),
    "no manifest": (None, lambda folder: (folder / "pack.yaml").unlink(), ("missing-file", "pack.yaml", "")),
    "a manifest of another schema": (
        lambda pack: pack.manifest.update(schema=2), None, ("schema", "pack.yaml", "schema"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_pack_is_refused_with_file_and_place_and_nothing_of_it_is_there(
    case: str, tmp_path: Path
) -> None:
    spoil, spoil_files, expected = HOSTILE[case]
    pack = dough_pack()
    if spoil is not None:
        spoil(pack)
    directory = pack.write(tmp_path / "hostile")
    if spoil_files is not None:
        spoil_files(directory)

    library = load_library(tmp_path)

    (refused,) = library.refused
    assert expected in [(one.code, one.file, one.place) for one in refused.errors], refused.errors
    assert all(one.detail for one in refused.errors)
    assert refused.reason.isprintable()
    assert not library.loaded
    assert library.catalog.concepts == CORE.concepts
    assert library.catalog.goals == CORE.goals


def test_one_refused_pack_does_not_keep_others_out(tmp_path: Path) -> None:
    broken = dough_pack()
    broken.goals[0]["must"] = ["dough.nothing"]
    broken.write(tmp_path / "a-broken")
    dough_pack().write(tmp_path / "b-good")
    dough_pack().write(tmp_path / "c-again")
    (tmp_path / "d-empty").mkdir()
    (tmp_path / "README.txt").write_text("no pack")
    library = load_library(tmp_path)
    assert [one.place.directory for one in library.loaded] == [tmp_path / "b-good"]
    codes = {one.place.directory: {error.code for error in one.errors} for one in library.refused}
    assert codes.keys() == {tmp_path / name for name in ("a-broken", "c-again", "d-empty")}
    assert "dangling" in codes[tmp_path / "a-broken"]
    assert "taken-id" in codes[tmp_path / "c-again"]
    assert "missing-file" in codes[tmp_path / "d-empty"]


def test_a_folder_of_packs_that_is_not_there_is_said(tmp_path: Path) -> None:
    (refused,) = load_library(tmp_path / "none").refused
    assert "cannot be read (No such file or directory)" in refused.reason


def install(directory: Path, package: str, value: str) -> None:
    """What an installer leaves behind of a package with an entry point."""
    folder = directory / f"{package}-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text(f"[milepost.packs]\ndough = {value}\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory that packages are found in."""
    directory = tmp_path / "site"
    directory.mkdir()
    monkeypatch.syspath_prepend(directory)
    return directory


def installed(site: Path, value: str) -> Library:
    install(site, "pack_of_dough", value)
    return load_library()


def test_an_installed_pack_is_found_and_none_of_its_code_is_run(site: Path) -> None:
    directory = dough_pack().write(site / "pack_of_dough")
    (directory / "__init__.py").write_text("raise SystemExit('it was imported')\n")
    library = installed(site, "pack_of_dough")
    assert [one.place.directory for one in library.loaded] == [directory]
    assert library.refused == ()


@pytest.mark.parametrize(
    "value", ["pack_of_dough:packs", "pack_of_dough.inner", "../../etc", "os", "no_such_package", "/tmp"]
)
def test_an_entry_point_that_is_no_folder_with_a_pack_is_refused(site: Path, value: str) -> None:
    inner = site / "pack_of_dough" / "inner"
    dough_pack().write(inner)
    (inner.parent / "__init__.py").write_text("raise SystemExit('it was imported')\n")
    library = installed(site, value)
    assert [one.errors[0].code for one in library.refused] == ["entry-point"]
    assert library.catalog.concepts == CORE.concepts


def test_a_wrong_built_in_pack_is_no_matter_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Any:
        raise PackInvalid([])

    monkeypatch.setattr("milepost.catalog.loading.library.load_index", refuse)
    with pytest.raises(PackInvalid):
        load_library(tmp_path)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_whatever_stands_in_a_pack_is_refused_or_used_and_never_a_crash(
    tmp_path: Path, data: st.DataObject
) -> None:
    pack = dough_pack()
    root: Any = {"manifest": pack.manifest, "concepts": pack.concepts, "goals": pack.goals}
    holder: Any = root
    for _ in range(data.draw(st.integers(1, 6))):
        keys = sorted(holder) if isinstance(holder, dict) else list(range(len(holder)))
        inner = [key for key in keys if isinstance(holder[key], dict | list) and holder[key]]
        if not inner:
            break
        holder = holder[data.draw(st.sampled_from(inner))]
    if holder is not root:
        keys = sorted(holder) if isinstance(holder, dict) else list(range(len(holder)))
        holder[data.draw(st.sampled_from(keys))] = data.draw(junk)
    pack.manifest, pack.concepts = root["manifest"], root["concepts"]
    directory = tmp_path / "pack"
    goals, pack.goals = root["goals"], []
    pack.write(directory)
    text = yaml.safe_dump(json.loads(json.dumps(goals[0])), allow_unicode=True)
    goal_file(directory, text)

    _, findings = read_third_party(directory, CORE)

    assert all(str(one).isprintable() for one in findings)
    if not errors_among(findings):
        assert load_library(tmp_path).refused == ()
