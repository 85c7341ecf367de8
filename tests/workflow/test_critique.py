"""A critic looks over what a model has designed: its changes are made where they can be, and it holds nothing up."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from milepost.domain import events
from milepost.domain.checking.critique import MOST_FINDINGS, Critique, ProposedFinding
from milepost.domain.checking.validation_report import Outcome
from milepost.domain.editing.context import NO_CATALOG
from milepost.domain.editing.heeding import heed
from milepost.domain.editing.operations import Move, Remove, Rename, SetHours
from milepost.domain.errors import MilepostError
from milepost.domain.events import TaskEvent
from milepost.domain.goals import Question
from milepost.domain.model_errors import ModelAnswerInvalid, ModelUnreachable, SpendCapReached
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus
from milepost.workflow.change_roadmap import RevertRequest, revert_change
from tests.support.consistency import assert_consistent
from tests.support.factories import make_intent, roadmap_of
from tests.support.fakes import RepeatingEngine, StubPlanner, small_concepts
from tests.support.worlds import World, open_world

TOO_LONG = ProposedFinding(
    part_id="topic.c2", text="It takes longer.", operations=(SetHours(target_id="topic.c2", hours=5),)
)
BORING = ProposedFinding(part_id="topic.c6", text="Few people need it.")
#: It would stand before what it needs.
BACKWARD = ProposedFinding(
    part_id="topic.c5",
    text="It should come first.",
    operations=(
        Rename(target_id="topic.c5", name="First"),
        Move(target_id="topic.c5", into_id="m1", position=0),
    ),
)
UNREADABLE = ProposedFinding(text="Something is missing.", unreadable="there is no part 'c99'.")
ALL = (TOO_LONG, BORING, BACKWARD, UNREADABLE)


def checks(log: Sequence[TaskEvent]) -> list[tuple[str, Outcome, int, int]]:
    return [
        (event.data.by, event.data.outcome, event.data.round, event.data.total)
        for event in log
        if isinstance(event, events.ValidationFinished)
    ]


async def critique_of(world: World, task: TaskRecord) -> Critique | None:
    return (await world.roadmap(task.roadmap_id)).critique


@pytest.mark.parametrize("engine", [None, RepeatingEngine])
async def test_changes_that_can_be_made_are_made_as_a_revision_and_the_rest_is_said(
    place: Path | str, engine: type[RepeatingEngine] | None
) -> None:
    planner = StubPlanner()
    planner.findings = list(ALL)
    async with open_world(
        place, planner=planner, with_model=True, engine=engine() if engine else None
    ) as world:
        task = await world.ask_until_review(planner="model")
        log = await assert_consistent(world, task.task_id)
        found = await world.roadmap(task.roadmap_id)
        async with world.storage.database.read() as work:
            revisions = await work.roadmaps.revisions(task.roadmap_id)
    assert checks(log) == [("code", "valid", 1, 0), ("model", "valid", 1, 3), ("code", "valid", 2, 0)]
    [applied] = [event.data for event in log if isinstance(event, events.EditApplied)]
    assert (applied.by, applied.revision, applied.operation_count) == ("model", 2, 1)
    assert [revision.operations for revision in revisions] == [(), TOO_LONG.operations]
    assert found.critique is not None
    assert found.plan is not None
    assert [finding.state for finding in found.critique.findings] == [
        "changed", "remark", "not_possible", "not_possible",
    ]  # fmt: skip
    backward, unreadable = found.critique.findings[2:]
    assert "comes later" in (backward.why_not or "")
    assert "c99" in (unreadable.why_not or "")
    assert {one.concept_id: one.estimated_hours for one in found.plan.roadmap.concepts}["topic.c2"] == 5
    assert planner.criticised[0].total_hours == 12


@pytest.mark.parametrize(
    "failure",
    [
        ModelUnreachable("a model"),
        ModelAnswerInvalid("a model", ["no"]),
        SpendCapReached("per_task_tokens", limit=1, spent=1, needed=1),
    ],
)
async def test_a_critic_that_cannot_be_asked_is_said_and_holds_nothing_up(
    file: Path, failure: MilepostError
) -> None:
    planner = StubPlanner()
    planner.critic_fails = failure
    async with open_world(file, planner=planner, with_model=True) as world:
        task = await world.ask_until_review(planner="model")
        log = await assert_consistent(world, task.task_id)
        critique = await critique_of(world, task)
        await world.decide(task.task_id)
        await world.until_status(task.task_id, TaskStatus.COMPLETED)
    assert checks(log) == [("code", "valid", 1, 0), ("model", "not_checked", 1, 0)]
    assert critique == Critique(outcome="not_checked", reason=failure.slug)


async def test_what_the_catalog_plans_and_what_a_person_asks_for_nobody_judges(file: Path) -> None:
    planner = StubPlanner()
    planner.findings = list(ALL)
    async with open_world(file, planner=planner, with_model=True) as world:
        by_catalog = await world.ask_until_review()
        assert await critique_of(world, by_catalog) is None
        task = await world.ask_until_review(planner="model")
        await world.decide(task.task_id, approved=False, feedback="drop topic.c4")
        task = await world.until_next_review(task)
        remarks = await critique_of(world, task)
        await world.decide(task.task_id)
        assert await critique_of(world, task) is None
    assert len(planner.criticised) == 1
    assert remarks is not None
    assert [finding.state for finding in remarks.findings] == ["remark", "not_possible", "not_possible"]


async def test_what_the_critic_changed_can_be_undone_and_its_remarks_stay(file: Path) -> None:
    planner = StubPlanner()
    planner.findings = list(ALL)
    async with open_world(file, planner=planner, with_model=True) as world:
        task = await world.ask_until_review(planner="model")
        revert = RevertRequest(base_revision=2, to_revision=1)
        await revert_change(world.services, world.request(), task.roadmap_id, revert)
        found = await world.roadmap(task.roadmap_id)
    assert found.plan is not None
    assert found.plan.roadmap.total_hours == 12
    assert found.critique is not None
    assert [finding.text for finding in found.critique.findings] == [
        BORING.text, BACKWARD.text, UNREADABLE.text,
    ]  # fmt: skip


async def test_a_plan_that_cannot_be_made_anew_comes_back_with_what_was_said_of_it(file: Path) -> None:
    planner = StubPlanner()
    planner.questions = (Question(question_id="q1", text="Where?", default="in town"),)
    planner.findings = list(ALL)
    async with open_world(file, planner=planner, with_model=True) as world:
        before = await world.ask_until_review(planner="model")
        said = await critique_of(world, before)
        planner.fails_with = "a fault"
        await world.answer(before.task_id, q1="on gravel")
        task = await world.until_next_review(before)
        again = await critique_of(world, task)
    assert said == again is not None
    assert len(planner.criticised) == 1


async def test_a_plan_that_nobody_reviews_is_written_as_the_critic_left_it(file: Path) -> None:
    planner = StubPlanner()
    planner.findings = [ProposedFinding(text="Too much.", operations=(Remove(target_id="topic.c6"),))]
    async with open_world(file, planner=planner, with_model=True) as world:
        done = await world.until_status(await world.ask(planner="model", review=False), TaskStatus.COMPLETED)
        await assert_consistent(world, done.task_id)
    assert done.progress.total == 15


def test_a_finding_that_leaves_nothing_and_those_beyond_the_first_few_change_nothing() -> None:
    roadmap = roadmap_of(*small_concepts(2))
    nothing_left = ProposedFinding(
        text="All of it is known.",
        operations=(Remove(target_id="topic.c1"), Remove(target_id="topic.c2")),
    )
    heeded = heed(roadmap, [nothing_left, *[BORING] * 20], make_intent(), context=NO_CATALOG)
    assert heeded.roadmap == roadmap
    assert heeded.operations == ()
    assert len(heeded.findings) == MOST_FINDINGS
    assert heeded.findings[0].why_not == "The roadmap has no stages."


def test_each_finding_is_tried_on_what_the_one_before_left() -> None:
    again = TOO_LONG.model_copy(update={"operations": (Rename(target_id="topic.c6", name="Again"),)})
    gone = ProposedFinding(part_id="topic.c6", text="Out.", operations=(Remove(target_id="topic.c6"),))
    heeded = heed(roadmap_of(*small_concepts()), [gone, again], make_intent(), context=NO_CATALOG)
    assert [(one.state, one.part_name) for one in heeded.findings] == [
        ("changed", "About topic.c6"),
        ("not_possible", "About topic.c2"),
    ]
