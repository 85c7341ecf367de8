"""Processes that are measured: started, their CPU time to the microsecond, their memory, and ended."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import httpx
import psutil

_READY_SECONDS = 30.0
_STOP_SECONDS = 15.0


class ProcessFailed(Exception):
    """A process that is needed did not come up, or ended early; the message ends with what it wrote."""


@contextlib.contextmanager
def running(
    command: Sequence[str | Path],
    *,
    log: Path,
    port: int,
    path: str = "/",
    environment: Mapping[str, str] | None = None,
) -> Iterator[int]:
    """Run a server until the block ends; its pid, once it answers at `path`."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            list(map(str, command)),
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _until_ready(process, port, path, log)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until_ready(process: "subprocess.Popen[bytes]", port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}{path}", timeout=2)
            return
        time.sleep(0.05)
    raise ProcessFailed(f"{process.args!r} did not answer: {log.read_text(errors='replace')[-2000:]}")


def family(pids: Iterable[int]) -> list[int]:
    """These processes and everything below them."""
    found: list[int] = []
    for pid in pids:
        process = psutil.Process(pid)
        found += [pid, *(child.pid for child in process.children(recursive=True))]
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """User and system time of these processes so far, ended threads included."""
    # The kernel's clock of another process counts nanoseconds, where /proc counts hundredths of a second.
    return sum(time.clock_gettime((~pid << 3) | 2) for pid in pids)


def proportional_bytes(pids: Iterable[int | Literal["self"]]) -> int:
    """The memory of these processes, shared pages counted in proportion (PSS)."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total
