"""Edits by hand: each a revision on the one before, each validated, none of them loses what was learnt."""

import asyncio
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.domain.checking.roadmap import check_roadmap
from milepost.domain.editing.operations import (
    Add,
    Merge,
    Move,
    Needed,
    Operation,
    Remove,
    Rename,
    SetBudget,
    SetHours,
    SetPrerequisites,
    Split,
    SplitPart,
)
from milepost.domain.errors import (
    MilepostError,
    OperationRefused,
    RevisionNotFound,
    RoadmapNotFound,
    StaleReview,
    StaleRevision,
    TaskRunning,
)
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.roadmaps import RoadmapState
from milepost.domain.tasks import TaskStatus
from milepost.workflow.change_roadmap import (
    Changed,
    OperationsRequest,
    ProposalRequest,
    RevertRequest,
    apply_change,
    propose_change,
    revert_change,
)
from milepost.workflow.once import Request
from milepost.workflow.retry_task import RetryRequest, retry_task
from milepost.workflow.revisions import get_revision
from milepost.workflow.study import set_progress
from tests.support.consistency import assert_consistent
from tests.support.factories import wire_shape
from tests.support.fakes import Gate
from tests.support.places import sqlite_place
from tests.support.run import join_run
from tests.support.worlds import World, open_world

#: Puts a concept before what it needs, which blocks approval.
BLOCKING = Move(target_id="topic.c6", into_id="m1", position=0)


async def revert(world: World, roadmap_id: str, base_revision: int, to_revision: int) -> Changed:
    wanted = RevertRequest(base_revision=base_revision, to_revision=to_revision)
    return await revert_change(world.services, world.request(), roadmap_id, wanted)


async def written(world: World) -> str:
    """A roadmap that has been planned and written."""
    task_id = await world.ask(review=False)
    return (await world.until_status(task_id, TaskStatus.COMPLETED)).roadmap_id


async def test_an_edit_during_a_review_closes_it_and_opens_the_next(either_world: World) -> None:
    world = either_world
    asked = await world.ask_until_review()
    changed = await world.change(asked.roadmap_id, 1, Remove(target_id="topic.c6"))
    after = await world.task(asked.task_id)
    assert (changed.revision, changed.review_id) == (2, after.review_id)
    assert (after.status, after.round) == (TaskStatus.HUMAN_REVIEW_PENDING, 2)
    assert after.review_id != asked.review_id
    with pytest.raises(StaleReview) as refusal:
        await world.decide(asked.task_id, review_id=asked.review_id)
    assert refusal.value.open_review_id == after.review_id
    await world.decide(asked.task_id, review_id=after.review_id)
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)
    events = await assert_consistent(world, asked.task_id)
    asked_for = [event.data.revision for event in events if event.type == "human_review_required"]
    assert asked_for == [1, 2]
    assert len(world.author.written) == 15


async def test_an_edit_that_blocks_is_kept_and_reported(world: World) -> None:
    asked = await world.ask_until_review()
    changed = await world.change(asked.roadmap_id, 1, BLOCKING)
    assert [issue.code for issue in changed.validation.issues] == ["backward_prerequisite"]
    with pytest.raises(MilepostError):
        await world.decide(asked.task_id)
    mended = await revert(world, asked.roadmap_id, 2, 1)
    assert not mended.validation.is_blocking
    await world.decide(asked.task_id, review_id=mended.review_id)
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)


async def test_an_edit_of_a_finished_roadmap_makes_a_revision_and_no_event(world: World) -> None:
    roadmap_id = await written(world)
    before = (await world.roadmap(roadmap_id)).task
    changed = await world.change(roadmap_id, 1, Rename(target_id="topic.c1", name="New"))
    assert (changed.revision, changed.review_id) == (2, None)
    found = await world.roadmap(roadmap_id)
    assert found.task == before
    assert found.roadmap.state is RoadmapState.APPROVED
    assert found.plan is not None
    assert next(found.plan.roadmap.concepts).name == "New"


async def test_no_edit_while_a_run_is_at_work(world: World) -> None:
    gate = world.author.before_each = Gate("topic")
    task_id = await world.ask(review=False)
    await gate.reached()
    roadmap_id = (await world.task(task_id)).roadmap_id
    with pytest.raises(TaskRunning) as refusal:
        await world.change(roadmap_id, 1, Remove(target_id="topic.c1"))
    assert refusal.value.task_id == task_id
    with pytest.raises(TaskRunning):
        await revert(world, roadmap_id, 1, 1)


