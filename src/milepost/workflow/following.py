"""Reading along: what there is of a unit that is being written, asked for again and again."""

from datetime import datetime, timedelta
from typing import NamedTuple

from milepost.domain.goals import UnitKind
from milepost.domain.ids import OwnerId
from milepost.domain.ports.storage import Stores
from milepost.domain.records import LiveText, TaskRecord, UnitRecord
from milepost.domain.tasks import UnitStatus
from milepost.workflow.access import get_own_roadmap, get_unit
from milepost.workflow.services import Services

#: How long a text is kept up to date for somebody who has asked for it once; who reads on asks again before that.
FOLLOWED_FOR = timedelta(seconds=60)
#: So much of it has to be left, or it is prolonged: one write for many looks.
_PROLONGED_AT = timedelta(seconds=35)


class Seen(NamedTuple):
    """A unit of one moment, as whoever reads along sees it."""

    unit: UnitRecord
    text: LiveText | None
    """What there is of the present attempt; None while nothing is, or nothing has been kept."""
    task: TaskRecord | None
    """Which is to write it; None once nobody is."""

    @property
    def is_at_work(self) -> bool:
        return self.task is not None and not self.unit.status.is_terminal


async def follow_text(
    services: Services, owner_id: OwnerId, roadmap_id: str, concept_id: str, kind: UnitKind
) -> Seen:
    """What there is now of a unit, which from now on is kept for this reader for a while.

    Raises:
        RoadmapNotFound: There is no such roadmap for this owner.
        ContentNotReady: Nobody has been asked to write such a unit.
    """
    async with services.database.read() as work:
        await get_own_roadmap(work, roadmap_id, owner_id)
        seen, until = await _seen(work, roadmap_id, concept_id, kind)
    now = services.clock.now()
    if seen.is_at_work and (until is None or until - now < _PROLONGED_AT):
        async with services.database.write() as work:
            unit = seen.unit
            await work.live_texts.follow(
                unit.roadmap_id, unit.concept_id, unit.kind, until=now + FOLLOWED_FOR
            )
    return seen


async def _seen(
    work: Stores, roadmap_id: str, concept_id: str, kind: UnitKind
) -> tuple[Seen, datetime | None]:
    """(what there is, until when it is kept for somebody)."""
    unit = await get_unit(work, roadmap_id, concept_id, kind)
    if unit.status.is_terminal:
        return Seen(unit, None, None), None
    task = await work.tasks.open_with_unit(roadmap_id, concept_id, kind)
    until, text = await work.live_texts.find(roadmap_id, concept_id, kind) or (None, None)
    # What an attempt has left that was interrupted is not a beginning of this one.
    is_of_now = text is not None and unit.status is UnitStatus.RUNNING and text.attempt == unit.attempt
    return Seen(unit, text if is_of_now else None, task), until
