"""What is done in each life: one task from its goal to its last unit, taken up wherever the life before was killed.

    plan → review → edit → review → approve → write all

Ids and the first day of study are settled, so that the same roadmap is the same bytes in every life.
"""

import json
import time
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import uvloop

from milepost.api.roadmaps.schemas import roadmap_view
from milepost.domain.editing.operations import Remove
from milepost.domain.goals import GoalRequest, Preferences
from milepost.domain.ids import LOCAL_OWNER, ROADMAP_PREFIX, TASK_PREFIX, encode_id
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus
from milepost.log_lines import configure_logging
from milepost.runtime import Runtime
from milepost.settings import read_settings
from milepost.system import RandomIds
from milepost.wiring import open_runtime
from milepost.workflow.decide_review import Decision, decide_review
from milepost.workflow.generate_roadmap import generate_roadmap
from milepost.workflow.once import Request
from milepost.workflow.reading import read_roadmap
from tests.support.replacing import replace
from trials.crash_points.points import Points

#: Most of it is known, so that a life takes a few tenths of a second and has a few hundred places.
GOAL = GoalRequest(
    goal="learn git and the command line",
    hours_per_week=6,
    preferences=Preferences(start_date=date(2026, 11, 23)),
    known=(
        "git.merging", "git.ignoring-files", "git.first-repository", "git.staging-and-diff", "git.reading-history",
        "cli.shell-scripts", "cli.installing-software", "cli.ssh", "cli.searching-text", "cli.processes-and-jobs",
        "cli.pipes-and-redirection", "cli.permissions", "cli.managing-files", "cli.environment-and-path",
        "cli.finding-files",
    ),
)  # fmt: skip
PATIENCE_SECONDS = 30.0
_OWN = {"created_at", "updated_at"}


def live(kill_at: str | None, report: str) -> int:
    """One life, to be run in a process of its own; the settings are in its environment.

    Args:
        kill_at: The place to be killed at; None to come to the end.
        report: The file that is given the names of the places reached and the bytes of the roadmap.
    """
    configure_logging("INFO")
    points = Points(kill_at)
    points.install()
    _settle_ids()
    roadmap = uvloop.run(_live())
    Path(report).write_text(json.dumps({"reached": points.reached, "roadmap": roadmap}))
    return 0


def open_and_close() -> int:
    """A life in which nothing is asked; it leaves a database that is migrated and empty."""
    configure_logging("WARNING")
    uvloop.run(_open_and_close())
    return 0


async def _open_and_close() -> None:
    async with open_runtime(read_settings(), configure_logging("WARNING")):
        pass


async def _live() -> str:
    async with open_runtime(read_settings(), configure_logging("INFO")) as runtime:
        services = runtime.context.services
        accepted = await generate_roadmap(services, _request("ask"), GOAL)
        task = await _until_it_needs_us(runtime, accepted.task_id, round_before=0)
        while not task.status.is_terminal:
            await _decide(runtime, task)
            task = await _until_it_needs_us(runtime, task.task_id, round_before=task.round)
        found = await read_roadmap(services, LOCAL_OWNER, accepted.roadmap_id)
        return roadmap_view(found).model_dump_json(exclude=_OWN)


async def _decide(runtime: Runtime, task: TaskRecord) -> None:
    """Take one concept out by hand and another in words at the first review, approve at the second."""
    services = runtime.context.services
    decision = Decision(approved=True, review_id=task.review_id)
    if task.round == 1:
        found = await read_roadmap(services, LOCAL_OWNER, task.roadmap_id)
        assert found.plan is not None
        first, *_, last = found.plan.roadmap.concepts
        decision = Decision(
            approved=False,
            review_id=task.review_id,
            operations=(Remove(target_id=last.concept_id),),
            feedback=f"remove {first.name}",
        )
    # The same key in each life: what was decided before a kill is answered and not decided again.
    await decide_review(services, _request(f"round {task.round}", decision), task.task_id, decision)


async def _until_it_needs_us(runtime: Runtime, task_id: str, *, round_before: int) -> TaskRecord:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        task = await runtime.context.event_log.task(task_id)
        assert task is not None
        is_asked = task.status is TaskStatus.HUMAN_REVIEW_PENDING and task.round > round_before
        if is_asked or task.status.is_terminal:
            return task
        await runtime.context.watch.wait_past(task_id, task.last_seq, timedelta(seconds=1))
    raise TimeoutError(f"{task_id} is stuck.")


def _request(key: str, decision: Decision | None = None) -> Request:
    body = decision.model_dump_json().encode() if decision else b""
    return Request(owner_id=LOCAL_OWNER, route="trial", body=body, key=key)


def _settle_ids() -> None:
    draw = RandomIds.new
    settled: Mapping[str, str] = {
        prefix: encode_id(prefix, 7 << 76) for prefix in (TASK_PREFIX, ROADMAP_PREFIX)
    }

    def new(ids: RandomIds, prefix: str) -> str:
        return settled.get(prefix) or draw(ids, prefix)

    replace(RandomIds, "new", new)


def report_of(report: Path) -> dict[str, Any]:
    """What a life that came to its end has written."""
    found: dict[str, Any] = json.loads(report.read_text())
    return found
