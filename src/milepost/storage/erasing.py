"""Removing a roadmap for good, with every row that hangs on it, in one transaction."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.ids import RoadmapId
from milepost.storage import tables

#: Rows of the roadmap's tasks, and then of the roadmap itself: children before what they refer to.
_OF_TASKS = (
    tables.task_event, tables.run, tables.review, tables.draft_stage, tables.task_unit, tables.model_answer,
)  # fmt: skip
_OF_ROADMAP = (
    tables.task, tables.resource_link, tables.live_text, tables.quiz_item_removal, tables.unit_content, tables.unit,
    tables.quiz_attempt, tables.calendar_feed, tables.roadmap_revision, tables.roadmap,
)  # fmt: skip


async def erase_roadmap(connection: AsyncConnection, roadmap_id: RoadmapId) -> None:
    """Delete a roadmap and its own rows; catalog concepts that the learner has marked stay theirs."""
    task = tables.task
    tasks = sa.select(task.c.task_id).where(task.c.roadmap_id == roadmap_id)
    for table in _OF_TASKS:
        await connection.execute(table.delete().where(table.c.task_id.in_(tasks)))
    for table in _OF_ROADMAP:
        await connection.execute(table.delete().where(table.c.roadmap_id == roadmap_id))
    learner = tables.learner_concept
    # Concepts that are in no catalog are kept under `<roadmap_id>/<concept_id>`.
    own_concepts = learner.c.concept_key.startswith(f"{roadmap_id}/", autoescape=True)
    await connection.execute(learner.delete().where(own_concepts))
