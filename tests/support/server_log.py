"""Reads what a served Milepost logs, while it logs it."""

import asyncio
import re
import time
from collections.abc import Iterator

from tests.support.served import ServedMilepost

#: What no test may bring the server to write.
NEVER = re.compile(
    r"Traceback|websocket_error|connection rejected|Cannot call \"send\"|never retrieved|never awaited|"
    r"Exception in ASGI|_failed\b|\" 5\d\d\b|\bERROR\b"
)
_ADDRESS = re.compile(r'"[A-Z]+ \S* HTTP/[\d.]+')
LINE_SECONDS = 10.0


class ServerLog:
    """A server's log from where it stands when this is made."""

    def __init__(self, server: ServedMilepost) -> None:
        self._server = server
        self._start = server.log_file.stat().st_size

    def text(self) -> str:
        with self._server.log_file.open("rb") as log:
            log.seek(self._start)
            return log.read().decode(errors="replace")

    def lines(self, *parts: str) -> list[str]:
        """The lines that contain all of these, without their time and level."""
        return [
            line.split(maxsplit=2)[-1]
            for line in self.text().splitlines()
            if all(part in line for part in parts)
        ]

    async def line(self, *parts: str) -> str:
        """The first line that contains all of these, waited for: the log is written after the answer."""
        deadline = time.monotonic() + LINE_SECONDS
        while time.monotonic() < deadline:
            if found := self.lines(*parts):
                return found[0]
            await asyncio.sleep(0.005)
        raise AssertionError(f"No line with {parts}:\n{self.text()[-4000:]}")

    def faults(self) -> list[str]:
        # Whoever asks may write anything into an address.
        return [line for line in self.text().splitlines() if NEVER.search(_ADDRESS.sub('"', line))]


def quiet(server: ServedMilepost) -> Iterator[ServerLog]:
    """The server's log during one test, in which nothing of `NEVER` may stand at the end."""
    log = ServerLog(server)
    yield log
    assert log.faults() == [], log.text()[-6000:]
