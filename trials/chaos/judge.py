"""Holds what clients were given and what is stored against what the protocol and the invariants promise."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trials.chaos.forms import Form
from trials.chaos.record import TERMINAL, Record

#: What no process may ever write, whatever befalls it.
NEVER_LOGGED = re.compile(
    r"Traceback|websocket_error|Cannot call \"send\"|never retrieved|never awaited|Exception in ASGI|"
    r"Unhandled|unit_failed|\bERROR\b|\bCRITICAL\b"
)
PROPERTIES = (
    "gap", "duplicate", "out of order", "altered", "foreign", "malformed", "resync", "as_of", "refused",
    "end missing", "log", "stuck task", "wrong result", "repeated unit", "reconnects", "traceback", "drain",
    "answer", "leak",
)  # fmt: skip
RECONNECTS_PER_MINUTE = 10
#: The end of a traceback says what it was.
_LONGEST_DETAIL = 4000
_MINUTE = 60.0

Log = Sequence[tuple[int, str, str]]
"""(seq, type, payload) of one task."""
Contents = Mapping[tuple[str, str], str]
"""What was written, by concept and kind."""


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """How a wish comes out when nothing happens."""

    roadmap: Mapping[str, Any]
    contents: Contents


@dataclass(slots=True)
class Verdict:
    """Faults by property; a property without faults stands there with 0."""

    faults: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in PROPERTIES})

    def fault(self, name: str, detail: object) -> None:
        self.faults[name].append(str(detail)[:_LONGEST_DETAIL])

    @property
    def is_red(self) -> bool:
        return any(self.faults.values())

    def counts(self) -> dict[str, int]:
        return {name: len(found) for name, found in self.faults.items()}


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds at the end."""

    tasks: Mapping[str, tuple[str, int, str]]
    """(status, last_seq, roadmap_id) by task."""
    logs: Mapping[str, Log]
    units: Mapping[str, frozenset[str]]
    """The units listed for each task."""
    contents: Mapping[str, Contents]
    """By roadmap."""
    versions: int
    """The highest version of any content."""

    @classmethod
    def read(cls, form: Form) -> "Stored":
        logs: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for task_id, seq, type_, payload in form.rows(
            "SELECT task_id, seq, type, payload FROM task_event ORDER BY task_id, seq"
        ):
            logs[task_id].append((seq, type_, payload))
        units: dict[str, set[str]] = defaultdict(set)
        for task_id, concept, kind in form.rows("SELECT task_id, concept_id, kind FROM task_unit"):
            units[task_id].add(f"{concept}:{kind}")
        contents: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        newest = 0
        for roadmap_id, concept, kind, version, content in form.rows(
            "SELECT roadmap_id, concept_id, kind, version, content FROM unit_content"
        ):
            newest = max(newest, version)
            contents[roadmap_id][concept, kind] = content
        tasks = {
            task_id: (status, last_seq, roadmap_id)
            for task_id, status, last_seq, roadmap_id in form.rows(
                "SELECT task_id, status, last_seq, roadmap_id FROM task"
            )
        }
        listed = {task_id: frozenset(units[task_id]) for task_id in tasks}
        return cls(tasks, {task_id: logs[task_id] for task_id in tasks}, listed, contents, newest)

    @property
    def repeated_units(self) -> int:
        """How often a unit was begun again within one task."""
        return sum(
            times - 1
            for log in self.logs.values()
            for times in Counter(
                _data(event)["unit"] for event in log if event[1] == "concept_start"
            ).values()
        )


def judge_records(verdict: Verdict, records: Iterable[Record], stored: Stored) -> None:
    """Each client: what it noted, the bytes it took, whether it got the end, how often it came back."""
    for record in records:
        for noted in record.faults:
            kind, _, detail = noted.partition(": ")
            verdict.fault(kind, f"{record.task_id} {detail}")
        log = stored.logs.get(record.task_id, [])
        committed = [payload for _, _, payload in log[record.base : record.base + len(record.taken)]]
        if record.taken != committed:
            verdict.fault("altered", f"{record.client} took something else than {record.task_id}'s log holds")
        if not record.has_ended or record.cursor != len(log):
            verdict.fault(
                "end missing", f"{record.client} stands at {record.cursor} of {len(log)} {record.task_id}"
            )
        for status in record.statuses:
            _judge_status(verdict, record, status, log)
        if (most := most_in_a_minute(record.attempts)) > RECONNECTS_PER_MINUTE:
            verdict.fault("reconnects", f"{record.client} tried {most} times within a minute")


