"""From a search to what a learner reads: real pages on a loopback port, through the fetcher, the checker and the store.

A model chooses among what the code has opened; whatever else was found is never listed, and never as verified.
"""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from milepost.agents.gateway import Gateway
from milepost.agents.writing.model_author import ModelAuthor
from milepost.domain.content import ResourceList
from milepost.domain.goals import Language
from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.links import ANY_PAGE, Candidate, ExpectedPage, LinkCheck
from milepost.domain.listed_links import KnownResource
from milepost.domain.ports.planning import AuthorContext
from milepost.domain.records import PlannerKind
from milepost.domain.roadmaps import Concept
from milepost.domain.tasks import TaskStatus
from milepost.fetching.links import WebLinkChecker
from milepost.workflow.check_links import check_due_links
from milepost.workflow.read_resources import read_resources
from milepost.workflow.services import Services
from tests.support.factories import make_concept, roadmap_of
from tests.support.fakes import ManualClock, StubAuthor, StubPlanner
from tests.support.model_server.server import ScriptedModelServer, running_model_server
from tests.support.models import GivenSettings, make_config, noted_waits
from tests.support.places import sqlite_place
from tests.support.run import TestRun
from tests.support.web_sites import NOT_FOUND, QUICK, Names, Reply, Web, fetcher_of, html, redirect, small_web
from tests.support.worlds import World, open_world
from tests.workflow.test_own_concepts import choose_a_model

OWN = make_concept("own.loops", name="Loops in Python").model_copy(update={"in_catalog": False})
CHINESE = "循环是编程中最基本的结构之一，我们在这一节里学习如何使用它来重复执行代码。" * 4
GERMAN = "Die Schleife ist nicht das Ende, und der Anfang von einem Programm ist mit ihr für sich. " * 6
BY_A_MODEL: tuple[PlannerKind, ...] = ("model",)
NEVER_COMES = "slow.example"


async def never(_writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


def put_what_does_not_hold(web: Web) -> list[str]:
    """Pages under the right title, in so far as they bear one, of which none may be listed."""
    title = OWN.name
    web.put("soft.example/", html("Welcome", title="Guide"))
    web.put_everywhere_else("shell.example", lambda _: html("<div id=app></div>", title=title, words=0))
    late = f"<!-- {'x' * 300_000} --><h1>{title}</h1>"
    return [
        web.put("gone.example/loops", NOT_FOUND),
        web.put(
            "soft.example/loops", html("The page you are looking for could not be found.", title="Guide")
        ),
        web.put("home.example/loops", redirect("/")),
        web.url("shell.example/a/loops"),
        web.put("private.example/loops", redirect("http://10.0.0.1/loops")),
        web.put("cloud.example/loops", redirect("http://169.254.169.254/latest/meta-data/")),
        web.put("rebound.example/loops", html("Text", title=title)),
        web.put("other.example/loops", html("Text", title="Matrix multiplication by hand")),
        web.put("huge.example/loops", Reply(200, late.encode(), {"content-type": "text/html"})),
        web.put(f"{NEVER_COMES}/loops", never),
        web.put("film.example/loops", Reply(200, b"\0" * 99, {"content-type": "video/mp4"})),
        web.put("pdf.example/loops.pdf", Reply(200, b"%PDF-1.7", {"content-type": "application/pdf"})),
        web.put("german.example/loops", html(GERMAN, title=title, lang="de", words=0)),
        web.put("silent.example/loops", html("1 2 3", title=title, lang=None, words=0)),
    ]


def site(resource: KnownResource) -> str:
    return resource.url.split("//")[1].split(".")[0]


class Found:
    """Implements `Search`: the same pages for every query."""

    is_available = True

    def __init__(self) -> None:
        self.urls: list[str] = []

    async def find(self, query: str, *, language: str, limit: int = 10) -> Sequence[Candidate]:
        # Half of them for one query and half for the other, as no query shows more than a few.
        urls = self.urls[::2] if "mistakes" in query else self.urls[1::2]
        return [
            Candidate(number=number, title=OWN.name, url=url, snippet=OWN.name)
            for number, url in enumerate(urls[:limit], start=1)
        ]


class Checker:
    """Implements `LinkChecker` as it is, and gives up soon where nothing will ever come."""

    def __init__(self, names: Names) -> None:
        clock = ManualClock()
        self._patient = WebLinkChecker(fetcher_of(names), clock)
        self._hasty = WebLinkChecker(fetcher_of(names, patience=QUICK), clock)

    async def check(self, url: str, *, expect: ExpectedPage = ANY_PAGE) -> LinkCheck:
        checker = self._hasty if NEVER_COMES in url else self._patient
        return await checker.check(url, expect=expect)


class AuthorWithWeb(StubAuthor):
    """Everything but resources is a line."""

    model_author: ModelAuthor

    async def resources(self, concept: Concept, context: AuthorContext) -> ResourceList:
        if concept.in_catalog:
            return await super().resources(concept, context)
        return await self.model_author.resources(concept, context)


@dataclasses.dataclass(slots=True)
class Room:
    """A world in which a concept that the catalog lacks is written with a scripted model and a small web."""

    world: World
    web: Web
    search: Found
    services: Services
    roadmap_id: str = ""

    async def listed(self, language: Language = Language.EN) -> Sequence[KnownResource]:
        """What a learner reads once the unit has been written."""
        task = await self.world.until(
            await self.world.ask(review=False, language=language), lambda task: task.status.is_terminal
        )
        assert task.status is TaskStatus.COMPLETED, await self.world.events(task.task_id)
        self.roadmap_id = task.roadmap_id
        return await self.read()

    async def read(self) -> Sequence[KnownResource]:
        _, resources = await read_resources(self.services, LOCAL_OWNER, self.roadmap_id, OWN.concept_id)
        return resources


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModelServer]:
    with running_model_server() as server:
        yield server


