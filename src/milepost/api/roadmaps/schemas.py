"""The one shape of a roadmap on the wire, built from its row, its revision, its units and the learner's states."""

from collections.abc import Callable
from datetime import datetime

from pydantic import BaseModel

from milepost.domain.checking.critique import Critique
from milepost.domain.checking.validation import validate
from milepost.domain.checking.validation_report import ValidationReport
from milepost.domain.corrections import NOTHING_CORRECTED, Corrections
from milepost.domain.costs.estimates import TaskEstimates
from milepost.domain.costs.forecasts import WritingForecast
from milepost.domain.errors import MilepostError
from milepost.domain.goals import MatchedGoal, ReadFields, UnitKind
from milepost.domain.ids import ConceptId
from milepost.domain.records import LearnerState, PlannerKind, RevisionNote
from milepost.domain.roadmaps import (
    Concept,
    Hours,
    Module,
    PackUsed,
    Project,
    Pruned,
    RoadmapState,
    Schedule,
    Stage,
    Verdict,
    Witness,
)
from milepost.domain.tasks import TaskStatus, UnitStatus
from milepost.workflow.preview import PlanPreview
from milepost.workflow.reading import RoadmapWithStudy


class UnitView(BaseModel):
    status: UnitStatus
    version: int
    """The version that is read; 0 while there is none, whatever the status."""
    reason: str | None = None


class ConceptView(BaseModel):
    concept_id: str
    name: str
    description: str
    estimated_hours: float
    hours: Hours
    difficulty: int
    prerequisites: list[str]
    in_catalog: bool
    units: dict[UnitKind, UnitView]
    state: LearnerState
    quiz_score: float | None
    """The best score so far, 0 to 1."""


class ModuleView(BaseModel):
    module_id: str
    name: str
    description: str
    concepts: list[ConceptView]


class StageView(BaseModel):
    stage_id: str
    name: str
    description: str
    project: Project | None
    modules: list[ModuleView]


class RoadmapView(BaseModel):
    roadmap_id: str
    task_id: str
    title: str
    goal: str
    language: str
    time_zone: str
    revision: int
    state: RoadmapState
    task_status: TaskStatus
    """How its newest task stands."""
    stages: list[StageView]
    witness: Witness
    schedule: Schedule
    verdict: Verdict | None
    validation: ValidationReport | None
    """What code found when it checked this revision; None before there is one."""
    critique: Critique | None
    """What a model said of the plan, an opinion; null where none was asked, and where no review is open."""
    corrections: Corrections
    """What of a model's draft was not taken as it was."""
    pruned: list[Pruned]
    not_covered: list[str]
    packs: list[PackUsed]
    """The packs of the catalog that it was made from, as they were then."""
    not_written: list[str]
    """Concepts that came in after the approval and have no content yet; a retry of the newest task writes it."""
    writing: WritingForecast | None
    """What an approval would have written, and what it would take; null where it does not wait for one."""
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    """Since when it has been in the trash; null while it is not."""
    purge_at: datetime | None
    """When the trash lets go of it for good."""


class RevisionSummary(BaseModel):
    revision: int
    by: str
    operation_count: int
    restores: int | None
    """For a revert, the revision whose plan it brought back."""
    created_at: datetime


class GoalChoice(BaseModel):
    goal_id: str
    name: str


class RefusalView(BaseModel):
    """Why a goal could not be taken on, in the terms of the problem that `generate` would answer."""

    type: str
    title: str
    detail: str
    nearest: list[GoalChoice] = []
    """Catalog goals that come closest, best first, when nothing covers it."""
    candidates: list[GoalChoice] = []
    """What it can mean, best first, when it can mean several things."""
    unmatched: list[str] = []


class PreviewAnswer(BaseModel):
    """One of the two. A refusal is an answer here: half-typed goals are refused all the time."""

    preview: "PreviewView | None" = None
    refused: RefusalView | None = None


