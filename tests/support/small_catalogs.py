"""Small catalogs for tests, by hand and at random."""

from collections.abc import Iterable, Mapping, Sequence

from hypothesis import strategies as st

from milepost.catalog.graph import (
    AnyOf,
    Catalog,
    CatalogConcept,
    CatalogGoal,
    Entry,
    ExitProject,
    Localised,
    PackIdentity,
    Practice,
    Requirement,
)
from milepost.domain.roadmaps import Hours


def catalog_concept(
    concept_id: str,
    *needs: str,
    hours: float = 1,
    difficulty: int = 1,
    any_of: Sequence[str] = (),
    name: str | None = None,
    module: str | None = None,
) -> CatalogConcept:
    shown = name or concept_id.partition(".")[2].replace("-", " ").capitalize()
    return CatalogConcept(
        concept_id=concept_id,
        names=Localised(shown),
        summaries=Localised(f"What there is to know of {shown.lower()}."),
        hours=Hours(min=hours / 2, typical=hours, max=hours * 2),
        difficulty=difficulty,
        requires=tuple(Requirement(one, Localised(f"{shown} builds on it.")) for one in needs),
        any_of=(AnyOf(tuple(any_of), Localised("One of them is enough.")),) if any_of else (),
        practice=Practice(
            Localised(f"Make something with {shown.lower()}."), Localised("It works."), minutes=30
        ),
        module=Localised(module) if module else None,
    )


def catalog_goal(
    goal_id: str,
    must: Iterable[str],
    *,
    should: Iterable[str] = (),
    optional: Iterable[str] = (),
    entry: Iterable[str] = (),
) -> CatalogGoal:
    return CatalogGoal(
        goal_id=goal_id,
        names=Localised(goal_id.capitalize()),
        summaries=Localised(f"All about {goal_id}."),
        must=tuple(must),
        should=tuple(should),
        optional=tuple(optional),
        entry=Entry(intermediate=tuple(entry), advanced=tuple(entry)),
        exit_project=ExitProject(
            Localised(f"The {goal_id} project"), Localised("Make it all."), Localised("All works.")
        ),
    )


def small_catalog(
    concepts: Iterable[CatalogConcept], goals: Iterable[CatalogGoal] = (), *, version: str = "1.0.0"
) -> Catalog:
    return Catalog(concepts, goals, identity=PackIdentity("test", version, "sha256:test"))


def chain(
    domain: str, count: int, *, hours: float = 1, first_needs: Sequence[str] = ()
) -> list[CatalogConcept]:
    """Concepts `<domain>.c0`, `<domain>.c1` … of which each needs the one before."""
    needs: Mapping[int, Sequence[str]] = {0: first_needs}
    return [
        catalog_concept(f"{domain}.c{index}", *needs.get(index, [f"{domain}.c{index - 1}"]), hours=hours)
        for index in range(count)
    ]


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A random catalog of up to thirty concepts in three domains, with the goals `one` and `two`."""
    concepts: list[CatalogConcept] = []
    for index in range(draw(st.integers(1, 30))):
        earlier = [one.concept_id for one in concepts]
        needs = draw(st.lists(st.sampled_from(earlier), max_size=3, unique=True)) if earlier else []
        options = (
            draw(st.lists(st.sampled_from(earlier), min_size=2, max_size=3, unique=True))
            if len(earlier) > 4
            else []
        )
        concepts.append(
            catalog_concept(
                f"{draw(st.sampled_from(['red', 'green', 'blue']))}.c{index}",
                *needs,
                hours=draw(st.integers(2, 24)) / 4,
                difficulty=draw(st.integers(1, 5)),
                any_of=options if draw(st.integers(0, 4)) == 0 else (),
            )
        )
    ids = [one.concept_id for one in concepts]
    some = st.lists(st.sampled_from(ids), max_size=6, unique=True)
    goals = [
        catalog_goal(
            goal_id, draw(st.lists(st.sampled_from(ids), min_size=1, max_size=5, unique=True)),
            should=draw(some), optional=draw(some), entry=draw(some),
        )
        for goal_id in ("one", "two")
    ]  # fmt: skip
    return small_catalog(draw(st.permutations(concepts)), goals)
