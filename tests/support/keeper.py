"""Keeps one service of a test run: starts it, and ends it with the run, however the run ends.

It is a process in a session of its own, so neither Ctrl-C nor a killed test run leaves the service behind:

    python keeper.py --run DIRECTORY --owner PID --log FILE [--user NAME] -- PROGRAM ARGUMENT...
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil

OWNER_CHECK_SECONDS = 0.5
STOP_SECONDS = 10.0


def stop(service: "subprocess.Popen[bytes]") -> None:
    """End the service: politely, then not."""
    if service.poll() is not None:
        return
    # PostgreSQL takes SIGINT as "end now, cleanly", where SIGTERM waits for every client; Redis ends on both.
    service.send_signal(signal.SIGINT)
    try:
        service.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        service.kill()
        service.wait()


def keep(service: "subprocess.Popen[bytes]", owner: psutil.Process, asked_to_stop: threading.Event) -> bool:
    """Wait until the service ended, a stop was asked for, or the owner is gone. True in the last case."""
    while service.poll() is None and not asked_to_stop.wait(OWNER_CHECK_SECONDS):
        if not owner.is_running() or owner.status() == psutil.STATUS_ZOMBIE:
            return True
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--owner", type=int, required=True)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--user")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()

    asked_to_stop = threading.Event()
    for asking in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(asking, lambda *_: asked_to_stop.set())

    owner = psutil.Process(options.owner)
    with options.log.open("ab") as log:
        service = subprocess.Popen(
            options.command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            user=options.user,
            group=_group_of(options.user) if options.user else None,
            extra_groups=[] if options.user else None,
        )
    try:
        owner_is_gone = keep(service, owner, asked_to_stop)
    except psutil.NoSuchProcess:
        owner_is_gone = True
    finally:
        stop(service)
    if owner_is_gone:
        shutil.rmtree(options.run, ignore_errors=True)
    return service.returncode


def _group_of(user: str) -> int:
    import pwd  # noqa: PLC0415 - exists on Unix only, and only root gets here

    return pwd.getpwnam(user).pw_gid


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
