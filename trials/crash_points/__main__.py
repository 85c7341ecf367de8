"""`make crash-points`: every place on both databases, one kill each; exit 1 when one of them makes a difference."""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.fork_server import ForkServer
from tests.support.run import join_run
from tests.support.services import end_run, start_postgres, start_redis
from trials.crash_points.places import Place, PostgresPlace, SqlitePlace
from trials.crash_points.trial import Outcome, try_place, undisturbed

MODULES = ("trials.crash_points.script",)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m trials.crash_points", description=__doc__)
    parser.add_argument("--on", choices=("sqlite", "postgresql"), help="one database only")
    parser.add_argument("--sample", type=int, help="so many places, drawn, instead of all")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--at-once", type=int, default=4, help="trials side by side; much of one is waiting")
    options = parser.parse_args()
    run = join_run()
    forks = ForkServer.start(*MODULES)
    faults = 0
    try:
        with tempfile.TemporaryDirectory(prefix="milepost-crash-points-") as name:
            for place in _places(options.on, forks, Path(name)):
                outcomes = _try_all(forks, place, Path(name) / place.name, options)
                faults += sum(outcome.fault is not None for outcome in outcomes)
    finally:
        forks.close()
        if run.is_ours:
            end_run(run)
    return 1 if faults else 0


def _places(only: str | None, forks: ForkServer, directory: Path) -> list[Place]:
    places: list[Place] = []
    if only != "postgresql":
        places.append(SqlitePlace.prepare(forks, directory))
    if only != "sqlite":
        run = join_run()
        places.append(PostgresPlace.prepare(forks, directory, start_postgres(run), start_redis(run)))
    return places


def _try_all(
    forks: ForkServer, place: Place, directory: Path, options: argparse.Namespace
) -> Sequence[Outcome]:
    began = time.monotonic()
    directory.mkdir()
    expected = undisturbed(forks, place, directory / "undisturbed")
    chosen = list(expected.places)
    if options.sample is not None:
        chosen = random.Random(options.seed).sample(chosen, min(options.sample, len(chosen)))
    kinds = Counter(name.split(" #")[0].split(" of ")[0] for name in expected.places)
    print(f"{place.name}: {len(expected.places)} places, of which {len(chosen)} are tried")
    print("  " + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())), flush=True)

    def attempt(number: int) -> Outcome:
        return try_place(forks, place, directory / f"place-{number}", chosen[number], expected)

    with ThreadPoolExecutor(options.at_once) as pool:
        outcomes = list(pool.map(attempt, range(len(chosen))))
    for outcome in outcomes:
        if outcome.fault is not None:
            print(f"  {outcome.place}: {outcome.fault}")
    equal = sum(outcome.fault is None for outcome in outcomes)
    print(f"{place.name}: {equal} of {len(outcomes)} equal, {time.monotonic() - began:.0f} s", flush=True)
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
