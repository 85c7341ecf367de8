"""What one reader that stands still costs the others: pairs of bursts, with and without it."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.channel.measure import Cost, measure
from benchmarks.channel.report import Comparison
from benchmarks.channel.subjects import MILEPOST, Services
from benchmarks.channel.workloads import BURST

PAIRS = 5
#: Enough that what a socket may have waiting for it is full long before the end.
WORKLOAD = replace(BURST, name="stalled", per_second=100, per_commit=1, events_per_task=400)


@dataclass(frozen=True, slots=True)
class Pair:
    undisturbed: Cost
    disturbed: Cost


def measure_pairs(where: Services, *, quick: bool) -> list[Pair]:
    workload = WORKLOAD.quick() if quick else WORKLOAD
    return [
        Pair(
            measure(MILEPOST, workload, where, timed=True),
            measure(MILEPOST, replace(workload, stalled=1), where, timed=True),
        )
        for _ in range(1 if quick else PAIRS)
    ]


def comparisons(pairs: list[Pair]) -> Iterator[Comparison]:
    """Medians over the pairs, of what the disturbed burst took compared with the other."""
    for share, name, bar in ((0.5, "median", 1.15), (0.99, "p99", 1.5)):
        times = statistics.median(
            pair.disturbed.latency(share) / pair.undisturbed.latency(share) for pair in pairs
        )
        yield Comparison(f"stalled reader: {name} latency of the others", times, bar, "times", times <= bar)
    grown = statistics.median((pair.disturbed.memory - pair.undisturbed.memory) / (1 << 20) for pair in pairs)
    yield Comparison("stalled reader: memory it adds", grown, 1.0, "MiB", grown < 1.0)
