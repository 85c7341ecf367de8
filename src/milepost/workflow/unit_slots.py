"""The one bounded scheduler for units: so many at once in this process, shared fairly between tasks."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    task_id: str
    begun_at: datetime
    """When the run was called for."""
    turn: "asyncio.Future[None]"


class UnitSlots:
    """Lets the task go first that has the fewest units under way, and within it the oldest run.

    Oldest first and not in turns: runs that are finished one after the other make room for the next ones while
    others are still busy, and nobody is idle until work has been fetched.
    """

    def __init__(self, limit: int) -> None:
        self._free = limit
        self._under_way = Counter[str]()
        self._waiting: list[_Waiting] = []
        self._is_closed = False
        self._unstored = 0
        self._settled = asyncio.Event()
        self._settled.set()

    @property
    def has_room(self) -> bool:
        """Whether a unit could begin at once."""
        return self._free > 0 and not self._is_closed

    @contextlib.asynccontextmanager
    async def one(self, task_id: str, *, begun_at: datetime) -> AsyncIterator[None]:
        """Hold a slot, once it is this run's turn."""
        waiting = _Waiting(task_id, begun_at, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._give_out()
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            else:  # it was given the slot, and cancelled before it could go on
                self._give_back(task_id)
            raise
        try:
            yield
        finally:
            self._give_back(task_id)

    @contextlib.contextmanager
    def storing(self, limit: int) -> Iterator["Unstored"]:
        """Count the units of a run that are begun and not stored yet, as long as it is under way."""
        unstored = Unstored(self, limit)
        try:
            yield unstored
        finally:
            unstored.stored(unstored.count)

    async def drain(self, within_seconds: float) -> None:
        """Give out no more, and wait until what is under way has been written and stored."""
        self._is_closed = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_seconds):
                await self._settled.wait()

    def _give_out(self) -> None:
        while self._free and not self._is_closed:
            # Whoever is cancelled stays in the list until it goes on.
            waiting = [one for one in self._waiting if not one.turn.done()]
            if not waiting:
                return
            # `min` takes the first of equals, so whoever has waited longest.
            following = min(waiting, key=lambda one: (self._under_way[one.task_id], one.begun_at))
            self._waiting.remove(following)
            self._free -= 1
            self._under_way[following.task_id] += 1
            following.turn.set_result(None)

    def _give_back(self, task_id: str) -> None:
        self._free += 1
        self._under_way[task_id] -= 1
        if not self._under_way[task_id]:
            del self._under_way[task_id]
        self._give_out()

    def count_unstored(self, more: int) -> None:
        """Note that so many more units, or fewer, are begun and not stored."""
        self._unstored += more
        if self._unstored:
            self._settled.clear()
        else:
            self._settled.set()


class Unstored:
    """The units of one run that are begun and not stored yet.

    They are lost in a crash and written again, so there is a limit to them.
    """

    def __init__(self, slots: UnitSlots, limit: int) -> None:
        self._slots = slots
        self._room = asyncio.Semaphore(limit)
        self.count = 0

    async def room(self) -> None:
        """Wait until there may be one more."""
        await self._room.acquire()

    def begun(self) -> None:
        self.count += 1
        self._slots.count_unstored(1)

    def stored(self, units: int) -> None:
        self.count -= units
        self._slots.count_unstored(-units)
        for _ in range(units):
            self._room.release()
