"""A request in the words of no protocol: what was asked, of which model, and in what form the answer is wanted."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tests.support.model_server.tokens import count_tokens

#: JSON as it was read. Its shape is other people's business; what is taken out of it is checked where it is taken.
Json = Mapping[str, Any]

Form = Literal["call", "json", "text"]

_TASK_LINE = re.compile(r"^Task:\s*([a-z]+)", re.MULTILINE)


class BadRequest(Exception):
    """The request is none that the protocol knows; the message says why."""


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    schema: Json


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation after the system text."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What one request asks for."""

    model: str
    system: str
    turns: tuple[Turn, ...]
    form: Form
    tools: tuple[Tool, ...] = ()
    schema: Json | None = None
    """What the answer has to be like; None for prose."""
    max_tokens: int | None = None
    stream: bool = False
    wants_usage: bool = True
    """Whether a stream is to end with the figures of usage."""

    @property
    def prompt_id(self) -> str | None:
        """Which of Milepost's prompts this is, by the line `Task: …` that ends the system text of each."""
        found = _TASK_LINE.findall(self.system)
        return found[-1] if found else None

    @property
    def user(self) -> str:
        """The first message of the user, where a prompt says what it is about; re-asks come after it."""
        return next((turn.text for turn in self.turns if turn.role == "user"), "")

    @property
    def prompt_tokens(self) -> int:
        shapes = "".join(json.dumps(tool.schema) for tool in self.tools)
        if self.form == "json" and self.schema is not None:
            shapes += json.dumps(self.schema)
        return count_tokens(self.system + "".join(turn.text for turn in self.turns) + shapes)

    @property
    def digest(self) -> str:
        """The same for requests that ask the same, whatever the protocol and the moment."""
        said = [self.model, self.system, *(f"{turn.role}\n{turn.text}" for turn in self.turns)]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]


def form_of(
    tools: tuple[Tool, ...], chosen: object, schema: object, system: str, *, json_wanted: bool
) -> tuple[Form, Json | None]:
    """How to answer, and the schema: by the tool that was named, else the first, else as JSON, else in prose.

    Args:
        tools: What may be called.
        chosen: The name of the tool that has to be called; `none` forbids all; None leaves it open.
        schema: The schema of the answer where one was given.
        system: Where a schema is looked for otherwise; it stands there when a model is only asked for JSON in words.
        json_wanted: Whether JSON is wanted, schema or not.
    """
    if tools and chosen != "none":
        called = next((tool for tool in tools if tool.name == chosen), tools[0])
        return "call", called.schema
    if isinstance(schema, Mapping):
        return "json", schema
    if (told := _schema_in(system)) is not None:
        return "json", told
    return ("json", {"type": "object"}) if json_wanted else ("text", None)


def _schema_in(system: str) -> Json | None:
    decoder = json.JSONDecoder()
    for found in re.finditer(r"schema[^{]{0,40}(?=\{)", system):
        try:
            value, _ = decoder.raw_decode(system, found.end())
        except json.JSONDecodeError:
            continue
        if isinstance(value, dict) and ("properties" in value or "$defs" in value):
            return value
    return None


def text_of(content: object) -> str:
    """The text of a message, which is a string, or parts of which some have text."""
    match content:
        case str():
            return content
        case list():
            return "\n".join(filter(None, map(text_of, content)))
        case {"text": str(text)}:
            return text
        case {"content": inner}:  # what a tool returned
            return text_of(inner)
        case _:
            return ""


def text_field(body: Json, name: str) -> str:
    """Raises BadRequest: the field is missing or no text."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise BadRequest(f"{name}: a string is required.")
    return value


def messages_of(body: Json, name: str) -> list[Json]:
    """Raises BadRequest: the field is missing, empty, or no list of messages."""
    value = body.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise BadRequest(f"{name}: a list of messages is required.")
    return value


def objects_of(body: Json, name: str) -> list[Json]:
    """What may be left out, and is a list of objects otherwise. Raises BadRequest: it is something else."""
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadRequest(f"{name}: a list of objects is required.")
    return value


def positive_or_none(body: Json, *names: str) -> int | None:
    """The first of the fields that is there. Raises BadRequest: it is no whole number above zero."""
    for name in names:
        if (value := body.get(name)) is not None:
            if not isinstance(value, int) or value < 1:
                raise BadRequest(f"{name}: a whole number above zero is required.")
            return value
    return None
