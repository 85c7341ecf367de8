"""A circuit breaker per model: what has failed several times in a row is left alone for a while."""

from collections.abc import Callable

from milepost.domain.model_errors import ModelAnswerInvalid, ModelBusy, ModelFailure

FAILURES_TO_OPEN = 5
OPEN_SECONDS = 15.0


class Breaker:
    """Closed: requests go through. Open: none does, until its time is over; then they do until the next one fails.

    A task that has not met the failure tries in any case: whoever asks anew may have mended the model a moment ago.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        """`time` is a clock that only goes forward, in seconds."""
        self._time = time
        self._failures = 0
        self._opened_at: float | None = None
        self._met: ModelFailure | None = None
        self._met_by: set[str] = set()

    def check(self, task_id: str) -> None:
        """Let a request of a task through.

        Raises:
            ModelFailure: The circuit is open; it is the failure that opened it.
        """
        if self._opened_at is None or self._met is None or task_id not in self._met_by:
            return
        # Once the time is over all may try, not one alone: of a task at work the others would fail meanwhile.
        if self._time() - self._opened_at < OPEN_SECONDS:
            raise type(self._met)(self._met.model, self._met.said)

    def note_answer(self) -> None:
        """The model has answered, whatever the answer is worth."""
        self._failures, self._opened_at, self._met = 0, None, None
        self._met_by.clear()

    def note_failure(self, failure: ModelFailure, task_id: str) -> None:
        """A request has failed. A server that is busy is not ill; a refusal is an answer, and so is one without end."""
        if isinstance(failure, ModelBusy | ModelAnswerInvalid) or not failure.may_pass:
            self.note_answer()
            return
        self._failures += 1
        self._met = failure
        self._met_by.add(task_id)
        if self._failures >= FAILURES_TO_OPEN:
            self._opened_at = self._time()
