"""What a killed process was doing, and how long it took until somebody went on with it, read from the event logs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from trials.chaos.forms import Form
from trials.chaos.judge import Log

_OPEN_RUNS = "SELECT task_id, kind, args FROM run WHERE state = 'open' AND owner = ?"
_UNITS = (
    "SELECT u.concept_id, u.kind, u.status FROM unit u JOIN task_unit t"
    " ON t.roadmap_id = u.roadmap_id AND t.concept_id = u.concept_id AND t.kind = u.kind WHERE t.task_id = ?"
)
_OVER = {"completed", "failed", "skipped"}


@dataclass(frozen=True, slots=True)
class LostRun:
    """A run whose process has been killed, with what was left of it."""

    task_id: str
    units: frozenset[str]
    """Its units that had not ended; none for a run that plans."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One kill: when, whom, and what was lost."""

    at: float
    """Seconds since 1970."""
    member: str
    runs: tuple[LostRun, ...]
    in_flight: int
    """Units that had begun and not ended."""


@dataclass(slots=True)
class Losses:
    """All kills of a trial."""

    form: Form
    losses: list[Loss] = field(default_factory=list)

    def note(self, at: float, member: str, process: str | None) -> None:
        """Look at what the killed process has left."""
        runs, in_flight = self._left_by(process)
        self.losses.append(Loss(at, member, tuple(runs), len(in_flight)))

    def note_held_up(self, at: float, member: str, process: str | None) -> None:
        """Look at what a living process has under way, which may be given up and begun again, by whomever."""
        self.losses.append(Loss(at, member, (), len(self._left_by(process)[1])))

    def _left_by(self, process: str | None) -> tuple[list[LostRun], set[tuple[str, str]]]:
        runs, in_flight = [], set[tuple[str, str]]()
        for task_id, kind, args in self.form.rows(_OPEN_RUNS, process):
            units: set[str] = set()
            concepts = (args if isinstance(args, dict) else json.loads(args)).get("concepts")
            for concept, unit_kind, status in self.form.rows(_UNITS, task_id) if kind == "gen" else ():
                if status not in _OVER and (not concepts or concept in concepts):
                    units.add(f"{concept}:{unit_kind}")
                    if status == "running":
                        in_flight.add((task_id, f"{concept}:{unit_kind}"))
            if units or kind != "gen":
                runs.append(LostRun(task_id, frozenset(units)))
        return runs, in_flight

    def delays(self, logs: dict[str, Log]) -> list[float]:
        """Seconds from each kill until each lost run was gone on with; infinite where it never was.

        What was lost again before anybody had begun counts from the later kill.
        """
        delays = []
        for number, loss in enumerate(self.losses):
            for run in loss.runs:
                resumed = _resumed_at(run, logs[run.task_id], after=loss.at)
                again = [
                    later.at
                    for later in self.losses[number + 1 :]
                    for lost in later.runs
                    if lost.task_id == run.task_id and (not run.units or run.units & lost.units)
                ]
                if resumed is None:
                    delays.append(float("inf"))
                elif not any(at < resumed for at in again):
                    delays.append(resumed - loss.at)
        return delays


def _resumed_at(run: LostRun, log: Log, *, after: float) -> float | None:
    for event in log:
        if event[1] == "task_recovering" or (at := _instant(event)) <= after:
            continue
        if not run.units or json.loads(event[2])["data"].get("unit") in run.units:
            return at
    return None


def _instant(event: tuple[int, str, str]) -> float:
    return datetime.fromisoformat(json.loads(event[2])["ts"]).timestamp()


def in_flight_at(losses: Sequence[Loss]) -> int:
    return sum(loss.in_flight for loss in losses)
