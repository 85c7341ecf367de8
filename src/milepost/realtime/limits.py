"""How many may come, and how fast: a bucket of accepts for the process, and places by owner and task."""

from collections.abc import Callable
from dataclasses import dataclass, field

from milepost.domain.ids import OwnerId

#: Nobody is sent away for longer than this, however many were sent away before.
MAX_RETRY_SECONDS = 30.0


class AcceptBucket:
    """Lets in so many a second, and as many at once after a quiet second; the others are told when to come back."""

    def __init__(self, *, per_second: float, clock: Callable[[], float]) -> None:
        """`clock` counts seconds, from whenever it likes."""
        self._per_second = per_second
        self._clock = clock
        self._tokens = per_second
        self._filled_at = clock()
        self._next_turn = 0.0

    def take(self) -> float:
        """Seconds until somebody may come back; 0.0 for whoever is let in.

        Of a crowd each is given a later turn than the one before, so that it does not come back as a crowd.
        """
        now = self._clock()
        self._tokens = min(self._per_second, self._tokens + (now - self._filled_at) * self._per_second)
        self._filled_at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        self._next_turn = max(self._next_turn, now) + 1 / self._per_second
        return min(self._next_turn - now, MAX_RETRY_SECONDS)


@dataclass(slots=True)
class Places:
    """The open sockets and streams by owner and task. Who is refused takes no place."""

    per_owner_and_task: int = 32
    _taken: dict[tuple[OwnerId, str], int] = field(default_factory=dict)

    def take(self, owner_id: OwnerId, task_id: str) -> bool:
        """Take a place, to be given back with `leave`; False when there is none left."""
        count = self._taken.get((owner_id, task_id), 0)
        if count >= self.per_owner_and_task:
            return False
        self._taken[owner_id, task_id] = count + 1
        return True

    def leave(self, owner_id: OwnerId, task_id: str) -> None:
        left = self._taken[owner_id, task_id] - 1
        if left:
            self._taken[owner_id, task_id] = left
        else:
            del self._taken[owner_id, task_id]

    @property
    def taken(self) -> int:
        return sum(self._taken.values())
