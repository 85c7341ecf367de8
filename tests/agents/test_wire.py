"""Each oddity that a server of chat completions can send becomes the failure that names it, and nothing else gets out.

The server here sends given bytes; what the scripted one does to whole calls is in `test_fault_table.py`.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from pydantic import SecretStr

from milepost.agents.model_wire import connect
from milepost.agents.wire import Correction, RequestFailed, WireAnswer, WireRequest
from milepost.domain import model_errors as errors
from milepost.domain.models import ModelConfig, OutputMode, ProviderKind, Usage
from tests.support.models import PLAN, Plan, make_config

REQUEST = WireRequest(system="You plan.", user="The guitar.", max_tokens=300, schema=Plan.model_json_schema())
END = "data: [DONE]\n\n"
#: One kind for each library that is asked most.
LIBRARIES = (ProviderKind.OPENAI_COMPATIBLE, ProviderKind.ANTHROPIC)


def chunk(delta: dict[str, object] | None = None, *, finish: str | None = None, usage: bool = False) -> str:
    body: dict[str, object] = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "first"}
    body["choices"] = [] if usage else [{"index": 0, "delta": delta or {}, "finish_reason": finish}]
    if usage:
        body["usage"] = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    return f"data: {json.dumps(body)}\n\n"


def called(arguments: str, *, name: str = "answer") -> str:
    function = {"name": name, "arguments": arguments}
    return chunk({"tool_calls": [{"index": 0, "id": "t", "type": "function", "function": function}]})


def http(body: str, *, status: int = 200, kind: str = "text/event-stream", headers: str = "") -> bytes:
    return f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nConnection: close\r\n{headers}\r\n{body}".encode()


def refusal(status: int, message: str, *, code: str | None = None, headers: str = "") -> bytes:
    body = {"error": {"message": message, "type": "x", "code": code}}
    return http(json.dumps(body), status=status, kind="application/json", headers=headers)


TWO_PIECES = called(PLAN[:20]) + chunk({"tool_calls": [{"index": 0, "function": {"arguments": PLAN[20:]}}]})
WHOLE = TWO_PIECES + chunk(finish="tool_calls") + chunk(usage=True) + END


@dataclass(slots=True)
class RawServer:
    """Sends the same bytes to whoever asks, and then closes, or with `stays` waits for the other to do so."""

    reply: bytes = b""
    stays: bool = False
    bodies: list[dict[str, object]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    replied: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        self.heads.append(head)
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        self.bodies.append(json.loads(await reader.readexactly(length)))
        writer.write(self.reply)
        await writer.drain()
        self.replied.set()
        if self.stays:
            await reader.read()
            self.gone.set()
        writer.close()


@asynccontextmanager
async def raw_server(reply: bytes, *, stays: bool = False) -> AsyncIterator[tuple[RawServer, ModelConfig]]:
    server = RawServer(reply, stays)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield server, make_config(base_url=f"http://127.0.0.1:{port}/v1")
    finally:
        listening.close()


async def ask(config: ModelConfig, request: WireRequest = REQUEST) -> tuple[Sequence[str], WireAnswer]:
    """(the pieces that were not empty, the answer)."""
    wire = await connect(config)
    pieces: list[str] = []
    try:
        async for piece in wire.ask(request):
            if isinstance(piece, WireAnswer):
                return pieces, piece
            pieces += [piece] if piece else []
    finally:
        await wire.close()
    raise AssertionError("A wire ends with its answer.")


async def test_an_answer_comes_in_pieces_and_whole() -> None:
    async with raw_server(http(WHOLE)) as (server, config):
        pieces, answer = await ask(config)
    assert pieces == [PLAN[:20], PLAN[20:]]
    assert answer == WireAnswer(PLAN, Usage(input_tokens=11, output_tokens=7, requests=1))
    sent = server.bodies[0]
    assert (sent["max_tokens"], sent["stream"]) == (300, True)


@pytest.mark.parametrize("mode", [OutputMode.NATIVE, OutputMode.PROMPTED])
async def test_without_tools_the_answer_is_the_text(mode: OutputMode) -> None:
    body = chunk({"content": PLAN}) + chunk(finish="stop") + END
    async with raw_server(http(body)) as (server, config):
        pieces, answer = await ask(config.model_copy(update={"output_mode": mode}))
    assert (pieces, answer.text, answer.usage) == ([PLAN], PLAN, None)
    assert ("response_format" in server.bodies[0]) is (mode is OutputMode.NATIVE)
    assert "tools" not in server.bodies[0]


async def test_prose_in_the_place_of_a_call_is_the_answer_to_be_judged() -> None:
    body = chunk({"content": "Sure!"}) + chunk(finish="stop") + END
    async with raw_server(http(body)) as (_, config):
        pieces, answer = await ask(config)
    assert (pieces, answer.text) == ([], "Sure!")


async def test_a_tool_that_does_not_exist_is_named() -> None:
    body = called(PLAN, name="search") + chunk(finish="tool_calls") + END
    async with raw_server(http(body)) as (_, config):
        assert (await ask(config))[1].wrong_tool == "search"


async def test_an_answer_that_ran_out_of_tokens_says_so() -> None:
    async with raw_server(http(TWO_PIECES + chunk(finish="length") + END)) as (_, config):
        assert (await ask(config))[1].is_cut


async def test_a_correction_follows_the_answer_that_it_is_about() -> None:
    request = WireRequest(
        system="You plan.", user="The guitar.", max_tokens=9, corrections=(Correction("No.", "Yes."),)
    )
    async with raw_server(http(chunk({"content": "So."}) + chunk(finish="stop") + END)) as (server, config):
        await ask(config, request)
    messages = server.bodies[0]["messages"]
    assert isinstance(messages, list)
    assert [message["role"] for message in messages] == ["system", "user", "assistant", "user"]


LARGE = chunk({"content": "a" * 30_000})
FAILURES: dict[str, tuple[bytes, type[errors.ModelFailure], bool]] = {
    "401": (refusal(401, "Bad key"), errors.ModelKeyRefused, True),
    "403": (refusal(403, "Not yours"), errors.ModelKeyRefused, True),
    "402": (refusal(402, "Pay"), errors.ModelQuotaSpent, True),
    "404 of the model": (refusal(404, "The model first does not exist"), errors.ModelNotFound, True),
    "404 of the address": (
        http('{"detail":"Not Found"}', status=404, kind="application/json"), errors.ModelSpeaksAnotherProtocol, True,
    ),
    "404 as a page": (
        http("<h1>No</h1>", status=404, kind="text/html"), errors.ModelSpeaksAnotherProtocol, True,
    ),
    "429": (refusal(429, "Slow down", headers="Retry-After: 7\r\n"), errors.ModelBusy, True),
    "429 of the quota": (refusal(429, "Spent", code="insufficient_quota"), errors.ModelQuotaSpent, True),
    "429 of the quota in words": (
        refusal(429, "You exceeded your current quota, please check your plan and billing details."),
        errors.ModelQuotaSpent, True,
    ),
    "405": (http("no", status=405, kind="text/html"), errors.ModelSpeaksAnotherProtocol, True),
    "501": (http("<p>Unsupported method</p>", status=501, kind="text/html"), errors.ModelSpeaksAnotherProtocol, True),
    "529": (refusal(529, "Overloaded"), errors.ModelBusy, True),
    "500": (refusal(500, "Oh"), errors.ModelFailed, True),
    "502 as a page": (http("<html>Bad gateway</html>", status=502, kind="text/html"), errors.ModelFailed, True),
    "400": (refusal(400, "Unknown parameter: tools"), errors.ModelRequestRejected, True),
    "400 of the context": (refusal(400, "x", code="context_length_exceeded"), errors.ModelContextTooSmall, True),
    "400 of the context in words": (
        refusal(400, "the request exceeds the available context size"), errors.ModelContextTooSmall, True,
    ),
    "a page": (http("<html>Hello</html>", kind="text/html"), errors.ModelSpeaksAnotherProtocol, False),
    "nothing": (http(""), errors.ModelSpeaksAnotherProtocol, False),
    "no JSON": (http("data: {oh\n\n"), errors.ModelSpeaksAnotherProtocol, False),
    "no choices": (http(chunk(usage=True) + END), errors.ModelSpeaksAnotherProtocol, False),
    "an error in the stream": (
        http(TWO_PIECES + 'data: {"error": {"message": "Out of memory", "type": "server_error"}}\n\n'),
        errors.ModelFailed, False,
    ),
    "a clean end in the middle": (http(TWO_PIECES + END), errors.ModelAnswerCut, False),
    "an end in the middle": (http(TWO_PIECES), errors.ModelAnswerCut, False),
    "a cut": (http(TWO_PIECES, headers="Content-Length: 9999\r\n"), errors.ModelUnreachable, False),
    "a refusal": (
        http(chunk({"refusal": "I cannot help."}) + chunk(finish="stop") + END), errors.ModelRefused, False,
    ),
    "a filter": (http(TWO_PIECES + chunk(finish="content_filter") + END), errors.ModelRefused, False),
    "no end": (http(LARGE * 4), errors.ModelAnswerInvalid, False),
    "no HTTP": (b"220 mail.example ESMTP\r\n", errors.ModelUnreachable, False),
}  # fmt: skip


@pytest.mark.parametrize("what", FAILURES)
async def test_an_oddity_on_the_wire_is_named(what: str) -> None:
    reply, kind, is_free = FAILURES[what]
    async with raw_server(reply) as (_, config):
        with pytest.raises(RequestFailed) as failed:
            await ask(config)
    assert (type(failed.value.failure), failed.value.is_free) == (kind, is_free)
    assert len(str(failed.value.failure)) < 500


async def test_the_time_that_a_server_asks_for_is_known() -> None:
    async with raw_server(FAILURES["429"][0]) as (_, config):
        with pytest.raises(RequestFailed) as failed:
            await ask(config)
    assert isinstance(failed.value.failure, errors.ModelBusy)
    assert failed.value.failure.retry_after == 7


async def test_a_port_where_nobody_listens_costs_nothing() -> None:
    async with raw_server(b"") as (_, config):
        pass
    with pytest.raises(RequestFailed) as failed:
        await ask(config)
    assert isinstance(failed.value.failure, errors.ModelUnreachable)
    assert failed.value.is_free


async def test_whoever_is_cancelled_ends_the_request_at_once() -> None:
    async with raw_server(http(TWO_PIECES), stays=True) as (server, config):
        asking = asyncio.create_task(ask(config))
        await server.replied.wait()
        asking.cancel()
        async with asyncio.timeout(0.3):
            await server.gone.wait()
        with pytest.raises(asyncio.CancelledError):
            await asking


async def test_whoever_stops_reading_ends_the_request() -> None:
    async with raw_server(http(TWO_PIECES), stays=True) as (server, config):
        wire = await connect(config)
        pieces = wire.ask(REQUEST)
        assert await anext(pieces) == PLAN[:20]
        await pieces.aclose()
        async with asyncio.timeout(0.3):
            await server.gone.wait()
        await wire.close()


@pytest.mark.parametrize("kind", LIBRARIES)
async def test_nothing_of_the_environment_is_sent(
    monkeypatch: pytest.MonkeyPatch, kind: ProviderKind
) -> None:
    for vendor in ("OPENAI", "ANTHROPIC"):
        for name in ("API_KEY", "AUTH_TOKEN", "ORG_ID", "PROJECT_ID", "BASE_URL"):
            monkeypatch.setenv(f"{vendor}_{name}", "http://127.0.0.1:9/of-the-environment")
        headers = "Authorization: Bearer of-the-environment\nX-Api-Key: of-the-environment"
        monkeypatch.setenv(f"{vendor}_CUSTOM_HEADERS", headers)
    async with raw_server(http("")) as (server, config):
        with pytest.raises(RequestFailed):
            await ask(config.model_copy(update={"kind": kind}))
    assert "of-the-environment" not in server.heads[0]


@pytest.mark.parametrize("kind", LIBRARIES)
async def test_a_key_does_not_go_where_its_server_points_to(kind: ProviderKind) -> None:
    async with raw_server(http("")) as (other, config):
        moved = http("", status=307, headers=f"Location: {config.base_url}/elsewhere\r\n")
        async with raw_server(moved) as (server, config):
            key = {"kind": kind, "api_key": SecretStr("sk-topsecret-0123456789")}
            with pytest.raises(RequestFailed) as failed:
                await ask(config.model_copy(update=key))
    assert "sk-topsecret" in server.heads[0]
    assert other.heads == []
    assert isinstance(failed.value.failure, errors.ModelSpeaksAnotherProtocol)


@pytest.mark.parametrize(
    "address", ["http://[::1]x/v1", "http://models$.example/v1", "http://\\x/v1", "http://%/"]
)
async def test_an_address_that_no_client_takes_is_told_like_one_that_nobody_answers_at(address: str) -> None:
    with pytest.raises(RequestFailed) as failed:
        await ask(make_config(base_url=address))
    assert isinstance(failed.value.failure, errors.ModelUnreachable)
    assert failed.value.is_free


async def test_what_a_server_says_is_plain_words() -> None:
    async with raw_server(refusal(400, "a\x00b\ud800\u202e\nc")) as (_, config):
        with pytest.raises(RequestFailed) as failed:
            await ask(config)
    assert "“a b c”" in str(failed.value.failure)
    assert str(failed.value.failure).isprintable()


async def test_a_model_that_thinks_without_end_is_given_up() -> None:
    thoughts = chunk({"reasoning_content": "x" * 300_000}) * 8
    async with raw_server(http(thoughts + WHOLE)) as (_, config):
        with pytest.raises(RequestFailed) as failed:
            await ask(config)
    assert isinstance(failed.value.failure, errors.ModelAnswerInvalid)


@pytest.mark.parametrize("kind", LIBRARIES)
async def test_a_line_without_end_is_not_collected(
    kind: ProviderKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milepost.agents.answer_size.MOST_BYTES", 10_000)
    async with raw_server(http("data: " + "x" * 20_000), stays=True) as (server, config):
        with pytest.raises(RequestFailed) as failed:
            await ask(config.model_copy(update={"kind": kind}))
        await server.gone.wait()
    assert isinstance(failed.value.failure, errors.ModelAnswerInvalid)


async def test_an_answer_is_not_asked_for_compressed_and_not_taken_so() -> None:
    async with raw_server(http(WHOLE, headers="Content-Encoding: gzip\r\n")) as (server, config):
        with pytest.raises(RequestFailed) as failed:
            await ask(config)
    assert "accept-encoding: identity" in server.heads[0]
    assert isinstance(failed.value.failure, errors.ModelSpeaksAnotherProtocol)


async def test_a_usage_that_cannot_be_is_not_believed() -> None:
    usage = chunk(usage=True).replace('"completion_tokens": 7', f'"completion_tokens": {10**30}')
    async with raw_server(http(TWO_PIECES + chunk(finish="tool_calls") + usage + END)) as (_, config):
        _, answer = await ask(config)
    assert answer.usage is None


async def test_a_key_that_the_server_repeats_is_left_out() -> None:
    key = "sk-topsecret-0123456789"
    said = f"Incorrect API key provided: {key}. {'x' * 100} {key}"
    async with raw_server(refusal(401, said)) as (_, config):
        with pytest.raises(RequestFailed) as failed:
            await ask(config.model_copy(update={"api_key": SecretStr(key)}))
    failure = failed.value.failure
    assert isinstance(failure, errors.ModelKeyRefused)
    assert "provided: ***." in str(failure)
    assert not any(key[:8] in text for text in (str(failure), failure.said, str(failed.value)))
