"""From what a model says of the concepts to concepts: hours within bounds, only edges that go forward, no id twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from milepost.agents.planning.frame import Place, StageFrame, folded
from milepost.agents.planning.wire import ProposedConcept, ProposedEdge, StageAnswer
from milepost.domain.corrections import Correction
from milepost.domain.goals import Language
from milepost.domain.ports.planning import ConceptGraph
from milepost.domain.roadmaps import Concept, Edge, Hours, Module, Project, Stage
from milepost.domain.written_language import titles_problems

LEAST_HOURS, MOST_HOURS = 0.5, 20.0
#: What a fast and what a slow learner takes, where a model does not say or says what cannot be.
_BEST_SHARE, _WORST_SHARE = 0.6, 1.6
_MOST_PREREQUISITES = 6


@dataclass(frozen=True, slots=True)
class Known:
    """A concept of the roadmap to be, before its edges."""

    place: Place
    concept: Concept
    requires: Sequence[str]
    """As the model names them."""
    correction: Correction | None = None
    """Of its hours, where they could not be taken as they were."""


@dataclass(frozen=True, slots=True)
class Woven:
    """What joins the concepts, and what was said to and does not."""

    edges: Sequence[Edge]
    corrections: Sequence[Correction]


def stage_problems(frame: StageFrame, answer: StageAnswer, language: Language) -> list[str]:
    """What is missing in a stage of the right shape, or in another language, in words for the model."""
    given = {folded(one.name) for one in answer.concepts} | {one.label for one in answer.concepts}
    missing = [one for one in frame.places if folded(one.name) not in given and one.label not in given]
    project = answer.project
    # Names are those of the outline, whatever stands here.
    said = [one.summary for one in answer.concepts]
    said += [] if project is None else [project.name, project.task, project.done_when]
    return [
        *(f"The concept {one.label} {one.name!r} is missing." for one in missing),
        *titles_problems(said, language),
    ]


def concepts_of(
    frame: StageFrame,
    answer: StageAnswer,
    graph: ConceptGraph,
    language: Language,
    *,
    shown_ids: frozenset[str],
) -> list[Known]:
    """The concepts of a stage, as the catalog has them where the model names one that it was shown."""
    by_name = {folded(one.name): one for one in answer.concepts}
    by_label = {one.label: one for one in answer.concepts}
    known: list[Known] = []
    for place in frame.places:
        said = by_name.get(folded(place.name)) or by_label[place.label]
        names = {one.label: one.name for one in answer.concepts if one.label}
        requires = [names.get(one, one) for one in said.requires]
        if said.catalog_id in shown_ids and (found := graph.concept(said.catalog_id, language)) is not None:
            known.append(Known(place, found, requires))
        else:
            concept = _concept(place, said)
            known.append(Known(place, concept, requires, _corrected_hours(concept, said)))
    return known


def _concept(place: Place, said: ProposedConcept) -> Concept:
    return Concept(
        concept_id=place.concept_id,
        name=place.name,
        description=said.summary,
        hours=_hours(said),
        difficulty=min(5, max(1, said.difficulty)),
        in_catalog=False,
    )


def _corrected_hours(concept: Concept, said: ProposedConcept) -> Correction | None:
    used = concept.hours.typical
    if used == round(said.hours, 2):
        return None
    return Correction(kind="hours", name=concept.name, said=f"{said.hours:g}", hours=used)


def _hours(said: ProposedConcept) -> Hours:
    """The hours within what a concept can take."""
    typical = round(min(MOST_HOURS, max(LEAST_HOURS, said.hours)), 2)
    is_said = typical == round(said.hours, 2)
    least, most = said.hours_min, said.hours_max
    if not is_said or least is None or not 0 < least <= typical:
        least = typical * _BEST_SHARE
    if not is_said or most is None or not typical <= most <= 3 * MOST_HOURS:
        most = typical * _WORST_SHARE
    return Hours(min=round(least, 2) or 0.1, typical=typical, max=max(typical, round(most, 2)))


def module_of(frame: StageFrame, index: int, known: Sequence[Known]) -> Module:
    module = frame.modules[index]
    return Module(
        module_id=module.module_id,
        name=module.name,
        description=module.summary,
        concepts=tuple(one.concept for one in known if one.place.module == index),
    )


def edges_of(
    known: Sequence[Known], across: Sequence[ProposedEdge], graph: ConceptGraph, language: Language
) -> Woven:
    """Every prerequisite with its reason: of the catalog, of the stages, and across them.

    What points at nothing, or back, is dropped: the order of the outline is the order of study, so no circle is left.
    """
    ids: dict[str, str] = {}
    for one in known:
        for name in (
            one.place.label,
            folded(one.place.name),
            folded(one.concept.name),
            one.concept.concept_id,
        ):
            ids.setdefault(name, one.concept.concept_id)
    order: dict[str, int] = {}
    for index, one in enumerate(known):
        order.setdefault(one.concept.concept_id, index)
    weaver = _Weaver(ids, order, {one.concept.concept_id: one.concept.name for one in known})
    for one in known:
        if one.concept.in_catalog:
            for before in graph.requirements(one.concept.concept_id):
                if before in order:
                    weaver.add(
                        before, one.concept.concept_id, _because(one, known, before, language), "catalog"
                    )
    for one in known:
        for needed in one.requires:
            weaver.propose(needed, one.concept.concept_id, _because(one, known, needed, language))
    for edge in across:
        weaver.propose(edge.before, edge.after, edge.why)
    return Woven(list(weaver.edges.values()), weaver.dropped)


class _Weaver:
    def __init__(self, ids: Mapping[str, str], order: Mapping[str, int], names: Mapping[str, str]) -> None:
        self._ids = ids
        self._order = order
        self._names = names
        self.edges: dict[tuple[str, str], Edge] = {}
        self.dropped: list[Correction] = []

    def propose(self, before: str, after: str, why: str) -> None:
        """An edge between concepts as a model names them."""
        first, then = self._found(before), self._found(after)
        if first is not None and then is not None:
            self.add(first, then, why, "model")
        elif (known := then or first) is not None:
            self._drop("need_unknown", known, before if first is None else after)

    def add(self, before: str, after: str, why: str, source: str) -> None:
        if (before, after) in self.edges:
            return
        if self._order[before] >= self._order[after]:
            self._drop("need_backward", after, self._names[before])
        elif sum(1 for _, one in self.edges if one == after) >= _MOST_PREREQUISITES:
            self._drop("needs_too_many", after, self._names[before])
        else:
            edge = Edge.model_validate({"before": before, "after": after, "why": why, "source": source})
            self.edges[before, after] = edge

    def _drop(
        self, kind: Literal["need_unknown", "need_backward", "needs_too_many"], concept_id: str, said: str
    ) -> None:
        dropped = Correction(kind=kind, name=self._names[concept_id], said=said)
        if dropped not in self.dropped:
            self.dropped.append(dropped)

    def _found(self, named: str) -> str | None:
        return self._ids.get(named) or self._ids.get(folded(named))


def corrections_of(known: Sequence[Known]) -> list[Correction]:
    """What was corrected in the concepts themselves: hours, and places that turned out to mean the same concept."""
    corrections: list[Correction] = []
    taken = set[str]()
    for one in known:
        if one.concept.concept_id in taken:
            corrections.append(Correction(kind="duplicate", name=one.concept.name, said=one.place.name))
        elif one.correction is not None:
            corrections.append(one.correction)
        taken.add(one.concept.concept_id)
    return corrections


def _because(one: Known, known: Sequence[Known], needed: str, language: Language) -> str:
    """Why a concept needs another of which a model said no more than that."""
    before = next(
        (
            other.concept.name
            for other in known
            if needed in {other.place.label, other.concept.concept_id, other.place.name}
        ),
        needed,
    )
    if language is Language.ZH:
        return f"“{one.concept.name}”要用到“{before}”。"
    return f"“{one.concept.name}” builds on “{before}”."


def stages_of(
    frames: Sequence[StageFrame],
    known: Sequence[Sequence[Known]],
    projects: Sequence[Project | None],
    edges: Sequence[Edge],
) -> list[Stage]:
    """The stages with all prerequisites; a concept that two places turned out to mean stays at the first."""
    needs: dict[str, list[str]] = {}
    for edge in edges:
        needs.setdefault(edge.after, []).append(edge.before)
    taken = set[str]()
    stages: list[Stage] = []
    for frame, of_stage, project in zip(frames, known, projects, strict=True):
        kept: list[Known] = []
        for one in of_stage:
            if one.concept.concept_id in taken:
                continue
            taken.add(one.concept.concept_id)
            needed = tuple(needs.get(one.concept.concept_id, ()))
            concept = one.concept.model_copy(update={"prerequisites": needed})
            kept.append(Known(one.place, concept, ()))
        modules = [module_of(frame, index, kept) for index in range(len(frame.modules))]
        stages.append(
            Stage(
                stage_id=frame.stage_id,
                name=frame.name,
                description=frame.summary,
                project=project,
                modules=tuple(module for module in modules if module.concepts),
            )
        )
    return [stage for stage in stages if stage.modules]
