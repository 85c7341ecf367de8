"""Lists: newest first, whole over any pages, with cursors that are ours."""

import base64

import pytest

from tests.support.learner import Asked, Json, Learner
from tests.support.problems import pointers, problem_of

LISTS = {"/api/v1/tasks": "task_id", "/api/v1/roadmaps": "roadmap_id"}


@pytest.fixture(scope="module")
def several(learner: Learner) -> list[Asked]:
    """Tasks made one after the other."""
    return [learner.review() for _ in range(5)]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_of_any_size_add_up_to_the_list_newest_first(
    learner: Learner, several: list[Asked], path: str, limit: int
) -> None:
    name = LISTS[path]
    ids: list[str] = []
    parameters: Json = {"limit": limit}
    page: Json = {"next_cursor": ""}
    while page["next_cursor"] is not None and len(ids) < 12:
        page = learner.http.get(path, params=parameters).json()
        assert page.keys() == {"items", "next_cursor", "total"}
        assert len(page["items"]) <= limit
        ids += [item[name] for item in page["items"]]
        parameters["after"] = page["next_cursor"]

    assert ids == sorted(set(ids), reverse=True)
    assert ids[:5] == [getattr(one, name) for one in several[::-1]]
    assert page["total"] >= len(ids)


@pytest.mark.parametrize("path", LISTS)
def test_what_is_made_meanwhile_does_not_move_a_page(
    learner: Learner, several: list[Asked], path: str
) -> None:
    first = learner.http.get(path, params={"limit": 2}).json()
    newer = learner.review()

    second = learner.http.get(path, params={"limit": 2, "after": first["next_cursor"]}).json()

    ids = [item[LISTS[path]] for item in (*first["items"], *second["items"])]
    assert len(set(ids)) == 4
    assert getattr(newer, LISTS[path]) not in ids
    learner.call("POST", f"/tasks/{newer.task_id}/cancel", expect=202)


def test_tasks_can_be_listed_by_their_status(learner: Learner, several: list[Asked]) -> None:
    cancelled = learner.cancelled()

    page = learner.get("/tasks", status="cancelled", limit=1)

    assert page["items"][0]["task_id"] == cancelled.task_id
    assert learner.get("/tasks", status="cancelled")["total"] == page["total"]
    assert all(item["status"] == "cancelled" for item in learner.get("/tasks", status="cancelled")["items"])
    assert learner.get("/tasks", status="failed") == {"items": [], "next_cursor": None, "total": 0}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "", "1.5", "1e2", "9" * 30, "9" * 5000, "NaN"])
def test_a_limit_out_of_bounds_is_refused(learner: Learner, path: str, limit: str) -> None:
    answer = learner.http.get(path, params={"limit": limit})

    assert pointers(problem_of(answer, 422, "invalid-request")) == ["/query/limit"]


NOT_OURS = (
    "x", "!", "é", "AA", "%00", "\x00", "====", "tsk_1", "x" * 100, base64.b64encode(b"tsk_\xff").decode(),
    base64.urlsafe_b64encode(b"a\x00b").decode(), "null", "-1",
)  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("cursor", NOT_OURS)
def test_a_cursor_that_is_not_ours_is_refused(learner: Learner, path: str, cursor: str) -> None:
    problem_of(learner.http.get(path, params={"after": cursor}), 422, "malformed-cursor")


@pytest.mark.parametrize("path", LISTS)
def test_a_cursor_that_is_too_long_is_refused(learner: Learner, path: str) -> None:
    answer = learner.http.get(path, params={"after": "x" * 201})

    assert pointers(problem_of(answer, 422, "invalid-request")) == ["/query/after"]


@pytest.mark.parametrize("status", ["done", "", "COMPLETED", "completed ", "\x00"])
def test_a_status_that_is_none_is_refused(learner: Learner, status: str) -> None:
    answer = learner.http.get("/api/v1/tasks", params={"status": status})

    assert pointers(problem_of(answer, 422, "invalid-request")) == ["/query/status"]
