"""What it would take to write what somebody is about to ask for, before they do; nothing is begun."""

from collections import Counter
from collections.abc import Sequence

from pydantic import Field, StrictBool

from milepost.domain.costs.forecasts import WritingForecast
from milepost.domain.goals import LeftOut, UnitKind
from milepost.domain.ids import OwnerId
from milepost.domain.model import Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import Rewriting, TaskRecord, UnitRecord
from milepost.domain.roadmaps import Plan, RoadmapState
from milepost.domain.scheduling.schedule_errors import RoadmapNotApproved
from milepost.workflow.access import get_own_roadmap
from milepost.workflow.approval import forecast_of, has_author_model, wanted_units
from milepost.workflow.retry_task import missing_units
from milepost.workflow.revisions import current_plan
from milepost.workflow.services import Services


class ForecastRequest(Value):
    units: tuple[str, ...] | None = Field(default=None, max_length=500)
    """Units as `<concept_id>:<kind>`; every unit of the roadmap when absent."""
    anew: StrictBool = False
    """Whether a model is to write them anew; else what of them is missing is to be written, as by a retry."""


async def forecast_parts(
    services: Services, owner_id: OwnerId, roadmap_id: str, asked: ForecastRequest
) -> WritingForecast:
    """What a retry, or another version, of some units would write and take.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner.
        RoadmapNotApproved: Until it is approved, the roadmap itself says what its approval would take.
    """
    async with services.database.read() as work:
        roadmap = await get_own_roadmap(work, roadmap_id, owner_id)
        if roadmap.state is not RoadmapState.APPROVED:
            raise RoadmapNotApproved(roadmap_id)
        _, plan = await current_plan(work, roadmap_id)
        task = await work.tasks.find(roadmap.task_id)
        assert task is not None
        existing = await work.units.of_roadmap(roadmap.roadmap_id)
        if asked.anew:
            return await _forecast_anew(work, task, existing, plan, asked.units, services)
        wanted = await wanted_units(work, task, roadmap, plan, services)
        missing = missing_units(wanted, existing, asked.units)
        return await forecast_of(work, task, missing, plan.roadmap, {}, services)


async def _forecast_anew(
    work: Stores,
    task: TaskRecord,
    existing: Sequence[UnitRecord],
    plan: Plan,
    named: Sequence[str] | None,
    services: Services,
) -> WritingForecast:
    """By a model, also where the catalog wrote it the first time."""
    with_model = await has_author_model(work, task.owner_id)
    concepts = {concept.concept_id for concept in plan.roadmap.concepts}
    units: list[UnitRecord] = []
    left_out = Counter[tuple[UnitKind, LeftOut]]()
    for unit in existing:
        if unit.concept_id not in concepts or (named is not None and unit.unit not in named):
            continue
        why = services.author.left_out(unit.kind, in_catalog=False, with_model=with_model)
        if why is None:
            units.append(unit.model_copy(update={"asked": Rewriting()}))
        else:
            left_out[unit.kind, why] += 1
    return await forecast_of(work, task, units, plan.roadmap, left_out, services)
