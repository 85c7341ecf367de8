"""The planner that asks a language model: goal, outline, concepts of all stages at once, and what joins the stages."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from milepost.agents.calls import Asker, Final, Growing, ModelCall, Prompt, no_problems
from milepost.agents.gateway import Gateway
from milepost.agents.planning.asking_back import intent_problems, questions_of
from milepost.agents.planning.editing import findings_of, label_parts, operation_problems, operations_of
from milepost.agents.planning.frame import (
    StageFrame,
    begun_so_far,
    frame_of,
    outline_lines,
    outline_problems,
    repeated_names,
)
from milepost.agents.planning.weaving import (
    Known,
    concepts_of,
    corrections_of,
    edges_of,
    module_of,
    stage_problems,
    stages_of,
)
from milepost.agents.planning.wire import (
    CritiqueAnswer,
    EdgesAnswer,
    EditAnswer,
    GrowingOutline,
    IntentAnswer,
    OutlineAnswer,
    StageAnswer,
)
from milepost.agents.prompts.planning import (
    concepts_prompt,
    critique_prompt,
    edges_prompt,
    edit_prompt,
    intent_prompt,
    outline_prompt,
)
from milepost.domain.checking.critique import ProposedFinding
from milepost.domain.corrections import Correction, Corrections
from milepost.domain.drafts import DesignRestarted, Draft, DraftSummary, ModuleDraft, StageDraft
from milepost.domain.editing.additions import CatalogConceptSummary
from milepost.domain.errors import FeedbackNotUnderstood
from milepost.domain.goals import GoalRequest, Intent, Level, Question
from milepost.domain.ids import OwnerId
from milepost.domain.models import ModelRole
from milepost.domain.ports.models import ModelSettings
from milepost.domain.ports.planning import ConceptGraph, EditProposal, Occasion, Preview
from milepost.domain.roadmaps import Aim, Project, Roadmap

MOST_TOKENS = 2000
_MOST_CANDIDATES = 24
#: An opinion is worth a minute or so of waiting, and no more: the plan is good without it.
_CRITIC_DEADLINE = timedelta(seconds=90)
_CRITIC_BEGINS = timedelta(seconds=30)

T = TypeVar("T")

Understand = Callable[[GoalRequest, date], Preview]


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A stage as a model filled it in."""

    frame: StageFrame
    known: list[Known]
    project: Project | None


