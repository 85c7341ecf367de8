"""Runs an installed `milepost serve` as a process of its own, as people do, on a port nobody else uses."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.support.services import free_port

READY_SECONDS = 60.0
STOP_SECONDS = 15.0


class ServerFailed(Exception):
    """The server ended, or did not get ready in time; the message ends with what it logged."""


@dataclass(frozen=True, slots=True)
class ServedMilepost:
    """A server that answers at `url` and writes its log to `log_file`."""

    url: str
    data_directory: Path
    log_file: Path
    process: "subprocess.Popen[bytes]"

    def log(self) -> str:
        return self.log_file.read_text(errors="replace")


def changes_behaviour(name: str) -> bool:
    """Whether a variable of the environment changes how Milepost serves, or how wide it prints."""
    return name in {"PORT", "COLUMNS", "LINES"} or name.startswith("MILEPOST_")


def clean_environment(**settings: str) -> dict[str, str]:
    """This process's environment without what would change how Milepost behaves, and with `settings`."""
    ours = {name: value for name, value in os.environ.items() if not changes_behaviour(name)}
    return ours | settings


@contextlib.contextmanager
def served(
    milepost: Path,
    data_directory: Path,
    environment: Mapping[str, str] | None = None,
    *,
    port: int | None = None,
) -> Iterator[ServedMilepost]:
    """Serve until the block ends.

    Args:
        milepost: The installed command.
        data_directory: Where it keeps its data; the log goes beside it.
        environment: All of its environment but the data directory; this process's own if not given.
        port: Where; a free one if not given.
    """
    port = port or free_port()
    log_file = data_directory.with_name(f"{data_directory.name}.log")
    own = dict(os.environ if environment is None else environment)
    with log_file.open("ab") as log:
        process = subprocess.Popen(
            [milepost, "serve", "--port", str(port)],
            env={**own, "MILEPOST_DATA_DIR": str(data_directory)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    server = ServedMilepost(f"http://127.0.0.1:{port}", data_directory, log_file, process)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        _stop(process)


def _wait_until_ready(server: ServedMilepost) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{server.url}/readyz", timeout=2).is_success:
                return
        time.sleep(0.05)
    raise ServerFailed(f"exit code {server.process.poll()}, log:\n{server.log()[-4000:]}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
