from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.catalog.graph import Catalog
from milepost.catalog.loading.pack_index import load_catalog
from milepost.catalog.planner import CatalogPlanner
from milepost.catalog.planning.plan import drafts_of, plan_roadmap
from milepost.domain.checking.roadmap import check_roadmap
from milepost.domain.checking.validation import validate
from milepost.domain.drafts import DraftSummary, StageDraft
from milepost.domain.goals import Intent, Language, Level
from milepost.domain.roadmaps import Pruned, Roadmap
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.factories import A_REQUEST, OCCASION, START, make_intent, wire_shape
from tests.support.roadmap_strategies import days, study_hours
from tests.support.small_catalogs import catalog_concept, catalog_goal, catalogs, chain, small_catalog


def order_of(roadmap: Roadmap) -> list[str]:
    return [concept.concept_id for concept in roadmap.concepts]


def module_ids(roadmap: Roadmap) -> list[list[str]]:
    return [
        [one.concept_id for one in module.concepts] for stage in roadmap.stages for module in stage.modules
    ]


def pruned(roadmap: Roadmap) -> dict[str, str]:
    return {one.concept_id: one.why for one in roadmap.pruned}


def test_a_goal_is_planned_with_all_that_it_needs_and_no_more() -> None:
    catalog = small_catalog(
        [*chain("red", 3), catalog_concept("red.alone"), catalog_concept("blue.wanted", "red.c2")],
        [catalog_goal("one", ["blue.wanted"])],
    )

    assert order_of(plan_roadmap(catalog, make_intent(goals=["one"]))) == [
        "red.c0",
        "red.c1",
        "red.c2",
        "blue.wanted",
    ]


def test_each_edge_carries_the_reason_of_the_catalog() -> None:
    catalog = small_catalog(chain("red", 2), [catalog_goal("one", ["red.c1"])])

    (edge,) = plan_roadmap(catalog, make_intent(goals=["one"])).edges

    assert (edge.before, edge.after, edge.why, edge.source) == (
        "red.c0",
        "red.c1",
        "C1 builds on it.",
        "catalog",
    )


def test_optional_concepts_are_taught_when_they_are_named() -> None:
    catalog = small_catalog(
        [catalog_concept("red.must"), catalog_concept("red.extra")],
        [catalog_goal("one", ["red.must"], optional=["red.extra"])],
    )

    assert order_of(plan_roadmap(catalog, make_intent(goals=["one"]))) == ["red.must"]
    named = plan_roadmap(catalog, make_intent(goals=["one"], named=["red.extra"]))
    assert set(order_of(named)) == {"red.must", "red.extra"}


def test_a_concept_named_alone_is_planned_without_any_goal() -> None:
    roadmap = plan_roadmap(small_catalog(chain("red", 4)), make_intent(named=["red.c2"]))

    assert order_of(roadmap) == ["red.c0", "red.c1", "red.c2"]
    assert roadmap.stages[-1].project is not None


def test_what_is_known_is_left_out_and_listed() -> None:
    catalog = small_catalog(chain("red", 3), [catalog_goal("one", ["red.c2"], entry=["red.c0"])])

    roadmap = plan_roadmap(catalog, make_intent(goals=["one"], level=Level.INTERMEDIATE, known=["red.c1"]))

    assert order_of(roadmap) == ["red.c2"]
    assert roadmap.pruned == (
        Pruned(concept_id="red.c0", name="C0", why="level", hours=1),
        Pruned(concept_id="red.c1", name="C1", why="known", hours=1),
    )
    assert next(roadmap.concepts).prerequisites == ()


def test_what_a_known_concept_builds_on_stays_as_a_refresh() -> None:
    catalog = small_catalog(chain("red", 4), [catalog_goal("one", ["red.c3"])])

    roadmap = plan_roadmap(catalog, make_intent(goals=["one"], known=["red.c2"]))

    assert [(one.concept_id, one.estimated_hours) for one in roadmap.concepts] == [
        ("red.c0", 0.25), ("red.c1", 0.25), ("red.c3", 1),
    ]  # fmt: skip
    assert next(roadmap.concepts).description.startswith("A short refresh, because “C2”")


def test_what_the_learner_names_is_taught_although_their_level_implies_it() -> None:
    catalog = small_catalog(chain("red", 2), [catalog_goal("one", ["red.c1"], entry=["red.c1"])])

    roadmap = plan_roadmap(catalog, make_intent(goals=["one"], level=Level.ADVANCED, named=["red.c1"]))

    assert "red.c1" in order_of(roadmap)


