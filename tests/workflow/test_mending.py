"""What blocks is mended by the planner, three times at most; then a person sees it with the problems."""

from collections.abc import Sequence

import pytest

from milepost.domain.editing.operations import Move, Operation, Remove, Rename
from milepost.domain.errors import FeedbackNotUnderstood, RoadmapBlocked
from milepost.domain.records import TaskRecord
from milepost.domain.roadmaps import Roadmap
from milepost.domain.tasks import TaskStatus
from tests.support.consistency import assert_consistent
from tests.support.factories import make_concept, roadmap_of
from tests.support.worlds import World


def backward_roadmap(*, faults: int = 1) -> Roadmap:
    """A roadmap in which the last `faults` of its concepts come before what they need."""
    needy = [make_concept(f"topic.n{n}", needs=["topic.last"]) for n in range(1, faults + 1)]
    return roadmap_of(make_concept("topic.first"), *needy, make_concept("topic.last"))


def drop(number: int) -> Sequence[Operation]:
    return [Remove(target_id=f"topic.n{number}")]


async def validations(world: World, task: TaskRecord) -> list[tuple[int, str, int]]:
    """(round, outcome, issues) of each validation."""
    events = await assert_consistent(world, task.task_id)
    return [
        (event.data.round, event.data.outcome, event.data.total)
        for event in events
        if event.type == "validation_finished"
    ]


@pytest.mark.parametrize("faults", [1, 2, 3])
async def test_what_the_planner_mends_within_three_rounds_comes_to_review_whole(
    world: World, faults: int
) -> None:
    world.planner.roadmap = backward_roadmap(faults=faults)
    world.planner.repairs = [drop(number) for number in range(1, faults + 1)]
    asked = await world.ask_until_review()
    expected = [(number + 1, "invalid", faults - number) for number in range(faults)]
    assert await validations(world, asked) == [*expected, (faults + 1, "valid", 0)]
    await world.decide(asked.task_id)
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)


async def test_after_three_rounds_the_review_shows_what_is_left(world: World) -> None:
    world.planner.roadmap = backward_roadmap(faults=5)
    world.planner.repairs = [drop(number) for number in range(1, 6)]
    asked = await world.ask_until_review()
    assert [found[0] for found in await validations(world, asked)] == [1, 2, 3, 4]
    assert len(world.planner.repairs) == 2
    with pytest.raises(RoadmapBlocked) as refusal:
        await world.decide(asked.task_id)
    assert len(refusal.value.issues) == 2


@pytest.mark.parametrize(
    "offer", [[], [Remove(target_id="topic.none")]], ids=["nothing", "what cannot be done"]
)
async def test_a_planner_that_cannot_help_leaves_it_to_the_person(
    world: World, offer: Sequence[Operation]
) -> None:
    world.planner.roadmap = backward_roadmap()
    world.planner.repairs = [offer]
    asked = await world.ask_until_review()
    assert await validations(world, asked) == [(1, "invalid", 1)]


async def test_without_a_review_what_blocks_is_asked_about_all_the_same(world: World) -> None:
    world.planner.roadmap = backward_roadmap()
    asked = await world.ask_until_review(review=False)
    back = Move(target_id="topic.n1", into_id="m1", position=2)
    await world.decide(asked.task_id, approved=False, operations=(back,))
    # Nothing blocks any more, and no review was wanted.
    await world.until_status(asked.task_id, TaskStatus.COMPLETED)
    await assert_consistent(world, asked.task_id)


async def test_a_persons_change_gives_the_planner_its_rounds_again(world: World) -> None:
    world.planner.roadmap = backward_roadmap(faults=5)
    world.planner.repairs = [drop(number) for number in (1, 2, 3)]
    asked = await world.ask_until_review()
    world.planner.repairs = [drop(4), drop(5)]
    await world.decide(
        asked.task_id, approved=False, operations=(Rename(target_id="topic.first", name="Start"),)
    )
    again = await world.until_next_review(asked)
    assert (await validations(world, again))[-1] == (3, "valid", 0)


async def test_a_roadmap_without_stages_comes_to_review_blocked(world: World) -> None:
    world.planner.roadmap = Roadmap(title="Nothing")
    asked = await world.ask_until_review()
    with pytest.raises(RoadmapBlocked):
        await world.decide(asked.task_id)
    with pytest.raises(FeedbackNotUnderstood):
        await world.decide(asked.task_id, approved=False, feedback="drop topic.c1")