@pytest.fixture
async def room(test_run: TestRun, tmp_path: Path, model: ScriptedModelServer) -> AsyncIterator[Room]:
    planner, author, search = StubPlanner(roadmap_of(make_concept(), OWN)), AuthorWithWeb(), Found()
    names = Names({"rebound.example": ["10.0.0.1"]})
    async with (
        small_web() as web,
        open_world(await sqlite_place(test_run, tmp_path), planner=planner, author=author) as world,
    ):
        settings = GivenSettings(model=make_config(model.model, base_url=model.base_url))
        gateway = Gateway(
            settings=settings,
            database=world.storage.database,
            clock=world.storage.clock,
            ids=world.storage.ids,
            waits=noted_waits([]),
        )
        links = Checker(names)
        author.model_author = ModelAuthor(gateway, settings, search=search, links=links)
        await choose_a_model(world)
        services = dataclasses.replace(world.services, links=links, rechecked=BY_A_MODEL)
        yield Room(world, web, search, services)
        await gateway.close()


async def test_only_pages_that_hold_are_listed_and_each_is_verified(room: Room) -> None:
    good = [room.web.put(f"good{n}.example/loops", html("Text", title=OWN.name)) for n in range(2)]
    room.search.urls = [*put_what_does_not_hold(room.web), *good]

    listed = await room.listed()

    assert sorted(one.url for one in listed) == good
    assert {(one.check, one.language) for one in listed} == {("ok", "en")}
    # Whatever led to a private address, nobody was asked there; every page had its turn.
    hosts = {asked.host for asked in room.web.asked}
    assert {"private.example", "cloud.example", "slow.example"} <= hosts
    assert "rebound.example" not in hosts


async def test_pages_in_the_learners_language_come_first_and_english_ones_say_so(room: Room) -> None:
    english = room.web.put("english.example/loops", html("Text", title=OWN.name))
    room.search.urls = [
        english,
        room.web.put("again.example/loops", redirect(english)),
        room.web.put("german.example/loops", html(GERMAN, title=OWN.name, lang="de", words=0)),
        # It says that it is English, as templates do.
        room.web.put("chinese.example/loops", html(CHINESE, title=OWN.name, lang="en", words=0)),
    ]

    listed = await room.listed(Language.ZH)

    assert [(site(one), one.language) for one in listed] == [("chinese", "zh"), ("english", "en")]


async def test_a_page_that_dies_or_changes_later_is_no_longer_verified(room: Room) -> None:
    pages = [f"{name}.example/loops" for name in ("stays", "dies", "changes", "translated", "leaves")]
    room.search.urls = [room.web.put(page, html("Text", title=OWN.name)) for page in pages]
    assert {one.check for one in await room.listed()} == {"ok"}

    room.web.put(pages[1], html("Sorry", title="404 - Page not found"))
    room.web.put(pages[2], html("Text", title="Cheap watches and bags"))
    room.web.put(pages[3], html(GERMAN, title=OWN.name, lang="de", words=0))
    room.web.put(pages[4], redirect("http://192.168.0.1/"))
    room.world.storage.clock.advance(timedelta(days=9))
    assert await check_due_links(room.services) == len(pages)

    assert {site(one): (one.check, one.reason) for one in await room.read()} == {
        "stays": ("ok", "found"),
        "dies": ("dead", "says_not_found"),
        "changes": ("unknown", "other_page"),
        "translated": ("unknown", "other_page"),
        "leaves": ("dead", "not_allowed"),
    }


async def test_where_no_page_holds_the_unit_fails_and_says_what_became_of_them(room: Room) -> None:
    room.search.urls = put_what_does_not_hold(room.web)

    task = await room.world.until(await room.world.ask(review=False), lambda task: task.status.is_terminal)

    assert task.status is TaskStatus.PARTIAL_FAILURE
    async with room.world.storage.database.read() as work:
        units = {unit.unit: unit for unit in await work.units.of_task(task.task_id)}
    reason = units[f"{OWN.concept_id}:resources"].reason or ""
    assert reason.startswith("search-found-nothing: ")
    for told in ("gone", "not allowed", "another title", "another language", "no answer"):
        assert told in reason
