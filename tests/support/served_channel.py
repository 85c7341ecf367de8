"""The channel alone, served by this process over real sockets, with a log in memory."""

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta

import uvicorn
from starlette.routing import Route, Router, WebSocketRoute
from starlette.types import Receive, Scope, Send

from milepost.domain.ids import LOCAL_OWNER
from milepost.domain.origins import OriginPolicy
from milepost.realtime.http_protocol import HttpProtocol
from milepost.realtime.hub import Hub
from milepost.realtime.limits import AcceptBucket, Places
from milepost.realtime.socket_protocol import SocketProtocol
from milepost.realtime.sse import StreamEndpoint
from milepost.realtime.viewer import Viewing
from milepost.realtime.websocket import ChannelEndpoint
from milepost.system import RandomIds, SystemClock
from tests.support.memory_log import MemoryLog


@dataclass(slots=True)
class ServedChannel:
    """A server of this process: sockets at `/{task_id}`, streams at `/{task_id}/stream`."""

    host: str
    endpoint: ChannelEndpoint
    streams: StreamEndpoint
    log: MemoryLog
    server: uvicorn.Server

    @property
    def address(self) -> str:
        return f"ws://{self.host}"

    @property
    def hub(self) -> Hub:
        return self.endpoint.viewing.hub

    def buffered(self) -> int:
        """Bytes that wait to be written, over all sockets."""
        protocols = [one for one in self.server.server_state.connections if isinstance(one, SocketProtocol)]
        return sum(one.transport.get_write_buffer_size() for one in protocols)

    async def emptied(self) -> None:
        """Return once no socket or stream has a place any more."""
        async with asyncio.timeout(20):
            while self.endpoint.places.taken:  # noqa: ASYNC110  the endpoint has nothing to wait for
                await asyncio.sleep(0.005)

    async def deserted(self) -> None:
        """Return once no connection is left."""
        async with asyncio.timeout(20):
            while self.server.server_state.connections:  # noqa: ASYNC110  it has nothing to wait for
                await asyncio.sleep(0.005)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def served_channel(task_id: str, *, per_second: float = 1000) -> AsyncIterator[ServedChannel]:
    """Serve a task's channel until the block ends; `per_second` sockets are let in."""
    log = MemoryLog(task_id)
    hub = Hub(log, safety_poll=timedelta(seconds=0.05))
    viewing = Viewing(hub=hub, clock=SystemClock(), ids=RandomIds())
    places, accepts = Places(), AcceptBucket(per_second=per_second, clock=time.monotonic)
    endpoint = ChannelEndpoint(viewing, OriginPolicy(), lambda _scope: LOCAL_OWNER, places, accepts)
    streams = StreamEndpoint(viewing, lambda _scope: LOCAL_OWNER, places, accepts)
    config = uvicorn.Config(
        _app(endpoint, streams), http=HttpProtocol, ws=SocketProtocol, lifespan="off", log_config=None,
        ws_per_message_deflate=False, ws_max_size=4096,
    )  # fmt: skip
    server = _Server(config)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        async with asyncio.TaskGroup() as tasks:
            serving = tasks.create_task(server.serve(sockets=[listener]))
            polling = tasks.create_task(hub.poll_for_lost_hints())
            yield ServedChannel(f"127.0.0.1:{listener.getsockname()[1]}", endpoint, streams, log, server)
            polling.cancel()
            server.should_exit = True
            await serving


def _app(endpoint: ChannelEndpoint, streams: StreamEndpoint) -> Router:
    class Sockets:
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await endpoint(scope, receive, send)

    class Streams:
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await streams(scope, receive, send)

    return Router([WebSocketRoute("/{task_id}", Sockets()), Route("/{task_id}/stream", Streams())])
