"""What every value is made of: frozen, and strict about unknown fields at the edge."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Value(BaseModel):
    """An immutable value. Unknown fields are refused, so that a misspelt one is an error and not a loss."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


Ordinal = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
"""A revision or a version: counted from 1, and no larger than a database can hold."""
