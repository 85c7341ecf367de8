"""The costs as tables, as JSON, and compared with their bars."""

import statistics
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.channel.measure import Cost
from benchmarks.channel.subjects import MILEPOST, SUBJECTS
from benchmarks.channel.workloads import IDLE, IDLE_BAR_BYTES, WORKLOADS, Workload


@dataclass(frozen=True, slots=True)
class Comparison:
    """One bar and whether it holds."""

    what: str
    measured: float
    bar: float
    unit: str
    is_met: bool


class Results:
    """All rounds of all measurements."""

    def __init__(self) -> None:
        self._costs: dict[tuple[str, str], list[Cost]] = {}

    def add(self, cost: Cost) -> None:
        self._costs.setdefault((cost.workload, cost.subject), []).append(cost)

    def of(self, workload: Workload, subject: str) -> list[Cost]:
        return self._costs.get((workload.name, subject), [])

    @property
    def faults(self) -> int:
        """Events that were missing, came twice or to the wrong viewer, and sockets that were lost."""
        return sum(sum(cost.faults.values()) for costs in self._costs.values() for cost in costs)

    def comparisons(self) -> Iterator[Comparison]:
        for workload in WORKLOADS.values():
            ours = self.of(workload, MILEPOST.name)
            if not ours:
                continue
            if workload.name == IDLE.name:
                bytes_ = statistics.median(cost.bytes_per_socket for cost in ours)
                bar = IDLE_BAR_BYTES / 1024
                yield Comparison(
                    "memory of an idle socket", bytes_ / 1024, bar, "KiB", bytes_ <= IDLE_BAR_BYTES
                )
            for name, bar in workload.bars.items():
                if theirs := self.of(workload, name):
                    times = _microseconds(theirs) / _microseconds(ours)
                    yield Comparison(f"{workload.name}: {name} ÷ ours", times, bar, "×", times >= bar)

    def as_json(self) -> list[Mapping[str, Any]]:
        return [
            {
                **asdict(cost),
                "microseconds_per_event": cost.microseconds_per_event if cost.deliveries else None,
            }
            for costs in self._costs.values()
            for cost in costs
        ]

    def show(self, console: Console) -> None:
        for workload in WORKLOADS.values():
            rows = [(name, costs) for name in SUBJECTS if (costs := self.of(workload, name))]
            if rows:
                console.print(_table(workload, rows))


def _table(workload: Workload, rows: Iterable[tuple[str, list[Cost]]]) -> Table:
    idle = workload.name == IDLE.name
    table = Table(title=f"{workload.name}: {workload.what}", title_justify="left")
    for heading in ("server", "KiB per socket" if idle else "server CPU, µs per event", "rounds", "× ours"):
        table.add_column(heading)
    others = [] if idle else ["publisher", "viewers", "redis", "postgres"]
    for name in others:
        table.add_column(f"{name} CPU, s")
    baseline: float | None = None
    for name, costs in rows:
        each = [cost.bytes_per_socket / 1024 if idle else cost.microseconds_per_event for cost in costs]
        middle = statistics.median(each)
        baseline = middle if name == MILEPOST.name else baseline
        spent = [
            f"{statistics.median(cost.other_cpu.get(other, 0) for cost in costs):.2f}" for other in others
        ]
        ratio = f"{middle / baseline:.1f}" if baseline else "–"
        table.add_row(
            SUBJECTS[name].title, f"{middle:.2f}", "  ".join(f"{one:.2f}" for one in each), ratio, *spent
        )
    return table


def _microseconds(costs: list[Cost]) -> float:
    return statistics.median(cost.microseconds_per_event for cost in costs)


def show_comparisons(console: Console, comparisons: Iterable[Comparison]) -> None:
    table = Table("bar", "measured", "limit", "met", title="bars", title_justify="left")
    for one in comparisons:
        limit = f"{'≤ ' if one.unit != '×' else ''}{one.bar:g} {one.unit}"
        table.add_row(one.what, f"{one.measured:.2f} {one.unit}", limit, "yes" if one.is_met else "NO")
    console.print(table)
