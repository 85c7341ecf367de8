"""Looking at links again: on a schedule, by one process at a time, and when a learner asks for it.

The rows say all there is to say: when a link is due, and until when somebody is believed to be looking at it. A process
that dies meanwhile has learnt nothing, and its links are due again once that time is over.
"""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

import structlog

from milepost.domain.content import ResourceList
from milepost.domain.errors import StorageUnreachable
from milepost.domain.goals import UnitKind
from milepost.domain.ids import OwnerId
from milepost.domain.links import LinkState
from milepost.domain.listed_links import ListedLink, after_check, postponed
from milepost.domain.ports.fetching import LinkChecker
from milepost.domain.records import PlannerKind
from milepost.workflow.access import get_changeable_roadmap
from milepost.workflow.services import Services
from milepost.workflow.study import read_content

log = structlog.get_logger("milepost.links")

#: A process that has just started has better things to do; nothing is asked before that.
FIRST_ROUND, ROUND = timedelta(minutes=10), timedelta(minutes=5)
#: Links in a round, and how many of them at a time; the fetcher sees to it that no site is asked too fast.
PER_ROUND, AT_ONCE = 20, 4
#: Longer than the slowest round takes.
CLAIMED_FOR = timedelta(minutes=15)
ROUND_LIMIT = timedelta(minutes=10)
#: Somebody waits for the answer; and the scheduled round waits for them, if they die, no longer than this.
ASKED_LIMIT, ASKED_CLAIMED_FOR = timedelta(seconds=40), timedelta(minutes=1)
#: Asked again within this time, what has just been found out is the answer.
FRESH_FOR = timedelta(minutes=1)
_LOCK = "links"


async def keep_checking_links(services: Services) -> None:
    """Look at what is due, round after round, until cancelled. After a failed round the next one tries again."""
    if not services.works:
        return
    pause = FIRST_ROUND
    while True:
        await asyncio.sleep(pause.total_seconds())
        pause = ROUND
        try:
            await check_due_links(services)
        except StorageUnreachable:
            pass  # told once, where it was noticed
        except Exception:
            # The outermost loop: ended by one bad round it would leave every link as it is.
            log.warning("link_round_failed", exc_info=True)


async def check_due_links(services: Services) -> int:
    """Look at the links that are due, unless another process does.

    Returns:
        How many rows were due, those with the same address included.
    """
    links = services.links
    if links is None or not services.rechecked:
        return 0
    due = await _claim_due(services, services.rechecked)
    await _check_all(due, links, services, within=ROUND_LIMIT)
    return len(due)


async def check_resources(services: Services, owner_id: OwnerId, roadmap_id: str, concept_id: str) -> int:
    """Look at the links of a concept now. What somebody else is looking at, or has just looked at, is left to them.

    Returns:
        Of how many links nothing was found out: there is no network, or no time, or somebody else is at it.

    Raises:
        ConceptNotFound, ContentNotReady: There are no resources.
        RoadmapDeleted: The roadmap is in the trash.
    """
    version, content = await read_content(services, owner_id, roadmap_id, concept_id, UnitKind.RESOURCES)
    assert isinstance(content, ResourceList)
    now = services.clock.now()
    async with services.database.write() as work:
        roadmap = await get_changeable_roadmap(work, roadmap_id, owner_id)
        if services.links is None:
            return len(content.resources)
        claimed = await work.links.claim_content(
            roadmap.roadmap_id, concept_id, version, now, until=now + ASKED_CLAIMED_FOR
        )
        fresh = [link for link in claimed if _is_fresh(link, services)]
        await work.links.save_all([link.model_copy(update={"claimed_until": None}) for link in fresh])
    to_check = [link for link in claimed if link not in fresh]
    found = await _check_all(to_check, services.links, services, within=ASKED_LIMIT)
    return len(content.resources) - len(fresh) - found


def _is_fresh(link: ListedLink, services: Services) -> bool:
    looked_at = max(filter(None, (link.checked_at, link.missed_at)), default=None)
    return looked_at is not None and services.clock.now() - looked_at < FRESH_FOR


async def _claim_due(services: Services, by: Collection[PlannerKind]) -> Sequence[ListedLink]:
    """What is due, claimed for this process; nothing while another one is at it."""
    async with services.database.try_lock(_LOCK) as is_ours:
        if not is_ours:
            return []
        now = services.clock.now()
        async with services.database.write() as work:
            if await work.links.are_claimed(now):
                return []
            return await work.links.claim_due(now, until=now + CLAIMED_FOR, by=by, limit=PER_ROUND)


@dataclass(slots=True)
class _Round:
    """Links that are looked at together."""

    services: Services
    checker: LinkChecker
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    unfinished: list[ListedLink] = field(default_factory=list)
    has_network: bool = True
    found: int = 0
    """Links of which something was found out."""

    async def check(self, alike: Sequence[ListedLink]) -> None:
        """Look at one page, and note at each of its rows what was found."""
        async with self.places:
            if not self.has_network:
                return
            now = self.services.clock.now
            try:
                found = await self.checker.check(alike[0].url, expect=alike[0].expected)
            except Exception:
                # No checker should raise; one page that makes it must not be asked for again and again before others.
                log.exception("link_check_failed", url=alike[0].url)
                await self.note([postponed(link, now=now()) for link in alike])
                return
            self.has_network = found.state is not LinkState.NOT_CHECKED
            await self.note([after_check(link, found, now=now()) for link in alike])
            self.found += len(alike) if self.has_network else 0

    async def note(self, links: Sequence[ListedLink]) -> None:
        async with self.services.database.write() as work:
            await work.links.save_all(links)
        done = {_key(link) for link in links}
        self.unfinished = [link for link in self.unfinished if _key(link) not in done]


async def _check_all(
    claimed: Sequence[ListedLink], checker: LinkChecker, services: Services, *, within: timedelta
) -> int:
    """Look at each page once; of how many links something was found out.

    No connection is held meanwhile. What is not done in time is there for others again.
    """
    a_round = _Round(services, checker, unfinished=list(claimed))
    try:
        async with asyncio.timeout(within.total_seconds()), asyncio.TaskGroup() as group:
            for alike in _pages(claimed):
                group.create_task(a_round.check(alike))
    except TimeoutError:
        log.info("links_not_done", links=len(a_round.unfinished))
    except ExceptionGroup as failures:
        # What a checker meets is noted at its links, so this is the database; whoever asks knows it by its own name.
        raise failures.exceptions[0] from None
    if a_round.unfinished:
        await a_round.note([link.model_copy(update={"claimed_until": None}) for link in a_round.unfinished])
    return a_round.found


def _pages(links: Sequence[ListedLink]) -> Iterator[list[ListedLink]]:
    """The rows that are about the same page, and expect the same of it."""
    for _, alike in groupby(sorted(links, key=_page), key=_page):
        yield list(alike)


def _page(link: ListedLink) -> tuple[str, str, str]:
    return link.url, link.title, link.language


def _key(link: ListedLink) -> tuple[str, str, int, int]:
    return link.roadmap_id, link.concept_id, link.version, link.position
