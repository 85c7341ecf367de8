"""Settings of models as clients meet them: bad input is located, and a key is in no answer, log line or file."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.conftest import KeepsNothing
from tests.support.learner import Json, Learner
from tests.support.model_server import ScriptedModelServer, running_model_server
from tests.support.problems import pointers, problem_of
from tests.support.served import ServedMilepost
from tests.support.server_log import ServerLog
from tests.support.services import free_port

KEY = "sk-topsecret-0123456789"
PROVIDERS = "/api/v1/models/providers"


@pytest.fixture(scope="module")
def models() -> Iterator[ScriptedModelServer]:
    with running_model_server(key=KEY) as server:
        yield server


@pytest.fixture
def provider(learner: Learner, models: ScriptedModelServer) -> Iterator[Json]:
    """A provider that is there during the test, and that no role uses."""
    added = learner.call(
        "POST", "/models/providers", expect=201, json=new(base_url=models.base_url, api_key=KEY)
    )
    yield added
    learner.call("PUT", "/models/roles", expect=200, json={})
    learner.call("DELETE", f"/models/providers/{added['provider_id']}", expect=200)


def new(**fields: Any) -> Json:
    return {
        "kind": "openai_compatible",
        "name": "Scripted",
        "base_url": "http://127.0.0.1:11434/v1",
        **fields,
    }


def trial(learner: Learner, provider: Json, **body: Any) -> Json:
    return learner.call("POST", f"/models/providers/{provider['provider_id']}/test", expect=200, json=body)


def test_a_trial_says_that_it_works_or_which_of_the_causes_it_is(
    learner: Learner, provider: Json, models: ScriptedModelServer
) -> None:
    def cause(**body: Any) -> str | None:
        found = trial(learner, provider, **body)["cause"]
        return found and str(found["type"])

    def change(**fields: Any) -> None:
        learner.call("PATCH", f"/models/providers/{provider['provider_id']}", expect=200, json=fields)

    good = trial(learner, provider, model=models.model)
    assert (good["is_ok"], good["model"]) == (True, models.model)
    assert models.model in good["models"]
    assert cause(model="scripted-small") == "model-context-too-small"
    assert cause(model="absent") == "model-not-found"
    for fault, slug in (
        ("quota", "model-quota-spent"), ("429", "model-busy"), ("500", "model-failed"), ("403", "model-key-refused"),
        ("html", "model-speaks-another-protocol"), ("refusal", "model-refused"), ("clean_cut", "model-answer-cut"),
    ):  # fmt: skip
        models.set_faults(f"{fault}=1")
        assert cause(model=models.model) == slug
    models.set_faults("")
    change(api_key="sk-wrong")
    assert cause(model=models.model) == "model-key-refused"
    change(base_url=f"http://127.0.0.1:{free_port()}/v1", api_key=None)
    assert cause(model=models.model) == "model-unreachable"
    change(base_url=models.base_url.removesuffix("/v1"), api_key=KEY)
    assert trial(learner, provider)["better_base_url"] == models.base_url


def test_a_key_is_in_no_answer_no_log_line_and_no_file(
    learner: Learner, provider: Json, served_milepost: ServedMilepost, log: ServerLog
) -> None:
    path = f"{PROVIDERS}/{provider['provider_id']}"
    sent = ({"api_key": KEY}, {"api_key": KEY, "name": ""}, {"api_key": f"{KEY} {KEY}"}, {"api_key": [KEY]})
    answers = [learner.http.patch(path, json=body) for body in sent]
    answers += [learner.http.post(PROVIDERS, json=new(api_key=KEY, base_url=f"http://me:{KEY}@host/"))]
    answers += [learner.http.get(PROVIDERS), learner.http.get(f"{path}/models")]

    assert [answer.status_code for answer in answers] == [200, 422, 422, 422, 422, 200, 200]
    assert not any(KEY in answer.text for answer in answers)
    assert provider["key"] == {"state": "stored", "ends_with": KEY[-4:]}
    assert log.lines("PATCH", path)
    assert KEY not in served_milepost.log()
    files = [file for file in served_milepost.data_directory.iterdir() if file.is_file()]
    assert any(file.name == "model-secret.key" for file in files)
    assert not any(KEY.encode() in file.read_bytes() for file in files)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"kind": "telepathy"}, "/kind"),
        ({"name": " "}, "/name"),
        ({"name": "x" * 61}, "/name"),
        ({"name": "a\u0000b"}, "/name"),
        ({"base_url": None}, "/base_url"),
        ({"base_url": "127.0.0.1:11434"}, "/base_url"),
        ({"base_url": "file:///etc/passwd"}, "/base_url"),
        ({"base_url": "http://user:password@host/v1"}, "/base_url"),
        ({"base_url": "http://host/v1?key=1"}, "/base_url"),
        ({"base_url": "http://host:99999/v1"}, "/base_url"),
        ({"base_url": "http://" + "x" * 500}, "/base_url"),
        ({"base_url": "http://[::1/v1"}, "/base_url"),
        ({"api_key": ""}, "/api_key"),
        ({"api_key": "two words"}, "/api_key"),
        ({"api_key": "clé"}, "/api_key"),
        ({"api_key": "x" * 4097}, "/api_key"),
        ({"output_mode": "loud"}, "/output_mode"),
        ({"owner_id": "someone"}, "/owner_id"),
    ],
)
def test_a_provider_that_cannot_be_is_refused_at_its_place(
    learner: Learner, keeps_nothing: KeepsNothing, fields: Json, place: str
) -> None:
    with keeps_nothing():
        answer = learner.http.post(PROVIDERS, json=new(**fields))

    assert pointers(problem_of(answer, 422, "invalid-request")) == [place]


@pytest.mark.parametrize(
    ("what", "body", "place"),
    [
        ("roles", {"author": {"provider_id": "prv_none", "model": "x"}}, "/author/provider_id"),
        ("roles", {"planner": {"provider_id": "prv_none", "model": " "}}, "/planner/model"),
        ("roles", {"planner": {"provider_id": "p", "model": "x", "context_tokens": 5}}, "/planner/context_tokens"),
        ("roles", {"planner": {"provider_id": "p", "model": "x", "price": {"input_micros": 1}}},
         "/planner/price/output_micros"),
        ("roles", {"singer": None}, "/singer"),
        ("caps", {"per_task_micros": -1}, "/per_task_micros"),
        ("caps", {"per_day_micros": 10**30}, "/per_day_micros"),
        ("caps", {"per_day_tokens": "5"}, "/per_day_tokens"),
        ("caps", {"per_task_tokens": 0.5}, "/per_task_tokens"),
    ],
)  # fmt: skip
def test_roles_and_caps_that_cannot_be_are_refused_at_their_place(
    learner: Learner, keeps_nothing: KeepsNothing, what: str, body: Json, place: str
) -> None:
    with keeps_nothing():
        answer = learner.http.put(f"/api/v1/models/{what}", json=body)

    assert pointers(problem_of(answer, 422, "invalid-request")) == [place]


def test_what_is_not_there_or_in_the_way_is_said(learner: Learner, provider: Json) -> None:
    problem_of(learner.http.post(PROVIDERS, json=new()), 409, "provider-name-taken")
    absent = f"{PROVIDERS}/prv_00000000000000000000000000"
    for method, path in (
        ("DELETE", absent),
        ("PATCH", absent),
        ("POST", f"{absent}/test"),
        ("GET", f"{absent}/models"),
    ):
        problem_of(learner.http.request(method, path, json={}), 404, "provider-not-found")
    problem_of(learner.http.delete(f"{PROVIDERS}/tsk_00000000000000000000000000"), 404, "wrong-id-kind")
    choice = {"provider_id": provider["provider_id"], "model": "x"}
    learner.call("PUT", "/models/roles", expect=200, json={"fallback": choice})
    in_use = problem_of(learner.http.delete(f"{PROVIDERS}/{provider['provider_id']}"), 409, "provider-in-use")
    assert in_use["roles"] == ["fallback"]
