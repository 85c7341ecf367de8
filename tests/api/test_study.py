"""Studying: content by version, quizzes graded by the server and without their key, progress of one's own."""

import json
from typing import Any

import pytest

from tests.api.conftest import KeepsNothing
from tests.support.learner import Asked, Json, Learner, concepts_of
from tests.support.links import note_dead
from tests.support.problems import pointers, problem_of
from tests.support.served import ServedMilepost


@pytest.fixture(scope="module")
def concept(learner: Learner, finished: Asked) -> str:
    """The address of a concept that has all its content."""
    first = concepts_of(learner.roadmap(finished.roadmap_id))[0]["concept_id"]
    return f"/roadmaps/{finished.roadmap_id}/concepts/{first}"


@pytest.fixture(scope="module")
def quiz(learner: Learner, concept: str) -> Json:
    return learner.get(f"{concept}/quiz")


def attempt(learner: Learner, concept: str, answers: Json, version: int = 1) -> Json:
    body = {"version": version, "answers": answers}
    return learner.call("POST", f"{concept}/quiz/attempts", expect=201, json=body)


def test_no_quiz_contains_an_answer(learner: Learner, finished: Asked) -> None:
    for concept in concepts_of(learner.roadmap(finished.roadmap_id)):
        quiz = learner.get(f"/roadmaps/{finished.roadmap_id}/concepts/{concept['concept_id']}/quiz")
        assert quiz["items"]
        assert quiz.keys() == {"version", "language", "items", "removed", "too_short"}
        assert {key for item in quiz["items"] for key in item} == {
            "item_id",
            "stem",
            "options",
            "several",
            "level",
        }
        assert {key for item in quiz["items"] for option in item["options"] for key in option} == {
            "option_id",
            "text",
        }


def test_no_other_call_gives_the_answers_away(
    learner: Learner, finished: Asked, concept: str, quiz: Json
) -> None:
    graded = attempt(learner, concept, {item["item_id"]: [] for item in quiz["items"]})
    secrets = [item["explanation"] for item in graded["items"]]
    others = (
        f"/roadmaps/{finished.roadmap_id}", f"/tasks/{finished.task_id}", f"/tasks/{finished.task_id}/events",
        f"/tasks/{finished.task_id}/support", f"/roadmaps/{finished.roadmap_id}/revisions/1", f"{concept}/resources",
    )  # fmt: skip

    texts = [json.dumps(learner.get(path), ensure_ascii=False) for path in others]

    assert all(secrets)
    assert not any(secret in text for secret in secrets for text in texts)


def test_the_server_grades(learner: Learner, concept: str, quiz: Json) -> None:
    graded = attempt(learner, concept, {item["item_id"]: [] for item in quiz["items"]})
    key = {item["item_id"]: item["right_option_ids"] for item in graded["items"]}
    assert (graded["score"], graded["passed"]) == (0, False)
    assert set(key) == {item["item_id"] for item in quiz["items"]}

    right = attempt(learner, concept, key)
    assert (right["score"], right["passed"]) == (1, True)
    assert all(item["correct"] for item in right["items"])
    one = quiz["items"][0]
    wrong = [
        option["option_id"] for option in one["options"] if option["option_id"] not in key[one["item_id"]]
    ]
    nearly = attempt(learner, concept, {**key, one["item_id"]: wrong[:1]})
    assert nearly["score"] == pytest.approx((len(key) - 1) / len(key))
    assert [item["correct"] for item in nearly["items"]] == [False] + [True] * (len(key) - 1)
    assert nearly["attempt_id"] != right["attempt_id"]


def test_what_was_not_answered_is_not_given_away(learner: Learner, concept: str, quiz: Json) -> None:
    first, *others = (item["item_id"] for item in quiz["items"])

    graded = attempt(learner, concept, {first: []})

    assert [item["item_id"] for item in graded["items"]] == [first]
    # The id of the attempt is drawn, and may contain any two letters.
    assert not any(other in json.dumps(graded["items"]) for other in others)
    assert attempt(learner, concept, {})["items"] == []


def test_all_options_at_once_are_not_right(learner: Learner, concept: str, quiz: Json) -> None:
    everything = {
        item["item_id"]: [option["option_id"] for option in item["options"]] for item in quiz["items"]
    }

    assert attempt(learner, concept, everything)["score"] == 0


