"""What a roadmap lacks of a concept of the catalog: the concept, and all that it needs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from milepost.catalog.graph import AnyOf, Catalog, pack_used
from milepost.domain.editing.additions import Addition, stand_ins
from milepost.domain.goals import Language
from milepost.domain.roadmaps import Concept, Edge, Roadmap

_KNOWN = frozenset({"known", "implied_by_known", "level"})


def next_addition(
    catalog: Catalog, concept_id: str, roadmap: Roadmap, language: Language, *, known: Set[str]
) -> Addition | None:
    """The concept, once the roadmap has all that it needs, else something that it needs; None when it is unknown here.

    Nothing is needed that is known, or that the roadmap left out as known. What was merged into another concept is
    taught by that one. Of a choice the option that is there counts, else the cheapest one. It comes with the
    catalog's name, hours, difficulty and reasons, and concepts of the roadmap that build on it need it from then on.
    """
    if concept_id not in catalog.concepts:
        return None
    return _Additions(catalog, roadmap, language, known).next(concept_id)


class _Additions:
    def __init__(self, catalog: Catalog, roadmap: Roadmap, language: Language, known: Set[str]) -> None:
        self._catalog = catalog
        self._roadmap = roadmap
        self._language = language
        present = {concept.concept_id: concept.concept_id for concept in roadmap.concepts}
        self._taught_by: Mapping[str, str] = {**stand_ins(roadmap), **present}
        """For each concept that the roadmap teaches, the id under which it does."""
        self._known = known | {one.concept_id for one in roadmap.pruned if one.why in _KNOWN}
        self._all_below: dict[str, frozenset[str]] = {}

    def next(self, concept_id: str) -> Addition:
        # Levels count choices too, so what stands lowest needs nothing that is missing.
        return self._addition(min(self._missing(concept_id), key=self._rank))

    def _missing(self, concept_id: str) -> set[str]:
        missing: set[str] = set()
        waiting = [concept_id]
        while waiting:
            one = waiting.pop()
            if one in missing or (one != concept_id and self._is_there(one)):
                continue
            missing.add(one)
            concept = self._catalog.concepts[one]
            waiting.extend(edge.concept_id for edge in concept.requires)
            waiting.extend(
                self._cheapest(group)
                for group in concept.any_of
                if not any(option in missing or self._is_there(option) for option in group.options)
            )
        return missing

    def _is_there(self, concept_id: str) -> bool:
        return concept_id in self._taught_by or concept_id in self._known

    def _cheapest(self, group: AnyOf) -> str:
        """The option with which the fewest hours come along."""

        def hours(option: str) -> float:
            needed = self._catalog.closure([option], known=frozenset(self._known))
            return sum(self._catalog.concepts[one].hours.typical for one in needed if not self._is_there(one))

        return min(group.options, key=lambda option: (hours(option), option))

    def _rank(self, concept_id: str) -> tuple[int, int, str]:
        return self._catalog.level_of(concept_id), self._catalog.concepts[concept_id].difficulty, concept_id

    def _addition(self, concept_id: str) -> Addition:
        entry = self._catalog.concepts[concept_id]
        needs = _once(self._needs(concept_id))
        needed_by = _once(self._needed_by(concept_id))
        concept = Concept(
            concept_id=concept_id,
            name=entry.name(self._language),
            description=entry.summary(self._language),
            hours=entry.hours,
            difficulty=entry.difficulty,
            prerequisites=tuple(edge.before for edge in needs),
        )
        below = self._below(concept_id)
        return Addition(
            concept=concept,
            edges=(*needs, *needed_by),
            stands_after=tuple(
                dict.fromkeys(self._taught_by[one] for one in sorted(below) if one in self._taught_by)
            ),
            stands_before=tuple(
                one.concept_id
                for one in self._roadmap.concepts
                if one.in_catalog and concept_id in self._below(one.concept_id)
            ),
            pack=pack_used(self._catalog.pack_of(concept_id)),
        )

    def _below(self, concept_id: str) -> frozenset[str]:
        """All that a concept builds on, every option of a choice included."""
        if concept_id not in self._all_below:
            concept = self._catalog.concepts.get(concept_id)
            found: set[str] = set()
            if concept is not None:
                direct = {edge.concept_id for edge in concept.requires}
                direct |= {option for group in concept.any_of for option in group.options}
                found = direct.union(*(self._below(one) for one in direct))
            self._all_below[concept_id] = frozenset(found)
        return self._all_below[concept_id]

    def _needs(self, concept_id: str) -> Iterator[Edge]:
        concept = self._catalog.concepts[concept_id]
        for requirement in concept.requires:
            if requirement.concept_id in self._taught_by:
                before = self._taught_by[requirement.concept_id]
                yield self._edge(before, concept_id, requirement.why(self._language))
        for group in concept.any_of:
            if any(option in self._known for option in group.options):
                continue
            option = next((one for one in group.options if one in self._taught_by), None)
            if option is not None:
                yield self._edge(self._taught_by[option], concept_id, group.why(self._language))

    def _needed_by(self, concept_id: str) -> Iterator[Edge]:
        """Edges to what the roadmap has and the catalog says builds on it."""
        for concept in self._roadmap.concepts:
            entry = self._catalog.concepts.get(concept.concept_id) if concept.in_catalog else None
            if entry is None or concept_id in concept.prerequisites:
                continue
            for requirement in entry.requires:
                if requirement.concept_id == concept_id:
                    yield self._edge(concept_id, concept.concept_id, requirement.why(self._language))
            for group in entry.any_of:
                if concept_id in group.options and not any(self._is_there(one) for one in group.options):
                    yield self._edge(concept_id, concept.concept_id, group.why(self._language))

    def _edge(self, before: str, after: str, why: str) -> Edge:
        return Edge(before=before, after=after, why=why, source="catalog")


def _once(edges: Iterable[Edge]) -> Sequence[Edge]:
    """Of several reasons for the same pair the first."""
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        found.setdefault((edge.before, edge.after), edge)
    return tuple(found.values())
