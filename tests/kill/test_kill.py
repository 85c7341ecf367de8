"""Kill −9 at every commit of a run and at random moments, the engine's database deleted half of the time.

Each process is killed while it works on its own task, and must first finish the task that its predecessor left.
"""

import contextlib
import json
import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.fork_server import Forked, ForkServer
from tests.support.served import clean_environment
from tests.support.services import free_port

FIRST_COMMITS = 30
RANDOM_KILLS = 20
#: Each kind of kill is spread over this many tests, so that they run side by side.
PARTS = 2
#: Units in flight at a kill: as many as one run writes at the same time.
UNITS_AT_ONCE = 4
#: Each round takes one concept out again: that makes the run long enough for all the kills.
REJECTIONS = 4
GOAL = {"goal": "learn git and the command line", "hours_per_week": 6}


@dataclass(slots=True)
class Life:
    """One process after the other over one data directory, and the tasks they were given."""

    forks: ForkServer
    data: Path
    tasks: list[str] = field(default_factory=list)
    crashes: int = 0
    keys: list[str] = field(default_factory=list)
    """One for each task asked for."""

    @contextlib.contextmanager
    def process(self, crash_at: str) -> Iterator["Server"]:
        """A server process; the engine's database is gone before every second one."""
        if self.crashes % 2:
            for file in self.data.glob("engine.db*"):
                file.unlink()
        port = free_port()
        environment = clean_environment(MILEPOST_DATA_DIR=str(self.data), MILEPOST_PORT=str(port))
        log = self.data.with_suffix(".log")
        process = self.forks.fork(
            "tests.support.crashing_server:main", environment=environment, log=log, arguments=[crash_at]
        )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
                server = Server(process, client, log)
                server.until_ready()
                yield server
        finally:
            self.crashes += 1
            process.kill()
            process.wait()


class Died(Exception):
    """The server is gone; so it was meant."""


@dataclass(slots=True)
class Server:
    process: Forked
    client: httpx.Client
    log: Path

    def until_ready(self) -> None:
        for _ in range(2000):
            with contextlib.suppress(httpx.TransportError):
                if self.client.get("/readyz").is_success:
                    return
            assert self.process.poll() is None, (
                f"The server ended before it was ready: {self.log.read_text()[-3000:]}"
            )
            time.sleep(0.01)
        raise AssertionError("The server did not get ready.")

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            return self.client.request(method, path, **options)
        except httpx.TransportError:
            raise Died from None

    def generate(self, key: str) -> str:
        answer = self.call("POST", "/api/v1/roadmaps/generate", json=GOAL, headers={"Idempotency-Key": key})
        assert answer.status_code == 202, answer.text
        return str(answer.json()["task_id"])

    def drive(self, task_id: str) -> dict[str, Any]:
        """Do what a person would until the task has ended; its last status."""
        deadline = time.monotonic() + 60
        tag = ""
        while time.monotonic() < deadline:
            answer = self.call(
                "GET",
                f"/api/v1/roadmaps/{task_id}/status",
                params={"wait": 5},
                headers={"If-None-Match": tag},
            )
            if answer.status_code == 304:
                continue
            tag, status = answer.headers["etag"], answer.json()
            if status["terminal"]:
                return dict(status)
            if status["status"] == "human_review_pending":
                self._decide(task_id, status["review_id"])
        raise AssertionError(f"{task_id} did not come to its end.")

    def _roadmap_of(self, task_id: str) -> str:
        return str(self.call("GET", f"/api/v1/tasks/{task_id}").json()["roadmap_id"])

    def _decide(self, task_id: str, review_id: str) -> None:
        """Ask for a change at each of the first reviews, approve the one after them."""
        events = self.call("GET", f"/api/v1/tasks/{task_id}/events").json()["events"]
        rounds = sum(event["type"] == "human_review_required" for event in events)
        decision: dict[str, Any] = {"approved": True}
        if rounds <= REJECTIONS:
            roadmap = self.call("GET", f"/api/v1/roadmaps/{self._roadmap_of(task_id)}").json()
            last = roadmap["stages"][-1]["modules"][-1]["concepts"][-1]
            removal = {"kind": "remove", "target_id": last["concept_id"]}
            decision = {"approved": False, "operations": [removal]}
        body = {**decision, "review_id": review_id}
        answer = self.call("POST", f"/api/v1/roadmaps/{task_id}/approve", json=body)
        # 409: the decision was taken before the kill and its answer was lost.
        assert answer.status_code in {202, 409}, answer.text


def live_through(life: Life, crash_points: Sequence[str]) -> list[bool]:
    """One process for each crash point; whether it died there."""
    died = []
    for number, point in enumerate(crash_points):
        with life.process(point) as server:
            for task_id in life.tasks[-1:]:
                server.drive(task_id)
            died.append(_work_until_death(life, server, key=f"k{number}"))
    finish(life)
    return died


