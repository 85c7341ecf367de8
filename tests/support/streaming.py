"""Reads a task's event stream as a browser does, and holds every frame against the served AsyncAPI document."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx

from tests.support.watching import CONTROL, FRAME_SECONDS, Json, Recorded


@dataclass(slots=True)
class Streamed(Recorded):
    """One event stream: its answer, the frames with the id that each message had, and what is no message."""

    answer: httpx.Response = field(kw_only=True)
    ids: list[str | None] = field(default_factory=list)
    retries: list[int] = field(default_factory=list)
    comments: int = 0
    _blocks: AsyncIterator[str] | None = None

    async def next(self) -> Json | None:
        """The next frame; None at the end of the stream."""
        self._blocks = self._blocks or self._split()
        async with asyncio.timeout(FRAME_SECONDS):
            async for block in self._blocks:
                if (frame := self._read(block)) is not None:
                    return frame
        return None

    async def until(self, type_: str) -> Json:
        """Read up to the first frame of a type."""
        while (frame := await self.next()) is not None:
            if frame["type"] == type_:
                return frame
        raise AssertionError(f"The stream ended without {type_}: {self.types}")

    async def to_end(self) -> "Streamed":
        while await self.next() is not None:
            pass
        return self

    @property
    def cursor(self) -> str | None:
        """What a native EventSource would send when it comes back."""
        return next((id_ for id_ in reversed(self.ids) if id_ is not None), None)

    async def _split(self) -> AsyncIterator[str]:
        """The blocks between empty lines. Only a line feed ends a line here, whatever else a text contains."""
        rest = b""
        async for piece in self.answer.aiter_raw():
            *blocks, rest = (rest + piece).split(b"\n\n")
            for block in blocks:
                yield block.decode()
        assert rest == b"", "Half a message at the end."

    def _read(self, block: str) -> Json | None:
        fields: dict[str, str] = {}
        for line in block.split("\n"):
            name, _, value = line.partition(":")
            assert name in {"", "id", "data", "retry"}, f"A line that no reader knows: {line!r}"
            assert name not in fields, "One line of each kind."
            fields[name] = value.removeprefix(" ")
        if "" in fields:
            self.comments += 1
        if "retry" in fields:
            self.retries.append(int(fields["retry"]))
        if "data" not in fields:
            return None
        frame = self.take(fields["data"])
        self.ids.append(fields.get("id"))
        assert (frame["type"] in CONTROL) == ("id" not in fields), "Events have an id, and nothing else has."
        return frame


@contextlib.asynccontextmanager
async def streaming(
    server: str, task_id: str, *, after: str | int | None = None, last_event_id: str | None = None
) -> AsyncIterator[Streamed]:
    """A stream of a task, from the cursor that the address or the header names."""
    headers = {"Accept": "text/event-stream"}
    if last_event_id is not None:
        headers["Last-Event-ID"] = last_event_id
    parameters = {} if after is None else {"after": str(after)}
    async with (
        httpx.AsyncClient(base_url=server, timeout=FRAME_SECONDS) as client,
        client.stream("GET", f"/api/v1/tasks/{task_id}/stream", params=parameters, headers=headers) as answer,
    ):
        yield Streamed(server, task_id, answer=answer)


async def streamed_to_end(
    server: str, task_id: str, *, after: str | int | None = None, last_event_id: str | None = None
) -> Streamed:
    """A stream read until the server ended it."""
    async with streaming(server, task_id, after=after, last_event_id=last_event_id) as stream:
        return await stream.to_end()
