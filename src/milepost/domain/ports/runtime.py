"""Time, identity, hints and the engine, as the rules and workflows see them."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from milepost.domain.records import RunKind


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

    def announce(self, heads: Mapping[str, int]) -> None:
        """Say that these tasks' logs have grown to these heads. Never raises, never blocks."""
        ...


class TaskWatch(Protocol):
    async def wait_past(self, task_id: str, seq: int, within: timedelta) -> bool:
        """Wait until the task's log may be longer than `seq`; False at the time limit."""
        ...


Step = Callable[[], Awaitable[None]]
StepRunner = Callable[[str, Step], Awaitable[None]]
"""Runs one named step of a run."""
Execute = Callable[[str, RunKind, StepRunner], Awaitable[None]]


class RunEngine(Protocol):
    """Repeats run rows: starts each key once, and cancels."""

    async def launch(self, execute: Execute) -> None:
        """Begin; `execute(key, kind, step)` is called for each start, on the running loop."""
        ...

    async def start(self, key: str, kind: RunKind) -> None:
        """Start a run; a key that was started before is left alone."""
        ...

    async def is_over(self, key: str) -> bool | None:
        """Whether the engine calls the run ended; None when it does not know the key."""
        ...

    async def cancel(self, key: str) -> None:
        """Stop a run if it is under way; an unknown key is no error."""
        ...

    async def close(self) -> None: ...
