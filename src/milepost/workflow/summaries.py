"""A roadmap in short, as lists show it and as the trash answers."""

from datetime import datetime

from pydantic import Field

from milepost.domain.model import Value
from milepost.domain.roadmaps import RoadmapState
from milepost.domain.tasks import TaskStatus
from milepost.workflow.reading import RoadmapWithStudy


class RoadmapSummary(Value):
    roadmap_id: str
    task_id: str
    title: str
    goal: str
    language: str
    revision: int
    state: RoadmapState
    task_status: TaskStatus
    concepts_done: int
    concepts_total: int
    end_date: str | None = Field(description="The day on which the calendar ends, ISO 8601.")
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    """Since when it has been in the trash; null while it is not."""
    purge_at: datetime | None
    """When the trash lets go of it for good."""


def summarise(found: RoadmapWithStudy) -> RoadmapSummary:
    concepts = list(found.plan.roadmap.concepts) if found.plan else []
    end = found.plan.schedule.end_date if found.plan else None
    return RoadmapSummary(
        **found.roadmap.model_dump(exclude={"owner_id", "time_zone"}),
        task_status=found.task.status,
        concepts_done=sum(found.states.get(concept.concept_id) == "done" for concept in concepts),
        concepts_total=len(concepts),
        end_date=end.isoformat() if end else None,
        purge_at=found.purge_at,
    )
