"""Reads that gather what belongs together: a roadmap with its plan, units and the learner's states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from milepost.domain.checking.critique import Critique
from milepost.domain.costs.forecasts import WritingForecast
from milepost.domain.ids import ConceptId, OwnerId
from milepost.domain.ports.storage import Stores
from milepost.domain.records import LearnerState, Page, RoadmapRecord, TaskRecord, UnitRecord
from milepost.domain.roadmaps import Plan, RoadmapState
from milepost.workflow.access import get_own_roadmap
from milepost.workflow.approval import forecast_writing, wanted_units
from milepost.workflow.criticising import critique_of
from milepost.workflow.revisions import get_revision
from milepost.workflow.services import Services
from milepost.workflow.study import concept_key


@dataclass(frozen=True, slots=True)
class RoadmapWithStudy:
    """All of one moment."""

    roadmap: RoadmapRecord
    plan: Plan | None
    """None at revision 0, before anything has been designed."""
    task: TaskRecord
    states: Mapping[str, LearnerState]
    """By concept id."""
    purge_at: datetime | None
    """When it is removed for good; None while it is not in the trash."""
    units: Sequence[UnitRecord] = ()
    scores: Mapping[ConceptId, float] = field(default_factory=dict)
    not_written: Sequence[ConceptId] = ()
    """Concepts of an approved roadmap that came in later, so that nobody has been asked to write for them yet."""
    critique: Critique | None = None
    """What a critic said, while a review of it is open; None where none was asked."""
    writing: WritingForecast | None = None
    """What an approval would have written; None where it does not wait for one."""


async def read_roadmap(
    services: Services, owner_id: OwnerId, roadmap_id: str, *, revision: int | None = None
) -> RoadmapWithStudy:
    """A roadmap at its current revision, or at an earlier one.

    Raises:
        RoadmapNotFound, RevisionNotFound: There is no such thing for this owner.
    """
    async with services.database.read() as work:
        roadmap = await get_own_roadmap(work, roadmap_id, owner_id)
        if revision is not None:
            await get_revision(work, roadmap_id, revision)
            roadmap = roadmap.model_copy(update={"revision": revision})
        found = await with_study(work, roadmap, services)
        units = await work.units.of_roadmap(roadmap.roadmap_id)
        scores = await work.learners.best_scores(owner_id, roadmap_id)
        not_written = await _not_written(work, found, units, services)
        critique = None if revision is not None else await critique_of(work, found.task.review_id)
        writing = await _forecast(work, found, services)
    return replace(
        found, units=units, scores=scores, not_written=not_written, critique=critique, writing=writing
    )


async def _forecast(work: Stores, found: RoadmapWithStudy, services: Services) -> WritingForecast | None:
    if found.plan is None or found.roadmap.state is not RoadmapState.IN_REVIEW:
        return None
    return await forecast_writing(work, found.task, found.roadmap, found.plan, services)


async def _not_written(
    work: Stores, found: RoadmapWithStudy, units: Sequence[UnitRecord], services: Services
) -> Sequence[ConceptId]:
    if found.plan is None or found.roadmap.state is not RoadmapState.APPROVED:
        return ()
    listed = {unit.unit for unit in units}
    wanted = await wanted_units(work, found.task, found.roadmap, found.plan, services)
    return list(dict.fromkeys(unit.concept_id for unit in wanted if unit.unit not in listed))


async def list_roadmaps(
    services: Services, owner_id: OwnerId, *, after: str | None, limit: int, deleted: bool = False
) -> Page[RoadmapWithStudy]:
    """One page of roadmaps, or with `deleted` of those in the trash, newest first."""
    async with services.database.read() as work:
        page = await work.roadmaps.page(owner_id, after=after, limit=limit, deleted=deleted)
        items = [await with_study(work, roadmap, services) for roadmap in page.items]
    return Page[RoadmapWithStudy].model_construct(
        items=tuple(items), next_cursor=page.next_cursor, total=page.total
    )


async def with_study(work: Stores, roadmap: RoadmapRecord, services: Services) -> RoadmapWithStudy:
    """A roadmap with its plan and the learner's states, without its units."""
    plan = (await get_revision(work, roadmap.roadmap_id, roadmap.revision)).plan if roadmap.revision else None
    task = await work.tasks.find(roadmap.task_id)
    assert task is not None
    keys = {
        concept_key(concept, roadmap.roadmap_id): concept.concept_id
        for concept in (plan.roadmap.concepts if plan else ())
    }
    states = await work.learners.states(roadmap.owner_id, list(keys)) if keys else {}
    by_concept = {keys[key]: state for key, state in states.items()}
    return RoadmapWithStudy(roadmap, plan, task, by_concept, roadmap.purge_at(services.trash_kept_for))
