"""New versions of a unit: by a model, beside the old ones, one at a time; what fails leaves the old one in use."""

import asyncio
import random

import pytest

from milepost.domain.content import Tutorial
from milepost.domain.content_errors import NoSuchVersion
from milepost.domain.editing.operations import Remove
from milepost.domain.errors import ConceptNotFound, NothingToRetry, TaskRunning
from milepost.domain.goals import UnitKind
from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.model_errors import ModelUnreachable, NoModelConfigured
from milepost.domain.records import TaskRecord
from milepost.domain.scheduling.schedule_errors import RoadmapNotApproved
from milepost.domain.tasks import TaskStatus, UnitStatus
from milepost.workflow.cancel_task import cancel_task
from milepost.workflow.generate_roadmap import Accepted
from milepost.workflow.retry_task import RetryRequest, retry_task
from milepost.workflow.rewrite_unit import (
    RewriteRequest,
    VersionChoice,
    Versions,
    choose_version,
    list_versions,
    rewrite_unit,
)
from milepost.workflow.study import read_content
from milepost.workflow.trash_roadmap import trash_roadmap
from tests.support.consistency import assert_consistent
from tests.support.fakes import Gate
from tests.support.worlds import World

CONCEPT = "topic.c1"
UNIT = f"{CONCEPT}:tutorial"


async def written(world: World, *, with_model: bool = True) -> str:
    """A roadmap with all of its content."""
    if with_model:
        await world.give_model()
    task_id = await world.ask(review=False)
    return (await world.until_status(task_id, TaskStatus.COMPLETED)).roadmap_id


async def rewrite(
    world: World,
    roadmap_id: str,
    instructions: str | None = None,
    *,
    kind: UnitKind = UnitKind.TUTORIAL,
    concept: str = CONCEPT,
    key: str | None = None,
) -> Accepted:
    wish = RewriteRequest(instructions=instructions)
    request = world.request(key, wish.model_dump_json().encode())
    return await rewrite_unit(world.services, request, roadmap_id, concept, kind, wish)


async def rewritten(world: World, roadmap_id: str, instructions: str | None = None) -> TaskRecord:
    accepted = await rewrite(world, roadmap_id, instructions)
    return await world.until(accepted.task_id, lambda task: task.status.is_terminal)


async def choose(world: World, roadmap_id: str, version: int) -> Versions:
    choice = VersionChoice(version=version)
    return await choose_version(
        world.services, world.request(), roadmap_id, CONCEPT, UnitKind.TUTORIAL, choice
    )


async def read(world: World, roadmap_id: str, version: int | None = None) -> tuple[int, str]:
    """(version, outcome), by which the stub author tells what it was asked."""
    number, content = await read_content(
        world.services, LOCAL_OWNER, roadmap_id, CONCEPT, UnitKind.TUTORIAL, version
    )
    assert isinstance(content, Tutorial)
    return number, content.outcomes[0]


async def versions(world: World, roadmap_id: str) -> Versions:
    return await list_versions(world.services, LOCAL_OWNER, roadmap_id, CONCEPT, UnitKind.TUTORIAL)


