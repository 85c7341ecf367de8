"""The shipped pack: it passes its own check, and every program in its guides runs and prints what the guide says."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from milepost.catalog.lessons import CatalogQuestion, lesson_of
from milepost.catalog.loading.pack_check import check_pack
from milepost.catalog.loading.pack_index import CORE_PACK, load_catalog
from milepost.domain.goals import Language
from tests.support.guide_programs import problems_of, programs_of

MOST_CONCEPT_HOURS = 8
#: Three degrees of freedom, for four places.
CHI_SQUARED_AT_1_PERCENT = 11.345
GOALS = [
    "backend",
    "data-analyst",
    "frontend",
    "git-and-command-line",
    "javascript",
    "machine-learning",
    "python",
    "sql",
]

#: Nothing of their guides, practice, quizzes and reasons is left in English.
CHINESE_GOALS = ["git-and-command-line", "python"]
NO_OFFICIAL_PAGE_IN_CHINESE = {
    "computing.plain-text-and-editors",
    "python.testing-with-pytest",
    "software.problem-decomposition",
}


def test_the_core_pack_passes_its_check() -> None:
    assert list(map(str, check_pack(CORE_PACK))) == []


def test_every_program_in_the_guides_prints_what_the_guide_says(tmp_path: Path) -> None:
    concepts = load_catalog().concepts
    guides = [programs_of(one, lesson_of(concept).guide.en) for one, concept in concepts.items()]
    languages = {program.language for guide in guides for program in guide}
    assert languages == {"python", "sql", "js"}
    problems = problems_of(guides, tmp_path)
    assert not problems, "\n\n".join(problems)


def test_the_core_pack_is_large_enough_to_be_of_use() -> None:
    catalog = load_catalog()
    assert len(catalog.concepts) >= 180
    assert sorted(catalog.goals) == GOALS


def test_each_concept_is_one_teachable_idea() -> None:
    too_large = [
        concept_id
        for concept_id, concept in load_catalog().concepts.items()
        if concept.hours.typical > MOST_CONCEPT_HOURS
    ]
    assert too_large == []


def test_no_quiz_is_passed_without_reading_the_questions() -> None:
    """The right answer stands anywhere, and it is not known by its length."""
    quiz = [item for concept in load_catalog().concepts.values() for item in lesson_of(concept).quiz]
    assert {len(item.options) for item in quiz} == {4}
    right = [[option.right for option in item.options].index(True) for item in quiz]
    expected = len(quiz) / 4
    chi_squared = sum((right.count(place) - expected) ** 2 / expected for place in range(4))
    assert chi_squared < CHI_SQUARED_AT_1_PERCENT
    assert share_of_longest(quiz, Language.EN) <= 0.4
    chinese = [item for item in quiz if item.stem.has(Language.ZH)]
    assert share_of_longest(chinese, Language.ZH) <= 0.4


def share_of_longest(quiz: Sequence[CatalogQuestion], language: Language) -> float:
    """In which part of the questions no option is longer than the right one."""
    lengths = [[(len(option.text.to(language)), option.right) for option in item.options] for item in quiz]
    return sum((max(own)[0], True) in own for own in lengths) / len(quiz)


def concepts_of(goal_id: str) -> list[str]:
    """All that a goal can bring, what is optional in it included."""
    catalog = load_catalog()
    goal = catalog.goals[goal_id]
    return sorted(catalog.closure((*goal.must, *goal.should, *goal.optional)))


@pytest.mark.parametrize("goal_id", CHINESE_GOALS)
def test_a_chinese_goal_has_nothing_that_is_in_english(goal_id: str) -> None:
    catalog = load_catalog()
    goal, project = catalog.goals[goal_id], catalog.goals[goal_id].exit_project
    own = (goal.names, goal.summaries, project.title, project.task, project.done_when)
    assert all(text.has(Language.ZH) for text in own)
    english = [one for one in concepts_of(goal_id) if not catalog.concepts[one].is_whole_in(Language.ZH)]
    assert english == []


@pytest.mark.parametrize("goal_id", CHINESE_GOALS)
def test_a_chinese_goal_leads_to_official_pages_in_chinese(goal_id: str) -> None:
    concepts = load_catalog().concepts
    without = [
        one
        for one in concepts_of(goal_id)
        if not any(link.lang == "zh" for link in lesson_of(concepts[one]).resources)
    ]
    assert set(without) <= NO_OFFICIAL_PAGE_IN_CHINESE


@pytest.mark.parametrize("goal_id", GOALS)
def test_goals_have_enough_aliases_in_both_languages(goal_id: str) -> None:
    goal = load_catalog().goals[goal_id]
    assert len(goal.aliases.en) >= 15
    assert len(goal.aliases.zh) >= 8


def test_every_name_in_the_pack_finds_what_it_names() -> None:
    catalog = load_catalog()
    for concept_id, concept in catalog.concepts.items():
        for phrase in (
            concept.name(Language.EN),
            concept.name(Language.ZH),
            *concept.aliases.en,
            *concept.aliases.zh,
        ):
            best = catalog.find(phrase, Language.EN)[0]
            assert (best.found_id, best.kind) == (concept_id, "concept"), phrase
    for goal_id, goal in catalog.goals.items():
        for phrase in (goal.name(Language.EN), goal.name(Language.ZH), *goal.aliases.en, *goal.aliases.zh):
            best = catalog.find(phrase, Language.EN)[0]
            assert (best.found_id, best.kind) == (goal_id, "goal"), phrase
