"""Runs the server on a thread of its own, so that it serves blocking tests as well, whatever their event loop is."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TypedDict, Unpack

import uvicorn

from tests.support.model_server.app import create_app
from tests.support.model_server.faults import FaultPlan
from tests.support.model_server.request_log import LoggedRequest, RequestLog
from tests.support.model_server.script.script import Script
from tests.support.model_server.tokens import Pace
from tests.support.model_server.world import MODEL, World


class ScriptedModelServer:
    """A server that answers at `base_url`; its faults, pace and key may be changed at any time."""

    model = MODEL

    def __init__(self, world: World, listener: socket.socket) -> None:
        self.world = world
        self.port: int = listener.getsockname()[1]
        self.listener = listener

    @property
    def base_url(self) -> str:
        """What clients of OpenAI's protocols are given."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def anthropic_base_url(self) -> str:
        """What clients of Anthropic's are given, which add the version themselves."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def requests(self) -> list[LoggedRequest]:
        return self.world.log.requests

    @property
    def generations(self) -> list[LoggedRequest]:
        """The requests for answers, without those for the list of models."""
        return [request for request in self.requests if request.protocol != "models"]

    def set_faults(self, faults: FaultPlan | str, *, seed: int = 0) -> None:
        """From now on these and no others. Raises FaultNotKnown as `FaultPlan.parse` does."""
        self.world.faults = FaultPlan.parse(faults, seed=seed) if isinstance(faults, str) else faults

    def reset(self) -> None:
        """Forget the requests, the faults and the pace, as if it had just been started without any."""
        self.world.log.clear()
        self.world.faults, self.world.pace, self.world.key = FaultPlan(), Pace(), None

    def wait_for(self, holds: Callable[[list[LoggedRequest]], bool], *, seconds: float = 10) -> None:
        """Return once it holds of the requests; blocks. Raises TimeoutError: it did not in time."""
        self.world.log.wait_for(holds, seconds=seconds)

    async def until(self, holds: Callable[[list[LoggedRequest]], bool], *, seconds: float = 10) -> None:
        """The same for those who have an event loop to keep going."""
        await asyncio.to_thread(self.wait_for, holds, seconds=seconds)

    def config(self) -> uvicorn.Config:
        return uvicorn.Config(
            create_app(self.world),
            http="httptools",
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
        )

    def run(self) -> None:
        """Serve in this thread, until it is interrupted."""
        server = _Server(self.config())
        self.world.connections = server.server_state
        server.run(sockets=[self.listener])


class _Server(uvicorn.Server):
    """Stops at once, whoever is still being answered: what hangs on purpose would never be done."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        if self.server_state.tasks:
            await asyncio.wait(set(self.server_state.tasks), timeout=1)


class Options(TypedDict, total=False):
    """How a server is to be. All may be left out."""

    faults: FaultPlan | str
    """As `FaultPlan.parse` reads them, or a plan; none if not given."""
    seed: int
    """Of the faults that are given in words."""
    pace: Pace
    """At once if not given."""
    concepts: int
    """How many concepts the roadmaps have for goals that are not in the script; 8 to 48, by the goal, if not given."""
    key: str
    """The only key that is accepted; any, and none, if not given."""
    log_file: Path
    """Where each request is noted when it has ended, as a line of JSON."""
    port: int
    """A free one if not given."""


@contextlib.contextmanager
def listening_model_server(**options: Unpack[Options]) -> Iterator[ScriptedModelServer]:
    """The server, listening and not yet serving, for `run`.

    Raises:
        FaultNotKnown: The faults cannot be read.
        OSError: The port is taken.
    """
    faults = options.get("faults", "")
    world = World(
        log=RequestLog(options.get("log_file")),
        script=Script(concepts=options.get("concepts")),
        faults=FaultPlan.parse(faults, seed=options.get("seed", 0)) if isinstance(faults, str) else faults,
        pace=options.get("pace", Pace()),
        key=options.get("key"),
    )
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", options.get("port", 0)))
        listener.listen(256)
        yield ScriptedModelServer(world, listener)


@contextlib.contextmanager
def running_model_server(**options: Unpack[Options]) -> Iterator[ScriptedModelServer]:
    """Serve on a thread until the block ends. Raises as `listening_model_server` does."""
    with listening_model_server(**options) as model_server:
        server = _Server(model_server.config())
        model_server.world.connections = server.server_state
        serving = threading.Thread(
            target=asyncio.run,
            args=(server.serve(sockets=[model_server.listener]),),
            name="scripted model",
            daemon=True,
        )
        serving.start()
        try:
            yield model_server
        finally:
            server.should_exit = True
            serving.join()


@contextlib.asynccontextmanager
async def scripted_model_server(**options: Unpack[Options]) -> AsyncIterator[ScriptedModelServer]:
    """`running_model_server` for those who have an event loop to keep going."""
    running = running_model_server(**options)
    server = await asyncio.to_thread(running.__enter__)
    try:
        yield server
    finally:
        await asyncio.to_thread(running.__exit__, None, None, None)
