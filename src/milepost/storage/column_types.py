"""Column types that keep a value what it was: aware instants, text enums with a check, models as JSON text."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC. ISO text on SQLite, so that it sorts; `timestamptz` on PostgreSQL."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(32))
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant without a time zone cannot be stored.")
        instant = value.astimezone(UTC)
        return instant.isoformat(timespec="microseconds") if dialect.name == "sqlite" else instant

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        instant = datetime.fromisoformat(value) if isinstance(value, str) else value
        return instant.astimezone(UTC)


class IdText(TypeDecorator[str]):
    """An id, which may come from an address line: PostgreSQL refuses the one character that no id has."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        return value.replace("\x00", "\ufffd") if value else value


class IsoDate(TypeDecorator[date]):
    """A calendar day as ISO text, on both databases."""

    impl = sa.String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: sa.Dialect) -> str | None:
        return value.isoformat() if value else None

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> date | None:
        return date.fromisoformat(value) if value else None


Model = TypeVar("Model")


class Json(TypeDecorator[Model], Generic[Model]):
    """A model as JSON text, parsed and checked on the way out."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, model: Any) -> None:
        super().__init__()
        self._adapter: TypeAdapter[Model] = TypeAdapter(model)

    def process_bind_param(self, value: Model | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else self._adapter.dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Model | None:
        return None if value is None else self._adapter.validate_json(value)


def text_enum(values: type[StrEnum] | tuple[str, ...], name: str) -> sa.Enum:
    """A closed set as text with a CHECK constraint called `name`."""
    texts = [str(value) for value in values]
    return sa.Enum(
        *texts,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=max(map(len, texts)),
        validate_strings=True,
    )
