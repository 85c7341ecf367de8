"""Every kind of edit, carried out: what comes along, what is written for it, and that all of it can be undone."""

import asyncio
from collections.abc import Set
from datetime import date
from pathlib import Path

import pytest

from milepost.catalog.concept_graph import CatalogGraph
from milepost.domain.editing.additions import Addition
from milepost.domain.editing.operations import (
    Add,
    Merge,
    Needed,
    Operation,
    Remove,
    Reorder,
    SetBudget,
    SetHours,
    SetPrerequisites,
    Split,
    SplitPart,
)
from milepost.domain.errors import OperationRefused, RoadmapNotFound, StaleRevision
from milepost.domain.goals import Language
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.roadmaps import Roadmap
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
from milepost.workflow.study import set_progress
from tests.support.consistency import assert_consistent
from tests.support.small_catalogs import chain, small_catalog
from tests.support.worlds import World, open_world

OWN = Add(source="own", name="Mock exam", hours=2)
HALVES = (SplitPart(name="First", hours=0.5), SplitPart(name="Second", hours=1.5))
EVERY_KIND: tuple[Operation, ...] = (
    Add(concept_id="topic.c8"),
    OWN,
    Merge(target_id="topic.c2", with_ids=("topic.c3",), name="Both"),
    Split(target_id="topic.c5", parts=HALVES),
    SetHours(target_id="topic.c1", hours=4),
    SetPrerequisites(
        target_id="topic.c5", prerequisites=(Needed(concept_id="topic.c1", why="It starts there."),)
    ),
    Remove(target_id="topic.c6"),
    Reorder(order=("s1",)),
    SetBudget(hours_per_week=9, deadline=date(2027, 3, 1)),
)


async def written(world: World) -> str:
    """A roadmap that has been planned and written."""
    task_id = await world.ask(review=False)
    return (await world.until_status(task_id, TaskStatus.COMPLETED)).roadmap_id


async def plan_text(world: World, roadmap_id: str) -> str:
    plan = (await world.roadmap(roadmap_id)).plan
    assert plan is not None
    return plan.model_dump_json()


async def concept_ids(world: World, roadmap_id: str) -> list[str]:
    plan = (await world.roadmap(roadmap_id)).plan
    assert plan is not None
    return [one.concept_id for one in plan.roadmap.concepts]


async def revert(world: World, roadmap_id: str, base: int, to: int) -> Changed:
    wanted = RevertRequest(base_revision=base, to_revision=to)
    return await revert_change(world.services, world.request(), roadmap_id, wanted)


async def test_undoing_everything_restores_the_bytes(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    texts = [await plan_text(world, roadmap_id)]
    for revision, operation in enumerate(EVERY_KIND, start=1):
        changed = await world.change(roadmap_id, revision, operation)
        assert changed.revision == revision + 1
        texts.append(await plan_text(world, roadmap_id))
    assert len(set(texts)) == len(texts) - 1  # one stage in another order is the same
    revision = len(texts)
    for back in range(len(texts) - 1, 0, -1):
        await revert(world, roadmap_id, revision, back)
        revision += 1
        assert await plan_text(world, roadmap_id) == texts[back - 1]
    for forth in range(2, len(texts) + 1):
        await revert(world, roadmap_id, revision, forth)
        revision += 1
        assert await plan_text(world, roadmap_id) == texts[forth - 1]
    async with world.storage.database.read() as work:
        made = await work.roadmaps.revisions(roadmap_id)
    steps = len(EVERY_KIND)
    restores = [one.restores for one in made if one.by == "revert"]
    assert restores == [*range(steps, 0, -1), *range(2, steps + 2)]


async def test_what_comes_in_after_the_approval_is_named_and_then_written(world: World) -> None:
    roadmap_id = await written(world)
    task_id = (await world.roadmap(roadmap_id)).task.task_id
    world.author.written.clear()
    await world.change(
        roadmap_id, 1, Add(concept_id="topic.c8"), OWN, Split(target_id="topic.c5", parts=HALVES)
    )

    found = await world.roadmap(roadmap_id)
    assert list(found.not_written) == ["topic.c7", "topic.c8"]
    accepted = await retry_task(world.services, world.request(), task_id, RetryRequest())
    await world.until_status(accepted.task_id, TaskStatus.COMPLETED)

    assert sorted(world.author.written) == [
        f"topic.c{number}:{kind}" for number in (7, 8) for kind in ("quiz", "resources", "tutorial")
    ]
    assert (await world.roadmap(roadmap_id)).not_written == []
    await assert_consistent(world, accepted.task_id)


async def test_an_own_concept_in_a_review_is_approved_without_units(world: World) -> None:
    asked = await world.ask_until_review()
    await world.decide(asked.task_id, operations=(OWN, Add(concept_id="topic.c7")))
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)

    assert len(await concept_ids(world, asked.roadmap_id)) == 8
    assert len(world.author.written) == 7 * 3
    assert (await world.roadmap(asked.roadmap_id)).not_written == []


async def test_merging_keeps_the_survivors_progress_and_undo_brings_back_the_others(world: World) -> None:
    roadmap_id = await written(world)
    for concept_id, state in (("topic.c2", "in_progress"), ("topic.c3", "done")):
        await set_progress(world.services, LOCAL_OWNER, roadmap_id, concept_id, state)  # type: ignore[arg-type]

    await world.change(roadmap_id, 1, Merge(target_id="topic.c2", with_ids=("topic.c3",)))
    merged = await world.roadmap(roadmap_id)
    assert merged.states == {"topic.c2": "in_progress"}
    assert merged.not_written == []

    await revert(world, roadmap_id, 2, 1)
    back = await world.roadmap(roadmap_id)
    assert back.states == {"topic.c2": "in_progress", "topic.c3": "done"}
    assert back.not_written == []
    assert {unit.status.value for unit in back.units} == {"completed"}


