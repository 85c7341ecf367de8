"""The status: its tag, compared weakly, and the wait until it changes."""

import asyncio
import time

import httpx
import pytest

from tests.support.learner import Asked, Learner

PATHS = (
    "/api/v1/tasks/{task_id}/status",
    "/api/v1/roadmaps/{task_id}/status",
    "/api/v1/roadmaps/{roadmap_id}/status",
)


def path_of(template: str, asked: Asked) -> str:
    return template.format(task_id=asked.task_id, roadmap_id=asked.roadmap_id)


@pytest.mark.parametrize("template", PATHS)
def test_the_tag_names_the_place_in_the_log(learner: Learner, waiting: Asked, template: str) -> None:
    answer = learner.http.get(path_of(template, waiting))

    status = answer.json()
    assert answer.headers["etag"].removeprefix("W/") == f'"{status["epoch"]}.{status["last_seq"]}"'
    assert answer.headers["cache-control"] == "no-store"
    assert status["terminal"] is False


@pytest.mark.parametrize("template", PATHS)
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '{} , W/"x"', "*"])
def test_a_known_tag_is_answered_with_304(learner: Learner, waiting: Asked, template: str, form: str) -> None:
    path = path_of(template, waiting)
    tag = learner.http.get(path).headers["etag"]

    answer = learner.http.get(path, headers={"If-None-Match": form.format(tag.removeprefix("W/"))})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == tag
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "tag", ["", '"x"', "x", 'W/"', '"{epoch}.1"', '"other.{seq}"', "{epoch}.{seq}x", "é"]
)
def test_another_tag_is_answered_with_the_status(learner: Learner, waiting: Asked, tag: str) -> None:
    status = learner.status(waiting.task_id)
    sent = tag.format(epoch=status["epoch"], seq=status["last_seq"]).encode()
    begin = time.monotonic()

    answer = learner.http.get(
        f"/api/v1/tasks/{waiting.task_id}/status", params={"wait": 20}, headers={b"If-None-Match": sent}
    )

    assert answer.status_code == 200
    assert answer.json() == status
    assert time.monotonic() - begin < 5


def test_without_a_tag_nothing_is_waited_for(learner: Learner, waiting: Asked) -> None:
    begin = time.monotonic()

    assert learner.get(f"/tasks/{waiting.task_id}/status", wait=30)["task_id"] == waiting.task_id
    assert time.monotonic() - begin < 5


def test_an_ended_task_answers_at_once(learner: Learner, finished: Asked) -> None:
    path = f"/api/v1/tasks/{finished.task_id}/status"
    tag = learner.http.get(path).headers["etag"]
    begin = time.monotonic()

    answer = learner.http.get(path, params={"wait": 30}, headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert time.monotonic() - begin < 5


def test_a_wait_without_a_change_ends_with_304(learner: Learner, waiting: Asked) -> None:
    path = f"/api/v1/tasks/{waiting.task_id}/status"
    tag = learner.http.get(path).headers["etag"]
    begin = time.monotonic()

    answer = learner.http.get(path, params={"wait": 0.3}, headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert 0.25 <= time.monotonic() - begin < 5


@pytest.mark.parametrize("template", PATHS)
async def test_a_wait_ends_with_the_change(learner: Learner, served_milepost_url: str, template: str) -> None:
    asked = learner.review()
    path = path_of(template, asked)
    tag = learner.http.get(path).headers["etag"]

    async with httpx.AsyncClient(base_url=served_milepost_url, timeout=30) as client:
        held = asyncio.create_task(client.get(path, params={"wait": 25}, headers={"If-None-Match": tag}))
        await asyncio.to_thread(learner.call, "POST", f"/tasks/{asked.task_id}/cancel", expect=202)
        answer = await held

    assert answer.status_code == 200
    assert answer.json()["last_seq"] > int(tag.strip('"').rpartition(".")[2])


@pytest.mark.parametrize("wait", ["-1", "30.1", "nan", "inf", "x", "", "1e999", "9" * 400])
def test_a_wait_out_of_bounds_is_refused(learner: Learner, waiting: Asked, wait: str) -> None:
    problem = learner.call("GET", f"/tasks/{waiting.task_id}/status", expect=422, params={"wait": wait})

    assert problem["errors"][0]["pointer"] == "/query/wait"


def test_a_roadmap_of_several_tasks_answers_for_the_newest(learner: Learner) -> None:
    asked = learner.review()
    learner.call("POST", f"/tasks/{asked.task_id}/cancel", expect=202)

    status = learner.get(f"/roadmaps/{asked.roadmap_id}/status")

    assert (status["task_id"], status["status"]) == (asked.task_id, "cancelled")


def test_the_tag_of_a_roadmap_is_its_revision(learner: Learner, waiting: Asked) -> None:
    answer = learner.http.get(f"/api/v1/roadmaps/{waiting.roadmap_id}")

    assert answer.headers["etag"] == f'"r{answer.json()["revision"]}"'
    assert answer.headers["cache-control"] == "no-store"
