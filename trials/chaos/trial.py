"""One trial: people at work over a bad network, watchers beside them, processes that die, and the verdict."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.support.gauges import still_held
from tests.support.walk import content_of
from trials.chaos import judge
from trials.chaos.disturbances import Disturbances
from trials.chaos.forms import Form
from trials.chaos.judge import Stored, Undisturbed, Verdict
from trials.chaos.proxy import FaultProxy
from trials.chaos.record import Record
from trials.chaos.watchers import HABITS, Habit, Watcher
from trials.chaos.work import WISHES, People, Story

STORIES_AT_ONCE = 5
WATCHERS_PER_TASK = (2, 4)
#: How long everything may take to come to its end once nothing happens any more.
SETTLE_SECONDS = 90.0
#: How long a server may take to notice that somebody has gone: longer than any request waits for events.
LEFT_SECONDS = 35.0
LATE_TASKS = 6
LATE_HABITS: tuple[Habit, ...] = ("websocket", "sse", "long-poll")


@dataclass(slots=True)
class Trial:
    """Everything that one trial has, and its progress."""

    form: Form
    proxy: FaultProxy
    http: httpx.AsyncClient
    chance: random.Random
    before: list[Story] = field(default_factory=list)
    """Those that nothing befell."""
    stories: list[Story] = field(default_factory=list)
    watchers: list[Watcher] = field(default_factory=list)
    watching: list[asyncio.Task[None]] = field(default_factory=list)
    online: asyncio.Event = field(default_factory=asyncio.Event)
    undisturbed: dict[str, Undisturbed] = field(default_factory=dict)

    async def run(self, seconds: float) -> dict[str, Any]:
        """The report; `red` names the properties that do not hold."""
        loop = asyncio.get_running_loop()
        await self._live_undisturbed()
        people = self._people(watched=True)
        disturbances = Disturbances(self.form, self.chance)
        self.proxy.is_rough = True
        until = loop.time() + seconds
        disturbing = asyncio.create_task(disturbances.go_on(until))
        living = await self._live_on(people, until)
        await disturbing
        self.proxy.heal()
        self.online.set()
        began = loop.time()
        # Those who live on may still begin tasks, which are watched.
        late = await _left_over(living, SETTLE_SECONDS)
        late |= await _left_over(self.watching, began + SETTLE_SECONDS - loop.time())
        settled = loop.time() - began
        await self._watch_late()
        roadmaps = await self._roadmaps()
        verdict = Verdict()
        await self._judge_what_is_held(verdict)
        for member in self.form.members:
            if (status := await member.end()) != 0:
                verdict.fault("drain", f"{member.name} ended with {status}")
            for slow in member.slow_drains:
                verdict.fault("drain", f"{member.name} took {slow:.1f} s to end")
        for fault in people.faults:
            verdict.fault("answer", fault)
        for watching in self.watching:
            if not watching.cancelled() and (failure := watching.exception()) is not None:
                # A client that has given up must not pass for one that was not told.
                raise failure
        stored = await asyncio.to_thread(Stored.read, self.form)
        self._judge(verdict, stored, roadmaps, disturbances)
        return self._report(verdict, stored, disturbances, people) | {
            "settled_after_seconds": round(settled, 1), "not_settled": len(late),
        }  # fmt: skip

    def _people(self, *, watched: bool) -> People:
        def on_task(story: Story, task_id: str) -> None:
            if watched:
                for _ in range(self.chance.randint(*WATCHERS_PER_TASK)):
                    self._watch(task_id, after=self.chance.choice((0.0, 0.0, 0.5, 3.0)))

        return People(self.http, self.chance, on_task)

    async def _live_undisturbed(self) -> None:
        """Each wish once while all is well: what all others are compared with."""
        people = self._people(watched=False)
        self.before = [Story(wish, number) for number, wish in enumerate(WISHES)]
        await asyncio.gather(*(people.live(story) for story in self.before))
        stored = await asyncio.to_thread(Stored.read, self.form)
        for story in self.before:
            roadmap = (await self.http.get(f"/api/v1/roadmaps/{story.roadmap_id}")).json()
            contents = stored.contents[story.roadmap_id]
            self.undisturbed[story.wish.name] = Undisturbed(content_of(roadmap), contents)

    async def _live_on(self, people: People, until: float) -> list[asyncio.Task[None]]:
        """Begin a story whenever there are too few; those that have not ended yet."""
        living: set[asyncio.Task[None]] = set()
        while (left := until - asyncio.get_running_loop().time()) > 0:
            while len(living) < STORIES_AT_ONCE:
                cancel_after = self.chance.uniform(0.1, 6) if self.chance.random() < 0.15 else None
                story = Story(self.chance.choice(WISHES), len(self.stories), cancel_after)
                self.stories.append(story)
                living.add(asyncio.create_task(people.live(story)))
            done, living = await asyncio.wait(living, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            for story_task in done:
                story_task.exception()  # noted by the people themselves
        return list(living)

    def _watch(self, task_id: str, *, after: float) -> None:
        number = len(self.watchers)
        habit = self.chance.choice(HABITS)
        from_start = habit != "websocket" or self.chance.random() < 0.8
        record = Record(f"client {number} ({habit})", task_id, from_start)
        watcher = Watcher(record, habit, self.http, self.chance, self.online)
        self.watchers.append(watcher)

        async def come() -> None:
            await asyncio.sleep(after)
            await watcher.watch()

        self.watching.append(asyncio.create_task(come()))

    async def _watch_late(self) -> None:
        """Clients that come when all is over, for the first time or back with the last cursor."""
        ended = [watcher.record for watcher in self.watchers if watcher.record.has_ended]
        coming = []
        for record in self.chance.sample(ended, min(LATE_TASKS, len(ended))):
            for habit in LATE_HABITS:
                first = Record(f"late {habit}", record.task_id, from_start=True)
                back = Record(f"returning {habit}", record.task_id, from_start=True, cursor=record.cursor,
                              epoch=record.epoch, base=record.cursor or 0)  # fmt: skip
                for one in (first, back):
                    watcher = Watcher(one, habit, self.http, self.chance, self.online)
                    self.watchers.append(watcher)
                    coming.append(asyncio.create_task(watcher.watch()))
        await _left_over(coming, 15)

    async def _judge_what_is_held(self, verdict: Verdict) -> None:
        """Nobody watches any more, so no server may hold anything for somebody who does."""
        for member in self.form.members:
            if member.role != "worker":
                held = await still_held(f"http://127.0.0.1:{member.port}", within=LEFT_SECONDS)
                if held:
                    verdict.fault("leak", f"{member.name} holds {held}")

    async def _roadmaps(self) -> dict[str, Any]:
        """What is answered at the end for each roadmap that nobody cancelled."""
        found = {}
        for story in self.stories:
            if story.roadmap_id and not story.asked_to_cancel:
                answer = await self.http.get(f"/api/v1/roadmaps/{story.roadmap_id}")
                found[story.roadmap_id] = content_of(answer.json())
        return found

    def _judge(
        self, verdict: Verdict, stored: Stored, roadmaps: dict[str, Any], disturbances: Disturbances
    ) -> None:
        judge.judge_records(verdict, (watcher.record for watcher in self.watchers), stored)
        for task_id in stored.tasks:
            judge.judge_log(verdict, task_id, stored)
        known = {task_id for story in [*self.before, *self.stories] for task_id in story.task_ids}
        # A request that was sent again because its answer was lost must not be done again.
        for task_id in stored.tasks.keys() - known:
            verdict.fault("wrong result", f"nobody asked for {task_id}")
        for story in self.stories:
            if not story.roadmap_id:
                verdict.fault("stuck task", f"story {story.number} was never taken on")
                continue
            expected = self.undisturbed[story.wish.name]
            whole = not story.asked_to_cancel
            judge.judge_contents(verdict, story.roadmap_id, stored, expected, whole=whole)
            if whole and story.status != "completed":
                verdict.fault("wrong result", f"story {story.number} ended as {story.status}")
            elif whole and roadmaps[story.roadmap_id] != expected.roadmap:
                verdict.fault("wrong result", f"{story.roadmap_id} is not as undisturbed")
        judge.judge_repeats(verdict, stored, in_flight=disturbances.units_in_flight)
        judge.judge_output(verdict, (member.log for member in self.form.members))

    def _report(
        self, verdict: Verdict, stored: Stored, disturbances: Disturbances, people: People
    ) -> dict[str, Any]:
        records = [watcher.record for watcher in self.watchers]
        return {
            "form": self.form.name,
            "tasks": dict(Counter(status for status, _, _ in stored.tasks.values())),
            "events": sum(map(len, stored.logs.values())),
            "clients": len(records),
            "events_taken": sum(len(record.taken) for record in records),
            "connections": dict(sum((record.opened for record in records), Counter[str]())),
            "most_reconnects_in_a_minute": max(
                (judge.most_in_a_minute(one.attempts) for one in records), default=0
            ),
            "calls": people.calls,
            "repeated_calls": people.repeated_calls,
            "disturbances": dict(disturbances.happened),
            "network": dict(self.proxy.drawn),
            "units_in_flight": disturbances.units_in_flight,
            "repeated_units": stored.repeated_units,
            "properties": verdict.counts(),
            "red": {name: found[:5] for name, found in verdict.faults.items() if found},
        }


async def _left_over(tasks: Iterable[asyncio.Task[None]], seconds: float) -> set[asyncio.Task[None]]:
    """Wait for them; those that had to be given up."""
    waited = set(tasks)
    if not waited:
        return set()
    _, late = await asyncio.wait(waited, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*waited, return_exceptions=True)
    return late


@contextlib.asynccontextmanager
async def opened(form: Form, seed: int) -> AsyncIterator[Trial]:
    """A trial over a form that is running."""
    chance = random.Random(seed)

    def ports() -> list[int]:
        return [member.port for member in form.members if member.role != "worker"]

    async with FaultProxy(ports, random.Random(seed + 1)).running() as proxy:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=50)
        async with httpx.AsyncClient(base_url=proxy.url, limits=limits, timeout=30) as http:
            yield Trial(form, proxy, http, chance)