async def test_a_model_writes_a_version_beside_the_ones_there_are(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    first = (await world.roadmap(roadmap_id)).task
    task = await rewritten(world, roadmap_id, "Shorter, please.")

    assert (task.status, task.parent_task_id, task.progress.total) == (
        TaskStatus.COMPLETED,
        first.task_id,
        1,
    )
    anew = world.author.told[UNIT].anew
    assert anew is not None
    assert isinstance(anew.present, Tutorial)
    assert (anew.present.outcomes, anew.instructions) == (("Tell.",), "Shorter, please.")
    assert await read(world, roadmap_id) == (2, "Shorter, please.")
    assert await read(world, roadmap_id, 1) == (1, "Tell.")
    there_are = await versions(world, roadmap_id)
    assert (there_are.version, there_are.status, there_are.asked, there_are.task_id) == (
        2, UnitStatus.COMPLETED, None, None,
    )  # fmt: skip
    assert [(one.version, one.author, one.instructions) for one in there_are.versions] == [
        (1, "catalog", None),
        (2, "model", "Shorter, please."),
    ]
    events = await assert_consistent(world, task.task_id)
    assert [event.data.version for event in events if event.type == "concept_complete"] == [2]
    await assert_consistent(world, first.task_id)


async def test_a_request_that_comes_twice_makes_one_version(either_world: World) -> None:
    roadmap_id = await written(either_world)
    answers = await asyncio.gather(*(rewrite(either_world, roadmap_id, "More", key="k") for _ in range(3)))
    assert len({answer.task_id for answer in answers}) == 1
    await either_world.until_status(answers[0].task_id, TaskStatus.COMPLETED)
    assert len((await versions(either_world, roadmap_id)).versions) == 2


async def test_without_a_model_nothing_is_begun(world: World) -> None:
    roadmap_id = await written(world, with_model=False)
    before = await world.roadmap(roadmap_id)
    with pytest.raises(NoModelConfigured, match="Choose one in the settings"):
        await rewrite(world, roadmap_id)
    assert await world.roadmap(roadmap_id) == before


async def test_what_is_not_there_or_not_approved_cannot_be_written_anew(world: World) -> None:
    asked = await world.ask_until_review()
    with pytest.raises(RoadmapNotApproved):
        await rewrite(world, asked.roadmap_id)
    roadmap_id = await written(world)
    with pytest.raises(ConceptNotFound):
        await rewrite(world, roadmap_id, concept="topic.none")
    with pytest.raises(ValueError, match="at most 2000"):
        RewriteRequest(instructions="x" * 2001)


async def test_one_task_at_a_time_works_on_a_unit_and_several_on_a_roadmap(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    gate = world.author.before_each = Gate(CONCEPT)
    first = await rewrite(world, roadmap_id)
    await gate.reached()

    with pytest.raises(TaskRunning, match=first.task_id):
        await rewrite(world, roadmap_id)
    with pytest.raises(TaskRunning, match=first.task_id):
        await choose(world, roadmap_id, 1)
    other = await rewrite(world, roadmap_id, kind=UnitKind.QUIZ)
    third = await rewrite(world, roadmap_id, concept="topic.c2")
    await world.until_status(third.task_id, TaskStatus.COMPLETED)
    # The newest has ended, and still nobody may change what the others are at work on.
    with pytest.raises(TaskRunning):
        await world.change(roadmap_id, 1, Remove(target_id="topic.c6"))
    with pytest.raises(TaskRunning):
        await retry_task(world.services, world.request(), third.task_id, RetryRequest())
    assert (await versions(world, roadmap_id)).task_id == first.task_id
    assert await read(world, roadmap_id) == (1, "Tell.")
    gate.open()
    for task_id in (first.task_id, other.task_id):
        await world.until_status(task_id, TaskStatus.COMPLETED)
    await world.change(roadmap_id, 1, Remove(target_id="topic.c6"))


async def test_while_a_roadmap_is_written_its_parts_are_not_written_anew(world: World) -> None:
    await world.give_model()
    gate = world.author.before_each = Gate("topic.c3")
    task_id = await world.ask(review=False)
    await gate.reached()
    roadmap_id = (await world.task(task_id)).roadmap_id
    with pytest.raises(TaskRunning, match=task_id):
        await rewrite(world, roadmap_id)
    gate.open()
    await world.until_status(task_id, TaskStatus.COMPLETED)


async def test_an_attempt_that_fails_leaves_what_there_was_and_a_retry_knows_what_was_asked(
    either_world: World,
) -> None:
    world = either_world
    roadmap_id = await written(world)
    world.author.breaks = {UNIT: ModelUnreachable("small")}
    failed = await rewritten(world, roadmap_id, "In verse")

    assert failed.status is TaskStatus.FAILED
    assert await read(world, roadmap_id) == (1, "Tell.")
    stands = await versions(world, roadmap_id)
    assert (stands.status, stands.version) == (UnitStatus.FAILED, 1)
    assert (stands.reason or "").startswith("model-unreachable")
    assert stands.asked is not None
    world.author.breaks = {}
    retried = await retry_task(world.services, world.request(), failed.task_id, RetryRequest())
    await world.until_status(retried.task_id, TaskStatus.COMPLETED)
    assert await read(world, roadmap_id) == (2, "In verse")
    assert (await versions(world, roadmap_id)).asked is None


async def test_after_a_failed_attempt_one_can_stay_with_what_there_is(world: World) -> None:
    roadmap_id = await written(world)
    world.author.breaks = {UNIT: ModelUnreachable("small")}
    await rewritten(world, roadmap_id, "In verse")
    stands = await choose(world, roadmap_id, 1)
    assert (stands.status, stands.reason, stands.asked) == (UnitStatus.COMPLETED, None, None)


async def test_an_older_version_is_brought_back_and_a_newer_one_again(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    for wish in ("Two", "Three"):
        await rewritten(world, roadmap_id, wish)
    assert (await choose(world, roadmap_id, 1)).version == 1
    assert await read(world, roadmap_id) == (1, "Tell.")
    await rewritten(world, roadmap_id, "Four")
    assert await read(world, roadmap_id) == (4, "Four")
    assert (await choose(world, roadmap_id, 3)).version == 3
    assert [(await read(world, roadmap_id, one))[1] for one in (1, 2, 3, 4)] == [
        "Tell.",
        "Two",
        "Three",
        "Four",
    ]
    with pytest.raises(NoSuchVersion, match="It has 4"):
        await choose(world, roadmap_id, 5)


async def test_cancelling_stops_the_call_and_leaves_what_there_was(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    gate = world.author.before_each = Gate(CONCEPT)
    accepted = await rewrite(world, roadmap_id, "Longer")
    await gate.reached()
    await cancel_task(world.services, world.request(), accepted.task_id)

    stands = await versions(world, roadmap_id)
    assert (stands.status, stands.version, stands.asked, stands.task_id) == (
        UnitStatus.COMPLETED, 1, None, None,
    )  # fmt: skip
    events = await assert_consistent(world, accepted.task_id)
    assert [event.data.skipped for event in events if event.type == "cancelled"] == [1]
    gate.open()
    await rewritten(world, roadmap_id, "Longer")
    assert await read(world, roadmap_id) == (2, "Longer")


async def test_deleting_the_roadmap_cancels_all_that_are_at_work_on_it(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    gate = world.author.before_each = Gate(CONCEPT)
    at_work = [await rewrite(world, roadmap_id, kind=kind) for kind in (UnitKind.TUTORIAL, UnitKind.QUIZ)]
    await gate.reached()
    await trash_roadmap(world.services, world.request(), roadmap_id)
    for task in at_work:
        assert (await world.task(task.task_id)).status is TaskStatus.CANCELLED


async def test_whatever_happens_something_written_stays_readable(world: World) -> None:
    """A random walk: the version in use can always be read, no version ever changes, and each ends told."""
    roadmap_id = await written(world)
    draw = random.Random(20261122)
    seen: dict[int, str] = {1: "Tell."}
    for step in range(24):
        what = draw.choice(["write", "fail", "cancel", "choose", "retry"])
        before = await versions(world, roadmap_id)
        await take_step(world, roadmap_id, what, step, draw.randint(1, len(seen)))
        after = await versions(world, roadmap_id)
        number, outcome = await read(world, roadmap_id)
        seen.setdefault(number, outcome)
        assert number == after.version <= len(after.versions)
        assert after.task_id is None
        assert (after.status is UnitStatus.FAILED) == (after.reason is not None) == (after.asked is not None)
        assert after.status in {UnitStatus.COMPLETED, UnitStatus.FAILED}
        assert what != "fail" or (after.status, after.version) == (UnitStatus.FAILED, before.version)
        assert what != "cancel" or (after.version, after.versions) == (before.version, before.versions)
        for known, said in seen.items():
            assert await read(world, roadmap_id, known) == (known, said)


async def take_step(world: World, roadmap_id: str, what: str, step: int, version: int) -> None:
    world.author.breaks = {UNIT: ModelUnreachable("small")} if what == "fail" else {}
    world.author.before_each = Gate(CONCEPT) if what == "cancel" else lambda _unit: None
    newest = (await world.roadmap(roadmap_id)).task.task_id
    match what:
        case "choose":
            await choose(world, roadmap_id, version)
            return
        case "retry" if (await versions(world, roadmap_id)).status is UnitStatus.COMPLETED:
            with pytest.raises(NothingToRetry):
                await retry_task(world.services, world.request(), newest, RetryRequest())
            return
        case "retry":
            accepted = await retry_task(world.services, world.request(), newest, RetryRequest())
        case _:
            accepted = await rewrite(world, roadmap_id, f"Wish {step}")
    if what == "cancel":
        await cancel_task(world.services, world.request(), accepted.task_id)
    await world.until(accepted.task_id, lambda task: task.status.is_terminal)
    await assert_consistent(world, accepted.task_id)
