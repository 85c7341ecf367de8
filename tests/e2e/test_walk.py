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

import httpx
import pytest
from playwright.async_api import Page

from tests.support.browser import PageRecord
from tests.support.walk import Walker

ROOT = Path(__file__).parents[2]
FORBIDDEN_ON_SERVER = (
    "403", "connection rejected", "websocket_error", "Traceback",
    'Cannot call "send" once a close message has been sent',
)  # fmt: skip
#: Both walks need the ports people know, so they run one after the other on one worker.
pytestmark = [pytest.mark.xdist_group("well-known-ports"), pytest.mark.timeout(240)]


@contextlib.contextmanager
def _make(target: str, data: Path, page_url: str) -> Iterator[Path]:
    """`make run` or `make dev` until the block ends; the file with all that it printed."""
    for port in (8000, 3000):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0, f"port {port} is taken: the walk needs it"
    printed = data.with_suffix(".log")
    environment = {**os.environ, "MILEPOST_DATA_DIR": str(data), "PORT": "8000"}
    with printed.open("wb") as log:
        process = subprocess.Popen(
            ["make", "--no-print-directory", target], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _until_answering(process, printed, page_url)
        yield printed
    except BaseException:
        print(printed.read_text())  # pytest shows it beside the failure
        raise
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _until_answering(process: "subprocess.Popen[bytes]", printed: Path, page_url: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, printed.read_text()
        with contextlib.suppress(httpx.TransportError):
            if all(
                httpx.get(url, timeout=5).is_success for url in ("http://localhost:8000/readyz", page_url)
            ):
                return
        time.sleep(0.1)
    raise AssertionError(printed.read_text())


@pytest.mark.parametrize(
    ("target", "base"),
    [("run", "http://localhost:8000"), ("dev", "http://localhost:3000")],
    ids=["run", "dev"],
)
async def test_the_walk(target: str, base: str, tmp_path: Path, page: Page, page_record: PageRecord) -> None:
    with _make(target, tmp_path / "data", f"{base}/app/new") as printed:
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
