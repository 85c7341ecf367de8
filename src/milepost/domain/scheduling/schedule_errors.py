"""Failures around dates and calendars that a caller can act on; they belong to the tree in `errors.py`."""

from milepost.domain.errors import Conflict, NotFound


class CalendarFeedNotFound(NotFound):
    slug = "calendar-feed-not-found"
    title = "No calendar at this address"

    def __init__(self) -> None:
        super().__init__(
            "There is no calendar at this address, or not any more. Make a new address in Milepost."
        )


class RoadmapNotApproved(Conflict):
    slug = "roadmap-not-approved"
    title = "The roadmap has not been approved yet"

    def __init__(self, roadmap_id: str) -> None:
        super().__init__(f"{roadmap_id} is not approved. Approve it first; until then edit it.")


class NothingToRedate(Conflict):
    slug = "nothing-to-redate"
    title = "The dates are right as they are"

    def __init__(self) -> None:
        super().__init__(
            "From today on the plan stands as it would be dated anew, so there is nothing to change."
        )


class StaleSchedule(Conflict):
    slug = "stale-schedule"
    title = "The proposed dates are no longer the ones that would be set"

    def __init__(self) -> None:
        super().__init__(
            "Progress or the day has changed since the dates were proposed. Ask for a new proposal."
        )
