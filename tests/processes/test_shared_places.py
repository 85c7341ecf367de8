"""Places at a provider over a real Redis: processes together keep to the limit, and a killed one frees what it had."""

import asyncio
import contextlib
import itertools
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from milepost import shared_places
from milepost.agents.places import LocalPlaces
from milepost.outage import Outage
from milepost.shared_places import SharedPlaces
from tests.support.breakable_link import breakable_link

KEY, ACCOUNT = b"the database's secret", "prv_1\nhttps://models.example/v1\nsk-a-key-of-somebody"
_EPOCHS = itertools.count()

#: A process that has twelve requests of some time, eight at once if it were alone; it prints when each began and ended.
WORKS = """
import asyncio, json, sys, time
from milepost.agents.places import LocalPlaces
from milepost.outage import Outage
from milepost.shared_places import SharedPlaces

async def main(url, epoch, at_once, seconds):
    places = SharedPlaces(url, key=b"the database's secret", epoch=epoch, at_once=int(at_once), local=LocalPlaces(8),
                          outage=Outage("redis"), lease_seconds=1.0)
    async def request():
        async with places.one("account"):
            began = time.monotonic()
            print(json.dumps(["began", began]), flush=True)
            await asyncio.sleep(float(seconds))
            print(json.dumps(["ended", began, time.monotonic()]), flush=True)
    async with places:
        await asyncio.gather(*(request() for _ in range(12)))
asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
def epoch() -> str:
    """A part of Redis that no other test uses."""
    return f"places-{next(_EPOCHS)}"


@contextlib.asynccontextmanager
async def places(
    url: str, epoch: str, *, at_once: int = 2, local: int = 8, lease_seconds: float = 15.0
) -> AsyncIterator[SharedPlaces]:
    async with SharedPlaces(
        url,
        key=KEY,
        epoch=epoch,
        at_once=at_once,
        local=LocalPlaces(local),
        outage=Outage("redis"),
        lease_seconds=lease_seconds,
    ) as shared:
        yield shared


def begin(url: str, epoch: str, *, at_once: int, seconds: float) -> "subprocess.Popen[str]":
    arguments = [url, epoch, str(at_once), str(seconds)]
    return subprocess.Popen([sys.executable, "-c", WORKS, *arguments], stdout=subprocess.PIPE, text=True)


def said(output: str) -> Iterator[list[Any]]:
    return (json.loads(line) for line in output.splitlines())


def most_at_once(spans: list[tuple[float, float]]) -> int:
    """How many were under way together at most. One that began as another ended was not."""
    edges = sorted([(began, 1) for began, _ in spans] + [(ended, -1) for _, ended in spans])
    return max(itertools.accumulate(step for _, step in edges))


async def taken(place: contextlib.AbstractAsyncContextManager[None], *, seconds: float = 0.4) -> bool:
    """Whether a place is given in that time; it is given back at once."""
    try:
        async with asyncio.timeout(seconds), place:
            return True
    except TimeoutError:
        return False


def test_two_processes_together_keep_to_the_limit(redis_url: str, epoch: str) -> None:
    workers = [begin(redis_url, epoch, at_once=3, seconds=0.05) for _ in range(2)]
    outputs = [worker.communicate(timeout=60)[0] for worker in workers]
    spans = [(one[1], one[2]) for output in outputs for one in said(output) if one[0] == "ended"]
    assert len(spans) == 24
    assert most_at_once(spans) == 3


async def test_the_places_of_a_killed_process_are_free_again(redis_url: str, epoch: str) -> None:
    worker = await asyncio.to_thread(begin, redis_url, epoch, at_once=2, seconds=3600)
    assert worker.stdout is not None
    for _ in range(2):
        assert "began" in await asyncio.to_thread(worker.stdout.readline)
    async with places(redis_url, epoch, lease_seconds=1.0) as ours:
        assert not await taken(ours.one("account"), seconds=1.5), "it renews what it holds"
        worker.kill()
        await asyncio.to_thread(worker.communicate)
        assert await taken(ours.one("account"), seconds=10)


async def test_a_place_is_free_as_soon_as_its_request_ends(redis_url: str, epoch: str) -> None:
    async with places(redis_url, epoch, at_once=1) as ours, places(redis_url, epoch, at_once=1) as theirs:
        async with ours.one(ACCOUNT):
            assert not await taken(theirs.one(ACCOUNT))
            assert await taken(theirs.one("another account"))
        assert await taken(theirs.one(ACCOUNT), seconds=5)


async def test_whoever_gives_up_waiting_keeps_no_place(redis_url: str, epoch: str) -> None:
    async with places(redis_url, epoch, at_once=1) as ours, places(redis_url, epoch, at_once=1) as theirs:
        async with ours.one(ACCOUNT):
            waiting = [asyncio.create_task(taken(theirs.one(ACCOUNT), seconds=60)) for _ in range(3)]
            await asyncio.sleep(0)
            for one in waiting:
                one.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        assert await taken(ours.one(ACCOUNT), seconds=5)


async def test_nothing_of_a_key_reaches_redis(redis_url: str, epoch: str) -> None:
    async with places(redis_url, epoch) as ours, Redis.from_url(redis_url) as redis, ours.one(ACCOUNT):
        [name] = [key async for key in redis.scan_iter(f"milepost:{epoch}:*")]
        assert b"key" not in name
        assert b"models.example" not in name


async def test_without_redis_each_process_keeps_to_its_own_limit_and_says_so_once(
    epoch: str, redis_url: str
) -> None:
    with capture_logs() as lines:
        async with places("redis://127.0.0.1:1", epoch, at_once=1, local=2) as ours:
            async with ours.one(ACCOUNT), ours.one(ACCOUNT):
                assert not await taken(ours.one(ACCOUNT))
            assert await taken(ours.one(ACCOUNT))
    assert [line["event"] for line in lines] == ["redis_lost"]


async def test_requests_begun_while_redis_was_away_count_once_it_is_back(
    redis_url: str, epoch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_places, "_AWAY_SECONDS", 0.05)
    parts = urlsplit(redis_url)
    assert parts.hostname is not None
    assert parts.port is not None
    async with breakable_link(parts.hostname, parts.port) as link:
        url = f"redis://127.0.0.1:{link.port}"
        async with places(url, epoch, at_once=1, lease_seconds=0.6) as ours:
            link.cut()
            async with ours.one(ACCOUNT):
                await link.mend()
                async with places(redis_url, epoch, at_once=1) as theirs, asyncio.timeout(10):
                    while await taken(theirs.one(ACCOUNT), seconds=0.1):
                        pass
