"""Study times, feeds and new dates, on both databases: who may read them, and who is first."""

import asyncio
from datetime import date, timedelta

import pytest

from milepost.domain.errors import RoadmapNotFound, StaleRevision
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.domain.roadmaps import Schedule
from milepost.domain.scheduling.schedule_errors import CalendarFeedNotFound, StaleSchedule
from milepost.domain.scheduling.study_times import StudySlot, StudyTimes
from milepost.domain.tasks import TaskStatus
from milepost.workflow.calendar_feed import calendar_at, make_feed, read_feed, revoke_feed
from milepost.workflow.change_roadmap import Changed, RevertRequest, revert_change
from milepost.workflow.read_calendar import read_calendar
from milepost.workflow.redate_roadmap import (
    RedatingAccepted,
    RedatingProposal,
    RedatingRequest,
    propose_redating,
    redate_roadmap,
)
from milepost.workflow.study import set_progress
from milepost.workflow.study_times import read_study_times, set_study_times
from milepost.workflow.trash_roadmap import purge_trash, trash_roadmap
from tests.support.worlds import World

STRANGER = OwnerId("stranger")
EVENING = StudyTimes(slots=(StudySlot(weekday="friday", start="20:00", minutes=90),))


async def written(world: World) -> str:
    task_id = await world.ask(review=False)
    return (await world.until_status(task_id, TaskStatus.COMPLETED)).roadmap_id


async def propose(world: World, roadmap_id: str, revision: int = 1) -> RedatingProposal:
    return await propose_redating(
        world.services, LOCAL_OWNER, roadmap_id, RedatingRequest(base_revision=revision)
    )


async def accept(
    world: World, roadmap_id: str, proposal: RedatingProposal, key: str | None = None
) -> Changed:
    accepted = RedatingAccepted(
        base_revision=proposal.base_revision, aim=proposal.aim, schedule_hash=proposal.schedule_hash
    )
    return await redate_roadmap(
        world.services, world.request(key, accepted.model_dump_json().encode()), roadmap_id, accepted
    )


async def schedule_of(world: World, roadmap_id: str) -> Schedule:
    plan = (await world.roadmap(roadmap_id)).plan
    assert plan is not None
    return plan.schedule


async def token_of(world: World, roadmap_id: str) -> str:
    made = await make_feed(world.services, LOCAL_OWNER, roadmap_id)
    return made.path.removeprefix("/calendar/").removesuffix(".ics")


async def test_study_times_belong_to_their_owner(either_world: World) -> None:
    services = either_world.services
    roadmap_id = await written(either_world)
    assert await read_study_times(services, LOCAL_OWNER) == StudyTimes()

    await set_study_times(
        services, STRANGER, StudyTimes(slots=(StudySlot(weekday="monday", start="06:00", minutes=30),))
    )
    await set_study_times(services, LOCAL_OWNER, StudyTimes())
    await set_study_times(services, LOCAL_OWNER, EVENING)

    assert await read_study_times(services, LOCAL_OWNER) == EVENING
    calendar = await read_calendar(services, LOCAL_OWNER, roadmap_id)
    assert calendar is not None
    assert {one.start.weekday() for one in calendar.timetable.sessions} == {4}
    with pytest.raises(RoadmapNotFound):
        await read_calendar(services, STRANGER, roadmap_id)


async def test_a_feed_is_kept_as_a_hash_and_goes_with_its_roadmap(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    first, second = await token_of(world, roadmap_id), await token_of(world, roadmap_id)
    with pytest.raises(CalendarFeedNotFound):
        await calendar_at(world.services, first)
    assert (await calendar_at(world.services, second)).roadmap.roadmap_id == roadmap_id
    async with world.storage.database.read() as work:
        feed = await work.calendar_feeds.of_roadmap(
            (await calendar_at(world.services, second)).roadmap.roadmap_id
        )
    assert feed is not None
    assert second not in feed.model_dump_json()

    await trash_roadmap(world.services, world.request(), roadmap_id)
    world.storage.clock.advance(timedelta(days=31))

    assert await purge_trash(world.services) == 1
    with pytest.raises(CalendarFeedNotFound):
        await calendar_at(world.services, second)


async def test_nobody_else_makes_sees_or_revokes_a_feed(world: World) -> None:
    roadmap_id = await written(world)
    await token_of(world, roadmap_id)

    with pytest.raises(RoadmapNotFound):
        await make_feed(world.services, STRANGER, roadmap_id)
    with pytest.raises(RoadmapNotFound):
        await read_feed(world.services, STRANGER, roadmap_id)
    await revoke_feed(world.services, world.request("k"), roadmap_id)
    await token_of(world, roadmap_id)
    await revoke_feed(world.services, world.request("k"), roadmap_id)
    assert (await read_feed(world.services, LOCAL_OWNER, roadmap_id)).created_at is not None


async def test_of_two_who_accept_new_dates_at_once_one_does(either_world: World) -> None:
    world = either_world
    roadmap_id = await written(world)
    world.storage.clock.advance(timedelta(days=30))
    proposal = await propose(world, roadmap_id)

    answers = await asyncio.gather(
        *(accept(world, roadmap_id, proposal) for _ in range(3)), return_exceptions=True
    )

    assert sorted(type(answer).__name__ for answer in answers) == [
        "Changed",
        "StaleRevision",
        "StaleRevision",
    ]
    assert await schedule_of(world, roadmap_id) == proposal.schedule


async def test_accepting_twice_with_one_key_is_accepting_once(world: World) -> None:
    roadmap_id = await written(world)
    world.storage.clock.advance(timedelta(days=30))
    proposal = await propose(world, roadmap_id)

    first, again = [await accept(world, roadmap_id, proposal, "k") for _ in range(2)]

    assert first == again
    assert (await world.roadmap(roadmap_id)).roadmap.revision == 2


async def test_a_proposal_of_yesterday_is_not_kept(world: World) -> None:
    roadmap_id = await written(world)
    world.storage.clock.advance(timedelta(days=30))
    proposal = await propose(world, roadmap_id)
    world.storage.clock.advance(timedelta(days=1))

    with pytest.raises(StaleSchedule):
        await accept(world, roadmap_id, proposal)


async def test_the_day_is_that_of_the_roadmaps_time_zone(world: World) -> None:
    task_id = await world.ask(review=False, time_zone="Pacific/Kiritimati")
    roadmap_id = (await world.until_status(task_id, TaskStatus.COMPLETED)).roadmap_id
    world.storage.clock.advance(timedelta(days=30, hours=3))

    assert (await propose(world, roadmap_id)).as_of == date(2026, 12, 23)


async def test_undoing_new_dates_and_doing_them_again_restores_each_to_the_byte(world: World) -> None:
    roadmap_id = await written(world)
    await set_progress(world.services, LOCAL_OWNER, roadmap_id, "topic.c1", "done")
    world.storage.clock.advance(timedelta(days=20))
    old = await schedule_of(world, roadmap_id)
    new = (await propose(world, roadmap_id)).schedule
    await accept(world, roadmap_id, await propose(world, roadmap_id))

    for base, to, expected in ((2, 1, old), (3, 2, new), (4, 1, old)):
        request = RevertRequest(base_revision=base, to_revision=to)
        await revert_change(world.services, world.request(), roadmap_id, request)
        assert (await schedule_of(world, roadmap_id)).model_dump_json() == expected.model_dump_json()
    with pytest.raises(StaleRevision):
        await propose(world, roadmap_id, revision=1)
