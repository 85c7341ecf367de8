"""One execution of a run row: its steps, and transactions that only its holder may make."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from milepost.domain.errors import TaskNotFound
from milepost.domain.ids import TaskId
from milepost.domain.ports.runtime import StepRunner
from milepost.domain.ports.storage import Stores
from milepost.domain.records import RunArgs, RunKind, RunRecord, TaskRecord
from milepost.workflow.services import Services


class RunSuperseded(Exception):
    """Another execution holds the run, or it has ended: stop, and write nothing more."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a workflow is given beside the services."""

    record: RunRecord
    step: StepRunner
    """Runs one named step; a step may run twice and must then do no harm."""
    services: Services

    @property
    def key(self) -> str:
        return self.record.key

    @property
    def task_id(self) -> TaskId:
        return self.record.task_id

    @property
    def args(self) -> RunArgs:
        return self.record.args

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[tuple[Stores, TaskRecord]]:
        """A writing transaction with the locked task, refused to whoever does not hold the run.

        Raises:
            RunSuperseded: The run has moved to another execution or has ended.
        """
        async with self.services.database.write() as work:
            # The task before the run, as everybody locks them: the other way round two would wait for each other.
            task = await work.tasks.lock(self.task_id)
            if task is None:
                raise TaskNotFound(self.task_id)
            if not await work.runs.check(self.key, self.record.token or ""):
                raise RunSuperseded(self.key)
            yield work, task

    async def task(self) -> TaskRecord:
        """The task as it stands now."""
        async with self.services.database.read() as work:
            task = await work.tasks.find(self.task_id)
        if task is None:
            raise TaskNotFound(self.task_id)
        return task


def new_run(
    task: TaskRecord, kind: RunKind, *, key: str, services: Services, args: RunArgs | None = None, n: int = 1
) -> RunRecord:
    """The row that calls for a run, to be inserted with the state that needs it."""
    return RunRecord(
        key=key, task_id=task.task_id, kind=kind, n=n, args=args or RunArgs(), created_at=services.clock.now()
    )
