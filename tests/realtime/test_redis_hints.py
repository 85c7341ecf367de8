"""Hints by a real Redis: between processes, lost with it and back with it, and worth nothing when forged."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from redis.asyncio import Redis

from milepost import outage as outage_module
from milepost.domain.records import StoredEvent
from milepost.realtime import redis_hints, redis_link
from milepost.realtime.hint_messages import GrownLog, HintMessages
from milepost.realtime.hub import Hub
from milepost.realtime.redis_hints import RedisHints, SeveralHints
from tests.support.breakable_link import BreakableLink, breakable_link
from tests.support.memory_log import MemoryLog

KEY, EPOCH, TASK = b"the database's secret", "epoch", "tsk_a"
NO_POLL = timedelta(hours=1)

#: A process that announces one event, as a worker does after its commit.
ANNOUNCES = """
import asyncio, sys
from milepost.domain.records import StoredEvent
from milepost.realtime.redis_hints import RedisHints
async def main(url):
    async with RedisHints(url, key=b"the database's secret", epoch="epoch", sender="worker") as hints:
        hints.announce({"tsk_a": 1}, {"tsk_a": [StoredEvent(1, "progress", "one")]})
asyncio.run(main(sys.argv[1]))
"""


class Heard:
    """What has been delivered, in order."""

    def __init__(self) -> None:
        self.logs: list[tuple[str, int, list[str]]] = []

    def __call__(self, task_id: str, head: int, events: Sequence[StoredEvent]) -> None:
        self.logs.append((task_id, head, [event.payload for event in events]))

    async def until(self, reached: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not reached():  # noqa: ASYNC110  whoever delivers tells nobody else
                await asyncio.sleep(0.002)


def hints(
    url: str, *, sender: str, key: bytes = KEY, epoch: str = EPOCH, deliver: Heard | None = None
) -> RedisHints:
    return RedisHints(url, key=key, epoch=epoch, sender=sender, deliver=deliver)


def event(seq: int, payload: str | None = None) -> StoredEvent:
    return StoredEvent(seq, "progress", payload or f"{seq}")


@contextlib.asynccontextmanager
async def listening(url: str, heard: Heard, task_id: str = TASK) -> AsyncIterator[RedisHints]:
    """Hints that follow a task, once Redis has confirmed it."""
    async with hints(url, sender="listener", deliver=heard) as ours:
        ours.follow(task_id)
        await confirmed(url, task_id)
        yield ours


async def confirmed(url: str, task_id: str = TASK, *, followers: int = 1) -> None:
    async with Redis.from_url(url) as redis, asyncio.timeout(10):
        channel = f"milepost:{EPOCH}:{task_id}"
        while (await redis.pubsub_numsub(channel))[0][1] != followers:
            pass


async def test_a_hint_crosses_processes_with_its_events(redis_url: str) -> None:
    heard = Heard()
    async with listening(redis_url, heard):
        await asyncio.to_thread(subprocess.run, [sys.executable, "-c", ANNOUNCES, redis_url], check=True)
        await heard.until(lambda: bool(heard.logs))

    assert heard.logs == [(TASK, 1, ["one"])]


async def test_a_viewer_elsewhere_gets_the_event_without_a_look_at_the_log(redis_url: str) -> None:
    log = MemoryLog(TASK)
    hub = Hub(log, safety_poll=NO_POLL)
    async with (
        RedisHints(redis_url, key=KEY, epoch=EPOCH, sender="here", deliver=hub.note_grown) as here,
        hints(redis_url, sender="there") as there,
    ):
        hub.hear_by(here)
        woken = asyncio.Event()
        with hub.watching(TASK, woken.set) as watched:
            await confirmed(redis_url)
            log.append(TASK, "one")
            there.announce({TASK: 1}, {TASK: [event(1, "one")]})
            async with asyncio.timeout(10):
                await woken.wait()
            joined = await watched.after(0, log)
        assert joined is not None
        assert [one.payload for one in joined.events] == ["one"]
        assert log.reads == 0
        await confirmed(redis_url, followers=0)


async def test_nobody_hears_what_they_do_not_follow_nor_themselves(redis_url: str) -> None:
    heard = Heard()
    async with listening(redis_url, heard) as ours, hints(redis_url, sender="other") as other:
        ours.announce({TASK: 1}, {TASK: [event(1)]})
        other.announce({"tsk_b": 1}, {"tsk_b": [event(1)]})
        other.announce({TASK: 2}, {TASK: [event(2)]})
        await heard.until(lambda: bool(heard.logs))

    assert heard.logs == [(TASK, 2, ["2"])]


async def test_the_first_hint_goes_out_at_once_and_later_ones_go_together(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_hints, "JOIN_SECONDS", 0.2)
    heard = Heard()
    async with listening(redis_url, heard), hints(redis_url, sender="other") as other:
        for seq in range(1, 6):
            other.announce({TASK: seq}, {TASK: [event(seq)]})
        await heard.until(lambda: len(heard.logs) == 2)

    assert heard.logs == [(TASK, 1, ["1"]), (TASK, 5, ["2", "3", "4", "5"])]


async def test_what_would_be_too_much_is_left_to_the_log(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_hints, "MOST_EVENT_BYTES", 20)
    heard = Heard()
    async with listening(redis_url, heard), hints(redis_url, sender="other") as other:
        other.announce({TASK: 1}, {TASK: [event(1, "x" * 21)]})
        await heard.until(lambda: bool(heard.logs))

    assert heard.logs == [(TASK, 1, [])]


@pytest.mark.parametrize(
    ("key", "epoch", "sent_by"),
    [(b"another secret", EPOCH, "stranger"), (KEY, "an older copy", "stranger"), (None, EPOCH, "")],
    ids=["another key", "another epoch", "no signature"],
)
async def test_a_forged_hint_is_worth_nothing(
    redis_url: str, key: bytes | None, epoch: str, sent_by: str
) -> None:
    heard = Heard()
    async with listening(redis_url, heard), Redis.from_url(redis_url) as redis:
        channel = f"milepost:{EPOCH}:{TASK}"
        if key is None:
            await redis.publish(channel, b"anything")
        else:
            messages = HintMessages(key=key, epoch=epoch, sender=sent_by)
            await redis.publish(channel, messages.write(GrownLog(TASK, 9, [event(9, "forged")])))
        async with hints(redis_url, sender="other") as other:
            other.announce({TASK: 1}, {TASK: [event(1)]})
            await heard.until(lambda: bool(heard.logs))

    assert heard.logs == [(TASK, 1, ["1"])]


async def test_a_lost_redis_is_told_once_and_so_is_its_return_and_hints_flow_again(
    redis_url: str, told: list[str]
) -> None:
    heard = Heard()
    async with (
        link_to(redis_url) as (link, url),
        listening(url, heard) as ours,
        hints(redis_url, sender="other") as other,
    ):
        link.cut()
        await heard.until(lambda: told == ["redis_lost"])
        for seq in range(1, 4):
            ours.announce({TASK: seq}, {TASK: [event(seq)]})
        await link.mend()
        await heard.until(lambda: told == ["redis_lost", "redis_back"])
        await confirmed(redis_url)
        other.announce({TASK: 4}, {TASK: [event(4)]})
        await heard.until(lambda: bool(heard.logs))

    assert heard.logs == [(TASK, 4, ["4"])]
    assert told == ["redis_lost", "redis_back"]


async def test_a_redis_that_stands_still_is_taken_for_lost(
    redis_url: str, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_link, "PING_SECONDS", 0.02)
    monkeypatch.setattr(redis_link, "SILENT_SECONDS", 0.1)
    monkeypatch.setattr(redis_link, "CONNECT_SECONDS", 0.1)
    heard = Heard()
    async with link_to(redis_url) as (link, url), listening(url, heard):
        link.hang()
        await heard.until(lambda: told == ["redis_lost"])
        link.cut()
        await link.mend()
        await heard.until(lambda: told == ["redis_lost", "redis_back"])


async def test_without_redis_everything_starts_and_goes_on(told: list[str]) -> None:
    log = MemoryLog(TASK)
    hub = Hub(log, safety_poll=timedelta(milliseconds=5))
    async with hints("redis://127.0.0.1:1/0", sender="here", deliver=None) as nowhere:
        hub.hear_by(nowhere)
        polling = asyncio.create_task(hub.poll_for_lost_hints())
        wait = asyncio.create_task(hub.wait_past(TASK, 0, timedelta(seconds=20)))
        await asyncio.sleep(0)
        log.append(TASK, "one")
        SeveralHints([nowhere]).announce({TASK: 1})
        assert await wait is True
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)

    assert told == ["redis_lost"]


@contextlib.asynccontextmanager
async def link_to(url: str) -> AsyncIterator[tuple[BreakableLink, str]]:
    """A link before Redis that can be broken, and the address to use it by."""
    there = urlsplit(url)
    assert there.hostname is not None
    async with breakable_link(there.hostname, there.port or 6379) as link:
        yield link, f"redis://127.0.0.1:{link.port}/0"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the lines that outages log, in order."""
    lines: list[str] = []
    for level in ("warning", "info"):
        monkeypatch.setattr(outage_module.log, level, lambda name, **_: lines.append(name))
    return lines
