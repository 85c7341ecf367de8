"""One server after the other over one data directory, and what its database says without it."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.support.fork_server import Forked, ForkServer
from tests.support.learner import Learner
from tests.support.served import clean_environment
from tests.support.services import free_port

#: What a Milepost loads when it first asks a model; here it is loaded once for all of them.
MODEL_MODULES = ("milepost.agents.model_wire", "milepost.authorship", "milepost.agents.writing.model_author")
_READY_SECONDS = 30.0
#: How long one thing that a person waits for may take: a whole roadmap with all its content.
_PATIENCE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Life:
    """A server that runs, and somebody who uses it."""

    process: Forked
    learner: Learner
    url: str

    def kill(self) -> None:
        """As `kill -9`, and wait until it is gone."""
        self.process.kill()
        self.process.wait()


@dataclass(slots=True)
class Lives:
    forks: ForkServer
    directory: Path
    units_at_once: int = 4
    port: int = field(default_factory=free_port)

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    @contextlib.contextmanager
    def life(self) -> Iterator[Life]:
        """A server until the block ends, ready when it begins. What is left of it then is killed."""
        environment = clean_environment(
            MILEPOST_DATA_DIR=str(self.directory / "data"),
            MILEPOST_PORT=str(self.port),
            MILEPOST_UNITS_AT_ONCE=str(self.units_at_once),
        )
        process = self.forks.fork("milepost.server:serve", environment=environment, log=self.log)
        url = f"http://127.0.0.1:{self.port}"
        try:
            with httpx.Client(base_url=url, timeout=60) as http:
                self._until_ready(process, http)
                yield Life(process, Learner(http, patience_seconds=_PATIENCE_SECONDS), url)
        finally:
            process.kill()
            process.wait()

    def rows(self, query: str, *values: object) -> Sequence[tuple[Any, ...]]:
        """What a query finds in the database, its placeholders written `?`."""
        file = self.directory / "data" / "milepost.db"
        with contextlib.closing(sqlite3.connect(file, timeout=30)) as database:
            return database.execute(query, values).fetchall()

    def _until_ready(self, process: Forked, http: httpx.Client) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if http.get("/readyz").is_success:
                    return
            time.sleep(0.01)
        raise RuntimeError(f"The server does not start: {self.log.read_text(errors='replace')[-3000:]}")
