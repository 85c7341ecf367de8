"""What requests to models will take, and have taken, by what is stored: roles, prices, and the ledger."""

from collections import Counter
from collections.abc import Collection, Sequence

from milepost.domain.costs.estimates import (
    CostEstimate,
    Pieces,
    TaskEstimates,
    between,
    estimate,
    likely_concepts,
    planning_pieces,
    together,
    words_of,
    writing_pieces,
)
from milepost.domain.events import CostUpdatedData, NewEvent
from milepost.domain.goals import GoalRequest, Intent
from milepost.domain.ids import OwnerId
from milepost.domain.model_records import Receipt
from milepost.domain.models import ModelConfig, ModelRole
from milepost.domain.ports.storage import Stores
from milepost.domain.providers import config_of
from milepost.domain.records import TaskRecord, UnitRecord
from milepost.domain.roadmaps import Roadmap
from milepost.workflow.services import Services

#: Who is asked to write: the first of these that is chosen.
AUTHORS = (ModelRole.AUTHOR, ModelRole.PLANNER)
_PLANNERS = (ModelRole.PLANNER,)


async def estimate_goal(
    services: Services, owner_id: OwnerId, goal: GoalRequest, intent: Intent
) -> TaskEstimates:
    """What a goal will take that a model is to plan, and what writing for it will, as far as can be said before."""
    words = words_of(goal)
    sizes = likely_concepts(intent.hours_until_deadline)
    kinds = [
        kind
        for kind in dict.fromkeys(goal.preferences.unit_kinds)
        if services.author.left_out(kind, in_catalog=False, with_model=True) is None
    ]
    planning = [planning_pieces(size, words=words) for size in sizes]
    writing = [writing_pieces(dict.fromkeys(kinds, size), words=words) for size in sizes]
    async with services.database.read() as work:
        return TaskEstimates(
            planning=await _between(work, services, owner_id, _PLANNERS, planning),
            writing=await _between(work, services, owner_id, AUTHORS, writing) if kinds else None,
        )


async def with_another_plan(work: Stores, services: Services, task: TaskRecord) -> TaskEstimates | None:
    """What was said of a task, with what another plan of its goal will take beside the plans before."""
    if task.planner != "model" or task.intent is None:
        return task.estimates
    sizes = likely_concepts(task.intent.hours_until_deadline)
    words = words_of(task.request)
    planning = [planning_pieces(size, words=words) for size in sizes]
    another = await _between(work, services, task.owner_id, _PLANNERS, planning)
    said = task.estimates or TaskEstimates()
    return said.model_copy(update={"planning_anew": together(said.planning_anew, another)})


async def estimate_units(
    work: Stores, services: Services, task: TaskRecord, units: Collection[UnitRecord], roadmap: Roadmap
) -> CostEstimate | None:
    """What it will take to write units of a roadmap; None where no model writes any of them."""
    counts = Counter(unit.kind for unit in of_models(units, roadmap))
    if not counts:
        return None
    pieces = writing_pieces(counts, words=words_of(task.request))
    found = await _estimates(work, services, task.owner_id, AUTHORS, [pieces])
    return found[0] if found else None


def of_models(units: Collection[UnitRecord], roadmap: Roadmap) -> Sequence[UnitRecord]:
    """Those that a model writes: what the catalog does not have, and what a person wants otherwise."""
    catalog = {concept.concept_id for concept in roadmap.concepts if concept.in_catalog}
    return [unit for unit in units if unit.asked is not None or unit.concept_id not in catalog]


async def cost_so_far(work: Stores, task: TaskRecord) -> Sequence[NewEvent]:
    """The event that says what a task has taken; none where no model is asked for it."""
    if task.planner == "catalog" and task.estimates is None:
        return ()
    receipt = (await work.spend.receipts([task.task_id])).get(task.task_id, Receipt())
    if receipt.is_empty:
        return ()
    usage = receipt.usage
    data = CostUpdatedData(
        requests=usage.requests,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        micros=usage.cost_micros,
        unpriced_tokens=receipt.unpriced_tokens,
        unsettled_requests=receipt.unsettled_requests,
        unsettled_tokens=receipt.unsettled_tokens,
        unsettled_micros=receipt.unsettled_micros,
    )
    # Told once for each sum: a step that is repeated has the same one to tell.
    key = f"cost:{usage.requests}:{usage.tokens}:{receipt.unsettled_requests}:{receipt.unsettled_tokens}"
    return [NewEvent(key=key, type="cost_updated", data=data)]


async def _between(
    work: Stores,
    services: Services,
    owner_id: OwnerId,
    roles: Sequence[ModelRole],
    sizes: Sequence[Sequence[Pieces]],
) -> CostEstimate | None:
    """For the least, the likely and the largest size together; None where no model is chosen."""
    found = await _estimates(work, services, owner_id, roles, sizes)
    return between(*found) if found else None


async def _estimates(
    work: Stores,
    services: Services,
    owner_id: OwnerId,
    roles: Sequence[ModelRole],
    sizes: Sequence[Sequence[Pieces]],
) -> Sequence[CostEstimate]:
    """One for each size; none where no model is chosen."""
    config = await _chosen(work, owner_id, roles)
    if config is None:
        return ()
    price = await services.prices.price(config) if services.prices else config.price
    parts = {one.part for pieces in sizes for one in pieces}
    seen = await work.spend.seen(owner_id, config.model, parts)
    return [estimate(pieces, model=config.model, price=price, seen=seen) for pieces in sizes]


async def _chosen(work: Stores, owner_id: OwnerId, roles: Sequence[ModelRole]) -> ModelConfig | None:
    """The model of the first of these roles that has one, without its key."""
    chosen = await work.providers.roles(owner_id)
    for role in roles:
        if (choice := chosen.of(role)) is not None:
            provider = await work.providers.find(owner_id, choice.provider_id)
            return None if provider is None else config_of(provider, choice, None)
    return None
