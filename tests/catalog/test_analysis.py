"""From a request to an intent: what wins over what, what is known, and what is refused."""

from datetime import date
from typing import Any

import pytest

from milepost.catalog.graph import Catalog
from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.matching.analysis import analyse
from milepost.domain.errors import DeadlineInThePast, GoalAmbiguous, GoalNotCovered, UnknownGoal
from milepost.domain.goals import GoalRequest, Language, Level, Preferences
from milepost.domain.ports.planning import Preview
from tests.support.small_catalogs import catalog_concept, catalog_goal, small_catalog

TODAY = date(2026, 11, 22)
CORE = load_catalog()


def preview(goal: str, *, catalog: Catalog = CORE, **fields: Any) -> Preview:
    return analyse(catalog, GoalRequest(goal=goal, **fields), TODAY)


def test_a_sentence_fills_the_fields() -> None:
    found = preview("learn Python, 6 hours a week, by the end of March")
    assert [goal.goal_id for goal in found.goals] == ["python"]
    assert (found.read.hours_per_week, found.read.deadline) == (6.0, date(2027, 3, 31))
    intent = found.intent
    assert (intent.hours_per_week, intent.deadline, intent.level) == (6.0, date(2027, 3, 31), Level.BEGINNER)
    assert (intent.title, intent.start_date, intent.unmatched) == ("Python programming", TODAY, ())


def test_explicit_fields_win_over_the_sentence_which_is_still_shown() -> None:
    found = preview(
        "learn Python from scratch, 6 hours a week, by the end of March",
        hours_per_week=3,
        deadline=date(2027, 1, 31),
        level=Level.INTERMEDIATE,
        language=Language.ZH,
    )
    intent = found.intent
    assert (intent.hours_per_week, intent.deadline) == (3, date(2027, 1, 31))
    assert (intent.level, intent.language) == (Level.INTERMEDIATE, Language.ZH)
    assert (found.read.hours_per_week, found.read.level) == (6.0, Level.BEGINNER)


def test_what_nobody_says_has_a_default() -> None:
    intent = preview("learn Python").intent
    assert (intent.hours_per_week, intent.level, intent.deadline) == (5.0, Level.BEGINNER, None)


def test_background_and_context_are_read_after_the_sentence() -> None:
    found = preview(
        "learn Python, 6 hours a week",
        background="I am a nurse. I know Git. I have some programming experience.",
        additional_context="I can study 3 hours a week, until the end of March.",
    )
    assert (found.intent.hours_per_week, found.intent.deadline) == (6.0, date(2027, 3, 31))
    assert found.intent.level is Level.INTERMEDIATE
    assert "git.branches" in found.intent.known
    assert found.read.known == ()


def test_a_known_skill_is_not_the_goal() -> None:
    with pytest.raises(GoalNotCovered) as refused:
        preview("Become a data engineer by June, 8 hours a week, I know Python")
    assert refused.value.unmatched == ("data engineer",)
    nearest = [goal_id for goal_id, _ in refused.value.nearest]
    assert (nearest[0], nearest[-1], len(nearest)) == ("data-analyst", "python", 5)


def test_a_refusal_names_what_there_is_in_the_language_of_the_sentence() -> None:
    with pytest.raises(GoalNotCovered) as refused:
        preview("学习钢琴")
    assert refused.value.unmatched == ("钢琴",)
    assert len(refused.value.nearest) == 5
    assert ("backend", "后端开发") in refused.value.nearest


@pytest.mark.parametrize("text", ["x", "🎸🎸🎸", "learn", "???"])
def test_a_goal_that_says_nothing_is_refused_whole(text: str) -> None:
    with pytest.raises(GoalNotCovered) as refused:
        preview(text)
    assert refused.value.unmatched == (text,)


def test_an_ambiguous_goal_is_asked_about_and_settled_by_goal_ids() -> None:
    catalog = small_catalog(
        [catalog_concept("data.tables"), catalog_concept("data.pipes")],
        [catalog_goal("data-engineer", ["data.pipes"]), catalog_goal("data-analyst", ["data.tables"])],
    )
    with pytest.raises(GoalAmbiguous) as asked:
        preview("work with data", catalog=catalog)
    assert {goal_id for goal_id, _ in asked.value.candidates} == {"data-engineer", "data-analyst"}
    settled = preview("work with data", catalog=catalog, goal_ids=("data-analyst",))
    assert [(goal.goal_id, goal.score) for goal in settled.goals] == [("data-analyst", 1.0)]
    assert settled.unmatched == ()


def test_chosen_goals_skip_matching_and_leave_the_rest_named() -> None:
    found = preview("game design, 4 hours a week", goal_ids=("python",))
    assert [goal.goal_id for goal in found.goals] == ["python"]
    assert (found.unmatched, found.intent.hours_per_week) == (("game design",), 4.0)


