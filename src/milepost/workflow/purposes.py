"""What tasks are for, as lists tell them apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from milepost.domain.ids import ConceptId, RoadmapId, TaskId
from milepost.domain.ports.storage import Stores
from milepost.domain.purposes import TaskPurpose, purpose_of
from milepost.domain.records import TaskRecord
from milepost.workflow.revisions import current_plan


async def purposes_of(work: Stores, tasks: Sequence[TaskRecord]) -> Mapping[TaskId, TaskPurpose]:
    """The purpose of each of these tasks."""
    # Only what goes on where another task ended needs a look; most tasks do not.
    following = [task for task in tasks if task.parent_task_id is not None]
    listed = await work.units.listed_for([task.task_id for task in following]) if following else {}
    wanted: dict[RoadmapId, set[ConceptId]] = defaultdict(set)
    for task in following:
        if (units := listed.get(task.task_id)) is not None and units.concept_id is not None:
            wanted[task.roadmap_id].add(units.concept_id)
    names = {roadmap_id: await _names(work, roadmap_id, ids) for roadmap_id, ids in wanted.items()}
    found: dict[TaskId, TaskPurpose] = {}
    for task in tasks:
        units = listed.get(task.task_id)
        concept_id = units.concept_id if units else None
        name = names[task.roadmap_id].get(concept_id) if concept_id else None
        found[task.task_id] = purpose_of(task, units, concept_name=name)
    return found


async def _names(work: Stores, roadmap_id: RoadmapId, concept_ids: set[ConceptId]) -> Mapping[ConceptId, str]:
    _, plan = await current_plan(work, roadmap_id)
    return {
        ConceptId(concept.concept_id): concept.name
        for concept in plan.roadmap.concepts
        if concept.concept_id in concept_ids
    }
