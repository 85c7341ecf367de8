"""The scheduler of units: bounded, fair between tasks, oldest run first within one, and nothing leaks."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from milepost.workflow.unit_slots import UnitSlots

BEGUN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Units:
    """Units that ask for a slot and hold it until they are told to end."""

    def __init__(self, limit: int) -> None:
        self.slots = UnitSlots(limit)
        self.under_way: list[str] = []
        self.asked: dict[str, asyncio.Task[None]] = {}
        self.may_store = asyncio.Event()
        self.may_store.set()
        self._ends: dict[str, asyncio.Event] = {}

    async def ask(self, *names: str) -> None:
        """Have units ask, one after the other; `b2.1` is the first unit of the second run of task b."""
        for name in names:
            self._ends[name] = asyncio.Event()
            self.asked[name] = asyncio.create_task(self._be(name))
            await asyncio.sleep(0)

    async def end(self, *names: str) -> None:
        for name in names:
            self._ends[name].set()
            await self.asked[name]
            await settled()

    async def _be(self, name: str) -> None:
        begun_at = BEGUN + timedelta(minutes=int(name[1]))
        with self.slots.storing(limit=1) as unstored:
            async with self.slots.one(name[0], begun_at=begun_at):
                unstored.begun()
                self.under_way.append(name)
                try:
                    await self._ends[name].wait()
                finally:
                    self.under_way.remove(name)
            await self.may_store.wait()
            unstored.stored(1)


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_no_more_are_under_way_than_there_are_slots() -> None:
    units = Units(2)
    await units.ask("a1.1", "a1.2", "a1.3")
    assert units.under_way == ["a1.1", "a1.2"]
    await units.end("a1.1")
    assert units.under_way == ["a1.2", "a1.3"]


async def test_the_task_with_the_fewest_under_way_is_next() -> None:
    units = Units(2)
    await units.ask("a1.1", "a1.2", "a1.3", "a1.4", "b2.1", "b2.2")
    await units.end("a1.1")
    assert units.under_way == ["a1.2", "b2.1"]
    await units.end("b2.1")
    assert units.under_way == ["a1.2", "b2.2"]


async def test_within_a_task_the_oldest_run_is_next_whoever_asked_first() -> None:
    units = Units(1)
    await units.ask("a1.1", "a3.1", "a2.1", "a2.2")
    for following in ("a2.1", "a2.2", "a3.1"):
        await units.end(units.under_way[0])
        assert units.under_way == [following]


async def test_a_slot_whose_holder_is_cancelled_goes_to_the_next() -> None:
    await cancel_and_look(lambda units: units.asked["a1.1"])


async def test_whoever_is_cancelled_while_waiting_takes_no_slot() -> None:
    await cancel_and_look(lambda units: units.asked["a1.2"])


async def cancel_and_look(who: Callable[[Units], "asyncio.Task[None]"]) -> None:
    units = Units(1)
    await units.ask("a1.1", "a1.2", "a1.3")
    who(units).cancel()
    await settled()
    units._ends["a1.1"].set()
    units._ends["a1.2"].set()
    await settled()
    assert units.under_way == ["a1.3"]


async def test_a_slot_given_to_somebody_who_is_cancelled_at_that_moment_is_not_lost() -> None:
    units = Units(1)
    await units.ask("a1.1", "a1.2", "a1.3")
    units._ends["a1.1"].set()
    await asyncio.sleep(0)  # the slot has been given to the next, who has not gone on yet
    units.asked["a1.2"].cancel()
    await settled()
    assert units.under_way == ["a1.3"]


async def test_draining_waits_for_those_under_way_and_lets_nobody_begin() -> None:
    units = Units(2)
    await units.ask("a1.1", "a1.2", "a1.3")
    draining = asyncio.create_task(units.slots.drain(5))
    await units.end("a1.1")
    assert units.under_way == ["a1.2"]
    assert not draining.done()
    await units.end("a1.2")
    await draining
    assert units.under_way == []
    units.asked["a1.3"].cancel()


async def test_draining_waits_for_what_is_written_and_not_stored_yet() -> None:
    units = Units(1)
    units.may_store.clear()
    await units.ask("a1.1")
    units._ends["a1.1"].set()
    draining = asyncio.create_task(units.slots.drain(5))
    await settled()
    assert units.under_way == []
    assert not draining.done()
    units.may_store.set()
    await draining


async def test_no_more_wait_to_be_stored_than_may_be_lost() -> None:
    slots = UnitSlots(1)
    with slots.storing(limit=2) as unstored:
        await unstored.room()
        await unstored.room()
        third = asyncio.create_task(unstored.room())
        await settled()
        assert not third.done()
        unstored.begun()
        unstored.stored(1)
        await third


async def test_draining_does_not_wait_for_ever() -> None:
    units = Units(1)
    await units.ask("a1.1")
    await units.slots.drain(0.001)
    await units.end("a1.1")
