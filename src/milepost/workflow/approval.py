"""From an approved roadmap to the runs that write its units."""

from collections import Counter
from collections.abc import Mapping, Sequence

from milepost.domain.costs.estimates import TaskEstimates
from milepost.domain.costs.forecasts import LeftOutParts, WritingForecast
from milepost.domain.goals import LeftOut, UnitKind
from milepost.domain.ids import ConceptId, OwnerId
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord, RunArgs, RunRecord, TaskRecord, UnitRecord, run_key
from milepost.domain.roadmaps import Plan, Roadmap, RoadmapState
from milepost.domain.tasks import TaskMove, UnitStatus, progress_of
from milepost.workflow.announcements import after_move, step_started
from milepost.workflow.costs import AUTHORS, estimate_units, of_models
from milepost.workflow.revisions import get_revision
from milepost.workflow.run import new_run
from milepost.workflow.services import Services
from milepost.workflow.task_log import save_moved


async def begin_writing(
    work: Stores, task: TaskRecord, roadmap: RoadmapRecord, plan: Plan, services: Services
) -> list[RunRecord]:
    """Approve the current revision: list its units, move the task to writing and insert the `gen:` runs.

    Start the returned runs once the transaction has committed.
    """
    now = services.clock.now()
    approved = roadmap.model_copy(update={"state": RoadmapState.APPROVED, "updated_at": now})
    await work.roadmaps.save(approved, base_revision=roadmap.revision)
    wanted = await wanted_units(work, task, roadmap, plan, services)
    await work.units.add_missing(wanted)
    to_write = await _unwritten(work, wanted)
    return await insert_writing_runs(work, task, to_write, revision=roadmap.revision, services=services)


async def forecast_writing(
    work: Stores, task: TaskRecord, roadmap: RoadmapRecord, plan: Plan, services: Services
) -> WritingForecast:
    """What an approval of this plan would have written, what it would leave out, and what it would take."""
    wanted, left_out = await _sorted_out(work, task, roadmap, plan, services)
    to_write = await _unwritten(work, wanted)
    return await forecast_of(work, task, to_write, plan.roadmap, left_out, services)


async def forecast_of(
    work: Stores,
    task: TaskRecord,
    units: Sequence[UnitRecord],
    roadmap: Roadmap,
    left_out: Mapping[tuple[UnitKind, LeftOut], int],
    services: Services,
) -> WritingForecast:
    """What it takes to write these units.

    Args:
        left_out: For how many concepts others of the same kind cannot be written, and why.
    """
    return WritingForecast(
        parts=len(units),
        from_catalog=len(units) - len(of_models(units, roadmap)),
        left_out=tuple(
            LeftOutParts(kind=kind, why=why, concepts=count) for (kind, why), count in left_out.items()
        ),
        estimate=await estimate_units(work, services, task, units, roadmap),
    )


async def wanted_units(
    work: Stores, task: TaskRecord, roadmap: RoadmapRecord, plan: Plan, services: Services
) -> list[UnitRecord]:
    """A unit of each kind that was asked for, for each concept of the plan that can be written, in its order."""
    return (await _sorted_out(work, task, roadmap, plan, services))[0]


async def _sorted_out(
    work: Stores, task: TaskRecord, roadmap: RoadmapRecord, plan: Plan, services: Services
) -> tuple[list[UnitRecord], Counter[tuple[UnitKind, LeftOut]]]:
    """(the units that can be written, for how many concepts others cannot and why)."""
    is_all_in_catalog = all(concept.in_catalog for concept in plan.roadmap.concepts)
    with_model = not is_all_in_catalog and await _has_model(work, task)
    units: list[UnitRecord] = []
    left_out = Counter[tuple[UnitKind, LeftOut]]()
    for concept in plan.roadmap.concepts:
        for kind in dict.fromkeys(task.request.preferences.unit_kinds):
            why = services.author.left_out(kind, in_catalog=concept.in_catalog, with_model=with_model)
            if why is None:
                concept_id = ConceptId(concept.concept_id)
                units.append(UnitRecord(roadmap_id=roadmap.roadmap_id, concept_id=concept_id, kind=kind))
            else:
                left_out[kind, why] += 1
    return units, left_out


async def _unwritten(work: Stores, wanted: Sequence[UnitRecord]) -> list[UnitRecord]:
    """Those of one roadmap that have not been finished yet."""
    if not wanted:
        return []
    written = {unit.unit for unit in await work.units.of_roadmap(wanted[0].roadmap_id) if _is_written(unit)}
    return [unit for unit in wanted if unit.unit not in written]


async def _has_model(work: Stores, task: TaskRecord) -> bool:
    """Whether a model is to write what the catalog does not have. Where it planned it all, and was taken away since,
    the units say so: a roadmap without any would look finished."""
    return task.planner == "model" or await has_author_model(work, task.owner_id)


async def has_author_model(work: Stores, owner_id: OwnerId) -> bool:
    """Whether a model is chosen that writes; the one that plans does where there is no other."""
    roles = await work.providers.roles(owner_id)
    return any(roles.of(role) for role in AUTHORS)


async def insert_writing_runs(
    work: Stores, task: TaskRecord, units: Sequence[UnitRecord], *, revision: int, services: Services
) -> list[RunRecord]:
    """Move a task to writing, list its units and insert the runs that write them: one, or where work is shared several.

    All of them stand in the transaction that calls for them, so no process has to take one in order to make others.
    """
    await work.units.list_for_task(task.task_id, units)
    task = await _with_estimate(work, task, units, revision=revision, services=services)
    now = services.clock.now()
    writing = after_move(task, TaskMove.WRITE, now=now, review_id=None, progress=progress_of(0, len(units)))
    await save_moved(work, writing)
    await work.events.append(task.task_id, [step_started(writing, occurrence="1")], now=now)
    runs = [
        new_run(
            writing,
            "gen",
            key=run_key("gen", task.task_id, what=revision, n=1, chunk=chunk),
            args=RunArgs(revision=revision, concepts=concepts),
            services=services,
        )
        for chunk, concepts in _chunks(units, services.concepts_per_run)
    ]
    for run in runs:
        await work.runs.add(run)
    return runs


async def _with_estimate(
    work: Stores, task: TaskRecord, units: Sequence[UnitRecord], *, revision: int, services: Services
) -> TaskRecord:
    """The task with what its writing will take, which its receipt is set against."""
    if not await has_author_model(work, task.owner_id):
        return task
    plan = (await get_revision(work, task.roadmap_id, revision)).plan
    writing = await estimate_units(work, services, task, units, plan.roadmap)
    if writing is None:
        return task
    before = task.estimates or TaskEstimates()
    return task.model_copy(update={"estimates": before.model_copy(update={"writing": writing})})


def _chunks(units: Sequence[UnitRecord], size: int | None) -> list[tuple[int | None, tuple[str, ...]]]:
    """(number, concepts) of each run; a single run over all units where nothing is to be shared."""
    concepts = list(dict.fromkeys(unit.concept_id for unit in units))
    if size is None or not concepts:
        return [(None, ())]
    parts = [tuple(concepts[start : start + size]) for start in range(0, len(concepts), size)]
    return list(enumerate(parts, start=1))


def _is_written(unit: UnitRecord) -> bool:
    return unit.status is UnitStatus.COMPLETED
