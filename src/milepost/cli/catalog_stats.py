"""What a pack holds, in figures: for `milepost catalog stats`."""

from collections.abc import Iterator, Sequence

from milepost.catalog.graph import Catalog, CatalogConcept, CatalogGoal
from milepost.catalog.lessons import Lesson, lesson_of
from milepost.catalog.pack_index import PackIndex, catalog_of


def stats_of(index: PackIndex) -> Iterator[str]:
    """Lines for a terminal: the whole pack, then each goal with all that it needs, then each domain."""
    concepts, catalog = index.concepts, catalog_of(index)
    lessons = {concept.concept_id: lesson_of(concept) for concept in concepts}
    guides = [lesson.guide for lesson in lessons.values()]
    yield f"pack      {index.identity.pack_id} {index.identity.version}"
    yield f"goals     {len(index.goals)}: {', '.join(goal.goal_id for goal in index.goals)}"
    yield f"concepts  {_size(concepts).lstrip()}, {sum(len(concept.requires) for concept in concepts)} requirements"
    yield f"quiz      {sum(len(lesson.quiz) for lesson in lessons.values())} questions"
    yield f"English   {sum(_words(guide.en) for guide in guides)} words of guides"
    yield (
        f"Chinese   {sum(concept.names.zh is not None for concept in concepts)} concepts named, "
        f"{sum(guide.zh is not None for guide in guides)} with a guide"
    )
    for goal in index.goals:
        yield f"  {goal.goal_id:<22} {_goal(goal, catalog, lessons)}"
    for domain, name in index.domains.items():
        own = [concept for concept in concepts if concept.domain == domain]
        yield f"  {domain:<22} {_size(own)}  {name.names.en}"


def _goal(goal: CatalogGoal, catalog: Catalog, lessons: dict[str, Lesson]) -> str:
    """A goal without what is optional in it."""
    needed = catalog.closure((*goal.must, *goal.should))
    longest = 1 + max(catalog.level_of(one) for one in needed)
    questions = sum(len(lessons[one].quiz) for one in needed)
    in_chinese = sum(lessons[one].guide.zh is not None for one in needed)
    return (
        f"{_size([catalog.concepts[one] for one in needed])}, longest path {longest:>2}, "
        f"{questions:>3} questions, {sum(_words(lessons[one].guide.en) for one in needed):>6} words, "
        f"guides in Chinese {in_chinese}"
    )


def _size(concepts: Sequence[CatalogConcept]) -> str:
    return f"{len(concepts):>4} concepts {sum(one.hours.typical for one in concepts):>7g} h"


def _words(text: str) -> int:
    return len(text.split())
