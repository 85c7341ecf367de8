"""`make model-trials`: prints what became of faults, kills and cancels, as JSON; exit 1 where it is not as promised.

faults          five roadmaps of forty concepts, one request in ten goes wrong
kills           ten while planning, ten while writing and ten while writing anew, of one server over SQLite
cancels         twenty of one server over SQLite
cancels-scaled  twenty of a server and a worker over PostgreSQL and Redis
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import psycopg
from psycopg import sql

from tests.support.cluster import cluster
from tests.support.fork_server import ForkServer
from tests.support.learner import Learner
from tests.support.model_choice import choose_model
from tests.support.model_server import running_model_server
from trials.chaos.outside import new_postgres, new_redis
from trials.models import cancels, faults, kills
from trials.models.kills import SUBJECTS
from trials.models.lives import MODEL_MODULES, Lives

ROADMAPS, CONCEPTS, KILLS, CANCELS = 5, 40, 10, 10
_UNITS_AT_ONCE = 8
_CONCEPTS_TO_CANCEL = 24


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make model-trials", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="*", choices=sorted(_TRIALS), default=list(_TRIALS))
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    options = parser.parse_args()
    forks = ForkServer.start(*MODEL_MODULES, "tests.support.slow_processes")
    report: dict[str, Any] = {"seed": options.seed}
    try:
        with tempfile.TemporaryDirectory(prefix="milepost-models-") as name:
            for what in options.only:
                directory = Path(name, what)
                directory.mkdir()
                report[what] = _TRIALS[what](forks, directory, options.seed)
    finally:
        forks.close()
    print(json.dumps(report, indent=2, ensure_ascii=False))
    return 1 if any(isinstance(one, dict) and one["red"] for one in report.values()) else 0


def _faults(forks: ForkServer, directory: Path, seed: int) -> dict[str, Any]:
    lives = Lives(forks, directory, units_at_once=_UNITS_AT_ONCE)
    return faults.trial(lives, seed=seed, roadmaps=ROADMAPS, concepts=CONCEPTS)


def _kills(forks: ForkServer, directory: Path, seed: int) -> dict[str, Any]:
    return kills.trial(Lives(forks, directory), seed=seed, planning=KILLS, writing=KILLS, rewriting=KILLS)


def _cancels_embedded(forks: ForkServer, directory: Path, seed: int) -> dict[str, Any]:
    lives = Lives(forks, directory)
    with running_model_server(concepts=_CONCEPTS_TO_CANCEL) as model, lives.life() as life:
        choose_model(life.learner, model)
        found = cancels.Cancels(life.learner, model, lives.rows, cancels.EMBEDDED_BAR)
        cancels.run(found, seed=seed, times=CANCELS, subjects=SUBJECTS)
        return found.report()


def _cancels_scaled(forks: ForkServer, directory: Path, seed: int) -> dict[str, Any]:
    directory.parent.chmod(0o755)
    postgres, redis = new_postgres(directory), new_redis(directory)
    try:
        for service in (postgres, redis):
            service.start()
        with (
            running_model_server(concepts=_CONCEPTS_TO_CANCEL) as model,
            cluster(forks, postgres.url, directory, redis_url=redis.url) as nodes,
        ):
            server = nodes.server(works=False)
            nodes.worker()
            nodes.until_ready()

            def rows(query: str) -> list[tuple[Any, ...]]:
                with psycopg.connect(postgres.url, connect_timeout=30) as connection:
                    return connection.execute(sql.SQL(query)).fetchall()

            with httpx.Client(base_url=server.url or "", timeout=60) as http:
                learner = Learner(http)
                choose_model(learner, model)
                found = cancels.Cancels(learner, model, rows, cancels.SCALED_BAR)
                cancels.run(found, seed=seed, times=CANCELS, subjects=SUBJECTS)
                return found.report()
    finally:
        for service in (postgres, redis):
            service.close()


_TRIALS: Mapping[str, Callable[[ForkServer, Path, int], dict[str, Any]]] = {
    "faults": _faults,
    "kills": _kills,
    "cancels": _cancels_embedded,
    "cancels-scaled": _cancels_scaled,
}


if __name__ == "__main__":
    sys.exit(main())
