"""The fold of a log: what it says in the end, and that replayed events change nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from milepost.client.task_view import TaskView, apply_event
from milepost.domain.events import TaskEvent, task_event
from milepost.domain.tasks import TaskStatus, TaskStep

UNIT = {"unit": "c:quiz", "concept_id": "c", "kind": "quiz", "attempt": 1, "total": 1}
LOG: list[tuple[str, dict[str, Any]]] = [
    ("progress", {"phase": "plan", "step": "curriculum_design", "state": "started", "done": 0, "total": 4, "pct": 0}),
    ("stage_drafted", {"attempt": 1, "index": 1, "expected_stages": 2, "stage_id": "b", "name": "B",
                       "module_count": 1, "concept_count": 2}),
    ("stage_drafted", {"attempt": 1, "index": 0, "expected_stages": 2, "stage_id": "a", "name": "A",
                       "module_count": 1, "concept_count": 2}),
    ("progress", {"phase": "plan", "step": "human_review", "state": "started", "done": 3, "total": 4, "pct": 75}),
    ("human_review_required", {"review_id": "rev_1", "round": 1, "revision": 1}),
    ("edit_applied", {"round": 1, "revision": 2, "by": "person", "operation_count": 1}),
    ("review_decided", {"review_id": "rev_1", "approved": True, "revision": 2}),
    ("concept_start", {**UNIT, "status": "running", "done": 0}),
    ("concept_complete", {**UNIT, "status": "completed", "done": 1}),
    ("completed", {"completed": 1, "total": 1}),
]  # fmt: skip


def events() -> Iterator[TaskEvent]:
    for seq, (type_, data) in enumerate(LOG, start=1):
        yield task_event.validate_python(
            {"type": type_, "task_id": "tsk_1", "seq": seq, "ts": "2027-01-01T00:00:00Z", "data": data}
        )


def folded(count: int) -> TaskView:
    view = TaskView()
    for event in list(events())[:count]:
        view = apply_event(view, event)
    return view


@pytest.mark.parametrize(
    ("count", "status", "step"),
    [
        (0, TaskStatus.PENDING, TaskStep.QUEUED),
        (1, TaskStatus.PROCESSING, TaskStep.CURRICULUM_DESIGN),
        (4, TaskStatus.PROCESSING, TaskStep.HUMAN_REVIEW),
        (5, TaskStatus.HUMAN_REVIEW_PENDING, TaskStep.HUMAN_REVIEW),
        (7, TaskStatus.PROCESSING, TaskStep.HUMAN_REVIEW),
        (10, TaskStatus.COMPLETED, TaskStep.FINISHED),
    ],
)
def test_status_and_step_are_those_of_the_last_event(count: int, status: TaskStatus, step: TaskStep) -> None:
    assert (folded(count).status, folded(count).step) == (status, step)


def test_it_holds_what_there_is_to_show() -> None:
    view = folded(len(LOG))
    assert [stage.name for stage in view.stages.values()] == ["A", "B"]
    assert (view.revision, view.review_id, view.done, view.total) == (2, None, 1, 1)
    assert view.outcome is not None
    assert view.has_ended


def test_a_review_is_open_until_it_is_decided() -> None:
    assert [folded(count).review_id for count in (4, 5, 6, 7)] == [None, "rev_1", "rev_1", None]


def test_replayed_events_change_nothing() -> None:
    view = folded(len(LOG))
    for event in events():
        assert apply_event(view, event) is view
