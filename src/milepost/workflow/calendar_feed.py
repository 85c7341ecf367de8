"""The secret address of a roadmap's calendar: made, replaced, revoked, and read by whoever has it."""

import hashlib
from datetime import datetime

from milepost.domain.ids import OwnerId
from milepost.domain.model import Value
from milepost.domain.ports.storage import Stores
from milepost.domain.records import CalendarFeedRecord
from milepost.domain.scheduling.schedule_errors import CalendarFeedNotFound
from milepost.workflow.access import get_changeable_roadmap, get_own_roadmap
from milepost.workflow.once import Request, once
from milepost.workflow.read_calendar import RoadmapCalendar, calendar_of
from milepost.workflow.services import Services


class CalendarFeed(Value):
    """Whether a roadmap has an address that calendars can follow."""

    created_at: datetime | None
    """Since when; null while there is none."""


class NewCalendarFeed(CalendarFeed):
    """An address that was just made. It cannot be shown again: only its hash is kept."""

    path: str
    """`/calendar/{token}.ics` on this server."""


async def read_feed(services: Services, owner_id: OwnerId, roadmap_id: str) -> CalendarFeed:
    """Whether there is an address.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner.
    """
    async with services.database.read() as work:
        roadmap = await get_own_roadmap(work, roadmap_id, owner_id)
        feed = await work.calendar_feeds.of_roadmap(roadmap.roadmap_id)
    return CalendarFeed(created_at=feed.created_at if feed else None)


async def make_feed(services: Services, owner_id: OwnerId, roadmap_id: str) -> NewCalendarFeed:
    """A new address; the one before, if any, stops working.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner.
        RoadmapDeleted: The roadmap is in the trash.
    """
    token = services.ids.token()
    async with services.database.write() as work:
        roadmap = await get_changeable_roadmap(work, roadmap_id, owner_id)
        feed = CalendarFeedRecord(
            roadmap_id=roadmap.roadmap_id, token_hash=_hash(token), created_at=services.clock.now()
        )
        await work.calendar_feeds.put(feed)
    return NewCalendarFeed(created_at=feed.created_at, path=f"/calendar/{token}.ics")


async def revoke_feed(services: Services, request: Request, roadmap_id: str) -> CalendarFeed:
    """Without an address; once there is none, nothing changes.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner.
    """

    async def effect(work: Stores) -> CalendarFeed:
        roadmap = await get_own_roadmap(work, roadmap_id, request.owner_id)
        await work.calendar_feeds.remove(roadmap.roadmap_id)
        return CalendarFeed(created_at=None)

    return await once(services, request, effect, CalendarFeed)


async def calendar_at(services: Services, token: str) -> RoadmapCalendar:
    """The calendar that an address leads to, whoever asks.

    Raises:
        CalendarFeedNotFound: No roadmap has this address, or it is in the trash.
    """
    async with services.database.read() as work:
        feed = await work.calendar_feeds.by_hash(_hash(token))
        roadmap = await work.roadmaps.find(feed.roadmap_id) if feed else None
        if roadmap is None or roadmap.deleted_at is not None:
            raise CalendarFeedNotFound
        calendar = await calendar_of(work, roadmap, services)
    if calendar is None:
        raise CalendarFeedNotFound
    return calendar


def _hash(token: str) -> str:
    # The token is random and long, so a plain hash says nothing about it.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
