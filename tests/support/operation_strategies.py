"""Random edits of a roadmap, of every kind: most can be applied, some name what is not there or makes no sense."""

from hypothesis import strategies as st

from milepost.domain.editing.operations import (
    Add,
    Merge,
    Move,
    Needed,
    Operation,
    Remove,
    Rename,
    Reorder,
    SetBudget,
    SetHours,
    SetPrerequisites,
    Split,
    SplitPart,
)
from milepost.domain.roadmaps import Roadmap
from tests.support.roadmap_strategies import days

names = st.text("ab ", min_size=1, max_size=4).filter(str.strip)
hours = st.integers(1, 40).map(lambda quarters: quarters / 4)
places = st.integers(0, 6)


def operations_on(roadmap: Roadmap) -> st.SearchStrategy[Operation]:
    """Edits of a roadmap that has or once had these parts."""
    stages = [stage.stage_id for stage in roadmap.stages]
    modules = [module.module_id for stage in roadmap.stages for module in stage.modules]
    concepts = [concept.concept_id for concept in roadmap.concepts] or ["topic.stranger"]
    anything = st.sampled_from([*stages, *modules, *concepts, "topic.stranger"])
    concept = st.sampled_from([*concepts, *modules[:1]])
    module = st.sampled_from(modules or ["m9"])
    parts = st.builds(SplitPart, name=names, hours=hours)
    orders = [tuple(stages), *(tuple(m.module_id for m in stage.modules) for stage in roadmap.stages)]
    orders += [tuple(one.concept_id for one in m.concepts) for s in roadmap.stages for m in s.modules]
    parents = [None, *stages, *modules]
    reorders = st.sampled_from(
        [(p, o) for p, o in zip(parents, orders, strict=False) if o] or [(None, ("m9",))]
    )
    return st.one_of(
        st.builds(Rename, target_id=anything, name=names),
        st.builds(Remove, target_id=anything, because=st.sampled_from(["known", "not_wanted"])),
        st.builds(Move, target_id=anything, into_id=st.none() | anything, position=places),
        reorders.flatmap(
            lambda found: st.permutations(found[1]).map(
                lambda order: Reorder(target_id=found[0], order=tuple(order))
            )
        ),
        st.builds(Add, source=st.just("own"), name=names, hours=hours, into_id=st.none() | module),
        st.builds(
            Merge,
            target_id=concept,
            with_ids=st.lists(concept, min_size=1, max_size=3, unique=True).map(tuple),
            name=st.none() | names,
        ),
        st.builds(Split, target_id=concept, parts=st.lists(parts, min_size=2, max_size=4).map(tuple)),
        st.builds(SetHours, target_id=concept, hours=hours),
        st.builds(
            SetPrerequisites,
            target_id=concept,
            prerequisites=st.lists(concept, max_size=3, unique=True).map(
                lambda ids: tuple(Needed(concept_id=one) for one in ids)
            ),
        ),
        st.builds(SetBudget, hours_per_week=st.integers(1, 60).map(float), deadline=st.none() | days),
    )
