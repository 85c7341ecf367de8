"""Servers and workers as processes over one PostgreSQL: one is killed, one stopped, one told to end in its work."""

import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.support.cluster import Cluster, Node, cluster
from tests.support.fork_server import ForkServer
from tests.support.learner import Learner
from tests.support.postgres import PostgresServer
from tests.support.server_log import NEVER

#: Twelve seconds of silence, one sweep, one look at the queue.
RESUMED_SECONDS = 20.0
UNIT_SECONDS = 0.05
ALL_KINDS = {"unit_kinds": ["tutorial", "resources", "quiz"]}


@pytest.fixture
def nodes(fork_server: ForkServer, postgres: PostgresServer, tmp_path: Path) -> Iterator[Cluster]:
    url = postgres.create_database()
    with cluster(
        fork_server, url, tmp_path, unit_seconds=UNIT_SECONDS, units_at_once="2", expected_processes="6"
    ) as made:
        yield made
        assert [line for line in made.logs().splitlines() if NEVER.search(line)] == []
    postgres.drop_database(url)


def rows(nodes: Cluster, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(nodes.database_url.replace("+asyncpg", ""), autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


def two_at_work(nodes: Cluster, workers: list[Node]) -> list[Node]:
    """Two workers that execute runs at this moment."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        owners = {
            row[0] for row in rows(nodes, "SELECT owner FROM run WHERE state = 'open' AND owner IS NOT NULL")
        }
        busy = [worker for worker in workers if worker.process_id() in owners]
        if len(busy) >= 2:
            return busy[:2]
        time.sleep(0.01)
    raise AssertionError(nodes.logs())


@pytest.mark.timeout(90)
def test_what_a_killed_and_a_stopped_worker_had_begun_is_finished_by_others(nodes: Cluster) -> None:
    server, other = nodes.server(works=False), nodes.server(works=False)
    workers = [nodes.worker() for _ in range(3)]
    nodes.until_ready()
    assert server.url is not None
    assert other.url is not None
    with (
        httpx.Client(base_url=server.url, timeout=40) as http,
        httpx.Client(base_url=other.url, timeout=40) as there,
    ):
        person = Learner(http)
        asked = person.review(preferences=ALL_KINDS)
        person.decide(asked.task_id, approved=True)
        killed, stopped = two_at_work(nodes, workers)
        stopped.process.signal(signal.SIGSTOP)
        killed.process.kill()
        lost_at = time.monotonic()
        wait_for_recovery(nodes, asked.task_id)
        assert time.monotonic() - lost_at < RESUMED_SECONDS
        person.until(asked.task_id, "completed")
        log = Learner(there).events(asked.task_id)
        assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
        done = Counter(event["data"]["unit"] for event in log if event["type"] == "concept_complete")
        assert set(done.values()) == {1}
        assert len(done) == log[-1]["data"]["total"]

        # The stopped one goes on where it stood: in the middle of units that others have written meanwhile.
        before = everything(nodes)
        stopped.process.signal(signal.SIGCONT)
        until_logged(stopped, "beat_late")
        until_logged(stopped, "run_interrupted|run_superseded|run_postponed")
        assert everything(nodes) == before
        assert person.events(asked.task_id) == log
        # It lives, and may work again.
        stopped.process.signal(signal.SIGTERM)
        assert stopped.process.wait() == 0


def wait_for_recovery(nodes: Cluster, task_id: str) -> None:
    """Until somebody has finished a unit of a run that had been lost."""
    query = (
        "SELECT 1 FROM task_event later JOIN task_event lost USING (task_id) WHERE lost.type = 'task_recovering' "
        f"AND task_id = '{task_id}' AND later.type = 'concept_complete' AND later.seq > lost.seq LIMIT 1"
    )
    deadline = time.monotonic() + 2 * RESUMED_SECONDS
    while not rows(nodes, query):
        assert time.monotonic() < deadline, nodes.logs()
        time.sleep(0.05)


def everything(nodes: Cluster) -> list[tuple[object, ...]]:
    """Whatever a run can write."""
    return [
        *rows(nodes, "SELECT task_id, status, step, last_seq, updated_at FROM task ORDER BY 1"),
        *rows(nodes, "SELECT concept_id, kind, status, version, attempt FROM unit ORDER BY 1, 2"),
        *rows(nodes, "SELECT key, token, owner, state, outcome FROM run ORDER BY 1"),
        *rows(nodes, "SELECT concept_id, kind, version, created_at FROM unit_content ORDER BY 1, 2, 3"),
    ]


def until_logged(node: Node, pattern: str) -> None:
    deadline = time.monotonic() + 10
    while not re.search(pattern, node.log()):
        assert time.monotonic() < deadline, node.log()
        time.sleep(0.02)


@pytest.mark.timeout(60)
def test_a_worker_that_is_told_to_end_hands_its_work_over_at_once(nodes: Cluster) -> None:
    nodes.unit_seconds = 0.5
    server = nodes.server(works=False)
    leaving = nodes.worker()
    nodes.until_ready()
    assert server.url is not None
    with httpx.Client(base_url=server.url, timeout=40) as http:
        person = Learner(http)
        asked = person.review()
        person.decide(asked.task_id, approved=True)
        until_owned(nodes, leaving)
        nodes.unit_seconds = 0.0
        nodes.worker()
        nodes.until_ready()
        told_at = time.monotonic()
        leaving.process.signal(signal.SIGTERM)
        assert leaving.process.wait() == 0
        assert time.monotonic() - told_at < 10
        person.until(asked.task_id, "completed")
        reasons = {
            event["data"]["reason"]
            for event in person.events(asked.task_id)
            if event["type"] == "task_recovering"
        }
        assert reasons == {"handed_over"}
        # No unit was given up half way: those under way were finished, the others had not begun.
        attempts = rows(nodes, "SELECT DISTINCT attempt FROM unit WHERE status = 'completed'")
        assert attempts == [(1,)]


def until_owned(nodes: Cluster, worker: Node) -> None:
    deadline = time.monotonic() + 10
    while not rows(nodes, f"SELECT 1 FROM run WHERE state = 'open' AND owner = '{worker.process_id()}'"):
        assert time.monotonic() < deadline, nodes.logs()
        time.sleep(0.02)
