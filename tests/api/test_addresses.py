"""Addresses that are nearly right, ids of another kind, methods that are not there: each says what is right."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.support.contract import Contract
from tests.support.learner import Asked, Learner
from tests.support.problems import problem_of

TASK = "tsk_00000000000000000000000000"
ROADMAP = "rmp_00000000000000000000000000"
STRANGE = (
    "x", "tsk_", TASK[:-1], TASK + "0", TASK.upper(), TASK[:-1] + "u", "%00", "tsk_%00", "%ff", "%F0%9F%8E%93",
    "..%2f..",
    "'%20OR%201=1--", "-1", "1e309", "9" * 30, "null", "%0d%0aX-Evil:1", "%7B%7D", "x" * 64, "x" * 65, "x" * 5000,
)  # fmt: skip
LIKELY = {
    f"GET /api/v1/roadmaps/tasks/{TASK}/status": "GET /api/v1/roadmaps/{task_id}/status",
    f"POST /api/v1/roadmaps/tasks/{TASK}/approve": "POST /api/v1/roadmaps/{task_id}/approve",
    f"POST /api/v1/roadmaps/tasks/{TASK}/cancel": "POST /api/v1/tasks/{task_id}/cancel",
    f"POST /api/v1/tasks/{TASK}/approve": "POST /api/v1/roadmaps/{task_id}/approve",
    f"POST /api/v1/roadmaps/{TASK}/cancel": "/api/v1/tasks/",
    f"GET /api/v1/roadmaps/{TASK}/events": "/api/v1/tasks/",
    f"GET /ws/{TASK}": "/api/v1/ws/{task_id}",
    f"POST /ws/{TASK}": "/api/v1/ws/{task_id}",
    f"GET /api/ws/{TASK}": "/api/v1/ws/{task_id}",
    f"GET /api/v1/ws/{TASK}": "/api/v1/ws/{task_id}",
    "GET /api/v1/ws": "/api/v1/ws/{task_id}",
    "GET /api/v2/tasks": "/api/v1/",
    "POST /api/roadmaps/generate": "/api/v1/",
    "GET /api/v1/tasks/": "/api/v1/tasks",
    "POST /api/v1/roadmaps/generate/": "/api/v1/roadmaps/generate",
}
MISSES = (
    "/api",
    "/api/",
    "/api/v1",
    "/api/v1/",
    "/api/v1/nothing",
    "/api/v1/tasks/a/b/c",
    "/API/V1/tasks",
    "/ws",
    "/healthz/x",
)


@pytest.fixture(scope="module")
def contract(learner: Learner) -> Contract:
    return Contract(learner.http.get("/openapi.json").json())


def calls_with(
    contract: Contract, learner: Learner, name: str, value: str
) -> Iterator[tuple[str, httpx.Response]]:
    """The answer of every call that takes this path parameter, each with a body that is none of its."""
    for operation in contract.operations.values():
        if name in operation.takes:
            others = {"task_id": TASK, "roadmap_id": ROADMAP, "concept_id": "git.commit"}
            path = operation.path.format(**{**OTHERS, **others, name: value})
            body = None if operation.is_safe else BODIES.get(operation.operation_id, {})
            yield operation.operation_id, learner.http.request(operation.method, path, json=body)


OTHERS = {"revision": "1", "kind": "quiz", "version": "1", "item_id": "q1"}
BODIES = {
    "decide_review": {"approved": True},
    "answer_questions": {"answers": {"q1": "yes"}},
    "check_resources": None,
    "propose_redating": {"base_revision": 1},
    "redate_roadmap": {"base_revision": 1, "schedule_hash": "0" * 64},
    "propose_change": {"base_revision": 1, "feedback": "drop it"},
    "apply_operations": {"base_revision": 1, "operations": [{"kind": "remove", "target_id": "git.commit"}]},
    "revert_roadmap": {"base_revision": 1, "to_revision": 1},
    "attempt_quiz": {"version": 1, "answers": {}},
    "set_progress": {"state": "done"},
    "rewrite_unit": {},
    "choose_version": {"version": 1},
    "remove_question": {},
    "put_question_back": None,
}


@pytest.mark.parametrize("address", LIKELY)
def test_a_likely_mistake_names_the_right_address(learner: Learner, address: str) -> None:
    method, _, path = address.partition(" ")

    problem = problem_of(learner.http.request(method, path), 404, "not-found")

    assert LIKELY[address] in problem["detail"]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", MISSES)
def test_an_address_of_the_api_that_is_none_is_a_problem_and_no_page(
    learner: Learner, method: str, path: str
) -> None:
    problem_of(learner.http.request(method, path), 404, "not-found")


def test_a_method_that_an_address_does_not_take_is_told_which_one_it_does(
    learner: Learner, contract: Contract
) -> None:
    for path, methods in contract.document["paths"].items():
        known = {method.upper() for method in methods}
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} - known:
            answer = learner.http.request(method, re.sub(r"\{\w+\}", "x", path))
            if path == "/api/v1/roadmaps/{roadmap_id}" or (method in {"GET", "DELETE"} and "{" not in path):
                # `/roadmaps/generate` is, to these, a roadmap whose id is "generate".
                assert answer.status_code in {404, 405}
                continue
            problem = problem_of(answer, 405, "method-not-allowed")
            assert set(answer.headers["allow"].split(", ")) - {"HEAD"} <= known
            assert answer.headers["allow"] in problem["detail"]


@pytest.mark.parametrize(
    "path", ["/healthz", "/readyz", "/metrics", "/openapi.json", "/asyncapi.json", "/api/v1/tasks"]
)
def test_a_look_without_the_body_never_shows_the_page(learner: Learner, path: str) -> None:
    answer = learner.http.head(path)

    assert answer.headers["content-type"] != "text/html; charset=utf-8"
    assert answer.content == b""


@pytest.mark.parametrize("kind", ["roadmap", "review", "attempt"])
def test_an_id_of_another_kind_where_a_task_is_meant_names_the_right_call(
    learner: Learner, contract: Contract, waiting: Asked, kind: str
) -> None:
    other = {"roadmap": waiting.roadmap_id, "review": waiting.review_id or "", "attempt": "att_" + "0" * 26}[
        kind
    ]
    tried = 0
    for operation_id, answer in calls_with(contract, learner, "task_id", other):
        if operation_id in {"get_task_status", "get_roadmap_status"} and kind == "roadmap":
            assert answer.status_code == 200  # a roadmap's status is that of its newest task
            continue
        assert other in problem_of(answer, 404, "wrong-id-kind")["detail"]
        tried += 1
    assert tried >= 6


@pytest.mark.parametrize("kind", ["task", "review", "attempt"])
def test_an_id_of_another_kind_where_a_roadmap_is_meant_names_the_right_call(
    learner: Learner, contract: Contract, waiting: Asked, kind: str
) -> None:
    other = {"task": waiting.task_id, "review": waiting.review_id or "", "attempt": "att_" + "0" * 26}[kind]
    answers = list(calls_with(contract, learner, "roadmap_id", other))

    assert len(answers) >= 11
    for _, answer in answers:
        assert other in problem_of(answer, 404, "wrong-id-kind")["detail"]


@pytest.mark.parametrize("parameter", ["task_id", "roadmap_id"])
def test_an_id_that_nobody_has_is_not_found(learner: Learner, contract: Contract, parameter: str) -> None:
    unknown = TASK if parameter == "task_id" else ROADMAP

    for _, answer in calls_with(contract, learner, parameter, unknown):
        problem = problem_of(answer, 404, f"{parameter.removesuffix('_id')}-not-found")
        assert unknown in problem["detail"]


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("parameter", ["task_id", "roadmap_id"])
def test_what_is_no_id_is_refused_everywhere(
    learner: Learner, contract: Contract, parameter: str, text: str
) -> None:
    for _, answer in calls_with(contract, learner, parameter, text):
        assert answer.status_code in {404, 422}
        problem_of(answer, answer.status_code)
        assert "x-evil" not in answer.headers


@pytest.mark.parametrize("concept_id", ["x", "%00", "%ff", "学", "..%2f..", "x" * 120, "x" * 121, "x" * 5000])
def test_what_is_no_concept_is_refused_everywhere(
    learner: Learner, contract: Contract, finished: Asked, concept_id: str
) -> None:
    for operation in contract.operations.values():
        if "concept_id" in operation.takes:
            path = operation.path.format(
                **{**OTHERS, "roadmap_id": finished.roadmap_id, "concept_id": concept_id}
            )
            body = None if operation.is_safe else BODIES[operation.operation_id]
            answer = learner.http.request(operation.method, path, json=body)
            assert answer.status_code in {404, 422}
            problem_of(answer, answer.status_code)


@pytest.mark.parametrize("revision", ["0", "-1", "x", "1.5", "9" * 10, "9" * 30, "9" * 5000, "%00", "١"])
def test_a_revision_that_is_none_is_refused(learner: Learner, waiting: Asked, revision: str) -> None:
    problem_of(learner.http.get(f"/api/v1/roadmaps/{waiting.roadmap_id}/revisions/{revision}"), 422)


def test_a_revision_that_does_not_exist_is_not_found(learner: Learner, waiting: Asked) -> None:
    answer = learner.http.get(f"/api/v1/roadmaps/{waiting.roadmap_id}/revisions/{2**31 - 1}")

    problem_of(answer, 404, "revision-not-found")


@pytest.mark.parametrize("version", ["0", "-1", "x", "9" * 10, "9" * 30, "", "1.5"])
def test_a_version_that_is_none_is_refused(learner: Learner, finished: Asked, version: str) -> None:
    quiz = f"/api/v1/roadmaps/{finished.roadmap_id}/concepts/x/quiz"

    problem_of(learner.http.get(quiz, params={"version": version}), 422, "invalid-request")
