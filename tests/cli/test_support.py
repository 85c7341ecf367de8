"""`milepost support`: one file about a task, without secrets."""

import json
from pathlib import Path

import httpx
import pytest

from milepost.cli.problem_report import redacted
from tests.support.commands import milepost, milepost_here
from tests.support.learner import Learner
from tests.support.served import ServedMilepost


@pytest.fixture
def task_id(served_milepost: ServedMilepost) -> str:
    with httpx.Client(base_url=served_milepost.url, timeout=40) as http:
        learner = Learner(http)
        asked = learner.ask(goal="learn git for my secret plan")
        learner.until(asked.task_id, "human_review_pending")
    return asked.task_id


def test_the_report_holds_what_helps_and_no_goal(
    served_milepost: ServedMilepost, task_id: str, tmp_path: Path
) -> None:
    ran = milepost("support", task_id, "--server", served_milepost.url, where=tmp_path)
    assert ran.status == 0, ran.err
    [file] = tmp_path.iterdir()
    assert file.name == f"milepost-support-{task_id}.json"
    assert ran.line(f"✓ {file.name}: ")
    report = json.loads(file.read_text("utf-8"))
    assert report["url"] == f"{served_milepost.url}/app/tasks/{task_id}"
    assert report["status"]["status"] == "human_review_pending"
    assert report["log_head"] == f"{report['status']['epoch']}.{report['status']['last_seq']}"
    assert set(report["server"]["versions"]) == {"milepost", "python"}
    assert any("roadmap_generation_requested" in line for line in report["server"]["server_log"])
    assert len(report["server"]["server_log"]) <= 50
    assert "secret plan" not in file.read_text("utf-8")


def test_the_report_goes_to_standard_output_when_asked(served_milepost: ServedMilepost, task_id: str) -> None:
    ran = milepost_here("support", task_id, "--server", f"{served_milepost.url}/app/new", "--output", "-")
    assert json.loads(ran.out)["task_id"] == task_id


def test_an_unknown_task_is_one_line(served_milepost: ServedMilepost, tmp_path: Path) -> None:
    output = tmp_path / "report.json"
    ran = milepost_here("support", "tsk_unknown", "--server", served_milepost.url, "--output", output)
    assert ran.status == 1
    assert ran.err.startswith("✗ No such task: ")
    assert not output.exists()


def test_a_file_that_cannot_be_written_is_one_line(
    served_milepost: ServedMilepost, task_id: str, tmp_path: Path
) -> None:
    target = tmp_path / "absent" / "report.json"
    ran = milepost_here("support", task_id, "--server", served_milepost.url, "--output", target)
    assert ran.status == 1
    assert ran.line(f"✗ {target} cannot be written")


def test_secrets_are_taken_out_of_every_text() -> None:
    lines = ["failed api_key=abc123", "postgresql://me:pw@db/x", "authorization: Bearer sk-abc, then more"]
    assert redacted({"server": {"server_log": lines}, "count": 3}) == {
        "server": {
            "server_log": [
                "failed api_key=***",
                "postgresql://***@db/x",
                "authorization: Bearer *** then more",
            ]
        },
        "count": 3,
    }
