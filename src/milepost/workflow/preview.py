"""What a goal would become, without making anything."""

from typing import NamedTuple

from milepost.domain.drafts import DraftSummary, StageDraft
from milepost.domain.goals import GoalRequest
from milepost.domain.ports.planning import Preview
from milepost.domain.roadmaps import Plan, Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.workflow.services import Services


class PlanPreview(NamedTuple):
    """What would be made of a goal."""

    understood: Preview
    plan: Plan
    fallback_count: int
    """Concepts of which parts would come in another language than the roadmap's, for want of a translation."""


async def preview_roadmap(services: Services, goal: GoalRequest) -> PlanPreview:
    """What would be understood, the plan with its verdict, and how much of it is not in the learner's language.

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
        aims=summary.aims,
        packs=summary.packs,
    )
    language = preview.intent.language
    fallbacks = [one for one in roadmap.concepts if not services.author.writes_all_in(one, language)]
    return PlanPreview(preview, plan_of(roadmap, preview.intent), len(fallbacks))
