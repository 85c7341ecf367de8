"""Random roadmaps for property tests: any shape, any prerequisites that point backwards in the order."""

from datetime import date, timedelta

from hypothesis import strategies as st

from milepost.domain.roadmaps import Concept, Roadmap, Stage
from tests.support.factories import make_concept, make_module, make_roadmap, make_stage

half_hours = st.integers(1, 120).map(lambda halves: halves / 2)
study_hours = half_hours | st.floats(0.5, 60)
days = st.integers(0, 3000).map(lambda count: date(2026, 1, 1) + timedelta(days=count))


@st.composite
def concept_lists(draw: st.DrawFn, *, most: int = 20) -> list[Concept]:
    """Concepts in an order in which each needs only earlier ones."""
    concepts: list[Concept] = []
    for index in range(draw(st.integers(1, most))):
        needs = draw(st.sets(st.integers(0, index - 1), max_size=3)) if index else set()
        hours = draw(st.integers(1, 48).map(lambda quarters: quarters / 4) | st.floats(0.25, 20))
        concepts.append(
            make_concept(
                f"topic.c{index}",
                hours=hours,
                needs=[f"topic.c{before}" for before in sorted(needs)],
                spread=hours * draw(st.sampled_from([0, 0.2, 0.5])),
            )
        )
    return concepts


@st.composite
def roadmaps(draw: st.DrawFn, *, most: int = 20) -> Roadmap:
    """A valid roadmap with its concepts cut into modules and stages at random."""
    concepts = draw(concept_lists(most=most))
    stages: list[Stage] = []
    modules = []
    index = 0
    while index < len(concepts):
        size = draw(st.integers(1, 5))
        modules.append(make_module(f"m{index}", concepts[index : index + size]))
        index += size
        if index >= len(concepts) or draw(st.booleans()):
            stages.append(make_stage(f"s{len(stages)}", modules))
            modules = []
    keep_order = draw(st.permutations([concept.concept_id for concept in concepts]))
    return make_roadmap(stages, keep_order=keep_order)
