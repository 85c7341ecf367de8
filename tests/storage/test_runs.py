"""Runs and processes: claimed by one, checked by token, ended once, known to be alive by their beat."""

import asyncio
from datetime import timedelta

from milepost.domain.tasks import RunState
from tests.support.records import NOON, add_task, make_run_record
from tests.support.worlds import Storage


async def add_run(storage: Storage, number: int = 1, n: int = 1) -> str:
    run = make_run_record(f"tsk_{number}", n=n, created_at=NOON + timedelta(seconds=number * 10 + n))
    async with storage.database.write() as work:
        await work.runs.add(run)
    return run.key


async def test_a_claim_gives_the_run_to_its_owner_under_a_token(storage: Storage) -> None:
    await add_task(storage)
    key = await add_run(storage)
    async with storage.database.write() as work:
        claimed = await work.runs.claim(key, token="first", owner="prc")
        assert claimed is not None
        assert (claimed.token, claimed.owner, claimed.state) == ("first", "prc", RunState.OPEN)
        assert await work.runs.check(key, "first")
        assert not await work.runs.check(key, "other")
        assert not await work.runs.check("none", "first")


async def test_a_second_claim_takes_the_run_away(storage: Storage) -> None:
    await add_task(storage)
    key = await add_run(storage)
    async with storage.database.write() as work:
        await work.runs.claim(key, token="first", owner="one")
        await work.runs.claim(key, token="second", owner="two")
        assert not await work.runs.check(key, "first")
        assert await work.runs.check(key, "second")


async def test_an_ended_run_can_be_neither_claimed_nor_checked_nor_ended_again(storage: Storage) -> None:
    await add_task(storage)
    key = await add_run(storage)
    async with storage.database.write() as work:
        await work.runs.claim(key, token="first", owner="prc")
        await work.runs.end(key, outcome="settled", lost=False, now=NOON)
        await work.runs.end(key, outcome="process_gone", lost=True, now=NOON + timedelta(hours=1))
        assert not await work.runs.check(key, "first")
        assert await work.runs.claim(key, token="second", owner="prc") is None
        ended = await work.runs.find(key)
    assert ended is not None
    assert (ended.state, ended.outcome, ended.ended_at) == (RunState.ENDED, "settled", NOON)


async def test_open_runs_come_in_the_order_they_were_called_for(storage: Storage) -> None:
    for number in (1, 2):
        await add_task(storage, number)
    keys = [await add_run(storage, number, n) for number, n in ((2, 2), (1, 1), (2, 1), (1, 2))]
    async with storage.database.write() as work:
        await work.runs.end(keys[0], outcome="x", lost=False, now=NOON)
        assert [run.key for run in await work.runs.open_runs()] == [keys[1], keys[3], keys[2]]
        assert [run.key for run in await work.runs.open_runs("tsk_1")] == [keys[1], keys[3]]


async def test_of_many_who_claim_at_once_the_last_holds_the_run(storage: Storage) -> None:
    await add_task(storage)
    key = await add_run(storage)

    async def claim(token: str) -> None:
        async with storage.database.write() as work:
            assert await work.runs.claim(key, token=token, owner=token) is not None

    tokens = [str(number) for number in range(6)]
    await asyncio.gather(*(claim(token) for token in tokens))
    async with storage.database.write() as work:
        assert [await work.runs.check(key, token) for token in tokens].count(True) == 1


async def test_a_successor_waits_until_what_was_checked_has_committed(storage: Storage) -> None:
    await add_task(storage)
    key = await add_run(storage)

    async def succeed() -> None:
        async with storage.database.write() as work:
            await work.runs.claim(key, token="second", owner="two")

    async with storage.database.write() as work:
        await work.runs.claim(key, token="first", owner="one")
    async with storage.database.write() as work:
        assert await work.runs.check(key, "first")
        successor = asyncio.create_task(succeed())
        done, _ = await asyncio.wait([successor], timeout=0.1)
        assert not done
        assert await work.runs.check(key, "first")
    await successor


async def test_a_process_lives_as_long_as_it_beats(storage: Storage) -> None:
    async with storage.database.write() as work:
        await work.processes.beat("one", NOON)
        await work.processes.beat("two", NOON)
        await work.processes.beat("two", NOON + timedelta(seconds=3))
        await work.processes.beat("three", NOON + timedelta(seconds=3))
        await work.processes.remove("three")
        assert await work.processes.alive(NOON) == {"one", "two"}
        assert await work.processes.alive(NOON + timedelta(seconds=1)) == {"two"}
