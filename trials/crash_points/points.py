"""Every place where a kill can make a difference: before and after each commit and each call that leaves the rules.

Loaded into a process of the trial only. Each place has a name that says what is about to happen, or has just
happened, and for the how many-th time in this process: `before commit of task_event, task #3`.
"""

import functools
import inspect
import os
import signal
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from milepost.catalog.author import CatalogAuthor
from milepost.catalog.planner import CatalogPlanner
from milepost.domain.drafts import Draft
from milepost.domain.goals import GoalRequest, Intent
from milepost.domain.ports.planning import Occasion
from milepost.domain.ports.runtime import Execute, RunEngine, Step, StepRunner
from milepost.domain.records import RunKind
from milepost.workflow.engine import DbosEngine
from tests.support.replacing import replace
from tests.support.seams import PassOn, Tables, intercept_hints, watch_commits


class Points:
    """Names the places as they are reached, and kills this process at one of them."""

    def __init__(self, kill_at: str | None = None) -> None:
        self.reached: list[str] = []
        self._kill_at = kill_at
        self._times: Counter[str] = Counter()
        # The engine commits in threads of its own.
        self._turn = threading.Lock()

    def reach(self, place: str) -> None:
        with self._turn:
            self._times[place] += 1
            name = f"{place} #{self._times[place]}"
            self.reached.append(name)
            if name == self._kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        """Watch this process from now on. There is no way back."""
        _watch_commits(self)
        for owner, prefix, names in (
            (DbosEngine, "engine", _calls_of_the_engine()),
            (CatalogPlanner, "planner", ("analyse", "edit", "repair")),
            (CatalogAuthor, "author", ("tutorial", "resources", "quiz")),
        ):
            for name in names:
                _watch_calls(self, owner, name, f"{prefix}.{name}")
        _watch_design(self)
        _watch_steps(self)
        _watch_hints(self)


def _calls_of_the_engine() -> list[str]:
    """All that the port names and that waits for the engine; its launch is looked into by itself."""
    waits = [name for name, call in vars(RunEngine).items() if inspect.iscoroutinefunction(call)]
    return [name for name in waits if name != "launch"]


def _watch_commits(points: Points) -> None:
    """Each commit of whatever database, named for the tables it wrote."""

    def reach(when: str, written: Tables) -> None:
        points.reach(f"{when} commit of {', '.join(sorted(written))}")

    watch_commits(functools.partial(reach, "before"), functools.partial(reach, "after"))


def _watch_calls(points: Points, owner: type, name: str, what: str) -> None:
    call: Callable[..., Awaitable[Any]] = getattr(owner, name)

    @functools.wraps(call)
    async def counted(*arguments: Any, **named: Any) -> Any:
        points.reach(f"before {what}")
        answer = await call(*arguments, **named)
        points.reach(f"after {what}")
        return answer

    replace(owner, name, counted)


def _watch_design(points: Points) -> None:
    design = CatalogPlanner.design

    async def counted(
        planner: CatalogPlanner, intent: Intent, *, request: GoalRequest, occasion: Occasion
    ) -> AsyncIterator[Draft]:
        points.reach("before planner.design")
        async for draft in design(planner, intent, request=request, occasion=occasion):
            yield draft
            points.reach("after a draft of planner.design")

    replace(CatalogPlanner, "design", counted)


def _watch_steps(points: Points) -> None:
    """A step before it begins, when its work is done, and when the engine has noted it."""
    launch = DbosEngine.launch

    async def counted(engine: DbosEngine, execute: Execute) -> None:
        async def execute_counted(key: str, kind: RunKind, step: StepRunner) -> None:
            async def step_counted(name: str, work: Step) -> None:
                async def done() -> None:
                    await work()
                    points.reach(f"after the work of step {name}")

                points.reach(f"before step {name}")
                await step(name, done)
                points.reach(f"after step {name}")

            await execute(key, kind, step_counted)

        await launch(engine, execute_counted)

    replace(DbosEngine, "launch", counted)


def _watch_hints(points: Points) -> None:
    def between(pass_on: PassOn) -> None:
        points.reach("before a hint")
        pass_on()
        points.reach("after a hint")

    intercept_hints(between)