class ModelPlanner:
    """Implements the port `ModelDesigner`."""

    def __init__(
        self, gateway: Gateway, settings: ModelSettings, graph: ConceptGraph, understand: Understand
    ) -> None:
        """`understand` reads the language, the bounds and what is known out of a request, and nothing of its goal."""
        self._gateway = gateway
        self._settings = settings
        self._graph = graph
        self._understand = understand

    async def is_chosen(self, owner_id: OwnerId) -> bool:
        return await self._settings.config(owner_id, ModelRole.PLANNER) is not None

    async def preview(self, request: GoalRequest, *, today: date) -> Preview:
        return self._understand(request, today)

    async def analyse(
        self, request: GoalRequest, *, today: date, occasion: Occasion, asked: Sequence[Question] = ()
    ) -> Intent:
        understood = self._understand(request, today)
        bounds = understood.intent.model_copy(update={"questions": tuple(asked)})
        prompt = intent_prompt(request, bounds, _knows(request, understood.read.known))

        def problems(answer: IntentAnswer) -> Sequence[str]:
            return intent_problems(answer, bounds.language)

        call = _call(occasion, "intent", prompt, IntentAnswer, problems=problems, max_tokens=1000)
        answer = await self._gateway.ask(call)
        is_said = request.level or understood.read.level
        return bounds.model_copy(
            update={
                "title": answer.title,
                "skills": tuple(answer.skills[:8]),
                "gaps": tuple(answer.gaps[:8]),
                "level": bounds.level if is_said or answer.level is None else Level(answer.level),
                "questions": tuple(asked) or questions_of(answer.questions),
            }
        )

    async def design(
        self, intent: Intent, *, request: GoalRequest, occasion: Occasion
    ) -> AsyncIterator[Draft]:
        knows = _knows(request, self._understand(request, intent.start_date).read.known)
        prompt = outline_prompt(request, intent, knows, hours_available=intent.hours_until_deadline)

        def problems(answer: OutlineAnswer) -> Sequence[str]:
            return outline_problems(answer, intent.language)

        call = _call(occasion, "outline", prompt, OutlineAnswer, problems=problems)
        frames: list[StageFrame] = []
        repeated: Sequence[Correction] = ()
        shown = 0
        async with aclosing(self._gateway.stream(call, GrowingOutline)) as items:
            async for item in items:
                if isinstance(item, Growing):
                    for begun in begun_so_far(item.value.stages, shown=shown):
                        yield begun
                        shown += 1
                elif isinstance(item, Final):
                    frames, repeated = frame_of(item.value), repeated_names(item.value)
                elif shown:
                    yield DesignRestarted(reason=item.reason)
                    shown = 0
        for frame in frames[shown:]:
            yield frame.begun(len(frames))
        async with aclosing(self._fill(frames, repeated, intent, request, occasion, knows)) as drafts:
            async for draft in drafts:
                yield draft

    async def _fill(
        self,
        frames: Sequence[StageFrame],
        repeated: Sequence[Correction],
        intent: Intent,
        request: GoalRequest,
        occasion: Occasion,
        knows: Sequence[str],
    ) -> AsyncGenerator[Draft, None]:
        """The modules of each stage as they come, then the stages with what joins them."""
        outline = outline_lines(frames)
        filling = [
            asyncio.create_task(self._stage(frame, intent, request, occasion, knows, outline=outline))
            for frame in frames
        ]
        joining = asyncio.create_task(self._edges(frames, intent, request, occasion, outline=outline))
        drafted: dict[int, _Drafted] = {}
        try:
            for coming in asyncio.as_completed(filling):
                done = await coming
                drafted[done.frame.index] = done
                for index in range(len(done.frame.modules)):
                    yield ModuleDraft(
                        stage_index=done.frame.index,
                        stage_id=done.frame.stage_id,
                        index=index,
                        module=module_of(done.frame, index, done.known),
                    )
            across = await joining
        finally:
            for task in (*filling, joining):
                task.cancel()
            await asyncio.gather(*filling, joining, return_exceptions=True)
        known = [drafted[frame.index].known for frame in frames]
        everything = [one for of_stage in known for one in of_stage]
        woven = edges_of(everything, across.edges, self._graph, intent.language)
        stages = stages_of(frames, known, [drafted[frame.index].project for frame in frames], woven.edges)
        for index, stage in enumerate(stages):
            yield StageDraft(index=index, expected_stages=len(stages), stage=stage)
        order = tuple(concept.concept_id for stage in stages for concept in stage.concepts)
        yield DraftSummary(
            title=intent.title,
            edges=tuple(woven.edges),
            keep_order=order,
            aims=(Aim(name=intent.title, must=order),),
            corrections=Corrections.of([*repeated, *corrections_of(everything), *woven.corrections]),
        )

    async def _stage(
        self,
        frame: StageFrame,
        intent: Intent,
        request: GoalRequest,
        occasion: Occasion,
        knows: Sequence[str],
        *,
        outline: str,
    ) -> _Drafted:
        candidates = self._candidates(frame, intent)
        prompt = concepts_prompt(
            request,
            intent,
            knows,
            stage=frame.name,
            concepts="\n".join(f"{one.label} {one.name}" for one in frame.places),
            outline=outline,
            catalog=candidates,
        )

        def problems(answer: StageAnswer) -> Sequence[str]:
            return stage_problems(frame, answer, intent.language)

        place = f"concepts:{frame.stage_id}"
        answer = await self._gateway.ask(_call(occasion, place, prompt, StageAnswer, problems=problems))
        shown = frozenset(one.concept_id for one in candidates)
        project = answer.project
        return _Drafted(
            frame,
            concepts_of(frame, answer, self._graph, intent.language, shown_ids=shown),
            None
            if project is None
            else Project(title=project.name, task=project.task, done_when=project.done_when),
        )

    def _candidates(self, frame: StageFrame, intent: Intent) -> list[CatalogConceptSummary]:
        """Concepts of the catalog with names like those of the stage; whether one is meant the model has to say."""
        found: dict[str, CatalogConceptSummary] = {}
        for place in frame.places:
            for one in self._graph.find_concepts(place.name, intent.language, limit=2):
                found.setdefault(one.concept_id, one)
        return list(found.values())[:_MOST_CANDIDATES]

    async def _edges(
        self,
        frames: Sequence[StageFrame],
        intent: Intent,
        request: GoalRequest,
        occasion: Occasion,
        *,
        outline: str,
    ) -> EdgesAnswer:
        if len(frames) < 2:
            return EdgesAnswer()
        prompt = edges_prompt(request, intent, outline=outline)
        return await self._gateway.ask(_call(occasion, "edges", prompt, EdgesAnswer))

    async def edit(
        self, roadmap: Roadmap, *, feedback: str, intent: Intent, occasion: Occasion
    ) -> EditProposal:
        parts = label_parts(roadmap)
        prompt = edit_prompt(intent, title=roadmap.title, parts=parts.text, feedback=feedback)

        def problems(answer: EditAnswer) -> Sequence[str]:
            return operation_problems(answer, parts)

        answer = await self._gateway.ask(_call(occasion, "edit", prompt, EditAnswer, problems=problems))
        operations = operations_of(answer, parts)
        if not operations:
            raise FeedbackNotUnderstood(answer.not_understood or [feedback])
        return EditProposal(operations=tuple(operations), not_understood=tuple(answer.not_understood))

    async def critique(
        self, roadmap: Roadmap, *, request: GoalRequest, intent: Intent, occasion: Occasion
    ) -> Sequence[ProposedFinding]:
        parts = label_parts(roadmap, with_needs=True)
        prompt = critique_prompt(
            request,
            intent,
            _knows(request, self._understand(request, intent.start_date).read.known),
            title=roadmap.title,
            parts=parts.text,
            hours=roadmap.total_hours,
            hours_available=intent.hours_until_deadline,
        )
        call = _call(occasion, "critique", prompt, CritiqueAnswer)
        answer = await self._gateway.ask(replace(call, deadline=_CRITIC_DEADLINE, first_token=_CRITIC_BEGINS))
        return findings_of(answer, parts)


def _call(
    occasion: Occasion,
    place: str,
    prompt: Prompt,
    output: type[T],
    *,
    problems: Callable[[T], Sequence[str]] = no_problems,
    max_tokens: int = MOST_TOKENS,
) -> ModelCall[T]:
    asker = Asker(occasion.owner_id, occasion.task_id, place, occasion.attempt, plan=occasion.plan)
    return ModelCall(asker, ModelRole.PLANNER, prompt, output, max_tokens, problems)


def _knows(request: GoalRequest, read: Sequence[str]) -> Sequence[str]:
    """What the learner says they know, ticked or in the sentence."""
    return list(dict.fromkeys((*request.known, *read)))
