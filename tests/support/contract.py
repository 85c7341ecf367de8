"""Holds answers of a served Milepost against its own OpenAPI document."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import httpx
import jsonschema

Json = dict[str, Any]
METHODS = ("get", "post", "put", "delete", "patch")


@dataclass(frozen=True, slots=True)
class Operation:
    """One call that the document describes."""

    operation_id: str
    method: str
    path: str
    description: Json

    @property
    def is_safe(self) -> bool:
        return self.method == "GET"

    @property
    def takes(self) -> list[str]:
        """The names of its path parameters."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]


@dataclass
class Contract:
    """The OpenAPI document, and which operations have answered as they should."""

    document: Json
    kept: set[str] = field(default_factory=set)

    @cached_property
    def operations(self) -> dict[str, Operation]:
        return {
            description["operationId"]: Operation(
                description["operationId"], method.upper(), path, description
            )
            for path, methods in self.document["paths"].items()
            for method, description in methods.items()
            if method in METHODS
        }

    def call(self, http: httpx.Client, operation_id: str, *, expect: int, **options: Any) -> Any:
        """The body of an answer, which must be as the document says; path parameters are in `options` by name."""
        operation = self.operations[operation_id]
        places = {name: options.pop(name) for name in operation.takes}
        answer = http.request(operation.method, operation.path.format(**places), **options)
        assert answer.status_code == expect, f"{operation_id}: {answer.status_code} {answer.text[:1500]}"
        self.check(operation, answer)
        if not answer.headers.get("content-type", "json").partition(";")[0].endswith("json"):
            return answer.text
        return answer.json() if answer.content else None

    def check(self, operation: Operation, answer: httpx.Response) -> None:
        """Fail unless the document has this status for the operation, with this media type and schema."""
        described = operation.description["responses"].get(str(answer.status_code))
        assert described is not None, f"{operation.operation_id} does not document {answer.status_code}"
        content = described.get("content", {})
        if not answer.content:
            assert content == {}
        else:
            media_type = answer.headers["content-type"].partition(";")[0]
            assert media_type in content, f"{operation.operation_id} answers {media_type}"
            schema = {**content[media_type]["schema"], "components": self.document["components"]}
            jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(
                answer.json() if media_type.endswith("json") else answer.text
            )
        if answer.is_success:
            self.kept.add(operation.operation_id)
