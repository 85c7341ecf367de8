"""The prompts of planning: who learns what, within which bounds, and which part of the roadmap is wanted."""

from collections.abc import Sequence

from milepost.agents.calls import Prompt
from milepost.agents.prompts.rendering import data, prose, render
from milepost.domain.editing.additions import CatalogConceptSummary
from milepost.domain.goals import GoalRequest, Intent, Language
from milepost.domain.questions import in_words

LANGUAGE_NAMES = {Language.EN: "English", Language.ZH: "Chinese (简体中文)"}


def intent_prompt(request: GoalRequest, intent: Intent, knows: Sequence[str]) -> Prompt:
    """`intent` has what was asked before and is settled by now, if anything."""
    return render(prose("intent", version=2), *_learner(request, intent, knows))


def outline_prompt(
    request: GoalRequest, intent: Intent, knows: Sequence[str], *, hours_available: float | None
) -> Prompt:
    """`hours_available` are those until the deadline; None where there is none."""
    return render(
        prose("outline", version=2),
        *_learner(request, intent, knows),
        *_aims(intent),
        data("hours_available", _hours(hours_available)),
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
        _settled(intent),
        data("language", LANGUAGE_NAMES[intent.language]),
        data("outline", outline),
    )


def critique_prompt(
    request: GoalRequest,
    intent: Intent,
    knows: Sequence[str],
    *,
    title: str,
    parts: str,
    hours: float,
    hours_available: float | None,
) -> Prompt:
    """`parts` are lines with labels, `hours` those of all concepts; `hours_available` as for the outline."""
    return render(
        prose("critique", version=1),
        *_learner(request, intent, knows),
        *_aims(intent),
        data("roadmap", title),
        data("hours_in_all", f"{hours:g} hours"),
        data("hours_available", _hours(hours_available)),
        data("parts", parts),
    )


def edit_prompt(intent: Intent, *, title: str, parts: str, feedback: str) -> Prompt:
    return render(
        prose("edit", version=1),
        data("roadmap", title),
        _settled(intent),
        data("today", intent.start_date.isoformat()),
        data("parts", parts),
        data("feedback", feedback),
    )


def _learner(request: GoalRequest, intent: Intent, knows: Sequence[str]) -> Sequence[str]:
    return (
        data("goal", request.goal),
        _settled(intent),
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


def _settled(intent: Intent) -> str:
    """What was asked back about the goal, with what is assumed or was answered."""
    return data("settled", in_words(intent.questions))


def _hours(hours: float | None) -> str | None:
    return None if hours is None else f"{hours:.0f} hours"
