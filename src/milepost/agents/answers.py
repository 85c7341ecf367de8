"""From what a model wrote to a value: found in what surrounds it, cleaned, checked, or named as unusable.

A model writes text, and all of it is data: control characters and signs that turn the direction of writing are taken
out before anybody sees it.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

#: Faults of one answer that the model is told; after so many it has understood.
_TOLD = 12
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_HALVES = re.compile("[\ud800-\udfff]")
#: Some models put the whole of a text into a fence; that it is the whole shows only at its end.
_OPENING_FENCE = re.compile(r"\A\s*```(?:markdown|md)[ \t]*\r?\n")
_FENCED = re.compile(r"\A\s*```[a-zA-Z]*[ \t]*\r?\n(.*?)\r?\n?```\s*\Z", re.DOTALL)


class Unusable(Exception):
    """An answer that cannot be used."""

    def __init__(self, problems: Sequence[str]) -> None:
        """`problems` are in words for the model."""
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


class Reader(Protocol[T_co]):
    """What the text of an answer is read as."""

    @property
    def schema(self) -> Mapping[str, Any] | None: ...

    def read(self, text: str) -> T_co:
        """The answer.

        Raises:
            Unusable: It is not what was asked for.
        """
        ...


class ValueReader(Generic[T]):
    """Reads JSON, also where it stands in a fence or between sentences."""

    def __init__(self, output: type[T], problems: Callable[[T], Sequence[str]]) -> None:
        self._adapter: TypeAdapter[T] = TypeAdapter(output)
        self._problems = problems

    @cached_property
    def schema(self) -> Mapping[str, Any]:
        return self._adapter.json_schema()

    def read(self, text: str) -> T:
        try:
            value = self._adapter.validate_json(json.dumps(without_unseen(_json_in(text))))
        except ValidationError as error:
            raise Unusable(_faults(error)) from None
        if found := self._problems(value):
            raise Unusable(found[:_TOLD])
        return value


class TextReader:
    """Reads Markdown, also where all of it stands in a fence."""

    schema = None

    def __init__(self, problems: Callable[[str], Sequence[str]]) -> None:
        self._problems = problems

    def read(self, text: str) -> str:
        fenced = _FENCED.match(text)
        cleaned: str = without_unseen(fenced.group(1) if fenced and "```" not in fenced.group(1) else text)
        if not cleaned.strip():
            raise Unusable(["The answer is empty."])
        if found := self._problems(cleaned):
            raise Unusable(found[:_TOLD])
        return cleaned


def growing_value(text: str, partial: TypeAdapter[T]) -> T | None:
    """What can be read of JSON that is still being written; None before there is anything."""
    start = text.find("{")
    if start < 0:
        return None
    try:
        return partial.validate_python(
            without_unseen(from_json(text[start:], allow_partial="trailing-strings"))
        )
    except ValueError:
        return None


def growing_text(text: str) -> str:
    """What may be shown of Markdown that is still being written."""
    cleaned: str = without_unseen(_OPENING_FENCE.sub("", text, count=1))
    return cleaned


def without_unseen(value: Any) -> Any:
    """A text, or all texts in a value, without signs that nobody sees."""
    if isinstance(value, str):
        return _UNSEEN.sub("", _whole_signs(value))
    if isinstance(value, list):
        return [without_unseen(one) for one in value]
    if isinstance(value, dict):
        return {without_unseen(key): without_unseen(one) for key, one in value.items()}
    return value


def _whole_signs(text: str) -> str:
    """Joins the halves of a sign, between which some servers cut a stream; no database keeps a half alone."""
    if _HALVES.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _json_in(text: str) -> Any:
    """The one JSON object of a text.

    Raises:
        Unusable: There is none, or it is not whole.
    """
    if not text.strip():
        raise Unusable(["The answer is empty."])
    start, end = text.find("{"), text.rfind("}")
    fault = ""
    for candidate in (text, text[start : end + 1]):
        try:
            value = from_json(candidate)
        except ValueError as error:
            fault = str(error)
        else:
            if isinstance(value, dict):
                return value
            fault = "it is no object"
    raise Unusable([f"The answer is no JSON object: {fault}."])


def _faults(error: ValidationError) -> list[str]:
    return [
        f"{'/'.join(map(str, fault['loc'])) or 'The answer'}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_context=False, include_input=False)[:_TOLD]
    ]
