"""The placement quiz: asked, answered and evaluated by one call."""

from fastapi import APIRouter

from milepost.api.deps import ServicesOf
from milepost.api.problems import problems
from milepost.domain import errors
from milepost.domain.placement import PlacementStep
from milepost.workflow.placement import PlacementRequest, step_placement

router = APIRouter(prefix="/api/v1", tags=["catalog"])


@router.post(
    "/placement",
    operation_id="step_placement",
    responses=problems(
        errors.GoalNotCovered, errors.GoalAmbiguous, errors.UnknownGoal, errors.DeadlineInThePast,
        errors.PlacementAnswerRefused,
    ),
)  # fmt: skip
async def placement(request: PlacementRequest, services: ServicesOf) -> PlacementStep:
    """The next question that finds out what the learner knows of a goal, or the result; nothing is kept."""
    return await step_placement(services, request)
