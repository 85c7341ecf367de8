"""A server that is told to stop: sockets closed so that clients come back, answers given, nothing lost."""

import asyncio
import signal
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.learner import Learner
from tests.support.served import ServedMilepost, clean_environment, served
from tests.support.server_log import ServerLog
from tests.support.streaming import streaming
from tests.support.watching import Watcher, watched_to_end, watching

STOP_SECONDS = 10.0
LEFT_BEHIND = ["engine.db", "milepost.db", "milepost.lock"]
COMMAND = Path(sysconfig.get_path("scripts"), "milepost")


#: Put where the interpreter looks first: asking for anything beyond this machine fails, and is told.
NO_NETWORK = """
import sys

HERE = {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0"}

def refuse(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if host not in HERE:
        print(f"ERROR asked the network for {host}", file=sys.stderr, flush=True)
        raise ConnectionRefusedError(host)

sys.addaudithook(refuse)
"""


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[ServedMilepost]:
    """A server of the test's own, that it may stop, on a machine without a network."""
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "sitecustomize.py").write_text(NO_NETWORK)
    environment = clean_environment(PYTHONPATH=str(tmp_path / "first"))
    with served(COMMAND, tmp_path / "data", environment) as server:
        yield server


async def test_a_server_told_to_stop_closes_its_sockets_answers_who_waits_and_ends_cleanly(
    own_server: ServedMilepost, tmp_path: Path
) -> None:
    log = ServerLog(own_server)
    assert "asked the network" not in own_server.log()
    with httpx.Client(base_url=own_server.url, timeout=30) as http:
        learner = Learner(http)
        waiting = learner.review()
        status = learner.status(waiting.task_id)
        running = learner.review(preferences={})
        async with (
            watching(own_server.url, waiting.task_id) as idle,
            watching(own_server.url, running.task_id, include_history="true") as busy,
            streaming(own_server.url, waiting.task_id) as stream,
            httpx.AsyncClient(base_url=own_server.url, timeout=30) as client,
        ):
            await idle.until("live")
            await stream.until("live")
            held = [
                asyncio.create_task(client.get(f"/api/v1/tasks/{waiting.task_id}/{path}", headers=headers))
                for path, headers in (
                    (f"events?after={status['last_seq']}&wait=25", {}),
                    ("status?wait=25", {"If-None-Match": f'"{status["epoch"]}.{status["last_seq"]}"'}),
                )
            ]
            learner.decide(running.task_id, approved=True)
            await busy.until("concept_start")
            own_server.process.send_signal(signal.SIGTERM)
            told_at = time.monotonic()
            codes = [await idle.to_end(), await busy.to_end()]
            await stream.to_end()
            answers = await asyncio.gather(*held)
            await asyncio.to_thread(own_server.process.wait, STOP_SECONDS)

    assert time.monotonic() - told_at <= STOP_SECONDS
    assert codes == [1012, 1012]
    assert [viewer.frames[-1] for viewer in (idle, busy, stream)] == [
        {"type": "closing", "reason": "restart", "code": 1012}
    ] * 3
    assert own_server.process.returncode == 0
    assert [answer.status_code for answer in answers] == [200, 304]
    assert log.faults() == []
    # SQLite removes its write-ahead log with the last connection to a file: none was left open.
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == LEFT_BEHIND
    await _is_finished_by_the_next_process(tmp_path / "data", running.task_id, busy)


async def _is_finished_by_the_next_process(data: Path, task_id: str, before: Watcher) -> None:
    """What was under way is taken up, and a client that comes back with its cursor has the whole log."""
    cursor = f"{before.frames[0]['epoch']}.{before.events[-1]['seq']}"
    with served(COMMAND, data, clean_environment()) as again:
        after = await watched_to_end(again.url, task_id, last_event_id=cursor)
        whole = await watched_to_end(again.url, task_id, include_history="true")

    assert again.process.returncode == 0, "A server with nothing to do ends as cleanly."
    assert [*before.event_texts, *after.event_texts] == whole.event_texts
    assert whole.events[-1]["type"] == "completed"
