"""Every call does what it says when all is well, and answers in the shape that the document promises."""

import re
from typing import Any

import pytest

from tests.support.contract import Contract
from tests.support.learner import SMALL_GOAL, Learner, concepts_of
from tests.support.links import note_dead
from tests.support.model_server import ScriptedModelServer, running_model_server
from tests.support.served import ServedMilepost

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


@pytest.fixture(scope="module")
def contract(learner: Learner) -> Contract:
    return Contract(learner.http.get("/openapi.json").json())


def test_a_whole_life_through_every_call(
    contract: Contract, learner: Learner, served_milepost: ServedMilepost
) -> None:
    def call(operation_id: str, expect: int = 200, **options: Any) -> Any:
        return contract.call(learner.http, operation_id, expect=expect, **options)

    # Ask, watch, look.
    preview = call("preview_roadmap", json=SMALL_GOAL)["preview"]
    assert preview["concept_count"] > 10
    assert call("step_placement", json={"goal": SMALL_GOAL})["question"]["options"]
    accepted = call("generate_roadmap", 202, json=SMALL_GOAL)
    task, roadmap = {"task_id": accepted["task_id"]}, {"roadmap_id": accepted["roadmap_id"]}
    review = learner.until(accepted["task_id"], "human_review_pending")
    assert call("get_task_status", **task) == call("get_roadmap_status", **task)
    assert call("get_roadmap_status", task_id=accepted["roadmap_id"])["task_id"] == accepted["task_id"]
    assert call("get_task", **task)["request"]["goal"] == SMALL_GOAL["goal"]
    assert call("get_task_events", **task)["head"] == review["last_seq"]
    assert call("list_tasks")["items"][0]["task_id"] == accepted["task_id"]
    assert call("list_roadmaps")["items"][0]["roadmap_id"] == accepted["roadmap_id"]
    assert any(accepted["task_id"] in line for line in call("get_support", **task)["server_log"])

    # Change it while it is reviewed.
    first = call("get_roadmap", **roadmap)
    assert (first["revision"], first["state"]) == (1, "in_review")
    assert preview["concept_count"] == len(concepts_of(first))
    target = concepts_of(first)[-1]["concept_id"]
    rename = {"kind": "rename", "target_id": target, "name": "Another name"}
    found = call("find_concepts", params={"q": "decorat", "language": "en"})["items"]
    assert found[0]["concept_id"] == "python.decorators"
    grown = call(
        "propose_change",
        **roadmap,
        json={"base_revision": 1, "operations": [{"kind": "add", "concept_id": found[0]["concept_id"]}]},
    )
    assert grown["diff"]["added"][-1]["concept_id"] == "python.decorators"
    proposal = call("propose_change", **roadmap, json={"base_revision": 1, "operations": [rename]})
    assert proposal["operations"][0]["operation"] == rename
    changed = call("apply_operations", **roadmap, json={"base_revision": 1, "operations": [rename]})
    assert changed["revision"] == 2
    assert changed["review_id"] not in {None, review["review_id"]}
    assert concepts_of(call("get_roadmap", **roadmap))[-1]["name"] == "Another name"
    assert call("revert_roadmap", **roadmap, json={"base_revision": 2, "to_revision": 1})["revision"] == 3
    revisions = call("list_revisions", **roadmap)["items"]
    assert [(one["revision"], one["by"], one["restores"]) for one in revisions] == [
        (3, "revert", 1), (2, "person", None), (1, "planner", None),
    ]  # fmt: skip
    assert concepts_of(call("get_revision", **roadmap, revision=2))[-1]["name"] == "Another name"

    # Have it written, and study.
    assert call("decide_review", 202, **task, json={"approved": True})["status"] == "processing"
    head = learner.until(accepted["task_id"], "completed")["last_seq"]
    call("get_task_stream", 204, **task, params={"after": head})
    concept = {**roadmap, "concept_id": concepts_of(first)[0]["concept_id"]}
    assert call("get_why", **concept)["needed_for"]
    quiz = call("get_quiz", **concept)
    answers = {item["item_id"]: [item["options"][0]["option_id"]] for item in quiz["items"]}
    attempt = call("attempt_quiz", 201, **concept, json={"version": quiz["version"], "answers": answers})
    assert len(attempt["items"]) == len(quiz["items"])
    assert call("set_progress", **concept, json={"state": "done"})["state"] == "done"
    studied = concepts_of(call("get_roadmap", **roadmap))[0]
    assert (studied["state"], studied["quiz_score"]) == ("done", attempt["score"])

    # The other kinds of content, and what was left unwritten.
    whole = learner.finished(preferences={})
    concept["roadmap_id"] = whole.roadmap_id
    assert call("get_tutorial", **concept)["body"]
    assert call("get_resources", **concept)["resources"][0]["check"] in {
        "ok",
        "dead",
        "unknown",
        "not_checked",
    }
    note_dead(served_milepost.data_directory, **concept)  # what was just looked at is not asked for again
    assert call("check_resources", **concept)["not_looked_at"] == 0
    cancelled = cancel_while_writing(contract, learner)
    retried = call("retry_task", 202, task_id=cancelled)
    learner.until(retried["task_id"], "completed")
    assert call("get_task", task_id=retried["task_id"])["parent_task_id"] == cancelled
    assert call("get_task_status", task_id=cancelled)["status"] == "cancelled"

    call_the_calendar(contract, learner)
    with running_model_server() as models:
        call_the_models(contract, learner, models, concept)

    # Throw it away and take it back.
    deleted = call("delete_roadmap", **roadmap)
    assert deleted["purge_at"] > deleted["deleted_at"]
    assert deleted in call("list_roadmaps", params={"deleted": True})["items"]
    assert call("get_roadmap", **roadmap)["deleted_at"] == deleted["deleted_at"]
    assert call("restore_roadmap", **roadmap)["deleted_at"] is None
    in_trash = call("list_roadmaps", params={"deleted": True})["items"]
    assert deleted["roadmap_id"] not in [one["roadmap_id"] for one in in_trash]

    call("get_health")
    call("get_readiness")
    assert contract.kept == set(contract.operations), "a call nobody tries"


