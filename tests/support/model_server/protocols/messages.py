"""Anthropic's Messages API. Source: `anthropic.types`."""

import itertools
import json
from collections.abc import Mapping
from typing import Any

from tests.support.model_server.answers import Answer, Failure, Finish, Taken
from tests.support.model_server.protocols.protocol import bearer_key, event
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

_STOP: Mapping[Finish, str | None] = {
    "stop": "end_turn", "call": "tool_use", "length": "max_tokens", "refusal": "refusal", None: None,
}  # fmt: skip


class Messages:
    name = "messages"

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def read(self, body: Json) -> Asked:
        messages = messages_of(body, "messages")
        system = text_of(body.get("system"))
        max_tokens = positive_or_none(body, "max_tokens")
        if max_tokens is None:
            raise BadRequest("max_tokens: Field required")
        tools = tuple(map(_tool, objects_of(body, "tools")))
        wanted = (body.get("output_config") or {}).get("format") or {}
        form, schema = form_of(
            tools, _chosen(body.get("tool_choice")), wanted.get("schema"), system, json_wanted=bool(wanted)
        )
        return Asked(
            model=text_field(body, "model"),
            system=system,
            turns=tuple(Turn(str(one.get("role")), _said(one.get("content"))) for one in messages),
            form=form,
            tools=tools,
            schema=schema,
            max_tokens=max_tokens,
            stream=bool(body.get("stream")),
        )

    def key_in(self, headers: Mapping[str, str]) -> str:
        return headers.get("x-api-key") or bearer_key(headers)

    def whole(self, asked: Asked, answer: Answer, taken: Taken) -> Json:
        return _message(asked, next(self._numbers), _blocks(answer), answer.finish, taken)

    def stream(self, asked: Asked, answer: Answer, taken: Taken) -> "_MessageStream":
        return _MessageStream(asked, answer, taken, next(self._numbers))

    def error(self, failure: Failure) -> Json:
        return _error(failure)


class _MessageStream:
    def __init__(self, asked: Asked, answer: Answer, taken: Taken, number: int) -> None:
        self._asked = asked
        self._answer = answer
        self._prompt_tokens = taken.prompt_tokens
        self._number = number

    def opening(self) -> bytes:
        # The first event says what was read, and of what was written only that it has begun.
        begun = Taken(self._prompt_tokens, 1)
        message = _message(self._asked, self._number, [], None, begun)
        parts = [_event("message_start", message=message)]
        if self._answer.kind != "nothing":
            block = _block(Answer(self._answer.kind, "", self._answer.tool))
            parts.append(_event("content_block_start", index=0, content_block=block))
        return b"".join([*parts, _event("ping")])

    def delta(self, text: str) -> bytes:
        delta = {"type": "text_delta", "text": text}
        if self._answer.kind == "call":
            delta = {"type": "input_json_delta", "partial_json": text}
        return _event("content_block_delta", index=0, delta=delta)

    def closing(self, taken: Taken) -> bytes:
        delta = {"stop_reason": _STOP[self._answer.finish], "stop_sequence": None}
        last = _event("message_delta", delta=delta, usage={"output_tokens": taken.output_tokens})
        if self._answer.kind != "nothing":
            last = _event("content_block_stop", index=0) + last
        return last + _event("message_stop")

    def error(self, failure: Failure) -> bytes:
        return event(_error(failure), "error")


def _said(content: object) -> str:
    """The text of a message, with the arguments of calls and what the tools returned."""
    if not isinstance(content, list):
        return text_of(content)
    called = (json.dumps(part["input"]) for part in content if part.get("type") == "tool_use")
    return "\n".join([text_of(content), *called])


def _tool(given: Json) -> Tool:
    return Tool(text_field(given, "name"), given.get("input_schema") or {})


def _chosen(choice: object) -> str | None:
    match choice:
        case {"type": "none"}:
            return "none"
        case {"type": "tool", "name": str(name)}:
            return name
        case _:
            return None


def _message(
    asked: Asked, number: int, content: list[dict[str, Any]], finish: Finish, taken: Taken
) -> dict[str, Any]:
    return {
        "id": f"msg_{number}",
        "type": "message",
        "role": "assistant",
        "model": asked.model,
        "content": content,
        "stop_reason": _STOP[finish],
        "stop_sequence": None,
        "usage": {"input_tokens": taken.prompt_tokens, "output_tokens": taken.output_tokens},
    }


def _blocks(answer: Answer) -> list[dict[str, Any]]:
    return [] if answer.kind == "nothing" else [_block(answer)]


def _block(answer: Answer) -> dict[str, Any]:
    if answer.kind != "call":
        return {"type": "text", "text": answer.body}
    try:
        arguments = json.loads(answer.body)
    except json.JSONDecodeError:
        # Arguments are an object in this protocol, not text; what is no JSON can only be nothing.
        arguments = {}
    return {"type": "tool_use", "id": "toolu_01", "name": answer.tool, "input": arguments}


def _event(kind: str, **fields: Any) -> bytes:
    return event({"type": kind, **fields}, kind)


def _error(failure: Failure) -> Json:
    error = {"type": failure.anthropic_kind, "message": failure.message}
    return {"type": "error", "error": error, "request_id": "req_01"}
