"""From an approved roadmap to the runs that write its units."""

from collections.abc import Sequence

from milepost.domain.ids import ConceptId
from milepost.domain.models import ModelRole
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord, RunArgs, RunRecord, TaskRecord, UnitRecord, run_key
from milepost.domain.roadmaps import Plan, RoadmapState
from milepost.domain.tasks import TaskMove, UnitStatus, progress_of
from milepost.workflow.announcements import after_move, step_started
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
    written = {unit.unit for unit in await work.units.of_roadmap(roadmap.roadmap_id) if _is_written(unit)}
    to_write = [unit for unit in wanted if unit.unit not in written]
    return await insert_writing_runs(work, task, to_write, revision=roadmap.revision, services=services)


async def wanted_units(
    work: Stores, task: TaskRecord, roadmap: RoadmapRecord, plan: Plan, services: Services
) -> list[UnitRecord]:
    """A unit of each kind that was asked for, for each concept of the plan that can be written, in its order."""
    is_all_in_catalog = all(concept.in_catalog for concept in plan.roadmap.concepts)
    with_model = not is_all_in_catalog and await _has_model(work, task)
    return [
        UnitRecord(roadmap_id=roadmap.roadmap_id, concept_id=ConceptId(concept.concept_id), kind=kind)
        for concept in plan.roadmap.concepts
        for kind in dict.fromkeys(task.request.preferences.unit_kinds)
        if services.author.covers(concept, kind, with_model=with_model)
    ]


async def _has_model(work: Stores, task: TaskRecord) -> bool:
    """Whether a model is to write what the catalog does not have. Where it planned it all, and was taken away since,
    the units say so: a roadmap without any would look finished."""
    roles = await work.providers.roles(task.owner_id)
    return task.planner == "model" or any(roles.of(role) for role in (ModelRole.AUTHOR, ModelRole.PLANNER))


async def insert_writing_runs(
    work: Stores, task: TaskRecord, units: Sequence[UnitRecord], *, revision: int, services: Services
) -> list[RunRecord]:
    """Move a task to writing, list its units and insert the runs that write them: one, or where work is shared several.

    All of them stand in the transaction that calls for them, so no process has to take one in order to make others.
    """
    await work.units.list_for_task(task.task_id, units)
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


def _chunks(units: Sequence[UnitRecord], size: int | None) -> list[tuple[int | None, tuple[str, ...]]]:
    """(number, concepts) of each run; a single run over all units where nothing is to be shared."""
    concepts = list(dict.fromkeys(unit.concept_id for unit in units))
    if size is None or not concepts:
        return [(None, ())]
    parts = [tuple(concepts[start : start + size]) for start in range(0, len(concepts), size)]
    return list(enumerate(parts, start=1))


def _is_written(unit: UnitRecord) -> bool:
    return unit.status is UnitStatus.COMPLETED
