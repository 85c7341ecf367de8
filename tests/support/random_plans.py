"""Random graphs of concepts, random wishes, and what the planner's public functions make of them; from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import msgspec

from milepost.catalog.graph import Catalog, CatalogConcept
from milepost.catalog.planning.plan import plan_roadmap
from milepost.domain.goals import Intent, Level
from milepost.domain.roadmaps import Hours
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import make_intent, wire_shape
from tests.support.small_catalogs import catalog_concept, catalog_goal, small_catalog

FIRST_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Case:
    """A wish and the roadmap as it is sent."""

    intent: Intent
    roadmap: dict[str, Any]


def random_cases(seed: int, count: int) -> Iterator[Case]:
    """So many cases, the same for the same seed: half of them with a deadline near the day on which the plan ends."""
    random = Random(seed)
    made = 0
    while made < count:
        catalog = random_catalog(random, most=24)
        # Several wishes of one graph: making a graph takes longer than planning.
        for _ in range(5):
            intent = random_intent(random, catalog)
            plan = plan_of(plan_roadmap(catalog, intent), intent)
            if random.random() < 0.75:
                end = plan.schedule.end_date or intent.start_date
                intent = intent.model_copy(update={"deadline": _deadline(random, intent.start_date, end)})
                plan = plan_of(plan_roadmap(catalog, intent), intent)
            yield Case(intent, wire_shape(plan))
            made += 1
            if made == count:
                return


def random_catalog(random: Random, *, most: int) -> Catalog:
    """Up to `most` concepts in three domains with one goal, what they need pointing backwards."""
    concepts: list[CatalogConcept] = []
    for index in range(random.randint(1, most)):
        earlier = [one.concept_id for one in concepts]
        needs = random.sample(earlier, min(len(earlier), random.choice([0, 0, 1, 1, 2, 3])))
        concept = catalog_concept(
            f"{random.choice(['red', 'green', 'blue'])}.c{index}", *needs, difficulty=random.randint(1, 5)
        )
        concepts.append(msgspec.structs.replace(concept, hours=_random_hours(random)))
    ids = [one.concept_id for one in concepts]
    must = random.sample(ids, random.randint(1, min(4, len(ids))))
    should = random.sample(ids, random.randint(0, min(4, len(ids))))
    entry = random.sample(ids, random.randint(0, min(2, len(ids))))
    return small_catalog(concepts, [catalog_goal("one", must, should=should, entry=entry)])


def random_intent(random: Random, catalog: Catalog) -> Intent:
    """A wish without a deadline."""
    intent = make_intent(
        goals=["one"],
        hours_per_week=random.choice(
            [random.randint(1, 40) / 2, random.randint(1, 120) / 2, random.uniform(0.5, 60)]
        ),
        start_date=FIRST_DAY + timedelta(days=random.randint(0, 1500)),
        level=random.choice([Level.BEGINNER, Level.BEGINNER, Level.INTERMEDIATE]),
        known=random.sample(
            sorted(catalog.concepts), min(len(catalog.concepts), random.choice([0, 0, 1, 2]))
        ),
    )
    return intent.model_copy(update={"week_start": random.choice(["monday", "sunday"])})


def _random_hours(random: Random) -> Hours:
    """Mostly quarter hours with room upwards, as people write them; sometimes anything."""
    if random.random() < 0.2:
        low, typical, high = sorted(random.uniform(0.1, 9) for _ in range(3))
        return Hours(min=low, typical=typical, max=high)
    typical = random.randint(2, 20) / 4
    return Hours(
        min=typical * random.choice([0.5, 0.75, 1]), typical=typical, max=typical * random.choice([1, 1.5, 2])
    )


def _deadline(random: Random, start: date, end: date) -> date:
    """Around the end, or anywhere from the first day to twice as long."""
    length = (end - start).days
    around = length + random.randint(-3, 3)
    anywhere = random.randint(0, 2 * length + 7)
    return start + timedelta(days=max(0, random.choice([around, around, anywhere])))


def large_catalog(count: int) -> Catalog:
    """A graph of exactly so many concepts in twelve domains, each needing up to four of the two hundred before it.

    Its goal `one` must teach the last forty, which needs most of the others, and should teach thirty more.
    """
    random = Random(count)
    concepts: list[CatalogConcept] = []
    for index in range(count):
        nearest = range(max(0, index - 200), index)
        needs = random.sample(nearest, min(len(nearest), random.randint(1, 4)))
        concepts.append(
            catalog_concept(
                f"field{random.randrange(12)}.c{index:05}",
                *(concepts[before].concept_id for before in sorted(needs)),
                hours=random.randint(2, 16) / 4,
                difficulty=random.randint(1, 5),
            )
        )
    ids = [one.concept_id for one in concepts]
    goal = catalog_goal("one", ids[-40:], should=random.sample(ids, 30))
    return small_catalog(concepts, [goal])
