"""Time, identity, hints and the engine, as the rules and workflows see them."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal, Protocol

from milepost.domain.records import RunKind, StoredEvent

NO_EVENTS: Mapping[str, Sequence[StoredEvent]] = MappingProxyType({})


class Clock(Protocol):
    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...


class Ids(Protocol):
    def new(self, prefix: str) -> str:
        """A fresh public id, sortable by age."""
        ...

    def token(self) -> str:
        """An unguessable text."""
        ...


class Hints(Protocol):
    """Wake-ups after a commit. They may be lost, repeated or reordered; nothing depends on them but speed."""

    def announce(
        self, heads: Mapping[str, int], events: Mapping[str, Sequence[StoredEvent]] = NO_EVENTS
    ) -> None:
        """Say that these tasks' logs have grown to these heads. Never raises, never blocks.

        Args:
            events: What was appended, as committed, so that whoever has all before it need not read the log.
        """
        ...


class TaskWatch(Protocol):
    async def wait_past(self, task_id: str, seq: int, within: timedelta) -> bool:
        """Wait until the task's log may be longer than `seq`; False at the time limit."""
        ...


Step = Callable[[], Awaitable[None]]
StepRunner = Callable[[str, Step], Awaitable[None]]
"""Runs one named step of a run."""
Execute = Callable[[str, RunKind, StepRunner], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What the engine has noted about a run."""

    state: Literal["queued", "taken", "over"]
    executor: str | None = None
    """The process that took it."""


class RunEngine(Protocol):
    """Repeats run rows: starts each key once, and cancels.

    Whatever asks its storage raises `StorageUnreachable` while that cannot be reached.
    """

    async def launch(self, execute: Execute) -> None:
        """Begin; `execute(key, kind, step)` is called for each start, on the running loop."""
        ...

    async def start(self, key: str, kind: RunKind) -> None:
        """Start a run in this process; a key that was started or enqueued before is left alone."""
        ...

    async def enqueue(self, key: str, kind: RunKind) -> None:
        """Have whichever process is free execute a run; a key that was started or enqueued before is left alone."""
        ...

    def here(self) -> frozenset[str]:
        """The runs that are starting or under way in this process."""
        ...

    async def look_up(self, keys: Collection[str]) -> Mapping[str, Dispatch]:
        """What is noted about these runs; one that the engine does not know is left out."""
        ...

    async def is_over(self, key: str) -> bool | None:
        """Whether the run has ended, as far as the engine knows; None when it does not know the key."""
        ...

    def interrupt(self, key: str) -> None:
        """Stop a run where it is under way in this process."""
        ...

    async def cancel(self, key: str) -> None:
        """Stop a run wherever it is under way or waits; an unknown key is no error."""
        ...

    async def noted_before(self, instant: datetime, limit: int) -> Sequence[str]:
        """The oldest runs that were started or enqueued before an instant, whatever became of them."""
        ...

    async def forget(self, keys: Collection[str]) -> None:
        """Remove what is noted about runs."""
        ...

    async def stop_work(self) -> None:
        """Take on no more runs, and interrupt those that are under way here; whoever is just committing ends that."""
        ...

    async def close(self) -> None: ...
