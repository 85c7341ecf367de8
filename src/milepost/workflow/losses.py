"""Why a run is no longer executed, and what a task has failed of that lost too many in a row."""

from collections.abc import Mapping
from typing import Literal

from milepost.domain.records import TaskError

Loss = Literal["not_started", "never_claimed", "ended_early", "process_gone", "handed_over"]
#: As the part of a sentence that says why.
LOSS_WORDS: Mapping[str, str] = {
    "not_started": "it could not be started",
    "never_claimed": "no process took it up",
    "ended_early": "the server met a fault of its own, which stands in its log",
    "process_gone": "the process at work on it ended",
    "handed_over": "the process at work on it was told to end",
}
#: Why a task or a unit fails where it is no `MilepostError`: a fault of ours, and work that is lost on the way.
INTERNAL, RUN_LOST = "internal", "run-lost"


def failure_after(starts: int, loss: Loss) -> TaskError:
    """What a task has failed of whose work was begun this often in a row, and lost in this way the last time."""
    return TaskError(
        # A process that lives and has given a run up has met a fault; the other ways say nothing of the work.
        type=INTERNAL if loss == "ended_early" else RUN_LOST,
        detail=f"The work was begun {starts} times in a row and came no further: {LOSS_WORDS[loss]}. "
        "Try again; if it fails again, report it.",
    )
