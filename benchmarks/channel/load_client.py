"""The viewers: many sockets in one process that read as cheaply as Python can, and check every event's number.

Told which sockets to open, it says `opened` once all are live, `done` once all have the last event.
"""

import asyncio
import base64
import json
import os
import resource
import time
from array import array
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import uvloop

from benchmarks.channel.conversation import hear, say

Kind = Literal["milepost", "plain", "socket_io", "nchan"]

_SEQ = b'"seq":'
_READY: dict[Kind, bytes] = {
    "milepost": b'"type":"live"', "plain": b'"type":"ready"', "socket_io": b"430[", "nchan": b"\r\n\r\n",
}  # fmt: skip
#: How far into a frame the number of an event may stand.
_HEAD_BYTES = 160


class Place(TypedDict):
    """One socket to open."""

    port: int
    path: str
    task_id: str


class Load(TypedDict):
    """What the client is to do."""

    kind: Kind
    places: list[Place]
    replay: bool
    last_seq: int
    opens_per_second: float
    stalled: int
    """So many of the sockets, the first ones, stop reading once they are live."""
    timed: bool
    """Whether to note when each event arrives."""


@dataclass(slots=True)
class Tally:
    """What all sockets have seen together."""

    opened: int = 0
    finished: int = 0
    deliveries: int = 0
    payload_bytes: int = 0
    gaps: int = 0
    repeats: int = 0
    foreign: int = 0
    lost_sockets: int = 0


class Viewer(asyncio.Protocol):
    """One socket: opens, answers pings, and counts on from event to event."""

    __slots__ = (
        "arrivals",
        "buffer",
        "crowd",
        "is_live",
        "is_upgraded",
        "next_seq",
        "place",
        "stalls",
        "task",
        "transport",
    )

    def __init__(self, crowd: "Crowd", place: Place, *, stalls: bool) -> None:
        self.crowd, self.place, self.stalls = crowd, place, stalls
        self.task = place["task_id"].encode()
        self.buffer = b""
        self.next_seq = 1
        self.is_upgraded = self.is_live = False
        self.arrivals = array("d")

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {self.place['path']} HTTP/1.1\r\nHost: 127.0.0.1:{self.place['port']}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def connection_lost(self, error: Exception | None) -> None:
        self.crowd.lost(self)

    def data_received(self, data: bytes) -> None:
        if self.buffer:
            data = self.buffer + data
        position = 0
        if not self.is_upgraded:
            position = data.find(b"\r\n\r\n") + 4
            if position == 3:
                self.buffer = data
                return
            if not data.startswith(b"HTTP/1.1 101"):
                raise ValueError(f"The server refused a socket: {data[:200]!r}")
            self.is_upgraded = True
            if self.crowd.ready == b"\r\n\r\n":
                self._live()
        self.buffer = data[self._read_frames(data, position) :]

    def _read_frames(self, data: bytes, position: int) -> int:
        """Take in every whole frame; where the first unfinished one begins."""
        end = len(data)
        while end - position >= 2:
            length, start = data[position + 1], position + 2
            if length >= 126:
                size = 2 if length == 126 else 8
                length, start = int.from_bytes(data[start : start + size]), start + size
            stop = start + length
            if stop > end or start > end:
                break
            opcode = data[position] & 15
            if opcode == 1:
                self._text(data, start, stop)
            elif opcode == 9:
                self._send(10, data[start:stop])
            position = stop
        return position

    def _text(self, data: bytes, start: int, stop: int) -> None:
        at = data.find(_SEQ, start, min(stop, start + _HEAD_BYTES))
        if at < 0:
            self._control(data[start:stop])
            return
        tally, seq = self.crowd.tally, int(data[at + 6 : data.index(b",", at)])
        if data.find(self.task, start, at) < 0:
            tally.foreign += 1
        if seq != self.next_seq:
            if seq < self.next_seq:
                tally.repeats += 1
                return
            tally.gaps += seq - self.next_seq
        self.next_seq = seq + 1
        tally.deliveries += 1
        tally.payload_bytes += stop - start
        if self.crowd.timed:
            self.arrivals.append(time.monotonic())
        if seq >= self.crowd.last_seq:
            self.crowd.finished_one()

    def _control(self, text: bytes) -> None:
        if not self.is_live and self.crowd.ready in text[:200]:
            self._live()
        elif self.crowd.kind == "socket_io":
            if text.startswith(b"0{"):
                self._send(1, b"40")
            elif text.startswith(b"40"):
                joining = ["join", self.place["task_id"], self.crowd.replay]
                self._send(1, b"420" + json.dumps(joining).encode())
            elif text == b"2":
                self._send(1, b"3")

    def _live(self) -> None:
        self.is_live = True
        if self.stalls:
            self.transport.pause_reading()
        self.crowd.opened_one()

    def _send(self, opcode: int, data: bytes) -> None:
        # A mask of zeros is a mask: the payload stands as it is.
        self.transport.write(bytes((0x80 | opcode, 0x80 | len(data))) + b"\0\0\0\0" + data)


class Crowd:
    """All sockets, and the two moments that are waited for."""

    def __init__(self, load: Load) -> None:
        self.kind, self.replay, self.last_seq = load["kind"], load["replay"], load["last_seq"]
        self.timed = load["timed"]
        self.ready = _READY[self.kind]
        self.tally = Tally()
        self.viewers = [
            Viewer(self, place, stalls=number < load["stalled"])
            for number, place in enumerate(load["places"])
        ]
        self.all_open, self.all_finished = asyncio.Event(), asyncio.Event()
        self._readers = len(self.viewers) - load["stalled"]
        self.is_closing = False

    async def open(self, opens_per_second: float) -> None:
        """Open every socket, at most so many a second (0: at once)."""
        loop, began = asyncio.get_running_loop(), time.monotonic()
        for number, viewer in enumerate(self.viewers):
            if opens_per_second:
                await asyncio.sleep(began + number / opens_per_second - time.monotonic())
            await loop.create_connection(lambda one=viewer: one, "127.0.0.1", viewer.place["port"])  # type: ignore[misc]
        await self.all_open.wait()

    def opened_one(self) -> None:
        self.tally.opened += 1
        if self.tally.opened == len(self.viewers):
            self.all_open.set()

    def finished_one(self) -> None:
        self.tally.finished += 1
        if self.tally.finished == self._readers:
            self.all_finished.set()

    def lost(self, viewer: Viewer) -> None:
        if not self.is_closing and not viewer.stalls and viewer.next_seq <= self.last_seq:
            self.tally.lost_sockets += 1
            raise ConnectionError(f"The server ended a socket of {viewer.place['task_id']}.")


async def main() -> None:
    load: Load = await hear()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    crowd = Crowd(load)
    began = time.monotonic()
    await crowd.open(load["opens_per_second"])
    say({"opened": crowd.tally.opened, "seconds": time.monotonic() - began})
    if load["last_seq"]:
        await crowd.all_finished.wait()
        say(
            {name: getattr(crowd.tally, name) for name in Tally.__slots__}
            | {"seconds": time.monotonic() - began}
        )
    asked = await hear()
    if load["timed"]:
        published: list[float] = asked["published"]
        readers = [viewer for viewer in crowd.viewers if not viewer.stalls]
        say(
            sorted(
                arrival - sent
                for viewer in readers
                for arrival, sent in zip(viewer.arrivals, published, strict=True)
            )[:: max(1, len(readers) * len(published) // 2000)]
        )
    crowd.is_closing = True


if __name__ == "__main__":
    uvloop.run(main())
