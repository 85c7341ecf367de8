"""Each fault of the scripted model, as it is seen on the wire."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest

from tests.support.model_server import (
    ALL_FAULTS,
    FaultKind,
    FaultNotKnown,
    FaultPlan,
    Pace,
    ScriptedModelServer,
    running_model_server,
)
from tests.support.model_server.faults import Broken, Refused, Wrong
from tests.support.model_server.hostile_markdown import HOSTILE_MARKDOWN, INJECTION
from tests.support.model_server.requests import Asked, Turn
from tests.support.model_server.wrong_answers import ABSURD_HOURS, NO_SUCH_CONCEPT, NO_SUCH_TOOL

USER = "Goal: I want to play the guitar\nStage: s1"
CONCEPT = {
    "type": "object",
    "properties": {
        "label": {"type": "string"},
        "name": {"type": "string"},
        "hours": {"type": "number", "minimum": 0.25, "maximum": 200},
        "requires": {"type": "array", "items": {"type": "string"}},
    },
}
SCHEMA = {"type": "object", "properties": {"concepts": {"type": "array", "items": CONCEPT}}}
REFUSED = {
    "401": 401, "403": 403, "404": 404, "quota": 429, "context": 400, "429": 429, "429_date": 429, "429_bare": 429,
    "500": 500, "502": 502, "503": 503, "529": 529,
}  # fmt: skip
#: The three that never end by themselves: the client has to give up, and waits no longer than this.
GIVES_UP = httpx.Timeout(5, read=0.1)


@pytest.fixture(scope="module")
def running() -> Iterator[ScriptedModelServer]:
    with running_model_server() as server:
        yield server


@pytest.fixture
def server(running: ScriptedModelServer) -> ScriptedModelServer:
    running.reset()
    return running


@pytest.fixture
async def client(server: ScriptedModelServer) -> AsyncIterator[httpx.AsyncClient]:
    url = f"{server.base_url}/"
    async with httpx.AsyncClient(base_url=url, verify=False, timeout=GIVES_UP) as opened:
        yield opened


def asking(task: str = "concepts", *, stream: bool = False, schema: Any = SCHEMA) -> dict[str, Any]:
    """A request for chat completions, with a tool if there is a schema."""
    tools = [{"type": "function", "function": {"name": "final_result", "parameters": schema}}]
    return {
        "model": "scripted",
        "messages": [
            {"role": "system", "content": f"You plan.\nTask: {task}"},
            {"role": "user", "content": USER},
        ],
        "stream": stream,
        **({"tools": tools} if schema else {}),
    }


async def ask(client: httpx.AsyncClient, **request: Any) -> httpx.Response:
    return await client.post("chat/completions", json=asking(**request))


async def ask_patiently(client: httpx.AsyncClient) -> httpx.Response:
    return await client.post("chat/completions", json=asking(), timeout=10)


async def spoilt(client: httpx.AsyncClient, server: ScriptedModelServer, fault: str) -> Any:
    """The concepts as the fault leaves them."""
    server.set_faults(fault)
    answered = (await ask(client)).json()["choices"][0]
    return json.loads(answered["message"]["tool_calls"][0]["function"]["arguments"])


def test_every_fault_is_seen_in_a_test_of_this_file() -> None:
    words = Path(__file__).read_text(encoding="utf-8")

    assert {*get_args(Refused), *get_args(Broken), *get_args(Wrong)} == set(ALL_FAULTS)
    assert [fault for fault in ALL_FAULTS if f'"{fault}"' not in words] == []


@pytest.mark.parametrize(("fault", "status"), REFUSED.items())
async def test_a_refusal_has_its_status_and_says_why(
    server: ScriptedModelServer, client: httpx.AsyncClient, fault: str, status: int
) -> None:
    server.set_faults(fault)
    answered = await ask(client)

    assert answered.status_code == status
    if fault == "502":
        assert answered.text.startswith("<!doctype html>")
    else:
        assert set(answered.json()["error"]) == {"message", "type", "param", "code"}
    assert server.requests[0].fault == fault
    assert server.requests[0].output_tokens == 0


async def test_a_busy_model_says_when_to_come_back_in_seconds_or_as_a_date_or_not(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    server.set_faults("429#1, 429_date#2, 429_bare#3")
    seconds, date, bare = [(await ask(client)).headers.get("retry-after") for _ in range(3)]

    assert seconds == "2"
    assert date is not None
    assert 0 < (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds() <= 3
    assert bare is None


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("hang_before_headers", httpx.ReadTimeout),
        ("hang_after_headers", httpx.ReadTimeout),
        ("stall", httpx.ReadTimeout),
        ("reset", httpx.ReadError),
        ("reset_mid_stream", httpx.ReadError),
        ("cut", httpx.RemoteProtocolError),
    ],
)
async def test_a_broken_connection_is_an_error_of_the_transport(
    server: ScriptedModelServer,
    client: httpx.AsyncClient,
    fault: str,
    error: type[Exception],
    stream: bool,
) -> None:
    server.set_faults(fault)

    with pytest.raises(error):
        await ask(client, stream=stream)
    await server.until(lambda requests: requests[0].ended_at is not None)
    logged = server.requests[0]
    # Whoever gives up waiting hangs up first; whom the server hung up on did not.
    assert (logged.disconnected_at is not None) == (error is httpx.ReadTimeout)


async def test_a_clean_cut_ends_well_and_says_no_reason(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    server.set_faults("clean_cut")
    streamed = (await ask(client, stream=True)).text
    whole = (await ask(client)).json()["choices"][0]

    assert "[DONE]" not in streamed
    assert '"finish_reason": "' not in streamed
    assert whole["finish_reason"] is None


async def test_a_bad_event_is_no_json(server: ScriptedModelServer, client: httpx.AsyncClient) -> None:
    server.set_faults("bad_sse")
    lines = [line[6:] for line in (await ask(client, stream=True)).text.splitlines() if line[6:]]

    assert [is_json(line) for line in lines].count(False) == 2  # the bad one, and [DONE]
    assert not is_json((await ask(client)).text)


async def test_an_error_comes_in_the_middle_of_a_stream(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    server.set_faults("error_chunk")
    events = (await ask(client, stream=True)).text.strip().split("\n\n")

    assert "delta" in events[0]
    assert set(json.loads(events[-1][6:])) == {"error"}
    assert "error" in (await ask(client)).json()


async def test_what_answers_may_be_no_model_at_all(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    server.set_faults("html")
    page = await ask(client, stream=True)
    server.set_faults("empty_body")
    nothing = await ask(client)

    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert (nothing.status_code, nothing.content) == (200, b"")


async def test_an_answer_may_have_no_choices(server: ScriptedModelServer, client: httpx.AsyncClient) -> None:
    server.set_faults("no_choices")
    streamed = (await ask(client, stream=True)).text.strip().split("\n\n")

    assert (await ask(client)).json()["choices"] == []
    assert [json.loads(event[6:])["choices"] for event in streamed[:-1]] == [[], []]


async def test_json_comes_in_a_fence_or_in_prose_or_not_whole(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    said = {}
    for fault in ("fenced", "prose_around", "truncated_json"):
        server.set_faults(fault)
        choice = (await ask(client)).json()["choices"][0]
        said[fault] = (
            choice["message"].get("content") or choice["message"]["tool_calls"][0]["function"]["arguments"]
        )
        assert choice["finish_reason"] in {"stop", "tool_calls"}

    assert is_json(said["fenced"].removeprefix("```json\n").removesuffix("\n```"))
    assert said["prose_around"].startswith("Certainly!")
    assert said["truncated_json"].startswith('{"concepts"')
    assert not any(is_json(text) for text in said.values())


async def test_a_model_may_call_what_nobody_offered_refuse_or_stop_short(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    choices = {}
    for fault in ("unknown_tool", "refusal", "length"):
        server.set_faults(fault)
        choices[fault] = (await ask(client)).json()["choices"][0]

    assert choices["unknown_tool"]["message"]["tool_calls"][0]["function"]["name"] == NO_SUCH_TOOL
    assert choices["refusal"]["message"]["refusal"]
    assert choices["length"]["finish_reason"] == "length"


async def test_an_answer_may_be_huge(server: ScriptedModelServer, client: httpx.AsyncClient) -> None:
    server.set_faults("huge")

    assert len((await ask_patiently(client)).content) > 3_000_000


async def test_values_may_have_other_types_and_characters_that_nobody_types(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    assert await spoilt(client, server, "wrong_types") == {"concepts": "a list of things"}
    names = [concept["name"] for concept in (await spoilt(client, server, "nul_and_bidi"))["concepts"]]
    assert all("\x00" in name and "\u202e" in name for name in names)


async def test_a_graph_may_be_none(server: ScriptedModelServer, client: httpx.AsyncClient) -> None:
    cyclic = (await spoilt(client, server, "cycles"))["concepts"]
    dangling = (await spoilt(client, server, "dangling"))["concepts"]
    double = (await spoilt(client, server, "duplicates"))["concepts"]
    absurd = (await spoilt(client, server, "absurd_hours"))["concepts"]

    assert cyclic[0]["requires"] == [cyclic[-1]["label"]]
    assert cyclic[0]["label"] in cyclic[-1]["requires"]
    assert NO_SUCH_CONCEPT in dangling[-1]["requires"]
    assert double[-1] == double[0]
    assert {concept["hours"] for concept in absurd} <= set(ABSURD_HOURS)


async def test_an_answer_may_be_in_another_language(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    right = (await spoilt(client, server, ""))["concepts"]
    wrong = (await spoilt(client, server, "wrong_language"))["concepts"]

    assert [one["label"] for one in wrong] == [one["label"] for one in right]
    assert not any(one["name"].isascii() for one in wrong)
    assert all(one["name"].isascii() for one in right)


async def test_a_text_may_be_hostile_or_obey_a_page(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    server.set_faults("hostile_markdown")
    hostile = (await ask(client, task="tutorial", schema=None)).json()["choices"][0]["message"]["content"]
    server.set_faults("injection")
    numbers = {"type": "object", "properties": {"numbers": {"type": "array", "items": {"type": "integer"}}}}
    obeying = (await ask(client, task="ranking", schema=numbers)).json()["choices"][0]["message"]

    assert len(set(HOSTILE_MARKDOWN)) >= 60
    assert all(payload in hostile for payload in HOSTILE_MARKDOWN)
    assert json.loads(obeying["tool_calls"][0]["function"]["arguments"]) == {"numbers": [99]}
    assert INJECTION in (await client.get(f"{server.anthropic_base_url}/pages/injection")).text


async def test_a_key_may_be_wrong(server: ScriptedModelServer, client: httpx.AsyncClient) -> None:
    item = {
        "type": "object",
        "properties": {
            "stem": {"type": "string"},
            "options": {"type": "array", "items": {"type": "string"}},
            "right_index": {"type": "integer"},
        },
    }
    schema = {"type": "object", "properties": {"items": {"type": "array", "items": item}}}
    keys = {}
    for fault in ("", "wrong_key"):
        server.set_faults(fault)
        call = (await ask(client, task="quiz", schema=schema)).json()["choices"][0]["message"]["tool_calls"][
            0
        ]
        keys[fault] = [item["right_index"] for item in json.loads(call["function"]["arguments"])["items"]]

    assert keys[""][0] != keys["wrong_key"][0]
    assert keys[""][1:] == keys["wrong_key"][1:]


async def test_who_hangs_up_early_is_noted_with_the_time_and_pays_for_what_was_sent(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    server.world.pace = Pace(tokens_per_second=20, tokens_per_chunk=1)
    async with client.stream("POST", "chat/completions", json=asking(stream=True)) as answered:
        await anext(answered.aiter_lines())
    await server.until(lambda requests: requests[0].ended_at is not None)

    logged = server.requests[0]
    assert logged.disconnected_at is not None
    assert logged.disconnected_at >= logged.at
    assert logged.output_tokens < 20


async def test_a_request_that_cannot_be_read_is_refused(
    server: ScriptedModelServer, client: httpx.AsyncClient
) -> None:
    bodies: list[Any] = ["no object", {}, {"model": "scripted"}, {"model": "scripted", "messages": [1]}]
    answers = [await client.post("chat/completions", json=body) for body in bodies]

    assert [answer.status_code for answer in answers] == [400] * 4
    assert (await client.post("chat/completions", content=b"{")).status_code == 400


def test_faults_by_share_do_not_depend_on_the_order_of_the_requests() -> None:
    def asked(index: int) -> Asked:
        return Asked("scripted", "Task: concepts", (Turn("user", f"Stage: {index}"),), "text")

    def faults(order: list[int]) -> dict[int, FaultKind | None]:
        plan = FaultPlan.parse("mixed=0.3", seed=5)
        return {index: plan.fault_for(asked(index), number) for number, index in enumerate(order)}

    forwards, backwards = faults(list(range(100))), faults(list(reversed(range(100))))

    assert forwards == backwards
    assert 15 <= sum(fault is not None for fault in forwards.values()) <= 45
    assert len(set(forwards.values())) > 5


def test_a_rule_may_name_a_prompt_numbers_and_a_limit() -> None:
    tutorial = Asked("scripted", "Task: tutorial", (), "text")
    quiz = Asked("scripted", "Task: quiz", (), "text")
    plan = FaultPlan.parse("tutorial/cut*2, 500#9+11")

    assert [plan.fault_for(tutorial, number) for number in (1, 2, 3)] == ["cut", "cut", None]
    assert [plan.fault_for(quiz, number) for number in (8, 9, 10, 11)] == [None, "500", None, "500"]


@pytest.mark.parametrize("words", ["unheard_of", "429=2", "429=", "=0.1", "429 0.1"])
def test_faults_that_do_not_exist_are_refused(words: str) -> None:
    with pytest.raises(FaultNotKnown):
        FaultPlan.parse(words)


async def test_the_log_is_kept_as_lines_without_keys_and_texts(tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    # Blocking on purpose: the server has a thread of its own.
    with running_model_server(log_file=file, key="sk-secret", faults="500#2") as server:
        headers = {"authorization": "Bearer sk-secret"}
        async with httpx.AsyncClient(verify=False, headers=headers) as client:
            await asyncio.gather(
                *(client.post(f"{server.base_url}/chat/completions", json=asking()) for _ in range(2))
            )
        server.wait_for(lambda requests: all(request.ended_at for request in requests))
    lines = [json.loads(line) for line in file.read_text().splitlines()]

    assert sorted(line["status"] for line in lines) == [200, 500]
    assert {line["prompt_id"] for line in lines} == {"concepts"}
    assert len({line["digest"] for line in lines}) == 1
    assert "sk-secret" not in file.read_text()
    assert "guitar" not in file.read_text()


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