def test_the_best_score_counts(learner: Learner) -> None:
    asked = learner.finished()
    first = concepts_of(learner.roadmap(asked.roadmap_id))[0]["concept_id"]
    concept = f"/roadmaps/{asked.roadmap_id}/concepts/{first}"
    items = [item["item_id"] for item in learner.get(f"{concept}/quiz")["items"]]
    assert concepts_of(learner.roadmap(asked.roadmap_id))[0]["quiz_score"] is None

    key = {
        item["item_id"]: item["right_option_ids"]
        for item in attempt(learner, concept, {item_id: [] for item_id in items})["items"]
    }
    attempt(learner, concept, key)
    attempt(learner, concept, {})

    assert concepts_of(learner.roadmap(asked.roadmap_id))[0]["quiz_score"] == 1


@pytest.mark.parametrize(
    ("answers", "slug"),
    [
        ({"no-such-item": []}, "unknown-quiz-item"), ({"\x00": ["a"]}, "unknown-quiz-item"),
        ({"": []}, "unknown-quiz-item"),
        ({"{first}": ["no-such-option"]}, "unknown-quiz-item"), ({"{first}": [""]}, "unknown-quiz-item"),
        ({"{first}": ["学"] * 50}, "unknown-quiz-item"), ({"x" * 5000: []}, "unknown-quiz-item"),
    ],
)  # fmt: skip
def test_an_answer_to_nothing_is_refused(
    learner: Learner, concept: str, quiz: Json, keeps_nothing: KeepsNothing, answers: Json, slug: str
) -> None:
    first = quiz["items"][0]["item_id"]
    body = {"version": 1, "answers": {key.replace("{first}", first): value for key, value in answers.items()}}
    with keeps_nothing():
        problem_of(learner.http.post(f"/api/v1{concept}/quiz/attempts", json=body), 422, slug)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"answers": {}}, "/version"), ({"version": 1}, "/answers"), ({"version": 0, "answers": {}}, "/version"),
        ({"version": -1, "answers": {}}, "/version"), ({"version": 2**31, "answers": {}}, "/version"),
        ({"version": 10**30, "answers": {}}, "/version"), ({"version": "1", "answers": {}}, "/version"),
        ({"version": 1.5, "answers": {}}, "/version"), ({"version": True, "answers": {}}, "/version"),
        ({"version": 1, "answers": []}, "/answers"), ({"version": 1, "answers": {"a": "b"}}, "/answers/a"),
        ({"version": 1, "answers": {"a": [7]}}, "/answers/a/0"), ({"version": 1, "answers": {}, "score": 1}, "/score"),
        ({"version": 1, "answers": {str(n): [] for n in range(101)}}, "/answers"),
    ],
)  # fmt: skip
def test_an_attempt_of_wrong_types_is_refused_at_its_place(
    learner: Learner, concept: str, keeps_nothing: KeepsNothing, body: Json, pointer: str
) -> None:
    with keeps_nothing():
        answer = learner.http.post(f"/api/v1{concept}/quiz/attempts", json=body)

    assert pointers(problem_of(answer, 422, "invalid-request")) == [pointer]


def test_half_a_character_in_an_answer_is_refused(
    learner: Learner, concept: str, keeps_nothing: KeepsNothing
) -> None:
    for text in ('{"version":1,"answers":{"\\ud800":[]}}', '{"version":1,"answers":{"a":["\\udfff"]}}'):
        with keeps_nothing():
            answer = learner.http.post(
                f"/api/v1{concept}/quiz/attempts", content=text, headers={"Content-Type": "application/json"}
            )
        problem_of(answer, 422)


def test_content_is_found_by_its_version(learner: Learner, concept: str) -> None:
    for kind in ("tutorial", "resources", "quiz"):
        newest = learner.get(f"{concept}/{kind}")
        assert newest["version"] == 1
        assert learner.get(f"{concept}/{kind}", version=1) == newest
        answer = learner.http.get(f"/api/v1{concept}/{kind}", params={"version": 2})
        assert problem_of(answer, 404, "content-not-ready")["unit_status"]


def test_content_that_is_not_written_yet_says_so(learner: Learner, waiting: Asked) -> None:
    concept = concepts_of(learner.roadmap(waiting.roadmap_id))[0]["concept_id"]
    path = f"/api/v1/roadmaps/{waiting.roadmap_id}/concepts/{concept}"

    assert problem_of(learner.http.get(f"{path}/quiz"), 404, "content-not-ready")["unit_status"] == "pending"
    attempted = learner.http.post(f"{path}/quiz/attempts", json={"version": 1, "answers": {}})
    problem_of(attempted, 404, "content-not-ready")


