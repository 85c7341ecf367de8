"""The frozen table of goals in words: what is meant, what is refused, and what is named as not covered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.catalog.graph import Catalog, LocalisedAliases
from milepost.catalog.matching import Match, clauses_beside, match_goals
from milepost.catalog.pack_index import load_catalog
from tests.support.small_catalogs import catalog_concept, catalog_goal, small_catalog

PYTHON, GIT = "python", "git-and-command-line"
BOTH = {PYTHON, GIT}

#: (sentence, goals that are meant, concepts named, clauses not covered)
ACCEPTED: list[tuple[str, set[str], set[str], list[str]]] = [
    # names, aliases and the words around them
    ("learn Python", {PYTHON}, set(), []),
    ("Python", {PYTHON}, set(), []),
    ("PYTHON PROGRAMMING", {PYTHON}, set(), []),
    ("I want to become a Python developer", {PYTHON}, set(), []),
    ("I'd like to learn how to program in Python please", {PYTHON}, set(), []),
    ("Programming in Python", {PYTHON}, set(), []),
    ("get started with Python", {PYTHON}, set(), []),
    ("modern Python", {PYTHON}, set(), []),
    ("learn python 3.12 properly", {PYTHON}, set(), []),
    ("automate boring stuff with python", {PYTHON}, set(), []),
    ("learn to program", {PYTHON}, set(), []),
    ("learn to code", {PYTHON}, set(), []),
    ("prepare for the PCEP exam", {PYTHON}, set(), []),
    ("git", {GIT}, set(), []),
    ("GitHub", {GIT}, set(), []),
    ("version control with git", {GIT}, set(), []),
    ("learn the terminal", {GIT}, set(), []),
    ("the command line", {GIT}, set(), []),
    ("command-line", {GIT}, set(), []),
    ("commandline", {GIT}, set(), []),
    ("bash scripting", {GIT}, set(), []),
    ("Git and the command line", {GIT}, set(), []),
    ("contribute to open source", {GIT}, set(), []),
    # several at once
    ("Python and Git", BOTH, set(), []),
    ("Python, git and the shell", BOTH, set(), []),
    ("Python + Git", BOTH, set(), []),
    ("first the command line, then Python", BOTH, set(), []),
    # typing mistakes
    ("lern pyhton", {PYTHON}, set(), []),
    ("pyton", {PYTHON}, set(), []),
    ("Pythonn programing", {PYTHON}, set(), []),
    ("comand lien", {GIT}, set(), []),
    ("learn bsah", {GIT}, set(), []),
    ("gihtub", {GIT}, set(), []),
    # concepts
    ("Python, especially decorators and asyncio", {PYTHON}, {"python.decorators", "python.asyncio"}, []),
    ("regular expressions", set(), {"python.regular-expressions"}, []),
    ("python decorators", set(), {"python.decorators"}, []),
    ("asyncio in Python", set(), {"python.asyncio"}, []),
    ("how to resolve merge conflicts in git", set(), {"git.merge-conflicts"}, []),
    ("merge confilcts", set(), {"git.merge-conflicts"}, []),
    ("lists and dictionaries", set(), {"python.lists", "python.dictionaries"}, []),
    ("values and variables", set(), {"python.values-and-variables"}, []),
    # partly covered: the rest is named
    ("Python and pottery", {PYTHON}, set(), ["pottery"]),
    ("Spanish and git", {GIT}, set(), ["Spanish"]),
    ("learn Python, git, Docker", BOTH, set(), ["Docker"]),
    ("Python for finance", {PYTHON}, set(), ["finance"]),
    ("Python to build web sites", {PYTHON}, set(), ["web sites"]),
    ("linux command line", {GIT}, set(), ["linux"]),
    ("asyncio for web servers", set(), {"python.asyncio"}, ["web servers"]),
    # Chinese
    ("学习Python", {PYTHON}, set(), []),
    ("我想学 Python", {PYTHON}, set(), []),
    ("我想成为一名Python工程师", {PYTHON}, set(), []),
    ("Python 编程", {PYTHON}, set(), []),
    ("学编程", {PYTHON}, set(), []),
    ("用Python写程序", {PYTHON}, set(), []),
    ("用 Python 自动化办公", {PYTHON}, set(), []),
    ("命令行", {GIT}, set(), []),
    ("学习git和命令行", {GIT}, set(), []),
    ("用 Git 做版本管理", {GIT}, set(), []),
    ("终端操作", {GIT}, set(), []),
    ("参与开源项目", {GIT}, set(), []),
    ("Git 和 Python", BOTH, set(), []),
    ("先学命令行，再学Python", BOTH, set(), []),
    ("正则表达式", set(), {"python.regular-expressions"}, []),
    ("装饰器", set(), {"python.decorators"}, []),
    ("解决合并冲突", set(), {"git.merge-conflicts"}, []),
    ("学习钢琴和Python", {PYTHON}, set(), ["钢琴"]),
    ("我想学 Python 和机器学习", {PYTHON}, set(), ["机器学习"]),
]

#: Goals the catalog does not cover; some look as if it did.
REFUSED: list[tuple[str, list[str]]] = [
    ("learn to play the violin", ["play the violin"]),
    ("become a data engineer", ["data engineer"]),
    ("data science", ["data science"]),
    ("machine learning with Python", ["machine learning"]),
    ("Python machine learning", ["Python machine learning"]),
    ("web development with python", ["web development"]),
    ("web scraping with python", ["web scraping"]),
    ("learn Java", ["Java"]),
    ("learn to program in Java", ["Java"]),
    ("learn to code in Rust", ["Rust"]),
    ("learn Java, including classes and inheritance", ["Java"]),
    ("OOP in C++", ["C++"]),
    ("C#", ["C#"]),
    ("SQL", ["SQL"]),
    ("Docker and Kubernetes", ["Docker", "Kubernetes"]),
    ("React", ["React"]),
    ("functional programming", ["functional programming"]),
    ("powershell", ["powershell"]),
    ("raise a ball python", ["raise a ball python"]),
    ("Monty Python films", ["Monty Python films"]),
    ("github actions", ["github actions"]),
    ("take dance classes", ["take dance classes"]),
    ("yoga classes", ["yoga classes"]),
    ("music composition", ["music composition"]),
    ("string quartet", ["string quartet"]),
    ("set theory", ["set theory"]),
    ("tennis sets", ["tennis sets"]),
    ("decorating my home", ["decorating my home"]),
    ("logging trees", ["logging trees"]),
    ("run a marathon", ["run a marathon"]),
    ("play chess", ["play chess"]),
    ("digital marketing", ["digital marketing"]),
    ("learn to drive a car", ["drive a car"]),
    ("cooking Italian food", ["cooking Italian food"]),
    ("photography", ["photography"]),
    ("guitar", ["guitar"]),
    ("learn German", ["German"]),
    ("pass the AWS certification", ["AWS certification"]),
    ("calculus", ["calculus"]),
    ("terminal illness", ["terminal illness"]),
    ("write a novel", ["novel"]),
    ("学习钢琴", ["钢琴"]),
    ("学习Java", ["Java"]),
    ("机器学习", ["机器学习"]),
    ("Python机器学习", ["Python机器学习"]),
    ("用Python做数据分析", ["数据分析"]),
    ("数据分析师", ["数据分析师"]),
    ("前端开发", ["前端"]),
    ("学会做饭", ["做饭"]),
    ("学画画", ["画画"]),
    ("学英语", ["英语"]),
    ("投资理财", ["投资理财"]),
    ("集合论", ["集合论"]),
    ("", []),
    ("learn", []),
    ("🎸", []),
]


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


@pytest.mark.parametrize(("text", "unmatched"), REFUSED, ids=[row[0] or "nothing" for row in REFUSED])
def test_what_is_foreign_is_refused_by_name(core: Catalog, text: str, unmatched: list[str]) -> None:
    match = match_goals(core, text)
    assert not match.is_accepted
    assert list(match.unmatched) == unmatched
    assert {goal.goal_id for goal in match.nearest} == BOTH


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("web scraping with python", PYTHON),
        ("github actions", GIT),
        ("regex", PYTHON),
        ("用Python做数据分析", PYTHON),
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