async def test_no_edit_before_there_is_anything(world: World) -> None:
    gate = world.planner.before_each = Gate("design")
    task_id = await world.ask()
    await gate.reached()
    with pytest.raises(TaskRunning):
        await world.change((await world.task(task_id)).roadmap_id, 1, Remove(target_id="topic.c1"))


async def test_of_many_edits_on_one_base_one_is_kept(either_world: World) -> None:
    world = either_world
    asked = await world.ask_until_review()
    edits = [Rename(target_id="topic.c1", name=f"By {number}") for number in range(6)]
    answers = await asyncio.gather(
        *(world.change(asked.roadmap_id, 1, edit) for edit in edits), return_exceptions=True
    )
    kept = [index for index, answer in enumerate(answers) if isinstance(answer, Changed)]
    assert len(kept) == 1
    for answer in answers:
        assert isinstance(answer, Changed | StaleRevision)
        assert not isinstance(answer, StaleRevision) or answer.current == 2
    found = await world.roadmap(asked.roadmap_id)
    assert found.plan is not None
    assert next(found.plan.roadmap.concepts).name == f"By {kept[0]}"
    await assert_consistent(world, asked.task_id)


async def test_an_edit_and_an_approval_at_once_do_not_mix(either_world: World) -> None:
    world = either_world
    for _ in range(3):
        asked = await world.ask_until_review()
        world.author.written = []
        edit, approval = await asyncio.gather(
            world.change(asked.roadmap_id, 1, Remove(target_id="topic.c6")),
            world.decide(asked.task_id, review_id=asked.review_id),
            return_exceptions=True,
        )
        if isinstance(edit, Changed):
            assert isinstance(approval, StaleReview)
            await world.decide(asked.task_id, review_id=edit.review_id)
        else:
            assert isinstance(edit, TaskRunning)
        await world.until_status(asked.task_id, TaskStatus.COMPLETED)
        assert len(world.author.written) == (15 if isinstance(edit, Changed) else 18)
        await assert_consistent(world, asked.task_id)


async def test_an_edit_and_a_retry_at_once_do_not_mix(either_world: World) -> None:
    world = either_world
    for _ in range(4):
        world.author.fails = {"topic.c6:quiz"}
        parent_id = await world.ask(review=False)
        parent = await world.until_status(parent_id, TaskStatus.PARTIAL_FAILURE)
        world.author.fails = set()
        gate = world.author.before_each = Gate("topic")
        edit, child = await asyncio.gather(
            world.change(parent.roadmap_id, 1, Remove(target_id="topic.c6")),
            retry_task(world.services, world.request(), parent_id, RetryRequest()),
            return_exceptions=True,
        )
        assert isinstance(edit, MilepostError) != isinstance(child, MilepostError)
        gate.open()
        if not isinstance(child, BaseException):
            await world.until_status(child.task_id, TaskStatus.COMPLETED)


async def test_undo_and_redo_are_revisions_themselves(world: World) -> None:
    roadmap_id = await written(world)
    await world.change(roadmap_id, 1, Remove(target_id="topic.c6"))
    undone = await revert(world, roadmap_id, 2, 1)
    redone = await revert(world, roadmap_id, 3, 2)
    assert (undone.revision, redone.revision) == (3, 4)
    async with world.storage.database.read() as work:
        first, second, third, fourth = [
            await get_revision(work, roadmap_id, number) for number in (1, 2, 3, 4)
        ]
    assert [made.by for made in (first, second, third, fourth)] == ["planner", "person", "revert", "revert"]
    assert third.plan.roadmap == first.plan.roadmap
    assert fourth.plan.roadmap == second.plan.roadmap


async def test_reverting_to_what_does_not_exist_is_refused(world: World) -> None:
    roadmap_id = await written(world)
    with pytest.raises(RevisionNotFound):
        await revert(world, roadmap_id, 1, 7)
    with pytest.raises(StaleRevision):
        await revert(world, roadmap_id, 2, 1)
    with pytest.raises(StaleRevision):
        await world.change(roadmap_id, 2, Remove(target_id="topic.c1"))
    with pytest.raises(OperationRefused):
        await world.change(roadmap_id, 1, Remove(target_id="topic.none"))
    assert (await world.roadmap(roadmap_id)).roadmap.revision == 1


