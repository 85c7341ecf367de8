"""What the check of a pack asks of its graph: that every edge leads somewhere, and none in a circle."""

from collections.abc import Iterator, Mapping

from milepost.catalog.loading.findings import Finding, error, warning
from milepost.catalog.loading.pack_format import ConceptEntry, ConceptStatus
from milepost.catalog.loading.pack_source import PackSource

LONGEST_PATH = 25


def check_references(pack: PackSource) -> Iterator[Finding]:
    published = {one.concept.id for one in pack.concepts if one.concept.status is ConceptStatus.PUBLISHED}
    there = published | pack.outside
    for source in pack.concepts:
        concept = source.concept
        for place, concept_id in _named_by(concept):
            if concept_id not in there:
                yield error("dangling", source.file, f"{concept.id} · {place}", _absent(concept_id))
            elif concept_id == concept.id:
                yield error(
                    "dangling", source.file, f"{concept.id} · {place}", "A concept cannot name itself."
                )
    for one in pack.goals:
        goal = one.goal
        for place, ids in (
            ("must", goal.must),
            ("should", goal.should),
            ("optional", goal.optional),
            ("entry.intermediate", goal.entry.intermediate),
            ("entry.advanced", goal.entry.advanced),
        ):
            for concept_id in ids:
                if concept_id not in there:
                    yield error("dangling", one.file, place, _absent(concept_id))


def check_retired(pack: PackSource) -> Iterator[Finding]:
    published = {one.concept.id for one in pack.concepts if one.concept.status is ConceptStatus.PUBLISHED}
    for source in pack.concepts:
        concept = source.concept
        if concept.replaced_by is not None and concept.replaced_by not in published:
            yield error("dangling", source.file, f"{concept.id} · replaced_by", _absent(concept.replaced_by))
        if concept.replaced_by is not None and concept.status is ConceptStatus.PUBLISHED:
            yield error(
                "replaced", source.file, concept.id, "A published concept is not replaced; retire it first."
            )


def find_cycles(pack: PackSource) -> Iterator[Finding]:
    """One finding per concept that closes a circle; what can be peeled off from below is on none."""
    graph, files = _graph(pack), _files(pack)
    waiting = {concept_id: set(below) for concept_id, below in graph.items()}
    while ready := [concept_id for concept_id, below in waiting.items() if not below]:
        for concept_id in ready:
            del waiting[concept_id]
        for below in waiting.values():
            below.difference_update(ready)
    for circle in _circles(waiting):
        shown = " → ".join((*circle, circle[0]))
        yield error("cycle", files[circle[0]], circle[0], f"These require each other: {shown}.")


def _circles(waiting: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """The circle reached from each concept, each once, from its first id on."""
    told: set[frozenset[str]] = set()
    for start in sorted(waiting):
        path = [start]
        while (following := min(waiting[path[-1]])) not in path:
            path.append(following)
        circle = path[path.index(following) :]
        if frozenset(circle) not in told:
            told.add(frozenset(circle))
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]


def check_reach(pack: PackSource) -> Iterator[Finding]:
    graph, files = _graph(pack), _files(pack)
    waiting = [
        one
        for source in pack.goals
        for one in (*source.goal.must, *source.goal.should, *source.goal.optional)
    ]
    reached: set[str] = set()
    while waiting:
        concept_id = waiting.pop()
        if concept_id in graph and concept_id not in reached:
            reached.add(concept_id)
            waiting.extend(graph[concept_id])
    for concept_id in sorted(graph.keys() - reached):
        yield error("unreachable", files[concept_id], concept_id, "No goal leads to it.")


def check_depth(pack: PackSource) -> Iterator[Finding]:
    graph, files = _graph(pack), _files(pack)
    longest: dict[str, int] = {}
    while ready := [
        one for one in graph if one not in longest and all(below in longest for below in graph[one])
    ]:
        for concept_id in ready:
            longest[concept_id] = max((longest[below] + 1 for below in graph[concept_id]), default=0)
    for concept_id, length in sorted(longest.items()):
        if length > LONGEST_PATH:
            detail = f"{length} concepts stand one behind the other before it; at most {LONGEST_PATH} may."
            yield error("path-too-long", files[concept_id], concept_id, detail)


def check_edges(pack: PackSource) -> Iterator[Finding]:
    graph, files = _graph(pack), _files(pack)
    concepts = {source.concept.id: source.concept for source in pack.concepts}
    for concept_id in sorted(graph):
        concept = concepts[concept_id]
        required = [edge.id for edge in concept.requires if edge.id in graph]
        for one in required:
            if any(one in _above(graph, other) for other in required if other != one):
                yield warning(
                    "redundant-edge",
                    files[concept_id],
                    f"{concept_id} · requires",
                    f"{one} follows from the others.",
                )
            if concepts[one].difficulty > concept.difficulty:
                detail = (
                    f"{one} is harder ({concepts[one].difficulty}) than what needs it ({concept.difficulty})."
                )
                yield warning("harder-prerequisite", files[concept_id], f"{concept_id} · requires", detail)


def _graph(pack: PackSource) -> dict[str, set[str]]:
    """What each published concept names as requirement or choice, dangling names left out."""
    published = {
        one.concept.id: one.concept for one in pack.concepts if one.concept.status is ConceptStatus.PUBLISHED
    }
    return {
        concept_id: {
            one
            for one in (
                *(edge.id for edge in concept.requires),
                *(option for group in concept.any_of for option in group.options),
            )
            if one in published
        }
        for concept_id, concept in published.items()
    }


def _files(pack: PackSource) -> dict[str, str]:
    return {source.concept.id: source.file for source in pack.concepts}


def _above(graph: Mapping[str, set[str]], concept_id: str) -> set[str]:
    """All that the concept builds on."""
    reached: set[str] = set()
    waiting = list(graph[concept_id])
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting.extend(graph[one])
    return reached


def _named_by(concept: ConceptEntry) -> Iterator[tuple[str, str]]:
    for edge in concept.requires:
        yield "requires", edge.id
    for one in concept.recommends:
        yield "recommends", one
    for group in concept.any_of:
        for option in group.options:
            yield "any_of", option


def _absent(concept_id: str) -> str:
    return f"The pack has no published concept {concept_id!r}."
