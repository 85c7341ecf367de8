"""What words were learnt to speak for: how it decides, what it leaves alone, and that it is up to date."""

from pathlib import Path

import msgspec
import pytest

from milepost.catalog.graph import Catalog
from milepost.catalog.loading.findings import PackInvalid
from milepost.catalog.loading.pack_index import build_index, load_catalog
from milepost.catalog.loading.source_hash import LEARNT
from milepost.catalog.matching.learnt_words import NONE, Features, LearntWords
from milepost.catalog.matching.matcher import features_in, match_goals
from tests.support.small_catalogs import catalog_concept, catalog_goal, small_catalog
from tests.support.small_packs import SmallPack
from trials.goal_learning.lessons import digest_of_sentences

CORE = load_catalog()
SAILING = LearntWords(
    lessons="",
    goals=("rowing", "sailing"),
    words={"wind": (-100, 300, -100), "oar": (300, -100, -100), "violin": (-200, -200, 600)},
    signs={"name": 400},
    against={"always": 50},
)


def seen(*words: str) -> Features:
    return Features(frozenset(words), signs={}, against={"always": 1.0})


def goals_in(catalog: Catalog, text: str) -> list[str]:
    match = match_goals(catalog, text)
    return [goal.goal_id for goal in match.goals] if match.is_accepted else []


def test_chances_are_shared_out_among_the_goals_and_none() -> None:
    chances = SAILING.chances(seen("wind"))

    assert sum(chances.values()) == pytest.approx(1)
    assert list(chances) == ["sailing", NONE, "rowing"]


def test_a_sign_counts_the_same_for_every_goal() -> None:
    named = [
        SAILING.chances(Features(frozenset(), {goal: {"name": 1.0}}, {"always": 1.0}))[goal]
        for goal in SAILING.goals
    ]

    assert named[0] == named[1]


def test_the_words_that_weigh_most_explain_an_answer() -> None:
    assert SAILING.telling(seen("wind", "violin", "tea"), "sailing") == ("wind",)
    assert SAILING.telling(seen("wind", "violin", "tea"), NONE) == ("violin",)


def test_the_weights_are_of_the_sentences_that_there_are() -> None:
    assert CORE.learnt is not None
    assert CORE.learnt.lessons == digest_of_sentences(CORE), "run make learn-goals"


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("guess from old records which members will cancel next month", "machine-learning"),
        ("the choir needs a page that one can read on a phone", "frontend"),
        ("the part of our app that keeps the accounts and answers the phone's requests", "backend"),
        ("my code is in folders called v1, v2 and final", "git-and-command-line"),
        ("每次要名单都得求别人，想自己从公司的表里查", "sql"),
        ("问卷收上来了，不知道怎么看出门道", "data-analyst"),
    ],
)
def test_a_goal_that_is_told_in_words_of_daily_life_is_found(text: str, goal: str) -> None:
    assert goals_in(CORE, text) == [goal]


@pytest.mark.parametrize(
    "text",
    [
        "a server in a small restaurant who carries six plates",
        "the branch of the old pear tree has to come off",
        "a backend in Kotlin",
        "数控车床的学习",
    ],
)
def test_words_of_a_goal_in_another_sense_ask_for_nothing(text: str) -> None:
    assert goals_in(CORE, text) == []


def test_what_is_of_another_field_is_named_beside_a_goal_that_is_told() -> None:
    match = match_goals(CORE, "forecast from past data which machines will fail, and learn the cello")

    assert [goal.goal_id for goal in match.goals] == ["machine-learning"]
    assert match.unmatched == ("cello",)


def test_whose_wish_it_is_is_not_named_as_another_field() -> None:
    match = match_goals(CORE, "predict from old records which members of the pottery class will leave")

    assert [goal.goal_id for goal in match.goals] == ["machine-learning"]
    assert match.unmatched == ()


def test_goals_that_nothing_was_learnt_for_are_left_to_the_rules() -> None:
    goals = [catalog_goal(name, ["sea.knots"]) for name in ("sailing", "rowing", "diving")]
    plain = small_catalog([catalog_concept("sea.knots")], goals)
    strict = msgspec.structs.replace(SAILING, against={"always": 2000})
    weighed = Catalog(plain.concepts.values(), plain.goals.values(), identity=plain.identity, learnt=strict)

    assert goals_in(weighed, "sailing") == []  # the weights say none, whatever is asked
    assert goals_in(weighed, "diving") == goals_in(plain, "diving") == ["diving"]
    assert goals_in(weighed, "sailing and diving") == goals_in(plain, "sailing and diving")


def test_concepts_of_other_packs_are_left_to_the_rules() -> None:
    goal = catalog_goal("sailing", ["sea.knots"])
    plain = small_catalog([catalog_concept("sea.knots"), catalog_concept("tea.samovar")], [goal])
    other = msgspec.structs.replace(plain.identity, pack_id="tea")
    learnt = msgspec.structs.replace(SAILING, goals=("sailing",), words={}, against={"always": 2000})
    weighed = Catalog(
        plain.concepts.values(), [goal], identity=plain.identity, others={"tea": other}, learnt=learnt
    )

    assert (
        match_goals(weighed, "samovar").concepts == match_goals(plain, "samovar").concepts == ("tea.samovar",)
    )
    assert not match_goals(weighed, "knots").is_accepted


def test_features_are_of_words_signs_and_what_speaks_against() -> None:
    features = features_in(CORE, "pandas and a violin")

    assert "violin" in features.words
    assert features.signs["data-analyst"]["common_name"] == 1
    assert features.against["far"] == 1


def test_a_pack_whose_weights_cannot_be_read_is_not_built(tmp_path: Path) -> None:
    directory = SmallPack().write(tmp_path)
    (directory / LEARNT).write_text('{"goals": []}', "utf-8")

    with pytest.raises(PackInvalid, match="make learn-goals"):
        build_index(directory)
