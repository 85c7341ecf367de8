"""Goals that cannot be taken on: each is told why, at its place, and leaves no row behind."""

import json
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from tests.api.conftest import KeepsNothing
from tests.support.learner import SMALL_GOAL, Json, Learner
from tests.support.problems import pointers, problem_of

PATHS = ("/api/v1/roadmaps/generate", "/api/v1/roadmaps/preview")
YESTERDAY = (date.today() - timedelta(days=2)).isoformat()  # noqa: DTZ011  any zone's yesterday is before two days ago
NOT_A_GOAL: dict[str, tuple[Any, str]] = {
    "empty": ("", "/goal"),
    "blank": (" \n\t ", "/goal"),
    "longer than its bound": ("x" * 2001, "/goal"),
    "much longer": ("学" * 15_000, "/goal"),
    "NUL": ("learn\x00python", "/goal"),
    "escape": ("learn \x1b[31mpython", "/goal"),
    "C1 control": ("learn \x85python", "/goal"),
    "direction override": ("learn \u202enohtyp", "/goal"),
    "direction isolate": ("learn \u2066python", "/goal"),
    "number": (7, "/goal"),
    "boolean": (True, "/goal"),
    "null": (None, "/goal"),
    "list": (["learn python"], "/goal"),
    "object": ({"text": "learn python"}, "/goal"),
}
NOT_A_FIELD: dict[str, tuple[Json, str]] = {
    "hours 0": ({"hours_per_week": 0}, "/hours_per_week"),
    "hours below the least": ({"hours_per_week": 0.49}, "/hours_per_week"),
    "hours negative": ({"hours_per_week": -6}, "/hours_per_week"),
    "hours 500": ({"hours_per_week": 500}, "/hours_per_week"),
    "hours huge": ({"hours_per_week": 10**400}, "/hours_per_week"),
    "hours as text": ({"hours_per_week": "six"}, "/hours_per_week"),
    "hours as a number in text": ({"hours_per_week": "6"}, "/hours_per_week"),
    "hours as a truth": ({"hours_per_week": True}, "/hours_per_week"),
    "deadline no date": ({"deadline": "soon"}, "/deadline"),
    "deadline no day": ({"deadline": "2027-02-30"}, "/deadline"),
    "deadline as a number": ({"deadline": 1}, "/deadline"),
    "deadline as seconds": ({"deadline": 1893456000}, "/deadline"),
    "start out of the calendar": ({"preferences": {"start_date": "9999-12-31"}}, "/preferences/start_date"),
    "start before it": ({"preferences": {"start_date": "0001-01-01"}}, "/preferences/start_date"),
    "week that begins on Tuesday": ({"preferences": {"week_start": "tuesday"}}, "/preferences/week_start"),
    "unknown kind": ({"preferences": {"unit_kinds": ["video"]}}, "/preferences/unit_kinds/0"),
    "unknown preference": ({"preferences": {"colour": "red"}}, "/preferences/colour"),
    "unknown field": ({"hours": 6}, "/hours"),
    "field with a pointer's characters": ({"a/b~c": 6}, "/a~1b~0c"),
    "unknown level": ({"level": "wizard"}, "/level"),
    "level in capitals": ({"level": "BEGINNER"}, "/level"),
    "unknown language": ({"language": "tlh"}, "/language"),
    "unknown time zone": ({"time_zone": "Mars/Olympus"}, "/time_zone"),
    "time zone as a path": ({"time_zone": "../../etc/passwd"}, "/time_zone"),
    "unknown planner": ({"planner": "oracle"}, "/planner"),
    "201 known": ({"known": ["x"] * 201}, "/known"),
    "known with control": ({"known": ["a\x07"]}, "/known/0"),
    "known as text": ({"known": "python"}, "/known"),
    "11 goal ids": ({"goal_ids": ["python"] * 11}, "/goal_ids"),
    "goal id as a path": ({"goal_ids": ["../python"]}, "/goal_ids/0"),
    "background too long": ({"background": "x" * 10_001}, "/background"),
    "context with control": ({"additional_context": "a\x00b"}, "/additional_context"),
    "review as text": ({"review": "yes"}, "/review"),
    "review as a number": ({"review": 1}, "/review"),
    "review null": ({"review": None}, "/review"),
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("goal", [".....", "\u200b", "🎻", "https://example.org/learn"])
def test_a_goal_without_a_word_is_refused_and_says_what_to_do(
    learner: Learner, keeps_nothing: KeepsNothing, path: str, goal: str
) -> None:
    with keeps_nothing():
        answer = learner.http.post(path, json={"goal": goal})

    assert "Say in a few words" in refusal_of(answer, "goal-says-nothing")["detail"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("what", NOT_A_GOAL)
def test_a_goal_that_is_none_is_refused_at_its_place(
    learner: Learner, keeps_nothing: KeepsNothing, path: str, what: str
) -> None:
    goal, pointer = NOT_A_GOAL[what]
    with keeps_nothing():
        answer = learner.http.post(path, json={"goal": goal})

    assert pointers(problem_of(answer, 422, "invalid-request")) == [pointer]


@pytest.mark.parametrize("what", NOT_A_FIELD)
def test_a_field_that_is_none_is_refused_at_its_place(
    learner: Learner, keeps_nothing: KeepsNothing, what: str
) -> None:
    fields, pointer = NOT_A_FIELD[what]
    with keeps_nothing():
        answer = learner.http.post(PATHS[0], json={**SMALL_GOAL, **fields})

    assert pointers(problem_of(answer, 422, "invalid-request")) == [pointer]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "-0.0"])
