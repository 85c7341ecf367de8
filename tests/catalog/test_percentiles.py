"""P50 and P80 of the verdict, against a thousand simulated learners on the plan of every goal."""

from math import erf, sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.planning.plan import plan_roadmap
from milepost.domain.goals import Level
from milepost.domain.roadmaps import Hours
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import make_intent

LEARNERS = 1000
#: One learner has one pace: what two concepts have in common.
CORRELATION = 0.5
CATALOG = load_catalog()

Numbers = NDArray[np.float64]


def hours_needed(hours: list[Hours], *, seed: int) -> Numbers:
    """The hours that each learner needs for all of it.

    Each concept is drawn from the triangle of its least, typical and most hours. Half of the variance of what is drawn
    comes from a factor that all concepts of a learner share (a Gaussian copula), so every two of them correlate.
    """
    random = np.random.default_rng(seed)
    shared = random.standard_normal((LEARNERS, 1))
    own = random.standard_normal((LEARNERS, len(hours)))
    normal = sqrt(CORRELATION) * shared + sqrt(1 - CORRELATION) * own
    share = 0.5 * (1 + np.vectorize(erf)(normal / sqrt(2)))
    return sum(
        (_of_triangle(share[:, index], one) for index, one in enumerate(hours)), start=np.zeros(LEARNERS)
    )


def _of_triangle(share: Numbers, hours: Hours) -> Numbers:
    """The hours below which this share of learners stays; the inverse of the distribution function."""
    width = hours.max - hours.min
    if width == 0:
        return np.full_like(share, hours.typical)
    rising, falling = hours.typical - hours.min, hours.max - hours.typical
    below = hours.min + np.sqrt(share * width * rising)
    above = hours.max - np.sqrt((1 - share) * width * falling)
    return np.asarray(np.where(share < rising / width, below, above))


def test_the_triangles_are_drawn_as_numpy_draws_them() -> None:
    hours = Hours(min=1, typical=1.5, max=4)
    ours = hours_needed([hours], seed=1)
    theirs = np.random.default_rng(2).triangular(1, 1.5, 4, LEARNERS)
    assert np.quantile(ours, [0.1, 0.5, 0.9]) == pytest.approx(np.quantile(theirs, [0.1, 0.5, 0.9]), rel=0.06)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("goal_id", CATALOG.goals)
def test_half_of_all_learners_end_by_the_p50_and_eight_in_ten_by_the_p80(goal_id: str, level: Level) -> None:
    intent = make_intent(goals=[goal_id], level=level)
    plan = plan_of(plan_roadmap(CATALOG, intent), intent)
    assert plan.verdict is not None

    needed = hours_needed([concept.hours for concept in plan.roadmap.concepts], seed=20261122)

    assert 0.45 <= np.mean(needed <= plan.verdict.hours_p50) <= 0.55
    assert 0.75 <= np.mean(needed <= plan.verdict.hours_p80) <= 0.85
