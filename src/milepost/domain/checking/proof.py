"""Hands a plan to the independent checker, in the shape in which it is sent."""

from typing import Any

from milepost.domain.checking.roadmap import Refusal, check_roadmap
from milepost.domain.roadmaps import Plan


def refusal_of(plan: Plan) -> Refusal | None:
    """Why the checker does not accept a plan; None when it does."""
    return check_roadmap(as_sent(plan))


def as_sent(plan: Plan) -> dict[str, Any]:
    """The plan as a client receives it: the roadmap's fields beside what is computed from it."""
    document: dict[str, Any] = plan.model_dump(mode="json")
    roadmap = document.pop("roadmap")
    for stage in roadmap["stages"]:
        for module in stage["modules"]:
            for concept in module["concepts"]:
                concept["estimated_hours"] = concept["hours"]["typical"]
    return {**roadmap, **document}
