"""Requests to models by pydantic-ai: what is sent, and what is read of the stream that comes back."""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from pydantic_ai.direct import model_request_stream
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    ModelResponseStreamEvent,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    ThinkingPart,
    ThinkingPartDelta,
    ToolCallPart,
    ToolCallPartDelta,
    UserPromptPart,
)
from pydantic_ai.models import ModelRequestParameters, StreamedResponse
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import ToolDefinition

from milepost.agents.providers import OpenModel, open_model
from milepost.agents.wire import RequestFailed, Wire, WireAnswer, WireRequest
from milepost.agents.wire_errors import request_failed
from milepost.domain.model_errors import (
    ModelAnswerCut,
    ModelAnswerInvalid,
    ModelFailed,
    ModelRefused,
    ModelSpeaksAnotherProtocol,
    ModelUnreachable,
)
from milepost.domain.models import ModelConfig, OutputMode, Usage

#: The tool whose arguments are the answer.
TOOL = "answer"
#: Eight letters to a token is more than any language has; a server that goes on beyond does not count at all.
_LETTERS_PER_TOKEN = 8
_LETTERS_BESIDE = 4_000
#: What a model thinks aloud is nobody's answer, and may be long; it is kept in memory all the same.
_LETTERS_THOUGHT = 2_000_000
#: More than any request takes. A server that names such a figure, or one below zero, has said nothing.
_TOKENS_BELIEVED = 10**9


async def connect(config: ModelConfig) -> Wire:
    """Open the way to a model. Raises `RequestFailed` where a library is missing, or takes no such address."""
    try:
        # Certificates are read from the disk, and the optional libraries imported.
        return ModelWire(await asyncio.to_thread(open_model, config), config)
    except RequestFailed:
        raise
    except Exception as error:
        # The boundary to libraries of others, as below. Here nothing but the address can be wrong, and it stays so.
        failure = ModelUnreachable(config.model)
        failure.may_pass = False
        raise RequestFailed(failure, is_free=True) from error


class ModelWire:
    def __init__(self, opened: OpenModel, config: ModelConfig) -> None:
        self._opened = opened
        self._model = config.model
        self._key = config.api_key.get_secret_value() if config.api_key else ""
        self._mode: Any = config.output_mode.value
        if config.output_mode is OutputMode.AUTO:
            self._mode = opened.model.profile.get("default_structured_output_mode", "tool")

    async def ask(self, request: WireRequest) -> AsyncGenerator[str | WireAnswer, None]:
        reading = _Reading(request, shows_text=request.schema is None or self._mode != "tool")
        try:
            async with model_request_stream(
                self._opened.model,
                _messages(request),
                model_settings=ModelSettings(max_tokens=request.max_tokens),
                model_request_parameters=self._parameters(request),
            ) as stream:
                async for event in stream:
                    yield reading.take(event, self._model)
                yield self._whole(stream, reading)
        except Exception as error:
            # The boundary to libraries of others: whatever they raise leaves it as one of our failures.
            failed = self._failed(error)
            if isinstance(failed.failure, ModelAnswerCut) and not reading.has_begun:
                # What has not even begun was no answer.
                failed = RequestFailed(ModelSpeaksAnotherProtocol(self._model), is_free=False)
            raise failed from error

    async def list_models(self) -> Sequence[str]:
        try:
            return sorted(await self._opened.list_models())
        except Exception as error:
            raise self._failed(error) from error  # the same boundary

    async def close(self) -> None:
        await self._opened.close()

    def _failed(self, error: Exception) -> RequestFailed:
        failed = request_failed(error, self._model)
        failed.failure.leave_out(self._key)
        return RequestFailed(failed.failure, is_free=failed.is_free)

    def _parameters(self, request: WireRequest) -> ModelRequestParameters:
        if request.schema is None:
            return ModelRequestParameters()
        schema = dict(request.schema)
        description = "Give the whole answer."
        if self._mode == "tool":
            tool = ToolDefinition(
                name=TOOL, description=description, parameters_json_schema=schema, kind="output"
            )
            return ModelRequestParameters(output_mode="tool", output_tools=[tool], allow_text_output=False)
        shape = OutputObjectDefinition(json_schema=schema, name=TOOL, description=description)
        return ModelRequestParameters(output_mode=self._mode, output_object=shape)

    def _whole(self, stream: StreamedResponse, reading: "_Reading") -> WireAnswer:
        """The answer at the end of its stream.

        Raises:
            RequestFailed: The stream has ended, and the answer has not; or the model declines.
        """
        response = stream.get()
        if response.finish_reason == "content_filter":
            said = str((response.provider_details or {}).get("refusal", ""))
            raise RequestFailed(ModelRefused(self._model, said), is_free=False)
        if response.finish_reason == "error":
            raise RequestFailed(ModelFailed(self._model), is_free=False)
        if response.finish_reason is None or response.state != "complete":
            # M3: a stream that stops without a word of why is a failure, however whole it looks.
            raise RequestFailed(ModelAnswerCut(self._model), is_free=False)
        text, wrong_tool = reading.answer()
        return WireAnswer(
            text=text,
            usage=_usage(stream),
            is_cut=response.finish_reason == "length",
            wrong_tool=wrong_tool,
        )


