"""Everything a command or a run may touch; built in `wiring.py`, faked in tests."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from milepost.domain.ports.planning import Author, Planner
from milepost.domain.ports.runtime import Clock, Ids, RunEngine
from milepost.domain.ports.storage import Database


@dataclass(frozen=True, slots=True)
class Services:
    database: Database
    planner: Planner
    author: Author
    engine: RunEngine
    clock: Clock
    ids: Ids
    process_id: str
    """Names this start of this process; every start has another."""
    units_at_once: int = 4
    """How many units one run writes at the same time."""

    def today(self, time_zone: str) -> date:
        """The calendar day in a time zone, now."""
        return self.clock.now().astimezone(ZoneInfo(time_zone)).date()
