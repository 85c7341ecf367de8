"""Why a concept is in a roadmap, and why it stands where it does: from the edges and what the roadmap is for."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from milepost.domain.editing.additions import stand_ins
from milepost.domain.ids import PartIdText
from milepost.domain.model import Value
from milepost.domain.roadmaps import Aim, Edge, Roadmap


class Neighbour(Value):
    """A concept that this one needs, or that needs it."""

    concept_id: PartIdText
    name: str
    why: str


class ChainLink(Value):
    """One step from a concept towards a goal: the next concept, and why that needs the one before."""

    concept_id: PartIdText
    name: str
    why: str


class NeededFor(Value):
    """What a concept is there for, and by which way."""

    goal_id: PartIdText | None
    """None for concepts that the learner named beside the goals."""
    goal_name: str
    weight: Literal["must", "should", "named"]
    """How much the goal wants the last concept of the chain: it cannot do without it, or is better with it."""
    chain: tuple[ChainLink, ...]
    """The shortest way to a concept that the goal asks for by itself; empty when this is one."""


class Why(Value):
    """Why this is here, and why in this place."""

    concept_id: PartIdText
    name: str
    is_explained: bool
    """Whether the roadmap says what its goals ask for; those made before it did have an empty `needed_for`."""
    needed_for: tuple[NeededFor, ...]
    """One entry for each goal that needs it. Empty as well when it came in, or was left over, by an edit."""
    needs: tuple[Neighbour, ...]
    """In the order of study."""
    unlocks: tuple[Neighbour, ...]
    """In the order of study."""
    not_before: Neighbour | None
    """The last concept that it needs: it cannot come earlier. None when it could come first."""
    not_after: Neighbour | None
    """The first concept that needs it: it cannot come later. None when it could come last."""
    module_name: str
    """The module that it is studied with, as far as these two allow."""


def explain(roadmap: Roadmap, concept_id: str) -> Why | None:
    """Why the concept is there and where it is; None when the roadmap does not have it."""
    names = {concept.concept_id: concept.name for concept in roadmap.concepts}
    if concept_id not in names:
        return None
    place = {one: index for index, one in enumerate(names)}
    edges = [edge for edge in roadmap.edges if edge.before in names and edge.after in names]
    needs = sorted((edge for edge in edges if edge.after == concept_id), key=lambda edge: place[edge.before])
    unlocks = sorted(
        (edge for edge in edges if edge.before == concept_id), key=lambda edge: place[edge.after]
    )
    before = [Neighbour(concept_id=edge.before, name=names[edge.before], why=edge.why) for edge in needs]
    after = [Neighbour(concept_id=edge.after, name=names[edge.after], why=edge.why) for edge in unlocks]
    return Why(
        concept_id=concept_id,
        name=names[concept_id],
        is_explained=bool(roadmap.aims),
        needed_for=tuple(_needed_for(roadmap, concept_id, edges, names)),
        needs=tuple(before),
        unlocks=tuple(after),
        not_before=before[-1] if before else None,
        not_after=after[0] if after else None,
        module_name=_module_name(roadmap, concept_id),
    )


def _needed_for(
    roadmap: Roadmap, concept_id: str, edges: Sequence[Edge], names: Mapping[str, str]
) -> Iterator[NeededFor]:
    chains = _shortest_chains(concept_id, edges, names)
    merged = stand_ins(roadmap)
    for aim in roadmap.aims:
        for weight, targets in _wishes(aim):
            # What a merge took is taught by the concept that took it.
            reached = [target for one in targets if (target := merged.get(one, one)) in chains]
            if reached:
                nearest = min(reached, key=lambda one: len(chains[one]))
                yield NeededFor(goal_id=aim.goal_id, goal_name=aim.name, weight=weight, chain=chains[nearest])
                break


def _wishes(aim: Aim) -> Sequence[tuple[Literal["must", "should", "named"], Sequence[str]]]:
    """What an aim asks for, what it needs most first."""
    return [("named", aim.must)] if aim.goal_id is None else [("must", aim.must), ("should", aim.should)]


def _shortest_chains(
    concept_id: str, edges: Sequence[Edge], names: Mapping[str, str]
) -> Mapping[str, tuple[ChainLink, ...]]:
    """For the concept and all that builds on it, the shortest way there; of equally short ones the first."""
    onward: dict[str, list[Edge]] = {}
    for edge in edges:
        onward.setdefault(edge.before, []).append(edge)
    chains: dict[str, tuple[ChainLink, ...]] = {concept_id: ()}
    waiting = deque([concept_id])
    while waiting:
        here = waiting.popleft()
        for edge in onward.get(here, ()):
            if edge.after not in chains:
                link = ChainLink(concept_id=edge.after, name=names[edge.after], why=edge.why)
                chains[edge.after] = (*chains[here], link)
                waiting.append(edge.after)
    return chains


def _module_name(roadmap: Roadmap, concept_id: str) -> str:
    return next(
        module.name
        for stage in roadmap.stages
        for module in stage.modules
        if any(concept.concept_id == concept_id for concept in module.concepts)
    )
