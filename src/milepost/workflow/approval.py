"""From an approved roadmap to the run that writes its units."""

from milepost.domain.ids import ConceptId
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
) -> RunRecord:
    """Approve the current revision: list its units, move the task to writing and insert the `gen:` run.

    Start the returned run once the transaction has committed.
    """
    now = services.clock.now()
    approved = roadmap.model_copy(update={"state": RoadmapState.APPROVED, "updated_at": now})
    await work.roadmaps.save(approved, base_revision=roadmap.revision)
    wanted = [
        UnitRecord(roadmap_id=roadmap.roadmap_id, concept_id=ConceptId(concept.concept_id), kind=kind)
        for concept in plan.roadmap.concepts
        for kind in dict.fromkeys(task.request.preferences.unit_kinds)
    ]
    await work.units.add_missing(wanted)
    written = {unit.unit for unit in await work.units.of_roadmap(roadmap.roadmap_id) if _is_written(unit)}
    to_write = [unit for unit in wanted if unit.unit not in written]
    await work.units.list_for_task(task.task_id, to_write)
    return await insert_writing_run(work, task, len(to_write), revision=roadmap.revision, services=services)


async def insert_writing_run(
    work: Stores, task: TaskRecord, unit_count: int, *, revision: int, services: Services
) -> RunRecord:
    """Move a task to writing and insert its `gen:` run."""
    now = services.clock.now()
    writing = after_move(task, TaskMove.WRITE, now=now, review_id=None, progress=progress_of(0, unit_count))
    await save_moved(work, writing)
    await work.events.append(task.task_id, [step_started(writing, occurrence="1")], now=now)
    key = run_key("gen", task.task_id, what=revision, n=1)
    run = new_run(writing, "gen", key=key, args=RunArgs(revision=revision), services=services)
    await work.runs.add(run)
    return run


def _is_written(unit: UnitRecord) -> bool:
    return unit.status is UnitStatus.COMPLETED
