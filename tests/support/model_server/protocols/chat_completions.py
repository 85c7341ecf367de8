"""Chat completions, which nearly every local and hosted server speaks. Source: `openai.types.chat`."""

import itertools
from collections.abc import Mapping
from typing import Any

from tests.support.model_server.answers import Answer, Failure, Finish, Taken
from tests.support.model_server.protocols.protocol import bearer_key, event, openai_error
from tests.support.model_server.requests import (
    Asked,
    BadRequest,
    Json,
    Tool,
    Turn,
    form_of,
    messages_of,
    objects_of,
    positive_or_none,
    text_field,
    text_of,
)

_CREATED = 1_790_000_000
_FINISH: Mapping[Finish, str | None] = {
    "stop": "stop", "call": "tool_calls", "length": "length", "refusal": "stop", None: None,
}  # fmt: skip


class ChatCompletions:
    name = "chat_completions"

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def read(self, body: Json) -> Asked:
        messages = messages_of(body, "messages")
        system = "\n".join(text_of(one.get("content")) for one in messages if _is_system(one))
        turns = tuple(Turn(str(one.get("role")), _said(one)) for one in messages if not _is_system(one))
        tools = tuple(map(_tool, objects_of(body, "tools")))
        wanted = body.get("response_format") or {}
        schema = (wanted.get("json_schema") or {}).get("schema")
        form, schema = form_of(
            tools,
            _chosen(body.get("tool_choice")),
            schema,
            system,
            json_wanted=wanted.get("type", "text") != "text",
        )
        return Asked(
            model=text_field(body, "model"),
            system=system,
            turns=turns,
            form=form,
            tools=tools,
            schema=schema,
            max_tokens=positive_or_none(body, "max_completion_tokens", "max_tokens"),
            stream=bool(body.get("stream")),
            wants_usage=bool((body.get("stream_options") or {}).get("include_usage")),
        )

    def key_in(self, headers: Mapping[str, str]) -> str:
        return bearer_key(headers)

    def whole(self, asked: Asked, answer: Answer, taken: Taken) -> Json:
        number = next(self._numbers)
        choice = {
            "index": 0,
            "message": {"role": "assistant", "refusal": None, **_message(answer, number)},
            "finish_reason": _FINISH[answer.finish],
            "logprobs": None,
        }
        return {
            "id": f"chatcmpl-{number}",
            "object": "chat.completion",
            "created": _CREATED,
            "model": asked.model,
            "choices": [] if answer.kind == "nothing" else [choice],
            "usage": _usage(taken),
        }

    def stream(self, asked: Asked, answer: Answer, taken: Taken) -> "_ChatStream":
        return _ChatStream(asked, answer, next(self._numbers))

    def error(self, failure: Failure) -> Json:
        return openai_error(failure)


class _ChatStream:
    def __init__(self, asked: Asked, answer: Answer, number: int) -> None:
        self._asked = asked
        self._answer = answer
        self._number = number

    def opening(self) -> bytes:
        delta: dict[str, Any] = {"role": "assistant", "content": "" if self._answer.kind == "text" else None}
        if self._answer.kind == "call":
            called = {"name": self._answer.tool, "arguments": ""}
            delta["tool_calls"] = [
                {"index": 0, "id": f"call_{self._number}", "type": "function", "function": called}
            ]
        return self._chunk(delta)

    def delta(self, text: str) -> bytes:
        match self._answer.kind:
            case "call":
                return self._chunk({"tool_calls": [{"index": 0, "function": {"arguments": text}}]})
            case "refusal":
                return self._chunk({"refusal": text})
            case _:
                return self._chunk({"content": text})

    def closing(self, taken: Taken) -> bytes:
        last = self._chunk({}, finish=_FINISH[self._answer.finish])
        if self._asked.wants_usage:
            last += event(self._envelope() | {"choices": [], "usage": _usage(taken)})
        return last + b"data: [DONE]\n\n"

    def error(self, failure: Failure) -> bytes:
        return event(openai_error(failure))

    def _chunk(self, delta: Json, *, finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        choices = [] if self._answer.kind == "nothing" else [choice]
        return event(self._envelope() | {"choices": choices})

    def _envelope(self) -> dict[str, Any]:
        return {
            "id": f"chatcmpl-{self._number}",
            "object": "chat.completion.chunk",
            "created": _CREATED,
            "model": self._asked.model,
        }


def _is_system(message: Json) -> bool:
    return message.get("role") in {"system", "developer"}


def _said(message: Json) -> str:
    calls = (call.get("function") or {} for call in message.get("tool_calls") or ())
    return "\n".join([text_of(message.get("content")), *(str(call.get("arguments")) for call in calls)])


def _tool(given: Json) -> Tool:
    function = given.get("function")
    if not isinstance(function, Mapping):
        raise BadRequest("tools: each has a function.")
    return Tool(text_field(function, "name"), function.get("parameters") or {})


def _chosen(choice: object) -> str | None:
    match choice:
        case "none":
            return "none"
        case {"function": {"name": str(name)}}:
            return name
        case _:
            return None


def _message(answer: Answer, number: int) -> Json:
    match answer.kind:
        case "call":
            called = {"name": answer.tool, "arguments": answer.body}
            return {
                "content": None,
                "tool_calls": [{"id": f"call_{number}", "type": "function", "function": called}],
            }
        case "refusal":
            return {"content": None, "refusal": answer.body}
        case _:
            return {"content": answer.body}


def _usage(taken: Taken) -> Json:
    return {
        "prompt_tokens": taken.prompt_tokens,
        "completion_tokens": taken.output_tokens,
        "total_tokens": taken.prompt_tokens + taken.output_tokens,
    }
