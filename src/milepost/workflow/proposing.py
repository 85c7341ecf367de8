"""A change asked for in words: what is understood without a model costs nothing, the rest goes to one."""

from milepost.domain.errors import FeedbackNotUnderstood
from milepost.domain.goals import Intent
from milepost.domain.ports.planning import EditProposal, Occasion
from milepost.domain.roadmaps import Roadmap
from milepost.workflow.choosing import chosen_model
from milepost.workflow.services import Services


async def propose_edits(
    services: Services, roadmap: Roadmap, *, feedback: str, intent: Intent, occasion: Occasion
) -> EditProposal:
    """Operations for a change in words.

    Raises:
        FeedbackNotUnderstood: No part of the feedback was understood.
        ModelFailure, SpendCapReached: A model was asked and has not answered, or may not be.
    """
    try:
        proposal = await services.planner.edit(roadmap, feedback=feedback, intent=intent, occasion=occasion)
    except FeedbackNotUnderstood:
        model = await chosen_model(services, occasion.owner_id)
        if model is None:
            raise
        return await model.edit(roadmap, feedback=feedback, intent=intent, occasion=occasion)
    if not proposal.not_understood:
        return proposal
    model = await chosen_model(services, occasion.owner_id)
    if model is None:
        return proposal
    rest = "\n".join(proposal.not_understood)
    try:
        more = await model.edit(roadmap, feedback=rest, intent=intent, occasion=occasion)
    except FeedbackNotUnderstood:
        return proposal
    return EditProposal(
        operations=(*proposal.operations, *more.operations), not_understood=more.not_understood
    )
