"""Puts what the script knows into the shape that a JSON schema asks for, going by the names and types of its fields.

The script says `requires`, a schema may say `prerequisites` or `depends_on`, and mean labels, names or objects with a
reason. A field that the script has nothing for is left out where it may be, and is given something harmless where not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.model_server.requests import Json

#: Names for the same thing. The first group that holds a field's name, and of which the script has one, decides.
_SAME: tuple[tuple[str, ...], ...] = (
    ("label", "id", "ref", "slug", "handle", "key"),
    ("name", "title", "heading"),
    ("summary", "description", "about", "purpose", "overview", "abstract"),
    ("hours", "typical", "effort"),
    ("requires", "prerequisites", "needs", "depends", "on", "after"),
    ("why", "reason", "rationale", "because", "justification", "explanation", "comment", "note", "text"),
    ("before", "from", "source", "prerequisite", "earlier", "needed", "first"),
    ("after", "to", "target", "later", "dependent", "concept", "then", "second"),
    ("stages", "phases", "milestones"),
    ("modules", "sections", "groups", "topics"),
    ("concepts", "lessons", "nodes"),
    ("edges", "links", "dependencies", "prerequisites"),
    ("questions", "clarifications"),
    ("default", "assumed", "assumption", "suggested", "suggestion", "answer"),
    ("options", "choices", "answers", "suggestions"),
    ("problems", "issues", "findings", "remarks", "concerns", "weaknesses"),
    ("operations", "edits", "changes", "ops"),
    ("target", "concept", "part", "label", "subject", "place", "where"),
    ("into", "module", "stage", "parent"),
    ("body", "markdown", "content", "text", "tutorial", "document", "answer"),
    ("outcomes", "objectives", "skills", "abilities"),
    ("practice", "exercise", "task"),
    ("queries", "searches", "terms"),
    (
        "ranking",
        "picks",
        "ranked",
        "candidates",
        "chosen",
        "selection",
        "order",
        "resources",
        "results",
        "numbers",
    ),
    ("number", "index", "candidate", "rank"),
    ("items", "questions", "quiz"),
    ("answers", "solutions", "solved", "items", "results"),
    ("stem", "question", "text", "prompt"),
    ("right", "correct", "answer", "answers", "key", "chosen", "option", "options", "solution"),
    ("text", "option", "statement", "value", "name", "question", "label"),
    ("outcome", "objective"),
    ("known", "background"),
    ("gaps", "missing"),
    ("severity", "weight", "importance"),
    ("confidence", "certainty", "score"),
    ("done", "when", "check", "criterion"),
    ("ok", "valid", "acceptable", "passed", "learnable", "clear", "understood"),
)
#: The id of a part is its label; a `catalog_id` is not.
_OWN_IDS = {f"{part}_id" for part in ("stage", "module", "concept", "question", "item", "option", "problem")}
_FILLER_WORD = "text"


@dataclass(frozen=True, slots=True)
class Raw:
    """A value that is put in as it is, whatever the schema says of it."""

    value: Any


class SchemaFiller:
    """Fills one schema with one node: a mapping in the script's words."""

    def __init__(self, schema: Json) -> None:
        self._schema = schema
        self._definitions: Json = schema.get("$defs") or schema.get("definitions") or {}

    def fill(self, node: Json) -> Any:
        return self._put(self._schema, node)

    def _put(self, schema: Json, value: Any) -> Any:
        if isinstance(value, Raw):
            if _type_of(self._resolved(schema, {})) == "object" and not isinstance(value.value, Mapping):
                return self._object(self._resolved(schema, {}), value)
            return value.value
        schema = self._resolved(schema, value)
        if "const" in schema:
            return schema["const"]
        if choices := schema.get("enum"):
            return _closest(choices, value)
        kind = _type_of(schema)
        if kind == "object":
            return self._object(schema, value)
        if kind == "array":
            return self._array(schema, value)
        return _scalar(kind, schema, value)

    def _resolved(self, schema: Json, value: Any) -> Json:
        """The schema without references, and of several shapes the one that the value fits best."""
        if "$ref" in schema:
            target = self._definitions.get(str(schema["$ref"]).rpartition("/")[2], {})
            return self._resolved({**target, **{k: v for k, v in schema.items() if k != "$ref"}}, value)
        shapes = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
        if not shapes:
            return schema
        resolved = [self._resolved(shape, value) for shape in shapes]
        return max(resolved, key=lambda shape: self._fit(shape, value))

    def _fit(self, shape: Json, value: Any) -> int:
        kind = _type_of(shape)
        if kind == "null":
            return 5 if value is None else -1
        if value is None:
            return 0
        if kind == "object" and isinstance(value, Mapping):
            told = (shape.get("properties") or {}).get("kind") or {}
            told = self._resolved(told, None) if told else {}
            if "const" in told:
                return 9 if told["const"] == value.get("kind") else 1
            return 6
        fits = {
            "array": isinstance(value, list | tuple),
            "string": isinstance(value, str),
            "integer": isinstance(value, int) and not isinstance(value, bool),
            "number": isinstance(value, int | float) and not isinstance(value, bool),
            "boolean": isinstance(value, bool),
        }
        return 6 if fits.get(kind) else 2

    def _object(self, schema: Json, value: Any) -> dict[str, Any]:
        node: Json = value if isinstance(value, Mapping) else _node_of(value)
        properties: Json = schema.get("properties") or {}
        if not properties:
            return (
                {str(name): _plain(one) for name, one in node.items()} if isinstance(value, Mapping) else {}
            )
        if "right" in node and self._holds_strings(properties.get("options")):
            node = {**node, "right": [{**one, "plain": one["text"]} for one in node["right"]]}
        filled: dict[str, Any] = {}
        for name, shape in properties.items():
            found = _looked_up(name, node, self._resolved(shape, []) if shape else {})
            if found is not None and "name" in name and isinstance(found, list):
                found = [one.get("name", one) if isinstance(one, Mapping) else one for one in found]
            if found is not None:
                filled[name] = self._put(shape, found)
            elif name in schema.get("required", ()):
                filled[name] = self._put(shape, _missing(name, node, self._resolved(shape, None)))
        return filled

    def _holds_strings(self, schema: Json | None) -> bool:
        if schema is None:
            return False
        items = self._resolved(schema, []).get("items") or {}
        return _type_of(self._resolved(items, "")) == "string"

    def _array(self, schema: Json, value: Any) -> list[Any]:
        items = schema.get("items") or {}
        values = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        values = [one for one in values if one is not None]
        wanted = schema.get("minItems", 0)
        while values and len(values) < wanted:
            values.append(values[len(values) % len(values)])
        while len(values) < wanted:
            values.append({})
        most = schema.get("maxItems")
        return [self._put(items, one) for one in values[:most]]


