"""The contract as documents: OpenAPI and AsyncAPI from the same models, for clients to be generated from."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from milepost import __version__
from milepost.domain.events import TaskEvent
from milepost.realtime import client_rules, frames
from milepost.realtime.long_poll import MAX_LIMIT, MAX_WAIT_SECONDS

_REF = "#/components/schemas/{model}"
Json = dict[str, Any]


def complete_openapi(document: Json, *, events_path: str, stream_path: str) -> Json:
    """Add what the framework does not see: events, frames, and the transports beside the socket."""
    schemas: Json = document.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in channel_schemas().items():
        schemas.setdefault(name, schema)
    document["paths"].setdefault(events_path, _events_path())
    document["paths"].setdefault(stream_path, _stream_path())
    for path in document["paths"].values():
        for name, method in path.items():
            _use_problems(method)
            _add_gate_problems(method, is_safe=name == "get")
    _require_tags(schemas)
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    return document


def asyncapi_document(*, channel_path: str, events_path: str, stream_path: str) -> Json:
    """AsyncAPI 3.0 of the task channel."""
    schemas = channel_schemas()
    server, client = _types_of(schemas["ServerFrame"]), _types_of(schemas["ClientFrame"])
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Milepost task channel", "version": __version__},
        "channels": {
            "taskEvents": {
                "address": channel_path,
                "parameters": {"task_id": {"description": "The task to watch."}},
                "bindings": {"ws": {"method": "GET", "query": _query_schema()}},
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in _names(server, client)},
            }
        },
        "operations": {
            "watch": {"action": "send", "channel": {"$ref": "#/channels/taskEvents"},
                      "messages": _message_refs("server", server)},
            "ask": {"action": "receive", "channel": {"$ref": "#/channels/taskEvents"},
                    "messages": _message_refs("client", client)},
        },
        "components": {
            "schemas": schemas,
            "messages": {
                f"{side}.{type_}": {"name": type_, "payload": {"$ref": f"#/components/schemas/{schema}"}}
                for side, types in (("server", server), ("client", client))
                for type_, schema in types.items()
            },
        },
        "x-close-codes": [
            {"code": int(code), "name": frames.Close(code).name.lower() if code in set(frames.Close) else "lost",
             "client": rule}
            for code, rule in sorted(client_rules.CLIENT_RULES.items())
        ],
        "x-client-pace": client_rules.PACE.as_json(),
        "x-transports": {"events": events_path, "stream": stream_path},
        "x-heartbeat-seconds": frames.HEARTBEAT_SECONDS,
    }  # fmt: skip


def channel_schemas() -> Json:
    """Every schema of the channel by name; unions name their members by `type`."""
    found: Json = {}
    unions: tuple[tuple[str, Any], ...] = (
        ("TaskEvent", TaskEvent),
        ("ServerFrame", frames.ServerFrame),
        ("ClientFrame", frames.ClientFrame),
        ("EventsPage", frames.EventsPage),
    )
    for name, union in unions:
        schema = TypeAdapter(union).json_schema(ref_template=_REF, mode="serialization", by_alias=True)
        found |= schema.pop("$defs", {})
        found[name] = schema
    _require_tags(found)
    return dict(sorted(found.items()))


def write_contract(directory: Path, openapi: Json, asyncapi: Json) -> list[Path]:
    """Write both documents, the same bytes for the same contract; the paths written."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, document in (("openapi.json", openapi), ("asyncapi.json", asyncapi)):
        path = directory / name
        path.write_text(json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
        written.append(path)
    return written


def _types_of(union: Mapping[str, Any]) -> dict[str, str]:
    """Schema names by the `type` they carry."""
    mapping: dict[str, str] = union["discriminator"]["mapping"]
    return {type_: ref.rpartition("/")[2] for type_, ref in sorted(mapping.items())}


def _names(server: Mapping[str, str], client: Mapping[str, str]) -> list[str]:
    return [f"server.{name}" for name in server] + [f"client.{name}" for name in client]


def _message_refs(side: str, types: Mapping[str, str]) -> list[Json]:
    return [{"$ref": f"#/channels/taskEvents/messages/{side}.{name}"} for name in types]


def _query_schema() -> Json:
    return {
        "type": "object",
        "properties": {
            "include_history": {
                "type": "boolean", "default": False,
                "description": "Replay the log from its beginning; a cursor wins over it.",
            },
            "last_event_id": {"type": "string", "description": "`<epoch>.<seq>`: continue after this event."},
        },
        "additionalProperties": False,
    }  # fmt: skip


def _parameter(name: str, schema: Json, description: str, *, place: str = "query") -> Json:
    return {"name": name, "in": place, "required": False, "schema": schema, "description": description}


def _stream_path() -> Json:
    cursor = {"type": "string"}
    return {
        "get": {
            "tags": ["tasks"],
            "operationId": "get_task_stream",
            "summary": "Stream",
            "description": "The SSE transport: the frames of the socket, those of the log with their cursor as `id`.",
            "parameters": [
                {"name": "task_id", "in": "path", "required": True, "schema": {"type": "string"}},
                _parameter("after", cursor, "`<epoch>.<seq>` or a bare number."),
                _parameter("Last-Event-ID", cursor, "The same; wins over `after`.", place="header"),
            ],
            "responses": {
                "200": {
                    "description": "Each `data` is one `ServerFrame` of the AsyncAPI document.",
                    "content": {"text/event-stream": {"schema": {"type": "string"}}},
                },
                "204": {"description": "The log has ended, and the cursor has all of it: do not come back."},
                "404": _problem("Problem: task-not-found, wrong-id-kind."),
                "422": _problem("Problem: malformed-cursor."),
                "429": _problem("Problem: too-many-streams."),
            },
        }
    }


def _events_path() -> Json:
    return {
        "get": {
            "tags": ["tasks"],
            "operationId": "get_task_events",
            "summary": "Events",
            "description": "The long-poll transport: the stored events after a cursor, waited for if there are none.",
            "parameters": [
                {"name": "task_id", "in": "path", "required": True, "schema": {"type": "string"}},
                _parameter("after", {"type": "string"}, "`<epoch>.<seq>` or a bare number."),
                _parameter(
                    "limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT}, "Events at most."
                ),
                _parameter(
                    "wait", {"type": "number", "minimum": 0, "maximum": MAX_WAIT_SECONDS}, "Seconds to wait."
                ),
            ],
            "responses": {
                "200": {
                    "description": "Events, and the cursor for the next call.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/EventsPage"}}},
                },
                "404": _problem("Problem: task-not-found, wrong-id-kind."),
                "422": _problem("Problem: invalid-request, malformed-cursor."),
            },
        }
    }


