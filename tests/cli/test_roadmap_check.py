"""`milepost roadmap check`: a roadmap's file is accepted, refused at its place, or no roadmap at all."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from milepost.cli.roadmap_file import MAX_BYTES
from milepost.domain.roadmaps import Plan
from milepost.domain.scheduling.planning_rules import plan_of
from tests.support.commands import milepost, milepost_here
from tests.support.factories import START, make_concept, make_intent, roadmap_of, wire_shape
from tests.support.served import ServedMilepost


def a_plan() -> Plan:
    concepts = [
        make_concept(f"topic.c{index}", hours=2, needs=[f"topic.c{index - 1}"] if index else [])
        for index in range(5)
    ]
    return plan_of(roadmap_of(*concepts), make_intent(deadline=START + timedelta(days=40)))


def written(directory: Path, document: Any) -> Path:
    file = directory / "roadmap.json"
    file.write_text(json.dumps(document))
    return file


def test_a_right_roadmap_is_accepted_in_one_line(tmp_path: Path) -> None:
    ran = milepost("roadmap", "check", written(tmp_path, wire_shape(a_plan())))
    assert ran.status == 0
    assert len(ran.lines) == 1
    assert ran.line("✓", "5 concepts, 4 edges with a reason, 10 h in 3 weeks, fits; every rule holds")
    assert ran.err == ""


def test_what_the_server_sends_is_accepted_from_standard_input(served_milepost: ServedMilepost) -> None:
    with httpx.Client(base_url=served_milepost.url, timeout=30) as client:
        made = client.post(
            "/api/v1/roadmaps/generate", json={"goal": "learn SQL", "hours_per_week": 6}
        ).json()
        seen: dict[str, str] = {}
        for _ in range(40):
            answer = client.get(
                f"/api/v1/roadmaps/{made['task_id']}/status", params={"wait": "5"}, headers=seen
            )
            if answer.status_code == 200 and answer.json()["status"] == "human_review_pending":
                break
            seen = {"If-None-Match": answer.headers["etag"]}
        roadmap = client.get(f"/api/v1/roadmaps/{made['roadmap_id']}").text
        client.post(f"/api/v1/tasks/{made['task_id']}/cancel")
    ran = milepost_here("roadmap", "check", "-", typed=roadmap)
    assert ran.status == 0, ran.out + ran.err


def test_a_stored_plan_is_accepted(tmp_path: Path) -> None:
    ran = milepost_here("roadmap", "check", written(tmp_path, a_plan().model_dump(mode="json")))
    assert ran.status == 0, ran.out + ran.err


def test_each_broken_rule_is_named_with_its_node(tmp_path: Path) -> None:
    document = wire_shape(a_plan())
    document["witness"]["order"][3:5] = reversed(document["witness"]["order"][3:5])
    document["witness"]["edges"][1]["why"] = " "
    document["schedule"]["weeks"][1]["hours"] = 9
    ran = milepost_here("roadmap", "check", written(tmp_path, document))
    assert ran.status == 1
    assert ran.line("✗ order · topic.c4 · ", "(/witness/order/3)")
    assert ran.line("✗ edges · topic.c1 → topic.c2 · ", "no reason")
    assert ran.line("✗ weeks · week 2 · ", "add up to")
    assert ran.lines[-1].endswith("3 rules broken")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no JSON"),
        (b"{", "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        (b'{"stages": NaN}', "NaN is no number"),
        (b'{"stages": [], "stages": []}', "'stages' is given twice"),
        (b"[" * 200_000, "is no JSON"),
        (b"[]", "an object is needed here (/)"),
        (b'{"stages": {}}', "an array is needed here (/stages)"),
        (b'{"roadmap": {"stages": [[]]}}', "an object is needed here (/stages/0)"),
        (b" " * (MAX_BYTES + 1), "is larger than 16 MiB"),
    ],
)  # fmt: skip
def test_what_is_no_roadmap_is_said_so(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "roadmap.json"
    file.write_bytes(content)
    ran = milepost_here("roadmap", "check", file)
    assert ran.status == 2, ran.out
    assert ran.line("✗", str(file), told)
    assert ran.out == ""


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    missing, folder = (milepost_here("roadmap", "check", tmp_path / name) for name in ("none.json", "."))
    assert (missing.status, folder.status) == (2, 2)
    assert missing.line("cannot be read (No such file or directory)")
    assert folder.line("cannot be read (Is a directory)")
