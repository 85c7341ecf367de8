"""One decision per review: what comes late, twice, to nothing or against itself is refused and changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.api.conftest import KeepsNothing
from tests.support.learner import Asked, Json, Learner, concepts_of
from tests.support.problems import pointers, problem_of

RENAME_NOTHING = {"kind": "rename", "target_id": "no.such", "name": "x"}


def decide(learner: Learner, asked: Asked, body: Json) -> Any:
    return learner.http.post(f"/api/v1/roadmaps/{asked.task_id}/approve", json=body)


def removal(learner: Learner, asked: Asked) -> Json:
    last = concepts_of(learner.roadmap(asked.roadmap_id))[-1]
    return {"kind": "remove", "target_id": last["concept_id"]}


@pytest.mark.parametrize("review_id", ["rev_" + "0" * 26, "x", "\x00", "学", "tsk_" + "0" * 26, " "])
def test_a_review_that_is_not_open_is_refused_and_the_open_one_named(
    learner: Learner, waiting: Asked, keeps_nothing: KeepsNothing, review_id: str
) -> None:
    with keeps_nothing():
        answer = decide(learner, waiting, {"approved": True, "review_id": review_id})

    assert problem_of(answer, 409, "stale-review")["review_id"] == waiting.review_id
    assert learner.status(waiting.task_id)["status"] == "human_review_pending"


def test_a_second_approval_is_refused(learner: Learner, keeps_nothing: KeepsNothing) -> None:
    asked = learner.finished()

    for body in (
        {"approved": True},
        {"approved": True, "review_id": asked.review_id},
        {"approved": False, "feedback": "x"},
    ):
        with keeps_nothing():
            answer = decide(learner, asked, body)
        assert problem_of(answer, 409, "stale-review")["review_id"] is None


def test_of_many_approvals_at_once_one_counts(learner: Learner) -> None:
    asked = learner.review()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: decide(learner, asked, {"approved": True}), range(8)))

    assert sorted(answer.status_code for answer in answers) == [202] + [409] * 7
    learner.until(asked.task_id, "completed")
    assert [event["type"] for event in learner.events(asked.task_id)].count("review_decided") == 1


def test_a_decision_after_the_cancel_is_refused(learner: Learner, keeps_nothing: KeepsNothing) -> None:
    asked = learner.cancelled()

    with keeps_nothing():
        for body in ({"approved": True}, {"approved": False, "feedback": "drop the last one"}):
            problem_of(decide(learner, asked, body), 409, "stale-review")
    assert learner.status(asked.task_id)["status"] == "cancelled"


def test_approve_and_cancel_at_once_leave_a_task_that_ends_once(learner: Learner) -> None:
    asked = learner.review()
    calls = (f"/api/v1/roadmaps/{asked.task_id}/approve", f"/api/v1/tasks/{asked.task_id}/cancel")

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda path: learner.http.post(path, json={"approved": True}), calls))

    assert all(answer.status_code in {202, 409} for answer in answers)
    status = learner.until(asked.task_id, "cancelled", "completed")
    ends = {"completed", "cancelled", "failed", "partial_failure"}
    assert [event["type"] for event in learner.events(asked.task_id) if event["type"] in ends] == [
        status["status"]
    ]


@pytest.mark.parametrize(
    ("body", "slug"),
    [
        ({"approved": False}, "nothing-to-change"),
        ({"approved": False, "feedback": "  \n"}, "nothing-to-change"),
        ({"approved": False, "feedback": "", "operations": []}, "nothing-to-change"),
        ({"approved": True, "feedback": "looks good"}, "feedback-with-approval"),
        ({"approved": False, "feedback": "qwxz vbnm"}, "feedback-not-understood"),
        (
            {"approved": False, "operations": [{"kind": "remove", "target_id": "no.such"}]},
            "operation-refused",
        ),
        ({"approved": True, "operations": [RENAME_NOTHING]}, "operation-refused"),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_refused_while_the_person_is_there(
    learner: Learner, waiting: Asked, keeps_nothing: KeepsNothing, body: Json, slug: str
) -> None:
    with keeps_nothing():
        problem_of(decide(learner, waiting, body), 422, slug)

    status = learner.status(waiting.task_id)
    assert (status["status"], status["review_id"]) == ("human_review_pending", waiting.review_id)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/approved"),
        ({"approved": None}, "/approved"),
        ({"approved": "yes"}, "/approved"),
        ({"approved": 1}, "/approved"),
        ({"approved": True, "review": "x"}, "/review"),
        ({"approved": True, "review_id": 7}, "/review_id"),
        ({"approved": True, "review_id": "x" * 65}, "/review_id"),
        ({"approved": False, "feedback": 7}, "/feedback"),
        ({"approved": False, "feedback": "x" * 10_001}, "/feedback"),
        ({"approved": False, "feedback": "a\x00"}, "/feedback"),
        ({"approved": False, "operations": [{"kind": "remove", "target_id": "x"}] * 201}, "/operations"),
    ],
)
def test_a_decision_of_wrong_types_is_refused_at_its_place(
    learner: Learner, waiting: Asked, keeps_nothing: KeepsNothing, body: Json, pointer: str
) -> None:
    with keeps_nothing():
        answer = decide(learner, waiting, body)

    assert pointers(problem_of(answer, 422, "invalid-request")) == [pointer]


@pytest.mark.parametrize(
    ("operation", "pointer"),
    [
        ({"kind": "burn", "target_id": "x"}, ""),
        ({"target_id": "x"}, ""),
        ("remove", ""),
        (None, ""),
        ({"kind": "remove", "target_id": "../x"}, "/target_id"),
        ({"kind": "remove", "target_id": "x", "because": "boring"}, "/because"),
        ({"kind": "rename", "target_id": "x", "name": "  "}, "/name"),
        ({"kind": "rename", "target_id": "x", "name": "a\u202eb"}, "/name"),
        ({"kind": "move", "target_id": "x", "position": -1}, "/position"),
        ({"kind": "move", "target_id": "x", "position": 10**30}, "/position"),
        ({"kind": "move", "target_id": "x", "position": "1"}, "/position"),
        ({"kind": "reorder", "order": []}, "/order"),
        ({"kind": "reorder", "order": ["x"] * 1001}, "/order"),
        ({"kind": "reorder", "target_id": "x"}, "/order"),
        ({"kind": "add"}, ""),
        ({"kind": "add", "source": "own", "name": "x"}, ""),
        ({"kind": "add", "source": "stolen", "concept_id": "x"}, "/source"),
        ({"kind": "add", "concept_id": "x", "position": 1}, ""),
        ({"kind": "add", "concept_id": "x", "hours": 0}, "/hours"),
        ({"kind": "add", "concept_id": "x", "hours": "2"}, "/hours"),
        ({"kind": "merge", "target_id": "x", "with_ids": []}, "/with_ids"),
        ({"kind": "merge", "target_id": "x", "with_ids": ["x"] * 51}, "/with_ids"),
        ({"kind": "merge", "target_id": "x", "with_ids": ["y"], "position": 1}, ""),
        ({"kind": "split", "target_id": "x", "parts": [{"name": "a", "hours": 1}]}, "/parts"),
        ({"kind": "split", "target_id": "x", "parts": [{"name": "a", "hours": 1}] * 11}, "/parts"),
        ({"kind": "split", "target_id": "x", "parts": [{"name": " ", "hours": 1}] * 2}, "/parts/0/name"),
        ({"kind": "set_hours", "target_id": "x", "hours": 1e9}, "/hours"),
        ({"kind": "set_hours", "target_id": "x"}, "/hours"),
        ({"kind": "set_prerequisites", "target_id": "x", "prerequisites": ["y"]}, "/prerequisites/0"),
        (
            {"kind": "set_prerequisites", "target_id": "x", "prerequisites": [{"concept_id": "y"}] * 51},
            "/prerequisites",
        ),
        ({"kind": "set_budget"}, ""),
        ({"kind": "set_budget", "hours_per_week": 61}, "/hours_per_week"),
        ({"kind": "set_budget", "deadline": "soon"}, "/deadline"),
        ({"kind": "set_budget", "deadline": 20270331}, "/deadline"),
        ({"kind": "set_budget", "deadline": "2027-03-31", "no_deadline": True}, ""),
    ],
)
def test_an_operation_of_wrong_types_is_refused_at_its_place(
    learner: Learner, waiting: Asked, keeps_nothing: KeepsNothing, operation: object, pointer: str
) -> None:
    bodies = {
        f"/roadmaps/{waiting.task_id}/approve": {"approved": False, "operations": [operation]},
        f"/roadmaps/{waiting.roadmap_id}/operations": {"base_revision": 1, "operations": [operation]},
        f"/roadmaps/{waiting.roadmap_id}/proposals": {"base_revision": 1, "operations": [operation]},
    }
    for path, body in bodies.items():
        with keeps_nothing():
            answer = learner.http.post(f"/api/v1{path}", json=body)
        assert pointers(problem_of(answer, 422, "invalid-request"))[0] == f"/operations/0{pointer}"


def test_a_rejection_opens_another_review_and_closes_the_first(learner: Learner) -> None:
    asked = learner.review()
    learner.decide(asked.task_id, approved=False, operations=[removal(learner, asked)])

    status = learner.until(asked.task_id, "human_review_pending")

    assert status["review_id"] != asked.review_id
    stale = decide(learner, asked, {"approved": True, "review_id": asked.review_id})
    assert problem_of(stale, 409, "stale-review")["review_id"] == status["review_id"]
    learner.decide(asked.task_id, approved=True, review_id=status["review_id"])
    learner.until(asked.task_id, "completed")


def test_an_approval_with_operations_applies_them_first(learner: Learner) -> None:
    asked = learner.review()
    gone = removal(learner, asked)

    learner.decide(asked.task_id, approved=True, operations=[gone])
    learner.until(asked.task_id, "completed")

    roadmap = learner.roadmap(asked.roadmap_id)
    assert gone["target_id"] not in [concept["concept_id"] for concept in concepts_of(roadmap)]
    assert (roadmap["revision"], roadmap["state"]) == (2, "approved")


def test_an_edit_by_hand_closes_the_review_and_opens_the_next(learner: Learner) -> None:
    asked = learner.review()
    change = {"base_revision": 1, "operations": [removal(learner, asked)]}

    changed = learner.call("POST", f"/roadmaps/{asked.roadmap_id}/operations", expect=200, json=change)

    assert changed["review_id"] == learner.status(asked.task_id)["review_id"] != asked.review_id
    stale = decide(learner, asked, {"approved": True, "review_id": asked.review_id})
    assert problem_of(stale, 409, "stale-review")["review_id"] == changed["review_id"]


@pytest.mark.parametrize("call", ["operations", "proposals", "revert"])
@pytest.mark.parametrize("base", [2, 3, 2**31 - 1])
def test_a_change_of_another_revision_is_refused_with_the_present_one(
    learner: Learner, waiting: Asked, keeps_nothing: KeepsNothing, call: str, base: int
) -> None:
    body: Json = {"base_revision": base}
    body |= {"to_revision": 1} if call == "revert" else {"operations": [removal(learner, waiting)]}
    with keeps_nothing():
        answer = learner.http.post(f"/api/v1/roadmaps/{waiting.roadmap_id}/{call}", json=body)

    assert problem_of(answer, 409, "stale-revision")["revision"] == 1


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**63, 10**30, -(2**63) - 1, 1.5, "1", True, None])
@pytest.mark.parametrize("name", ["base_revision", "to_revision"])
def test_a_revision_out_of_bounds_is_refused(
    learner: Learner, waiting: Asked, keeps_nothing: KeepsNothing, name: str, number: object
) -> None:
    body = {"base_revision": 1, "to_revision": 1, name: number}
    with keeps_nothing():
        answer = learner.http.post(f"/api/v1/roadmaps/{waiting.roadmap_id}/revert", json=body)

    assert pointers(problem_of(answer, 422, "invalid-request")) == [f"/{name}"]


def test_of_many_edits_of_one_revision_one_counts(learner: Learner) -> None:
    asked = learner.review()
    concepts = [concept["concept_id"] for concept in concepts_of(learner.roadmap(asked.roadmap_id))][-6:]

    def rename(concept_id: str) -> int:
        change = {
            "base_revision": 1,
            "operations": [{"kind": "rename", "target_id": concept_id, "name": f"New {concept_id}"}],
        }
        path = f"/api/v1/roadmaps/{asked.roadmap_id}/operations"
        return learner.http.post(path, json=change).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(rename, concepts)) == [200] + [409] * 5
    assert learner.roadmap(asked.roadmap_id)["revision"] == 2


@pytest.mark.parametrize("call", ["cancel", "retry"])
def test_an_ended_task_does_not_change_any_more(
    learner: Learner, finished: Asked, keeps_nothing: KeepsNothing, call: str
) -> None:
    before = learner.status(finished.task_id)
    with keeps_nothing():
        answer = learner.http.post(f"/api/v1/tasks/{finished.task_id}/{call}")

    problem_of(answer, 409, "task-ended" if call == "cancel" else "nothing-to-retry")
    assert learner.status(finished.task_id) == before


def test_a_task_under_way_cannot_be_retried(
    learner: Learner, waiting: Asked, keeps_nothing: KeepsNothing
) -> None:
    with keeps_nothing():
        answer = learner.http.post(f"/api/v1/tasks/{waiting.task_id}/retry", json={"units": ["x:quiz"]})

    assert problem_of(answer, 409, "task-running")["task_id"] == waiting.task_id


@pytest.mark.parametrize(
    "body", [{"units": 7}, {"units": "x"}, {"units": [7]}, {"units": ["x"] * 3001}, {"unit": []}, [], "x", 7]
)
def test_a_retry_of_wrong_types_is_refused(
    learner: Learner, waiting: Asked, keeps_nothing: KeepsNothing, body: object
) -> None:
    with keeps_nothing():
        problem_of(
            learner.http.post(f"/api/v1/tasks/{waiting.task_id}/retry", json=body), 422, "invalid-request"
        )
