"""Starts processes of Milepost in milliseconds: one process has everything imported, and forks for each start.

Every start is a process of its own, in a session of its own, that can be killed and stopped like any other. The
one that forks never runs a loop or a thread: a lock that another thread holds would stay locked in each child.

Run as `python -m tests.support.fork_server MODULE...`; requests and answers are lines of JSON.
"""

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

#: What a served Milepost imports, early or late.
SERVER_MODULES = (
    "milepost.server", "milepost.wiring", "milepost.cli", "alembic.command", "alembic.config",
    "alembic.ddl.sqlite", "alembic.ddl.postgresql", "asyncpg", "sqlalchemy.dialects.sqlite.aiosqlite",
    "sqlalchemy.dialects.postgresql.asyncpg", "uvicorn.loops.uvloop", "uvicorn.protocols.http.httptools_impl",
    "uvicorn.lifespan.on", "psycopg",
)  # fmt: skip
POLL_SECONDS = 0.004
STOP_SECONDS = 15.0


class ForkFailed(Exception):
    """The process that forks refused or is gone; the message says why."""


@dataclass(slots=True)
class Forked:
    """A process that was forked; nobody else reaps it, so its number stays its own until it is waited for."""

    pid: int
    _server: "ForkServer"
    _status: int | None = None

    def poll(self) -> int | None:
        """How it ended, below zero by a signal; None while it lives."""
        if self._status is None:
            self._status = self._server.ask(poll=self.pid)["status"]
        return self._status

    def wait(self, seconds: float = STOP_SECONDS) -> int:
        """Wait for its end.

        Raises:
            TimeoutError: It lives on.
        """
        deadline = time.monotonic() + seconds
        while (status := self.poll()) is None:
            if time.monotonic() > deadline:
                raise TimeoutError(f"Process {self.pid} lives on after {seconds} s.")
            time.sleep(POLL_SECONDS)
        return status

    def signal(self, number: int) -> None:
        """Send a signal; to a process that has ended it is none."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it as `kill -9` does, even while it is stopped."""
        self.signal(signal.SIGKILL)

    def end(self) -> None:
        """End it, politely at first."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        try:
            self.wait()
        except TimeoutError:
            self.kill()
            self.wait()


@dataclass(slots=True)
class ForkServer:
    """The process that forks, seen from the test that uses it; `close` ends it with all its children."""

    _process: "subprocess.Popen[str]"
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def start(cls, *modules: str) -> "ForkServer":
        """Start it with the server's modules and these imported."""
        command = [sys.executable, "-m", "tests.support.fork_server", *SERVER_MODULES, *modules]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return cls(process)

    def fork(
        self, program: str, *, environment: Mapping[str, str], log: Path, arguments: Sequence[object] = ()
    ) -> Forked:
        """A new process.

        Args:
            program: What it runs, `module:function`; its answer is the exit status.
            environment: All of its environment.
            log: Where both its outputs are appended.
            arguments: For the function; whatever JSON can carry.
        """
        answer = self.ask(
            fork=program, environment=dict(environment), log=str(log), arguments=list(arguments)
        )
        return Forked(answer["pid"], self)

    def ask(self, **request: object) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._turn:
            try:
                self._process.stdin.write(json.dumps(request) + "\n")
                self._process.stdin.flush()
                line = self._process.stdout.readline()
            except OSError as error:
                raise ForkFailed(str(error)) from None
        answer: dict[str, Any] = json.loads(line) if line else {"error": "it has ended"}
        if "error" in answer:
            raise ForkFailed(answer["error"])
        return answer

    def close(self) -> None:
        self._process.communicate(timeout=STOP_SECONDS)


def main() -> int:
    for module in sys.argv[1:]:
        importlib.import_module(module)
    if threading.active_count() > 1 or _thread_count() > 1:
        print(f"An import has started a thread: {threading.enumerate()}", file=sys.stderr)
        return 1
    # What is imported is never collected: so the pages stay shared between all children.
    gc.collect()
    gc.freeze()
    children: set[int] = set()
    try:
        for line in sys.stdin:
            _answer(json.loads(line), children)
    except KeyboardInterrupt:
        pass
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return 0


def _answer(request: dict[str, Any], children: set[int]) -> None:
    if "poll" in request:
        pid, status = os.waitpid(request["poll"], os.WNOHANG)
        children.discard(pid)
        answer: dict[str, object] = {"status": os.waitstatus_to_exitcode(status) if pid else None}
    else:
        pid = os.fork()
        if pid == 0:
            _become(request)
        children.add(pid)
        answer = {"pid": pid}
    print(json.dumps(answer), flush=True)


def _become(request: dict[str, Any]) -> None:
    """Be the child: everything of its own, and never back into the loop above."""
    status = 1
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDONLY)
        log = os.open(request["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        for target, source in ((0, nothing), (1, log), (2, log)):
            os.dup2(source, target)
        os.environ.clear()
        os.environ.update(request["environment"])
        module, _, function = request["fork"].partition(":")
        run: Callable[..., int] = getattr(importlib.import_module(module), function)
        status = run(*request["arguments"])
    except BaseException:  # noqa: BLE001  whatever it is, it ends this process and not its parent's loop
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            _flush(stream)
        os._exit(status)


def _flush(stream: TextIO) -> None:
    try:
        stream.flush()
    except (OSError, ValueError):
        # The log is on a full disk or closed: there is nobody left to tell.
        return


def _thread_count() -> int:
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else 1


if __name__ == "__main__":
    sys.exit(main())
