"""What the channel does not take: each is accepted first, told why, and closed with a code of its own."""

import asyncio
import contextlib
import json
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from tests.support.learner import Asked, Learner
from tests.support.watching import Watcher, watched_to_end, watching

UNKNOWN = "tsk_00000000000000000000000000"
OTHER_PATHS = (
    "/", "/ws", f"/ws/{UNKNOWN}", f"/api/ws/{UNKNOWN}", "/api/v1/ws", "/api/v1/ws/", f"/api/v1/ws/{UNKNOWN}/more",
    f"/api/v2/ws/{UNKNOWN}", f"/api/v1/tasks/{UNKNOWN}/events", "/app/new", "/healthz", "/%ff", "/..%2f..",
)  # fmt: skip
FOREIGN_HOSTS = ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.0.7", "0.0.0.0")
FOREIGN_ORIGINS = ("http://evil.example", "null", "http://localhost:1", "https://127.0.0.1", "file://")


def refused_as(watcher: Watcher, *, slug: str, retry: bool = False) -> dict[str, Any]:
    """The error frame, which must be the last, with this code."""
    assert watcher.types[-1] == "error"
    error = watcher.frames[-1]
    assert error["code"] == slug
    assert error["retry"] is retry
    assert error["message"]
    return error


@pytest.mark.parametrize(
    "cursor",
    ["x", "-1", "1.2.3", ".5", "e.", "1e3", "０", " 1", "9" * 13, "e" * 33 + ".1", "a b.1", "1\n", "\x00"],
)
async def test_a_malformed_cursor_is_refused(server: str, finished: Asked, cursor: str) -> None:
    watcher = await watched_to_end(server, finished.task_id, last_event_id=cursor)

    refused_as(watcher, slug="malformed-cursor")
    assert watcher.socket.close_code == 4400
    assert watcher.events == []


@pytest.mark.parametrize(
    "message",
    [
        "", "hello", "{}", "[]", "null", '{"type":"subscribe"}', '{"type":"ping","x":1}', '{"type":"ping","t":{}}',
        json.dumps({"type": "ping", "t": "x" * 65}), '{"type":"get_status","task_id":"x"}', '{"type":"ping"',
        '{"type":"completed"}', '{"type":"ping","t":"\\ud800"}', b'{"type":"ping"}', b"\xff", "[" * 3000,
    ],
)  # fmt: skip
async def test_a_frame_that_is_none_of_ours_is_refused(
    server: str, waiting: Asked, message: str | bytes
) -> None:
    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")
        await watcher.socket.send(message)
        code = await watcher.to_end()

    refused_as(watcher, slug="bad-frame")
    assert code == 4400


async def test_twenty_frames_in_ten_seconds_are_answered_and_one_more_is_not(
    server: str, waiting: Asked
) -> None:
    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")
        for number in range(20):
            await watcher.send(type="ping", t=number)
            assert (await watcher.until("pong"))["t"] == number
        await watcher.send(type="get_status")
        code = await watcher.to_end()

    refused_as(watcher, slug="too-many-frames", retry=True)
    assert code == 4429


async def test_a_flood_of_frames_at_once_is_refused(server: str, waiting: Asked) -> None:
    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")
        for number in range(200):
            await watcher.send(type="ping", t=number)
        code = await watcher.to_end()

    refused_as(watcher, slug="too-many-frames", retry=True)
    assert code == 4429
    assert watcher.types.count("pong") <= 20


@pytest.mark.parametrize("fragments", [1, 5])
async def test_a_message_over_four_kibibytes_closes_with_1009(
    server: str, waiting: Asked, fragments: int
) -> None:
    text = json.dumps({"type": "ping", "t": "x" * 5000})
    size = len(text) // fragments + 1

    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")
        parts = [text[start : start + size] for start in range(0, len(text), size)]
        await watcher.socket.send(parts[0] if fragments == 1 else parts)
        code = await watcher.to_end()

    assert code == 1009


@pytest.mark.parametrize("message", ["x" * 5_000_000, b"x" * 5_000_000], ids=["text", "bytes"])
async def test_a_message_of_five_megabytes_closes_with_1009_and_is_not_read(
    server: str, waiting: Asked, message: str | bytes
) -> None:
    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")
        sending = asyncio.create_task(watcher.socket.send(message))
        code = await watcher.to_end()
        await asyncio.gather(sending, return_exceptions=True)

    assert code == 1009


