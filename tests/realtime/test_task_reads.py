"""A crowd that asks for one task shares its reads, and nobody gets an answer older than the question."""

import asyncio

import pytest

from milepost.realtime.task_reads import TaskReads
from tests.support.memory_log import MemoryLog

TASK = "tsk_a"


async def asked(reads: TaskReads) -> int:
    task = await reads.task(TASK)
    assert task is not None
    return task.last_seq


async def test_who_asks_during_a_read_waits_for_the_next_and_shares_it() -> None:
    log = MemoryLog(TASK)
    reads = TaskReads(log)
    log.may_look.clear()
    first = asyncio.create_task(asked(reads))
    while not reads._under_way:  # noqa: ASYNC110  it tells nobody
        await asyncio.sleep(0)
    log.append(TASK, "one")
    crowd = [asyncio.create_task(asked(reads)) for _ in range(50)]
    await asyncio.sleep(0)
    log.may_look.set()

    await first
    assert await asyncio.gather(*crowd) == [1] * 50
    assert log.task_reads == 2
    assert not reads._under_way
    assert not reads._next


async def test_an_asker_who_leaves_takes_the_answer_from_nobody() -> None:
    log = MemoryLog(TASK)
    reads = TaskReads(log)
    log.may_look.clear()
    leaving, staying = asyncio.create_task(asked(reads)), asyncio.create_task(asked(reads))
    await asyncio.sleep(0)
    leaving.cancel()
    log.may_look.set()

    assert await staying == 0
    assert leaving.cancelled()


async def test_a_failure_reaches_all_who_asked_and_nobody_after() -> None:
    log = MemoryLog(TASK)
    reads = TaskReads(log)
    log.down = True
    failed = await asyncio.gather(asked(reads), asked(reads), return_exceptions=True)
    log.down = False

    assert [type(error) for error in failed] == [type(failed[0])] * 2
    assert isinstance(failed[0], Exception)
    assert await asked(reads) == 0


async def test_a_failure_that_nobody_waits_for_any_more_is_no_noise(caplog: pytest.LogCaptureFixture) -> None:
    log = MemoryLog(TASK)
    reads = TaskReads(log)
    log.down = True
    leaving = asyncio.create_task(asked(reads))
    await asyncio.sleep(0)
    leaving.cancel()
    while reads._under_way or reads._next:  # noqa: ASYNC110  it tells nobody
        await asyncio.sleep(0)

    assert caplog.records == []
