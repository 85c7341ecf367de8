"""Starts the services of a test run once for all its processes, and ends them with it.

Each service has a record in the run directory, `<name>.json`: its address, and the process that keeps it.
`python -m tests.support.services` finds, or installs, every program beforehand.
"""

import contextlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support import keeper
from tests.support.postgres import PostgresServer
from tests.support.programs import ProgramMissing, find_chromium, find_postgres, find_redis
from tests.support.run import VARIABLE, TestRun
from tests.support.servers import PostgresProgram, RedisProgram, Server, ServiceFailed

START_SECONDS = 30.0
START_ATTEMPTS = 3

# Keepers outlive the process that started them; Python warns of every one that nobody holds any more.
_KEEPERS: list["subprocess.Popen[bytes]"] = []


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers at `url`; `keeper` is the process that ends it when told to, if ours."""

    url: str
    keeper: int | None = None


def start_postgres(run: TestRun) -> PostgresServer:
    """The PostgreSQL server of the run, started by whoever asks first."""
    with run.lock("postgres"):
        service = _recorded(run, "postgres")
        if service is None:
            given = os.environ.get("TEST_DATABASE_URL")
            service = (
                Service(given) if given else _launch(run, "postgres", PostgresProgram(run, find_postgres()))
            )
            _record(run, "postgres", service)
    return PostgresServer(service.url, run.name, run.directory)


def start_redis(run: TestRun, name: str = "redis") -> str:
    """The address of a Redis server; each name is one server of its own."""
    with run.lock(name):
        service = _recorded(run, name)
        if service is None:
            given = os.environ.get("TEST_REDIS_URL")
            service = Service(given) if given else _launch(run, name, RedisProgram(find_redis()))
            _record(run, name, service)
    return service.url


def stop_service(run: TestRun, name: str) -> None:
    """End one service that the run started; starting the name again gives a new one."""
    with run.lock(name):
        service = _recorded(run, name)
        if service is None or service.keeper is None:
            raise ServiceFailed(f"{name} is not a service that this run started.")
        _end_keeper(service.keeper)
        (run.directory / f"{name}.json").unlink()


def end_run(run: TestRun) -> None:
    """End every service of the run and remove its directory. Only its owner may."""
    try:
        for record in run.directory.glob("*.json"):
            service = Service(**json.loads(record.read_text()))
            if service.keeper is not None:
                _end_keeper(service.keeper)
            elif record.stem == "postgres":
                PostgresServer(service.url, run.name, run.directory).drop_all()
    finally:  # a keeper that an error left out ends when this process does
        shutil.rmtree(run.directory, ignore_errors=True)
        os.environ.pop(VARIABLE, None)


#: Below those that systems give to outgoing connections.
_PORTS = range(20_000, 30_000)
#: Descriptors, closed by the end of the process.
_claims: list[int] = []


def free_port() -> int:
    """A port that nobody listens at, and that no other call gives away while this process runs, here or in another.

    One that was merely free a moment ago may be another test's by the time a server has started, and then that test
    is answered by the wrong server. Who holds the UDP port of a number has its TCP port.
    """
    for port in random.sample(_PORTS, k=len(_PORTS)):
        claim = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            claim.bind(("127.0.0.1", port))
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
            continue
        _claims.append(claim.detach())
        return port
    raise ServiceFailed("All ports are taken.")


def _recorded(run: TestRun, name: str) -> Service | None:
    record = run.directory / f"{name}.json"
    return Service(**json.loads(record.read_text())) if record.is_file() else None


def _record(run: TestRun, name: str, service: Service) -> None:
    record = {"url": service.url, "keeper": service.keeper}
    (run.directory / f"{name}.json").write_text(json.dumps(record))


def _launch(run: TestRun, name: str, server: Server) -> Service:
    """Start a server on a free port and wait until it answers; on another if that one was taken meanwhile."""
    log = run.directory / f"{name}.log"
    keep = [sys.executable, keeper.__file__, "--run", str(run.directory), "--owner", str(run.owner_pid)]
    keep += ["--log", str(log), *(["--user", server.user] if server.user else []), "--"]
    for _ in range(START_ATTEMPTS):
        port = free_port()
        kept = subprocess.Popen(
            [*keep, *server.command(port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _KEEPERS.append(kept)
        deadline = time.monotonic() + START_SECONDS
        while kept.poll() is None and time.monotonic() < deadline:
            if server.answers(port):
                return Service(server.url(port), kept.pid)
            time.sleep(0.02)
        _end_keeper(kept.pid)
    tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
    raise ServiceFailed(f"{name} did not start: {tail}")


def _end_keeper(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        process.terminate()
        process.wait(keeper.STOP_SECONDS + 5)


def main() -> int:
    """Find every program that tests need, so that what has to be installed is said before the tests start."""
    found: dict[str, str | Path] = {}
    try:
        found["PostgreSQL"] = os.environ.get("TEST_DATABASE_URL") or find_postgres()
        found["Redis"] = os.environ.get("TEST_REDIS_URL") or find_redis()
        found["Chromium"] = find_chromium()
    except ProgramMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    for name, place in found.items():
        print(f"{name}: {place}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
