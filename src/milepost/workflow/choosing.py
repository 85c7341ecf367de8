"""Who designs a roadmap: the catalog where it covers the whole goal, for nothing and at once; else a model, which takes
from the catalog what is the same."""

from datetime import date
from typing import NamedTuple

from milepost.domain.errors import GoalNotCovered
from milepost.domain.goal_errors import GoalSaysNothing
from milepost.domain.goal_words import says_something
from milepost.domain.goals import GoalRequest
from milepost.domain.ids import OwnerId
from milepost.domain.model_errors import NoModelConfigured
from milepost.domain.models import ModelRole
from milepost.domain.ports.planning import Designer, ModelDesigner, Preview
from milepost.domain.records import PlannerKind, TaskRecord
from milepost.workflow.services import Services


class Choice(NamedTuple):
    """Who is to design a roadmap, and what can be said of the goal before that."""

    planner: PlannerKind
    understood: Preview


async def choose_planner(services: Services, owner_id: OwnerId, goal: GoalRequest, *, today: date) -> Choice:
    """Whom a goal is given to. No model is asked for that.

    A goal that names a library which the catalog does not teach goes to a model where one is chosen; without one, the
    plan says that it leaves it out.

    Raises:
        GoalSaysNothing: There is no word in it, and no goal of the catalog was chosen beside it.
        GoalNotCovered: The catalog does not cover it, and it is to plan it, or there is no model.
        NoModelConfigured: A model is to plan it, and none is chosen.
        GoalAmbiguous, UnknownGoal, DeadlineInThePast: Nobody can begin with it.
    """
    if not says_something(goal.goal) and (goal.planner == "model" or not goal.goal_ids):
        raise GoalSaysNothing
    if goal.planner == "model":
        model = await chosen_model(services, owner_id)
        if model is None:
            raise NoModelConfigured(ModelRole.PLANNER.value)
        return Choice("model", await model.preview(goal, today=today))
    try:
        understood = await services.planner.preview(goal, today=today)
    except GoalNotCovered:
        model = await _second_planner(services, owner_id, goal)
        if model is None:
            raise
    else:
        model = await _second_planner(services, owner_id, goal) if understood.lacks else None
        if model is None:
            return Choice("catalog", understood)
    return Choice("model", await model.preview(goal, today=today))


async def _second_planner(services: Services, owner_id: OwnerId, goal: GoalRequest) -> ModelDesigner | None:
    """The model, where it may plan what the catalog does not cover."""
    return None if goal.planner == "catalog" else await chosen_model(services, owner_id)


async def chosen_model(services: Services, owner_id: OwnerId) -> ModelDesigner | None:
    """What plans with the owner's model; None where none is chosen."""
    model = services.model_planner
    return model if model is not None and await model.is_chosen(owner_id) else None


def designer_of(services: Services, task: TaskRecord) -> Designer:
    """Who designs the roadmap of a task.

    Raises:
        NoModelConfigured: It was given to a model, and this process knows of none.
    """
    if task.planner == "catalog":
        return services.planner
    if services.model_planner is None:
        raise NoModelConfigured(ModelRole.PLANNER.value)
    return services.model_planner