class PreviewView(BaseModel):
    """What a goal would become; nothing has been made."""

    read: ReadFields
    goals: list[MatchedGoal]
    unmatched: list[str]
    known_not_recognised: list[str]
    """What was said to be known and names nothing here; nothing is left out for it."""
    title: str
    hours_per_week: float
    planner: PlannerKind
    """Who would design it. For `model` there is no plan to count or judge: a model is asked only for a roadmap."""
    concept_count: int
    fallback_count: int
    """Concepts of which parts are not written in the roadmap's language, and come in English."""
    verdict: Verdict | None
    schedule_end: str | None
    costs: TaskEstimates | None
    """What a model would take that designs it, and what writing for it would; null where none is asked to design."""


def preview_view(found: PlanPreview) -> PreviewView:
    understood, planner, plan, fallback_count, costs = found
    end = plan.schedule.end_date if plan else None
    return PreviewView(
        read=understood.read,
        goals=list(understood.goals),
        unmatched=list(understood.unmatched),
        known_not_recognised=list(understood.known_not_recognised),
        title=understood.intent.title,
        hours_per_week=understood.intent.hours_per_week,
        planner=planner,
        concept_count=sum(1 for _ in plan.roadmap.concepts) if plan else 0,
        fallback_count=fallback_count,
        verdict=plan.verdict if plan else None,
        schedule_end=end.isoformat() if end else None,
        costs=costs,
    )


def refusal_view(refusal: MilepostError) -> RefusalView:
    return RefusalView.model_validate(
        {
            "type": f"/problems/{refusal.slug}",
            "title": refusal.title,
            "detail": str(refusal),
            **refusal.extra(),
        }
    )


def roadmap_view(found: RoadmapWithStudy) -> RoadmapView:
    plan = found.plan
    by_concept: dict[str, dict[UnitKind, UnitView]] = {}
    for unit in found.units:
        view = UnitView(status=unit.status, version=unit.version, reason=unit.reason)
        by_concept.setdefault(unit.concept_id, {})[unit.kind] = view

    def concept_view(concept: Concept) -> ConceptView:
        return ConceptView(
            concept_id=concept.concept_id,
            name=concept.name,
            description=concept.description,
            estimated_hours=concept.estimated_hours,
            hours=concept.hours,
            difficulty=concept.difficulty,
            prerequisites=list(concept.prerequisites),
            in_catalog=concept.in_catalog,
            units=by_concept.get(concept.concept_id, {}),
            state=found.states.get(concept.concept_id, "not_started"),
            quiz_score=found.scores.get(ConceptId(concept.concept_id)),
        )

    return RoadmapView(
        **found.roadmap.model_dump(exclude={"owner_id"}),
        task_status=found.task.status,
        purge_at=found.purge_at,
        stages=[_stage_view(stage, concept_view) for stage in plan.roadmap.stages] if plan else [],
        witness=plan.witness if plan else Witness(order=(), edges=()),
        schedule=plan.schedule if plan else Schedule(),
        verdict=plan.verdict if plan else None,
        validation=validate(plan) if plan else None,
        critique=found.critique,
        corrections=plan.roadmap.corrections if plan else NOTHING_CORRECTED,
        pruned=list(plan.roadmap.pruned) if plan else [],
        not_covered=list(plan.roadmap.not_covered) if plan else [],
        packs=list(plan.roadmap.packs) if plan else [],
        not_written=list(found.not_written),
        writing=found.writing,
    )


def _stage_view(stage: Stage, concept_view: Callable[[Concept], ConceptView]) -> StageView:
    def module_view(module: Module) -> ModuleView:
        return ModuleView(
            module_id=module.module_id,
            name=module.name,
            description=module.description,
            concepts=[concept_view(concept) for concept in module.concepts],
        )

    return StageView(
        stage_id=stage.stage_id,
        name=stage.name,
        description=stage.description,
        project=stage.project,
        modules=[module_view(module) for module in stage.modules],
    )


def revision_summary(revision: RevisionNote) -> RevisionSummary:
    return RevisionSummary(
        restores=revision.restores,
        revision=revision.revision,
        by=revision.by,
        operation_count=len(revision.operations),
        created_at=revision.created_at,
    )
