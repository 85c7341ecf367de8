"""Makes rows as values; every argument has a default, so a test names only what matters."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from milepost.domain.events import EndData, NewEvent, TaskRecoveringData
from milepost.domain.goals import GoalRequest
from milepost.domain.ids import LOCAL_OWNER, RoadmapId, TaskId
from milepost.domain.records import RoadmapRecord, RunRecord, TaskRecord, run_key
from tests.support.worlds import Storage

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def make_task_record(task_id: str = "tsk_1", roadmap_id: str = "rmp_1", **fields: Any) -> TaskRecord:
    return TaskRecord(
        **{
            "task_id": TaskId(task_id),
            "owner_id": LOCAL_OWNER,
            "roadmap_id": RoadmapId(roadmap_id),
            "request": GoalRequest(goal="learn it"),
            "today": date(2026, 11, 22),
            "created_at": NOON,
            "updated_at": NOON,
            **fields,
        }
    )


def make_roadmap_record(roadmap_id: str = "rmp_1", task_id: str = "tsk_1", **fields: Any) -> RoadmapRecord:
    return RoadmapRecord(
        **{
            "roadmap_id": RoadmapId(roadmap_id),
            "owner_id": LOCAL_OWNER,
            "task_id": TaskId(task_id),
            "title": "It",
            "goal": "learn it",
            "language": "en",
            "time_zone": "UTC",
            "created_at": NOON,
            "updated_at": NOON,
            **fields,
        }
    )


def make_run_record(task_id: str = "tsk_1", *, n: int = 1, **fields: Any) -> RunRecord:
    key = run_key("plan", TaskId(task_id), what=None, n=n)
    return RunRecord(
        **{"key": key, "task_id": TaskId(task_id), "kind": "plan", "n": n, "created_at": NOON, **fields}
    )


def some_event(key: str, text: str | None = None) -> NewEvent:
    """An event that says `text`, or its own key."""
    return NewEvent(key=key, type="task_recovering", data=TaskRecoveringData(reason=text or key))


def last_event() -> NewEvent:
    """An event that closes the log."""
    return NewEvent(key="end", type="completed", data=EndData())


async def add_task(storage: Storage, number: int = 1, **fields: Any) -> TaskRecord:
    """Store the task `tsk_<number>` and its roadmap `rmp_<number>`."""
    task = make_task_record(f"tsk_{number}", f"rmp_{number}", **fields)
    async with storage.database.write() as work:
        await work.roadmaps.add(make_roadmap_record(f"rmp_{number}", task.task_id, owner_id=task.owner_id))
        await work.tasks.add(task)
    return task


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