def _judge_status(verdict: Verdict, record: Record, status: Mapping[str, Any], log: Log) -> None:
    """What `current_status` said must be what the log says up to `as_of`."""
    seen = log[: status["as_of"]]
    last = seen[-1][1] if seen else ""
    if status["terminal"] != (last in TERMINAL) or (status["terminal"] and status["status"] != last):
        verdict.fault("as_of", f"{record.client}: {status} after {last}")
    review_id = None
    for event in seen:
        if event[1] == "human_review_required":
            review_id = _data(event)["review_id"]
        elif event[1] == "review_decided" or event[1] in TERMINAL:
            review_id = None
    if status["review_id"] != review_id:
        verdict.fault("as_of", f"{record.client}: review {status['review_id']} where the log has {review_id}")


def judge_log(verdict: Verdict, task_id: str, stored: Stored) -> None:
    """One task's log by itself, and with the state it announces."""
    status, last_seq, _ = stored.tasks[task_id]
    log = stored.logs[task_id]
    if [seq for seq, _, _ in log] != list(range(1, last_seq + 1)):
        verdict.fault("log", f"{task_id} is not gapless up to {last_seq}")
    if [type_ for _, type_, _ in log if type_ in TERMINAL] != [status] or log[-1][1] != status:
        verdict.fault(
            "stuck task" if status not in TERMINAL else "log", f"{task_id} is {status} after {log[-1:]}"
        )
        return
    _judge_units(verdict, task_id, log, stored.units[task_id])
    done: dict[str, int] = {}
    for event in log:
        if event[1] == "progress":
            data = _data(event)
            if not done.get(data["phase"], 0) <= data["pct"] <= 100:
                verdict.fault("log", f"{task_id}: {data} after {done}")
            done[data["phase"]] = data["pct"]


def _judge_units(verdict: Verdict, task_id: str, log: Log, listed: frozenset[str]) -> None:
    completed = [_data(event)["unit"] for event in log if event[1] == "concept_complete"]
    failed = [_data(event)["unit"] for event in log if event[1] == "concept_failed"]
    if len(set(completed + failed)) != len(completed) + len(failed) or not set(completed + failed) <= listed:
        verdict.fault("log", f"{task_id}: a unit ended twice, or is not its own")
    end, data = log[-1][1], _data(log[-1])
    counted = (data["completed"], data["failed"], data["skipped"], data["total"])
    skipped = len(listed) - len(completed) - len(failed)
    if counted != (len(completed), len(failed), skipped, len(listed)):
        verdict.fault("log", f"{task_id}: it ended with {data} after {len(completed)} and {len(failed)}")
    due = "completed" if not failed else ("partial_failure" if completed else "failed")
    if end != "cancelled" and (skipped or end != due):
        verdict.fault("wrong result", f"{task_id}: {end} with {counted}: {data.get('reason')}")


def judge_contents(
    verdict: Verdict, roadmap_id: str, stored: Stored, expected: Undisturbed, *, whole: bool
) -> None:
    """What was written for a roadmap: each of it as undisturbed, and all of it where nobody cancelled."""
    contents = stored.contents.get(roadmap_id, {})
    for unit, content in contents.items():
        if expected.contents.get(unit) != content:
            verdict.fault("wrong result", f"{roadmap_id}: {unit} holds something else")
    if whole and contents.keys() != expected.contents.keys():
        missing = expected.contents.keys() - contents.keys()
        verdict.fault("wrong result", f"{roadmap_id}: not written: {sorted(missing)[:5]}")


def judge_repeats(verdict: Verdict, stored: Stored, *, in_flight: int) -> None:
    if stored.repeated_units > in_flight:
        verdict.fault("repeated unit", f"{stored.repeated_units} of {in_flight} in flight")
    if stored.versions > 1:
        verdict.fault("repeated unit", f"a unit was written {stored.versions} times")


def judge_output(verdict: Verdict, logs: Iterable[Path]) -> None:
    """What the processes wrote."""
    for log in logs:
        lines = log.read_text(errors="replace").splitlines()
        for number, line in enumerate(lines):
            if NEVER_LOGGED.search(line):
                verdict.fault(
                    "traceback", f"{log.name}:{number + 1}: " + " | ".join(lines[number : number + 30])
                )


def most_in_a_minute(moments: Sequence[float]) -> int:
    """How many reconnects lie within the fullest minute; the first connection is none."""
    again = moments[1:]
    return max((sum(0 <= other - moment <= _MINUTE for other in again) for moment in again), default=0)


def _data(event: tuple[int, str, str]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(event[2])["data"]
    return data
