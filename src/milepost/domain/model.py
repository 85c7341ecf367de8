"""What every value is made of: frozen, and strict about unknown fields at the edge."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from milepost.domain.attribute_docs import attribute_docs


class Value(BaseModel):
    """An immutable value. Unknown fields are refused, so that a misspelt one is an error and not a loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema, in which the docstring of a field is its description."""
        schema = handler(core_schema)
        properties: dict[str, Any] = handler.resolve_ref_schema(schema).get("properties", {})
        for owner in (one for one in cls.__mro__ if issubclass(one, Value)):
            for name, text in attribute_docs(owner).items():
                field = cls.model_fields.get(name)
                shown = properties.get(field.serialization_alias or name) if field else None
                if shown is not None:
                    shown.setdefault("description", text)
        return schema


Ordinal = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
"""A revision or a version: counted from 1, and no larger than a database can hold."""
