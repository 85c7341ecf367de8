"""A task that is removed for good while it is watched: whoever watches is told, and does not come back."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.support.served_channel import ServedChannel, served_channel

TASK = "tsk_00000000000000000000000000"


@pytest.fixture
async def served() -> AsyncIterator[ServedChannel]:
    async with served_channel(TASK) as channel:
        channel.log.append(TASK, '{"type":"progress","seq":1}')
        yield channel


async def test_a_socket_is_told_and_closed_for_good(served: ServedChannel) -> None:
    async with connect(f"{served.address}/{TASK}?include_history=true", compression=None) as socket:
        while json.loads(await socket.recv())["type"] != "live":
            pass
        served.log.remove(TASK)
        error = json.loads(await socket.recv())
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert (error["type"], error["code"], error["retry"]) == ("error", "task-deleted", False)
    assert socket.close_code == 4410


async def test_a_stream_is_told_and_ends(served: ServedChannel) -> None:
    frames = []
    async with (
        httpx.AsyncClient(timeout=20) as http,
        http.stream("GET", f"http://{served.host}/{TASK}/stream?after=0") as stream,
    ):
        async for line in stream.aiter_lines():
            if line.startswith("data:"):
                frames.append(json.loads(line.removeprefix("data:")))
                if frames[-1]["type"] == "live":
                    served.log.remove(TASK)
    assert (frames[-1]["type"], frames[-1]["code"]) == ("error", "task-deleted")
