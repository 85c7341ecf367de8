"""When a learner studies: read and set for all of their roadmaps."""

from datetime import datetime

from milepost.domain.ids import OwnerId
from milepost.domain.ports.storage import Stores
from milepost.domain.records import SettingRecord
from milepost.domain.scheduling.study_times import StudyTimes
from milepost.workflow.services import Services

_NAME = "study_times"


async def find_study_times(work: Stores, owner_id: OwnerId) -> tuple[StudyTimes, datetime] | None:
    """What the owner has set, and when; None where they never have. Taking all times out is setting, too."""
    setting = await work.settings.find(owner_id, _NAME)
    if setting is None:
        return None
    return StudyTimes.model_validate_json(setting.value), setting.updated_at


async def read_study_times(services: Services, owner_id: OwnerId) -> StudyTimes:
    """The owner's times; none where they have set nothing."""
    async with services.database.read() as work:
        found = await find_study_times(work, owner_id)
    return found[0] if found else StudyTimes()


async def set_study_times(services: Services, owner_id: OwnerId, times: StudyTimes) -> StudyTimes:
    """Keep these times, in their order; without any the usual ones hold again."""
    ordered = StudyTimes(slots=times.in_order)
    async with services.database.write() as work:
        # Kept without times as well: calendars are to see that, and since when, it has changed.
        await work.settings.put(
            SettingRecord(
                owner_id=owner_id,
                name=_NAME,
                value=ordered.model_dump_json(),
                updated_at=services.clock.now(),
            )
        )
    return ordered
