"""Watches a task's channel over a real socket and holds every frame against the served AsyncAPI document, strictly."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import jsonschema
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.support.learner import TERMINAL

Json = dict[str, Any]
FRAME_SECONDS = 20.0
CONTROL = frozenset({"connected", "current_status", "live", "hb", "resync", "error", "closing", "pong"})


@dataclass(slots=True)
class Recorded:
    """What a viewer of a task has received, in order, over any transport."""

    server: str
    task_id: str
    frames: list[Json] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def take(self, text: str) -> Json:
        """Record a frame, which must be as the document says and of this task."""
        frame: Json = json.loads(text)
        check_frame(self.server, text)
        assert frame.get("task_id", self.task_id) == self.task_id, "A frame of another task."
        self.frames.append(frame)
        self.texts.append(text)
        return frame

    @property
    def types(self) -> list[str]:
        return [frame["type"] for frame in self.frames]

    @property
    def events(self) -> list[Json]:
        return [frame for frame in self.frames if frame["type"] not in CONTROL]

    @property
    def event_texts(self) -> list[str]:
        """The events' bytes as they came."""
        return [
            text for frame, text in zip(self.frames, self.texts, strict=True) if frame["type"] not in CONTROL
        ]

    def one(self, type_: str) -> Json:
        """The only frame of a type."""
        [frame] = [frame for frame in self.frames if frame["type"] == type_]
        return frame


@dataclass(slots=True)
class Watcher(Recorded):
    """One socket, what it has received in order, and how it was closed."""

    socket: ClientConnection = field(kw_only=True)

    async def next(self) -> Json:
        """The next frame.

        Raises:
            ConnectionClosed: There is none any more.
        """
        async with asyncio.timeout(FRAME_SECONDS):
            text = await self.socket.recv(decode=True)
        assert isinstance(text, str)
        return self.take(text)

    async def until(self, reached: str | Callable[[Json], bool]) -> Json:
        """Receive up to the first frame of this type, or for which this is so."""
        is_it = (lambda frame: frame["type"] == reached) if isinstance(reached, str) else reached
        while True:
            if is_it(frame := await self.next()):
                return frame

    async def to_end(self) -> int:
        """Receive until the server closes; the code it closes with."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self.next()
        assert self.socket.close_code is not None
        return self.socket.close_code

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    def abort(self) -> None:
        """Vanish: no close frame, the TCP connection is reset."""
        self.socket.transport.abort()


@contextlib.asynccontextmanager
async def watching(
    server: str,
    task_id: str,
    *,
    path: str | None = None,
    host: str | None = None,
    origin: str | None = None,
    **query: Any,
) -> AsyncIterator[Watcher]:
    """A socket to a task's channel, or to another `path`.

    Args:
        server: The server's address, `http://…`.
        host: What the Host header says; the server's own if not given.
        origin: What the Origin header says; none if not given.
        query: The parameters of the address.
    """
    place = urlsplit(server)
    address = path if path is not None else f"/api/v1/ws/{task_id}"
    if query:
        address += "?" + "&".join(f"{name}={quote(str(value), safe='.')}" for name, value in query.items())
    async with connect(
        f"ws://{host or place.netloc}{address}",
        host=place.hostname,
        port=place.port,
        origin=origin,  # type: ignore[arg-type]  # its own NewType of str
        compression=None,
        ping_interval=None,
        open_timeout=FRAME_SECONDS,
        close_timeout=FRAME_SECONDS,
        proxy=None,
    ) as socket:
        yield Watcher(server, task_id, socket=socket)


async def watched_to_end(server: str, task_id: str, **options: Any) -> Watcher:
    """A watcher that has received all there is; the server has closed."""
    async with watching(server, task_id, **options) as watcher:
        await watcher.to_end()
    return watcher


def check_frame(server: str, text: str) -> None:
    """Fail unless the AsyncAPI document describes this frame."""
    _check(server, text)


@cache
def _check(server: str, text: str) -> None:
    # The same event reaches many watchers as the same bytes: each is checked once.
    frame = json.loads(text)
    validator = _validators(server).get(frame["type"])
    assert validator is not None, f"asyncapi.json names no server frame {frame['type']!r}"
    validator.validate(frame)


def check_page(server: str, text: str) -> Json:
    """An answer of the long-poll transport; fails unless the AsyncAPI document describes it, event by event."""
    page: Json = json.loads(text)
    _validator(server, {"$ref": "#/components/schemas/EventsPage"}).validate({**page, "events": []})
    for event in page["events"]:
        _validators(server)[event["type"]].validate(event)
    return page


@cache
def _validators(server: str) -> dict[str, jsonschema.Draft202012Validator]:
    """By the `type` of a frame, so that a fault is told of this frame and not of all that it could have been."""
    return {
        name.partition(".")[2]: _validator(server, message["payload"])
        for name, message in _document(server)["components"]["messages"].items()
        if name.startswith("server.")
    }


def _validator(server: str, schema: Json) -> jsonschema.Draft202012Validator:
    whole = {**schema, "components": _document(server)["components"]}
    return jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())


@cache
def _document(server: str) -> Json:
    document: Json = httpx.get(f"{server}/asyncapi.json", timeout=10).json()
    return document


def check_order(watcher: Recorded) -> None:
    """Fail unless the frames came in the order of the protocol, gapless from where the socket resumed."""
    types = [type_ for type_ in watcher.types if type_ not in {"pong", "hb"}]
    connected = watcher.frames[0]
    assert types[0] == "connected"
    head = ["connected", "resync", "current_status"] if "resync" in types else ["connected", "current_status"]
    assert types[: len(head)] == head[: len(types)]
    numbers = [event["seq"] for event in watcher.events]
    first = connected["resume_from"] + 1
    assert numbers == list(range(first, first + len(numbers))), "Not gapless and in order."
    if "live" in types:
        live = watcher.one("live")
        place = watcher.frames.index(live)
        history = [frame["seq"] for frame in watcher.frames[:place] if frame["type"] not in CONTROL]
        assert live["from"] == connected["resume_from"]
        assert live["to"] == (history[-1] if history else connected["resume_from"]) == connected["head"]
    ends = [type_ for type_ in types if type_ in TERMINAL]
    if "closing" in types:
        assert types[-1] == "closing"
        assert len(ends) <= 1
        assert not ends or types[-2] in {*ends, "live"}
