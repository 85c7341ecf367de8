"""Docstrings under fields are the descriptions in a schema, whoever asks for it."""

from pydantic import Field, TypeAdapter

from milepost.domain.attribute_docs import attribute_docs
from milepost.domain.model import Value


class Place(Value):
    name: str
    """As people
    call it."""
    height: int = 0
    kind: str = Field(default="hill", description="Said by itself.")
    """Said below."""


class Summit(Place):
    height: int = 0
    """In metres."""

    class View(Value):
        towards: str
        """A direction."""


class Tour(Value):
    first: Summit
    """Where it begins."""
    rest: tuple[Summit, ...] = ()


def test_fields_are_described_by_their_docstrings_and_those_of_the_bases() -> None:
    described = {
        name: one.get("description") for name, one in Summit.model_json_schema()["properties"].items()
    }
    assert described == {"name": "As people\ncall it.", "height": "In metres.", "kind": "Said by itself."}
    assert attribute_docs(Summit.View) == {"towards": "A direction."}


def test_what_refers_to_another_class_is_described_too() -> None:
    properties = TypeAdapter(list[Tour]).json_schema()["$defs"]["Tour"]["properties"]
    assert properties["first"] == {"$ref": "#/$defs/Summit", "description": "Where it begins."}
    assert "description" not in properties["rest"]


def test_a_class_without_source_has_none() -> None:
    assert attribute_docs(type("Made", (), {"__module__": "nowhere"})) == {}
