"""Having a model look over a plan that code has found nothing wrong with. The plan goes on whatever comes of it."""

from dataclasses import dataclass

import structlog

from milepost.domain.checking.critique import Critique
from milepost.domain.checking.validation import validate_new
from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.editing.heeding import heed
from milepost.domain.editing.operations import Operation
from milepost.domain.errors import MilepostError, StorageUnreachable
from milepost.domain.model_errors import NoModelConfigured
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RoadmapRecord, RunRecord, TaskRecord
from milepost.domain.roadmaps import Plan
from milepost.domain.scheduling.planning_rules import plan_of
from milepost.domain.tasks import TaskMove, TaskStep
from milepost.workflow.announcements import (
    after_move,
    criticised,
    edit_applied,
    step_finished,
    step_started,
    validation_finished,
)
from milepost.workflow.editing import context_of
from milepost.workflow.occasions import occasion_of
from milepost.workflow.revisions import save_revision
from milepost.workflow.services import Services
from milepost.workflow.task_log import save_moved

log = structlog.get_logger("milepost.planning")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a critic said of a plan, and the plan after its changes."""

    critique: Critique
    plan: Plan
    operations: tuple[Operation, ...]
    """Empty where nothing was changed."""
    report: ValidationReport
    """Of the plan after the changes."""


def has_critic(run: RunRecord, task: TaskRecord) -> bool:
    """Whether what the run has made is to be looked over: a model's design is, once. What a person asks for afterwards
    nobody passes judgement on."""
    return run.kind == "plan" and task.planner == "model"


async def hear_critic(
    services: Services, task: TaskRecord, plan: Plan, report: ValidationReport, *, which: int
) -> Heard:
    """Ask the critic and try its changes. Nothing is stored: asked again after a crash, it says the same.

    `which` plan of the task it is, from 1.
    """
    assert task.intent is not None
    try:
        if services.model_planner is None:
            raise NoModelConfigured("planner")
        occasion = occasion_of(task, plan=which)
        proposed = await services.model_planner.critique(
            plan.roadmap, request=task.request, intent=task.intent, occasion=occasion
        )
    except StorageUnreachable:
        raise  # says nothing of the critic; the run is repeated
    except MilepostError as failure:
        # Whatever keeps it from being asked, an opinion is not worth a plan.
        log.info("critic_not_heard", task_id=task.task_id, reason=failure.slug)
        return Heard(Critique(outcome="not_checked", reason=failure.slug), plan, (), report)
    heeded = heed(plan.roadmap, proposed, task.intent, context_of(services, task.intent))
    critique = Critique(outcome="heard", findings=heeded.findings)
    if not heeded.operations:
        return Heard(critique, plan, (), report)
    after = plan_of(heeded.roadmap, task.intent)
    return Heard(critique, after, heeded.operations, validate_new(after))


async def keep_heard(
    work: Stores,
    task: TaskRecord,
    roadmap: RoadmapRecord,
    heard: Heard,
    *,
    round_number: int,
    services: Services,
) -> tuple[TaskRecord, RoadmapRecord]:
    """Tell what the critic said, and store what it changed as a revision of its own, so that it can be undone."""
    now = services.clock.now()
    told = criticised(heard.critique, round_number=round_number, revision=roadmap.revision)
    await work.events.append(task.task_id, [told], now=now)
    if not heard.operations:
        return task, roadmap
    editing = after_move(task, TaskMove.EDIT, now=now)
    occurrence = f"r{roadmap.revision}"
    after = await save_revision(work, roadmap, heard.plan, by="planner", operations=heard.operations, now=now)
    validating = after_move(editing, TaskMove.VALIDATE, now=now)
    await save_moved(work, validating)
    events = [
        step_started(editing, occurrence=occurrence),
        edit_applied(
            round_number=round_number, revision=after.revision, by="model", count=len(heard.operations)
        ),
        step_finished(editing, TaskStep.ROADMAP_EDIT, occurrence=occurrence),
        step_started(validating, occurrence=f"r{after.revision}"),
        validation_finished(heard.report, round_number=round_number + 1, revision=after.revision),
    ]
    await work.events.append(task.task_id, events, now=now)
    return validating, after


async def critique_of(work: Stores, review_id: str | None) -> Critique | None:
    """What was said for a review; None where nothing was."""
    review = await work.reviews.find(review_id) if review_id else None
    return review.report.critique if review is not None else None
