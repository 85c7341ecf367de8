"""What the server needs of a protocol, whichever it is."""

import json
from collections.abc import Mapping
from typing import Protocol

from tests.support.model_server.answers import Answer, Failure, Taken
from tests.support.model_server.requests import Asked, Json


class AnswerStream(Protocol):
    """One streamed answer. Each part is bytes of a stream of server-sent events."""

    def opening(self) -> bytes: ...

    def delta(self, text: str) -> bytes:
        """The next portion of what is said."""
        ...

    def closing(self, taken: Taken) -> bytes:
        """Why it ends, and what it took."""
        ...

    def error(self, failure: Failure) -> bytes:
        """An error in the middle of the stream."""
        ...


class ModelProtocol(Protocol):
    name: str

    def read(self, body: Json) -> Asked:
        """Raises BadRequest: the body is no request of this protocol."""
        ...

    def key_in(self, headers: Mapping[str, str]) -> str: ...

    def whole(self, asked: Asked, answer: Answer, taken: Taken) -> Json: ...

    def stream(self, asked: Asked, answer: Answer, taken: Taken) -> AnswerStream: ...

    def error(self, failure: Failure) -> Json: ...


def event(data: Json, name: str | None = None) -> bytes:
    """One server-sent event."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def bearer_key(headers: Mapping[str, str]) -> str:
    return headers.get("authorization", "").removeprefix("Bearer ").strip()


def openai_error(failure: Failure) -> Json:
    """The body of an error in both of OpenAI's protocols."""
    return {
        "error": {"message": failure.message, "type": failure.kind, "param": None, "code": failure.code},
    }