async def test_splitting_keeps_progress_on_the_first_part_and_gives_the_second_its_own(world: World) -> None:
    roadmap_id = await written(world)
    await set_progress(world.services, LOCAL_OWNER, roadmap_id, "topic.c5", "done")
    split = Split(target_id="topic.c5", parts=HALVES)

    await world.change(roadmap_id, 1, split)
    (second,) = [one for one in await concept_ids(world, roadmap_id) if one.startswith("own-")]
    await set_progress(world.services, LOCAL_OWNER, roadmap_id, second, "in_progress")
    await revert(world, roadmap_id, 2, 1)
    await world.change(roadmap_id, 3, split)

    assert (await world.roadmap(roadmap_id)).states == {"topic.c5": "done", second: "in_progress"}


async def test_a_proposal_says_what_exactly_would_be_done(world: World) -> None:
    asked = await world.ask_until_review()
    before = await plan_text(world, asked.roadmap_id)
    wanted = ProposalRequest(
        base_revision=1, operations=(Add(concept_id="topic.c8"), OWN, SetBudget(hours_per_week=9))
    )

    proposal = await propose_change(world.services, LOCAL_OWNER, asked.roadmap_id, wanted)

    operations = tuple(one.operation for one in proposal.operations)
    assert [operation.kind for operation in operations] == ["add", "add", "add", "set_budget"]
    assert [one.effect.hours_change for one in proposal.operations] == [2, 2, 2, 0]
    assert [one.concept_id for one in proposal.diff.added][:2] == ["topic.c7", "topic.c8"]
    assert proposal.diff.verdict_after is not None
    assert proposal.diff.verdict_after.hours_per_week == 9
    assert await plan_text(world, asked.roadmap_id) == before
    again = await propose_change(
        world.services, LOCAL_OWNER, asked.roadmap_id, ProposalRequest(base_revision=1, operations=operations)
    )
    assert again == proposal.model_copy(update={"base_revision": 1})


@pytest.mark.parametrize("operation", EVERY_KIND, ids=lambda operation: operation.kind)
async def test_each_kind_is_done_once_however_often_and_by_whomever_it_is_sent(
    world: World, operation: Operation
) -> None:
    asked = await world.ask_until_review()
    change = OperationsRequest(base_revision=1, operations=(operation,))

    async def send(key: str | None) -> Changed:
        request = world.request(key, change.model_dump_json().encode())
        return await apply_change(world.services, request, asked.roadmap_id, change)

    stranger = Request(owner_id=OwnerId("other"), route="test")
    with pytest.raises(RoadmapNotFound):
        await apply_change(world.services, stranger, asked.roadmap_id, change)
    first, again = await send("same"), await send("same")
    late = await asyncio.gather(send(None), send("other"), return_exceptions=True)

    assert first == again
    assert [type(one) for one in late] == [StaleRevision, StaleRevision]
    assert (await world.roadmap(asked.roadmap_id)).roadmap.revision == 2


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (SetBudget(deadline=date(2026, 11, 21)), "has passed"),
        (Add(concept_id="topic.c3"), "in the roadmap already"),
        (Add(concept_id="topic.unheard-of"), "The catalog has no concept"),
        (SetPrerequisites(target_id="topic.c1", prerequisites=(Needed(concept_id="topic.c6"),)), "needs"),
        (Merge(target_id="topic.c1", with_ids=("topic.c6",)), "circle"),
    ],
)
async def test_what_makes_no_sense_changes_nothing(world: World, operation: Operation, reason: str) -> None:
    asked = await world.ask_until_review()
    before = await plan_text(world, asked.roadmap_id)

    with pytest.raises(OperationRefused, match=reason) as refused:
        await world.change(asked.roadmap_id, 1, SetHours(target_id="topic.c1", hours=3), operation)

    assert refused.value.index == 1
    assert await plan_text(world, asked.roadmap_id) == before
    with pytest.raises(OperationRefused):
        await world.decide(asked.task_id, approved=False, operations=(operation,))


class ForgetfulGraph(CatalogGraph):
    """Has nothing any more to add, after it has been asked twice: while the change was tried and taken on."""

    def __init__(self) -> None:
        super().__init__(small_catalog(chain("topic", 10)))
        self.asked = 0

    def next_addition(
        self, concept_id: str, roadmap: Roadmap, language: Language, *, known: Set[str] = frozenset()
    ) -> Addition | None:
        self.asked += 1
        return super().next_addition(concept_id, roadmap, language, known=known) if self.asked <= 2 else None


async def test_an_addition_that_another_catalog_has_lost_is_told_at_the_next_review(file: Path) -> None:
    async with open_world(file, concepts=ForgetfulGraph()) as world:
        asked = await world.ask_until_review()
        await world.decide(asked.task_id, approved=False, operations=(Add(concept_id="topic.c7"),))
        await world.until_next_review(asked)

        events = await assert_consistent(world, asked.task_id)
        (applied,) = [event.data for event in events if event.type == "edit_applied"]
        assert applied.operation_count == 0
        assert "The catalog has no concept" in applied.not_understood[0]
        assert len(await concept_ids(world, asked.roadmap_id)) == 6
