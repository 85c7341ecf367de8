"""What the commands end with, so that scripts can tell the cases apart."""

from enum import IntEnum


class ExitStatus(IntEnum):
    OK = 0
    FAILED = 1
    """The command could not do its work, or found something wrong."""
    USAGE = 2
    """An option or argument is wrong."""
    REFUSED = 3
    """The goal or the decision was refused: not covered, ambiguous, invalid, blocked."""
    PARTIAL = 4
    """The roadmap is there, some of its content is not."""
    CANCELLED = 5
    """The task was cancelled."""
    WAITING = 6
    """The roadmap waits for a decision, which nobody was there to take."""
    INTERRUPTED = 130
    """Interrupted; the task goes on."""
