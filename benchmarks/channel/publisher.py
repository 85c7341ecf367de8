"""The publisher: a process of its own that makes events, through our log or as a peer's publishers do.

Told what to make, it says `made` with the tasks; at each further line it publishes a stretch of events.
"""

import asyncio
import contextlib
import os
import time
from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Protocol, TypedDict

import msgspec
import orjson
import uvloop
from redis.asyncio import Redis

from benchmarks.channel.conversation import hear, say
from benchmarks.channel.payloads import new_event, payload
from milepost.domain.goals import GoalRequest
from milepost.domain.ids import LOCAL_OWNER, RoadmapId, TaskId
from milepost.domain.ports.storage import Database
from milepost.domain.records import RoadmapRecord, TaskRecord
from milepost.realtime.redis_hints import RedisHints
from milepost.storage.opening import open_storage
from milepost.system import RandomIds, SystemClock

_AT_ONCE = 8


class Making(TypedDict):
    """What the publisher is for."""

    to: str
    """`milepost`, `redis`, `socket_io` or `nchan`."""
    database_url: str
    redis_url: str
    port: int
    """Of the server that takes messages by HTTP."""
    tasks: int
    event_bytes: int


class Stretch(TypedDict):
    """Events to publish, of each task those after `after` up to `until`, round by round."""

    after: int
    until: int
    per_second: float
    """Of all tasks together; 0 is as fast as it goes."""
    per_commit: int
    """Events that become known together where there is such a thing: a transaction, a pipeline."""
    keep: bool
    """Whether late comers are to get them too."""


class Outlet(Protocol):
    @abstractmethod
    async def make_tasks(self, count: int) -> list[str]: ...

    @abstractmethod
    async def publish(self, task_id: str, seqs: range, *, keep: bool) -> None: ...


class OurLog:
    """Appends through the code that runs use, one transaction a call, hints after the commit."""

    def __init__(self, database: Database, size: int) -> None:
        self._database, self._size = database, size

    async def make_tasks(self, count: int) -> list[str]:
        ids, now = RandomIds(), datetime.now(UTC)
        made = [(TaskId(ids.new("tsk")), RoadmapId(ids.new("rmp"))) for _ in range(count)]
        async with self._database.write() as work:
            for task_id, roadmap_id in made:
                await work.roadmaps.add(
                    RoadmapRecord(
                        roadmap_id=roadmap_id, owner_id=LOCAL_OWNER, task_id=task_id, title="Bench", goal="bench",
                        language="en", time_zone="UTC", created_at=now, updated_at=now,
                    )
                )  # fmt: skip
                await work.tasks.add(
                    TaskRecord(
                        task_id=task_id, owner_id=LOCAL_OWNER, roadmap_id=roadmap_id, today=date(2026, 11, 22),
                        request=GoalRequest(goal="bench"), created_at=now, updated_at=now,
                    )
                )  # fmt: skip
        return [task_id for task_id, _ in made]

    async def publish(self, task_id: str, seqs: range, *, keep: bool) -> None:
        events = [new_event(task_id, seq, size=self._size) for seq in seqs]
        async with self._database.write() as work:
            await work.events.append(TaskId(task_id), events, now=datetime.now(UTC))


class RedisChannel:
    """Publishes to a Redis channel per task, and keeps a list of what late comers are to get."""

    def __init__(self, redis: Redis, size: int) -> None:
        self._redis, self._size = redis, size

    async def make_tasks(self, count: int) -> list[str]:
        ids = RandomIds()
        return [ids.new("tsk") for _ in range(count)]

    async def publish(self, task_id: str, seqs: range, *, keep: bool) -> None:
        async with self._redis.pipeline(transaction=False) as pipeline:
            for seq in seqs:
                text = payload(task_id, seq, size=self._size)
                if keep:
                    pipeline.rpush(f"log:{task_id}", text)
                pipeline.publish(*self._message(task_id, text))
            await pipeline.execute()

    def _message(self, task_id: str, text: str) -> tuple[str, str | bytes]:
        return task_id, text