def call_the_calendar(contract: Contract, learner: Learner) -> None:
    def call(operation_id: str, expect: int = 200, **options: Any) -> Any:
        return contract.call(learner.http, operation_id, expect=expect, **options)

    late = learner.finished(preferences={"unit_kinds": ["quiz"], "start_date": "2026-01-05"})
    roadmap: dict[str, Any] = {"roadmap_id": late.roadmap_id}
    slot = {"weekday": "monday", "start": "18:00", "minutes": 90}
    assert call("set_study_times", json={"slots": [slot]}) == call("get_study_times") == {"slots": [slot]}
    calendar = call("get_calendar", **roadmap)
    assert (calendar["times"], calendar["standing"]["outcome"]) == ([slot], "behind")
    assert call("set_study_times", json={"slots": []}) == {"slots": []}
    assert call("get_calendar_file", **roadmap).count("BEGIN:VEVENT") == len(
        call("get_calendar", **roadmap)["sessions"]
    )
    proposal = call("propose_redating", **roadmap, json={"base_revision": 1})
    accepted = {name: proposal[name] for name in ("base_revision", "aim", "schedule_hash")}
    assert call("redate_roadmap", **roadmap, json=accepted)["revision"] == 2
    assert call("make_calendar_feed", **roadmap)["path"].startswith("/calendar/")
    assert call("get_calendar_feed", **roadmap)["created_at"]
    assert call("revoke_calendar_feed", **roadmap) == {"created_at": None}


def call_the_models(
    contract: Contract, learner: Learner, server: ScriptedModelServer, concept: dict[str, Any]
) -> None:
    def call(operation_id: str, expect: int = 200, **options: Any) -> Any:
        return contract.call(learner.http, operation_id, expect=expect, **options)

    new = {
        "kind": "openai_compatible",
        "name": "Whole life",
        "base_url": server.base_url,
        "api_key": "key-0123456789ab",
    }
    added = call("add_provider", 201, json=new)
    provider: dict[str, Any] = {"provider_id": added["provider_id"]}
    assert added in call("list_providers")["items"]
    assert server.model in call("list_provider_models", **provider)["items"]
    assert call("try_provider", **provider, json={"model": server.model})["cause"] is None
    assert call("try_provider", **provider, json={"model": "none"})["cause"]["type"] == "model-not-found"
    assert call("change_provider", **provider, json={"api_key": None})["key"]["state"] == "none"
    choice = {**provider, "model": server.model, "context_tokens": 8192, "price": None}
    roles = {"planner": choice, "author": None, "fallback": None}
    assert call("set_model_roles", json=roles) == call("get_model_roles") == roles
    call_the_questions(contract, learner)
    call_the_versions(contract, learner, concept)
    assert call("set_model_roles", json={})["planner"] is None
    caps = {"per_task_micros": 0, "per_day_micros": None, "per_task_tokens": None, "per_day_tokens": 10**12}
    assert call("set_model_caps", json=caps) == call("get_model_caps") == caps
    assert call("set_model_caps", json={})["per_task_micros"] is None
    assert call("remove_provider", **provider)["provider_id"] == added["provider_id"]


