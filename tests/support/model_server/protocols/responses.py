"""OpenAI's Responses API. Source: `openai.types.responses`."""

import itertools
from collections.abc import Mapping
from typing import Any

from tests.support.model_server.answers import Answer, Failure, Taken
from tests.support.model_server.protocols.protocol import bearer_key, event, openai_error
from tests.support.model_server.requests import (
    Asked,
    BadRequest,
    Json,
    Tool,
    Turn,
    form_of,
    objects_of,
    positive_or_none,
    text_field,
    text_of,
)

_CREATED = 1_790_000_000


class Responses:
    name = "responses"

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def read(self, body: Json) -> Asked:
        items = body.get("input")
        if isinstance(items, str):
            items = [{"role": "user", "content": items}]
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise BadRequest("input: a text or a list of items is required.")
        said = [text_of(item.get("content")) for item in items if _is_system(item)]
        system = "\n".join([text_of(body.get("instructions")), *said]).strip()
        tools = tuple(map(_tool, objects_of(body, "tools")))
        wanted = (body.get("text") or {}).get("format") or {}
        form, schema = form_of(
            tools,
            _chosen(body.get("tool_choice")),
            wanted.get("schema"),
            system,
            json_wanted=wanted.get("type", "text") != "text",
        )
        return Asked(
            model=text_field(body, "model"),
            system=system,
            turns=tuple(_turn(item) for item in items if not _is_system(item)),
            form=form,
            tools=tools,
            schema=schema,
            max_tokens=positive_or_none(body, "max_output_tokens"),
            stream=bool(body.get("stream")),
        )

    def key_in(self, headers: Mapping[str, str]) -> str:
        return bearer_key(headers)

    def whole(self, asked: Asked, answer: Answer, taken: Taken) -> Json:
        number = next(self._numbers)
        return _response(asked, number, answer, taken)

    def stream(self, asked: Asked, answer: Answer, taken: Taken) -> "_ResponseStream":
        return _ResponseStream(asked, answer, next(self._numbers))

    def error(self, failure: Failure) -> Json:
        return openai_error(failure)


class _ResponseStream:
    def __init__(self, asked: Asked, answer: Answer, number: int) -> None:
        self._asked = asked
        self._answer = answer
        self._number = number
        self._order = itertools.count()
        item = _item(answer, number, "in_progress")
        self._place = {"item_id": item["id"], "output_index": 0}
        self._in_part = self._place | {"content_index": 0}

    def opening(self) -> bytes:
        begun = _response(self._asked, self._number, None, None)
        parts = [
            self._event("response.created", response=begun),
            self._event("response.in_progress", response=begun),
        ]
        if self._answer.kind != "nothing":
            empty = Answer(self._answer.kind, "", self._answer.tool)
            item = _item(empty, self._number, "in_progress")
            begins = item if self._answer.kind == "call" else item | {"content": []}
            parts.append(self._event("response.output_item.added", output_index=0, item=begins))
        if self._answer.kind in {"text", "refusal"}:
            part = _content(Answer(self._answer.kind))
            parts.append(self._event("response.content_part.added", **self._in_part, part=part))
        return b"".join(parts)

    def delta(self, text: str) -> bytes:
        match self._answer.kind:
            case "call":
                return self._event("response.function_call_arguments.delta", **self._place, delta=text)
            case "refusal":
                return self._event("response.refusal.delta", **self._in_part, delta=text)
            case _:
                return self._event("response.output_text.delta", **self._in_part, delta=text, logprobs=[])

    def closing(self, taken: Taken) -> bytes:
        body, parts = self._answer.body, list[bytes]()
        match self._answer.kind:
            case "call":
                done = "response.function_call_arguments.done"
                parts.append(self._event(done, **self._place, arguments=body, name=self._answer.tool))
            case "refusal":
                parts.append(self._event("response.refusal.done", **self._in_part, refusal=body))
            case "text":
                parts.append(
                    self._event("response.output_text.done", **self._in_part, text=body, logprobs=[])
                )
        if self._answer.kind in {"text", "refusal"}:
            part = _content(self._answer)
            parts.append(self._event("response.content_part.done", **self._in_part, part=part))
        whole = _response(self._asked, self._number, self._answer, taken)
        if self._answer.kind != "nothing":
            item = whole["output"][0]
            parts.append(self._event("response.output_item.done", output_index=0, item=item))
        parts.append(self._event(f"response.{whole['status']}", response=whole))
        return b"".join(parts)

    def error(self, failure: Failure) -> bytes:
        return self._event("error", code=failure.code, message=failure.message, param=None)

    def _event(self, kind: str, **fields: Any) -> bytes:
        return event({"type": kind, "sequence_number": next(self._order), **fields}, kind)


def _is_system(item: Json) -> bool:
    return item.get("role") in {"system", "developer"}


def _turn(item: Json) -> Turn:
    match item.get("type"):
        case "function_call":
            return Turn("assistant", str(item.get("arguments")))
        case "function_call_output":
            return Turn("tool", text_of(item.get("output")))
        case _:
            return Turn(str(item.get("role")), text_of(item.get("content")))


def _tool(given: Json) -> Tool:
    if given.get("type") != "function":
        raise BadRequest("tools: only functions are known here.")
    return Tool(text_field(given, "name"), given.get("parameters") or {})


def _chosen(choice: object) -> str | None:
    match choice:
        case "none":
            return "none"
        case {"type": "function", "name": str(name)}:
            return name
        case _:
            return None


def _response(asked: Asked, number: int, answer: Answer | None, taken: Taken | None) -> dict[str, Any]:
    """The whole response; without an answer as it is when it begins."""
    status, reason = "in_progress", None
    if answer is not None:
        status = {"length": "incomplete", None: "in_progress"}.get(answer.finish, "completed")
        reason = {"reason": "max_output_tokens"} if answer.finish == "length" else None
    output = [] if answer is None or answer.kind == "nothing" else [_item(answer, number, status)]
    return {
        "id": f"resp_{number}",
        "object": "response",
        "created_at": _CREATED,
        "status": status,
        "error": None,
        "incomplete_details": reason,
        "instructions": None,
        "max_output_tokens": asked.max_tokens,
        "metadata": {},
        "model": asked.model,
        "output": output,
        "parallel_tool_calls": True,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "usage": None if taken is None else _usage(taken),
    }


def _item(answer: Answer, number: int, status: str) -> dict[str, Any]:
    if answer.kind == "call":
        return {
            "id": f"fc_{number}",
            "type": "function_call",
            "call_id": f"call_{number}",
            "name": answer.tool,
            "arguments": answer.body,
            "status": status,
        }
    return {
        "id": f"msg_{number}",
        "type": "message",
        "role": "assistant",
        "status": status,
        "content": [_content(answer)],
    }


def _content(answer: Answer) -> Json:
    if answer.kind == "refusal":
        return {"type": "refusal", "refusal": answer.body}
    return {"type": "output_text", "text": answer.body, "annotations": [], "logprobs": []}


def _usage(taken: Taken) -> Json:
    return {
        "input_tokens": taken.prompt_tokens,
        "input_tokens_details": {"cache_write_tokens": 0, "cached_tokens": 0},
        "output_tokens": taken.output_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": taken.prompt_tokens + taken.output_tokens,
    }
