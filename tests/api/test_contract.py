"""The document as a whole: one call per method and address, one name per call, a shape for every answer."""

import re
from collections import Counter

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Route

from milepost.api import health
from milepost.api.calendar import routes as calendar
from milepost.api.problems import STATUS
from milepost.api.roadmaps import routes as roadmaps
from milepost.api.study import routes as study
from milepost.api.tasks import routes as tasks
from milepost.app import CHANNEL_PATH, EVENTS_PATH, STREAM_PATH, build_api
from milepost.contract import asyncapi_document
from tests.support.contract import Contract, Operation
from tests.support.learner import Json, Learner

STREAM = "get_task_stream"
FILE = "get_calendar_file"


@pytest.fixture(scope="module")
def contract(learner: Learner) -> Contract:
    return Contract(learner.http.get("/openapi.json").json())


def test_the_served_documents_are_those_of_the_models_and_always_the_same(learner: Learner) -> None:
    openapi = build_api().openapi()
    asyncapi = asyncapi_document(channel_path=CHANNEL_PATH, events_path=EVENTS_PATH, stream_path=STREAM_PATH)

    for _ in range(2):
        assert learner.http.get("/openapi.json").json() == openapi
        assert learner.http.get("/asyncapi.json").json() == asyncapi


def test_no_method_and_address_is_answered_by_two_routes() -> None:
    routers = (roadmaps.router, tasks.router, study.router, calendar.router, health.router)
    ours = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    beside = [
        one for one in build_api().router.routes if isinstance(one, Route) and not isinstance(one, APIRoute)
    ]
    calls = Counter(
        (method, re.sub(r"\{\w+\}", "{}", route.path))
        for route in (*ours, *beside)
        for method in (route.methods or set()) - {"HEAD"}
    )

    assert [call for call, count in calls.items() if count > 1] == []
    assert len(ours) > 20


def test_every_call_has_a_name_of_its_own(contract: Contract) -> None:
    names = [
        description["operationId"]
        for methods in contract.document["paths"].values()
        for description in methods.values()
    ]

    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+", name) for name in names)


def test_every_answer_has_a_shape(contract: Contract) -> None:
    for operation in contract.operations.values():
        for status, response in operation.description["responses"].items():
            if status in {"204", "304"}:
                assert "content" not in response
                continue
            [media_type] = response["content"]
            assert media_type == media_type_of(operation, status)
            assert response["content"][media_type]["schema"] not in ({}, True)
            assert response["description"]


def media_type_of(operation: Operation, status: str) -> str:
    if status[0] == "2":
        return {STREAM: "text/event-stream", FILE: "text/calendar"}.get(
            operation.operation_id, "application/json"
        )
    own = (operation.operation_id, status) == ("get_readiness", "503")
    return "application/json" if own else "application/problem+json"


def test_every_call_has_exactly_one_good_answer(contract: Contract) -> None:
    for operation in contract.operations.values():
        good = [status for status in operation.description["responses"] if status[0] == "2"]
        # A stream that has nothing left to say answers so that an EventSource does not come back.
        assert good == ["200", "204"] if operation.operation_id == STREAM else len(good) == 1
        assert operation.description["summary"]


def test_every_reference_of_both_documents_leads_somewhere(learner: Learner) -> None:
    for document in (learner.http.get(path).json() for path in ("/openapi.json", "/asyncapi.json")):
        for reference in set(re.findall(r'"#(/[^"]+)"', str(document).replace("'", '"'))):
            place: Json = document
            for part in reference.split("/")[1:]:
                place = place[part]
            assert place


def test_every_problem_that_a_route_names_is_one_of_the_table(contract: Contract) -> None:
    known = {kind.slug: int(status) for kind, status in STATUS.items()}
    known |= {"wrong-host": 403, "wrong-origin": 403, "body-too-large": 413, "invalid-request": 422}
    for operation in contract.operations.values():
        for status, response in operation.description["responses"].items():
            if "application/problem+json" in response.get("content", {}):
                slugs = re.fullmatch(r"Problem: (.+)\.", response["description"])
                assert slugs is not None
                assert {known[slug] for slug in slugs[1].split(", ")} == {int(status)}


def test_whoever_takes_an_id_says_that_it_may_not_be_found(contract: Contract) -> None:
    for operation in contract.operations.values():
        if operation.takes:
            assert {"404", "422"} <= operation.description["responses"].keys()
            assert "wrong-id-kind" in operation.description["responses"]["404"]["description"]


def test_every_call_that_makes_or_removes_something_takes_an_idempotency_key(contract: Contract) -> None:
    only_looking = {
        "preview_roadmap", "propose_change", "propose_redating", "step_placement", "try_provider", "check_resources",
        "forecast_writing",
    }  # fmt: skip
    # Its address says all of it: told twice, nothing is left to do.
    without = {*only_looking, "put_question_back"}
    for operation in contract.operations.values():
        names = {parameter["name"] for parameter in operation.description.get("parameters", ())}
        makes = operation.method in {"POST", "DELETE"} and operation.operation_id not in without
        # Told once more after a newer choice it must not undo that one.
        makes |= operation.operation_id == "choose_version"
        assert ("Idempotency-Key" in names) == makes, operation.operation_id
