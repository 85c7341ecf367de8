"""A terminal of its own for a command: what it shows can be read, and keys can be typed."""

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psutil

from tests.support.commands import command, environment

ENTER = "\r"
SHOW_SECONDS = 60.0
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """One command in a terminal."""

    def __init__(self, process: "subprocess.Popen[bytes]", descriptor: int) -> None:
        self._process = process
        self._descriptor = descriptor
        self._seen_until = 0
        self.raw = ""
        """Everything it has shown, with what moves the cursor."""

    @property
    def shown(self) -> str:
        return _ESCAPE.sub("", self.raw)

    def wait_for(self, text: str) -> None:
        """Wait until the text has been shown, after what was waited for before."""
        deadline = time.monotonic() + SHOW_SECONDS
        while (found := self.shown.find(text, self._seen_until)) < 0:
            if time.monotonic() > deadline or not self._read():
                raise AssertionError(f"{text!r} was not shown:\n{self.shown[-4000:]}")
        self._seen_until = found + len(text)

    def type(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())

    def interrupt(self) -> None:
        """Do what Ctrl-C does, to a process that waits for what is typed.

        A signal that comes after the interpreter's last look and before its read begins is seen only at the next
        key. No person is that quick; this is.
        """
        reading = psutil.Process(self._process.pid)
        deadline = time.monotonic() + SHOW_SECONDS
        while reading.status() != psutil.STATUS_SLEEPING:
            assert time.monotonic() < deadline, "The process does not wait for anything."
            time.sleep(0.01)
        self._process.send_signal(signal.SIGINT)

    def status(self) -> int:
        """The exit status; reads on until the end."""
        deadline = time.monotonic() + SHOW_SECONDS
        while self._read():
            assert time.monotonic() < deadline, self.shown[-4000:]
        return self._process.wait(SHOW_SECONDS)

    def _read(self) -> bool:
        """Take in what there is; False when the command has closed the terminal."""
        ready, _, _ = select.select([self._descriptor], [], [], 1.0)
        if not ready:
            return True
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:  # how Linux says that nobody holds the other end any more
            return False
        self.raw += data.decode("utf-8", "replace")
        return bool(data)


@contextlib.contextmanager
def in_terminal(
    arguments: Sequence[str | Path], *, data: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """Run a command in a terminal of 100 columns until the block ends."""
    ours, theirs = pty.openpty()
    own = environment(data=data, settings={"TERM": "xterm-256color", "COLUMNS": "100", **(settings or {})})
    process = subprocess.Popen(
        command(arguments), stdin=theirs, stdout=theirs, stderr=theirs, env=own, start_new_session=True
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
