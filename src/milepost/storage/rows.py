"""Small pieces that every store uses: running a statement, a row as a model, a page of a list."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from milepost.domain.errors import MalformedCursor


def columns_of(value: BaseModel) -> dict[str, Any]:
    """The fields of a model as they are, not dumped: the column types turn each into what is stored."""
    return {name: getattr(value, name) for name in type(value).model_fields}


def insert_ignoring_known(
    connection: AsyncConnection, table: sa.Table, rows: Sequence[Mapping[str, Any]]
) -> sa.Insert:
    """An insert that leaves rows alone whose key exists, on either database."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).values(rows).on_conflict_do_nothing()
    return sqlite.insert(table).values(rows).on_conflict_do_nothing()


def upsert(
    connection: AsyncConnection, table: sa.Table, row: Mapping[str, Any], *, key: Sequence[str]
) -> sa.Insert:
    """An insert that replaces the other columns where `key` exists, on either database."""
    rest = {name: value for name, value in row.items() if name not in key}
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).values(row).on_conflict_do_update(index_elements=list(key), set_=rest)
    return sqlite.insert(table).values(row).on_conflict_do_update(index_elements=list(key), set_=rest)


def encode_cursor(last_id: str) -> str:
    return base64.urlsafe_b64encode(last_id.encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> str:
    """The id after which a page begins.

    Raises:
        MalformedCursor: It is not what `encode_cursor` made.
    """
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError, UnicodeError):
        raise MalformedCursor from None
    if not text or "\x00" in text or len(text) > 64:
        raise MalformedCursor
    return text
