"""What was asked and what came of it, in memory and, if wanted, as lines of JSON in a file."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.support.model_server.faults import FaultKind
from tests.support.model_server.requests import Asked


@dataclass(slots=True)
class LoggedRequest:
    """One request. Times are seconds since 1970, so that they compare with those of other processes."""

    number: int
    at: float
    path: str
    protocol: str
    model: str = ""
    prompt_id: str | None = None
    digest: str = ""
    """The same for requests that ask the same."""
    stream: bool = False
    fault: FaultKind | None = None
    status: int | None = None
    """None while, or if, nothing was answered."""
    prompt_tokens: int = 0
    output_tokens: int = 0
    """How many were sent, which is what a provider would bill."""
    bytes_sent: int = 0
    first_token_at: float | None = None
    disconnected_at: float | None = None
    """When the client hung up, if it did before the answer was complete."""
    ended_at: float | None = None
    asked: Asked | None = field(default=None, repr=False)
    """All of it; in memory only."""
    key: str = field(default="", repr=False)
    """The key that came with it; in memory only."""


class RequestLog:
    """Filled by the server's thread and read by others."""

    def __init__(self, file: Path | None = None) -> None:
        self._requests: list[LoggedRequest] = []
        self._file = file
        self._number = 0
        self._changed = threading.Condition()

    @property
    def requests(self) -> list[LoggedRequest]:
        """All requests since the last `clear`, in the order in which they came."""
        with self._changed:
            return list(self._requests)

    def clear(self) -> None:
        """Forget the requests, and count from 1 again."""
        with self._changed:
            self._requests.clear()
            self._number = 0

    def begin(self, path: str, protocol: str) -> LoggedRequest:
        with self._changed:
            self._number += 1
            request = LoggedRequest(self._number, time.time(), path, protocol)
            self._requests.append(request)
            self._changed.notify_all()
        return request

    def changed(self) -> None:
        """Tell those who wait that something is known about a request that was not."""
        with self._changed:
            self._changed.notify_all()

    def end(self, request: LoggedRequest) -> None:
        with self._changed:
            request.ended_at = time.time()
            if self._file is not None:
                kept = {
                    name: value for name, value in asdict(request).items() if name not in {"asked", "key"}
                }
                with self._file.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(kept, ensure_ascii=False) + "\n")
            self._changed.notify_all()

    def wait_for(self, holds: Callable[[list[LoggedRequest]], bool], *, seconds: float = 10) -> None:
        """Return once it holds of the requests. Raises TimeoutError: it did not in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: holds(self._requests), seconds):
                raise TimeoutError(f"Waited {seconds:g} s in vain; the requests are {self._requests}")
