"""Column types that mean the same on SQLite and on PostgreSQL."""

import json
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    Row,
    String,
    TypeDecorator,
    literal,
)
from sqlalchemy.dialects.postgresql import JSONB

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row whose columns are read by name."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond; text that sorts by time on SQLite, timestamptz on PostgreSQL.

    SQLite forgets time zones, so a naive value is refused on its way in, and UTC is put back on its way out.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime to UTC; raise ValueError on a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a naive datetime cannot be stored: {value!r}"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class's signature
        """Return an aware datetime in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment(when: datetime) -> BindParameter[datetime]:
    """Return a moment as a value inside an SQL expression, where SQLAlchemy cannot tell the column it meets."""
    return literal(when, UtcDateTime())


class Prose(TypeDecorator[str]):
    """Text from outside: what neither engine can hold (NUL on PostgreSQL, lone surrogates on both) becomes U+FFFD."""

    impl = String()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class's signature
        """Replace what cannot be stored, so that one odd title does not lose its feed's whole turn."""
        return value if value is None or (value.isascii() and "\0" not in value) else storable(value)


def storable(text: str) -> str:
    """Return `text` with NUL and lone surrogates replaced by U+FFFD."""
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def to_json(value: object) -> str:
    """Return JSON as it is stored: Hangul readable in the database, text storable on both engines."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return storable(text.replace("\\u0000", "\ufffd"))


Id = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite gives row ids only to a column that is INTEGER to the letter."""

Digest = LargeBinary(16)

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
