"""A task is its owner's alone, whoever knows its id: for everybody else there is none."""

import json

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from milepost.domain.errors import TaskNotFound
from milepost.domain.ids import LOCAL_OWNER, OwnerId
from milepost.realtime.admission import find_task
from tests.support.memory_log import MemoryLog
from tests.support.served_channel import served_channel

TASK = "tsk_00000000000000000000000000"
STRANGER = OwnerId("somebody else")


async def test_the_channel_shows_a_task_to_its_owner_alone() -> None:
    async with served_channel(TASK) as served:
        served.endpoint.owner = lambda _scope: STRANGER
        served.log.append(TASK, '{"seq":1}')
        async with connect(f"{served.address}/{TASK}?include_history=true", proxy=None) as watcher:
            error = json.loads(await watcher.recv())
            with pytest.raises(ConnectionClosed):
                await watcher.recv()

    assert error["code"] == "task-not-found"
    assert watcher.close_code == 4404


async def test_whoever_looks_for_another_owners_task_finds_none() -> None:
    log = MemoryLog(TASK)

    assert (await find_task(log, TASK, LOCAL_OWNER)).task_id == TASK
    with pytest.raises(TaskNotFound):
        await find_task(log, TASK, STRANGER)
