"""Goals in words: what is meant, what is refused, and what is named as not covered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.catalog.graph import Catalog, LocalisedAliases
from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.matching.match import Match
from milepost.catalog.matching.matcher import MOST_NEAREST, clauses_beside, match_goals
from tests.support.goals_in_words import ACCEPTED, BACKEND, DATA, FRONTEND, GIT, PYTHON, REFUSED
from tests.support.small_catalogs import catalog_concept, catalog_goal, small_catalog


@pytest.fixture(scope="module")
def core() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize(
    ("text", "goals", "concepts", "unmatched"), ACCEPTED, ids=[row[0] for row in ACCEPTED]
)
def test_what_is_meant_is_found(
    core: Catalog, text: str, goals: set[str], concepts: set[str], unmatched: list[str]
) -> None:
    match = match_goals(core, text)
    assert match.is_accepted
    assert ({goal.goal_id for goal in match.goals}, set(match.concepts)) == (goals, concepts)
    assert list(match.unmatched) == unmatched


@pytest.mark.parametrize(
    ("text", "goal", "left_out"),
    [
        ("a small game in Python with pygame", "python", ["pygame"]),
        ("学 Vue3 前端", "frontend", ["Vue3"]),
        ("become a Vue.js developer", "frontend", ["Vue.js"]),
        ("backend development with Flask", "backend", ["Flask"]),
        ("learn React", "frontend", []),
        ("backend with FastAPI and SQLAlchemy", "backend", []),
        ("learn Python", "python", []),
    ],
)
def test_a_library_that_no_concept_is_called_after_is_said_to_be_left_out(
    core: Catalog, text: str, goal: str, left_out: list[str]
) -> None:
    match = match_goals(core, text)
    assert goal in {one.goal_id for one in match.goals}
    assert [*match.libraries] == left_out
    assert {*left_out} <= {*match.unmatched}


@pytest.mark.parametrize(("text", "unmatched"), REFUSED, ids=[row[0] or "nothing" for row in REFUSED])
def test_what_is_foreign_is_refused_by_name(core: Catalog, text: str, unmatched: list[str]) -> None:
    match = match_goals(core, text)
    assert not match.is_accepted
    assert list(match.unmatched) == unmatched
    assert len({goal.goal_id for goal in match.nearest}) == MOST_NEAREST


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("web scraping with python", PYTHON),
        ("github actions", GIT),
        ("docker", BACKEND),
        ("tailwind css", FRONTEND),
        ("marketing analytics", DATA),
        ("Python 爬虫", PYTHON),
    ],
)
def test_the_nearest_goal_comes_first(core: Catalog, text: str, nearest: str) -> None:
    assert match_goals(core, text).nearest[0].goal_id == nearest


def test_goals_keep_the_order_in_which_they_are_named(core: Catalog) -> None:
    assert [goal.goal_id for goal in match_goals(core, "Git, then Python").goals] == [GIT, PYTHON]
    assert [goal.goal_id for goal in match_goals(core, "Python, then Git").goals] == [PYTHON, GIT]


def test_a_sure_match_scores_higher_than_a_repaired_one(core: Catalog) -> None:
    sure, repaired = (match_goals(core, text).goals[0].score for text in ("python", "pyhton"))
    assert 0.6 < repaired < sure <= 1


def test_the_same_question_has_the_same_answer(core: Catalog) -> None:
    assert match_goals(core, "Python and Git for work") == match_goals(
        load_catalog(), "Python and Git for work"
    )


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    match = match_goals(_CORE, text)
    assert all(0 <= goal.score <= 1 for goal in (*match.goals, *match.nearest))


@given(
    st.lists(
        st.sampled_from(["learn", "python", "and", "git", "with", "for", "和", "用", "做", ",", "violin"]),
        max_size=12,
    )
)
def test_any_order_of_known_words_is_answered(words: list[str]) -> None:
    match = match_goals(_CORE, " ".join(words))
    assert "violin" not in words or match.unmatched
    assert not match.goals or {"python", "git"} & set(words)


_CORE = load_catalog()


class TestSeveralNearGoals:
    """A catalog with goals that are easily taken for each other."""

    catalog = small_catalog(
        [catalog_concept("data.tables"), catalog_concept("data.pipes"), catalog_concept("web.pages")],
        [
            catalog_goal("data-engineer", ["data.pipes"]),
            catalog_goal("data-analyst", ["data.tables"]),
            catalog_goal("web-developer", ["web.pages"]),
        ],
    )

    def match(self, text: str) -> Match:
        return match_goals(self.catalog, text)

    @pytest.mark.parametrize("text", ["data", "learn data", "work with data"])
    def test_words_that_several_goals_share_are_asked_about(self, text: str) -> None:
        match = self.match(text)
        assert not match.is_accepted
        assert {goal.goal_id for goal in match.ambiguous} == {"data-analyst", "data-engineer"}

    @pytest.mark.parametrize(
        "text", ["data engineer", "become a data-engineer", "Data Engineering".replace("ing", "")]
    )
    def test_the_whole_name_is_clear(self, text: str) -> None:
        match = self.match(text)
        assert [goal.goal_id for goal in match.goals] == ["data-engineer"]
        assert match.ambiguous == ()

    def test_a_clear_goal_beside_a_vague_one_is_enough(self) -> None:
        match = self.match("web developer and data")
        assert [goal.goal_id for goal in match.goals] == ["web-developer"]
        assert match.unmatched == ("data",)

    def test_a_chosen_goal_answers_its_clause(self) -> None:
        assert clauses_beside(self.catalog, "data and knitting", ["data-engineer"]) == ("knitting",)
        assert clauses_beside(self.catalog, "data and knitting", ["web-developer"]) == ("data", "knitting")


def test_aliases_of_two_goals_for_the_same_words_are_asked_about() -> None:
    goals = [
        catalog_goal(goal_id, ["a.one"]).__class__(
            goal_id=goal_id,
            names=goal.names,
            summaries=goal.summaries,
            must=goal.must,
            exit_project=goal.exit_project,
            aliases=LocalisedAliases(en=(alias,)),
        )
        for goal_id, alias in (("sailing", "knots at sea"), ("climbing", "knots on rock"))
        for goal in [catalog_goal(goal_id, ["a.one"])]
    ]
    match = match_goals(small_catalog([catalog_concept("a.one")], goals), "knots")
    assert {goal.goal_id for goal in match.ambiguous} == {"sailing", "climbing"}