def test_hours_that_are_no_number_are_refused(
    learner: Learner, keeps_nothing: KeepsNothing, number: str
) -> None:
    text = f'{{"goal":"learn python","hours_per_week":{number}}}'
    with keeps_nothing():
        answer = learner.http.post(PATHS[0], content=text, headers={"Content-Type": "application/json"})

    problem_of(answer, 422, "invalid-request")


@pytest.mark.parametrize(
    "text",
    ['{"goal":"learn \\ud800 python"}', '{"goal":"learn python","\\udfff":1}', '{"goal":"x","known":["\\ud800"]}',
     '{"goal":"x","time_zone":"\\udfff"}', '{"goal":"x","goal_ids":["\\udfff"]}', '{"goal":"x","level":"\\ud800"}'],
)  # fmt: skip
def test_half_a_character_is_refused_wherever_it_stands(
    learner: Learner, keeps_nothing: KeepsNothing, text: str
) -> None:
    with keeps_nothing():
        answer = learner.http.post(PATHS[0], content=text, headers={"Content-Type": "application/json"})

    problem_of(answer, 422, "invalid-request")


def test_every_fault_of_a_request_is_named(learner: Learner) -> None:
    body = {"goal": "", "hours_per_week": 0, "level": "wizard", "more": 1}

    problem = problem_of(learner.http.post(PATHS[0], json=body), 422)

    assert sorted(pointers(problem)) == ["/goal", "/hours_per_week", "/level", "/more"]


@pytest.mark.parametrize("path", PATHS)
def test_a_deadline_in_the_past_is_refused(learner: Learner, keeps_nothing: KeepsNothing, path: str) -> None:
    with keeps_nothing():
        answer = learner.http.post(path, json={**SMALL_GOAL, "deadline": YESTERDAY})

    assert YESTERDAY in refusal_of(answer, "deadline-in-the-past")["detail"]


@pytest.mark.parametrize("path", PATHS)
def test_a_deadline_at_the_end_of_the_calendar_is_no_fault(learner: Learner, path: str) -> None:
    answer = learner.http.post(path, json={**SMALL_GOAL, "deadline": "9999-12-31"})

    assert answer.is_success
    if "task_id" in answer.json():
        learner.until(answer.json()["task_id"], "human_review_pending")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("goal", ["learn to play the violin", "学习钢琴", "ask me anything"])
def test_what_the_catalog_does_not_have_is_refused_with_what_is_near(
    learner: Learner, keeps_nothing: KeepsNothing, path: str, goal: str
) -> None:
    with keeps_nothing():
        answer = learner.http.post(path, json={"goal": goal})

    problem = refusal_of(answer, "goal-not-covered")
    assert problem["unmatched"]
    assert all(near.keys() == {"goal_id", "name"} for near in problem["nearest"])


def test_a_goal_id_that_the_catalog_does_not_have_is_refused(
    learner: Learner, keeps_nothing: KeepsNothing
) -> None:
    with keeps_nothing():
        answer = learner.http.post(PATHS[0], json={"goal": "learn it", "goal_ids": ["violin"]})

    problem = problem_of(answer, 422, "unknown-goal")
    assert "violin" in problem["detail"]
    assert "python" in problem["detail"]


def refusal_of(answer: httpx.Response, slug: str) -> Json:
    """Why a goal was refused: a problem where it was submitted, and an answer where it was only tried."""
    if not str(answer.request.url).endswith("/preview"):
        return problem_of(answer, 422, slug)
    body: Json = answer.json()
    assert answer.status_code == 200
    assert body["preview"] is None
    assert body["refused"]["type"] == f"/problems/{slug}"
    return dict(body["refused"])


MARKUP = '<script>alert(1)</script> learn git <img src=x onerror="alert(2)"> & "the" command line [x](javascript:y)'


def test_markup_in_a_goal_is_kept_and_answered_as_the_text_it_is(learner: Learner) -> None:
    asked = learner.review(goal=MARKUP, additional_context="<b>bold</b>\r\n\t学习")

    task = learner.get(f"/tasks/{asked.task_id}")
    answer = learner.http.get(f"/api/v1/roadmaps/{asked.roadmap_id}")

    assert task["request"]["goal"] == MARKUP
    assert task["request"]["additional_context"] == "<b>bold</b>\r\n\t学习"
    assert answer.json()["goal"] == MARKUP
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in json.dumps(learner.events(asked.task_id))
