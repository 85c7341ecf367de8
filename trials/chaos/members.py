"""The processes of a trial: started, killed, stopped and continued, with what they say kept in files."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import httpx
import psutil

from tests.support.disturbed_server import Options, Place, Role
from tests.support.fork_server import Forked, ForkServer
from tests.support.services import free_port

PROGRAM = "tests.support.disturbed_server:main"
READY_SECONDS = 30.0
#: What the protocol promises for an end by SIGTERM.
DRAIN_SECONDS = 10.0


@dataclass(slots=True)
class Member:
    """One place in the cluster, filled by one process after the other."""

    name: str
    role: Role
    folder: Path
    environment: Mapping[str, str]
    forks: ForkServer
    unit_seconds: tuple[float, float]
    failing: float
    seed: int
    port: int = field(default_factory=free_port)
    starts: int = 0
    process: Forked | None = None
    slow_drains: list[float] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    @property
    def is_up(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        self.starts += 1
        options = Options(
            name=self.name, folder=str(self.folder), seed=self.seed * 1000 + self.starts,
            unit_seconds=self.unit_seconds, failing=self.failing,
            # In every second life all of them are lost: then only the safety poll brings anything.
            bad_hints=1.0 if (self.seed + self.starts) % 2 else 0.12,
        )  # fmt: skip
        environment = {**self.environment, "MILEPOST_PORT": str(self.port)}
        self.process = self.forks.fork(
            PROGRAM, environment=environment, log=self.log, arguments=[self.role, options]
        )

    async def until_ready(self) -> None:
        """Wait until it serves; a worker is ready once it has said who it is."""
        deadline = time.monotonic() + READY_SECONDS
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=2) as http:
            while time.monotonic() < deadline and self.is_up:
                if self.role == "worker":
                    if self.process_name() is not None:
                        return
                else:
                    with contextlib.suppress(httpx.TransportError):
                        if (await http.get("/readyz")).is_success:
                            return
                await asyncio.sleep(0.02)
        raise RuntimeError(f"{self.name} does not start: {self.log.read_text(errors='replace')[-3000:]}")

    def process_name(self) -> str | None:
        """The name under which the present process owns runs."""
        assert self.process is not None
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / f"{self.process.pid}.process").read_text() or None
        return None

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.signal(number)

    @property
    def is_stopped(self) -> bool:
        try:
            return (
                self.process is not None
                and psutil.Process(self.process.pid).status() == psutil.STATUS_STOPPED
            )
        except psutil.NoSuchProcess:
            return False

    async def kill(self) -> None:
        """As `kill -9`, and wait until it is gone."""
        self.signal(signal.SIGKILL)
        await self.until_gone()

    async def end(self) -> int:
        """As SIGTERM; how it ended. What takes longer than promised is noted and killed."""
        began = time.monotonic()
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        await self.until_gone(DRAIN_SECONDS + 5)
        if (seconds := time.monotonic() - began) > DRAIN_SECONDS:
            self.slow_drains.append(seconds)
        await self.kill()
        assert self.process is not None
        return self.process.wait()

    async def until_gone(self, seconds: float = READY_SECONDS) -> None:
        """Wait for its end, so long at most."""
        deadline = time.monotonic() + seconds
        while self.is_up and time.monotonic() < deadline:  # noqa: ASYNC110  a process tells nobody
            await asyncio.sleep(0.01)

    def lay_trap(self, place: Place, signal_name: Literal["KILL", "STOP"]) -> None:
        trap = self.folder / f"{self.name}.{place}"
        unfinished = trap.with_suffix(".unfinished")
        unfinished.write_text(f"SIG{signal_name}")
        unfinished.rename(trap)

    def take_trap_away(self, place: Place) -> bool:
        """Whether it still lay there."""
        try:
            os.unlink(self.folder / f"{self.name}.{place}")  # noqa: PTH108  says by itself whether it was there
        except FileNotFoundError:
            return False
        return True
