"""Frames made once: the library's bytes, written past it where it is as expected, and by it where it is not."""

import asyncio
import json

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from milepost.realtime import prepared_frames
from milepost.realtime.prepared_frames import library_frames_alike
from milepost.realtime.socket_protocol import SocketProtocol
from tests.support.served_channel import ServedChannel, served_channel

TASK = "tsk_00000000000000000000000000"
#: Each side of each limit of a frame's length.
SIZES = (1, 124, 125, 126, 127, 65_534, 65_535, 65_536, 65_537)


async def frames_of(channel: ServedChannel, *, after_live: list[str]) -> list[str]:
    """Everything a socket is sent, with events that come once it is live; what differs by itself left out."""
    texts = []
    async with connect(
        f"{channel.address}/{TASK}?include_history=true", compression=None, proxy=None
    ) as socket:
        try:
            async with asyncio.timeout(20):
                while True:
                    text = str(await socket.recv())
                    texts.append(text)
                    if json.loads(text).get("type") == "live":
                        head = channel.log.append(TASK, *after_live)
                        channel.log.append(TASK, '{"type":"completed"}', type_="completed")
                        channel.hub.announce({TASK: head + 1}, {TASK: channel.log.events[TASK]})
        except ConnectionClosed:
            assert socket.close_code == 1000
    return texts[1:]


def test_the_library_frames_text_as_we_do() -> None:
    assert library_frames_alike()
    assert SocketProtocol.writes_frames


def test_a_library_that_frames_otherwise_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared_frames, "text_frame", lambda text: b"\x81" + text.encode())
    assert not library_frames_alike()


async def test_with_and_without_prepared_frames_the_same_texts_arrive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [json.dumps({"type": "x", "é": "ß" * (size // 2)}, ensure_ascii=False) for size in SIZES]
    received = []
    for prepared in (True, False):
        monkeypatch.setattr(SocketProtocol, "writes_frames", prepared)
        async with served_channel(TASK) as channel:
            channel.log.append(TASK, *texts)
            received.append(await frames_of(channel, after_live=texts))

    assert received[0] == received[1]
    assert [text for text in received[0] if '"é"' in text] == [*texts, *texts]
