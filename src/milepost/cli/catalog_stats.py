"""What a pack holds, in figures: for `milepost catalog stats`."""

from collections.abc import Iterator, Sequence

from milepost.catalog.graph import Catalog, CatalogConcept, CatalogGoal
from milepost.catalog.lessons import Lesson, lesson_of
from milepost.catalog.loading.pack_index import PackIndex, catalog_of
from milepost.domain.goals import Language


def stats_of(index: PackIndex, *, core: PackIndex | None = None) -> Iterator[str]:
    """Lines for a terminal: the whole pack, then each goal with all that it needs, then each domain.

    Args:
        core: The built-in pack, on which a pack of others may build.
    """
    concepts, catalog = index.concepts, catalog_of(*filter(None, (core, index)))
    lessons = {one: lesson_of(concept) for one, concept in catalog.concepts.items()}
    own_lessons = [lessons[concept.concept_id] for concept in concepts]
    guides = [lesson.guide for lesson in own_lessons]
    yield f"pack      {index.identity.pack_id} {index.identity.version}"
    yield f"goals     {len(index.goals)}: {', '.join(goal.goal_id for goal in index.goals)}"
    yield f"concepts  {_size(concepts).lstrip()}, {sum(len(concept.requires) for concept in concepts)} requirements"
    yield f"quiz      {sum(len(lesson.quiz) for lesson in own_lessons)} questions"
    yield f"English   {sum(_words(guide.en) for guide in guides)} words of guides"
    yield (
        f"Chinese   {sum(concept.names.zh is not None for concept in concepts)} concepts named, "
        f"{sum(concept.whole_in_chinese for concept in concepts)} complete, "
        f"{sum(_characters(guide.zh or '') for guide in guides)} characters of guides"
    )
    for goal in index.goals:
        yield f"  {goal.goal_id:<22} {_goal(goal, catalog, lessons)}"
    for domain, name in index.domains.items():
        own = [concept for concept in concepts if concept.domain == domain]
        yield f"  {domain:<22} {_size(own)}  {name.names.en}"


def _goal(goal: CatalogGoal, catalog: Catalog, lessons: dict[str, Lesson]) -> str:
    """A goal without what is optional in it; it is complete in Chinese only with that."""
    needed = catalog.closure((*goal.must, *goal.should))
    longest = 1 + max(catalog.level_of(one) for one in needed)
    questions = sum(len(lessons[one].quiz) for one in needed)
    return (
        f"{_size([catalog.concepts[one] for one in needed])}, longest path {longest:>2}, "
        f"{questions:>3} questions, {sum(_words(lessons[one].guide.en) for one in needed):>6} words, "
        f"Chinese {_chinese(goal, catalog)}"
    )


def _chinese(goal: CatalogGoal, catalog: Catalog) -> str:
    project = goal.exit_project
    own = (goal.names, goal.summaries, project.title, project.task, project.done_when)
    every = catalog.closure((*goal.must, *goal.should, *goal.optional))
    whole = sum(catalog.concepts[one].whole_in_chinese for one in every)
    if whole == len(every) and all(text.has(Language.ZH) for text in own):
        return "complete"
    return f"{whole} of {len(every)}"


def _size(concepts: Sequence[CatalogConcept]) -> str:
    return f"{len(concepts):>4} concepts {sum(one.hours.typical for one in concepts):>7g} h"


def _characters(text: str) -> int:
    """Chinese characters; what stands in Latin letters is mostly code."""
    return sum("\u4e00" <= character <= "\u9fff" for character in text)


def _words(text: str) -> int:
    return len(text.split())
