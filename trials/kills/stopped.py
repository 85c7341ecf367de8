"""A worker that is stopped inside a step, taken for dead, and continued when all is done: it must write nothing."""

import asyncio
import functools
import hashlib
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.support.disturbed_server import PLACES
from trials.chaos.forms import Form
from trials.chaos.members import Member
from trials.chaos.work import WISHES, People, Story
from trials.kills.losses import Losses

#: Longer than a beat, a sweep and a unit: what a continued process would write, it has written by then.
AFTERWARDS_SECONDS = 8.0
PATIENCE_SECONDS = 60.0
TABLES = ("task", "task_event", "unit", "unit_content", "run", "roadmap", "roadmap_revision", "review")
_UNITS_OF = (
    "SELECT count(*) FROM unit u JOIN task_unit t ON t.roadmap_id = u.roadmap_id AND t.concept_id = u.concept_id"
    " AND t.kind = u.kind JOIN run r ON r.task_id = t.task_id"
    " WHERE u.status = 'running' AND r.state = 'open' AND r.owner = ?"
)


@dataclass(slots=True)
class Stopped:
    """Three stops: in the middle of writing, inside a transaction, and between a commit and its hint."""

    form: Form
    people: People
    losses: Losses
    """Told of each stop, since others go on with what was stopped."""
    faults: list[str] = field(default_factory=list)

    async def run(self) -> int:
        """How many stops were tried; what was written afterwards stands in `faults`."""
        worker = next(member for member in self.form.members if member.role == "worker")
        await self._try(worker, "in the middle of writing", lambda: worker.signal(signal.SIGSTOP))
        for place in PLACES:
            await self._try(worker, place, functools.partial(worker.lay_trap, place, "STOP"))
        return 1 + len(PLACES)

    async def _try(self, worker: Member, where: str, stop: Callable[[], None]) -> None:
        living = list[asyncio.Task[None]]()

        async def begin_more() -> None:
            # Whoever looks first takes what there is: of one story this worker may get nothing.
            if all(one.done() for one in living):
                living.append(asyncio.create_task(self.people.live(Story(WISHES[2], len(living)))))

        await self._until(lambda: self._is_writing(worker), f"{worker.name} writes", meanwhile=begin_more)
        stop()
        await self._until(lambda: worker.is_stopped, f"{worker.name} is stopped {where}")
        at = time.time()
        await asyncio.to_thread(self.losses.note, at, worker.name, worker.process_name())
        for other in self.form.members:
            # Stopped inside a transaction it keeps rows locked for longer than others wait for them.
            if other is not worker:
                await asyncio.to_thread(self.losses.note_held_up, at, other.name, other.process_name())
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.gather(*living)  # others have done its work
        before = await asyncio.to_thread(self._fingerprint)
        worker.signal(signal.SIGCONT)
        await asyncio.sleep(AFTERWARDS_SECONDS)
        after = await asyncio.to_thread(self._fingerprint)
        changed = [table for table in TABLES if before[table] != after[table]]
        if changed:
            self.faults.append(f"stopped {where}, it wrote {', '.join(changed)} when it went on")
        if not worker.is_up:
            self.faults.append(f"stopped {where}, it ended when it went on")

    def _is_writing(self, worker: Member) -> bool:
        return bool(self.form.rows(_UNITS_OF, worker.process_name())[0][0])

    def _fingerprint(self) -> dict[str, str]:
        """All rows of the tables that hold what people see."""
        found = {table: sorted(map(repr, self.form.rows(f"SELECT * FROM {table}"))) for table in TABLES}
        return {table: hashlib.sha256(repr(rows).encode()).hexdigest() for table, rows in found.items()}

    async def _until(
        self,
        reached: Callable[[], bool],
        what: str,
        *,
        meanwhile: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while not await asyncio.to_thread(reached):
            if meanwhile is not None:
                await meanwhile()
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"It never came to this: {what}.")
            await asyncio.sleep(0.02)
