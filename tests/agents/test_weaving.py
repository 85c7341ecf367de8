"""From what a model proposes to a roadmap that is right by construction, whatever was proposed."""

from milepost.agents.planning.editing import label_parts, operation_problems, operations_of
from milepost.agents.planning.frame import (
    begun_so_far,
    frame_of,
    outline_lines,
    outline_problems,
    repeated_names,
)
from milepost.agents.planning.weaving import (
    concepts_of,
    corrections_of,
    edges_of,
    stage_problems,
    stages_of,
)
from milepost.agents.planning.wire import (
    EditAnswer,
    GrowingOutline,
    OutlineAnswer,
    ProposedEdge,
    StageAnswer,
)
from milepost.catalog.concept_graph import CatalogGraph
from milepost.domain.checking.validation import validate_new
from milepost.domain.corrections import Corrections
from milepost.domain.editing.operations import Remove, Rename, SetHours
from milepost.domain.goals import Language
from milepost.domain.roadmaps import Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import make_intent
from tests.support.small_catalogs import catalog_concept, small_catalog

GRAPH = CatalogGraph(
    small_catalog(
        [
            catalog_concept("rope.rope", hours=2),
            catalog_concept("rope.knots", "rope.rope", hours=2),
            catalog_concept("rope.climbing", "rope.knots", hours=2),
        ]
    )
)


def outline(*stages: list[list[str]]) -> OutlineAnswer:
    """Stages of modules of names."""
    return OutlineAnswer.model_validate(
        {
            "stages": [
                {
                    "name": f"Stage {number}",
                    "modules": [
                        {"name": f"Module {number}.{index}", "concept_names": names}
                        for index, names in enumerate(modules)
                    ],
                }
                for number, modules in enumerate(stages, start=1)
            ]
        }
    )


def answer(*concepts: dict[str, object]) -> StageAnswer:
    return StageAnswer.model_validate({"concepts": [{"hours": 2, **one} for one in concepts]})


def roadmap_from(
    asked: OutlineAnswer, answers: list[StageAnswer], *across: ProposedEdge, shown: tuple[str, ...] = ()
) -> Roadmap:
    frames = frame_of(asked)
    known = [
        concepts_of(frame, said, GRAPH, Language.EN, shown_ids=frozenset(shown))
        for frame, said in zip(frames, answers, strict=True)
    ]
    everything = [one for of_stage in known for one in of_stage]
    woven = edges_of(everything, across, GRAPH, Language.EN)
    stages = stages_of(frames, known, [None] * len(frames), woven.edges)
    return Roadmap(
        title="A goal",
        stages=tuple(stages),
        edges=tuple(woven.edges),
        corrections=Corrections.of([*repeated_names(asked), *corrections_of(everything), *woven.corrections]),
    )


def corrected(roadmap: Roadmap) -> list[tuple[str, str, str]]:
    return [(one.kind, one.name, one.said) for one in roadmap.corrections.items]


def test_circles_dangling_and_backward_edges_are_dropped_and_the_rest_is_kept() -> None:
    roadmap = roadmap_from(
        outline([["Rope", "Knots"]], [["Climbing"]]),
        [
            answer(
                {"name": "Rope", "requires": ["Knots"]}, {"name": "Knots", "requires": ["Rope", "Nothing"]}
            ),
            answer({"name": "Climbing", "requires": ["Climbing"]}),
        ],
        ProposedEdge(before="c2", after="c3", why="Tie in."),
        ProposedEdge(before="c3", after="c1"),
    )

    names = {one.concept_id: one.name for one in roadmap.concepts}
    assert [(names[edge.before], names[edge.after]) for edge in roadmap.edges] == [
        ("Rope", "Knots"),
        ("Knots", "Climbing"),
    ]
    assert corrected(roadmap) == [
        ("need_backward", "Rope", "Knots"),
        ("need_unknown", "Knots", "Nothing"),
        ("need_backward", "Climbing", "Climbing"),
        ("need_backward", "Rope", "Climbing"),
    ]
    assert validate_new(plan_of(roadmap, make_intent())).issues == ()


def test_a_concept_that_stands_twice_is_taken_once() -> None:
    frames = frame_of(outline([["Rope", "rope."]], [["ROPE"], ["Knots"]], [["Rope"]]))

    assert [[place.name for place in frame.places] for frame in frames] == [["Rope"], ["Knots"]]
    assert [frame.index for frame in frames] == [0, 1]
    assert "c2 Knots" in outline_lines(frames)


def test_absurd_hours_are_brought_within_bounds_and_the_learner_is_told() -> None:
    roadmap = roadmap_from(
        outline([["Rope", "Knots"]]),
        [answer({"name": "Rope", "hours": 4000}, {"name": "Knots", "hours": -1, "hours_max": 1e9})],
    )

    rope, knots = roadmap.concepts
    assert (rope.estimated_hours, knots.estimated_hours) == (20, 0.5)
    assert corrected(roadmap) == [("hours", "Rope", "4000"), ("hours", "Knots", "-1")]
    assert [one.hours for one in roadmap.corrections.items] == [20, 0.5]
    assert roadmap_from(outline([["Rope"]]), [answer({"name": "Rope", "hours": 1.25})]).corrections.total == 0
    assert validate_new(plan_of(roadmap, make_intent())).issues == ()


