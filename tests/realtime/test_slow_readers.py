"""Readers that stand still, silence, and a crowd at the door: the channel over real sockets and a log in memory."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from milepost.domain.records import StoredEvent, TaskRecord
from milepost.realtime import websocket as channel
from milepost.realtime.ring import JOINED_BYTES, RING_BYTES
from milepost.realtime.socket_protocol import SocketProtocol
from tests.support.memory_log import MemoryLog
from tests.support.served_channel import ServedChannel, served_channel

TASK = "tsk_00000000000000000000000000"
EVENT_BYTES = 8000
#: More than the kernel's buffers of both ends hold.
EVENTS = 2500
#: What the server library holds of a socket before it makes its writer wait, and what is written at once beside it.
HIGH_WATER = 64 * 1024 + JOINED_BYTES


@pytest.fixture
async def served() -> AsyncIterator[ServedChannel]:
    async with served_channel(TASK) as channel_of_ours:
        yield channel_of_ours


def opened(
    served: ServedChannel, query: str = "include_history=true", *, origin: str | None = None, queue: int = 1
) -> connect:
    """A socket; with a queue of one message, whoever does not read lets the kernel's buffers fill."""
    return connect(
        f"{served.address}/{TASK}?{query}",
        origin=origin,  # type: ignore[arg-type]  # its own NewType of str
        compression=None,
        max_queue=queue,
        ping_interval=None,
        proxy=None,
    )


async def read_to_end(opened_socket: ClientConnection) -> list[str]:
    """The events that are left; the socket is closed afterwards."""
    texts = []
    with contextlib.suppress(ConnectionClosed):
        while True:
            text = await opened_socket.recv(decode=True)
            if '"seq"' in str(text):
                texts.append(str(text))
    return texts


def fill(log: MemoryLog) -> list[str]:
    """A long log, closed by its terminal event; its texts."""
    texts = [json.dumps({"seq": seq, "data": "x" * EVENT_BYTES}) for seq in range(1, EVENTS)]
    log.append(TASK, *texts)
    log.append(TASK, json.dumps({"seq": EVENTS}), type_="completed")
    return log.texts(TASK)


async def test_a_reader_that_stands_still_costs_others_nothing_and_can_go_on_later(
    served: ServedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "STALLED_SECONDS", 0.5)
    log = fill(served.log)

    async with opened(served) as stalled:
        async with opened(served) as quick:
            assert await read_to_end(quick) == log
            assert quick.close_code == 1000
        assert served.buffered() <= HIGH_WATER
        await served.emptied()
        before = await read_to_end(stalled)
    assert (stalled.close_code, stalled.close_reason) == (4429, "too-slow")
    assert before == log[: len(before)]
    assert len(before) < EVENTS

    async with opened(served, f"last_event_id=epoch.{len(before)}") as again:
        assert [*before, *await read_to_end(again)] == log


async def test_what_is_kept_of_a_long_log_is_bounded(served: ServedChannel) -> None:
    log = fill(served.log)

    async with opened(served) as first, opened(served, f"last_event_id={EVENTS - 5}") as second:
        assert list(await asyncio.gather(read_to_end(first), read_to_end(second))) == [log, log[-5:]]
        kept = [watched.ring.size for watched in served.hub._watched.values()]
        assert all(size <= RING_BYTES for size in kept)


async def test_a_stalled_reader_that_never_wakes_is_forgotten(
    served: ServedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "STALLED_SECONDS", 0.1)
    fill(served.log)

    async with opened(served) as stalled:
        [protocol] = [
            one for one in served.server.server_state.connections if isinstance(one, SocketProtocol)
        ]
        protocol.close_timeout = 0.1
        await served.emptied()
        await served.deserted()
        with pytest.raises(ConnectionClosed):
            await asyncio.gather(stalled.wait_closed(), read_beyond(stalled))
    assert stalled.close_code == 1006


async def read_beyond(stalled: ClientConnection) -> None:
    while True:
        await stalled.recv()


