"""Everything a command or a run may touch; built in `wiring.py`, faked in tests."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from milepost.domain.ports.fetching import LinkChecker
from milepost.domain.ports.models import KeyVault, ModelProbe, PriceList
from milepost.domain.ports.planning import Author, ConceptGraph, ModelDesigner, Placement, Planner
from milepost.domain.ports.runtime import Clock, Ids, RunEngine
from milepost.domain.ports.storage import Database
from milepost.domain.records import PlannerKind
from milepost.workflow.unit_slots import UnitSlots


@dataclass(frozen=True, slots=True)
class Services:
    database: Database
    planner: Planner
    author: Author
    concepts: ConceptGraph
    """What edits add from."""
    placement: Placement
    vault: KeyVault
    probe: ModelProbe
    engine: RunEngine
    clock: Clock
    ids: Ids
    process_id: str
    """Names this start of this process; every start has another."""
    units_at_once: int = 4
    """How many units this process writes at the same time."""
    concepts_per_run: int | None = None
    """How many concepts one writing run takes where processes share the work; None: a run takes all of its task."""
    model_planner: ModelDesigner | None = None
    """Plans what `planner` does not cover, for those who have chosen a model; None: nobody can choose one."""
    prices: PriceList | None = None
    """What models cost; None: what their owners say."""
    links: LinkChecker | None = None
    """Looks at links again; None: nobody does."""
    rechecked: Collection[PlannerKind] = ()
    """Whose links are looked at again unasked: those that the catalog lists, those that a model has found."""
    works: bool = True
    """Whether this process executes runs; where not, it only puts them on the queue."""
    runs_kept_for: timedelta = timedelta(days=7)
    """How long what an ended task's runs have left behind is kept."""
    trash_kept_for: timedelta = timedelta(days=30)
    """How long a deleted roadmap can be restored."""

    slots: UnitSlots = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "slots", UnitSlots(self.units_at_once))

    def today(self, time_zone: str) -> date:
        """The calendar day in a time zone, now."""
        return self.clock.now().astimezone(ZoneInfo(time_zone)).date()
