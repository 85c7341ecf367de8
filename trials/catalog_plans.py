"""`make eval-catalog`: a plan for every goal, level, pace and deadline, judged; exit 1 when one is refused."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import NamedTuple

from milepost.catalog.graph import Catalog
from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.planning.plan import plan_roadmap
from milepost.domain.checking.roadmap import check_roadmap
from milepost.domain.checking.validation import validate
from milepost.domain.goals import Level
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import START, make_intent, wire_shape

HOURS_A_WEEK = (3, 8, 20)
#: Days until the deadline: none, and a term of four months.
DAYS = (None, 120)


class Planned(NamedTuple):
    """One wish and what became of it."""

    goal_id: str
    level: Level
    hours_per_week: int
    days: int | None
    stages: int
    concepts: int
    hours: float
    verdict: str
    violations: tuple[str, ...]
    """What the checker refuses and validation finds, but for a deadline that cannot be met."""


def plans(catalog: Catalog) -> Iterator[Planned]:
    """Every combination, goal by goal."""
    for goal_id, level, hours_per_week, days in product(catalog.goals, Level, HOURS_A_WEEK, DAYS):
        deadline = START + timedelta(days=days) if days is not None else None
        intent = make_intent(goals=[goal_id], level=level, hours_per_week=hours_per_week, deadline=deadline)
        plan = plan_of(plan_roadmap(catalog, intent), intent)
        refusal = check_roadmap(wire_shape(plan))
        issues = {issue.code for issue in validate(plan).issues} - {"over_budget"}
        concepts = list(plan.roadmap.concepts)
        yield Planned(
            goal_id=goal_id,
            level=level,
            hours_per_week=hours_per_week,
            days=days,
            stages=len(plan.roadmap.stages),
            concepts=len(concepts),
            hours=sum(concept.hours.typical for concept in concepts),
            verdict=plan.verdict.outcome if plan.verdict is not None else "none",
            violations=(*([f"{refusal.place} {refusal.reason}"] if refusal else []), *sorted(issues)),
        )


def main() -> int:
    rows = list(plans(load_catalog()))
    print(
        f"{'goal':<22}{'level':<14}{'h/week':>6}{'days':>6}{'stages':>8}{'concepts':>10}{'hours':>8}  verdict"
    )
    for row in rows:
        shown = f"{row.goal_id:<22}{row.level:<14}{row.hours_per_week:>6}{row.days or '-':>6}{row.stages:>8}"
        print(f"{shown}{row.concepts:>10}{row.hours:>8g}  {row.verdict}  {' '.join(row.violations)}".rstrip())
    refused = sum(bool(row.violations) for row in rows)
    print(f"{len(rows)} plans, {refused} with violations")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