def finish(life: Life) -> None:
    """One last process, which must bring every task to its end."""
    with life.process("") as server:
        for key in life.keys:
            # The same key again: a task whose answer was lost is found, and never made twice.
            task_id = server.generate(key)
            if task_id not in life.tasks:
                life.tasks.append(task_id)
        for task_id in life.tasks:
            server.drive(task_id)


def _work_until_death(life: Life, server: Server, *, key: str) -> bool:
    try:
        life.keys.append(key)
        life.tasks.append(server.generate(key))
        server.drive(life.tasks[-1])
    except Died:
        return True
    return False


@pytest.mark.timeout(400)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_kill_at_each_commit_loses_nothing(fork_server: ForkServer, tmp_path: Path, part: int) -> None:
    life = Life(fork_server, tmp_path / "data")
    # Before one commit is what after the one before it is: all that outlives a process is what is stored.
    points = [f"{('before', 'after')[n % 2]}:{n}" for n in range(1 + part, FIRST_COMMITS + 1, PARTS)]
    died = live_through(life, points)
    assert all(died), f"not reached: {[point for point, was in zip(points, died, strict=True) if not was]}"
    check_everything(life, kills=sum(died))


@pytest.mark.timeout(400)
@pytest.mark.parametrize("part", range(PARTS))
def test_kills_at_random_moments_lose_nothing(fork_server: ForkServer, tmp_path: Path, part: int) -> None:
    life = Life(fork_server, tmp_path / "data")
    moments = random.Random(20261122 + part)
    for number in range(RANDOM_KILLS // PARTS):
        with life.process("") as server:
            killer = threading.Timer(moments.uniform(0.0, 0.6), server.process.kill)
            killer.start()
            for task_id in life.tasks[-1:]:
                with contextlib.suppress(Died):
                    server.drive(task_id)
            # Whatever is left of the time goes into further tasks, until the kill comes.
            tries = 0
            while not _work_until_death(life, server, key=f"k{number}.{tries}"):
                tries += 1
            killer.join()
    finish(life)
    check_everything(life, kills=RANDOM_KILLS // PARTS)


def check_everything(life: Life, *, kills: int) -> None:
    """What must hold after any number of kills, read from the file and not from the server."""
    with contextlib.closing(sqlite3.connect(life.data / "milepost.db")) as database:
        tasks = database.execute("SELECT task_id, roadmap_id, status, last_seq FROM task").fetchall()
        assert {task[0] for task in tasks} == set(life.tasks)
        assert Counter(task[2] for task in tasks) == {"completed": len(tasks)}
        repeats = sum(_check_task(database, *task) for task in tasks)
        contents = database.execute("SELECT concept_id, kind, content FROM unit_content").fetchall()
    # The catalog writes the same for the same concept in every roadmap: another text is another concept's.
    distinct = {(concept_id, kind): content for concept_id, kind, content in contents}
    misplaced = [row[:2] for row in contents if distinct[row[0], row[1]] != row[2]]
    assert misplaced == []
    assert len(set(distinct.values())) == len(distinct), "two concepts have the same content"
    print(f"kills={kills} tasks={len(tasks)} units={len(contents)} repeated_units={repeats}")
    assert repeats <= UNITS_AT_ONCE * kills


def _check_task(database: sqlite3.Connection, task_id: str, roadmap_id: str, status: str, head: int) -> int:
    """Check one task's log and content; how many units were begun more than once."""
    rows = database.execute(
        "SELECT seq, type, payload FROM task_event WHERE task_id = ? ORDER BY seq", [task_id]
    ).fetchall()
    assert [seq for seq, _, _ in rows] == list(range(1, head + 1))
    assert rows[-1][1] == status
    assert sum(type_ in {"completed", "failed", "partial_failure", "cancelled"} for _, type_, _ in rows) == 1
    data = [(type_, json.loads(payload)["data"]) for _, type_, payload in rows]
    begun = Counter(event["unit"] for type_, event in data if type_ == "concept_start")
    finished = Counter(event["unit"] for type_, event in data if type_ == "concept_complete")
    listed = {
        f"{concept}:{kind}"
        for concept, kind in database.execute(
            "SELECT concept_id, kind FROM task_unit WHERE task_id = ?", [task_id]
        )
    }
    assert listed
    assert set(finished) == listed
    assert set(finished.values()) == {1}, "a unit was completed twice"
    versions = database.execute("SELECT max(version) FROM unit_content WHERE roadmap_id = ?", [roadmap_id])
    assert versions.fetchone()[0] == 1
    return sum(times - 1 for times in begun.values())
