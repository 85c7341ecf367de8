"""Links are looked at again: a few at a time, by one process, without a connection held, through kills."""

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from milepost.domain.content import Resource, ResourceList
from milepost.domain.errors import ContentNotReady, RoadmapDeleted, StorageUnreachable
from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.links import LinkReason, LinkState
from milepost.domain.listed_links import KnownResource
from milepost.domain.ports.planning import AuthorContext
from milepost.domain.ports.storage import Stores
from milepost.domain.records import PlannerKind
from milepost.domain.roadmaps import Concept
from milepost.domain.tasks import TaskStatus
from milepost.workflow import check_links
from milepost.workflow.check_links import check_due_links, check_resources, keep_checking_links
from milepost.workflow.read_resources import read_resources
from milepost.workflow.services import Services
from milepost.workflow.trash_roadmap import trash_roadmap
from tests.support.factories import roadmap_of
from tests.support.fakes import StubAuthor, StubPlanner, small_concepts
from tests.support.links import GivenLinks
from tests.support.virtual_time import VirtualTimeLoop
from tests.support.worlds import World, open_world

WEEK = timedelta(days=9)
CATALOG: tuple[PlannerKind, ...] = ("catalog",)
MODEL: tuple[PlannerKind, ...] = ("model",)
SHARED = "https://shared.example/"


class ListingAuthor(StubAuthor):
    """Lists for each concept a page of its own, found in order, and one that all share."""

    async def resources(self, concept: Concept, context: AuthorContext) -> ResourceList:
        links = [
            Resource(
                title=title, url=url, kind="reference", language="en", free=True, check="not_checked"
            )
            for title, url in ((concept.name, page_of(concept.concept_id)), ("On all of it", SHARED))
        ]  # fmt: skip
        return ResourceList(resources=tuple(links))


def page_of(concept_id: str) -> str:
    return f"https://guide.example/{concept_id}"


@dataclasses.dataclass(slots=True)
class Web:
    """A world with a roadmap of six concepts, all written, and a web."""

    world: World
    links: GivenLinks
    services: Services
    roadmap_id: str

    async def shown(self, concept_id: str = "topic.c1") -> KnownResource:
        """The concept's own page as a learner sees it."""
        _, resources = await read_resources(self.services, LOCAL_OWNER, self.roadmap_id, concept_id)
        return resources[0]

    async def check(self, concept_id: str = "topic.c1") -> int:
        return await check_resources(self.services, LOCAL_OWNER, self.roadmap_id, concept_id)


@contextlib.asynccontextmanager
async def open_web(where: Path | str) -> AsyncIterator[Web]:
    planner = StubPlanner(roadmap_of(*small_concepts(6)))
    async with open_world(where, planner=planner, author=ListingAuthor()) as world:
        task = await world.until_status(await world.ask(review=False), TaskStatus.COMPLETED)
        links = GivenLinks()
        services = dataclasses.replace(world.services, links=links, rechecked=CATALOG)
        yield Web(world, links, services, task.roadmap_id)


@pytest.fixture
async def web(file: Path) -> AsyncIterator[Web]:
    async with open_web(file) as opened:
        yield opened


@pytest.fixture
async def either_web(place: Path | str) -> AsyncIterator[Web]:
    """On each of the databases."""
    async with open_web(place) as opened:
        yield opened


async def test_links_are_looked_at_when_they_are_due_and_each_page_once(either_web: Web) -> None:
    web = either_web
    assert (await web.shown()).check == "not_checked"

    assert await check_due_links(web.services) == 12
    assert sorted(web.links.asked) == sorted([*(page_of(f"topic.c{n}") for n in range(1, 7)), SHARED])
    first = await web.shown()
    assert (first.check, first.checked_at) == ("ok", web.services.clock.now().date())

    assert await check_due_links(web.services) == 0
    web.world.storage.clock.advance(WEEK)
    assert await check_due_links(web.services) == 12


async def test_a_link_that_died_is_shown_as_dead_with_the_day(web: Web) -> None:
    await check_due_links(web.services)
    web.links.states[page_of("topic.c1")] = (LinkState.DEAD, LinkReason.GONE)
    web.links.states[page_of("topic.c2")] = (LinkState.UNKNOWN, LinkReason.NO_ANSWER)
    before = (await web.shown("topic.c2")).checked_at
    web.world.storage.clock.advance(WEEK)
    await check_due_links(web.services)
    today = web.services.clock.now().date()

    dead, missed = await web.shown("topic.c1"), await web.shown("topic.c2")
    assert (dead.check, dead.reason, dead.checked_at) == ("dead", "gone", today)
    assert (missed.check, missed.checked_at, missed.missed_at) == ("ok", before, today)


async def test_a_round_is_bounded_and_the_next_takes_what_is_left(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_links, "PER_ROUND", 3)

    rounds = [await check_due_links(web.services) for _ in range(4)]

    # With the shared page come all of its rows.
    assert sum(rounds) == 12
    assert len(web.links.asked) == 7


async def test_whose_links_are_looked_at_is_for_the_owner_to_say(web: Web) -> None:
    for nobody in (
        dataclasses.replace(web.services, rechecked=MODEL),
        dataclasses.replace(web.services, rechecked=()),
        dataclasses.replace(web.services, links=None),
    ):
        assert await check_due_links(nobody) == 0
    assert web.links.asked == []


