"""What a goal would become, without making anything."""

from milepost.domain.drafts import DraftSummary, StageDraft
from milepost.domain.goals import GoalRequest
from milepost.domain.planning_rules import plan_of
from milepost.domain.ports.planning import Preview
from milepost.domain.roadmaps import Plan, Roadmap
from milepost.workflow.services import Services


async def preview_roadmap(services: Services, goal: GoalRequest) -> tuple[Preview, Plan]:
    """What would be understood, and the plan with its verdict.

    Raises:
        GoalNotCovered, GoalAmbiguous, UnknownGoal, DeadlineInThePast: The planner cannot begin with it.
    """
    preview = await services.planner.preview(goal, today=services.today(goal.time_zone))
    stages = []
    summary = DraftSummary(title=preview.intent.title, edges=())
    async for draft in services.planner.design(preview.intent):
        if isinstance(draft, StageDraft):
            stages.append(draft.stage)
        else:
            summary = draft
    roadmap = Roadmap(
        title=summary.title,
        stages=tuple(stages),
        edges=summary.edges,
        pruned=summary.pruned,
        not_covered=summary.not_covered,
        keep_order=summary.keep_order,
    )
    return preview, plan_of(roadmap, preview.intent)
