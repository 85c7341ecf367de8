"""A sample of `make crash-points`: killed anywhere, a task comes out as if nothing had happened."""

from pathlib import Path

import pytest

from tests.support.fork_server import ForkServer
from tests.support.postgres import PostgresServer
from trials.crash_points.places import Place, PostgresPlace, SqlitePlace
from trials.crash_points.trial import try_place, undisturbed


@pytest.mark.timeout(240)
def test_a_kill_anywhere_changes_nothing(fork_server: ForkServer, tmp_path: Path) -> None:
    check_every(24, SqlitePlace.prepare(fork_server, tmp_path), fork_server, tmp_path)


@pytest.mark.timeout(240)
def test_a_kill_anywhere_changes_nothing_on_postgresql(
    fork_server: ForkServer, postgres: PostgresServer, redis_url: str, tmp_path: Path
) -> None:
    place = PostgresPlace.prepare(fork_server, tmp_path, postgres, redis_url)
    check_every(48, place, fork_server, tmp_path)


def check_every(nth: int, place: Place, forks: ForkServer, directory: Path) -> None:
    expected = undisturbed(forks, place, directory / "undisturbed")
    outcomes = [
        try_place(forks, place, directory / f"place-{number}", kill_at, expected)
        for number, kill_at in enumerate(expected.places[nth // 2 :: nth])
    ]
    assert outcomes
    assert [(one.place, one.fault) for one in outcomes if one.fault is not None] == []
