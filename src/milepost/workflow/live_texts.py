"""Texts that are read while they are written: what a run has of them is kept, now and then, for whoever reads along.

A reader may sit at any process, and all that processes share is the database. So a reader says there that they follow a
unit, and the run that writes it looks there before it keeps anything: a text that nobody reads costs a look now and
then, and no write at all. Nothing depends on what is kept.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import structlog

from milepost.domain.errors import StorageUnreachable, TaskNotFound
from milepost.domain.ports.planning import ShowText
from milepost.domain.records import UnitRecord
from milepost.workflow.run import Run, RunSuperseded
from milepost.workflow.services import Services

log = structlog.get_logger("milepost.units")

#: How often what has come is kept: often enough to read along, seldom enough for a database that others write to.
KEEP_SECONDS = 0.7
#: Whatever a model writes, nobody reads more than a guide may have.
_MOST_CHARACTERS = 40_000


class LiveTexts:
    """The texts that one run is writing."""

    def __init__(self, run: Run, services: Services) -> None:
        self._run = run
        self._services = services
        self._grown: dict[str, tuple[UnitRecord, str, int]] = {}
        """What has come since it was looked at last: unit, text, beginning."""
        self._has_grown = asyncio.Event()
        self._kept = set[str]()

    def shower(self, unit: UnitRecord) -> ShowText:
        """What the author of a unit tells how its text grows."""

        def show(text: str, beginning: int) -> None:
            self._grown[unit.unit] = unit, text[:_MOST_CHARACTERS], beginning
            self._has_grown.set()

        return show

    def is_kept(self, unit: UnitRecord) -> bool:
        """Whether something of this unit has been kept, which goes with the unit's end. It is not shown any more."""
        self._grown.pop(unit.unit, None)
        return unit.unit in self._kept

    @contextlib.asynccontextmanager
    async def being_kept(self) -> AsyncIterator[None]:
        """Keep what grows until the block ends."""
        keeping = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeping

    async def _keep(self) -> None:
        while True:
            await self._has_grown.wait()
            await asyncio.sleep(KEEP_SECONDS)
            self._has_grown.clear()
            grown, self._grown = self._grown, {}
            try:
                await self._keep_followed(grown)
            except StorageUnreachable:
                continue  # the next piece brings all of the text again
            except (RunSuperseded, TaskNotFound):
                return  # whoever commits the units meets it as well, and says so
            except Exception:
                # Nobody's text may fail for those who read along.
                log.exception("live_text_not_kept", run=self._run.key)
                return

    async def _keep_followed(self, grown: dict[str, tuple[UnitRecord, str, int]]) -> None:
        async with self._services.database.read() as work:
            units = [unit for unit, _, _ in grown.values()]
            followed = await work.live_texts.followed(units, self._services.clock.now())
        if not followed:
            return
        async with self._run.transaction() as (work, _):
            for unit in followed:
                _, text, beginning = grown[unit.unit]
                await work.live_texts.put(unit, text, beginning=beginning)
                self._kept.add(unit.unit)
