"""The two base classes of everything that is a value: frozen, and strict about unknown fields at the edge."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value. Unknown fields are refused, so that a misspelt one is an error and not a loss."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
