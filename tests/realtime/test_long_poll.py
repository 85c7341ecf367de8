"""The long-poll transport: the same log on the same cursors, a page an answer."""

import asyncio
import time

import httpx
import pytest

from tests.support.learner import Asked, Json, Learner

UNKNOWN = "tsk_00000000000000000000000000"


def poll(learner: Learner, task_id: str, **parameters: object) -> Json:
    return learner.get(f"/tasks/{task_id}/events", **parameters)


def test_an_answer_holds_the_events_after_the_cursor(learner: Learner, finished: Asked, server: str) -> None:
    status = learner.status(finished.task_id)
    head = status["last_seq"]

    page = poll(learner, finished.task_id, after=f"{status['epoch']}.{head - 3}")

    assert [event["seq"] for event in page["events"]] == [head - 2, head - 1, head]
    assert page["next"] == f"{status['epoch']}.{head}"
    assert (page["epoch"], page["head"], page["terminal"], page["resync"]) == (
        status["epoch"], head, True, None,
    )  # fmt: skip


@pytest.mark.parametrize("limit", [1, 7, 500])
def test_pages_of_any_size_add_up_to_the_log(
    learner: Learner, finished: Asked, server: str, limit: int
) -> None:
    head = learner.status(finished.task_id)["last_seq"]
    page: Json = {"next": "0", "terminal": False}
    numbers: list[int] = []
    while not page["terminal"]:
        page = poll(learner, finished.task_id, after=page["next"], limit=limit)
        assert len(page["events"]) <= limit
        numbers += [event["seq"] for event in page["events"]]

    assert numbers == list(range(1, head + 1))


@pytest.mark.parametrize("after", [None, "", "0"])
def test_without_a_cursor_the_log_begins_at_its_beginning(
    learner: Learner, finished: Asked, server: str, after: str | None
) -> None:
    page = poll(learner, finished.task_id, limit=2, **({} if after is None else {"after": after}))

    assert [event["seq"] for event in page["events"]] == [1, 2]
    assert page["terminal"] is False


@pytest.mark.parametrize(
    ("after", "reason"),
    [("{epoch}.{ahead}", "cursor_ahead"), ("999999999999", "cursor_ahead"), ("other.3", "epoch_changed")],
)
def test_a_cursor_that_does_not_fit_begins_anew_and_says_why(
    learner: Learner, finished: Asked, server: str, after: str, reason: str
) -> None:
    status = learner.status(finished.task_id)
    cursor = after.format(epoch=status["epoch"], ahead=status["last_seq"] + 1)

    page = poll(learner, finished.task_id, after=cursor, limit=1, wait=20)

    assert page["resync"] == reason
    assert [event["seq"] for event in page["events"]] == [1]


def test_an_ended_log_is_answered_at_once(learner: Learner, finished: Asked, server: str) -> None:
    head = learner.status(finished.task_id)["last_seq"]
    begin = time.monotonic()

    page = poll(learner, finished.task_id, after=head, wait=30)

    assert time.monotonic() - begin < 5
    assert (page["events"], page["terminal"]) == ([], True)


def test_a_wait_ends_at_its_limit_without_an_event(learner: Learner, waiting: Asked, server: str) -> None:
    head = learner.status(waiting.task_id)["last_seq"]
    begin = time.monotonic()

    page = poll(learner, waiting.task_id, after=head, wait=0.3)

    assert 0.25 <= time.monotonic() - begin < 5
    assert (page["events"], page["terminal"], page["head"]) == ([], False, head)
    assert page["next"].endswith(f".{head}")


async def test_a_wait_ends_with_the_next_event(learner: Learner, server: str) -> None:
    asked = learner.review()
    head = learner.status(asked.task_id)["last_seq"]
    async with httpx.AsyncClient(base_url=server, timeout=30) as client:
        path = f"/api/v1/tasks/{asked.task_id}/events"
        held = [asyncio.create_task(client.get(path, params={"after": head, "wait": 25})) for _ in range(5)]
        await asyncio.to_thread(learner.call, "POST", f"/tasks/{asked.task_id}/cancel", expect=202)
        pages = [(await answer).json() for answer in held]

    for page in pages:
        assert page["events"][0]["seq"] == head + 1


async def test_a_client_that_polls_through_a_run_misses_nothing(learner: Learner, server: str) -> None:
    asked = learner.review()
    numbers: list[int] = []
    page: Json = {"next": "0", "terminal": False}
    async with httpx.AsyncClient(base_url=server, timeout=30) as client:
        decided = asyncio.create_task(asyncio.to_thread(learner.decide, asked.task_id, approved=True))
        while not page["terminal"]:
            answer = await client.get(
                f"/api/v1/tasks/{asked.task_id}/events",
                params={"after": page["next"], "wait": 20, "limit": 9},
            )
            page = answer.json()
            numbers += [event["seq"] for event in page["events"]]
        await decided

    assert numbers == list(range(1, page["head"] + 1))
    assert page["events"] == [] or page["events"][-1]["type"] == "completed"


def test_answers_are_never_stored_by_a_cache(learner: Learner, finished: Asked, server: str) -> None:
    answer = learner.http.get(f"/api/v1/tasks/{finished.task_id}/events")

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("parameters", "pointer"),
    [
        ({"limit": 0}, "/query/limit"), ({"limit": 501}, "/query/limit"), ({"limit": -1}, "/query/limit"),
        ({"limit": "x"}, "/query/limit"), ({"limit": "1.5"}, "/query/limit"), ({"limit": "9" * 400}, "/query/limit"),
        ({"limit": ""}, "/query/limit"), ({"wait": -0.1}, "/query/wait"), ({"wait": 30.1}, "/query/wait"),
        ({"wait": "nan"}, "/query/wait"), ({"wait": "inf"}, "/query/wait"), ({"wait": "x"}, "/query/wait"),
        ({"wait": "9" * 5000}, "/query/wait"),
    ],
)  # fmt: skip
def test_a_parameter_out_of_bounds_is_refused_by_name(
    learner: Learner, finished: Asked, server: str, parameters: Json, pointer: str
) -> None:
    problem = learner.call("GET", f"/tasks/{finished.task_id}/events", expect=422, params=parameters)

    assert problem["type"] == "/problems/invalid-request"
    assert problem["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("after", ["x", "-1", "1.2.3", "１", "9" * 13, "e.", "\x00", "1\n", "学.1"])
def test_a_malformed_cursor_is_refused(learner: Learner, finished: Asked, server: str, after: str) -> None:
    problem = learner.call("GET", f"/tasks/{finished.task_id}/events", expect=422, params={"after": after})

    assert problem["type"] == "/problems/malformed-cursor"


def test_what_is_no_task_is_not_found(learner: Learner, finished: Asked, server: str) -> None:
    for task_id, slug in ((UNKNOWN, "task-not-found"), ("x", "task-not-found"), ("%00", "task-not-found"),
                          ("x" * 5000, "task-not-found"), (finished.roadmap_id, "wrong-id-kind")):  # fmt: skip
        problem = learner.call("GET", f"/tasks/{task_id}/events", expect=404)
        assert problem["type"] == f"/problems/{slug}"
        assert len(problem["detail"]) < 300
