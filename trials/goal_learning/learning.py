"""Multinomial logistic regression over what the matcher sees in sentences, the same weights on every machine."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from milepost.catalog.graph import Catalog
from milepost.catalog.matching.learnt_words import NONE, UNIT, Features, LearntWords, rounded
from milepost.catalog.matching.matcher import features_in
from milepost.catalog.reading.goal import read_goal
from tests.support.goal_scoring import TODAY
from trials.goal_learning.lessons import Lesson, digest_of_sentences

#: How strongly weights are held near zero, those of words and those of signs; the first by cross-validation.
WORDS_HELD, SIGNS_HELD = 0.3, 0.02
#: A word that stands in one sentence only tells more of the sentence than of the goal.
FEWEST_SENTENCES = 2
#: Weights below this, in hundredths, are not worth storing.
LEAST_WEIGHT = 8
ROUNDS = 200

Array = npt.NDArray[np.float64]


class Problem(NamedTuple):
    """Sentences as numbers: a row each, a column for each word, and a plane of shared features for each goal."""

    goals: Sequence[str]
    """`NONE` is the last."""
    words: Sequence[str]
    kinds: Sequence[str]
    contains: Array
    shared: Array
    wanted: Array
    weights: Array


def learn(catalog: Catalog, lessons: Sequence[Lesson]) -> LearntWords:
    """The weights that explain best what the sentences ask for."""
    bare = [(features_in(catalog, read_goal(one.text, TODAY).rest), one) for one in lessons]
    problem = _problem(sorted(catalog.goals), bare)
    of_words, of_kinds = _fitted(problem)
    # What all have in common says nothing; taking it off makes small what is of no use.
    of_words -= of_words.mean(axis=1, keepdims=True)
    words = {word: rounded(map(float, row)) for word, row in zip(problem.words, of_words, strict=True)}
    kinds = {kind: round(UNIT * float(one)) for kind, one in zip(problem.kinds, of_kinds, strict=True)}
    against = {kind for features, _ in bare for kind in features.against}
    return LearntWords(
        lessons=digest_of_sentences(catalog),
        goals=tuple(problem.goals[:-1]),
        words={word: row for word, row in words.items() if max(map(abs, row)) >= LEAST_WEIGHT},
        signs={kind: weight for kind, weight in kinds.items() if kind not in against},
        against={kind: weight for kind, weight in kinds.items() if kind in against},
    )


def _problem(goals: Sequence[str], sentences: Sequence[tuple[Features, Lesson]]) -> Problem:
    places = (*goals, NONE)
    count = Counter(word for features, _ in sentences for word in features.words)
    common = sorted(word for word, times in count.items() if times >= FEWEST_SENTENCES)
    words = {word: place for place, word in enumerate(common)}
    kinds = {kind: place for place, kind in enumerate(sorted(_kinds(one for one, _ in sentences)))}
    contains = np.zeros((len(sentences), len(words)))
    shared = np.zeros((len(sentences), len(places), len(kinds)))
    wanted = np.zeros((len(sentences), len(places)))
    for row, (features, lesson) in enumerate(sentences):
        contains[row, [words[word] for word in features.words if word in words]] = 1
        for place, goal_id in enumerate(places):
            seen = features.against if goal_id == NONE else features.signs.get(goal_id, {})
            for kind, value in seen.items():
                shared[row, place, kinds[kind]] = value
        for goal_id in lesson.goals or {NONE}:
            wanted[row, places.index(goal_id)] = 1 / max(1, len(lesson.goals))
    weights = np.array([lesson.weight for _, lesson in sentences])[:, None]
    return Problem(places, tuple(words), tuple(kinds), contains, shared, wanted, weights)


def _kinds(sentences: Iterable[Features]) -> set[str]:
    found = set[str]()
    for features in sentences:
        found.update(features.against, *features.signs.values())
    return found


def _fitted(problem: Problem) -> tuple[Array, Array]:
    """The weights of words, a row each, and those of shared features: where the loss has its one minimum."""
    shape = len(problem.words), len(problem.goals)
    size = shape[0] * shape[1]

    def loss(parameters: Array) -> tuple[float, Array]:
        of_words, of_kinds = parameters[:size].reshape(shape), parameters[size:]
        sums = problem.contains @ of_words + problem.shared @ of_kinds
        odds = np.exp(sums - sums.max(axis=1, keepdims=True))
        chances = odds / odds.sum(axis=1, keepdims=True)
        missed = -(problem.weights * problem.wanted * np.log(chances + 1e-12)).sum()
        held = WORDS_HELD * (of_words**2).sum() + SIGNS_HELD * (of_kinds**2).sum()
        off = (chances - problem.wanted) * problem.weights
        by_word = problem.contains.T @ off + 2 * WORDS_HELD * of_words
        by_kind = np.einsum("nk,nkf->f", off, problem.shared) + 2 * SIGNS_HELD * of_kinds
        return float(missed + held), np.concatenate([by_word.ravel(), by_kind])

    start = np.zeros(size + len(problem.kinds))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return found[:size].reshape(shape), found[size:]
