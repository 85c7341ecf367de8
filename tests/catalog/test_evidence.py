"""Goals that are told and not named: what speaks for them, what speaks against them, and what says nothing."""

import msgspec
import pytest

from milepost.catalog.graph import Catalog, CatalogGoal, LocalisedAliases
from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.matching.match import Match
from milepost.catalog.matching.matcher import match_goals
from tests.support.small_catalogs import catalog_concept, catalog_goal, small_catalog

CORE = load_catalog()


def goals_of(match: Match) -> list[str]:
    return [goal.goal_id for goal in match.goals] if match.is_accepted else []


def told(goal: CatalogGoal, *cues: str, together: str = "", aliases: tuple[str, ...] = ()) -> CatalogGoal:
    return msgspec.structs.replace(
        goal,
        aliases=LocalisedAliases(en=aliases),
        cues=LocalisedAliases(en=cues),
        together=LocalisedAliases(en=(together,) if together else ()),
    )


@pytest.fixture
def sailing() -> Catalog:
    """Two goals at sea, with cues, and a name for both."""
    return small_catalog(
        [catalog_concept("sailing.rigging"), catalog_concept("rowing.strokes")],
        [
            told(
                catalog_goal("sailing", ["sailing.rigging"]), "spinnaker", "jib", "reef", together="all boats"
            ),
            told(catalog_goal("rowing", ["rowing.strokes"]), "oars", "blade", together="all boats"),
        ],
    )


def test_one_cue_is_not_enough_and_two_are(sailing: Catalog) -> None:
    assert goals_of(match_goals(sailing, "spinnaker")) == []
    assert goals_of(match_goals(sailing, "spinnaker or jib")) == ["sailing"]


def test_a_cue_said_twice_is_one(sailing: Catalog) -> None:
    assert goals_of(match_goals(sailing, "spinnaker and spinnakers")) == []


def test_unknown_words_speak_against_a_goal(sailing: Catalog) -> None:
    assert goals_of(match_goals(sailing, "spinnaker jib quartz tungsten")) == []


def test_everyday_words_speak_neither_for_nor_against(sailing: Catalog) -> None:
    assert goals_of(match_goals(sailing, "my brother is scared of the jib and the spinnaker")) == ["sailing"]
    assert goals_of(match_goals(sailing, "my brother is scared")) == []


def test_what_several_goals_have_together_means_all_of_them(sailing: Catalog) -> None:
    assert set(goals_of(match_goals(sailing, "all boats"))) == {"sailing", "rowing"}


def test_a_story_is_weighed_as_a_whole_without_the_sentences_that_tell_who_asks(sailing: Catalog) -> None:
    story = "Quartz, tungsten and pottery fill my days. Once I saw a spinnaker. There was a reef, and a jib."
    match = match_goals(sailing, story)
    assert goals_of(match) == ["sailing"]
    assert "pottery fill" in " ".join(match.unmatched)


@pytest.mark.parametrize(
    "text",
    [
        "a backend in Java",
        "data analysis with R",
        "Go backend developer",
        "react native",
        "学PS",
        "R语言做数据分析",
    ],
)
def test_another_language_or_platform_takes_a_goal_elsewhere(text: str) -> None:
    assert goals_of(match_goals(CORE, text)) == []


def test_a_pack_may_be_about_what_elsewhere_is_another_field() -> None:
    catalog = small_catalog(
        [catalog_concept("rust.ownership"), catalog_concept("security.threats")],
        [
            told(catalog_goal("rust", ["rust.ownership"]), aliases=("rust", "learn rust")),
            told(catalog_goal("security", ["security.threats"]), aliases=("网络安全",)),
        ],
    )
    assert goals_of(match_goals(catalog, "learn Rust")) == ["rust"]
    assert goals_of(match_goals(catalog, "网络安全")) == ["security"]


@pytest.mark.parametrize(
    "text",
    [
        "flask and test tubes",
        "react to emergencies",
        "pandas and zebras",
        "model trains",
        "keeping pythons",
        "pest control",
        "I teach SQL all day; I want to learn Thai",
    ],
)
def test_words_that_also_mean_something_else_do_not_name_a_goal_there(text: str) -> None:
    assert goals_of(match_goals(CORE, text)) == []


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("gti", "git-and-command-line"),
        ("postgers queris", "sql"),
        ("机器学系", "machine-learning"),
        ("后短开发", "backend"),
    ],
)
def test_swapped_letters_misspelt_plurals_and_characters_of_the_same_sound_are_understood(
    text: str, goal: str
) -> None:
    assert goals_of(match_goals(CORE, text)) == [goal]


def test_a_language_of_another_field_is_no_misspelling() -> None:
    assert not match_goals(CORE, "Clojure").is_accepted
