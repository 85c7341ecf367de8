"""What must hold for every task at every moment, checked on what is stored."""

import json
from collections import Counter

from milepost.domain.content import Quiz, ResourceList, Tutorial
from milepost.domain.events import TERMINAL_TYPES, TaskEvent, task_event
from milepost.domain.records import TaskRecord
from milepost.domain.tasks import TaskStatus, UnitStatus, final_move
from tests.support.worlds import World


async def assert_consistent(world: World, task_id: str) -> list[TaskEvent]:
    """Check a task against its log, its units and their content; its events."""
    task = await world.task(task_id)
    stored = await world.events(task_id)
    events = [task_event.validate_json(event.payload) for event in stored]
    assert [event.seq for event in events] == list(range(1, task.last_seq + 1))
    assert [(event.seq, event.type) for event in stored] == [(event.seq, event.type) for event in events]
    assert {event.task_id for event in events} <= {task_id}
    _check_end(task, events)
    _check_progress(events)
    await _check_units(world, task, events)
    return events


def _check_end(task: TaskRecord, events: list[TaskEvent]) -> None:
    terminal = [event.seq for event in events if event.type in TERMINAL_TYPES]
    assert terminal == ([len(events)] if task.status.is_terminal else [])
    assert (task.ended_at is not None) == task.status.is_terminal
    if task.status.is_terminal:
        assert events[-1].type == task.status
        assert task.review_id is None


def _check_progress(events: list[TaskEvent]) -> None:
    """Percentages are finished / total, begin at nothing, never fall within a phase, never pass 100."""
    last: dict[str, int] = {}
    finished = 0
    for event in events:
        if event.type == "progress":
            data = event.data
            assert data.pct == (data.done * 100 // data.total if data.total else 0)
            assert last.get(data.phase, 0) <= data.pct <= 100
            assert data.phase in last or data.done == 0
            last[data.phase] = data.pct
        elif event.type in {"concept_start", "concept_complete", "concept_failed"}:
            finished += event.type != "concept_start"
            assert event.data.done == finished <= event.data.total


async def _check_units(world: World, task: TaskRecord, events: list[TaskEvent]) -> None:
    async with world.storage.database.read() as work:
        units = await work.units.of_task(task.task_id)
        contents = {
            unit.unit: await work.units.find_content(unit.roadmap_id, unit.concept_id, unit.kind, None)
            for unit in units
        }
    completed = Counter(event.data.unit for event in events if event.type == "concept_complete")
    assert set(completed.values()) <= {1}
    newer_task_has_them = (await world.roadmap(task.roadmap_id)).task.task_id != task.task_id
    if not newer_task_has_them:
        # What was to be written anew and was cancelled is what it was before.
        kept = {unit.unit for unit in units if unit.version} if task.status is TaskStatus.CANCELLED else set()
        assert set(completed) | kept == {unit.unit for unit in units if unit.status is UnitStatus.COMPLETED}
        _check_final_status(task, [unit.status for unit in units], events)
    for unit in units:
        content = contents[unit.unit]
        assert (content is not None) == (unit.version > 0)
        if content is not None:
            assert content[0] == unit.version
            assert unit.concept_id == _subject(content[1])


def _check_final_status(task: TaskRecord, units: list[UnitStatus], events: list[TaskEvent]) -> None:
    if events and events[-1].type in {"completed", "partial_failure"}:
        assert all(status.is_terminal for status in units)
        counted = Counter(units)
        data = json.loads(events[-1].model_dump_json())["data"]
        assert (data["completed"], data["failed"], data["skipped"], data["total"]) == (
            counted[UnitStatus.COMPLETED], counted[UnitStatus.FAILED], counted[UnitStatus.SKIPPED], len(units),
        )  # fmt: skip
        assert final_move(units) == {"completed": "complete", "partial_failure": "end_partial"}[task.status]


def _subject(content: Tutorial | ResourceList | Quiz) -> str:
    """What the stub author wrote about."""
    match content:
        case Tutorial():
            return content.body.removeprefix("About ").removesuffix(".")
        case ResourceList():
            return content.resources[0].title.removeprefix("On ")
        case Quiz():
            return content.items[0].stem.removeprefix("Is it ").removesuffix("?")
