"""The main job without its sockets: a goal becomes a reviewed, written roadmap."""

from datetime import date

import pytest

from milepost.domain.content import Tutorial
from milepost.domain.goals import Language, Level, Preferences, UnitKind
from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.roadmaps import RoadmapState
from milepost.domain.tasks import TaskStatus, TaskStep
from milepost.workflow.study import read_content
from tests.support.consistency import assert_consistent
from tests.support.worlds import World


async def test_a_goal_is_planned_reviewed_and_written(either_world: World) -> None:
    world = either_world
    asked = await world.ask_until_review("learn it")
    assert asked.review_id is not None
    drafted = await world.roadmap(asked.roadmap_id)
    assert (drafted.roadmap.revision, drafted.roadmap.state) == (1, RoadmapState.IN_REVIEW)
    await assert_consistent(world, asked.task_id)

    accepted = await world.decide(asked.task_id)
    assert accepted.status is TaskStatus.PROCESSING
    done = await world.until_status(asked.task_id, TaskStatus.COMPLETED)
    assert (done.step, done.progress.pct, done.error) == (TaskStep.FINISHED, 100, None)
    assert sorted(world.author.written) == sorted(
        f"topic.c{n}:{kind}" for n in range(1, 7) for kind in UnitKind
    )
    written = await world.roadmap(asked.roadmap_id)
    assert written.roadmap.state is RoadmapState.APPROVED
    version, content = await read_content(
        world.services, LOCAL_OWNER, asked.roadmap_id, "topic.c2", UnitKind.TUTORIAL
    )
    assert (version, content) == (
        1,
        Tutorial(language=Language.EN, outcomes=("Tell.",), body="About topic.c2."),
    )
    await assert_consistent(world, asked.task_id)
    assert await world.runs(asked.task_id) == []


async def test_the_events_tell_the_run_in_its_order(world: World) -> None:
    asked = await world.ask_until_review()
    await world.decide(asked.task_id)
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)
    events = await assert_consistent(world, asked.task_id)
    told = [
        f"{event.data.step} {event.data.state}" if event.type == "progress" else event.type
        for event in events
        if not event.type.startswith("concept_")
    ]
    assert told == [
        "intent_analysis started", "intent_analysis finished", "intent_ready",
        "curriculum_design started", "stage_drafted", "module_drafted", "module_drafted",
        "curriculum_design finished", "structure_validation started", "validation_finished",
        "structure_validation finished", "human_review started", "human_review_required",
        "review_decided", "human_review finished", "content_generation started",
        "content_generation finished", "completed",
    ]  # fmt: skip


async def test_what_the_learner_typed_reaches_the_planner_whole(world: World) -> None:
    fields = {
        "level": Level.ADVANCED, "hours_per_week": 7.5, "deadline": date(2027, 3, 31), "background": "本科 🎓",
        "known": ("loops", "topic.c1"), "goal_ids": ("topic",), "language": Language.ZH,
        "time_zone": "Asia/Shanghai", "additional_context": "line one\nline two",
        "preferences": Preferences(week_start="sunday", start_date=date(2026, 12, 1)),
    }  # fmt: skip
    await world.ask_until_review("学习编程, by spring", **fields)
    first, second = world.planner.requests
    assert first == second
    assert {name: getattr(second, name) for name in fields} == fields
    assert second.goal == "学习编程, by spring"


async def test_without_a_review_writing_begins_by_itself(world: World) -> None:
    task_id = await world.ask(review=False)
    done = await world.until_status(task_id, TaskStatus.COMPLETED)
    assert done.round == 0
    events = await assert_consistent(world, task_id)
    assert "human_review_required" not in {event.type for event in events}


@pytest.mark.parametrize("kinds", [(UnitKind.QUIZ,), (UnitKind.QUIZ, UnitKind.QUIZ), ()])
async def test_only_what_is_wanted_is_written(world: World, kinds: tuple[UnitKind, ...]) -> None:
    task_id = await world.ask(review=False, preferences=Preferences(unit_kinds=kinds))
    done = await world.until_status(task_id, TaskStatus.COMPLETED)
    assert len(world.author.written) == 6 * len(set(kinds))
    assert (done.progress.done, done.progress.total) == (len(world.author.written),) * 2
    await assert_consistent(world, task_id)


async def test_the_most_valuable_concepts_stay_known_after_planning(world: World) -> None:
    world.planner.keep_order = ("topic.c2", "topic.c1")
    asked = await world.ask_until_review()
    plan = (await world.roadmap(asked.roadmap_id)).plan
    assert plan is not None
    assert plan.roadmap.keep_order == ("topic.c2", "topic.c1")


async def test_first_stages_are_written_first(world: World) -> None:
    task_id = await world.ask(review=False)
    await world.until_status(task_id, TaskStatus.COMPLETED)
    started = [
        event.data.concept_id
        for event in await assert_consistent(world, task_id)
        if event.type == "concept_start"
    ]
    assert started == sorted(started)
