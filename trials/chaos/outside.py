"""PostgreSQL and Redis of a trial's own, to be killed, stopped and started again while others use them."""

import contextlib
import os
import pwd
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.support.programs import find_postgres, find_redis
from tests.support.run import TestRun
from tests.support.servers import PostgresProgram, RedisProgram, Server
from tests.support.services import free_port

START_SECONDS = 30.0
#: PostgreSQL ends by SIGTERM only when its clients have gone; so are the other two called in its manual.
FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT


@dataclass(slots=True)
class Outside:
    """One service over its own data, always at the same port."""

    name: str
    program: Server
    log: Path
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return self.program.url(self.port)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        user = self.program.user
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.program.command(self.port), *self.options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True,
                user=user, group=pwd.getpwnam(user).pw_gid if user else None, extra_groups=[] if user else None,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while not self.program.answers(self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.02)

    def end(self, how: signal.Signals) -> None:
        """Have it end, and wait for that."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)

    def signal_all(self, number: signal.Signals) -> None:
        """Stop or continue it with all its children."""
        if self.process is None:
            return
        with contextlib.suppress(psutil.NoSuchProcess):
            parent = psutil.Process(self.process.pid)
            for one in [parent, *parent.children(recursive=True)]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.send_signal(number)

    def close(self) -> None:
        self.signal_all(signal.SIGCONT)
        self.end(signal.SIGKILL if self.name == "redis" else IMMEDIATE)


def new_postgres(folder: Path) -> Outside:
    """PostgreSQL that keeps what it has acknowledged through its own death, though not the machine's."""
    folder.chmod(0o755)  # as its parents are: root runs it as another user, who has to get there
    program = PostgresProgram(TestRun(folder, os.getpid()), find_postgres())
    return Outside("postgresql", program, folder / "postgresql.log", ("-c", "synchronous_commit=on"))


def new_redis(folder: Path) -> Outside:
    return Outside("redis", RedisProgram(find_redis()), folder / "redis.log")
