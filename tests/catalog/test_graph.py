"""What follows from the edges of a catalog alone, and finding things in it by name."""

import pytest

from milepost.catalog.graph import AnyOf, Catalog, CatalogDomain, Localised, LocalisedAliases, PackIdentity
from milepost.catalog.loading.pack_index import load_catalog
from milepost.domain.goals import Language, Level
from tests.support.small_catalogs import catalog_concept, catalog_goal, small_catalog

DIAMOND = small_catalog(
    [
        catalog_concept("a.top", "a.left", "a.right"),
        catalog_concept("a.left", "a.base"),
        catalog_concept("a.right", "a.middle"),
        catalog_concept("a.middle", "a.base"),
        catalog_concept("a.base"),
        catalog_concept("b.alone"),
    ],
    [catalog_goal("reach-the-top", ["a.top"], entry=["a.left"], optional=["b.alone"])],
)


def test_a_closure_is_everything_that_is_required() -> None:
    assert DIAMOND.closure(["a.right"]) == {"a.right", "a.middle", "a.base"}
    assert DIAMOND.closure(["a.left", "b.alone"]) == {"a.left", "a.base", "b.alone"}
    assert DIAMOND.closure([]) == frozenset()


def test_an_unknown_id_is_an_error_in_a_closure_and_nothing_in_requirements() -> None:
    with pytest.raises(KeyError):
        DIAMOND.closure(["a.nothing"])
    assert list(DIAMOND.requirements("a.nothing")) == []
    assert list(DIAMOND.requirements("a.top")) == ["a.left", "a.right"]


def test_a_level_is_the_longest_path_below() -> None:
    levels = [
        DIAMOND.level_of(one) for one in ("a.base", "a.left", "a.middle", "a.right", "a.top", "b.alone")
    ]
    assert levels == [0, 1, 1, 2, 3, 0]


def choosing(cheap_hours: float, dear_hours: float) -> Catalog:
    return small_catalog(
        [
            catalog_concept("a.goal", any_of=["a.dear", "a.cheap"]),
            catalog_concept("a.dear", hours=dear_hours),
            catalog_concept("a.cheap", "a.below", hours=cheap_hours),
            catalog_concept("a.below"),
        ]
    )


def test_of_a_choice_the_cheapest_closure_is_taken() -> None:
    assert choosing(2, 4).closure(["a.goal"]) == {"a.goal", "a.cheap", "a.below"}
    assert choosing(4, 4).closure(["a.goal"]) == {"a.goal", "a.dear"}


def test_of_a_choice_what_is_known_or_wanted_anyway_is_enough() -> None:
    assert choosing(1, 9).closure(["a.goal"], known=frozenset({"a.dear"})) == {"a.goal"}
    assert choosing(1, 9).closure(["a.goal", "a.dear"]) == {"a.goal", "a.dear"}


def test_choices_count_for_the_level() -> None:
    assert choosing(1, 1).level_of("a.goal") == 2


def test_what_a_level_knows_is_the_closure_of_the_entry() -> None:
    assert DIAMOND.known_by_level(["reach-the-top"], Level.BEGINNER) == frozenset()
    assert DIAMOND.known_by_level(["reach-the-top"], Level.INTERMEDIATE) == {"a.left", "a.base"}
    assert DIAMOND.known_by_level([], Level.ADVANCED) == frozenset()


def test_a_concept_knows_the_goals_that_lead_to_it() -> None:
    assert list(DIAMOND.goals_teaching("a.base")) == ["reach-the-top"]
    assert list(DIAMOND.goals_teaching("b.alone")) == ["reach-the-top"]
    assert list(DIAMOND.goals_teaching("a.nothing")) == []


def test_a_circle_is_an_error_as_soon_as_levels_are_asked_for() -> None:
    with pytest.raises(ValueError, match="cycle"):
        small_catalog([catalog_concept("a.one", "a.two"), catalog_concept("a.two", "a.one")]).level_of(
            "a.one"
        )


def test_a_catalog_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        DIAMOND.concepts["a.new"] = catalog_concept("a.new")  # type: ignore[index]


def test_domains_have_names_in_both_languages_and_are_found_by_them() -> None:
    catalog = Catalog(
        [catalog_concept("cli.one")],
        [],
        identity=PackIdentity("small", "1.0.0", "sha256:0"),
        domains={"cli": CatalogDomain(Localised("Command line", "命令行"), LocalisedAliases(en=("bash",)))},
    )
    assert [catalog.domain_name("cli", language) for language in Language] == ["Command line", "命令行"]
    assert catalog.domain_name("music", Language.EN) == "music"
    assert [catalog.find_domain(text) for text in ("command-line", "BASH", "命令行", "cli", "zsh")] == [
        "cli"
    ] * 4 + [None]


def test_a_why_is_given_in_the_language_of_the_learner() -> None:
    group = AnyOf(("a.one", "a.two"), Localised("Either will do.", "任选其一。"))
    assert [group.why(language) for language in Language] == ["Either will do.", "任选其一。"]


@pytest.mark.parametrize(
    ("phrase", "found_id"),
    [
        ("decorators", "python.decorators"),
        ("the decorator concept", "python.decorators"),
        ("decoratros", "python.decorators"),
        ("装饰器", "python.decorators"),
        ("merge conflict", "git.merge-conflicts"),
        ("unit testing", "python.testing-with-pytest"),
        ("wildcards", "cli.globbing-and-quoting"),
        ("Python", "python"),
        ("git rebase", "git.rebasing"),
    ],
)
def test_the_best_find_comes_first(phrase: str, found_id: str) -> None:
    found = load_catalog().find(phrase, Language.EN)
    assert found[0].found_id == found_id
    assert found[0].score >= 0.6


@pytest.mark.parametrize("phrase", ["", "the violin", "🎸", "钢琴"])
def test_what_is_not_there_is_not_found(phrase: str) -> None:
    assert [found for found in load_catalog().find(phrase, Language.EN) if found.score >= 0.5] == []


def test_finds_are_named_in_the_language_asked_for() -> None:
    assert load_catalog().find("decorators", Language.ZH)[0].name == "装饰器"