def call_the_questions(contract: Contract, learner: Learner) -> None:
    planned = learner.review(goal="maintain and repair my own bicycle")
    task = {"task_id": planned.task_id}
    [question] = contract.call(learner.http, "get_task", expect=200, **task)["questions"]
    answers = {question["question_id"]: question["default"]}
    answered = contract.call(learner.http, "answer_questions", expect=202, **task, json={"answers": answers})
    assert answered["status"] == "human_review_pending"
    assert contract.call(learner.http, "get_roadmap", expect=200, roadmap_id=planned.roadmap_id)["critique"]
    contract.call(learner.http, "cancel_task", expect=202, **task)


def call_the_versions(contract: Contract, learner: Learner, concept: dict[str, Any]) -> None:
    """Have a quiz and a guide of the catalog written anew by the model, follow one, and go back to the other."""

    def call(operation_id: str, expect: int = 200, **options: Any) -> Any:
        return contract.call(learner.http, operation_id, expect=expect, **concept, **options)

    quiz = call("get_quiz")
    wrong = {"version": quiz["version"], "item_id": quiz["items"][0]["item_id"]}
    shorter = call("remove_question", **wrong, json={"reason": "Two are right"})
    assert (shorter["items"], shorter["removed"][0]["reason"]) == (quiz["items"][1:], "Two are right")
    assert call("put_question_back", **wrong) == quiz

    assert call("list_versions", kind="tutorial")["version"] == 1
    forecast = contract.call(
        learner.http, "forecast_writing", expect=200, roadmap_id=concept["roadmap_id"],
        json={"units": [f"{concept['concept_id']}:tutorial"], "anew": True},
    )  # fmt: skip
    assert (forecast["parts"], forecast["estimate"]["model"]) == (1, "scripted")
    began = call("rewrite_unit", 202, kind="tutorial", json={"instructions": "Shorter"})
    growing = call("get_growing_tutorial", params={"wait": 1})
    assert growing["state"] in {"waiting", "writing", "over"}
    learner.until(began["task_id"], "completed")
    assert call("get_tutorial")["version"] == 2
    assert call("get_growing_tutorial", params={"wait": 1})["state"] == "over"
    back = call("choose_version", kind="tutorial", json={"version": 1})
    assert [(one["author"], one["instructions"]) for one in back["versions"]] == [
        ("catalog", None), ("model", "Shorter"),
    ]  # fmt: skip
    assert (back["version"], call("get_tutorial")["version"]) == (1, 1)
    call("rewrite_unit", 409, kind="resources")
    call("choose_version", 404, kind="tutorial", json={"version": 3})


def cancel_while_writing(contract: Contract, learner: Learner) -> str:
    """A task that was cancelled before all of its content was written."""
    for _ in range(10):
        asked = learner.review(preferences={})
        learner.decide(asked.task_id, approved=True)
        answer = learner.http.post(f"/api/v1/tasks/{asked.task_id}/cancel")
        contract.check(contract.operations["cancel_task"], answer)
        if answer.status_code == 202:
            assert answer.json()["status"] == "cancelled"
            return asked.task_id
    raise AssertionError("Ten tasks in a row were written before they could be cancelled.")


def test_a_task_without_review_approves_itself(learner: Learner) -> None:
    asked = learner.ask(review=False)

    status = learner.until(asked.task_id, "completed")

    types = [event["type"] for event in learner.events(asked.task_id)]
    assert "human_review_required" not in types
    assert status["progress"]["done"] == status["progress"]["total"] > 0


def test_instants_are_utc_and_days_are_days(learner: Learner) -> None:
    asked = learner.review(deadline="2099-03-31", time_zone="Asia/Shanghai")
    task, roadmap = learner.get(f"/tasks/{asked.task_id}"), learner.roadmap(asked.roadmap_id)

    for instant in (task["created_at"], task["updated_at"], roadmap["created_at"], roadmap["updated_at"]):
        assert INSTANT.fullmatch(instant)
    assert all(INSTANT.fullmatch(event["ts"]) for event in learner.events(asked.task_id))
    assert task["request"]["deadline"] == "2099-03-31"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", roadmap["schedule"]["start_date"])
    assert roadmap["time_zone"] == "Asia/Shanghai"


def test_a_roadmap_exists_from_the_request_on(learner: Learner) -> None:
    asked = learner.ask()

    roadmap = learner.roadmap(asked.roadmap_id)

    assert roadmap["roadmap_id"] == asked.roadmap_id
    assert roadmap["revision"] in {0, 1}
    learner.until(asked.task_id, "human_review_pending")


def test_ids_are_a_prefix_and_twenty_six_characters(learner: Learner) -> None:
    asked = learner.review()

    for text, prefix in ((asked.task_id, "tsk"), (asked.roadmap_id, "rmp"), (asked.review_id, "rev")):
        assert re.fullmatch(rf"{prefix}_[0-9a-hjkmnp-tv-z]{{26}}", text or "")
