"""What of the engine's own log lines reaches ours: not those that repeat what has been told already."""

import logging
from collections import deque
from collections.abc import Callable

#: Said of every run that the engine took from a queue and could not begin; the sweep finds it, and tells.
_NOT_BEGUN = "Error executing workflow"


class EngineLog:
    """Routes the library's logger to ours, without errors that were logged with their run, or are none."""

    def __init__(self, is_no_news: Callable[[Exception], bool]) -> None:
        """`is_no_news` says of an error that it is no fault, or told otherwise: a lost database is, once for all."""
        self._is_no_news = is_no_news
        self._known: deque[BaseException] = deque(maxlen=64)
        self._logger = logging.getLogger("dbos")

    def install(self) -> None:
        self._logger.handlers.clear()
        self._logger.propagate = True
        self._logger.addFilter(self._is_news)

    def remove(self) -> None:
        self._logger.removeFilter(self._is_news)

    def known(self, error: BaseException) -> None:
        """This one has been logged by whoever executed the run."""
        self._known.append(error)

    def _is_news(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str) and record.msg.startswith(_NOT_BEGUN):
            return False
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return True
        if any(error is one for one in self._known):
            return False
        return not (isinstance(error, Exception) and self._is_no_news(error))
