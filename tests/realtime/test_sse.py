"""The SSE transport: the socket's frames in its order, resumed by a cursor, ended so that nobody comes back."""

import asyncio
import contextlib

import httpx
import pytest

from tests.support.learner import Asked, Learner
from tests.support.server_log import ServerLog
from tests.support.streaming import streamed_to_end, streaming
from tests.support.watching import check_order, watched_to_end

UNKNOWN = "tsk_00000000000000000000000000"


async def test_a_stream_sends_the_bytes_of_the_socket_in_its_order(server: str, finished: Asked) -> None:
    stream = await streamed_to_end(server, finished.task_id)
    socket = await watched_to_end(server, finished.task_id, include_history="true")

    check_order(stream)
    assert stream.event_texts == socket.event_texts
    assert stream.types == socket.types
    assert stream.types[-1] == "closing"
    assert stream.frames[1] == socket.frames[1]


async def test_every_event_carries_its_cursor_and_no_other_frame_does(server: str, finished: Asked) -> None:
    stream = await streamed_to_end(server, finished.task_id)

    epoch = stream.one("connected")["epoch"]
    ids = [id_ for id_ in stream.ids if id_ is not None]
    assert ids == [f"{epoch}.{event['seq']}" for event in stream.events]


async def test_the_answer_is_neither_stored_nor_held_back(server: str, finished: Asked) -> None:
    async with streaming(server, finished.task_id) as stream:
        await stream.to_end()

    assert stream.answer.headers["content-type"].startswith("text/event-stream")
    assert stream.answer.headers["cache-control"] == "no-store"
    assert stream.answer.headers["x-accel-buffering"] == "no"
    assert len(stream.retries) == 1
    assert 1000 <= stream.retries[0] <= 4000


@pytest.mark.parametrize("style", ["header", "address", "bare"])
async def test_a_stream_continues_after_its_cursor(server: str, finished: Asked, style: str) -> None:
    whole = await streamed_to_end(server, finished.task_id)
    epoch = whole.one("connected")["epoch"]
    in_header = f"{epoch}.7" if style == "header" else None
    in_address = {"header": None, "address": f"{epoch}.7", "bare": 7}[style]

    rest = await streamed_to_end(server, finished.task_id, after=in_address, last_event_id=in_header)

    check_order(rest)
    assert rest.event_texts == whole.event_texts[7:]


async def test_what_an_event_source_says_by_itself_wins_over_the_address(
    server: str, finished: Asked
) -> None:
    whole = await streamed_to_end(server, finished.task_id)
    epoch = whole.one("connected")["epoch"]

    rest = await streamed_to_end(server, finished.task_id, after=2, last_event_id=f"{epoch}.9")

    assert rest.event_texts == whole.event_texts[9:]


@pytest.mark.parametrize(
    ("cursor", "reason"), [("other.3", "epoch_changed"), ("999999999999", "cursor_ahead")]
)
async def test_a_cursor_that_does_not_fit_is_told_and_begins_anew(
    server: str, finished: Asked, cursor: str, reason: str
) -> None:
    stream = await streamed_to_end(server, finished.task_id, last_event_id=cursor)

    check_order(stream)
    assert stream.one("resync")["reason"] == reason
    assert stream.events[0]["seq"] == 1


async def test_who_has_the_whole_of_an_ended_log_is_told_not_to_come_back(
    server: str, finished: Asked
) -> None:
    whole = await streamed_to_end(server, finished.task_id)

    async with streaming(server, finished.task_id, last_event_id=whole.cursor) as stream:
        assert stream.answer.status_code == 204
        assert await stream.answer.aread() == b""


async def test_what_comes_is_sent_as_it_comes_up_to_the_end(server: str, learner: Learner) -> None:
    asked = learner.review()
    async with streaming(server, asked.task_id) as stream:
        await stream.until("live")
        await asyncio.to_thread(learner.decide, asked.task_id, approved=True)
        await stream.to_end()

    check_order(stream)
    assert stream.types[-2:] == ["completed", "closing"]
    socket = await watched_to_end(server, asked.task_id, include_history="true")
    assert stream.event_texts == socket.event_texts


async def test_a_reader_that_leaves_is_forgotten(server: str, learner: Learner, log: ServerLog) -> None:
    asked = learner.review()
    async with streaming(server, asked.task_id) as stream:
        await stream.until("live")
        await log.line(f"stream_connected task_id={asked.task_id} total_streams=1")

    await log.line(f"stream_disconnected task_id={asked.task_id} total_streams=0")


@pytest.mark.parametrize("cursor", ["x", "-1", "1.2.3", "9" * 13, "e."])
async def test_a_malformed_cursor_is_refused(server: str, finished: Asked, cursor: str) -> None:
    for after, last_event_id in ((cursor, None), (None, cursor)):
        async with streaming(server, finished.task_id, after=after, last_event_id=last_event_id) as stream:
            await stream.answer.aread()
            assert stream.answer.status_code == 422
            assert stream.answer.json()["type"] == "/problems/malformed-cursor"


def test_what_is_no_task_is_a_problem_as_anywhere(server: str, finished: Asked) -> None:
    with httpx.Client(base_url=f"{server}/api/v1/tasks", timeout=10) as client:
        for task_id, slug in ((UNKNOWN, "task-not-found"), ("x", "task-not-found"), ("%00", "task-not-found"),
                              (finished.roadmap_id, "wrong-id-kind")):  # fmt: skip
            answer = client.get(f"/{task_id}/stream")
            assert (answer.status_code, answer.json()["type"]) == (404, f"/problems/{slug}")


def test_a_stream_keeps_to_the_rules_of_every_call(server: str, finished: Asked) -> None:
    path = f"{server}/api/v1/tasks/{finished.task_id}/stream"

    assert httpx.get(path, headers={"Host": "evil.example"}, timeout=10).status_code == 403
    assert httpx.post(path, timeout=10).status_code == 405
    asked = httpx.head(path, timeout=10)
    assert (asked.status_code, asked.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")


async def test_streams_and_sockets_share_the_places_of_a_task(server: str, learner: Learner) -> None:
    asked = learner.review()
    async with contextlib.AsyncExitStack() as stack:
        # Kept: a stream that nobody holds is closed.
        streams = [await stack.enter_async_context(streaming(server, asked.task_id)) for _ in range(32)]
        for stream in streams:
            await stream.until("live")
        refused = await watched_to_end(server, asked.task_id)
        async with streaming(server, asked.task_id) as another:
            await another.answer.aread()

    assert refused.socket.close_code == 4429
    assert another.answer.status_code == 429
    assert another.answer.json()["type"] == "/problems/too-many-streams"
    assert int(another.answer.headers["retry-after"]) >= 1