@pytest.mark.parametrize(
    ("known", "named", "expected"),
    [
        (["blue.dear"], [], ["red.goal"]),
        ([], ["blue.dear"], ["blue.dear", "red.goal"]),
        ([], [], ["green.cheap", "red.goal"]),
    ],
)
def test_of_a_choice_the_known_option_is_taken_else_the_named_else_the_cheapest(
    known: Sequence[str], named: Sequence[str], expected: Sequence[str]
) -> None:
    catalog = small_catalog(
        [
            catalog_concept("blue.dear", hours=5),
            catalog_concept("green.cheap", hours=2),
            catalog_concept("red.goal", any_of=["blue.dear", "green.cheap"]),
        ],
        [catalog_goal("one", ["red.goal"])],
    )

    assert order_of(plan_roadmap(catalog, make_intent(goals=["one"], known=known, named=named))) == expected


def budget_catalog() -> Catalog:
    concepts = [
        catalog_concept("red.must", hours=4),
        *chain("blue", 2, hours=3),
        catalog_concept("green.small"),
    ]
    return small_catalog(concepts, [catalog_goal("one", ["red.must"], should=["blue.c1", "green.small"])])


@pytest.mark.parametrize(
    ("days_left", "expected"),
    [
        (2, {"red.must"}),
        (6, {"red.must"}),
        (17, {"red.must"}),
        (18, {"red.must", "blue.c0", "blue.c1"}),
        (19, {"red.must", "blue.c0", "blue.c1"}),
        (20, {"red.must", "blue.c0", "blue.c1", "green.small"}),
        (None, {"red.must", "blue.c0", "blue.c1", "green.small"}),
    ],
)
def test_further_concepts_come_in_their_stated_order_as_long_as_the_calendar_ends_in_time(
    days_left: int | None, expected: set[str]
) -> None:
    deadline = None if days_left is None else START + timedelta(days=days_left - 1)

    roadmap = plan_roadmap(
        budget_catalog(), make_intent(goals=["one"], hours_per_week=4.5, deadline=deadline)
    )

    assert set(order_of(roadmap)) == expected
    left_out = {"blue.c0", "blue.c1", "green.small"} - expected
    assert {one for one, why in pruned(roadmap).items() if why == "over_budget"} == left_out


def test_a_plan_that_does_not_fit_says_what_to_drop_from_the_least_valuable_end() -> None:
    catalog = small_catalog(
        [catalog_concept("red.first", hours=4), catalog_concept("blue.second", hours=4)],
        [catalog_goal("one", ["red.first", "blue.second"])],
    )
    intent = make_intent(goals=["one"], hours_per_week=5, deadline=START + timedelta(days=6))

    verdict = plan_of(plan_roadmap(catalog, intent), intent).verdict

    assert verdict is not None
    assert [way.drop for way in verdict.ways_out if way.kind == "fewer_concepts"] == [("blue.second",)]


def test_domains_stay_together_where_prerequisites_allow() -> None:
    catalog = small_catalog(
        [
            *chain("red", 4),
            *chain("blue", 4),
            catalog_concept("green.early"),
            *chain("green", 3, first_needs=["red.c3", "blue.c3"]),
        ],
        [catalog_goal("one", ["green.c2", "green.early"])],
    )

    assert module_ids(plan_roadmap(catalog, make_intent(goals=["one"]))) == [
        ["blue.c0", "blue.c1", "blue.c2", "blue.c3"],
        ["red.c0", "red.c1", "red.c2", "red.c3"],
        ["green.early", "green.c0", "green.c1", "green.c2"],
    ]


def test_a_run_too_short_for_a_module_shares_one_with_its_neighbour() -> None:
    catalog = small_catalog(
        [*chain("blue", 2), *chain("red", 4, first_needs=["blue.c1"])], [catalog_goal("one", ["red.c3"])]
    )

    (module,) = module_ids(plan_roadmap(catalog, make_intent(goals=["one"])))

    assert module == ["blue.c0", "blue.c1", "red.c0", "red.c1", "red.c2", "red.c3"]


def test_modules_are_cut_where_the_packs_modules_change() -> None:
    basics = [catalog_concept(f"red.a{index}", module="Basics") for index in range(4)]
    further = [
        catalog_concept(f"red.b{index}", *(one.concept_id for one in basics), module="Further")
        for index in range(6)
    ]
    catalog = small_catalog(
        [*basics, *further], [catalog_goal("one", [one.concept_id for one in (*basics, *further)])]
    )

    roadmap = plan_roadmap(catalog, make_intent(goals=["one"]))

    assert [module.name for stage in roadmap.stages for module in stage.modules] == ["Basics", "Further"]


