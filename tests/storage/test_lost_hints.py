"""A hint that is lost costs one safety poll, on both databases."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from datetime import timedelta

import pytest

from milepost.realtime.hub import Hub
from tests.support.records import NOON, add_task, some_event
from tests.support.worlds import Storage

POLL = timedelta(seconds=0.4)


async def test_a_lost_hint_costs_one_safety_poll(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Committed just after a look, which is the worst moment; the database tells another hub, so the hint is lost."""
    looked = looks_of(storage, monkeypatch)
    task = await add_task(storage)
    hub = Hub(storage.log, safety_poll=POLL)
    polling = asyncio.create_task(hub.poll_for_lost_hints())
    woken, times = asyncio.Event(), []
    with hub.watching(task.task_id, woken.set) as watched:
        for number in range(3):
            looked.clear()
            await looked.wait()
            woken.clear()
            async with storage.database.write() as work:
                head = await work.events.append(task.task_id, [some_event(f"{number}")], now=NOON)
            began = time.monotonic()
            async with asyncio.timeout(20):
                while watched.head < head:
                    await woken.wait()
                    woken.clear()
            times.append(time.monotonic() - began)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)

    # The least of them: what a busy machine adds is no part of the rule.
    assert POLL.total_seconds() * 0.5 < min(times) < POLL.total_seconds() + 0.3


def looks_of(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set whenever the safety poll has looked, and found nothing or read all heads."""
    looked = asyncio.Event()
    changed, heads = storage.log.changed, storage.log.heads

    async def noting_changed() -> bool:
        if not (is_changed := await changed()):
            looked.set()
        return is_changed

    async def noting_heads(task_ids: Iterable[str]) -> Mapping[str, int]:
        found = await heads(task_ids)
        looked.set()
        return found

    monkeypatch.setattr(storage.log, "changed", noting_changed)
    monkeypatch.setattr(storage.log, "heads", noting_heads)
    return looked
