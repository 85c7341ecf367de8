"""All that learners may type for the goals and concepts of a catalog, gathered for the matcher."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from milepost.catalog.matching.phrases import Phrase, PhraseIndex, PhraseKind

if TYPE_CHECKING:
    from milepost.catalog.graph import CatalogConcept, CatalogGoal, Localised, LocalisedAliases


def phrase_index(goals: Iterable["CatalogGoal"], concepts: Iterable["CatalogConcept"]) -> PhraseIndex:
    """Names and aliases of both languages, and the clues of goals."""
    goals = list(goals)
    return PhraseIndex(
        [phrase for goal in goals for phrase in _phrases("goal", goal.goal_id, goal.names, goal.aliases)]
        + [
            phrase
            for one in concepts
            for phrase in _phrases("concept", one.concept_id, one.names, one.aliases)
        ],
        clues=[
            Phrase(kind=kind, found_id=goal.goal_id, text=text, is_alias=True)
            for goal in goals
            for kind, texts in _clues(goal)
            for text in (*texts.en, *texts.zh)
        ],
    )


def _clues(goal: "CatalogGoal") -> "Iterator[tuple[PhraseKind, LocalisedAliases]]":
    yield "cue", goal.cues
    yield "together", goal.together


def _phrases(
    kind: PhraseKind, found_id: str, names: "Localised", aliases: "LocalisedAliases"
) -> Iterator[Phrase]:
    for name in filter(None, (names.en, names.zh)):
        yield Phrase(kind=kind, found_id=found_id, text=name, is_alias=False)
    for alias in (*aliases.en, *aliases.zh):
        yield Phrase(kind=kind, found_id=found_id, text=alias, is_alias=True)
