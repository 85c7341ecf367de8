"""`make bench`: what the channel costs beside its peers, the run engine beside plain asyncio, the planner beside graph
libraries, a plan by a model on the page, and the promised times.

Exit 1 when a bar is missed or an event was lost.
"""

import argparse
import asyncio
import json
import os
import platform
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import models, planner, promises, runs
from benchmarks.channel import stalled
from benchmarks.channel.measure import measure, services
from benchmarks.channel.report import Comparison, Results, show_comparisons
from benchmarks.channel.subjects import SUBJECTS, install_peers
from benchmarks.channel.workloads import WORKLOADS
from milepost.log_lines import configure_logging
from tests.support.run import TestRun, join_run
from tests.support.services import end_run

PARTS = (*WORKLOADS, "stalled", "runs", "promises", "planner", "models")
ROUNDS = 3


def main() -> int:
    options = _options()
    _allow_many_sockets()
    configure_logging("WARNING")  # runs in this process tell of every step
    console = Console(width=160)
    subjects = install_peers(options.subjects) if set(options.only) & set(WORKLOADS) else []
    run = join_run()
    try:
        report, is_good = _measure(run, options, subjects, console)
    finally:
        end_run(run)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1))
    return 0 if is_good else 1


def _measure(
    run: TestRun, options: argparse.Namespace, subjects: Sequence[str], console: Console
) -> tuple[dict[str, Any], bool]:
    """Measure what was asked for, showing each part as it is done."""
    report: dict[str, Any] = {"machine": _machine()}
    bars: list[Comparison] = []
    results, rows = Results(), []
    with services(run) as where:
        for number in range(1 if options.quick else ROUNDS):
            # Each round goes through all subjects, so that a busy minute of the machine meets all of them.
            for name in (name for name in WORKLOADS if name in options.only):
                workload = WORKLOADS[name].quick() if options.quick else WORKLOADS[name]
                for subject in subjects:
                    results.add(measure(SUBJECTS[subject], workload, where))
                    print(f"round {number + 1}: {name} with {subject}", file=sys.stderr)
        results.show(console)
        bars += results.comparisons()
        if "stalled" in options.only:
            pairs = stalled.measure_pairs(where, quick=options.quick)
            bars += stalled.comparisons(pairs)
    if "runs" in options.only:
        rows += asyncio.run(runs.measure(run, quick=options.quick))
    if "promises" in options.only:
        rows += asyncio.run(promises.measure())
    if "planner" in options.only:
        rows += planner.measure(quick=options.quick)
    if "models" in options.only:
        rows += asyncio.run(models.measure(quick=options.quick))
    if rows:
        promises.show(rows, console)
    if bars:
        show_comparisons(console, bars)
    if results.faults:
        console.print(f"{results.faults} events were missing, came twice or to the wrong viewer.")
    console.print(_machine())
    report |= {
        "channel": results.as_json(),
        "bars": [
            {"what": one.what, "measured": one.measured, "bar": one.bar, "is_met": one.is_met} for one in bars
        ],
        "rows": [
            {"what": row.what, "measured": row.measured, "unit": row.unit, "bar": row.bar} for row in rows
        ],
    }
    is_good = not results.faults and all(one.is_met for one in bars) and all(row.is_met for row in rows)
    # A small run says whether it works; what it costs is another question.
    return report, not results.faults if options.quick else is_good


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench BENCH_ARGS=…", description=__doc__)
    parser.add_argument("--only", type=_names(PARTS), default=list(PARTS), help=f"some of {', '.join(PARTS)}")
    parser.add_argument(
        "--subjects", type=_names(SUBJECTS), default=list(SUBJECTS), help=f"some of {', '.join(SUBJECTS)}"
    )
    parser.add_argument("--quick", action="store_true", help="one small round, to see whether it works")
    parser.add_argument("--json", type=Path, help="a file for every figure of every round")
    return parser.parse_args()


def _names(known: Any) -> Any:
    def names(text: str) -> list[str]:
        chosen = text.split(",")
        if unknown := set(chosen) - set(known):
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
        return chosen

    return names


def _allow_many_sockets() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, Linux {platform.release()}, "
        f"Python {platform.python_version()}, load average {os.getloadavg()[0]:.2f}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