async def test_one_process_looks_at_a_time_and_no_connection_is_held(either_web: Web) -> None:
    web = either_web
    web.links.may_go_on.clear()
    looking = asyncio.create_task(check_due_links(web.services))
    await web.links.has_begun.wait()

    assert web.world.storage.connections_held() == 0
    assert await check_due_links(web.services) == 0

    web.links.may_go_on.set()
    assert await looking == 12


async def test_what_a_killed_process_had_claimed_is_due_again_later(web: Web) -> None:
    web.links.may_go_on.clear()
    looking = asyncio.create_task(check_due_links(web.services))
    await web.links.has_begun.wait()
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    web.links.may_go_on.set()

    assert await check_due_links(web.services) == 0
    web.world.storage.clock.advance(check_links.CLAIMED_FOR)
    assert await check_due_links(web.services) == 12


async def test_what_a_learner_had_looked_at_when_the_process_died_holds_the_others_up_for_a_minute(
    web: Web,
) -> None:
    web.links.may_go_on.clear()
    looking = asyncio.create_task(web.check())
    await web.links.has_begun.wait()
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    web.links.may_go_on.set()

    assert await check_due_links(web.services) == 0
    web.world.storage.clock.advance(timedelta(minutes=1))
    assert await check_due_links(web.services) == 12


async def test_without_a_network_nothing_is_learnt_and_the_round_ends(web: Web) -> None:
    for concept in range(1, 7):
        web.links.states[page_of(f"topic.c{concept}")] = (LinkState.NOT_CHECKED, LinkReason.NO_NETWORK)
    web.links.states[SHARED] = (LinkState.NOT_CHECKED, LinkReason.NO_NETWORK)

    await check_due_links(web.services)

    assert len(web.links.asked) <= check_links.AT_ONCE
    assert (await web.shown()).check == "not_checked"
    web.links.states.clear()
    web.world.storage.clock.advance(timedelta(hours=2))
    assert await check_due_links(web.services) == 12


async def test_a_database_that_is_lost_meanwhile_is_told_by_its_name(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = web.services.database.write

    def lost_once_a_site_was_asked() -> AbstractAsyncContextManager[Stores]:
        if web.links.asked:
            raise StorageUnreachable
        return write()

    monkeypatch.setattr(web.services.database, "write", lost_once_a_site_was_asked)
    with pytest.raises(StorageUnreachable):
        await web.check()


async def test_a_page_that_breaks_the_checker_keeps_no_other_waiting(web: Web) -> None:
    web.links.breaks.add(page_of("topic.c1"))

    await check_due_links(web.services)

    assert (await web.shown("topic.c1")).check == "not_checked"
    assert (await web.shown("topic.c2")).check == "ok"
    assert await check_due_links(web.services) == 0


async def test_a_learner_has_the_links_of_a_concept_looked_at(web: Web) -> None:
    nobody = dataclasses.replace(web.services, rechecked=())
    await check_resources(nobody, LOCAL_OWNER, web.roadmap_id, "topic.c1")

    assert sorted(web.links.asked) == [page_of("topic.c1"), SHARED]
    assert (await web.shown("topic.c1")).check == "ok"
    assert (await web.shown("topic.c2")).check == "not_checked"


async def test_pressing_again_asks_no_site_again(either_web: Web) -> None:
    web = either_web
    web.links.may_go_on.clear()
    pressed = [asyncio.create_task(web.check()) for _ in range(3)]
    await web.links.has_begun.wait()
    web.links.may_go_on.set()
    await asyncio.gather(*pressed)
    assert await web.check() == 0
    assert len(web.links.asked) == 2

    web.world.storage.clock.advance(check_links.FRESH_FOR)
    await web.check()
    assert len(web.links.asked) == 4


async def test_who_waits_too_long_has_the_state_there_was(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_links, "ASKED_LIMIT", timedelta(0))
    web.links.may_go_on.clear()

    assert await web.check() == 2
    assert (await web.shown()).check == "not_checked"
    web.links.may_go_on.set()
    assert await check_due_links(web.services) == 12


async def test_what_is_in_the_trash_is_looked_at_by_nobody(web: Web) -> None:
    await trash_roadmap(web.services, web.world.request(), web.roadmap_id)

    assert await check_due_links(web.services) == 0
    with pytest.raises(RoadmapDeleted):
        await web.check()
    assert web.links.asked == []


async def test_a_concept_without_resources_says_so(web: Web) -> None:
    waiting = await web.world.ask_until_review()

    with pytest.raises(ContentNotReady):
        await check_resources(web.services, LOCAL_OWNER, waiting.roadmap_id, "topic.c1")


def test_a_process_that_has_just_started_asks_nothing_and_a_failed_round_is_not_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds: list[float] = []

    async def note(_services: Services) -> int:
        rounds.append(asyncio.get_running_loop().time())
        if len(rounds) == 2:
            raise RuntimeError("a bug")
        return 0

    async def an_hour_at_work() -> None:
        services = cast("Services", SimpleNamespace(works=True))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(keep_checking_links(services), 3600)

    monkeypatch.setattr(check_links, "check_due_links", note)
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        runner.run(an_hour_at_work())

    assert rounds[0] == check_links.FIRST_ROUND.total_seconds()
    assert len(rounds) >= 10


async def test_a_server_that_leaves_the_work_to_others_looks_at_nothing(web: Web) -> None:
    await keep_checking_links(dataclasses.replace(web.services, works=False))
