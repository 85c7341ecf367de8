"""Follows a task's event log from a cursor: every event once and in order, whatever happens to connections."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from pydantic import ValidationError

from milepost.cli.client import Json, NotMilepost, Refused, Unreachable
from milepost.domain.events import TaskEvent, task_event

WAIT_SECONDS = 25.0
_LONGEST_PAUSE = 30.0
_FIRST_PAUSE = 0.5
#: Attempts after a loss come from a bucket: so many at once, then one each so many seconds.
_BURST, _REFILL_SECONDS = 4, 10.0
#: Refusals that another attempt may find lifted.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class EventPages(Protocol):
    """A transport: pages of stored events after a cursor."""

    def events(self, task_id: str, *, after: str | None, wait_seconds: float) -> Json: ...


class LogReset(Exception):
    """The log is another copy than the one that was followed; what was folded from it no longer counts."""


def follow(
    pages: EventPages,
    task_id: str,
    *,
    on_loss: Callable[[str], None] = lambda _reason: None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[TaskEvent]:
    """The events of a task from the first to the terminal one, waiting for those to come.

    The cursor moves after the caller has taken an event. Types that this version does not know move it too
    and are passed over.

    Args:
        on_loss: Told why, each time the connection is lost and tried again.

    Raises:
        Refused: The server will not show this task; trying again would not help.
        LogReset: The log was restored or replaced; begin again.
    """
    cursor: str | None = None
    taken = 0
    attempts = _Attempts(sleep=sleep, clock=clock)
    while True:
        try:
            page = pages.events(task_id, after=cursor, wait_seconds=WAIT_SECONDS)
        except (Unreachable, NotMilepost) as loss:
            on_loss(str(loss))
            attempts.pause()
            continue
        except Refused as refusal:
            if refusal.problem.status not in _PASSING:
                raise
            on_loss(str(refusal))
            attempts.pause(at_least=_retry_after(refusal.problem.more))
            continue
        if page.get("resync") is not None and taken:
            raise LogReset
        for raw in page["events"]:
            seq = int(raw["seq"])
            if seq <= taken:
                continue
            if seq > taken + 1:
                break  # a gap: ask again from the cursor
            if (event := _known(raw)) is not None:
                yield event
            taken, cursor = seq, f"{page['epoch']}.{seq}"
            attempts.succeeded()
        else:
            if page["terminal"]:
                return
            continue
        on_loss(f"An event after {taken} is missing.")
        attempts.pause()


def _known(raw: Mapping[str, Any]) -> TaskEvent | None:
    try:
        return task_event.validate_python(raw, extra="ignore")
    except ValidationError:
        return None


def _retry_after(more: Mapping[str, Any]) -> float:
    try:
        return float(more.get("retry_after", 0))
    except (TypeError, ValueError):
        return 0.0


class _Attempts:
    """Full jitter that grows with each failure, and a bucket over it, so that a dead server is left in peace."""

    def __init__(self, *, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._sleep = sleep
        self._clock = clock
        self._failures = 0
        self._tokens = float(_BURST)
        self._filled_at = clock()

    def succeeded(self) -> None:
        self._failures = 0

    def pause(self, *, at_least: float = 0.0) -> None:
        """Wait before the next attempt, and take it out of the bucket."""
        longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        self._fill()
        until_token = max(0.0, 1 - self._tokens) * _REFILL_SECONDS
        jitter = random.uniform(0, longest)  # noqa: S311  spreads retries, guards nothing
        self._sleep(max(at_least, jitter, until_token))
        self._fill()
        self._tokens -= 1

    def _fill(self) -> None:
        now = self._clock()
        self._tokens = min(float(_BURST), self._tokens + (now - self._filled_at) / _REFILL_SECONDS)
        self._filled_at = now
