"""`milepost generate`: from a goal to a written roadmap, decided at a terminal or without anybody."""

import json
import re
from pathlib import Path

import httpx
import pytest

from tests.support.commands import Ran, milepost, milepost_here
from tests.support.served import ServedMilepost
from tests.support.services import free_port
from tests.support.terminals import ENTER, in_terminal

GOAL = "git and the command line, 6 hours a week"
ESCAPE = "\x1b"


@pytest.fixture
def server(served_milepost: ServedMilepost) -> str:
    return served_milepost.url


def generate(server: str, *arguments: str, typed: str | None = None) -> Ran:
    return milepost_here("generate", GOAL, "--server", server, *arguments, typed=typed)


def newest_task(server: str) -> dict[str, object]:
    task: dict[str, object] = httpx.get(f"{server}/api/v1/tasks", params={"limit": 1}).json()["items"][0]
    return task


def test_yes_writes_it_and_prints_a_tree_below_the_verdict(server: str) -> None:
    ran = generate(server, "--yes")
    assert ran.status == 0, ran.err
    assert re.match(
        r"✓ \d+ h \(\d+ h at a slow pace\) at 6 h a week: \d+ weeks, ends \d+ \w+ \d{4}", ran.lines[0]
    )
    assert ran.lines[1].startswith("Git and the command line  ")
    assert re.search(r"^├── 1\. .+  [\d.]+ h · weeks 1–\d+ · \d+.* – \d+ \w+ \d{4}$", ran.out, re.MULTILINE)
    assert re.search(r"^│   │   └── .+  [\d.]+ h · weeks? \d+.* · from \d+ \w+ \d{4}$", ran.out, re.MULTILINE)
    assert re.search(r"✓ Written: \d+ units in \d+ s\.", ran.err)
    assert newest_task(server)["status"] == "completed"


def test_without_a_terminal_there_is_neither_colour_nor_movement(server: str) -> None:
    ran = milepost("generate", GOAL, "--server", server, "--yes")
    assert ESCAPE not in ran.out + ran.err
    assert "\r" not in ran.out + ran.err
    assert ran.line("Stage 1: ")
    assert ran.line("Written: ", " of ")


def test_json_is_alone_on_standard_output(server: str) -> None:
    ran = generate(server, "--yes", "--json", "--language", "zh")
    roadmap = json.loads(ran.out)
    assert ran.status == 0, ran.err
    assert roadmap["state"] == "approved"
    assert roadmap["language"] == "zh"
    assert "\\u" not in ran.out
    units = [
        unit["status"]
        for stage in roadmap["stages"]
        for module in stage["modules"]
        for concept in module["concepts"]
        for unit in concept["units"].values()
    ]
    assert set(units) == {"completed"}


def test_every_option_reaches_the_planner(server: str) -> None:
    options = [
        "--hours", "9", "--level", "intermediate", "--deadline", "2099-05-01", "--known", "loops", "--known", "git",
        "--background", "I teach.", "--goal-id", "python", "--language", "zh", "--time-zone", "Asia/Shanghai", "--json",
    ]  # fmt: skip
    assert generate(server, *options).status == 6
    request = newest_task(server)["request"]
    assert isinstance(request, dict)
    del request["preferences"], request["planner"]
    assert request == {
        "goal": GOAL, "hours_per_week": 9.0, "level": "intermediate", "deadline": "2099-05-01",
        "known": ["loops", "git"], "background": "I teach.", "goal_ids": ["python"], "language": "zh",
        "time_zone": "Asia/Shanghai", "additional_context": None, "review": True,
    }  # fmt: skip


def test_words_become_a_proposal_that_is_applied_only_when_accepted(server: str) -> None:
    ran = generate(server, typed="I know stashing and paint it blue\nn\ndrop stashing\ny\ny\n")
    assert ran.status == 0, ran.err
    assert re.search(r"1\. remove “.+”, which you know: saves [\d.]+ h, (ends|same)", ran.err)
    assert ran.line("! Not understood: paint it blue")
    assert ran.line("Together: ", " h → ")
    assert ran.err.count("Do it?") == 2
    assert ran.line("Changed: 1 edit, now revision 2")
    assert ran.err.count("Write it?") == 3
    assert ran.line("✓ Written: ")


def test_words_that_mean_nothing_are_asked_for_again(server: str) -> None:
    ran = generate(server, typed="paint it blue\nn\n")
    assert ran.status == 5
    assert ran.line("✗ The change was not understood")
    assert ran.line("Not understood: paint it blue")
    assert ran.err.count("Write it?") == 2


def test_no_cancels_the_task(server: str) -> None:
    ran = generate(server, typed="n\n")
    assert ran.status == 5
    assert ran.line("Cancelled.")
    assert newest_task(server)["status"] == "cancelled"