def test_all_that_was_corrected_is_counted_and_the_first_of_it_named() -> None:
    needs = [f"Nothing {number}" for number in range(60)]
    roadmap = roadmap_from(
        outline([["Rope", "Knots", "rope"]]),
        [answer({"name": "Rope"}, {"name": "Knots", "requires": ["Rope", *needs, "Nothing 1"]})],
    )

    assert corrected(roadmap)[:2] == [("duplicate", "Rope", "rope"), ("need_unknown", "Knots", "Nothing 0")]
    assert (roadmap.corrections.total, len(roadmap.corrections.items)) == (61, 40)


def test_places_that_mean_one_concept_and_needs_beyond_six_are_said() -> None:
    names = [f"Knot {number}" for number in range(8)]
    others: list[dict[str, object]] = [{"name": name} for name in names[:-1]]
    roadmap = roadmap_from(
        outline([["Rope", "Cord", *names]]),
        [
            answer(
                {"name": "Rope", "catalog_id": "rope.rope"},
                {"name": "Cord", "catalog_id": "rope.rope"},
                *others,
                {"name": names[-1], "requires": names[:-1]},
            )
        ],
        shown=("rope.rope",),
    )

    kept = next(roadmap.concepts).name
    assert corrected(roadmap) == [("duplicate", kept, "Cord"), ("needs_too_many", "Knot 7", "Knot 6")]


def test_a_concept_of_the_catalog_comes_with_its_hours_and_needs_and_only_if_it_was_shown() -> None:
    roadmap = roadmap_from(
        outline([["First", "Second", "Third"]]),
        [
            answer(
                {"name": "First", "hours": 9, "catalog_id": "rope.rope"},
                {"name": "Second", "hours": 9, "catalog_id": "rope.knots"},
                {"name": "Third", "hours": 9, "catalog_id": "rope.climbing"},
            )
        ],
        shown=("rope.rope", "rope.knots"),
    )

    first, second, third = roadmap.concepts
    assert (first.in_catalog, first.estimated_hours) == (True, 2)
    assert second.prerequisites == (first.concept_id,)
    assert (third.in_catalog, third.estimated_hours) == (False, 9)


def test_a_stage_is_begun_once_the_next_one_has() -> None:
    growing = {
        "stages": [{"name": "One", "modules": [{"name": "M", "concept_names": ["Rope"]}]}, {"name": "T"}]
    }

    begun = begun_so_far(GrowingOutline.model_validate(growing).stages, shown=0)

    assert [(one.name, one.module_count, one.concept_count) for one in begun] == [("One", 1, 1)]
    assert begun_so_far(GrowingOutline.model_validate(growing).stages, shown=1) == []
    assert begun_so_far(GrowingOutline.model_validate({"stages": [{"name": "One"}]}).stages, shown=0) == []


def test_a_stage_without_one_of_its_concepts_is_asked_for_again() -> None:
    [frame] = frame_of(outline([["Rope", "Knots"]]))

    whole = answer({"name": "rope"}, {"name": "Tying", "label": "c2"})
    missing = stage_problems(frame, answer({"name": "Rope"}), Language.EN)

    assert missing == ["The concept c2 'Knots' is missing."]
    assert stage_problems(frame, whole, Language.EN) == []


def test_what_is_in_another_language_is_asked_for_again_with_an_example() -> None:
    knots = outline([["Rope", "Knots that hold", "How to tie one"]])
    [frame] = frame_of(knots)
    told = answer(
        {"name": "Rope", "summary": "学会选择绳子。"}, {"name": "Knots that hold"}, {"name": "How to tie one"}
    )

    assert outline_problems(knots, Language.EN) == []
    [of_outline] = outline_problems(knots, Language.ZH)
    [of_stage] = stage_problems(frame, told, Language.EN)
    assert "Chinese" in of_outline
    assert "'Knots that hold'" in of_outline
    assert "English" in of_stage
    assert "学会选择绳子" in of_stage


def test_changes_name_parts_by_label_and_become_operations() -> None:
    roadmap = roadmap_from(outline([["Rope", "Knots"]]), [answer({"name": "Rope"}, {"name": "Knots"})])
    parts = label_parts(roadmap)
    rope, knots = roadmap.concepts
    said = EditAnswer.model_validate(
        {
            "operations": [
                {"kind": "remove", "target": "c1", "because": "known"},
                {"kind": "rename", "target": "s1m1", "name": "Ropes"},
                {"kind": "set_hours", "target": "c2", "hours": 3},
            ]
        }
    )

    assert operation_problems(said, parts) == []
    assert operations_of(said, parts) == [
        Remove(target_id=rope.concept_id, because="known"),
        Rename(target_id="module-1", name="Ropes"),
        SetHours(target_id=knots.concept_id, hours=3),
    ]


def test_a_change_of_a_part_that_is_not_there_or_without_what_it_needs_is_a_problem() -> None:
    parts = label_parts(roadmap_from(outline([["Rope"]]), [answer({"name": "Rope"})]))
    said = EditAnswer.model_validate(
        {"operations": [{"kind": "remove", "target": "c9"}, {"kind": "set_hours", "target": "c1"}]}
    )

    assert [problem.split(":")[0] for problem in operation_problems(said, parts)] == [
        "Operation 1",
        "Operation 2",
    ]