class SocketIoAdapter(RedisChannel):
    """The same, as the library's emitter for other processes does it."""

    def _message(self, task_id: str, text: str) -> tuple[str, str | bytes]:
        packet = {"type": 2, "data": ["event", orjson.loads(text)], "nsp": "/"}
        options = {"rooms": [task_id], "except": [], "flags": {}}
        return f"socket.io#/#{task_id}#", msgspec.msgpack.encode(["emitter", packet, options])


class NchanRequests:
    """Posts over kept connections, one for each publisher at work."""

    def __init__(self, port: int, size: int) -> None:
        self._port, self._size = port, size
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def make_tasks(self, count: int) -> list[str]:
        ids = RandomIds()
        return [ids.new("tsk") for _ in range(count)]

    async def publish(self, task_id: str, seqs: range, *, keep: bool) -> None:
        reader, writer = (
            self._free.pop() if self._free else await asyncio.open_connection("127.0.0.1", self._port)
        )
        for seq in seqs:
            body = payload(task_id, seq, size=self._size).encode()
            head = (
                f"POST /publish/{task_id} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
        for _ in seqs:
            answer = await reader.readuntil(b"\r\n\r\n")
            lengths = [
                line[15:] for line in answer.split(b"\r\n") if line.lower().startswith(b"content-length:")
            ]
            await reader.readexactly(int(lengths[0]))
        self._free.append((reader, writer))


@contextlib.asynccontextmanager
async def outlet_for(making: Making) -> AsyncIterator[Outlet]:
    size = making["event_bytes"]
    if making["to"] == "nchan":
        yield NchanRequests(making["port"], size)
    elif making["to"] == "milepost":
        clock, ids = SystemClock(), RandomIds()
        async with (
            open_storage(making["database_url"], clock=clock, ids=ids) as storage,
            RedisHints(
                making["redis_url"], key=storage.hint_key, epoch=storage.event_log.epoch, sender=ids.token()
            ) as hints,
        ):
            yield OurLog(storage.database(hints), size)
    else:
        async with Redis.from_url(making["redis_url"]) as redis:
            yield (SocketIoAdapter if making["to"] == "socket_io" else RedisChannel)(redis, size)


async def publish(outlet: Outlet, tasks: Sequence[str], stretch: Stretch) -> list[float]:
    """Publish a stretch; when each event of the first task was about to be."""
    step, began, published = stretch["per_commit"], time.monotonic(), [0.0] * stretch["until"]
    turns = [
        (task_id, range(first, min(first + step, stretch["until"] + 1)))
        for first in range(stretch["after"] + 1, stretch["until"] + 1, step)
        for task_id in tasks
    ]
    # Of one task never two at once: their order is what viewers check.
    at_work = asyncio.Semaphore(min(_AT_ONCE, len(tasks)))
    pause = timedelta(seconds=step / stretch["per_second"] if stretch["per_second"] else 0).total_seconds()

    async def one(task_id: str, seqs: range) -> None:
        if task_id == tasks[0]:
            for seq in seqs:
                published[seq - 1] = time.monotonic()
        try:
            await outlet.publish(task_id, seqs, keep=stretch["keep"])
        finally:
            at_work.release()

    async with asyncio.TaskGroup() as group:
        for number, (task_id, seqs) in enumerate(turns):
            if (wait := began + number * pause - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            await at_work.acquire()
            group.create_task(one(task_id, seqs))
    return published[stretch["after"] :]


async def main() -> None:
    making: Making = await hear()
    async with outlet_for(making) as outlet:
        tasks = await outlet.make_tasks(making["tasks"])
        say({"tasks": tasks})
        while stretch := await hear():
            began = time.monotonic()
            published = await publish(outlet, tasks, stretch)
            say({"published": published, "seconds": time.monotonic() - began})


if __name__ == "__main__":
    os.environ.pop("MILEPOST_DATABASE_URL", None)
    uvloop.run(main())