def _looked_up(name: str, node: Json, shape: Json) -> Any:
    """What the node has for a field: by its name, by a name for the same thing, by a word of its name."""
    if name in _OWN_IDS and "label" in node and not {name, name.removesuffix("_id")} & node.keys():
        return node["label"]
    for wanted in (name, *_words(name)):
        if wanted in node and _could_be(node[wanted], shape):
            return node[wanted]
        for group in _SAME:
            if wanted in group:
                for other in group:
                    if other in node and _could_be(node[other], shape):
                        return node[other]
    return None


def _words(name: str) -> list[str]:
    """The words of a name, the last first, in singular and plural."""
    words = [word for word in reversed(name.lower().split("_")) if word not in {"id", "ids"}]
    both = [(word, word.removesuffix("s"), f"{word}s") for word in words]
    return [word for forms in both for word in forms]


def _could_be(value: Any, shape: Json) -> bool:
    """Whether a value of this kind is likely to be meant by a field of that type."""
    kind = _type_of(shape)
    if isinstance(value, Raw):
        return True
    if kind not in {"array", "object"} and isinstance(value, list) and len(value) == 1:
        return _could_be(value[0], shape)
    if kind in {"integer", "number"}:
        return isinstance(value, int | float | Mapping) and not isinstance(value, bool)
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "array":
        return isinstance(value, list | tuple)
    if kind == "string":
        return isinstance(value, str | Mapping)
    return True


def _missing(name: str, node: Json, shape: Json) -> Any:
    """Something for a field that has to be there and that nothing is known of."""
    if "default" in shape:
        return shape["default"]
    match _type_of(shape):
        case "string":
            return str(node.get("summary") or node.get("name") or name.replace("_", " "))
        case "array" | "object":
            return [] if _type_of(shape) == "array" else {}
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case _:
            return None


def _node_of(value: Any) -> Json:
    """A text or a number, where an object is asked for: its name, its text or its label; or a range around it."""
    if value is None:
        return {}
    if isinstance(value, Raw):
        return {"min": value, "typical": value, "max": value}
    if isinstance(value, int | float):
        return {"min": round(value * 0.7, 2), "typical": value, "max": round(value * 1.6, 2), "number": value}
    return {"name": value, "text": value, "label": value, "why": ""}


def _plain(value: Any) -> Any:
    match value:
        case Raw():
            return value.value
        case Mapping():
            return {str(name): _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def _type_of(schema: Json) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "null")
    if kind is None and "properties" in schema:
        return "object"
    return str(kind) if kind else ""


def _scalar(kind: str, schema: Json, value: Any) -> Any:
    match kind:
        case "string":
            return _string(schema, value)
        case "integer":
            return int(_number(schema, value))
        case "number":
            return _number(schema, value)
        case "boolean":
            return value if isinstance(value, bool) else True
        case "null":
            return None
        case _:
            return _plain(value)


def _closest(choices: Sequence[Any], value: Any) -> Any:
    if value in choices:
        return value
    if isinstance(value, Mapping):
        value = value.get("label")
    alike = [one for one in choices if str(one).lower() == str(value).lower()]
    return (alike or list(choices))[0]


def _string(schema: Json, value: Any) -> str:
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("plain", "label", "text", "name", "why") if value.get(key)), "")
    if isinstance(value, list | tuple):
        value = "; ".join(_string({}, one) for one in value)
    text = "" if value is None else str(value)
    if schema.get("format") == "date" and len(text) != 10:
        text = "2027-06-30"
    if len(text) < schema.get("minLength", 0):
        text = text or _FILLER_WORD * schema["minLength"]
    return text[: schema.get("maxLength")]


def _number(schema: Json, value: Any) -> float:
    if isinstance(value, list | tuple) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("number", value.get("index", 1))
    if isinstance(value, Raw):
        number: float = value.value
        return number
    number = value if isinstance(value, int | float) else 1
    least, most = schema.get("minimum"), schema.get("maximum")
    if (above := schema.get("exclusiveMinimum")) is not None and number <= above:
        number = above + 1
    if least is not None:
        number = max(number, least)
    return number if most is None else min(number, most)