def test_a_project_that_is_not_written_in_chinese_comes_in_english_and_says_so() -> None:
    def projects(goal_id: str) -> list[tuple[Language | None, bool]]:
        """Of each stage, the language its project names, and whether its task has Chinese characters."""
        roadmap = plan_roadmap(load_catalog(), make_intent(goals=(goal_id,), language=Language.ZH))
        found = [stage.project for stage in roadmap.stages if stage.project is not None]
        return [(one.language, any("\u4e00" <= letter <= "\u9fff" for letter in one.task)) for one in found]

    assert set(projects("python")) == {(None, True)}
    assert projects("sql")[-1] == (Language.EN, False)


def test_the_last_stage_ends_with_the_goals_project_and_the_others_with_their_hardest_practice() -> None:
    catalog = small_catalog(
        [
            *chain("red", 4),
            *chain("blue", 4, first_needs=["red.c3"]),
            *chain("green", 4, first_needs=["blue.c3"]),
        ],
        [catalog_goal("one", ["green.c3"])],
    )

    stages = plan_roadmap(catalog, make_intent(goals=["one"])).stages

    assert [stage.project.title if stage.project else None for stage in stages] == [
        "C3",
        "C3",
        "The one project",
    ]
    assert stages[0].project is not None
    assert stages[0].project.done_when == "It works."


def test_two_goals_end_with_both_projects() -> None:
    catalog = small_catalog(
        chain("red", 3), [catalog_goal("one", ["red.c1"]), catalog_goal("two", ["red.c2"])]
    )

    project = plan_roadmap(catalog, make_intent(goals=["one", "two"])).stages[-1].project

    assert project is not None
    assert project.title == "The one project, The two project"


def test_when_everything_is_known_there_is_nothing_to_plan() -> None:
    catalog = small_catalog(chain("red", 2), [catalog_goal("one", ["red.c1"])])

    roadmap = plan_roadmap(catalog, make_intent(goals=["one"], known=["red.c0", "red.c1"]))

    assert roadmap.stages == ()
    assert set(pruned(roadmap)) == {"red.c0", "red.c1"}


def test_clauses_that_are_not_covered_are_carried_on() -> None:
    catalog = small_catalog(chain("red", 2), [catalog_goal("one", ["red.c1"])])
    intent = make_intent(goals=["one"]).model_copy(update={"unmatched": ("play the violin",)})

    assert plan_roadmap(catalog, intent).not_covered == ("play the violin",)


some_intents = st.builds(
    make_intent,
    hours_per_week=study_hours,
    start_date=days,
    goals=st.sampled_from([["one"], ["one", "two"], ["two", "one"]]),
    level=st.sampled_from(Level),
    language=st.sampled_from(Language),
)


def bounded(intent: Intent, length: int | None) -> Intent:
    deadline = None if length is None else intent.start_date + timedelta(days=length)
    return intent.model_copy(update={"deadline": deadline})


lengths = st.none() | st.integers(0, 200)


def knowing(data: st.DataObject, catalog: Catalog, intent: Intent) -> Intent:
    ids = sorted(catalog.concepts)
    return intent.model_copy(
        update={
            "known": tuple(data.draw(st.lists(st.sampled_from(ids), max_size=4, unique=True))),
            "named": tuple(data.draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))),
        }
    )


@given(catalogs(), some_intents, lengths, st.data())
def test_every_plan_is_accepted_by_the_checker_and_by_validation(
    catalog: Catalog, intent: Intent, length: int | None, data: st.DataObject
) -> None:
    intent = knowing(data, catalog, bounded(intent, length))
    plan = plan_of(plan_roadmap(catalog, intent), intent)

    if plan.roadmap.stages:
        assert check_roadmap(wire_shape(plan)) is None
        assert {issue.code for issue in validate(plan).issues} <= {"over_budget", "duplicate_name"}
    else:
        assert [issue.code for issue in validate(plan).issues] == ["no_stages"]


@given(catalogs(), some_intents, lengths, st.data())
def test_the_closure_is_complete_except_for_what_is_listed_as_left_out(
    catalog: Catalog, intent: Intent, length: int | None, data: st.DataObject
) -> None:
    intent = knowing(data, catalog, bounded(intent, length))
    roadmap = plan_roadmap(catalog, intent)

    planned, left_out = set(order_of(roadmap)), set(pruned(roadmap))
    assert not planned & left_out
    for goal in intent.goals:
        assert set(catalog.goals[goal.goal_id].must) <= planned | left_out
    for one in planned:
        assert {edge.concept_id for edge in catalog.concepts[one].requires} <= planned | left_out
    musts = {one for one, why in pruned(roadmap).items() if why == "over_budget"}
    assert not musts & {one for goal in intent.goals for one in catalog.goals[goal.goal_id].must}


