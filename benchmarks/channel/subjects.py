"""What is measured: Milepost, and the peers in `benchmarks/peers`, each started for one measurement."""

import contextlib
import os
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.channel.load_client import Kind, Place
from benchmarks.channel.processes import running
from benchmarks.channel.workloads import Workload
from tests.support.services import free_port

PEERS = Path(__file__).parents[1] / "peers"
_NCHAN_MODULES = (
    "/usr/lib/nginx/modules/ngx_nchan_module.so",
    "/usr/share/nginx/modules/ngx_nchan_module.so",
)


@dataclass(frozen=True, slots=True)
class Services:
    """Where the servers find their database and Redis, and where they may write."""

    database_url: str
    redis_url: str
    directory: Path
    keepers: Mapping[str, int]
    """The processes above Redis and PostgreSQL, by name."""


@dataclass(frozen=True, slots=True)
class Running:
    """Servers that have been started."""

    pids: Sequence[int]
    ports: Sequence[int]


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    title: str
    kind: Kind
    publishes_to: str

    def places(self, running_on: Running, workload: Workload, tasks: Sequence[str]) -> list[Place]:
        """The sockets to open: neighbours on different servers."""
        ports = running_on.ports
        return [
            Place(port=ports[number % len(ports)], path=self._path(task_id, workload), task_id=task_id)
            for number, task_id in enumerate(one for one in tasks for _ in range(workload.sockets_per_task))
        ]

    def _path(self, task_id: str, workload: Workload) -> str:
        history = workload.is_replay
        match self.kind:
            case "milepost":
                return f"/api/v1/ws/{task_id}?include_history={'true' if history else 'false'}"
            case "socket_io":
                return "/socket.io/?EIO=4&transport=websocket"
            case "nchan":
                return f"/{'all' if history else 'new'}/{task_id}"
            case "plain":
                return f"/{task_id}{'?replay=1' if history else ''}"

    @contextlib.contextmanager
    def started(self, services: Services, servers: int) -> Iterator[Running]:
        """Run so many server processes until the block ends."""
        ports = [free_port() for _ in range(1 if self.kind == "nchan" else servers)]
        with contextlib.ExitStack() as stack:
            pids = [stack.enter_context(self._server(services, port, servers)) for port in ports]
            yield Running(pids, ports)

    @contextlib.contextmanager
    def _server(self, services: Services, port: int, servers: int) -> Iterator[int]:
        directory = services.directory / f"{self.name}-{port}"
        directory.mkdir()
        log, production = directory / "log", {"NODE_ENV": "production", "REDIS_URL": services.redis_url}
        match self.name:
            case "milepost":
                settings = {
                    "MILEPOST_DATA_DIR": str(directory), "MILEPOST_PORT": str(port),
                    "MILEPOST_DATABASE_URL": services.database_url, "MILEPOST_REDIS_URL": services.redis_url,
                    # The limits are for people and not what is measured here.
                    "MILEPOST_MAX_SOCKETS_PER_OWNER_AND_TASK": "10000", "MILEPOST_ACCEPTS_PER_SECOND": "10000",
                }  # fmt: skip
                # Runs are left to workers, whose part the publisher plays.
                milepost = str(Path(sys.executable).with_name("milepost"))
                yield from _run([milepost, "serve", "--no-work"], log, port, "/healthz", settings)
            case "fastapi":
                command = [sys.executable, "-m", "uvicorn", "benchmarks.peers.per_socket_redis:app"]
                options = ["--port", str(port), "--no-access-log", "--ws-per-message-deflate", "false"]
                yield from _run([*command, *options], log, port, "/", production)
            case "nchan":
                yield from _run(_nginx(directory, port, servers), log, port, "/", {})
            case script:
                program = str(PEERS / f"{script}-server.mjs")
                yield from _run(["node", program, str(port), services.redis_url], log, port, "/", production)


def _run(
    command: Sequence[str | Path], log: Path, port: int, path: str, environment: dict[str, str]
) -> Iterator[int]:
    with running(command, log=log, port=port, path=path, environment=environment) as pid:
        yield pid


def _nginx(directory: Path, port: int, processes: int) -> list[str | Path]:
    module = nchan_module()
    assert module is not None
    text = string.Template((PEERS / "nginx.conf").read_text()).substitute(
        module=module, processes=processes, directory=directory, port=port
    )
    (directory / "nginx.conf").write_text(text)
    directory.chmod(0o777)  # its workers are another user when it is started by root
    return ["nginx", "-c", directory / "nginx.conf", "-e", directory / "error.log"]


def nchan_module() -> Path | None:
    """Where the module is, if nginx and it are installed."""
    if shutil.which("nginx") is None:
        return None
    return next((path for path in map(Path, _NCHAN_MODULES) if path.exists()), None)


MILEPOST = Subject("milepost", "Milepost", "milepost", "milepost")
FASTAPI = Subject("fastapi", "FastAPI, a Redis subscription per socket", "plain", "redis")
SOCKET_IO = Subject("socket-io", "Socket.IO on node, Redis adapter", "socket_io", "socket_io")
WS = Subject("ws", "ws on node, a Redis subscription per task", "plain", "redis")
NCHAN = Subject("nchan", "nginx with nchan", "nchan", "nchan")
SUBJECTS = {one.name: one for one in (MILEPOST, FASTAPI, SOCKET_IO, WS, NCHAN)}


class PeersMissing(Exception):
    """A peer cannot be started here; the message says what to do."""


def install_peers(names: Sequence[str]) -> list[str]:
    """Install what is missing for these subjects, saying so; those of them that can be measured.

    Raises:
        PeersMissing: The packages for node cannot be installed.
    """
    usable = list(names)
    if {"ws", "socket-io"} & set(names) and not (PEERS / "node_modules" / ".package-lock.json").exists():
        print("Installing the peers' packages into benchmarks/peers/node_modules")
        done = subprocess.run(["npm", "ci", "--loglevel=error"], cwd=PEERS, check=False)
        if done.returncode != 0:
            raise PeersMissing(
                "npm ci failed in benchmarks/peers; leave ws and socket-io out with --subjects."
            )
    if "nchan" in names and nchan_module() is None and not _apt_install_nchan():
        print("nginx with nchan is left out: apt-get install nginx-light libnginx-mod-nchan")
        usable.remove("nchan")
    return usable


def _apt_install_nchan() -> bool:
    if shutil.which("apt-get") is None or os.geteuid() != 0 or os.environ.get("MILEPOST_TEST_APT") == "0":
        return False
    print("Installing nginx-light and libnginx-mod-nchan with apt-get (MILEPOST_TEST_APT=0 forbids this)")
    # RUNLEVEL 1: outside systemd, keeps the package from starting a service of its own.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    install = [
        "apt-get",
        "-qq",
        "install",
        "--yes",
        "--no-install-recommends",
        "nginx-light",
        "libnginx-mod-nchan",
    ]
    for command in (install, ["apt-get", "-qq", "update"], install):
        subprocess.run(command, env=environment, capture_output=True, check=False)
        if nchan_module() is not None:
            return True
    return False
