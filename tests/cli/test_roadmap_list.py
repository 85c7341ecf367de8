"""`milepost roadmap list`, `delete`, `restore`, and `milepost cancel`, `retry`: what the page does, from a terminal."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.commands import Ran, milepost_here
from tests.support.learner import Learner
from tests.support.served import ServedMilepost


@pytest.fixture
def learner(served_milepost: ServedMilepost) -> Iterator[Learner]:
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        yield Learner(http)


def test_a_roadmap_goes_into_the_trash_and_out_again(learner: Learner) -> None:
    server = str(learner.http.base_url)
    asked = learner.review()

    def run(*arguments: str) -> Ran:
        ran = milepost_here("roadmap", *arguments, "--server", server)
        assert ran.status == 0, ran.err
        return ran

    assert run("list").line("! ", asked.roadmap_id, "human review pending", "concepts done")
    assert run("delete", asked.roadmap_id).line("in the trash until ")
    assert run("list", "--deleted").line("– ", asked.roadmap_id, "cancelled", "can be restored until ")
    assert asked.roadmap_id not in run("list").out
    assert run("restore", asked.roadmap_id).line("✓ ", "not in the trash")
    assert run("list").line(asked.roadmap_id)


def test_a_task_is_stopped_and_its_end_is_told(learner: Learner) -> None:
    server = str(learner.http.base_url)
    asked = learner.review()

    assert milepost_here("cancel", asked.roadmap_id, "--server", server).line("✓ Cancelled.")
    assert learner.status(asked.task_id)["status"] == "cancelled"
    for command in ("cancel", "retry"):
        again = milepost_here(command, f"{server}/app/tasks/{asked.task_id}")
        assert again.status == 1
        assert again.err.startswith("✗ ")


def test_what_is_missing_is_written_in_a_task_of_its_own(learner: Learner) -> None:
    asked = learner.finished()
    last = learner.roadmap(asked.roadmap_id)["stages"][-1]["modules"][-1]["module_id"]
    added = {"kind": "add", "concept_id": "data.asking-questions", "into_id": last}
    body = {"base_revision": 1, "operations": [added]}
    learner.call("POST", f"/roadmaps/{asked.roadmap_id}/operations", expect=200, json=body)

    ran = milepost_here("retry", asked.task_id, "--server", str(learner.http.base_url))

    task_id = ran.line("milepost watch ").rpartition(" ")[2]
    assert task_id != asked.task_id
    learner.until(task_id, "completed")


def test_an_unknown_roadmap_is_one_line(served_milepost: ServedMilepost) -> None:
    ran = milepost_here("roadmap", "delete", "rmp_unknown", "--server", served_milepost.url)
    assert ran.status == 3
    assert ran.err.startswith("✗ No such roadmap: ")
