"""A request that is sent again has the effect and the answer of the first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.api.conftest import KeepsNothing
from tests.support.learner import SMALL_GOAL, Json, Learner, concepts_of
from tests.support.problems import pointers, problem_of

#: A call that makes something: its address and body, and another body that it takes.
Call = tuple[str, Json, Json]


def generating(_learner: Learner) -> Call:
    return "/roadmaps/generate", dict(SMALL_GOAL), {**SMALL_GOAL, "hours_per_week": 7}


def deciding(learner: Learner) -> Call:
    asked = learner.review()
    return (
        f"/roadmaps/{asked.task_id}/approve",
        {"approved": True},
        {"approved": True, "review_id": asked.review_id},
    )


def cancelling(learner: Learner) -> Call:
    return f"/tasks/{learner.review().task_id}/cancel", {}, {"really": True}


def editing(learner: Learner) -> Call:
    asked = learner.review()
    last = concepts_of(learner.roadmap(asked.roadmap_id))[-1]["concept_id"]
    bodies = [
        {"base_revision": 1, "operations": [{"kind": "rename", "target_id": last, "name": name}]}
        for name in ("One", "Two")
    ]
    return f"/roadmaps/{asked.roadmap_id}/operations", bodies[0], bodies[1]


def reverting(learner: Learner) -> Call:
    path, edit, _ = editing(learner)
    learner.call("POST", path, expect=200, json=edit)
    path = path.replace("operations", "revert")
    return path, {"base_revision": 2, "to_revision": 1}, {"base_revision": 3, "to_revision": 2}


def attempting(learner: Learner) -> Call:
    asked = learner.finished()
    concept = concepts_of(learner.roadmap(asked.roadmap_id))[0]["concept_id"]
    path = f"/roadmaps/{asked.roadmap_id}/concepts/{concept}/quiz"
    [first, *_] = learner.get(path)["items"]
    answers = [{first["item_id"]: [option["option_id"]]} for option in first["options"][:2]]
    return f"{path}/attempts", {"version": 1, "answers": answers[0]}, {"version": 1, "answers": answers[1]}


def restoring(learner: Learner) -> Call:
    asked = learner.cancelled()
    learner.call("DELETE", f"/roadmaps/{asked.roadmap_id}", expect=200)
    return f"/roadmaps/{asked.roadmap_id}/restore", {}, {"really": True}


CALLS: tuple[Callable[[Learner], Call], ...] = (
    generating,
    deciding,
    cancelling,
    editing,
    reverting,
    attempting,
    restoring,
)


def send(learner: Learner, path: str, body: Any, key: str) -> httpx.Response:
    return learner.http.post(f"/api/v1{path}", json=body, headers={"Idempotency-Key": key})


@pytest.mark.parametrize("make", CALLS)
def test_the_same_request_again_gets_the_same_answer_and_has_no_second_effect(
    learner: Learner, keeps_nothing: KeepsNothing, make: Callable[[Learner], Call]
) -> None:
    path, body, _ = make(learner)
    key = str(uuid4())
    first = send(learner, path, body, key)
    assert first.is_success, first.text
    _settle(learner, first)

    with keeps_nothing():
        again = [send(learner, path, body, key) for _ in range(3)]

    assert [(one.status_code, one.json()) for one in again] == [(first.status_code, first.json())] * 3


@pytest.mark.parametrize("make", CALLS)
def test_the_same_key_for_another_request_is_refused(
    learner: Learner, keeps_nothing: KeepsNothing, make: Callable[[Learner], Call]
) -> None:
    path, body, other = make(learner)
    key = str(uuid4())
    _settle(learner, send(learner, path, body, key))

    with keeps_nothing():
        problem_of(send(learner, path, other, key), 409, "idempotency-key-reused")
        problem_of(
            send(learner, "/roadmaps/generate", {**SMALL_GOAL, "level": "advanced"}, key),
            409,
            "idempotency-key-reused",
        )


@pytest.mark.parametrize("make", CALLS)
def test_the_same_request_many_times_at_once_has_one_effect(
    learner: Learner, make: Callable[[Learner], Call]
) -> None:
    path, body, _ = make(learner)
    key = str(uuid4())

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: send(learner, path, body, key), range(8)))

    # Whoever comes while the first is under way may be told so; nobody gets another answer.
    made = [answer for answer in answers if answer.is_success]
    assert made
    assert all(answer.json() == made[0].json() for answer in made)
    assert {answer.status_code for answer in answers} <= {made[0].status_code, 409}
    _settle(learner, made[0])
    assert send(learner, path, body, key).json() == made[0].json()


def test_a_request_that_was_refused_can_be_sent_again_with_its_key(learner: Learner) -> None:
    key = str(uuid4())
    problem_of(
        send(learner, "/roadmaps/generate", {"goal": "learn to play the violin"}, key),
        422,
        "goal-not-covered",
    )

    answer = send(learner, "/roadmaps/generate", SMALL_GOAL, key)

    assert answer.status_code == 202
    _settle(learner, answer)


def test_another_key_makes_another_task(learner: Learner) -> None:
    first, second = (send(learner, "/roadmaps/generate", SMALL_GOAL, str(uuid4())) for _ in range(2))

    assert first.json()["task_id"] != second.json()["task_id"]
    for answer in (first, second):
        _settle(learner, answer)


def test_the_answer_to_a_repeated_key_is_the_first_one_also_after_the_end(learner: Learner) -> None:
    key = str(uuid4())
    first = send(learner, "/roadmaps/generate", {**SMALL_GOAL, "review": False}, key)
    learner.until(first.json()["task_id"], "completed")

    again = send(learner, "/roadmaps/generate", {**SMALL_GOAL, "review": False}, key)

    assert again.json() == first.json()


@pytest.mark.parametrize("key", ["", "a b", "a\tb", "x" * 201, "é"])
def test_a_key_that_is_none_is_refused(learner: Learner, keeps_nothing: KeepsNothing, key: str) -> None:
    with keeps_nothing():
        answer = learner.http.post(
            "/api/v1/roadmaps/generate", json=SMALL_GOAL, headers={b"Idempotency-Key": key.encode()}
        )

    assert pointers(problem_of(answer, 422, "invalid-request")) == ["/header/Idempotency-Key"]


@pytest.mark.parametrize("key", ["a", "x" * 200, "~!\"#$%&'()*+,-./:;<=>?@[]^_`{|}"])
def test_any_visible_text_is_a_key(learner: Learner, key: str) -> None:
    _settle(learner, send(learner, "/roadmaps/generate", {**SMALL_GOAL, "level": "beginner"}, key))


def _settle(learner: Learner, answer: httpx.Response) -> None:
    """Wait until what the answer has begun stands still."""
    assert answer.is_success, answer.text
    if "task_id" in answer.json():
        learner.until(answer.json()["task_id"], "human_review_pending", "completed", "cancelled")
