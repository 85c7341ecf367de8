"""The placement quiz over HTTP: stateless, without its key, and refusing what does not belong."""

from typing import Any

import pytest

from tests.api.conftest import KeepsNothing
from tests.support.learner import Json, Learner
from tests.support.problems import pointers, problem_of

GOAL = {"goal": "learn SQL"}


def step(learner: Learner, **fields: Any) -> Json:
    return learner.call("POST", "/placement", expect=200, json={"goal": GOAL, **fields})


def test_a_quiz_goes_from_the_first_question_to_a_result_that_a_plan_leaves_out(
    learner: Learner, keeps_nothing: KeepsNothing
) -> None:
    with keeps_nothing():
        answers: list[Json] = []
        while (now := step(learner, answers=answers))["question"] is not None:
            asked = now["question"]
            assert now["answered"] == len(answers) < now["at_most"] == 12
            assert asked.keys() == {"concept_id", "concept_name", "item_id", "stem", "options", "language"}
            assert {key for option in asked["options"] for key in option} == {"option_id", "text"}
            answers.append({"concept_id": asked["concept_id"], "item_id": asked["item_id"], "option_id": "a"})
        early = step(learner, answers=answers[:2], finish=True)["result"]
        known = [one["concept_id"] for one in now["result"]["known"] or early["known"]]
        plans = [
            learner.call("POST", "/roadmaps/preview", expect=200, json={**GOAL, "known": one})["preview"]
            for one in ([], known)
        ]
    assert plans[0]["concept_count"] - plans[1]["concept_count"] == len(known)


ANSWER = {"concept_id": "sql.inner-joins", "item_id": "q1", "option_id": "a"}
BAD: dict[str, tuple[Json, str]] = {
    "thirteen answers": ({"answers": [ANSWER] * 13}, "/answers"),
    "twice the same": ({"answers": [ANSWER, ANSWER]}, "/answers/1"),
    "foreign concept": ({"answers": [{**ANSWER, "concept_id": "ml.overfitting"}]}, "/answers/0/concept_id"),
    "no such question": ({"answers": [{**ANSWER, "item_id": "q99"}]}, "/answers/0/item_id"),
    "no such option": ({"answers": [{**ANSWER, "option_id": "z"}]}, "/answers/0/option_id"),
    "no question named": ({"answers": [{"concept_id": "sql.inner-joins"}]}, "/answers/0/item_id"),
    "several options": ({"answers": [{**ANSWER, "option_id": ["a", "b"]}]}, "/answers/0/option_id"),
    "key sent along": ({"answers": [{**ANSWER, "right": True}]}, "/answers/0/right"),
    "no list": ({"answers": ANSWER}, "/answers"),
    "seed below 0": ({"seed": -1}, "/seed"),
    "seed as text": ({"seed": "1"}, "/seed"),
    "finish as text": ({"finish": "yes"}, "/finish"),
    "goal empty": ({"goal": {"goal": ""}}, "/goal/goal"),
    "goal absent": ({"goal": None}, "/goal"),
}


@pytest.mark.parametrize(("fields", "pointer"), BAD.values(), ids=list(BAD))
def test_what_does_not_belong_is_refused_at_its_place(learner: Learner, fields: Json, pointer: str) -> None:
    problem = problem_of(learner.http.post("/api/v1/placement", json={"goal": GOAL, **fields}), 422)
    assert pointer in pointers(problem)


@pytest.mark.parametrize(
    ("goal", "kind"),
    [
        ({"goal": "learn it", "goal_ids": ["astrology"]}, "unknown-goal"),
        ({"goal": "breed alpacas in the Andes"}, "goal-not-covered"),
        ({"goal": "learn SQL", "deadline": "2020-01-01"}, "deadline-in-the-past"),
    ],
)
def test_a_goal_that_cannot_be_planned_has_no_quiz(learner: Learner, goal: Json, kind: str) -> None:
    problem = problem_of(learner.http.post("/api/v1/placement", json={"goal": goal}), 422)
    assert problem["type"] == f"/problems/{kind}"
