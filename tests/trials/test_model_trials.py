"""The trials with models, small: faults, kills and cancels in front of real processes and a scripted model."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from psycopg import sql

from tests.support.cluster import cluster
from tests.support.fork_server import ForkServer
from tests.support.learner import Learner
from tests.support.model_choice import choose_model
from tests.support.model_server import LoggedRequest, ScriptedModelServer, running_model_server
from tests.support.model_server.requests import Asked, Turn
from tests.support.places import postgres_place
from tests.support.postgres import PostgresServer
from trials.models import faults, kills
from trials.models.lives import Lives
from trials.models.questions import Kill, Repeats, question_hashes

pytestmark = pytest.mark.timeout(120)

Rows = Callable[[str], Sequence[tuple[Any, ...]]]
#: As in the trial, without those after which the server asks to wait.
FAULTS = "refusal=0.1, 500=0.03, cut=0.03, truncated_json=0.03, fenced=0.03"
KINDS = {"unit_kinds": ["tutorial", "quiz"]}


def test_all_ends_and_a_retry_completes_it_while_requests_go_wrong(
    fork_server: ForkServer, tmp_path: Path
) -> None:
    lives = Lives(fork_server, tmp_path)
    report = faults.trial(lives, seed=8, roadmaps=2, concepts=6, faults=FAULTS)

    assert report["red"] == {}
    assert report["units_written"] == 2 * 6 * 2
    assert report["failures"]["model-refused"] >= 1


def test_no_stored_answer_is_asked_for_again_after_a_kill(fork_server: ForkServer, tmp_path: Path) -> None:
    report = kills.trial(Lives(fork_server, tmp_path), seed=3, planning=0, writing=1, rewriting=1, concepts=6)

    assert report["red"] == {}
    assert report["kills"] == {"writing": 1, "rewriting": 1}


def request(number: int, at: float) -> LoggedRequest:
    asked = Asked(model="m", system="s", turns=(Turn("user", "u"),), form="text")
    return LoggedRequest(number, at, "/", "chat", digest="same", asked=asked)


def test_what_is_asked_again_without_a_kill_or_although_it_was_stored_is_seen() -> None:
    asked = [request(1, 1.0), request(2, 3.0)]
    stored = question_hashes("s", "u")
    assert Repeats.of(asked, []).causeless == ["None 1 → 2"]
    assert Repeats.of(asked, [Kill(2.0, "planning", frozenset(stored), 0)]).paid_twice == ["None 1 → 2"]
    assert Repeats.of(asked, [Kill(2.0, "planning", frozenset(), 1)]).allowed == 1


@contextmanager
def embedded(forks: ForkServer, directory: Path) -> Iterator[tuple[Learner, Rows]]:
    lives = Lives(forks, directory)
    with lives.life() as life:
        yield life.learner, lives.rows


@contextmanager
def scaled(
    forks: ForkServer, directory: Path, postgres: PostgresServer, redis_url: str
) -> Iterator[tuple[Learner, Rows]]:
    """A server that leaves the work to a worker."""
    url = asyncio.run(postgres_place(postgres))

    def rows(query: str) -> Sequence[tuple[Any, ...]]:
        with psycopg.connect(url.replace("+asyncpg", "")) as connection:
            return connection.execute(sql.SQL(query)).fetchall()

    with cluster(forks, url, directory, redis_url=redis_url) as nodes:
        server = nodes.server(works=False)
        nodes.worker()
        nodes.until_ready()
        with httpx.Client(base_url=server.url or "", timeout=40) as http:
            yield Learner(http), rows
    postgres.drop_database(url)


def cancel_while(phase: str, learner: Learner, model: ScriptedModelServer, rows: Rows) -> None:
    """Cancel while answers hang that nobody else would end: their server sees the end, and nothing follows."""
    model.set_faults("")
    before = len(model.generations)
    if phase == "planning":
        model.set_faults("concepts/hang_after_headers")
        task_id = learner.ask(goal=f"learn {phase}", planner="model", preferences=KINDS).task_id
    else:
        task_id = learner.review(goal=f"learn {phase}", planner="model", preferences=KINDS).task_id
        model.set_faults("tutorial/hang_after_headers, quiz/hang_after_headers")
        learner.decide(task_id, approved=True)
    model.wait_for(lambda _: sum(one.ended_at is None for one in hung(model, before)) >= 2)

    learner.call("POST", f"/tasks/{task_id}/cancel", expect=202)
    model.wait_for(lambda requests: all(one.ended_at is not None for one in requests), seconds=30)

    asked = model.generations[before:]
    assert all(one.disconnected_at is not None and not one.output_tokens for one in hung(model, before))
    assert learner.status(task_id)["status"] == "cancelled"
    billed = rows(f"SELECT count(*) FROM model_spend WHERE state = 'settled' AND task_id = '{task_id}'")[0][0]
    assert billed <= sum(one.disconnected_at is None for one in asked)


def check_that_nothing_follows(learner: Learner, model: ScriptedModelServer) -> None:
    """Whatever is asked after the cancels is of the task that comes after them."""
    asked = len(model.generations)
    model.set_faults("")
    learner.review(goal="learn falconry", planner="model")
    later = [one.asked.user for one in model.generations[asked:] if one.asked]
    assert later
    assert all("falconry" in user.casefold() for user in later)


def hung(model: ScriptedModelServer, before: int) -> list[LoggedRequest]:
    return [one for one in model.generations[before:] if one.fault == "hang_after_headers"]


def test_a_cancel_reaches_the_model_and_nothing_is_billed_after_it(
    fork_server: ForkServer, tmp_path: Path
) -> None:
    with running_model_server(concepts=9) as model, embedded(fork_server, tmp_path) as (learner, rows):
        choose_model(learner, model)
        for phase in ("planning", "writing"):
            cancel_while(phase, learner, model, rows)
        check_that_nothing_follows(learner, model)


def test_a_cancel_reaches_the_model_of_another_process(
    fork_server: ForkServer, tmp_path: Path, postgres: PostgresServer, redis_url: str
) -> None:
    with (
        running_model_server(concepts=9) as model,
        scaled(fork_server, tmp_path, postgres, redis_url) as (learner, rows),
    ):
        choose_model(learner, model)
        for phase in ("planning", "writing"):
            cancel_while(phase, learner, model, rows)
        check_that_nothing_follows(learner, model)
