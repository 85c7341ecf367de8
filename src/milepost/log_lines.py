"""Log lines as operators read them, `event key=value …`, and a ring of the newest for problem reports."""

import logging
import re
import sys
from collections import deque
from collections.abc import MutableMapping
from typing import Any

import structlog

_KEPT_LINES = 2000
#: Libraries that tell of each request or statement; of requests to models also what is sent.
_TALKATIVE = (
    "httpx", "httpcore", "httpx2", "httpcore2", "openai", "anthropic", "google", "google_genai", "urllib3",
    "aiosqlite", "asyncio", "alembic",
)  # fmt: skip
#: What asyncpg leaves behind of a connection that the server has ended; whoever used it tells of the loss.
_LOST_CONNECTION = "unexpected connection_lost() call"
_SECRET = re.compile(
    r"(?i)((?:key|token|secret|password|authorization|cookie)[\"']?\s*[=:]\s*(?:[\"']?(?:bearer|basic)\s+)?)\S+"
)
_URL_LOGIN = re.compile(r"(\w+://)[^/@\s]+@")


class LineRing(logging.Handler):
    """Keeps the newest lines in memory, and hands them out redacted."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: deque[logging.LogRecord | str] = deque(maxlen=_KEPT_LINES)

    def emit(self, record: logging.LogRecord) -> None:
        # Made a line when somebody asks; but a traceback would keep alive whatever its frames refer to.
        self._lines.append(self.format(record) if record.exc_info else record)

    def about(self, task_id: str) -> list[str]:
        """The lines that name a task, oldest first."""
        # Of a copy: other threads of this process log meanwhile.
        lines = (one if isinstance(one, str) else self.format(one) for one in self._lines.copy())
        return [redact(line) for line in lines if task_id in line]


def _is_news(record: logging.LogRecord) -> bool:
    return not (record.exc_info and _LOST_CONNECTION in str(record.exc_info[1]))


def redact(text: str) -> str:
    """The text without what looks like a secret."""
    return _URL_LOGIN.sub(r"\1***@", _SECRET.sub(r"\1***", text))


def configure_logging(level: str) -> LineRing:
    """Send every line of this process to standard error and to the ring it returns."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.ExceptionRenderer(),
            _as_line,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = logging.Formatter("%(asctime)s %(levelname)-7s %(message)s", datefmt="%Y-%m-%dT%H:%M:%S")
    ring = LineRing()
    screen = logging.StreamHandler(sys.stderr)
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    for handler in (screen, ring):
        handler.setFormatter(formatter)
        root.addHandler(handler)
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
    logging.getLogger("asyncio").addFilter(_is_news)
    for quiet in _TALKATIVE:
        logging.getLogger(quiet).setLevel(logging.WARNING)
    return ring


def _as_line(_logger: object, _method: str, event: MutableMapping[str, Any]) -> str:
    name = event.pop("event", "")
    trace = event.pop("exception", None)
    fields = " ".join(f"{key}={_value(value)}" for key, value in event.items())
    line = f"{name} {fields}".rstrip()
    return f"{line}\n{trace}" if trace else line


def _value(value: object) -> str:
    text = str(value)
    return f'"{text}"' if " " in text else text
