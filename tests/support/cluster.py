"""Several servers and workers over one PostgreSQL database, each a process of its own that can be killed."""

import contextlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.support.fork_server import Forked, ForkServer
from tests.support.served import clean_environment
from tests.support.services import free_port

_PROGRAMS = "tests.support.slow_processes"
_READY_SECONDS = 30.0
_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Node:
    """One process: a server, which has a `url`, or a worker."""

    process: Forked
    log_file: Path
    url: str | None = None

    def log(self) -> str:
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def process_id(self) -> str:
        """How it is called in `run.owner`."""
        named = re.search(r"worker_ready process=(\w+)", self.log())
        assert named is not None
        return named[1]

    def is_ready(self) -> bool:
        if self.url is None:
            return "worker_ready" in self.log()
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/readyz", timeout=2).is_success
        return False


@dataclass(slots=True)
class Cluster:
    """Starts nodes, and ends those that are left with itself."""

    forks: ForkServer
    database_url: str
    directory: Path
    unit_seconds: float = 0.0
    settings: dict[str, str] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)

    def server(self, *, works: bool) -> Node:
        port = free_port()
        return self._start("serve_slowly", self.unit_seconds, works, port=port)

    def worker(self) -> Node:
        return self._start("work_slowly", self.unit_seconds)

    def _start(self, program: str, *arguments: object, port: int | None = None) -> Node:
        log_file = self.directory / f"node-{len(self.nodes)}.log"
        environment = clean_environment(MILEPOST_DATABASE_URL=self.database_url, **self.settings)
        if port is not None:
            environment["MILEPOST_PORT"] = str(port)
        process = self.forks.fork(
            f"{_PROGRAMS}:{program}", environment=environment, log=log_file, arguments=arguments
        )
        node = Node(process, log_file, f"http://127.0.0.1:{port}" if port else None)
        self.nodes.append(node)
        return node

    def until_ready(self) -> None:
        """Wait until every node that lives can do its work."""
        deadline = time.monotonic() + _READY_SECONDS
        for node in self.nodes:
            while node.process.poll() is None and not node.is_ready():
                assert time.monotonic() < deadline, node.log()
                time.sleep(_POLL_SECONDS)
            assert node.process.poll() is None, node.log()

    def logs(self) -> str:
        return "\n".join(node.log() for node in self.nodes)


@contextlib.contextmanager
def cluster(
    forks: ForkServer, database_url: str, directory: Path, *, unit_seconds: float = 0.0, **settings: str
) -> Iterator[Cluster]:
    """A cluster without nodes; `settings` are variables of each of them, without their prefix."""
    environment = {f"MILEPOST_{name.upper()}": value for name, value in settings.items()}
    made = Cluster(forks, database_url, directory, unit_seconds, environment)
    try:
        yield made
    finally:
        for node in made.nodes:
            node.process.kill()
        for node in made.nodes:
            node.process.wait()
