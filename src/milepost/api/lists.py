"""The one shape of a list."""

from typing import Generic, TypeVar

from pydantic import BaseModel

Item = TypeVar("Item")


class ListOf(BaseModel, Generic[Item]):
    """Newest first; pass `next_cursor` as `after` for the next page."""

    items: list[Item]
    next_cursor: str | None
    total: int
