"""A socket while nothing happens, when its peer vanishes, and what operators read about it."""

import asyncio
import contextlib
import re
import struct
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from tests.support.learner import Asked, Learner
from tests.support.server_log import ServerLog
from tests.support.watching import watched_to_end, watching


@pytest.mark.parametrize("stamp", [None, 0, -1, 1.5, 1e300, 2**70, "x" * 64, "学", True])
async def test_a_ping_is_answered_with_its_own_stamp(server: str, waiting: Asked, stamp: object) -> None:
    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")
        await watcher.send(type="ping", t=stamp)
        pong = await watcher.until("pong")

    assert pong["t"] == stamp
    assert pong["head"] == watcher.frames[0]["head"]


async def test_a_ping_before_live_is_answered_too(server: str, finished: Asked) -> None:
    async with watching(server, finished.task_id, include_history="true") as watcher:
        await watcher.send(type="ping", t="early")
        await watcher.to_end()

    assert watcher.types[-1] == "closing"
    assert watcher.types.count("pong") <= 1


async def test_the_status_can_be_asked_for(server: str, learner: Learner, waiting: Asked) -> None:
    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")
        await watcher.send(type="get_status")
        again = await watcher.until("current_status")

    assert again == watcher.frames[1]


async def test_operators_read_the_lines_they_know(server: str, learner: Learner, log: ServerLog) -> None:
    asked = learner.ask()
    learner.until(asked.task_id, "human_review_pending")

    async with watching(server, asked.task_id, include_history="true") as first:
        await first.until("live")
        async with watching(server, asked.task_id) as second:
            await second.until("live")
        await log.line(f"websocket_disconnected task_id={asked.task_id} total_connections=1")
        learner.call("POST", f"/tasks/{asked.task_id}/cancel", expect=202)
        await first.to_end()
    await log.line(f"websocket_disconnected task_id={asked.task_id} total_connections=0")

    about = log.lines(asked.task_id)
    assert f"roadmap_generation_requested task_id={asked.task_id} roadmap_id={asked.roadmap_id}" in about
    assert f"websocket_connected task_id={asked.task_id} total_connections=1" in about
    assert f"websocket_connected task_id={asked.task_id} total_connections=2" in about
    accepted = [line for line in about if "[accepted]" in line]
    assert re.fullmatch(
        rf'127\.0\.0\.1:\d+ - "WebSocket /api/v1/ws/{asked.task_id}\?include_history=true" \[accepted\]',
        accepted[0],
    )
    assert [line for line in log.lines("connection open") if line == "connection open"] == [
        "connection open"
    ] * 2
    assert len(accepted) == 2
    updates = [line for line in about if line.startswith("task_status_updated")]
    assert updates[0].endswith("status=processing step=intent_analysis")
    assert updates[-1].endswith("status=cancelled step=finished")


async def test_a_refused_socket_is_not_told_as_connected(server: str, log: ServerLog) -> None:
    unknown = "tsk_zzzzzzzzzzzzzzzzzzzzzzzzzz"

    await watched_to_end(server, unknown)
    await log.line(unknown, "[accepted]")

    assert log.lines("websocket_connected") == []


async def test_a_peer_that_vanishes_gives_its_place_back(server: str, waiting: Asked, log: ServerLog) -> None:
    async with asyncio.TaskGroup() as together:
        for _ in range(10):
            together.create_task(vanish(server, waiting.task_id))
    await log.line(f"websocket_disconnected task_id={waiting.task_id} total_connections=0")

    assert len(log.lines("websocket_connected")) == 10
    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")
    assert log.lines("websocket_connected")[-1].endswith("total_connections=1")


async def vanish(server: str, task_id: str) -> None:
    async with watching(server, task_id, include_history="true") as watcher:
        await watcher.until("live")
        watcher.abort()


async def test_a_peer_that_vanishes_while_events_come_disturbs_nobody(
    server: str, learner: Learner, log: ServerLog
) -> None:
    asked = learner.review()

    async with asyncio.TaskGroup() as together:
        stays = together.create_task(watched_to_end(server, asked.task_id, include_history="true"))
        for _ in range(8):
            together.create_task(vanish_at_first_unit(server, asked.task_id))
        await asyncio.to_thread(learner.decide, asked.task_id, approved=True)
    await log.line(f"websocket_disconnected task_id={asked.task_id} total_connections=0")

    assert stays.result().types[-2:] == ["completed", "closing"]


async def vanish_at_first_unit(server: str, task_id: str) -> None:
    async with watching(server, task_id, include_history="true") as watcher:
        await watcher.until(lambda frame: frame["type"] in {"concept_start", "closing"})
        watcher.abort()


@pytest.mark.parametrize("answered", [False, True])
async def test_a_peer_that_vanishes_at_the_door_disturbs_nobody(
    server: str, waiting: Asked, answered: bool
) -> None:
    for _ in range(5):
        async with _handshake(server, f"/api/v1/ws/{waiting.task_id}", answered=answered) as (_, writer):
            writer.transport.abort()

    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")


BROKEN_FRAMES = {
    "no UTF-8": b"\x81\x82\0\0\0\0\xff\xfe",
    "no UTF-8 in parts": b"\x01\x81\0\0\0\0\xff\x80\x81\0\0\0\0\xfe",
    "unmasked": b"\x81\x02hi",
    "reserved bits": b"\xf1\x80\0\0\0\0",
    "unknown opcode": b"\x83\x80\0\0\0\0",
    "continuation of nothing": b"\x80\x80\0\0\0\0",
    "huge announcement": b"\x81\xff" + struct.pack("!Q", 2**62) + b"\0\0\0\0",
    "long ping": b"\x89\xfe" + struct.pack("!H", 200) + b"\0\0\0\0" + b"x" * 200,
    "close with one byte": b"\x88\x81\0\0\0\0\x03",
    "close with a forbidden code": b"\x88\x82\0\0\0\0" + struct.pack("!H", 1005),
}


@pytest.mark.parametrize("broken", BROKEN_FRAMES)
async def test_bytes_that_are_no_frame_end_the_socket_and_nothing_else(
    server: str, waiting: Asked, log: ServerLog, broken: str
) -> None:
    async with _handshake(server, f"/api/v1/ws/{waiting.task_id}", answered=True) as (reader, writer):
        writer.write(BROKEN_FRAMES[broken])
        await reader.readuntil(b"\x88")  # a close frame

    await log.line("websocket_disconnected")


@pytest.mark.parametrize(
    "path", [b"/api/v1/ws/\xff\xfe", b"/api/v1/ws/x?last_event_id=\xff", "/ws/学".encode()]
)
async def test_an_address_that_is_no_text_is_answered(server: str, path: bytes) -> None:
    async with _handshake(server, path, answered=False) as (reader, _):
        answer = await reader.readline()

    assert answer.startswith((b"HTTP/1.1 101", b"HTTP/1.1 400"))


@contextlib.asynccontextmanager
async def _handshake(
    server: str, path: str | bytes, *, answered: bool
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A raw connection that has asked for a socket; when `answered`, up to the first frame."""
    place = urlsplit(server)
    target = path.encode() if isinstance(path, str) else path
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        writer.write(
            b"GET " + target + b" HTTP/1.1\r\nHost: " + place.netloc.encode() + b"\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            b"Sec-WebSocket-Version: 13\r\n\r\n"
        )
        if answered:
            await reader.readuntil(b'"type":"connected"')
        yield reader, writer
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
