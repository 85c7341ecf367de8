"""However clients come and go, nothing of them stays at the server: no connection, no place, no watched task."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Awaitable, Callable, Sequence

import httpx
import psutil
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.support.gauges import still_held
from tests.support.learner import Asked
from tests.support.served import ServedMilepost

UNKNOWN = "tsk_00000000000000000000000000"
#: As many as come at once: more sockets than may watch one task.
CROWD = 80
ROUNDS = 3
#: What is closed is noticed at once; what hangs is not to be waited for.
REST_SECONDS = 15.0

Leave = Callable[[str, str], Awaitable[None]]
"""Comes to `host:port` for a task, and goes."""


async def open_socket(host: str, task_id: str) -> ClientConnection:
    address = f"ws://{host}/api/v1/ws/{task_id}?include_history=true"
    return await connect(address, proxy=None, ping_interval=None, compression=None, max_queue=None)


async def read_to_end(opened: ClientConnection) -> None:
    with contextlib.suppress(ConnectionClosed):
        while True:
            await opened.recv()


async def say_goodbye(host: str, task_id: str) -> None:
    opened = await open_socket(host, task_id)
    with contextlib.suppress(ConnectionClosed):
        await opened.recv()
    await opened.close()


async def pull_the_plug(host: str, task_id: str) -> None:
    opened = await open_socket(host, task_id)
    opened.transport.abort()


async def send_rubbish(host: str, task_id: str) -> None:
    opened = await open_socket(host, task_id)
    with contextlib.suppress(ConnectionClosed):
        await opened.send("hello")
    await read_to_end(opened)


async def send_too_much(host: str, task_id: str) -> None:
    opened = await open_socket(host, task_id)
    with contextlib.suppress(ConnectionClosed):
        await opened.send("x" * 5_000_000)
    opened.transport.abort()


async def ask_for_nobody(host: str, task_id: str) -> None:
    await read_to_end(await open_socket(host, UNKNOWN))


async def leave_the_stream(host: str, task_id: str) -> None:
    async with (
        httpx.AsyncClient(timeout=20) as http,
        http.stream("GET", f"http://{host}/api/v1/tasks/{task_id}/stream") as answer,
    ):
        async for _ in answer.aiter_bytes():
            break


def hang_up_after(request: str) -> Leave:
    """Sends so much of a request, reads nothing, and resets the connection."""

    async def leave(host: str, task_id: str) -> None:
        name, port = host.split(":")
        _, writer = await asyncio.open_connection(name, int(port))
        writer.write(request.format(task=task_id, host=host).replace("\n", "\r\n").encode())
        await writer.drain()
        opened: socket.socket = writer.get_extra_info("socket")
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    return leave


_UPGRADE = (
    "GET /api/v1/ws/{task} HTTP/1.1\nHost: {host}\nUpgrade: websocket\nConnection: Upgrade\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n"
)
WAYS: Sequence[Leave] = (
    say_goodbye,
    pull_the_plug,
    send_rubbish,
    send_too_much,
    ask_for_nobody,
    leave_the_stream,
    hang_up_after(""),
    hang_up_after(_UPGRADE),
    hang_up_after(f"{_UPGRADE}\n"),
    hang_up_after("GET /api/v1/tasks/{task}/stream HTTP/1.1\nHost: {host}\n\n"),
    hang_up_after("GET /api/v1/tasks/{task}/events?after=&wait=1 HTTP/1.1\nHost: {host}\n\n"),
)


def connections_to(server: ServedMilepost) -> int:
    """How many clients the system has connected to it."""
    port = httpx.URL(server.url).port
    found = psutil.Process(server.process.pid).net_connections("tcp")
    return sum(one.laddr.port == port and one.status != psutil.CONN_LISTEN for one in found)


async def test_however_clients_leave_nothing_of_them_stays(
    server: str, served_milepost: ServedMilepost, waiting: Asked
) -> None:
    assert await still_held(server, within=REST_SECONDS) == {}
    before = connections_to(served_milepost)
    for _ in range(ROUNDS):
        ways = [WAYS[number % len(WAYS)] for number in range(CROWD)]
        await asyncio.gather(*(leave(server.removeprefix("http://"), waiting.task_id) for leave in ways))
    assert await still_held(server, within=REST_SECONDS) == {}
    async with asyncio.timeout(REST_SECONDS):
        while connections_to(served_milepost) > before:  # noqa: ASYNC110  the system tells nobody
            await asyncio.sleep(0.05)


async def test_what_is_held_is_seen(server: str, served_milepost: ServedMilepost, waiting: Asked) -> None:
    """Or the test above would say nothing."""
    assert await still_held(server, within=REST_SECONDS) == {}
    opened = await open_socket(server.removeprefix("http://"), waiting.task_id)
    await opened.recv()
    assert await still_held(server, within=0) == {"sockets": 1, "watched_tasks": 1}
    assert connections_to(served_milepost) >= 1
    await opened.close()
