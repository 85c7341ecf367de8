"""`milepost watch`: a task seen from another terminal, while it runs and afterwards."""

import json
from collections.abc import Iterator

import httpx
import pytest

from milepost.cli.addresses import AddressInvalid
from milepost.cli.watching import read_target
from tests.support.commands import milepost_here
from tests.support.learner import Asked, Learner
from tests.support.served import ServedMilepost
from tests.support.terminals import in_terminal


@pytest.fixture(scope="module")
def learner(served_milepost: ServedMilepost) -> Iterator[Learner]:
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        yield Learner(http)


@pytest.fixture(scope="module")
def finished(learner: Learner) -> Asked:
    return learner.finished()


@pytest.fixture
def server(served_milepost: ServedMilepost) -> str:
    return served_milepost.url


def test_an_ended_task_is_summed_up_with_its_tree_and_its_status(server: str, finished: Asked) -> None:
    ran = milepost_here("watch", finished.task_id, "--server", server)
    assert ran.status == 0, ran.err
    assert ran.lines[1].startswith("Git and the command line  ")
    assert ran.line("✓ Written: ", " units.")
    assert "Stage 1" not in ran.err


def test_from_the_start_each_step_is_told_again(server: str, finished: Asked) -> None:
    ran = milepost_here("watch", finished.task_id, "--server", server, "--from-start")
    assert ran.status == 0, ran.err
    assert ran.line("Understood: ")
    assert ran.line("Stage 1: ")
    assert ran.line("Written: ", " of ")


@pytest.mark.parametrize("name", ["task", "roadmap", "task page", "roadmap page"])
def test_a_task_is_found_by_whatever_a_person_has_at_hand(server: str, finished: Asked, name: str) -> None:
    targets = {
        "task": [finished.task_id, "--server", server],
        "roadmap": [finished.roadmap_id, "--server", server],
        "task page": [f"{server}/app/tasks/{finished.task_id}?tab=1"],
        "roadmap page": [f"{server}/app/roadmaps/{finished.roadmap_id}"],
    }
    ran = milepost_here("watch", *targets[name], "--json")
    assert (ran.status, len(ran.lines)) == (0, 1)
    assert json.loads(ran.out)["type"] == "completed"


def test_json_from_the_start_is_the_log_as_it_is_stored(
    server: str, learner: Learner, finished: Asked
) -> None:
    ran = milepost_here("watch", finished.task_id, "--server", server, "--json", "--from-start")
    assert [json.loads(line) for line in ran.lines] == learner.events(finished.task_id)


def test_a_cancelled_task_ends_with_its_own_status(server: str, learner: Learner) -> None:
    ran = milepost_here("watch", learner.cancelled().task_id, "--server", server)
    assert ran.status == 5
    assert ran.line("! Cancelled.")


def test_what_happens_meanwhile_is_shown_as_it_happens(server: str, learner: Learner) -> None:
    asked = learner.review()
    with in_terminal(["watch", asked.task_id, "--server", server]) as terminal:
        terminal.wait_for("Stage 1: ")
        terminal.wait_for("waits for a decision")
        learner.call("POST", f"/tasks/{asked.task_id}/cancel", expect=202)
        terminal.wait_for("Cancelled.")
        assert terminal.status() == 5


def test_ctrl_c_leaves_the_task_and_says_how_to_come_back(server: str, learner: Learner) -> None:
    asked = learner.review()
    with in_terminal(["watch", asked.task_id, "--server", server]) as terminal:
        terminal.wait_for("waits for a decision")
        terminal.interrupt()
        terminal.wait_for(
            f"Left. The task goes on. Come back: milepost watch {server}/app/tasks/{asked.task_id}"
        )
        assert terminal.status() == 130
    assert learner.status(asked.task_id)["status"] == "human_review_pending"


@pytest.mark.parametrize(
    "target", ["tsk_00000000000000000000000000", "rmp_00000000000000000000000000", "nonsense"]
)
def test_an_unknown_task_is_said_in_a_line(server: str, target: str) -> None:
    ran = milepost_here("watch", target, "--server", server)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("✗ ")
    assert "Traceback" not in ran.err


def test_no_server_is_said_in_a_line() -> None:
    ran = milepost_here("watch", "http://localhost:9/app/tasks/tsk_1")
    assert ran.status == 1
    assert ran.line("✗ Nothing answers at http://localhost:9")


def test_what_is_no_page_of_a_task_is_a_usage_error() -> None:
    assert milepost_here("watch", "http://localhost:8000/app/new").status == 2
    with pytest.raises(AddressInvalid):
        read_target("ftp://localhost/app/tasks/tsk_1")
