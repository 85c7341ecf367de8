"""The sentences from which the weights are learnt, each with the goals it asks for and how much it counts."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from milepost.catalog.graph import Catalog
from tests.support.goal_set import GOAL_SET, GoalCase
from tests.support.goal_set_tuning_a import TUNING_SET_A
from tests.support.goal_set_tuning_b import TUNING_SET_B
from tests.support.goals_in_words import ACCEPTED, REFUSED

#: By name, what strangers wrote: the only sets on which weights and thresholds may be judged before they are reported.
TUNING_SETS = {"first": GOAL_SET, "A": TUNING_SET_A, "B": TUNING_SET_B}
#: What a stranger wrote counts whole, our own examples less, and the summaries of concepts least: nobody asks so.
STRANGER, OWN, TABLE, SUMMARY = 1.0, 0.7, 0.5, 0.15


class Lesson(NamedTuple):
    """One sentence."""

    text: str
    goals: frozenset[str]
    """What it asks for; empty when that is none of the goals."""
    weight: float


def digest_of_sentences(catalog: Catalog) -> str:
    """Changes with every sentence, label or weight; summaries of concepts aside, which change for other reasons."""
    sentences = [
        *_of_strangers(case for cases in TUNING_SETS.values() for case in cases),
        *_own(),
        *_table(catalog),
    ]
    lines = "\n".join(f"{one.text}|{' '.join(sorted(one.goals))}|{one.weight}" for one in sentences)
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"


def lessons(catalog: Catalog, *, without: str = "") -> list[Lesson]:
    """All sentences, those of one tuning set left out."""
    strangers = [case for name, cases in TUNING_SETS.items() if name != without for case in cases]
    return [*_of_strangers(strangers), *_own(), *_table(catalog), *_summaries(catalog)]


def _of_strangers(cases: Iterable[GoalCase]) -> Iterator[Lesson]:
    for case in cases:
        yield Lesson(case.sentence, case.goals, STRANGER)


def _own() -> Iterator[Lesson]:
    """Our own examples: by goal, and those that are foreign by how near to a goal they lie."""
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        for name, sentences in yaml.safe_load(path.read_text("utf-8")).items():
            goals = frozenset[str]() if path.name.startswith("foreign") else frozenset({name})
            for sentence in sentences:
                yield Lesson(sentence, goals, OWN)


def _table(catalog: Catalog) -> Iterator[Lesson]:
    for sentence, goals, concepts, _ in ACCEPTED:
        homes = filter(None, map(catalog.home_of, concepts))
        meant = frozenset(goals or homes)
        if meant:
            yield Lesson(sentence, meant, TABLE)
    for sentence, _ in REFUSED:
        if sentence:
            yield Lesson(sentence, frozenset(), TABLE)


def _summaries(catalog: Catalog) -> Iterator[Lesson]:
    for concept in catalog.concepts.values():
        home = catalog.home_of(concept.concept_id)
        for text in filter(None, (concept.summaries.en, concept.summaries.zh)):
            if home is not None:
                yield Lesson(text, frozenset({home}), SUMMARY)