def test_a_goal_the_catalog_does_not_have_is_an_error() -> None:
    with pytest.raises(UnknownGoal, match="data-engineer"):
        preview("anything", goal_ids=("data-engineer",))


@pytest.mark.parametrize(
    ("goal", "fields"),
    [
        ("learn Python", {"deadline": date(2026, 11, 21)}),
        ("learn Python by March 2020", {}),
        ("learn Python by the end of March", {"preferences": Preferences(start_date=date(2027, 4, 1))}),
    ],
)
def test_a_deadline_before_the_first_day_is_refused(goal: str, fields: dict[str, Any]) -> None:
    with pytest.raises(DeadlineInThePast):
        preview(goal, **fields)


def test_known_skills_may_be_ids_names_fields_or_goals() -> None:
    for phrase, expected in {
        "python.loops": "python.loops",
        "Loops": "python.loops",
        "循环语句": "python.loops",
        "git": "git.branches",
        "command line": "cli.pipes-and-redirection",
        "bash": "cli.pipes-and-redirection",
        "Git 与命令行": "git.pull-requests",
        "git-and-command-line": "git.pull-requests",
    }.items():
        assert expected in preview("learn decorators", known=(phrase,)).intent.known, phrase


def test_knowing_the_shell_is_not_knowing_git() -> None:
    known = preview("learn Python", known=("bash",)).intent.known
    assert not [concept_id for concept_id in known if concept_id.startswith("git.")]


def test_a_phrase_that_names_nothing_changes_nothing() -> None:
    assert preview("learn Python", known=("the violin",)).intent == preview("learn Python").intent


def test_a_little_knowledge_prunes_little() -> None:
    little = set(preview("learn Python, I know some Python").intent.known)
    much = set(preview("learn Python, I know Python").intent.known)
    assert set() < little < much


def test_a_little_may_be_listed_too() -> None:
    listed, said = (
        preview("learn Python", known=("some Python",)),
        preview("learn Python, I know some Python"),
    )
    assert listed.intent.known == said.intent.known


def test_knowing_all_of_the_goal_is_taken_as_knowing_a_little() -> None:
    catalog = small_catalog(
        [catalog_concept("a.one"), catalog_concept("a.two", "a.one"), catalog_concept("b.three", "a.two")],
        [catalog_goal("sailing", ["b.three"], entry=["a.one"])],
    )
    found = preview("learn sailing, I know sailing", catalog=catalog)
    assert found.intent.known == ("a.one",)


def test_the_level_decides_what_is_known_but_never_what_was_named() -> None:
    beginner, intermediate, advanced = (
        set(preview("learn Python", level=level).intent.known) for level in Level
    )
    assert beginner == set()
    assert set() < intermediate < advanced
    named = preview("Python, especially dictionaries", level=Level.INTERMEDIATE).intent
    assert named.named == ("python.dictionaries",)
    assert "python.dictionaries" not in named.known


def test_skills_and_gaps_are_in_the_language_of_the_learner() -> None:
    english, chinese = preview("learn Git").intent, preview("学习 Git").intent
    assert "Git: 15 concepts" in english.gaps
    assert "Git：15 个知识点" in chinese.gaps
    assert 1 <= len(english.skills) <= 6
    assert "创建、查看和推送附注标签。" in chinese.skills
    # Where outcomes are not written in Chinese yet, the names of the concepts are.
    assert not any(skill.isascii() for skill in preview("学习 SQL").intent.skills)


def test_concepts_without_a_goal_make_an_intent_of_their_own() -> None:
    intent = preview("decorators and asyncio").intent
    assert (intent.goals, intent.named) == ((), ("python.decorators", "python.asyncio"))
    assert intent.title == "Decorators, asyncio"


def test_what_the_learner_does_not_know_is_the_goal_when_nothing_else_is() -> None:
    assert [goal.goal_id for goal in preview("I don't know Python").goals] == ["python"]


def test_the_same_request_and_day_give_the_same_answer() -> None:
    goal = "learn Python and Git, 6 hours a week, I know loops"
    assert preview(goal) == preview(goal, catalog=load_catalog())


def test_what_is_said_to_be_known_and_names_nothing_is_named() -> None:
    catalog = load_catalog()
    request = GoalRequest(
        goal="learn SQL, I know Python", known=("alchemy", "sql.inner-joins", "git", "alchemy")
    )
    preview = analyse(catalog, request, date(2026, 11, 23))
    assert preview.known_not_recognised == ("alchemy",)
    assert "sql.inner-joins" in preview.intent.known
