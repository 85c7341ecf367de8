"""The scripted model speaks its three protocols as the client libraries of the providers read them."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import anthropic
import openai
import pytest
from openai.types.responses import ResponseCompletedEvent, ResponseFunctionToolCall, ResponseIncompleteEvent

from tests.support.model_server import Pace, ScriptedModelServer, count_tokens, running_model_server

SYSTEM = "You write quizzes.\nTask: queries"
USER = "Goal: I want to play the guitar\nConcept: Barre chords"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"queries": {"type": "array", "items": {"type": "string"}}},
    "required": ["queries"],
}
QUERIES = [
    "Barre chords guitar tutorial",
    "guitar Barre chords explained for beginners",
    "Barre chords common mistakes guitar",
]
CHAT: Any = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": USER}]
CHAT_TOOL: Any = {"type": "function", "function": {"name": "final_result", "parameters": SCHEMA}}
RESPONSES_TOOL: Any = {"type": "function", "name": "final_result", "parameters": SCHEMA, "strict": False}
MESSAGES_TOOL: Any = {"name": "final_result", "input_schema": SCHEMA}


@pytest.fixture(scope="module")
def running() -> Iterator[ScriptedModelServer]:
    with running_model_server() as server:
        yield server


@pytest.fixture
def server(running: ScriptedModelServer) -> ScriptedModelServer:
    running.reset()
    return running


@pytest.fixture
async def openai_client(server: ScriptedModelServer) -> AsyncIterator[openai.AsyncOpenAI]:
    wire = openai.DefaultAsyncHttpxClient(
        verify=False
    )  # reading all certificates of the machine takes longer
    url = server.base_url
    async with openai.AsyncOpenAI(base_url=url, api_key="any", max_retries=0, http_client=wire) as client:
        yield client


@pytest.fixture
async def anthropic_client(server: ScriptedModelServer) -> AsyncIterator[anthropic.AsyncAnthropic]:
    url = server.anthropic_base_url
    wire = anthropic.DefaultAsyncHttpxClient(verify=False)
    async with anthropic.AsyncAnthropic(
        base_url=url, api_key="any", max_retries=0, http_client=wire
    ) as client:
        yield client


async def test_chat_completions_answers_with_a_call(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI
) -> None:
    answered = await openai_client.chat.completions.create(
        model=server.model, messages=CHAT, tools=[CHAT_TOOL], tool_choice="required"
    )

    choice = answered.choices[0]
    assert choice.finish_reason == "tool_calls"
    assert choice.message.tool_calls is not None
    call = choice.message.tool_calls[0]
    assert call.type == "function"
    assert call.function.name == "final_result"
    assert json.loads(call.function.arguments) == {"queries": QUERIES}
    assert answered.usage is not None
    assert answered.usage.completion_tokens == count_tokens(call.function.arguments)
    logged = server.requests[0]
    assert (logged.prompt_id, logged.status, logged.fault) == ("queries", 200, None)
    assert (logged.prompt_tokens, logged.output_tokens) == (
        answered.usage.prompt_tokens,
        answered.usage.completion_tokens,
    )


async def test_chat_completions_streams_a_call_and_its_usage(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI
) -> None:
    stream = await openai_client.chat.completions.create(
        model=server.model,
        messages=CHAT,
        tools=[CHAT_TOOL],
        stream=True,
        stream_options={"include_usage": True},
    )
    said, finishes, usages = "", [], []
    async for chunk in stream:
        usages += [chunk.usage] if chunk.usage else []
        for choice in chunk.choices:
            finishes += [choice.finish_reason] if choice.finish_reason else []
            for call in choice.delta.tool_calls or ():
                assert call.function is not None
                said += call.function.arguments or ""

    assert json.loads(said) == {"queries": QUERIES}
    assert finishes == ["tool_calls"]
    assert [usage.completion_tokens for usage in usages] == [count_tokens(said)]


async def test_chat_completions_keeps_to_a_schema_without_a_tool(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI
) -> None:
    answered = await openai_client.chat.completions.create(
        model=server.model,
        messages=CHAT,
        response_format={"type": "json_schema", "json_schema": {"name": "queries", "schema": SCHEMA}},
    )

    assert json.loads(answered.choices[0].message.content or "") == {"queries": QUERIES}


async def test_a_schema_in_the_words_of_the_prompt_is_kept_to(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI
) -> None:
    told = f"Always respond with a JSON object that's compatible with this schema:\n\n{json.dumps(SCHEMA)}\n\n{SYSTEM}"
    answered = await openai_client.chat.completions.create(
        model=server.model, messages=[{"role": "system", "content": told}, CHAT[1]]
    )

    assert json.loads(answered.choices[0].message.content or "") == {"queries": QUERIES}


async def test_an_answer_ends_where_the_request_lets_it(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI, anthropic_client: anthropic.AsyncAnthropic
) -> None:
    chat = await openai_client.chat.completions.create(
        model=server.model, messages=CHAT, max_completion_tokens=7
    )
    response = await openai_client.responses.create(
        model=server.model, instructions=SYSTEM, input=USER, max_output_tokens=7
    )
    message = await anthropic_client.messages.create(
        model=server.model, system=SYSTEM, messages=[CHAT[1]], max_tokens=7
    )

    assert chat.choices[0].finish_reason == "length"
    assert response.status == "incomplete"
    assert response.incomplete_details is not None
    assert response.incomplete_details.reason == "max_output_tokens"
    assert message.stop_reason == "max_tokens"
    assert [request.output_tokens for request in server.requests] == [7, 7, 7]


@pytest.mark.parametrize("form", ["call", "json"])
async def test_responses_answers_whole_and_streamed(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI, form: str
) -> None:
    asked: dict[str, Any] = {"model": server.model, "instructions": SYSTEM, "input": USER}
    if form == "call":
        asked |= {"tools": [RESPONSES_TOOL], "tool_choice": "required"}
    else:
        asked |= {"text": {"format": {"type": "json_schema", "name": "queries", "schema": SCHEMA}}}
    whole = await openai_client.responses.create(**asked)
    streamed = [event async for event in await openai_client.responses.create(**asked, stream=True)]

    for response in (whole, streamed[-1].response):
        item = response.output[0]
        said = item.arguments if isinstance(item, ResponseFunctionToolCall) else response.output_text
        assert json.loads(said) == {"queries": QUERIES}
        assert response.usage.output_tokens == count_tokens(said)
    assert isinstance(streamed[-1], ResponseCompletedEvent)
    assert [event.sequence_number for event in streamed] == list(range(len(streamed)))
    deltas = [event.delta for event in streamed if event.type.endswith(".delta")]
    assert json.loads("".join(deltas)) == {"queries": QUERIES}


async def test_a_response_that_was_cut_ends_as_incomplete(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI
) -> None:
    server.set_faults("length")
    stream = await openai_client.responses.create(
        model=server.model, instructions=SYSTEM, input=USER, stream=True
    )

    assert isinstance([event async for event in stream][-1], ResponseIncompleteEvent)


async def test_messages_answers_whole_and_streamed(
    server: ScriptedModelServer, anthropic_client: anthropic.AsyncAnthropic
) -> None:
    asked: dict[str, Any] = {
        "model": server.model,
        "system": SYSTEM,
        "messages": [CHAT[1]],
        "max_tokens": 500,
        "tools": [MESSAGES_TOOL],
        "tool_choice": {"type": "any"},
    }
    whole = await anthropic_client.messages.create(**asked)
    async with anthropic_client.messages.stream(**asked) as stream:
        streamed = await stream.get_final_message()

    for message in (whole, streamed):
        assert message.stop_reason == "tool_use"
        block = message.content[0]
        assert isinstance(block, anthropic.types.ToolUseBlock)
        assert block.input == {"queries": QUERIES}
    assert whole.usage.output_tokens == streamed.usage.output_tokens == server.requests[0].output_tokens


async def test_messages_streams_a_guide(
    server: ScriptedModelServer, anthropic_client: anthropic.AsyncAnthropic
) -> None:
    server.world.pace = Pace(tokens_per_chunk=50)
    async with anthropic_client.messages.stream(
        model=server.model, system="Task: tutorial", messages=[CHAT[1]], max_tokens=4000
    ) as stream:
        portions = [text async for text in stream.text_stream]

    assert len(portions) > 5
    assert "".join(portions).startswith("## What this is about")


async def test_a_refusal_is_one_in_each_protocol(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI, anthropic_client: anthropic.AsyncAnthropic
) -> None:
    server.set_faults("refusal")
    chat = await openai_client.chat.completions.create(model=server.model, messages=CHAT)
    response = await openai_client.responses.create(model=server.model, instructions=SYSTEM, input=USER)
    message = await anthropic_client.messages.create(model=server.model, messages=[CHAT[1]], max_tokens=100)

    assert chat.choices[0].message.refusal is not None
    assert response.output[0].type == "message"
    assert response.output[0].content[0].type == "refusal"
    assert message.stop_reason == "refusal"


@pytest.mark.parametrize(
    ("fault", "openai_error", "anthropic_error"),
    [
        ("401", openai.AuthenticationError, anthropic.AuthenticationError),
        ("403", openai.PermissionDeniedError, anthropic.PermissionDeniedError),
        ("404", openai.NotFoundError, anthropic.NotFoundError),
        ("429", openai.RateLimitError, anthropic.RateLimitError),
        ("quota", openai.RateLimitError, anthropic.RateLimitError),
        ("context", openai.BadRequestError, anthropic.BadRequestError),
        ("500", openai.InternalServerError, anthropic.InternalServerError),
        ("529", openai.InternalServerError, anthropic.InternalServerError),
    ],
)
async def test_a_refused_request_raises_what_the_libraries_have_for_it(
    server: ScriptedModelServer,
    openai_client: openai.AsyncOpenAI,
    anthropic_client: anthropic.AsyncAnthropic,
    fault: str,
    openai_error: type[Exception],
    anthropic_error: type[Exception],
) -> None:
    server.set_faults(fault)

    with pytest.raises(openai_error):
        await openai_client.chat.completions.create(model=server.model, messages=CHAT)
    with pytest.raises(openai_error):
        await openai_client.responses.create(model=server.model, input=USER)
    with pytest.raises(anthropic_error):
        await anthropic_client.messages.create(model=server.model, messages=[CHAT[1]], max_tokens=9)


async def test_an_error_in_a_stream_is_raised_by_the_libraries(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI, anthropic_client: anthropic.AsyncAnthropic
) -> None:
    server.set_faults("error_chunk")

    stream = await openai_client.chat.completions.create(model=server.model, messages=CHAT, stream=True)
    with pytest.raises(openai.APIError):
        [chunk async for chunk in stream]
    messages = await anthropic_client.messages.create(
        model=server.model, messages=[CHAT[1]], max_tokens=99, stream=True
    )
    with pytest.raises(anthropic.APIStatusError):
        [event async for event in messages]


async def test_both_libraries_list_the_models(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI, anthropic_client: anthropic.AsyncAnthropic
) -> None:
    listed = [model.id async for model in openai_client.models.list()]
    same = [model.id async for model in anthropic_client.models.list()]

    assert listed == same == list(server.world.models)
    server.world.key = "right"
    with pytest.raises(openai.AuthenticationError):
        await openai_client.models.list()
    with pytest.raises(anthropic.AuthenticationError):
        await anthropic_client.models.list()


async def test_a_model_that_is_not_listed_and_one_that_is_too_small_are_refused_without_any_fault(
    server: ScriptedModelServer, openai_client: openai.AsyncOpenAI
) -> None:
    with pytest.raises(openai.NotFoundError, match="nobody"):
        await openai_client.chat.completions.create(model="nobody", messages=CHAT)
    long = [{"role": "user", "content": "word " * 400}]
    with pytest.raises(openai.BadRequestError, match="maximum context length"):
        await openai_client.chat.completions.create(model="scripted-small", messages=long)  # type: ignore[arg-type]  # a list of dicts