def test_without_anybody_to_ask_the_roadmap_waits(server: str) -> None:
    ran = generate(server)
    assert ran.status == 6
    task = newest_task(server)
    assert task["status"] == "human_review_pending"
    assert ran.line("waits for your decision", f"{server}/app/tasks/{task['task_id']}")
    assert ran.lines[1].startswith("Git and the command line")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["become a juggler"], ["✗ This goal is not in the catalog", "--goal-id"]),
        (["python", "--hours", "500"], ["✗ The request is not valid", "--hours"]),
        (["python", "--deadline", "2020-01-01"], ["✗ The deadline has passed", "2020-01-01"]),
        (["python", "--goal-id", "juggling"], ["✗ No such catalog goal", "git-and-command-line"]),
        (["python", "--time-zone", "Mars/Olympus"], ["✗ The request is not valid", "--time-zone"]),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else None,
)
def test_a_refused_goal_says_what_to_do(server: str, words: list[str], expected: list[str]) -> None:
    ran = milepost_here("generate", *words, "--server", server)
    assert ran.status == 3
    assert ran.out == ""
    assert all(part in ran.err for part in expected), ran.err


def test_another_machine_that_does_not_answer_is_not_stood_in_for(tmp_path: Path) -> None:
    ran = milepost(
        "generate", GOAL, "--yes", "--server", "http://milepost.invalid:8000", data=tmp_path / "data"
    )
    assert ran.status == 1
    assert ran.line("✗ Nothing answers at http://milepost.invalid:8000")
    assert ran.line("--server")
    assert not (tmp_path / "data").exists()


def test_what_is_no_address_is_a_usage_error() -> None:
    ran = milepost_here("generate", GOAL, "--server", "ftp://localhost")
    assert ran.status == 2
    assert "ftp://localhost" in ran.err


def test_with_no_server_it_serves_one_for_itself(tmp_path: Path) -> None:
    data = tmp_path / "data"
    ran = milepost("generate", GOAL, "--yes", data=data, settings={"PORT": str(free_port())})
    assert ran.status == 0, ran.err
    assert ran.line("Serving here until this ends", str(data))
    assert ran.line("Study it: run `milepost serve`")
    assert (data / "milepost.db").is_file()
    assert "Traceback" not in ran.err
    assert "WARNING" not in ran.err


def test_a_data_directory_in_use_is_said_in_one_line(served_milepost: ServedMilepost) -> None:
    settings = {"PORT": str(free_port())}
    ran = milepost("generate", GOAL, "--yes", data=served_milepost.data_directory, settings=settings)
    assert ran.status == 1
    assert ran.line("✗ Another Milepost serves")
    assert ran.line("--server")
    assert "Traceback" not in ran.err


class TestAtATerminal:
    def test_it_shows_bars_asks_and_writes(self, server: str) -> None:
        with in_terminal(["generate", GOAL, "--server", server]) as terminal:
            terminal.wait_for("Stage 1: ")
            terminal.wait_for("Git and the command line")
            terminal.wait_for("Write it? [y = write")
            terminal.type(f"y{ENTER}")
            terminal.wait_for("Writing the content")
            terminal.wait_for("✓ Written: ")
            assert terminal.status() == 0
            assert f"{ESCAPE}[3" in terminal.raw

    def test_no_colour_where_none_is_wanted(self, server: str) -> None:
        with in_terminal(["generate", GOAL, "--server", server], settings={"NO_COLOR": "1"}) as terminal:
            terminal.wait_for("Write it? [y = write")
            terminal.type(f"n{ENTER}")
            assert terminal.status() == 5
            assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", terminal.raw)

    def test_ctrl_c_leaves_the_task_to_go_on(self, server: str) -> None:
        with in_terminal(["generate", GOAL, "--server", server]) as terminal:
            terminal.wait_for("Write it? [y = write")
            terminal.interrupt()
            terminal.wait_for("the task goes on, c = cancel it]")
            terminal.type(ENTER)
            terminal.wait_for("Left. The task goes on.")
            assert terminal.status() == 130
        assert newest_task(server)["status"] == "human_review_pending"

    def test_ctrl_c_cancels_when_asked_to(self, server: str) -> None:
        with in_terminal(["generate", GOAL, "--server", server]) as terminal:
            terminal.wait_for("Write it? [y = write")
            terminal.interrupt()
            terminal.wait_for("c = cancel it]")
            terminal.type(f"c{ENTER}")
            terminal.wait_for("Cancelled.")
            assert terminal.status() == 5
        assert newest_task(server)["status"] == "cancelled"

    def test_a_second_ctrl_c_leaves_at_once(self, server: str) -> None:
        with in_terminal(["generate", GOAL, "--server", server]) as terminal:
            terminal.wait_for("Write it? [y = write")
            terminal.interrupt()
            terminal.wait_for("c = cancel it]")
            terminal.interrupt()
            terminal.wait_for("Left. The task goes on.")
            assert terminal.status() == 130
