"""What is known of a column besides its values, and the header row made from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zeren_schema.errors import ZerenError

from zeren_queries.formats.options import Labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from zeren_queries.catalogue import Report


@dataclass(frozen=True, slots=True)
class Column:
    """One output column of a report, described in Chinese and English.

    `type` is the declared DuckDB type. The units are those its values are measured in (项, %), empty where
    there is none. An empty title falls back to the name.
    """

    name: str
    type: str = ""
    title_zh: str = ""
    title_en: str = ""
    description_zh: str = ""
    description_en: str = ""
    unit_zh: str = ""
    unit_en: str = ""


def columns_of(schema: pa.Schema) -> tuple[Column, ...]:
    """The columns of rows nobody described: names and types alone."""
    return tuple(Column(name=field.name, type=str(field.type)) for field in schema)


def columns_of_report(report: Report) -> tuple[Column, ...]:
    """What a saved report's header says of its columns."""
    return tuple(
        Column(
            name=column.name,
            type=column.type,
            title_zh=column.title.zh,
            title_en=column.title.en,
            description_zh=column.description.zh,
            description_en=column.description.en,
            unit_zh=column.unit.zh if column.unit else "",
            unit_en=column.unit.en if column.unit else "",
        )
        for column in report.columns.values()
    )


def headers_of(columns: Sequence[Column], schema: pa.Schema, labels: Labels) -> tuple[str, ...]:
    """The header row, each cell once.

    Two columns with one title keep both: the name follows in brackets. Raises ZerenError where the
    description and the rows name different columns, or the rows carry one name twice.
    """
    described, found = [column.name for column in columns], list(schema.names)
    if described != found:
        raise ZerenError(
            f"the rows have the columns {', '.join(found) or 'none'}, "
            f"but described are {', '.join(described) or 'none'}; put the report's header right"
        )
    twice = sorted(name for name, count in Counter(found).items() if count > 1)
    if twice:
        raise ZerenError(f"the column {twice[0]} appears twice in the rows; give one of them another name")
    if labels is Labels.NAMES:
        return tuple(described)
    titles = [
        ((column.title_zh if labels is Labels.ZH else column.title_en) or column.name).strip()
        for column in columns
    ]
    uses = Counter(titles)
    return tuple(
        title if uses[title] == 1 else f"{title} ({column.name})"
        for title, column in zip(titles, columns, strict=True)
    )
