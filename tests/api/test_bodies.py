"""Bodies that are too large, cut short, of another type, or no JSON at all."""

import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.api.conftest import KeepsNothing
from tests.support.learner import SMALL_GOAL, Asked, Learner
from tests.support.problems import pointers, problem_of
from tests.support.served import ServedMilepost
from tests.support.server_log import ServerLog

GENERATE = "/api/v1/roadmaps/generate"
JSON = {"Content-Type": "application/json"}
LIMIT = 64 * 1024


def chunks(size: int) -> Iterator[bytes]:
    """A body that does not say its length beforehand."""
    for start in range(0, size, 1000):
        yield b" " * min(1000, size - start)


@pytest.mark.parametrize("size", [LIMIT + 1, 100_000, 3_000_000])
@pytest.mark.parametrize("declared", [True, False])
def test_a_body_over_the_bound_is_too_large(
    learner: Learner, keeps_nothing: KeepsNothing, size: int, declared: bool
) -> None:
    with keeps_nothing():
        answer = learner.http.post(GENERATE, content=b" " * size if declared else chunks(size), headers=JSON)

    problem_of(answer, 413, "body-too-large")


def test_a_goal_of_a_hundred_thousand_characters_is_too_large(
    learner: Learner, keeps_nothing: KeepsNothing
) -> None:
    with keeps_nothing():
        answer = learner.http.post(GENERATE, json={"goal": "x" * 100_000})

    assert "64 KiB" in problem_of(answer, 413, "body-too-large")["detail"]


def test_a_body_of_exactly_the_bound_is_read(learner: Learner) -> None:
    goal = json.dumps(SMALL_GOAL)

    answer = learner.http.post("/api/v1/roadmaps/preview", content=goal.ljust(LIMIT), headers=JSON)

    assert answer.status_code == 200


def test_a_large_body_where_none_is_read_is_refused_too(learner: Learner, waiting: Asked) -> None:
    answer = learner.http.post(f"/api/v1/tasks/{waiting.task_id}/cancel", content=b"x" * (LIMIT + 1))

    problem_of(answer, 413, "body-too-large")
    assert learner.status(waiting.task_id)["status"] == "human_review_pending"


NOT_JSON = {
    "nothing": b"",
    "half": b'{"goal":',
    "a word": b"learn python",
    "no UTF-8": b'{"goal":"\xff"}',
    "too deep": b"[" * 60_000,
    "a number of 5,000 digits": b'{"goal":' + b"9" * 5000 + b"}",
    "two documents": b'{"goal":"a"}{"goal":"b"}',
    "single quotes": b"{'goal':'learn python'}",
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("what", NOT_JSON)
def test_a_body_that_is_no_json_is_refused(learner: Learner, keeps_nothing: KeepsNothing, what: str) -> None:
    with keeps_nothing():
        answer = learner.http.post(GENERATE, content=NOT_JSON[what], headers=JSON)

    problem = problem_of(answer, 422, "invalid-request")
    if what != "a number of 5,000 digits":
        assert pointers(problem) == [""]


@pytest.mark.parametrize("body", [b"null", b"[]", b'"learn python"', b"7", b"true"])
def test_a_body_that_is_no_object_is_refused(
    learner: Learner, keeps_nothing: KeepsNothing, body: bytes
) -> None:
    with keeps_nothing():
        answer = learner.http.post(GENERATE, content=body, headers=JSON)

    assert pointers(problem_of(answer, 422, "invalid-request")) == [""]


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
     "text/plain;application/json",
     "", None, "application/jsonp"],
)  # fmt: skip
def test_a_body_of_another_type_is_refused_and_the_right_type_named(
    learner: Learner, keeps_nothing: KeepsNothing, content_type: str | None
) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    with keeps_nothing():
        answer = learner.http.post(GENERATE, content=json.dumps(SMALL_GOAL).encode(), headers=headers)

    assert "application/json" in problem_of(answer, 422, "invalid-request")["detail"]


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "APPLICATION/JSON"])
def test_the_right_type_in_other_words_is_taken(learner: Learner, content_type: str) -> None:
    answer = learner.http.post(
        "/api/v1/roadmaps/preview",
        content=json.dumps(SMALL_GOAL).encode(),
        headers={"Content-Type": content_type},
    )

    assert answer.status_code == 200


def test_a_request_whose_body_never_comes_whole_has_no_effect(
    learner: Learner, served_milepost: ServedMilepost, log: ServerLog
) -> None:
    asked = learner.review()
    path = f"/api/v1/tasks/{asked.task_id}/cancel"

    cut_short(served_milepost.url, f"POST {path} HTTP/1.1", b"Content-Length: 100\r\n\r\n{}")
    cut_short(served_milepost.url, f"POST {path} HTTP/1.1", b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")

    assert learner.status(asked.task_id)["status"] == "human_review_pending"
    assert log.lines(path, "202") == []
    learner.call("POST", f"/tasks/{asked.task_id}/cancel", expect=202)


def cut_short(url: str, request_line: str, rest: bytes) -> None:
    """Send the beginning of a request, and hang up; return once the server has noticed."""
    place = urlsplit(url)
    assert place.hostname is not None
    with socket.create_connection((place.hostname, place.port or 80), timeout=10) as connection:
        head = f"{request_line}\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
        connection.sendall(head.encode() + rest)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass
