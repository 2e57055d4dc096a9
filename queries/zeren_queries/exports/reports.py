"""What an export needs to know of a report, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from zeren_queries.formats.columns import Column


@dataclass(frozen=True, slots=True)
class ExportableReport:
    """A report with its parameters bound, ready to be read.

    `name` becomes the file's name. `read` gives the rows as a pyarrow.RecordBatchReader, in a total order;
    it is called in a thread of its own, where `stop` makes a call that still runs end with an error.
    `sql_digest` is the SHA-256 of the saved query, in hex; `parameters` are the bound values.
    """

    name: str
    columns: Sequence[Column]
    read: Callable[[], pa.RecordBatchReader]
    stop: Callable[[], None] = lambda: None
    sql_digest: str = ""
    title_zh: str = ""
    title_en: str = ""
    description_zh: str = ""
    description_en: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