async def test_what_comes_while_history_is_sent_comes_after_live(
    served: ServedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.log.append(TASK, *(json.dumps({"seq": seq}) for seq in range(1, 601)))
    read = served.log.read

    async def growing(task_id: str, *, after: int, limit: int) -> Sequence[StoredEvent]:
        events = served.log.events[TASK]
        if (head := len(events)) < 800:
            served.log.append(TASK, *(json.dumps({"seq": seq}) for seq in range(head + 1, head + 101)))
        return await read(task_id, after=after, limit=limit)

    monkeypatch.setattr(served.log, "read", growing)
    async with opened(served, queue=16) as watcher:
        frames = [json.loads(await watcher.recv()) for _ in range(2 + 800 + 1)]

    assert frames[0]["head"] == 600
    assert [frame.get("seq") for frame in frames[2:602]] == list(range(1, 601))
    assert frames[602] == {"type": "live", "from": 0, "to": 600}
    assert [frame.get("seq") for frame in frames[603:]] == list(range(601, 801))


async def test_what_comes_while_the_head_is_read_needs_no_safety_poll(
    served: ServedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = served.log.task

    async def never_changed() -> bool:
        return False

    async def overtaken(task_id: str) -> TaskRecord | None:
        task = await read(task_id)
        served.hub.announce({TASK: served.log.append(TASK, '{"seq":1}')})
        return task

    monkeypatch.setattr(served.log, "changed", never_changed)
    monkeypatch.setattr(served.log, "task", overtaken)
    async with opened(served) as watcher, asyncio.timeout(5):
        frames = [json.loads(await watcher.recv()) for _ in range(4)]

    assert frames[0]["head"] == 0
    assert frames[2:] == [{"type": "live", "from": 0, "to": 0}, {"seq": 1}]


async def test_a_hint_for_what_was_read_already_brings_nothing_again(
    served: ServedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never_changed() -> bool:
        return False

    monkeypatch.setattr(served.log, "changed", never_changed)
    served.log.append(TASK, '{"seq":1}')
    async with opened(served) as watcher, asyncio.timeout(5):
        frames = [json.loads(await watcher.recv()) for _ in range(4)]
        served.log.append(TASK, '{"seq":2}', '{"seq":3}')
        served.hub.announce({TASK: 2})  # the reader finds the third in the log as well, before its hint
        frames += [json.loads(await watcher.recv()) for _ in range(2)]
        served.hub.announce({TASK: 3}, {TASK: served.log.events[TASK][2:]})
        served.hub.announce({TASK: served.log.append(TASK, '{"seq":4}')})
        frames.append(json.loads(await watcher.recv()))

    assert [frame["seq"] for frame in frames if "seq" in frame] == [1, 2, 3, 4]


async def test_silence_is_broken_by_a_heartbeat_that_names_the_head(
    served: ServedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "HEARTBEAT_SECONDS", 0.02)
    served.log.append(TASK, '{"seq":1}')

    async with opened(served) as watcher, asyncio.timeout(10):
        types: list[str] = []
        while types.count("hb") < 3:
            frame = json.loads(await watcher.recv())
            types.append(frame.get("type", "event"))
            if types[-1] == "hb":
                assert frame == {"type": "hb", "head": 1}

    assert types[:4] == ["connected", "current_status", "event", "live"]


async def test_of_a_crowd_that_comes_at_once_as_many_are_let_in_as_there_are_places(
    served: ServedChannel,
) -> None:
    served.endpoint.places.per_owner_and_task = 3
    served.log.may_look.clear()

    async with contextlib.AsyncExitStack() as stack:
        crowd = [await stack.enter_async_context(opened(served, queue=16)) for _ in range(8)]
        served.log.may_look.set()
        first = [json.loads(await one.recv())["type"] for one in crowd]

    assert sorted(first) == ["connected"] * 3 + ["error"] * 5


async def test_a_foreign_page_takes_no_place_while_it_is_refused(served: ServedChannel) -> None:
    served.endpoint.places.per_owner_and_task = 1
    served.log.may_look.clear()

    async with contextlib.AsyncExitStack() as stack:
        ours = await stack.enter_async_context(opened(served, queue=16))
        foreign = [
            await stack.enter_async_context(opened(served, origin="http://evil.example", queue=16))
            for _ in range(3)
        ]
        refused = [json.loads(await one.recv())["code"] for one in foreign]
        served.log.may_look.set()
        assert json.loads(await ours.recv())["type"] == "connected"

    assert refused == ["wrong-origin"] * 3


async def test_a_lost_database_ends_the_socket_so_that_the_client_comes_back(served: ServedChannel) -> None:
    served.log.append(TASK, '{"seq":1}')
    async with opened(served) as watcher:
        while json.loads(await watcher.recv()).get("type") != "live":
            pass
        served.log.down = True
        await watcher.send('{"type":"get_status"}')
        await read_to_end(watcher)

    assert watcher.close_code == 1011