class _Reading:
    """The parts of an answer as they come in."""

    def __init__(self, request: WireRequest, *, shows_text: bool) -> None:
        """`shows_text` is whether prose is the answer, and not what stands beside it."""
        self._shows_text = shows_text
        self._most = request.max_tokens * _LETTERS_PER_TOKEN + _LETTERS_BESIDE
        self._length = 0
        self._thought = 0
        self._texts: dict[int, list[str]] = {}
        self._calls: dict[int, list[str]] = {}
        self._tools: dict[int, str] = {}

    @property
    def has_begun(self) -> bool:
        return bool(self._texts or self._tools)

    def take(self, event: ModelResponseStreamEvent, model: str) -> str:
        """Note an event; what it adds to the answer."""
        added = ""
        match event:
            case PartStartEvent(index=index, part=TextPart(content=content)):
                added = self._add_text(index, content)
            case PartDeltaEvent(index=index, delta=TextPartDelta(content_delta=content)):
                added = self._add_text(index, content)
            case PartStartEvent(index=index, part=ToolCallPart(tool_name=name, args=args)):
                self._tools[index] = name
                added = self._add_call(index, args)
            case PartDeltaEvent(index=index, delta=ToolCallPartDelta(tool_name_delta=name, args_delta=args)):
                self._tools[index] = self._tools.get(index, "") + (name or "")
                added = self._add_call(index, args)
            case PartStartEvent(part=ThinkingPart(content=content)):
                self._thought += len(content)
            case PartDeltaEvent(delta=ThinkingPartDelta(content_delta=content)):
                self._thought += len(content or "")
        if self._length > self._most or self._thought > _LETTERS_THOUGHT:
            raise RequestFailed(ModelAnswerInvalid(model, ["It does not end."]), is_free=False)
        return added

    def answer(self) -> tuple[str, str | None]:
        """(the answer, the tool that was called and does not exist)."""
        for index, name in self._tools.items():
            if name == TOOL and not self._shows_text:
                return "".join(self._calls.get(index, [])), None
        text = "".join(piece for _, pieces in sorted(self._texts.items()) for piece in pieces)
        return text, next(iter(self._tools.values()), None)

    def _add_text(self, index: int, content: str) -> str:
        self._texts.setdefault(index, []).append(content)
        self._length += len(content)
        return content if self._shows_text else ""

    def _add_call(self, index: int, args: object) -> str:
        piece = args if isinstance(args, str) else json.dumps(args) if args else ""
        self._calls.setdefault(index, []).append(piece)
        self._length += len(piece)
        is_answer = self._tools.get(index) == TOOL and not self._shows_text
        return piece if is_answer and index == min(self._tools) else ""


def _messages(request: WireRequest) -> list[ModelMessage]:
    """The conversation: earlier answers as plain text, which every protocol and every mode of output takes back."""
    messages: list[ModelMessage] = [
        ModelRequest(parts=[UserPromptPart(content=request.user)], instructions=request.system)
    ]
    for one in request.corrections:
        messages.append(ModelResponse(parts=[TextPart(content=one.answer)]))
        messages.append(
            ModelRequest(parts=[UserPromptPart(content=one.feedback)], instructions=request.system)
        )
    return messages


def _usage(stream: StreamedResponse) -> Usage | None:
    usage = stream.usage
    counts = (usage.input_tokens, usage.output_tokens)
    if not any(counts) or not all(0 <= count <= _TOKENS_BELIEVED for count in counts):
        return None
    return Usage(input_tokens=usage.input_tokens, output_tokens=usage.output_tokens, requests=1)
