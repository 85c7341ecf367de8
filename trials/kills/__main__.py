"""`make kills`: prints what was killed and how long nobody went on with it, as JSON; exit 1 when that was too long."""

import argparse
import asyncio
import json
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from tests.support.fork_server import ForkServer
from trials.chaos import judge
from trials.chaos.forms import Pace, Scaled
from trials.chaos.judge import Stored, Verdict
from trials.chaos.proxy import FaultProxy
from trials.chaos.work import WISHES, People, Story
from trials.kills.losses import Losses, in_flight_at
from trials.kills.stopped import Stopped

KILLS = 50
STORIES_AT_ONCE = 4
#: Seconds between two kills: long enough for most work to be taken up, short enough for some to be lost again.
BETWEEN_SECONDS = (1.0, 6.0)
DOWN_SECONDS = (0.1, 3.0)
RESUME_SECONDS = 20.0
SETTLE_SECONDS = 90.0
#: What this trial looks at; it has no watching clients.
JUDGED = ("log", "stuck task", "wrong result", "repeated unit", "traceback", "drain", "answer")
#: Slow enough for tasks to live through several kills.
PACE = Pace(unit_seconds=(0.3, 1.2), failing=0.0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m trials.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    parser.add_argument("--keep", type=Path, help="a folder that is to keep the data and the logs")
    options = parser.parse_args()
    forks = ForkServer.start("tests.support.disturbed_server")
    try:
        with tempfile.TemporaryDirectory(prefix="milepost-kills-") as name:
            folder = options.keep or Path(name)
            folder.mkdir(exist_ok=True)
            report = asyncio.run(trial(forks, folder, options.seed, options.kills))
    finally:
        forks.close()
    print(json.dumps({"seed": options.seed, **report}, indent=2, ensure_ascii=False))
    return 1 if report["red"] else 0


async def trial(forks: ForkServer, folder: Path, seed: int, kills: int) -> dict[str, Any]:
    """The whole trial; its report."""
    chance = random.Random(seed)
    async with Scaled.running(folder, forks, seed=seed, pace=PACE) as form:

        def ports() -> list[int]:
            return [member.port for member in form.members if member.role != "worker"]

        async with (
            FaultProxy(ports, chance).running() as proxy,
            httpx.AsyncClient(base_url=proxy.url, limits=httpx.Limits(max_connections=None)) as http,
        ):
            people = People(http, chance, lambda _story, _task_id: None)
            stories: list[Story] = []
            over = asyncio.Event()
            living = asyncio.create_task(_live_on(people, stories, over))
            losses = Losses(form)
            await _kill_them(form, losses, chance, kills)
            over.set()
            verdict = Verdict()
            try:
                async with asyncio.timeout(SETTLE_SECONDS):
                    await living
            except TimeoutError:
                verdict.fault("stuck task", [story.task_ids for story in stories if not _is_over(story)])
            stopped = Stopped(form, people, Losses(form))
            stops = await stopped.run()
            for member in form.members:
                if (status := await member.end()) != 0:
                    verdict.fault("drain", f"{member.name} ended with {status}")
            for fault in [*people.faults, *stopped.faults]:
                verdict.fault("answer" if fault in people.faults else "repeated unit", fault)
            stored = await asyncio.to_thread(Stored.read, form)
            return _report(verdict, stored, stories, losses, stopped.losses) | {"stops": stops}


async def _live_on(people: People, stories: list[Story], over: asyncio.Event) -> None:
    """Tasks that nobody helps along: approved beforehand, one after the other, until told."""

    async def live() -> None:
        while not over.is_set():
            story = Story(WISHES[2], len(stories))
            stories.append(story)
            await people.live(story)

    await asyncio.gather(*(live() for _ in range(STORIES_AT_ONCE)))


async def _kill_them(form: Scaled, losses: Losses, chance: random.Random, kills: int) -> None:
    refilling: set[asyncio.Task[None]] = set()

    async def refill(number: int) -> None:
        await asyncio.sleep(chance.uniform(*DOWN_SECONDS))
        form.members[number].start()

    for _ in range(kills):
        await asyncio.sleep(chance.uniform(*BETWEEN_SECONDS))
        number = chance.choice([number for number, member in enumerate(form.members) if member.is_up])
        member = form.members[number]
        at, process = time.time(), member.process_name()
        member.signal(signal.SIGKILL)
        await member.until_gone()
        await asyncio.to_thread(losses.note, at, member.name, process)
        task = asyncio.create_task(refill(number))
        refilling.add(task)
        task.add_done_callback(refilling.discard)
    await asyncio.gather(*refilling)
    for member in form.members:
        await member.until_ready()


def _is_over(story: Story) -> bool:
    return story.status == "completed"


def _report(
    verdict: Verdict, stored: Stored, stories: list[Story], losses: Losses, stops: Losses
) -> dict[str, Any]:
    for task_id in stored.tasks:
        judge.judge_log(verdict, task_id, stored)
    for story in stories:
        if not _is_over(story) or len(story.task_ids) != 1:
            verdict.fault("wrong result", f"story {story.number}: {story.task_ids} came to {story.status!r}")
    contents = [stored.contents[story.roadmap_id] for story in stories]
    if any(one != contents[0] for one in contents):
        verdict.fault("wrong result", "two roadmaps of one wish differ in what was written")
    delays = losses.delays(dict(stored.logs))
    late = [delay for delay in delays if delay > RESUME_SECONDS]
    for delay in late:
        verdict.fault("stuck task", f"{delay:.1f} s passed until somebody went on")
    in_flight = in_flight_at([*losses.losses, *stops.losses])
    judge.judge_repeats(verdict, stored, in_flight=in_flight)
    judge.judge_output(verdict, (member.log for member in losses.form.members))
    return {
        "kills": dict(Counter(loss.member for loss in losses.losses)),
        "tasks": dict(Counter(status for status, _, _ in stored.tasks.values())),
        "runs_lost": sum(len(loss.runs) for loss in losses.losses),
        "resumed_after_seconds": {
            "median": round(statistics.median(delays), 1) if delays else None,
            "most": round(max(delays, default=0), 1),
            "bar": RESUME_SECONDS,
        },
        "resumed_after_stop_seconds": [round(delay, 1) for delay in stops.delays(dict(stored.logs))],
        "units_in_flight": in_flight,
        "repeated_units": stored.repeated_units,
        "properties": {name: count for name, count in verdict.counts().items() if name in JUDGED},
        "red": {name: found[:5] for name, found in verdict.faults.items() if found},
    }


if __name__ == "__main__":
    sys.exit(main())
