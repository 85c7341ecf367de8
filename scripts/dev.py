"""Runs the server on 8000 and Vite with hot reload on 3000; when one ends, or on Ctrl-C, both end."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVER_PORT = 8000
PAGE_PORT = 3000
STOP_SECONDS = 12.0  # the server may take 10 s to say goodbye to its sockets
LOOK_SECONDS = 0.2


def start(command: list[str], *, cwd: Path, extra: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, **(extra or {})}
    # In a session of its own, so that Ctrl-C reaches only us and each is told to stop exactly once.
    return subprocess.Popen(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
    )


def stop(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = [str(ROOT / ".venv/bin/milepost"), "serve", "--port", str(SERVER_PORT)]
    vite = [str(ROOT / "web/node_modules/.bin/vite")]
    origins = {"MILEPOST_DEVELOPMENT_ORIGINS": json.dumps([f"http://localhost:{PAGE_PORT}"])}
    running = []
    try:
        running.append(start(server, cwd=ROOT, extra=origins))
        running.append(start(vite, cwd=ROOT / "web"))
        while all(process.poll() is None for process in running):
            time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        return 0
    finally:
        # Whoever ended us may say so twice, make and its group; the second must not cut this short.
        for told in (signal.SIGINT, signal.SIGTERM):
            signal.signal(told, signal.SIG_IGN)
        for process in running:
            stop(process)
    return 1


if __name__ == "__main__":
    sys.exit(main())
