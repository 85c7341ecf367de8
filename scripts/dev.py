"""Runs the server on 8000 and Vite with hot reload on 3000; when one ends, or on Ctrl-C, both end."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

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
    told_to_end = False

    # A flag and no exception: whoever ends us may say so twice, make and its group, also while we end.
    def end(number: int, frame: FrameType | None) -> None:
        nonlocal told_to_end
        told_to_end = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    server = [str(ROOT / ".venv/bin/milepost"), "serve", "--port", str(SERVER_PORT)]
    vite = [str(ROOT / "web/node_modules/.bin/vite")]
    origins = {"MILEPOST_DEVELOPMENT_ORIGINS": json.dumps([f"http://localhost:{PAGE_PORT}"])}
    running = {}
    try:
        running["The server"] = start(server, cwd=ROOT, extra=origins)
        running["Vite"] = start(vite, cwd=ROOT / "web")
        while not told_to_end and all(process.poll() is None for process in running.values()):
            time.sleep(LOOK_SECONDS)
        for name, process in running.items():
            if process.returncode is not None:
                print(f"{name} has ended by itself, with status {process.returncode}.", file=sys.stderr)
    finally:
        for process in running.values():
            stop(process)
    return 0 if told_to_end else 1


if __name__ == "__main__":
    sys.exit(main())
