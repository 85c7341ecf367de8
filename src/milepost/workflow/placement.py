"""The placement quiz for a goal: nothing of it is kept, the answers so far come with each request."""

import asyncio
from typing import Annotated

from pydantic import Field, StrictBool

from milepost.domain.goals import GoalRequest
from milepost.domain.model import Value
from milepost.domain.placement import MOST_QUESTIONS, PlacementAnswer, PlacementStep
from milepost.workflow.services import Services


class PlacementRequest(Value):
    goal: GoalRequest
    """As it would be sent to have a roadmap made. What it says is known is not asked about."""
    answers: tuple[PlacementAnswer, ...] = Field(default=(), max_length=MOST_QUESTIONS)
    """All answers so far, in the order of the questions."""
    seed: Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)] = 0
    """Another one asks other questions about the same concepts; the same for one quiz from beginning to end."""
    finish: StrictBool = False
    """Ask nothing more, and say what the answers so far show."""


async def step_placement(services: Services, request: PlacementRequest) -> PlacementStep:
    """The next question, or what the answers show.

    Raises:
        GoalNotCovered, GoalAmbiguous, UnknownGoal, DeadlineInThePast: The planner cannot begin with the goal.
        PlacementAnswerRefused: An answer names no question of this quiz, or one a second time.
    """
    today = services.today(request.goal.time_zone)
    intent = (await services.planner.preview(request.goal, today=today)).intent
    # Weighing thousands of states takes tens of milliseconds, for which nobody's live channel should wait.
    return await asyncio.to_thread(
        services.placement.step, intent, request.answers, seed=request.seed, finish=request.finish
    )
