"""How a draft is told. A part that was told when it began has the same key when it is whole, and is not told twice."""

from milepost.domain.drafts import Draft, ModuleDraft, StageBegun, StageDraft
from milepost.domain.events import DraftedConcept, ModuleDraftedData, NewEvent, StageDraftedData
from milepost.domain.roadmaps import Module
from milepost.workflow.announcements import first_that_fit

_CONCEPT_BYTES = 6000


def draft_events(attempt: int, draft: Draft) -> list[NewEvent]:
    """What a draft makes known, in an attempt at the design."""
    match draft:
        case StageBegun():
            return [_stage(attempt, draft)]
        case ModuleDraft():
            return [_module(attempt, draft.stage_index, draft.stage_id, draft.index, draft.module)]
        case StageDraft():
            stage = draft.stage
            begun = StageBegun(
                index=draft.index,
                expected_stages=draft.expected_stages,
                stage_id=stage.stage_id,
                name=stage.name,
                module_count=len(stage.modules),
                concept_count=sum(1 for _ in stage.concepts),
            )
            modules = enumerate(stage.modules)
            return [
                _stage(attempt, begun),
                *(_module(attempt, draft.index, stage.stage_id, index, one) for index, one in modules),
            ]
        case _:
            return []


def _stage(attempt: int, begun: StageBegun) -> NewEvent:
    data = StageDraftedData(attempt=attempt, **begun.model_dump())
    return NewEvent(key=f"stage:{attempt}:{begun.index}", type="stage_drafted", data=data)


def _module(attempt: int, stage_index: int, stage_id: str, index: int, module: Module) -> NewEvent:
    concepts = [
        DraftedConcept(concept_id=one.concept_id, name=one.name, hours=one.estimated_hours)
        for one in module.concepts
    ]
    data = ModuleDraftedData(
        attempt=attempt,
        stage_id=stage_id,
        index=index,
        module_id=module.module_id,
        name=module.name,
        concepts=first_that_fit(concepts, _CONCEPT_BYTES),
    )
    return NewEvent(key=f"module:{attempt}:{stage_index}:{index}", type="module_drafted", data=data)
