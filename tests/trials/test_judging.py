"""The judge of the trials sees each thing it is there to see; a judge that is blind is green as well."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from trials.chaos.judge import (
    Stored,
    Undisturbed,
    Verdict,
    judge_contents,
    judge_log,
    judge_output,
    judge_records,
    judge_repeats,
    most_in_a_minute,
)
from trials.chaos.record import Record, Session

TASK = "tsk_1"


def event(seq: int, type_: str = "progress", **data: object) -> str:
    filled = {"phase": "plan", "pct": 0} | data if type_ == "progress" else data
    return json.dumps({"type": type_, "task_id": TASK, "seq": seq, "data": filled})


END = {"completed": 1, "failed": 0, "skipped": 0, "total": 1}
WHOLE = (
    event(1),
    event(2, "concept_start", unit="a:quiz"),
    event(3, "concept_complete", unit="a:quiz"),
    event(4, "completed", **END),
)


def stored(log: Sequence[str] = WHOLE, *, status: str = "completed") -> Stored:
    rows = [(seq, json.loads(text)["type"], text) for seq, text in enumerate(log, start=1)]
    return Stored(
        tasks={TASK: (status, len(log), "rmp_1")},
        logs={TASK: rows},
        units={TASK: frozenset({"a:quiz"})},
        contents={"rmp_1": {("a", "quiz"): "right"}},
        versions=1,
    )


def watched(*frames: str, terminal: bool = True) -> Record:
    """A client that was connected at the head of the whole log, and given these frames."""
    record = Record("client", TASK, from_start=True)
    session = Session.open(record, "websocket")
    head = len(WHOLE)
    session.take(
        json.dumps({"type": "connected", "task_id": TASK, "epoch": "e", "head": head, "resume_from": 0})
    )
    status = {
        "type": "current_status",
        "as_of": head,
        "terminal": terminal,
        "status": "completed",
        "review_id": None,
    }
    session.take(json.dumps(status))
    for frame in frames:
        session.take(frame)
    if session.has_seen_end:
        session.end_delivered()
    return record


def reds(record: Record) -> set[str]:
    verdict = Verdict()
    judge_records(verdict, [record], stored())
    return {name for name, found in verdict.faults.items() if found}


def test_what_is_whole_is_green() -> None:
    assert reds(watched(*WHOLE)) == set()
    verdict = Verdict()
    judge_log(verdict, TASK, stored())
    assert not verdict.is_red


def test_a_client_that_missed_an_event_is_seen() -> None:
    assert "gap" in reds(watched(*WHOLE[:1], *WHOLE[2:]))


def test_an_event_that_came_twice_is_seen() -> None:
    assert "duplicate" in reds(watched(*WHOLE[:2], *WHOLE[1:]))


def test_an_end_that_was_not_delivered_is_seen() -> None:
    assert reds(watched(*WHOLE[:3])) == {"end missing"}


def test_bytes_that_are_not_the_stored_ones_are_seen() -> None:
    assert reds(watched(WHOLE[0].replace("plan", "Plan"), *WHOLE[1:])) == {"altered"}


def test_an_event_of_another_task_is_seen() -> None:
    assert "foreign" in reds(watched(*WHOLE[:1], WHOLE[1].replace(TASK, "tsk_2"), *WHOLE[2:]))


def test_a_status_that_contradicts_the_log_is_seen() -> None:
    assert "as_of" in reds(watched(*WHOLE, terminal=False))


def test_a_log_with_a_hole_is_seen() -> None:
    whole = stored()
    holed = Stored(whole.tasks, {TASK: [*whole.logs[TASK][:1], *whole.logs[TASK][2:]]}, whole.units, {}, 1)
    verdict = Verdict()
    judge_log(verdict, TASK, holed)
    assert verdict.faults["log"]


def test_a_task_that_never_ended_is_seen() -> None:
    verdict = Verdict()
    judge_log(verdict, TASK, stored(WHOLE[:3], status="processing"))
    assert verdict.faults["stuck task"]


def test_a_partial_result_reported_as_complete_is_seen() -> None:
    failed = event(3, "concept_failed", unit="a:quiz")
    verdict = Verdict()
    judge_log(verdict, TASK, stored((*WHOLE[:2], failed, WHOLE[3])))
    assert verdict.faults["log"]
    assert verdict.faults["wrong result"]


def test_another_units_content_is_seen() -> None:
    expected = Undisturbed({}, {("a", "quiz"): "another"})
    verdict = Verdict()
    judge_contents(verdict, "rmp_1", stored(), expected, whole=True)
    assert verdict.faults["wrong result"]


def test_units_begun_more_often_than_kills_explain_are_seen() -> None:
    again = (*WHOLE[:2], event(3, "concept_start", unit="a:quiz"), *WHOLE[2:])
    verdict = Verdict()
    judge_repeats(verdict, stored(again), in_flight=1)
    assert not verdict.is_red
    judge_repeats(verdict, stored(again), in_flight=0)
    assert verdict.faults["repeated unit"]


def test_reconnects_are_counted_in_the_fullest_minute() -> None:
    assert most_in_a_minute([0.0]) == 0
    assert most_in_a_minute([0.0, *(float(n) for n in range(11)), 500.0]) == 11


@pytest.mark.parametrize(
    "line", ["Traceback (most recent call last):", "… ERROR   websocket_error task_id=tsk_1"]
)
def test_a_traceback_in_any_output_is_seen(tmp_path: Path, line: str) -> None:
    (tmp_path / "server.log").write_text(f"INFO all is well\n{line}\n")
    verdict = Verdict()
    judge_output(verdict, [tmp_path / "server.log"])
    assert len(verdict.faults["traceback"]) == 1
