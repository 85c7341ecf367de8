"""Every way a watched run can end, over a client that says what the test wants."""

import contextlib
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from milepost.api.roadmaps.schemas import RoadmapView
from milepost.api.task_status_view import TaskStatusView
from milepost.cli.addresses import Reached
from milepost.cli.client import Json, MilepostClient, Refused
from milepost.cli.exit_status import ExitStatus
from milepost.cli.generation.session import Manner, Session
from milepost.cli.screen import Screen
from milepost.client.problem import Problem
from milepost.client.state import Delivery, Event, Lost

WHEN = "2027-01-01T00:00:00Z"
OPEN_REVIEW = "rev_open"


def concept(**units: Json) -> Json:
    return {
        "concept_id": "c.loops", "name": "Loops", "description": "", "estimated_hours": 3,
        "hours": {"min": 2, "typical": 3, "max": 5}, "difficulty": 1, "prerequisites": [], "in_catalog": True,
        "units": units, "state": "not_started", "quiz_score": None,
    }  # fmt: skip


def roadmap(*, issues: Sequence[Json] = (), units: Json | None = None) -> Json:
    module = {"module_id": "m", "name": "Module", "description": "", "concepts": [concept(**(units or {}))]}
    return {
        "roadmap_id": "rmp_1", "task_id": "tsk_1", "title": "Loops", "goal": "loops", "language": "en",
        "time_zone": "UTC", "revision": 1, "state": "in_review",
        "stages": [{"stage_id": "s", "name": "Stage", "description": "", "project": None, "modules": [module]}],
        "witness": {"order": [], "edges": []}, "schedule": {}, "verdict": None,
        "validation": {"outcome": "invalid" if issues else "valid", "issues": list(issues)},
        "critique": None, "corrections": {}, "pruned": [], "not_covered": [], "not_written": [], "packs": [],
        "writing": None, "task_status": "processing",
        "deleted_at": None, "purge_at": None, "created_at": WHEN, "updated_at": WHEN,
    }  # fmt: skip


@dataclass
class FakeClient:
    """A server that has one task with this log."""

    log: list[Json]
    document: Json = field(default_factory=roadmap)
    open_review: str | None = OPEN_REVIEW
    losses: int = 0
    refusal: Refused | None = None
    calls: list[str] = field(default_factory=list)
    address: str = "http://localhost:8000"

    @contextlib.contextmanager
    def follow(self, _server: str, _task_id: str) -> Iterator[Iterator[Delivery]]:
        lost = [Lost("The line is dead.")] * self.losses
        yield iter([*lost, *(Event(event, json.dumps(event)) for event in self.log)])

    def status(self, task_id: str) -> TaskStatusView:
        return TaskStatusView.model_validate({
            "task_id": "tsk_1", "status": "failed", "step": "finished", "progress": {}, "roadmap_id": "rmp_1",
            "review_id": self.open_review, "last_seq": len(self.log), "epoch": "e", "terminal": True,
            "created_at": WHEN, "updated_at": WHEN, "error": {"type": "run-lost", "detail": "Lost five times."},
        })  # fmt: skip

    def roadmap(self, roadmap_id: str) -> RoadmapView:
        return RoadmapView.model_validate(self.document)

    def roadmap_document(self, roadmap_id: str) -> Json:
        return self.document

    def approve(self, task_id: str, review_id: str) -> None:
        self.calls.append(f"approve {review_id}")
        if self.refusal is not None:
            raise self.refusal

    def cancel(self, task_id: str) -> None:
        self.calls.append("cancel")


def log(*events: tuple[str, Json]) -> list[Json]:
    return [
        {"type": type_, "task_id": "tsk_1", "seq": seq, "ts": WHEN, "data": data}
        for seq, (type_, data) in enumerate(events, start=1)
    ]


def review(review_id: str = OPEN_REVIEW) -> tuple[str, Json]:
    return "human_review_required", {"review_id": review_id, "round": 1, "revision": 1}


def end(type_: str, **counts: int) -> tuple[str, Json]:
    return type_, counts


def run(client: FakeClient, *, yes: bool = False, as_json: bool = False, is_own: bool = False) -> ExitStatus:
    there = Reached(cast("MilepostClient", client), is_own)
    manner = Manner(yes=yes, as_json=as_json)
    session = Session(
        there, Screen.of_process(), manner, task_id="tsk_1", roadmap_id="rmp_1", follow=client.follow
    )
    return session.run()


@pytest.fixture(autouse=True)
def _nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))


def types(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_partial_failure_names_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    units = {"quiz": {"status": "failed", "version": 0, "reason": "too few items"}}
    client = FakeClient(log(end("partial_failure", completed=2, failed=1, total=3)), roadmap(units=units))
    assert run(client) is ExitStatus.PARTIAL
    shown = capsys.readouterr().err
    assert "✗ Not written: quiz of Loops (too few items)" in shown
    assert "✗ Partly written: 2 of 3 units, 1 failed." in shown
    assert "Retry: http://localhost:8000/app/tasks/tsk_1" in shown
    assert "✓" not in shown


def test_failure_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(FakeClient(log(end("failed", failed=3, total=3)))) is ExitStatus.FAILED
    assert "✗ Failed: Lost five times." in capsys.readouterr().err


def test_a_task_cancelled_elsewhere_is_cancelled() -> None:
    assert run(FakeClient(log(end("cancelled")))) is ExitStatus.CANCELLED


def test_without_asking_what_blocks_is_shown_and_left(capsys: pytest.CaptureFixture[str]) -> None:
    issue = {"code": "cycle", "severity": "blocking", "detail": "Loops needs itself."}
    client = FakeClient(log(review(), end("completed")), roadmap(issues=[issue]))
    assert run(client, yes=True) is ExitStatus.REFUSED
    assert client.calls == []
    assert "✗ Loops needs itself." in capsys.readouterr().err


def test_a_review_that_is_no_longer_open_is_not_asked_about() -> None:
    client = FakeClient(log(review("rev_old"), end("completed", completed=1, total=1)))
    assert run(client) is ExitStatus.OK
    assert client.calls == []


def test_with_nobody_there_the_json_is_printed_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    client = FakeClient(log(review()))
    assert run(client, as_json=True, is_own=True) is ExitStatus.WAITING
    shown = capsys.readouterr()
    assert shown.out.startswith('{\n  "roadmap_id": "rmp_1"')
    assert "run `milepost serve` and open /app/tasks/tsk_1" in shown.err


def test_a_decision_that_came_too_late_is_said_and_the_watching_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    types(monkeypatch, "y\n")
    late = Refused(Problem("stale-review", 409, "No longer open", "Too late.", "/", "req", {}))
    client = FakeClient(log(review(), end("completed", completed=1, total=1)), refusal=late)
    assert run(client) is ExitStatus.OK
    assert client.calls == [f"approve {OPEN_REVIEW}"]
    assert "The review was decided elsewhere." in capsys.readouterr().err


def test_a_lost_connection_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    client = FakeClient(log(end("completed", completed=1, total=1)), losses=2)
    assert run(client) is ExitStatus.OK
    assert (
        capsys.readouterr().err.count("The line is dead. The task goes on where it runs; trying again.") == 1
    )


def test_an_interruption_without_a_terminal_leaves_the_task(monkeypatch: pytest.MonkeyPatch) -> None:
    client = FakeClient(log(review()))

    def interrupted(*_args: Any) -> TaskStatusView:
        raise KeyboardInterrupt

    monkeypatch.setattr(client, "status", interrupted)
    assert run(client) is ExitStatus.INTERRUPTED
    assert client.calls == []