@given(catalogs(), some_intents, st.integers(0, 200), st.integers(0, 100), study_hours, st.data())
def test_a_larger_budget_gives_a_plan_that_contains_the_smaller_ones(
    catalog: Catalog, intent: Intent, length: int, more_days: int, other_hours: float, data: st.DataObject
) -> None:
    intent = knowing(data, catalog, intent)
    hours = sorted([intent.hours_per_week, other_hours])
    small = bounded(intent, length).model_copy(update={"hours_per_week": hours[0]})
    large = bounded(intent, length + more_days).model_copy(update={"hours_per_week": hours[1]})

    assert set(order_of(plan_roadmap(catalog, small))) <= set(order_of(plan_roadmap(catalog, large)))


@given(catalogs(), some_intents, lengths, st.data())
def test_modules_and_stages_have_the_sizes_they_should(
    catalog: Catalog, intent: Intent, length: int | None, data: st.DataObject
) -> None:
    roadmap = plan_roadmap(catalog, knowing(data, catalog, bounded(intent, length)))

    modules = module_ids(roadmap)
    count = sum(len(module) for module in modules)
    assert all(3 <= len(module) <= 8 for module in modules) or (len(modules) == 1 and count < 3)
    assert min(3, len(modules)) <= len(roadmap.stages) <= 6
    names = [module.name for stage in roadmap.stages for module in stage.modules]
    assert len(set(names)) == len(names)
    assert all(stage.project is not None for stage in roadmap.stages)


@given(catalogs(), some_intents, lengths, st.randoms(use_true_random=False))
def test_the_same_input_gives_the_same_bytes_whatever_order_the_catalog_was_read_in(
    catalog: Catalog, intent: Intent, length: int | None, random: Random
) -> None:
    concepts, goals = list(catalog.concepts.values()), list(catalog.goals.values())
    random.shuffle(concepts)
    random.shuffle(goals)
    intent = bounded(intent, length)

    again = plan_roadmap(small_catalog(concepts, goals), intent)

    first = plan_of(plan_roadmap(catalog, intent), intent)
    assert plan_of(again, intent).model_dump_json() == first.model_dump_json()


@pytest.fixture(scope="module")
def core() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize(
    "goals", [*([goal] for goal in load_catalog().goals), ["python", "git-and-command-line"]]
)
@pytest.mark.parametrize("length", [None, 14, 120])
@pytest.mark.parametrize("hours_per_week", [3, 8, 20])
@pytest.mark.parametrize("level", Level)
def test_plans_of_the_core_pack_hold_what_they_claim(
    core: Catalog,
    goals: list[str],
    level: Level,
    hours_per_week: float,
    length: int | None,
) -> None:
    language = Language.ZH if hours_per_week == 8 else Language.EN
    intent = bounded(
        make_intent(goals=goals, level=level, hours_per_week=hours_per_week, language=language), length
    )

    plan = plan_of(plan_roadmap(core, intent), intent)

    assert check_roadmap(wire_shape(plan)) is None
    assert {issue.code for issue in validate(plan).issues} <= {"over_budget"}
    assert all(3 <= len(module) <= 8 for module in module_ids(plan.roadmap))
    assert len({stage.name for stage in plan.roadmap.stages}) == len(plan.roadmap.stages)


async def test_the_planner_hands_over_stage_by_stage_and_the_summary_last(core: Catalog) -> None:
    intent = make_intent(goals=["python"])

    drafts = [
        draft async for draft in CatalogPlanner(core).design(intent, request=A_REQUEST, occasion=OCCASION)
    ]

    *stages, summary = drafts
    roadmap = plan_roadmap(core, intent)
    assert [draft.stage for draft in stages if isinstance(draft, StageDraft)] == list(roadmap.stages)
    assert [draft.index for draft in stages if isinstance(draft, StageDraft)] == list(
        range(len(roadmap.stages))
    )
    assert isinstance(summary, DraftSummary)
    assert summary == list(drafts_of(roadmap))[-1]
    assert summary.keep_order


def test_a_start_late_in_the_calendar_is_planned_like_any_other(core: Catalog) -> None:
    intent = make_intent(goals=["python"], start_date=date(2099, 12, 30))

    assert check_roadmap(wire_shape(plan_of(plan_roadmap(core, intent), intent))) is None


@pytest.mark.parametrize("language", Language)
def test_stages_of_the_catalog_have_short_names_of_their_own(language: Language) -> None:
    catalog = load_catalog()
    for goal_id in catalog.goals:
        names = [
            stage.name
            for stage in plan_roadmap(catalog, make_intent(goals=[goal_id], language=language)).stages
        ]
        assert len({frozenset(name.split(" · ")) for name in names}) == len(names)
        assert max(map(len, names)) <= 45