async def test_a_message_of_exactly_four_kibibytes_is_read(server: str, waiting: Asked) -> None:
    async with watching(server, waiting.task_id) as watcher:
        await watcher.until("live")
        await watcher.socket.send('{"type":"ping"' + " " * (4096 - 15) + "}")
        assert (await watcher.until("pong"))["t"] is None


async def test_an_unknown_task_is_not_found(server: str) -> None:
    watcher = await watched_to_end(server, UNKNOWN)

    refused_as(watcher, slug="task-not-found")
    assert watcher.socket.close_code == 4404


@pytest.mark.parametrize("task_id", ["x", "tsk_", "%00", "%ff", "x" * 2000, "tsk_" + "U" * 26, "..", "a%2Fb"])
async def test_what_is_no_id_is_not_found(server: str, task_id: str) -> None:
    async with watching(server, task_id, path=f"/api/v1/ws/{task_id}") as watcher:
        code = await watcher.to_end()

    assert code == 4404
    assert len(watcher.texts[-1]) < 500


async def test_the_id_of_a_roadmap_is_not_found_and_the_right_call_is_named(
    server: str, finished: Asked
) -> None:
    watcher = await watched_to_end(server, finished.roadmap_id)

    error = refused_as(watcher, slug="wrong-id-kind")
    assert watcher.socket.close_code == 4404
    assert "/api/v1/roadmaps/{roadmap_id}/status" in error["hint"]


@pytest.mark.parametrize("path", OTHER_PATHS)
async def test_every_other_address_is_accepted_and_says_which_one_is_right(server: str, path: str) -> None:
    async with watching(server, "", path=path) as watcher:
        code = await watcher.to_end()

    assert watcher.types == ["error"]
    assert refused_as(watcher, slug="no_such_channel")["hint"].startswith("/api/v1/ws/{task_id}")
    assert code == 4404


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
@pytest.mark.parametrize("other_path", [None, "/ws/x"])
async def test_a_foreign_page_is_told_that_it_may_not_connect(
    server: str, finished: Asked, origin: str, other_path: str | None
) -> None:
    watcher = await watched_to_end(server, finished.task_id, path=other_path, origin=origin)

    assert watcher.types == ["error"]
    refused_as(watcher, slug="wrong-origin")
    assert watcher.socket.close_code == 4403


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
@pytest.mark.parametrize("other_path", [None, "/ws/x"])
async def test_a_foreign_host_name_is_told_that_it_is_not_served(
    server: str, finished: Asked, host: str, other_path: str | None
) -> None:
    watcher = await watched_to_end(
        server, finished.task_id, path=other_path, host=host, origin=f"http://{host}"
    )

    assert watcher.types == ["error"]
    refused_as(watcher, slug="wrong-host")
    assert watcher.socket.close_code == 4403


async def test_the_page_of_the_server_itself_may_connect(server: str, finished: Asked) -> None:
    watcher = await watched_to_end(server, finished.task_id, origin=server)

    assert watcher.socket.close_code == 1000


async def test_the_newest_of_too_many_sockets_is_refused_and_the_others_go_on(
    server: str, learner: Learner
) -> None:
    asked = learner.review()
    async with contextlib.AsyncExitStack() as stack:
        watchers = [await stack.enter_async_context(watching(server, asked.task_id)) for _ in range(32)]
        for watcher in watchers:
            await watcher.until("live")
        refused = await watched_to_end(server, asked.task_id)
        refused_as(refused, slug="too-many-sockets", retry=True)
        assert refused.socket.close_code == 4429

        await watchers.pop().socket.close()
        async with watching(server, asked.task_id) as again:
            await again.until("live")
        learner.call("POST", f"/tasks/{asked.task_id}/cancel", expect=202)
        assert [await watcher.to_end() for watcher in watchers] == [1000] * 31


async def test_a_refused_watcher_cannot_be_sent_to_after_its_close(server: str, finished: Asked) -> None:
    async with watching(server, finished.task_id, last_event_id="x") as watcher:
        await watcher.to_end()
        with pytest.raises(ConnectionClosed):
            await watcher.next()