async def test_only_the_owner_edits(world: World) -> None:
    roadmap_id = await written(world)
    stranger = Request(owner_id=OwnerId("other"), route="test")
    change = OperationsRequest(base_revision=1, operations=(Remove(target_id="topic.c1"),))
    with pytest.raises(RoadmapNotFound):
        await apply_change(world.services, stranger, roadmap_id, change)


async def test_a_proposal_shows_each_effect_and_changes_nothing(world: World) -> None:
    roadmap_id = await written(world)
    before = await world.roadmap(roadmap_id)
    request = ProposalRequest(
        base_revision=1, feedback="drop topic.c6 and mumble", operations=(Remove(target_id="topic.c5"),)
    )
    proposal = await propose_change(world.services, LOCAL_OWNER, roadmap_id, request)
    assert [one.effect.hours_change for one in proposal.operations] == [-2, -2]
    assert proposal.diff.effect.hours_change == -4
    assert {concept.concept_id for concept in proposal.diff.removed} == {"topic.c5", "topic.c6"}
    assert proposal.not_understood == ("mumble",)
    assert await world.roadmap(roadmap_id) == before


part_ids = st.sampled_from(
    ["topic.c1", "topic.c2", "topic.c3", "topic.c4", "topic.c5", "topic.c6", "m1", "m2", "s1"]
)
edits: st.SearchStrategy[Operation] = st.one_of(
    st.builds(Remove, target_id=part_ids),
    st.builds(Rename, target_id=part_ids, name=st.sampled_from(["A", "B"])),
    st.builds(
        Move,
        target_id=part_ids,
        into_id=st.sampled_from([None, "m1", "m2", "s1"]),
        position=st.integers(0, 3),
    ),
    st.builds(Merge, target_id=part_ids, with_ids=part_ids.map(lambda one: (one,))),
    st.builds(
        Split,
        target_id=part_ids,
        parts=st.just((SplitPart(name="One", hours=1), SplitPart(name="Two", hours=2))),
    ),
    st.builds(SetHours, target_id=part_ids, hours=st.sampled_from([0.25, 7.5])),
    st.builds(
        SetPrerequisites,
        target_id=part_ids,
        prerequisites=part_ids.map(lambda one: (Needed(concept_id=one),)),
    ),
    st.builds(Add, concept_id=st.sampled_from(["topic.c1", "topic.c6", "topic.c8"])),
    st.builds(SetBudget, hours_per_week=st.sampled_from([1.0, 20.0])),
)


@settings(max_examples=10, deadline=None)
@given(rounds=st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=4), undo=st.booleans())
def test_no_edit_loses_what_was_learnt(rounds: list[list[Operation]], undo: bool) -> None:
    async def run(directory: Path) -> None:
        async with open_world(await sqlite_place(join_run(), directory)) as world:
            roadmap_id = (await world.ask_until_review()).roadmap_id
            learnt = {"topic.c1": "done", "topic.c3": "in_progress", "topic.c6": "done"}
            for concept_id, state in learnt.items():
                await set_progress(world.services, LOCAL_OWNER, roadmap_id, concept_id, state)  # type: ignore[arg-type]
            revision = 1
            for operations in rounds:
                try:
                    changed = await world.change(roadmap_id, revision, *operations)
                except OperationRefused:
                    continue
                revision += 1
                found = await world.roadmap(roadmap_id)
                assert found.plan is not None
                left = {concept.concept_id for concept in found.plan.roadmap.concepts}
                assert found.states == {one: state for one, state in learnt.items() if one in left}
                # What validation lets pass the independent checker accepts.
                assert changed.validation.is_blocking or check_roadmap(wire_shape(found.plan)) is None
            if undo:
                await revert(world, roadmap_id, revision, 1)
                assert (await world.roadmap(roadmap_id)).states == learnt

    directory = Path(tempfile.mkdtemp())
    try:
        asyncio.run(run(directory))
    finally:
        shutil.rmtree(directory)