def _problem(description: str) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


def _use_problems(method: Json) -> None:
    """Every refusal is a problem document; the framework's own 422 shape is not ours."""
    for status, response in method.get("responses", {}).items():
        content = response.get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        if status.startswith(("4", "5")) and schema.get("$ref", "").endswith(
            ("/Problem", "/HTTPValidationError")
        ):
            content.pop("application/json")
            content.setdefault(
                "application/problem+json", _problem("")["content"]["application/problem+json"]
            )


def _add_gate_problems(method: Json, *, is_safe: bool) -> None:
    """What the gate in front of every route may answer, and what a lost database makes of any."""
    responses = method["responses"]
    slugs = "wrong-host" if is_safe else "wrong-host, wrong-origin"
    responses.setdefault("403", _problem(f"Problem: {slugs}."))
    if not is_safe:
        responses.setdefault("413", _problem("Problem: body-too-large."))
    responses.setdefault("503", _problem("Problem: storage-unreachable."))
    method["responses"] = dict(sorted(responses.items()))


def _require_tags(schemas: Json) -> None:
    """A member of a union is told by its tag, so a client has to send it although the model has a default."""
    for union in list(_unions(schemas)):
        tag = union["discriminator"]["propertyName"]
        for reference in union["discriminator"]["mapping"].values():
            member = schemas[reference.rpartition("/")[2]]
            member["required"] = list(dict.fromkeys([*member.get("required", ()), tag]))


def _unions(part: Any) -> Iterator[Json]:
    """Every tagged union within a document."""
    if isinstance(part, dict):
        if "mapping" in part.get("discriminator", {}):
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _unions(inner)
