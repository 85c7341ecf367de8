"""No gap and no repetition, whenever one joins: what is delivered is a prefix of the log, and at the end all of it."""

import asyncio
import json
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from tests.support.learner import TERMINAL, Asked, Learner
from tests.support.served import ServedMilepost
from tests.support.watching import Json, Watcher, check_order, watched_to_end, watching

JOINERS = 24


def stored_payloads(server: ServedMilepost, task_id: str) -> list[str]:
    """The log's texts as the database holds them."""
    file = server.data_directory / "milepost.db"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT payload FROM task_event WHERE task_id = ? ORDER BY seq", [task_id])
        return [payload for (payload,) in rows]


@dataclass(slots=True)
class Landmarks:
    """How far the log is known to have come; joiners wait for a place in it."""

    reached: int = 0
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def reach(self, seq: int) -> None:
        async with self.moved:
            self.reached = seq
            self.moved.notify_all()

    async def past(self, seq: int) -> None:
        async with self.moved:
            await self.moved.wait_for(lambda: self.reached >= seq)


async def lead(server: str, task_id: str, landmarks: Landmarks, ready: asyncio.Event) -> Watcher:
    """Watch from the beginning to the end, and say how far it has come."""
    async with watching(server, task_id, include_history="true") as watcher:
        await watcher.until("live")
        ready.set()
        while watcher.types[-1] != "closing":
            frame = await watcher.next()
            await landmarks.reach(frame.get("seq", 10**6))
    return watcher


async def join(
    server: str, task_id: str, landmarks: Landmarks, *, after: int, query: Json, leaves: Sequence[int]
) -> list[Watcher]:
    """Join once the log has come to `after`; leave after so many frames, and come back with the cursor."""
    await landmarks.past(after)
    watchers = []
    for count in leaves:
        async with watching(server, task_id, **query) as watcher:
            while len(watcher.frames) < count and watcher.types[-1:] != ["closing"]:
                await watcher.next()
            watcher.abort()
        watchers.append(watcher)
        seq = watcher.events[-1]["seq"] if watcher.events else watcher.frames[0]["resume_from"]
        query = {"last_event_id": f"{watcher.frames[0]['epoch']}.{seq}"}
    return [*watchers, await watched_to_end(server, task_id, **query)]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whoever_joins_and_leaves_at_any_moment_has_the_whole_log_at_the_end(
    server: str, served_milepost: ServedMilepost, learner: Learner, seed: int
) -> None:
    chance = random.Random(seed)
    asked = learner.review()
    status = learner.status(asked.task_id)
    head, epoch = status["last_seq"], status["epoch"]
    landmarks, ready = Landmarks(), asyncio.Event()

    def some_query(after: int) -> Json:
        seq = chance.randint(0, max(head, after))
        return chance.choice(
            [{"include_history": "true"}, {"last_event_id": f"{epoch}.{seq}"}, {"last_event_id": seq}]
        )

    async with asyncio.TaskGroup() as together:
        leader = together.create_task(lead(server, asked.task_id, landmarks, ready))
        joiners = []
        for _ in range(JOINERS):
            after = chance.randint(0, 3 * head)
            leaves = [chance.randint(1, 2 * head) for _ in range(chance.randint(0, 3))]
            coming = join(
                server, asked.task_id, landmarks, after=after, query=some_query(after), leaves=leaves
            )
            joiners.append(together.create_task(coming))
        await ready.wait()
        await landmarks.reach(head)
        await asyncio.to_thread(learner.decide, asked.task_id, approved=True)

    log = stored_payloads(served_milepost, asked.task_id)
    assert leader.result().event_texts == log
    for joiner in joiners:
        check_visits(joiner.result(), log)


def check_visits(visits: list[Watcher], log: list[str]) -> None:
    """One client's sockets, one after the other, hold the log from where the first began, each event once."""
    received = [text for visit in visits for text in visit.event_texts]
    begin = visits[0].frames[0]["resume_from"]
    assert received == log[begin:]
    for visit in visits:
        check_order(visit)
        check_status_at_connect(visit, log)
    assert visits[-1].types[-1] == "closing"
    assert visits[-1].socket.close_code == 1000


def check_status_at_connect(visit: Watcher, log: list[str]) -> None:
    """`current_status` says what the events up to `as_of` say."""
    for shown in visit.frames:
        if shown["type"] != "current_status":
            continue
        events = [json.loads(text) for text in log[: shown["as_of"]]]
        status, review = "pending", None
        for event in events:
            status = "processing"
            match event["type"]:
                case "human_review_required":
                    status, review = "human_review_pending", event["data"]["review_id"]
                case "review_decided":
                    review = None
                case type_ if type_ in TERMINAL:
                    status, review = type_, None
        assert (shown["status"], shown["review_id"]) == (status, review)
        assert shown["terminal"] == (status in TERMINAL)


async def test_every_transport_sends_the_stored_bytes(
    server: str, served_milepost: ServedMilepost, learner: Learner, finished: Asked
) -> None:
    watcher = await watched_to_end(server, finished.task_id, include_history="true")
    polled = learner.http.get(f"/api/v1/tasks/{finished.task_id}/events").text
    stored = stored_payloads(served_milepost, finished.task_id)

    assert watcher.event_texts == stored
    assert f'"events":[{",".join(stored)}],' in polled


async def test_two_tasks_at_once_reach_their_own_watchers_only(server: str, learner: Learner) -> None:
    asked = [learner.review() for _ in range(3)]

    async with asyncio.TaskGroup() as together:
        # A watcher fails on a frame that names another task.
        watchers = [
            together.create_task(watched_to_end(server, one.task_id, include_history="true")) for one in asked
        ]
        for one in asked:
            await asyncio.to_thread(learner.decide, one.task_id, approved=True)

    for watcher in watchers:
        check_order(watcher.result())
        assert watcher.result().events[-1]["type"] == "completed"


async def test_a_log_tells_progress_that_never_falls(server: str, learner: Learner, finished: Asked) -> None:
    watcher = await watched_to_end(server, finished.task_id, include_history="true")

    for phase in ("plan", "write"):
        steps = [
            event["data"] for event in watcher.events
            if event["type"] == "progress" and event["data"]["phase"] == phase
        ]  # fmt: skip
        shares = [data["pct"] for data in steps]
        assert shares == sorted(shares)
        assert all(data["done"] <= data["total"] for data in steps)
    counts = [event["data"]["done"] for event in watcher.events if event["type"].startswith("concept_")]
    assert counts == sorted(counts)
    assert counts[0] == 0
