"""What a goal would become, without making anything."""

from typing import NamedTuple

from milepost.domain.costs.estimates import TaskEstimates
from milepost.domain.drafts import DraftSummary, StageDraft
from milepost.domain.goals import GoalRequest
from milepost.domain.ids import OwnerId, TaskId
from milepost.domain.ports.planning import Occasion, Preview
from milepost.domain.records import PlannerKind
from milepost.domain.roadmaps import Plan, Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.workflow.choosing import choose_planner
from milepost.workflow.costs import estimate_goal
from milepost.workflow.services import Services

#: There is no task yet; the planner that answers at once keeps nothing of one.
_NO_TASK = TaskId("none")


class PlanPreview(NamedTuple):
    """What would be made of a goal."""

    understood: Preview
    planner: PlannerKind
    plan: Plan | None
    """None where a model would design it: nobody asks one for a preview."""
    fallback_count: int
    """Concepts of which parts would come in another language than the roadmap's, for want of a translation."""
    costs: TaskEstimates | None = None
    """What a model would take that designs it, and what writing for it would; None where none is asked to design."""


async def preview_roadmap(services: Services, owner_id: OwnerId, goal: GoalRequest) -> PlanPreview:
    """What would be understood, the plan with its verdict, and how much of it is not in the learner's language.

    Raises:
        GoalSaysNothing, GoalNotCovered, GoalAmbiguous, UnknownGoal, DeadlineInThePast, NoModelConfigured: Nobody can
            begin with it.
    """
    planner, preview = await choose_planner(services, owner_id, goal, today=services.today(goal.time_zone))
    if planner == "model":
        costs = await estimate_goal(services, owner_id, goal, preview.intent)
        return PlanPreview(preview, planner, None, 0, costs)
    stages = []
    summary = DraftSummary(title=preview.intent.title, edges=())
    occasion = Occasion(owner_id=owner_id, task_id=_NO_TASK)
    async for draft in services.planner.design(preview.intent, request=goal, occasion=occasion):
        if isinstance(draft, StageDraft):
            stages.append(draft.stage)
        elif isinstance(draft, DraftSummary):
            summary = draft
    roadmap = Roadmap(
        title=summary.title,
        stages=tuple(stages),
        edges=summary.edges,
        pruned=summary.pruned,
        not_covered=summary.not_covered,
        keep_order=summary.keep_order,
        aims=summary.aims,
        packs=summary.packs,
    )
    language = preview.intent.language
    fallbacks = [one for one in roadmap.concepts if not services.author.writes_all_in(one, language)]
    return PlanPreview(preview, planner, plan_of(roadmap, preview.intent), len(fallbacks))
