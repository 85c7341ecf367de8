"""The walk: from an empty page to a graded quiz, from `make run` on 8000 and from `make dev` on 3000."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.async_api import Page

from tests.support.browser import PageRecord
from tests.support.run import TestRun
from tests.support.walk import Walker

ROOT = Path(__file__).parents[2]
FORBIDDEN_ON_SERVER = (
    "403", "connection rejected", "websocket_error", "Traceback",
    'Cannot call "send" once a close message has been sent',
)  # fmt: skip
pytestmark = pytest.mark.timeout(240)


class _PortTaken(Exception):
    """Somebody else on this machine was quicker."""


@contextlib.contextmanager
def _make(target: str, data: Path) -> Iterator[Path]:
    """`make run` or `make dev` until the block ends; the file with all that it printed."""
    printed = data.with_suffix(".log")
    for attempt in range(3):
        _until_free()
        process = _start(target, data, printed)
        try:
            _until_serving(process, printed, ["Milepost: http", *(["Local:"] if target == "dev" else [])])
            yield printed
        except _PortTaken:
            if attempt == 2:
                raise
        except BaseException:
            print(printed.read_text())  # pytest shows it beside the failure
            raise
        else:
            return
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


def _until_free() -> None:
    deadline = time.monotonic() + 60
    for port in (8000, 3000):
        while _is_taken(port):
            assert time.monotonic() < deadline, f"port {port} is taken: the walk needs it"
            time.sleep(0.2)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _start(target: str, data: Path, printed: Path) -> "subprocess.Popen[bytes]":
    # Without colours: Vite prints them where `CI` is set, and then no longer the plain "Local:" waited for.
    environment = {**os.environ, "MILEPOST_DATA_DIR": str(data), "PORT": "8000", "NO_COLOR": "1"}
    environment.pop("FORCE_COLOR", None)
    with printed.open("wb") as log:
        return subprocess.Popen(
            ["make", "--no-print-directory", target], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def _until_serving(process: "subprocess.Popen[bytes]", printed: Path, words: list[str]) -> None:
    """Wait for its own words: a port that answers may be somebody else's."""
    deadline = time.monotonic() + 120
    while not all(word in (text := printed.read_text()) for word in words):
        if "cannot be used" in text or "is taken" in text:
            raise _PortTaken(text)
        assert process.poll() is None, text
        assert time.monotonic() < deadline, text
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("target", "base"),
    [("run", "http://localhost:8000"), ("dev", "http://localhost:3000")],
    ids=["run", "dev"],
)
async def test_the_walk(
    target: str, base: str, tmp_path: Path, page: Page, page_record: PageRecord, test_run: TestRun
) -> None:
    # Both walks need the ports people know, so they go one after the other, whichever worker has them.
    with FileLock(test_run.directory / "well-known-ports.lock"), _make(target, tmp_path / "data") as printed:
        walker = Walker(page, base)
        task_id = await walker.ask()
        await walker.until_review()
        await walker.approve()
        await walker.until_completed()
        await walker.study_first_concept()
        await page.close()
        server = printed.read_text()
    _check_console(page_record, task_id)
    _check_server(server, task_id)


def _check_console(seen: PageRecord, task_id: str) -> None:
    address = f"ws://localhost:8000/api/v1/ws/{task_id}?include_history=true"
    assert [socket for socket in seen.sockets if "/api/v1/ws/" in socket] == [address]
    lines = [line.partition(": ")[2] for line in seen.console]
    wanted = [f"[WS] Connecting to: {address}", "[WS] Connected"]
    wanted += [f"[WS] Message: {frame}" for frame in ("connected", "current_status", "progress")]
    assert [line for line in lines if line in wanted][: len(wanted)] == wanted
    assert seen.is_clean(), (seen.errors, seen.failed, seen.console)
    assert not any("fallback to polling" in line for line in lines)


def _check_server(server: str, task_id: str) -> None:
    in_order = (
        "roadmap_generation_requested",
        f'"WebSocket /api/v1/ws/{task_id}?include_history=true" [accepted]',
        "connection open",
        f"websocket_connected task_id={task_id} total_connections=1",
        "task_status_updated",
    )
    for wanted in in_order:
        assert wanted in server, f"{wanted!r} is missing in:\n{server[-6000:]}"
    lines = [re.sub(r"127\.0\.0\.1:\d+", "", line) for line in server.splitlines()]
    for forbidden in FORBIDDEN_ON_SERVER:
        assert not [
            line for line in lines if forbidden in re.sub(r"[a-z]{3}_[0-9a-z]{26}|\d{4}-\d\d-\S+", "", line)
        ]
