"""A review is decided once: approved, rejected with changes, or overtaken by something else."""

import asyncio
from typing import Any

import pytest

from milepost.domain.editing.operations import Move, Operation, Remove, Rename
from milepost.domain.errors import (
    FeedbackNotUnderstood,
    FeedbackWithApproval,
    MilepostError,
    NothingToChange,
    OperationRefused,
    RoadmapBlocked,
    StaleReview,
    TaskNotFound,
    WrongIdKind,
)
from milepost.domain.ids import OwnerId
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.decide_review import Decision, decide_review
from milepost.workflow.once import Request
from milepost.workflow.sweep import sweep
from tests.support.consistency import assert_consistent
from tests.support.worlds import World

#: Puts a concept before what it needs, which blocks approval.
BLOCKING = Move(target_id="topic.c6", into_id="m1", position=0)


async def concepts(world: World, task: TaskRecord) -> list[str]:
    plan = (await world.roadmap(task.roadmap_id)).plan
    assert plan is not None
    return [concept.concept_id.removeprefix("topic.") for concept in plan.roadmap.concepts]


async def names(world: World, task: TaskRecord) -> list[str]:
    plan = (await world.roadmap(task.roadmap_id)).plan
    assert plan is not None
    return [concept.name for concept in plan.roadmap.concepts]


async def reject(world: World, task: TaskRecord, **decision: Any) -> TaskRecord:
    """Ask for changes; the task when it waits for the next review."""
    await world.decide(task.task_id, approved=False, **decision)
    return await world.until_next_review(task)


@pytest.mark.parametrize(
    ("feedback", "operations", "left"),
    [
        ("drop topic.c6", (), ["c1", "c2", "c3", "c4", "c5"]),
        (None, (Remove(target_id="topic.c5"),), ["c1", "c2", "c3", "c4", "c6"]),
        ("drop topic.c6", (Remove(target_id="topic.c5"),), ["c1", "c2", "c3", "c4"]),
    ],
    ids=["in words", "by hand", "both"],
)
async def test_a_rejection_is_carried_out_and_asked_about_again(
    either_world: World, feedback: str | None, operations: tuple[Operation, ...], left: list[str]
) -> None:
    world = either_world
    asked = await world.ask_until_review()
    again = await reject(world, asked, feedback=feedback, operations=operations)
    assert again.review_id != asked.review_id
    assert await concepts(world, again) == left
    await world.decide(again.task_id, review_id=again.review_id)
    await world.until_status(again.task_id, TaskStatus.COMPLETED)
    assert len(world.author.written) == 3 * len(left)
    events = await assert_consistent(world, again.task_id)
    decisions = [
        (event.data.approved, event.data.revision) for event in events if event.type == "review_decided"
    ]
    assert decisions == [(False, 1), (True, 2)]


async def test_words_are_about_the_roadmap_as_the_operations_leave_it(world: World) -> None:
    asked = await world.ask_until_review()
    await reject(
        world, asked, feedback="drop topic.c6", operations=(Rename(target_id="topic.c1", name="New"),)
    )
    assert {next(roadmap.concepts).name for roadmap in world.planner.edited} == {"New"}


async def test_what_was_not_understood_is_said_while_the_rest_is_done(world: World) -> None:
    asked = await world.ask_until_review()
    await reject(world, asked, feedback="drop topic.c6 and mumble")
    events = await assert_consistent(world, asked.task_id)
    applied = [event.data for event in events if event.type == "edit_applied"]
    assert [(data.by, data.operation_count, data.not_understood) for data in applied] == [
        ("person", 1, ("mumble",))
    ]


REFUSED: list[tuple[dict[str, Any], type[MilepostError]]] = [
    ({"approved": False}, NothingToChange),
    ({"approved": False, "feedback": "   "}, NothingToChange),
    ({"approved": True, "feedback": "nice"}, FeedbackWithApproval),
    ({"approved": False, "feedback": "mumble"}, FeedbackNotUnderstood),
    ({"approved": False, "feedback": "drop topic.c99"}, FeedbackNotUnderstood),
    ({"approved": False, "operations": (Remove(target_id="topic.c99"),)}, OperationRefused),
    (
        {"approved": False, "feedback": "drop topic.c1", "operations": (Remove(target_id="topic.c1"),)},
        FeedbackNotUnderstood,
    ),
    ({"approved": True, "operations": (Remove(target_id="topic.c99"),)}, OperationRefused),
    ({"approved": True, "operations": (BLOCKING,)}, RoadmapBlocked),
    ({"approved": True, "review_id": "rev_none"}, StaleReview),
    ({"approved": True, "review_id": "rev_\x00"}, StaleReview),
    ({"approved": False, "review_id": "rev_none", "feedback": "drop topic.c1"}, StaleReview),
]


async def test_a_decision_that_cannot_be_carried_out_changes_nothing(either_world: World) -> None:
    world = either_world
    asked = await world.ask_until_review()
    for decision, problem in REFUSED:
        with pytest.raises(problem):
            await world.decide(asked.task_id, **decision)
        assert await world.task(asked.task_id) == asked, decision
    assert await concepts(world, asked) == ["c1", "c2", "c3", "c4", "c5", "c6"]
    await world.decide(asked.task_id)
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)


