"""A circuit breaker per model: what has failed several times in a row is left alone for a while."""

from collections.abc import Callable

from milepost.domain.model_errors import ModelBusy, ModelFailure

FAILURES_TO_OPEN = 5
OPEN_SECONDS = 15.0


class Breaker:
    """Closed: requests go through. Open: none does, until its time is over; then one goes, which decides."""

    def __init__(self, time: Callable[[], float]) -> None:
        """`time` is a clock that only goes forward, in seconds."""
        self._time = time
        self._failures = 0
        self._opened_at: float | None = None
        self._met: ModelFailure | None = None

    def check(self) -> None:
        """Let a request through.

        Raises:
            ModelFailure: The circuit is open; it is the failure that opened it.
        """
        if self._opened_at is None or self._met is None:
            return
        if self._time() - self._opened_at < OPEN_SECONDS:
            raise type(self._met)(self._met.model, self._met.said)
        # This one tries; whoever comes while it does is told what was the case before.
        self._opened_at = self._time()

    def note_answer(self) -> None:
        """The model has answered, whatever the answer is worth."""
        self._failures, self._opened_at, self._met = 0, None, None

    def note_failure(self, failure: ModelFailure) -> None:
        """A request has failed. A server that says when to come back is not ill, and a refusal is an answer."""
        if isinstance(failure, ModelBusy) or not failure.may_pass:
            return
        self._failures += 1
        self._met = failure
        if self._failures >= FAILURES_TO_OPEN:
            self._opened_at = self._time()
