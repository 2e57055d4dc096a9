"""Column types and column families: what several tables share is described here once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Column, DateTime, Dialect, Integer, Numeric
from sqlalchemy.types import TypeDecorator

# One comment holds both languages; this mark parts them.
LANGUAGE_MARK = " | "


def both(zh: str, en: str) -> str:
    """One comment in Chinese and English.

    >>> both("主键。", "Primary key.")
    '主键。 | Primary key.'
    """
    return f"{zh}{LANGUAGE_MARK}{en}"


def split_comment(comment: str) -> tuple[str, str]:
    """The Chinese and the English half of a comment written by `both`."""
    zh, mark, en = comment.partition(LANGUAGE_MARK)
    if not mark:
        raise ValueError(f"comment is not in both languages: {comment!r}")
    return zh, en


class ExactDecimal(TypeDecorator[Decimal]):
    """DECIMAL(24,6) that comes back as it went in, up to 15 significant digits on SQLite.

    SQLite has no decimal type: given text, its NUMERIC affinity keeps whole numbers as 64-bit integers and
    the rest as doubles, whose shortest text form is the number that was written.
    """

    impl = Numeric(24, 6)
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Any:
        """Text for SQLite, the value itself elsewhere."""
        if value is None or dialect.name != "sqlite":
            return value
        return format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """A Decimal without trailing zeros."""
        if value is None:
            return None
        number = Decimal(str(value))
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """The plain column type; on SQLite without SQLAlchemy's detour through floats."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(_SqliteNumeric(24, 6))
        return dialect.type_descriptor(Numeric(24, 6))


class _SqliteNumeric(Numeric[Decimal]):
    """NUMERIC(24, 6) in the table definition, values passed through untouched."""

    def bind_processor(self, dialect: Dialect) -> None:
        return None

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        return None


class UtcTimestamp(TypeDecorator[datetime]):
    """A point in time, always UTC and always aware. SQLite keeps it as text without an offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC; refuses a time without a zone, which could be anything."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a timestamp needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """An aware UTC time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, allowed: Mapping[str, str]) -> CheckConstraint:
    """A table-level CHECK that the column holds one of the listed words (or NULL, where it may)."""
    words = ", ".join(f"'{word}'" for word in allowed)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def listed(zh: str, en: str, allowed: Mapping[str, str]) -> str:
    """The comment of a column with a closed list, naming every value in both languages."""
    values = "、".join(f"{word}={label}" for word, label in allowed.items())
    return both(f"{zh}:{values}。", f"{en}: {', '.join(allowed)}.")


def span_columns() -> tuple[Column[int], Column[int]]:
    """Where in `documents.text` the words stand: a half-open pair of character offsets."""
    return (
        Column(
            "span_start",
            Integer,
            nullable=False,
            comment=both(
                "原文起点:documents.text 中的字符偏移,从 0 起。",
                "Start in documents.text: character offset from 0.",
            ),
        ),
        Column(
            "span_end",
            Integer,
            nullable=False,
            comment=both(
                "原文终点:documents.text 中的字符偏移,不含该字符。",
                "End in documents.text: character offset, exclusive.",
            ),
        ),
    )


def span_check() -> CheckConstraint:
    """A span holds at least one character."""
    return CheckConstraint("span_start >= 0 AND span_end > span_start", name="span_not_empty")