async def test_an_approval_with_operations_writes_the_changed_roadmap(world: World) -> None:
    asked = await world.ask_until_review()
    await world.decide(
        asked.task_id, operations=(Remove(target_id="topic.c6"), Rename(target_id="topic.c1", name="New"))
    )
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)
    assert (await names(world, asked))[0] == "New"
    assert len(world.author.written) == 15
    events = await assert_consistent(world, asked.task_id)
    assert [event.data.revision for event in events if event.type == "review_decided"] == [2]


async def test_a_blocked_roadmap_cannot_be_approved_until_it_is_mended(world: World) -> None:
    asked = await world.ask_until_review()
    blocked = await reject(world, asked, operations=(BLOCKING,))
    with pytest.raises(RoadmapBlocked) as refusal:
        await world.decide(blocked.task_id)
    assert refusal.value.review_id == blocked.review_id
    assert {issue["code"] for issue in refusal.value.issues} == {"backward_prerequisite"}
    back = Move(target_id="topic.c6", into_id="m2", position=2)
    await world.decide(blocked.task_id, operations=(back,))
    await world.until_status(blocked.task_id, TaskStatus.COMPLETED)


async def test_of_two_approvals_at_once_one_counts(either_world: World) -> None:
    world = either_world
    asked = await world.ask_until_review()
    answers = await asyncio.gather(
        *(world.decide(asked.task_id, review_id=asked.review_id) for _ in range(5)), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Accepted", *["StaleReview"] * 4]
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)
    assert len(world.author.written) == 18
    await assert_consistent(world, asked.task_id)


async def test_of_an_approval_a_rejection_and_a_cancel_at_once_one_counts(either_world: World) -> None:
    world = either_world
    for _ in range(3):
        asked = await world.ask_until_review()
        answers = await asyncio.gather(
            world.decide(asked.task_id),
            world.decide(asked.task_id, approved=False, feedback="drop topic.c6"),
            cancel_task(world.services, world.request(), asked.task_id),
            return_exceptions=True,
        )
        unexpected = [
            one for one in answers if isinstance(one, Exception) and not isinstance(one, MilepostError)
        ]
        assert unexpected == []
        assert not isinstance(answers[2], Exception) or not isinstance(answers[0], Exception)
        await world.until(asked.task_id, lambda task: task.status.is_terminal or task.round > 1)
        events = await assert_consistent(world, asked.task_id)
        assert [event.type for event in events].count("review_decided") <= 1


@pytest.mark.parametrize("decision", [{"approved": True}, {"approved": False, "feedback": "drop topic.c1"}])
async def test_the_review_before_cannot_be_decided_any_more(world: World, decision: dict[str, Any]) -> None:
    asked = await world.ask_until_review()
    again = await reject(world, asked, feedback="drop topic.c6")
    with pytest.raises(StaleReview) as refusal:
        await world.decide(asked.task_id, review_id=asked.review_id, **decision)
    assert refusal.value.open_review_id == again.review_id


@pytest.mark.parametrize("decision", [{"approved": True}, {"approved": False, "feedback": "drop topic.c1"}])
async def test_nothing_can_be_decided_after_the_end(world: World, decision: dict[str, Any]) -> None:
    asked = await world.ask_until_review()
    await cancel_task(world.services, world.request(), asked.task_id)
    with pytest.raises(StaleReview) as refusal:
        await world.decide(asked.task_id, review_id=asked.review_id, **decision)
    assert refusal.value.open_review_id is None
    with pytest.raises(StaleReview):
        await world.decide(asked.task_id, **decision)


async def test_while_a_person_is_asked_nothing_is_under_way_and_nothing_is_asked_again(world: World) -> None:
    asked = await world.ask_until_review()
    told = await world.events(asked.task_id)

    assert await world.runs(asked.task_id) == []
    await sweep(world.services, alone=True)
    assert await world.runs(asked.task_id) == []
    assert await world.events(asked.task_id) == told


async def test_a_review_belongs_to_its_own_task(world: World) -> None:
    one, other = await world.ask_until_review(), await world.ask_until_review()
    with pytest.raises(StaleReview):
        await world.decide(one.task_id, review_id=other.review_id)
    assert (await world.task(other.task_id)).review_id == other.review_id


async def test_only_the_owner_decides(world: World) -> None:
    asked = await world.ask_until_review()
    stranger = Request(owner_id=OwnerId("other"), route="test")
    with pytest.raises(TaskNotFound):
        await decide_review(world.services, stranger, asked.task_id, Decision(approved=True))
    with pytest.raises(WrongIdKind):
        await decide_review(world.services, world.request(), asked.roadmap_id, Decision(approved=True))


async def test_words_that_can_no_longer_be_carried_out_lead_back_to_a_review(world: World) -> None:
    """The run reads the words anew; a planner that answers otherwise than before must not fail the task."""
    asked = await world.ask_until_review()
    world.planner.understands_once = True
    again = await reject(world, asked, feedback="drop topic.c6", operations=(Remove(target_id="topic.c5"),))
    assert await concepts(world, again) == ["c1", "c2", "c3", "c4", "c6"]
    events = await assert_consistent(world, asked.task_id)
    assert [event.data.not_understood for event in events if event.type == "edit_applied"] == [
        ("drop topic.c6",)
    ]
