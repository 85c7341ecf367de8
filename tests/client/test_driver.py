"""The client against a real server over a network with faults: the whole log, whatever happens to connections."""

import asyncio
import signal
import sysconfig
import time
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from milepost.client.driver import ChannelClosed, deliveries
from milepost.client.state import Delivery, Event, Failed, Lost, Signal, Transport
from milepost.client.transports import Place, Tell, run_transport
from milepost.client.watch import watch
from tests.support.learner import Asked, Learner
from tests.support.served import ServedMilepost, clean_environment, served
from tests.support.socket_faults import Fault, socket_faults

PATIENCE_SECONDS = 60.0


@dataclass(slots=True)
class Followed:
    """One client of one task, what it was given, and what it opened when."""

    place: Place
    items: list[Delivery] = field(default_factory=list)
    opened: list[Transport] = field(default_factory=list)
    opened_at: list[float] = field(default_factory=list)
    now_open: int = 0
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def to_end(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            async with aclosing(deliveries(self.place, run=self._run)) as items:
                async for item in items:
                    self.items.append(item)
                    await self._tell()

    async def until(self, type_: str) -> None:
        """Wait until an event of a type has come."""
        async with self.news:
            await self.news.wait_for(lambda: any(f'"{type_}"' in text for text in self.texts))

    async def until_opened(self, times: int) -> None:
        async with self.news:
            await self.news.wait_for(lambda: len(self.opened) >= times)

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()

    async def _run(self, transport: Transport, place: Place, cursor: str | None, tell: Tell) -> None:
        assert self.now_open == 0, "A second transport was opened."
        self.now_open += 1
        self.opened.append(transport)
        self.opened_at.append(time.monotonic())
        await self._tell()
        try:
            await run_transport(transport, place, cursor, tell)
        finally:
            self.now_open -= 1

    @property
    def texts(self) -> list[str]:
        return [item.text for item in self.items if isinstance(item, Event)]

    @property
    def numbers(self) -> list[int]:
        return [item.body["seq"] for item in self.items if isinstance(item, Event)]


@pytest.fixture(scope="module")
def learner(served_milepost: ServedMilepost) -> Iterator[Learner]:
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        yield Learner(http)


@pytest.fixture(scope="module")
def finished(learner: Learner) -> Asked:
    return learner.finished()


@pytest.fixture
def port(served_milepost: ServedMilepost) -> int:
    return urlsplit(served_milepost.url).port or 0


async def undisturbed(server: ServedMilepost, task: Asked) -> list[str]:
    followed = Followed(Place(server.url, task.task_id))
    await followed.to_end()
    assert followed.opened == ["websocket"]
    return followed.texts


@pytest.mark.parametrize("fault", ["refused", "answered_403", "closed"])
async def test_without_sockets_the_stream_brings_the_same_bytes(
    fault: Fault, served_milepost: ServedMilepost, port: int, finished: Asked
) -> None:
    async with socket_faults(port, fault) as network:
        network.close = (1011, "")
        followed = Followed(Place(network.url, finished.task_id))
        await followed.to_end()
    assert followed.opened == ["websocket"] * 3 + ["stream"]
    assert followed.texts == await undisturbed(served_milepost, finished)


async def test_without_streams_either_polls_bring_the_same_bytes(
    served_milepost: ServedMilepost, port: int, finished: Asked
) -> None:
    async with socket_faults(port, "closed") as network:
        network.close, network.stream_fault = (4429, "too-slow"), "answered_403"
        followed = Followed(Place(network.url, finished.task_id))
        await followed.to_end()
    # Asked for less three times: an event stream would be no less.
    assert followed.opened == ["websocket"] * 3 + ["longpoll"]
    assert followed.texts == await undisturbed(served_milepost, finished)


async def test_a_socket_cut_within_frames_goes_on_from_its_cursor(
    served_milepost: ServedMilepost, port: int, finished: Asked
) -> None:
    async with socket_faults(port, "cut_after_bytes") as network:
        network.cut_after_bytes = 9_000
        followed = Followed(Place(network.url, finished.task_id))
        await followed.to_end()
    assert followed.opened == ["websocket"] * 3 + ["stream"]
    assert len(followed.items) > len(followed.texts)
    assert followed.texts == await undisturbed(served_milepost, finished)


async def test_a_refused_admission_is_heard(port: int, finished: Asked) -> None:
    async with socket_faults(port, "closed") as network:
        network.close = (1013, "retry_after_ms=700")
        followed = Followed(Place(network.url, finished.task_id))
        following = asyncio.create_task(followed.to_end())
        await followed.until_opened(2)
        network.fault = "none"
        await following
    assert followed.opened_at[1] - followed.opened_at[0] >= 0.7


async def test_what_the_server_will_not_show_is_an_error_and_not_tried_again(
    served_milepost: ServedMilepost,
) -> None:
    followed = Followed(Place(served_milepost.url, "tsk_00000000000000000000000000"))
    with pytest.raises(ChannelClosed) as refused:
        await followed.to_end()
    assert refused.value.error.code == "task-not-found"
    assert followed.opened == ["websocket"]


async def test_watching_yields_typed_events_to_the_end(
    served_milepost: ServedMilepost, finished: Asked
) -> None:
    events = [event async for event in watch(served_milepost.url, finished.task_id)]
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert events[-1].type == "completed"


async def test_a_server_that_dies_and_comes_back_is_followed_to_the_end(tmp_path: Path) -> None:
    command, environment = Path(sysconfig.get_path("scripts"), "milepost"), clean_environment()
    with served(command, tmp_path / "data", environment) as first:
        place = urlsplit(first.url)
        with httpx.Client(base_url=first.url, timeout=40) as http:
            learner = Learner(http)
            asked = learner.review(preferences={})
            followed = Followed(Place(first.url, asked.task_id))
            following = asyncio.create_task(followed.to_end())
            learner.decide(asked.task_id, approved=True)
            await followed.until("concept_complete")
            first.process.send_signal(signal.SIGKILL)
    with served(command, tmp_path / "data", environment, port=place.port) as second:
        await following
        whole = Followed(Place(second.url, asked.task_id))
        await whole.to_end()
    assert followed.texts == whole.texts
    assert followed.numbers == list(range(1, len(followed.numbers) + 1))
    assert any(isinstance(item, Lost) for item in followed.items)


async def test_an_answer_that_cannot_be_unpacked_is_a_failure_like_any_other() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nnope")
        await writer.drain()
        writer.close()

    told: list[Signal] = []

    async def tell(signal: Signal) -> None:
        told.append(signal)

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        await run_transport("longpoll", Place(f"http://127.0.0.1:{port}", "tsk_1"), None, tell)
    [failed] = told
    assert isinstance(failed, Failed)
    assert not failed.is_final
