"""The prompts of planning: who learns what, within which bounds, and which part of the roadmap is wanted."""

from collections.abc import Sequence

from milepost.agents.calls import Prompt
from milepost.agents.prompts.rendering import data, prose, render
from milepost.domain.editing.additions import CatalogConceptSummary
from milepost.domain.goals import GoalRequest, Intent, Language

LANGUAGE_NAMES = {Language.EN: "English", Language.ZH: "Chinese (简体中文)"}


def intent_prompt(request: GoalRequest, intent: Intent, knows: Sequence[str]) -> Prompt:
    return render(prose("intent", version=1), *_learner(request, intent, knows))


def outline_prompt(
    request: GoalRequest, intent: Intent, knows: Sequence[str], *, hours_available: float | None
) -> Prompt:
    """`hours_available` are those until the deadline; None where there is none."""
    hours = None if hours_available is None else f"{hours_available:.0f} hours"
    return render(
        prose("outline", version=1),
        *_learner(request, intent, knows),
        *_aims(intent),
        data("hours_available", hours),
    )


def concepts_prompt(
    request: GoalRequest,
    intent: Intent,
    knows: Sequence[str],
    *,
    stage: str,
    concepts: str,
    outline: str,
    catalog: Sequence[CatalogConceptSummary],
) -> Prompt:
    """`concepts` and `outline` are lines with labels."""
    shown = "\n".join(f"{one.concept_id}: {one.name}. {one.summary}" for one in catalog)
    return render(
        prose("concepts", version=1),
        *_learner(request, intent, knows),
        data("stage", stage),
        data("concepts_of_stage", concepts),
        data("outline", outline),
        data("catalog", shown),
    )


def edges_prompt(request: GoalRequest, intent: Intent, *, outline: str) -> Prompt:
    return render(
        prose("edges", version=1),
        data("goal", request.goal),
        data("language", LANGUAGE_NAMES[intent.language]),
        data("outline", outline),
    )


def edit_prompt(intent: Intent, *, title: str, parts: str, feedback: str) -> Prompt:
    return render(
        prose("edit", version=1),
        data("roadmap", title),
        data("today", intent.start_date.isoformat()),
        data("parts", parts),
        data("feedback", feedback),
    )


def _learner(request: GoalRequest, intent: Intent, knows: Sequence[str]) -> Sequence[str]:
    return (
        data("goal", request.goal),
        data("background", request.background),
        data("context", request.additional_context),
        data("knows", "\n".join(knows)),
        data("level", intent.level.value),
        data("language", LANGUAGE_NAMES[intent.language]),
        data("time", f"{intent.hours_per_week:g} hours a week from {intent.start_date.isoformat()}"),
        data("deadline", intent.deadline),
    )


def _aims(intent: Intent) -> Sequence[str]:
    return data("skills", "\n".join(intent.skills)), data("gaps", "\n".join(intent.gaps))
