"""What befalls the processes: killed, stopped and ended, at random moments and at the worst ones."""

import asyncio
import json
import random
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.support.disturbed_server import PLACES
from trials.chaos.forms import Form
from trials.chaos.members import Member
from trials.chaos.outside import FAST, IMMEDIATE, Outside

#: Seconds of quiet between two disturbances, at least and at most.
QUIET_SECONDS = (0.8, 3.5)
TRAP_SECONDS = 4.0
#: A process is taken for dead after twelve seconds of silence; this is longer, and its work goes to others.
LONG_PAUSE_SECONDS = 14.0
_OPEN_RUNS = "SELECT task_id, args FROM run WHERE state = 'open' AND owner = ?"
_RUNNING = (
    "SELECT u.concept_id, u.kind FROM unit u JOIN task_unit t"
    " ON t.roadmap_id = u.roadmap_id AND t.concept_id = u.concept_id AND t.kind = u.kind"
    " WHERE u.status = 'running' AND t.task_id = ?"
)

Disturbance = Callable[[Member], Awaitable[None]]


@dataclass(slots=True)
class Disturbances:
    """Disturbs one process after the other until told to stop; then every place is filled again."""

    form: Form
    chance: random.Random
    happened: Counter[str] = field(default_factory=Counter)
    units_in_flight: int = 0
    """Units that were being written by a process when it was killed or sent away, added up."""

    async def go_on(self, until: float) -> None:
        """Until this moment of the loop's clock."""
        kinds: dict[Disturbance, int] = {
            self._kill: 3, self._end: 1, self._pause: 2, self._trap_and_kill: 4, self._trap_and_pause: 2,
        }  # fmt: skip
        if self.form.outside:
            kinds |= {self._pause_long: 1, self._disturb_outside: 3}
        while (left := until - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(min(left, self.chance.uniform(*QUIET_SECONDS)))
            [disturb] = self.chance.choices(list(kinds), list(kinds.values()))
            await disturb(self.chance.choice(self.form.members))

    async def _kill(self, member: Member) -> None:
        self.happened["kill"] += 1
        member.signal(signal.SIGKILL)
        await self._bring_back(member)

    async def _end(self, member: Member) -> None:
        self.happened["end"] += 1
        await self._count_in_flight(member)  # it hands over what it is writing
        await member.end()
        await self._start_again(member)

    async def _pause(self, member: Member) -> None:
        self.happened["pause"] += 1
        member.signal(signal.SIGSTOP)
        await self._wake_up(member)

    async def _trap_and_kill(self, member: Member) -> None:
        place = self.chance.choice(PLACES)
        member.lay_trap(place, "KILL")
        await _until(lambda: not member.is_up, TRAP_SECONDS)
        if member.take_trap_away(place):
            self.happened["trap not stepped into"] += 1
            return
        self.happened[f"kill {place}"] += 1
        await self._bring_back(member)

    async def _trap_and_pause(self, member: Member) -> None:
        place = self.chance.choice(PLACES)
        member.lay_trap(place, "STOP")
        await _until(lambda: member.is_stopped, TRAP_SECONDS)
        if member.take_trap_away(place):
            self.happened["trap not stepped into"] += 1
            return
        self.happened[f"pause {place}"] += 1
        await self._count_all_in_flight()
        await self._wake_up(member)

    async def _bring_back(self, member: Member) -> None:
        await member.until_gone()
        await self._count_in_flight(member)
        await self._start_again(member)

    async def _start_again(self, member: Member) -> None:
        await asyncio.sleep(self.chance.uniform(0, 1.2))
        member.start()
        await member.until_ready()

    async def _wake_up(self, member: Member) -> None:
        await asyncio.sleep(self.chance.choice((0.1, 0.5, 2.0, 4.0)))
        member.signal(signal.SIGCONT)

    async def _pause_long(self, member: Member) -> None:
        """So long that others take over what it was writing, which it must not touch when it goes on."""
        self.happened["pause until taken for dead"] += 1
        member.signal(signal.SIGSTOP)
        await self._count_all_in_flight()
        await asyncio.sleep(LONG_PAUSE_SECONDS)
        member.signal(signal.SIGCONT)

    async def _disturb_outside(self, _member: Member) -> None:
        service = self.chance.choice(self.form.outside)
        if self.chance.random() < 0.4:
            self.happened[f"pause {service.name}"] += 1
            await self._count_what_hangs_on(service)
            service.signal_all(signal.SIGSTOP)
            await asyncio.sleep(self.chance.choice((0.3, 1.5, 4.0)))
            service.signal_all(signal.SIGCONT)
            return
        self.happened[f"restart {service.name}"] += 1
        await self._count_what_hangs_on(service)
        how = signal.SIGKILL if service.name == "redis" else self.chance.choice((FAST, IMMEDIATE))
        await asyncio.to_thread(service.end, how)
        await asyncio.sleep(self.chance.uniform(0, 2))
        await asyncio.to_thread(service.start)

    async def _count_what_hangs_on(self, service: Outside) -> None:
        """A run that fails to reach the database, or to get its rows in time, is begun again: all of them may be."""
        if service.name == "postgresql":
            await self._count_all_in_flight()

    async def _count_all_in_flight(self) -> None:
        """Who is stopped may hold rows for longer than others wait for them: what they write is begun again."""
        for member in self.form.members:
            await self._count_in_flight(member)

    async def _count_in_flight(self, member: Member) -> None:
        self.units_in_flight += await asyncio.to_thread(self._in_flight, member.process_name())

    def _in_flight(self, process: str | None) -> int:
        """How many units the open runs of a process have begun and not finished."""
        found = set()
        for task_id, args in self.form.rows(_OPEN_RUNS, process):
            concepts = (args if isinstance(args, dict) else json.loads(args)).get("concepts")
            for concept, kind in self.form.rows(_RUNNING, task_id):
                if not concepts or concept in concepts:
                    found.add((task_id, concept, kind))
        return len(found)


async def _until(reached: Callable[[], bool], seconds: float) -> None:
    deadline = asyncio.get_running_loop().time() + seconds
    while not reached() and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110  a process tells nobody
        await asyncio.sleep(0.02)