def test_a_part_that_was_never_asked_for_is_not_said_to_come(learner: Learner) -> None:
    only_quizzes = learner.finished()
    concept = concepts_of(learner.roadmap(only_quizzes.roadmap_id))[0]["concept_id"]

    answer = learner.http.get(f"/api/v1/roadmaps/{only_quizzes.roadmap_id}/concepts/{concept}/tutorial")

    assert problem_of(answer, 404, "content-not-ready")["unit_status"] == "skipped"


@pytest.mark.parametrize("state", ["in_progress", "done", "not_started"])
def test_progress_is_kept_for_the_concept_wherever_it_stands(
    learner: Learner, finished: Asked, waiting: Asked, concept: str, state: str
) -> None:
    learner.call("PUT", f"{concept}/progress", expect=200, json={"state": state})

    concept_id = concept.rpartition("/")[2]
    for roadmap_id in (finished.roadmap_id, waiting.roadmap_id):
        states = {one["concept_id"]: one["state"] for one in concepts_of(learner.roadmap(roadmap_id))}
        assert states[concept_id] == state
    done = {one["roadmap_id"]: one["concepts_done"] for one in learner.get("/roadmaps", limit=100)["items"]}
    # What other tests have learnt counts here, too.
    learnt = [one for one in concepts_of(learner.roadmap(finished.roadmap_id)) if one["state"] == "done"]
    assert done.get(finished.roadmap_id, len(learnt)) == len(learnt)
    assert (concept_id in {one["concept_id"] for one in learnt}) == (state == "done")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({}, "/state"), ({"state": "finished"}, "/state"), ({"state": None}, "/state"), ({"state": 1}, "/state"),
     ({"state": "done", "more": 1}, "/more")],
)  # fmt: skip
def test_progress_of_wrong_types_is_refused(
    learner: Learner, concept: str, keeps_nothing: KeepsNothing, body: Any, pointer: str
) -> None:
    with keeps_nothing():
        answer = learner.http.put(f"/api/v1{concept}/progress", json=body)

    assert pointers(problem_of(answer, 422, "invalid-request")) == [pointer]


def test_a_concept_says_why_it_is_there_and_in_its_place(learner: Learner, finished: Asked) -> None:
    roadmap = learner.roadmap(finished.roadmap_id)
    order = [one["concept_id"] for one in concepts_of(roadmap)]
    for one in concepts_of(roadmap):
        why = learner.get(f"/roadmaps/{finished.roadmap_id}/concepts/{one['concept_id']}/why")
        assert why["is_explained"]
        assert why["needed_for"]
        assert sorted(need["concept_id"] for need in why["needs"]) == sorted(one["prerequisites"])
        if one["prerequisites"]:
            assert why["not_before"]["concept_id"] == max(one["prerequisites"], key=order.index)


def test_what_is_not_in_the_roadmap_has_no_reason(learner: Learner, finished: Asked) -> None:
    answer = learner.http.get(f"/api/v1/roadmaps/{finished.roadmap_id}/concepts/no.such/why")
    problem_of(answer, 404, "concept-not-found")


def test_what_is_known_of_links_by_now_is_said_and_what_was_just_looked_at_is_not_asked_for(
    learner: Learner, finished: Asked, concept: str, served_milepost: ServedMilepost
) -> None:
    written = learner.get(f"{concept}/resources")["resources"]
    assert written
    concept_id = concept.rpartition("/")[2]
    noted_at = note_dead(
        served_milepost.data_directory, roadmap_id=finished.roadmap_id, concept_id=concept_id
    )

    known = learner.get(f"{concept}/resources")
    looked_at = learner.call("POST", f"{concept}/resources/check", expect=200)

    assert looked_at == {**known, "not_looked_at": 0}
    assert [one["url"] for one in known["resources"]] == [one["url"] for one in written]
    assert {
        (one["check"], one["reason"], one["checked_at"], one["missed_at"]) for one in known["resources"]
    } == {("dead", "gone", noted_at.date().isoformat(), None)}


def test_links_of_what_is_not_there_cannot_be_looked_at(
    learner: Learner, waiting: Asked, concept: str
) -> None:
    nowhere = f"/roadmaps/{waiting.roadmap_id}/concepts"
    unwritten = concepts_of(learner.roadmap(waiting.roadmap_id))[0]["concept_id"]

    for concept_id, slug in ((unwritten, "content-not-ready"), ("no.such", "concept-not-found")):
        answer = learner.http.post(f"/api/v1{nowhere}/{concept_id}/resources/check")
        problem_of(answer, 404, slug)
