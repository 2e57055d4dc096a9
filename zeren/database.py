"""The Python API: an open snapshot whose reports come back as DataFrames."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
from zeren_queries.catalogue import Report, load_catalogue
from zeren_queries.snapshot import open_snapshot, run_report

from zeren.frames import to_frame
from zeren.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


class Database:
    """A published snapshot, open for reading. Made by `zeren.open()`; use it in a `with`, or close it."""

    def __init__(self, settings: Settings) -> None:
        self._snapshot = open_snapshot(settings.home)
        self._catalogue = load_catalogue()

    def __repr__(self) -> str:
        return f"<zeren snapshot {self.snapshot_id}: {len(self._catalogue)} reports>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the snapshot; questions asked afterwards fail."""
        self._snapshot.close()

    @property
    def snapshot_id(self) -> str:
        """The digest of the snapshot's content: the same id means the same data."""
        return self._snapshot.snapshot_id

    @property
    def path(self) -> Path:
        """The snapshot's file, for any other DuckDB client."""
        return self._snapshot.path

    def report(self, name: str, /, **parameters: Any) -> pd.DataFrame:
        """A saved report as a DataFrame, one row per row of its CSV.

        `attrs` holds the title, the question, the parameters used, the snapshot's id and, under `columns`,
        each column's title, description and unit in both languages. Raises UsageError for an unknown report
        or parameter, naming the nearest.
        """
        report = self._catalogue[name]
        table = run_report(self._snapshot, name, parameters, self._catalogue)
        return to_frame(table, self._describe(report, parameters))

    def sql(self, query: str, /, **parameters: Any) -> pd.DataFrame:
        """The rows of one SELECT of your own, in which `$name` stands for a parameter.

        Raises UsageError for anything but one SELECT: nothing in the snapshot can be changed.
        """
        table = self._snapshot.arrow(query, parameters)
        return to_frame(table, {"snapshot_id": self.snapshot_id, "sql": query})

    def reports(self) -> pd.DataFrame:
        """What there is to ask: name, theme, titles and questions, parameters."""
        rows = [
            {
                "name": report.name,
                "theme": report.theme,
                "title_zh": report.title.zh,
                "title_en": report.title.en,
                "question_zh": report.question.zh,
                "question_en": report.question.en,
                "parameters": ", ".join(report.parameters),
            }
            for report in self._catalogue.values()
        ]
        return to_frame(pa.Table.from_pylist(rows), {"snapshot_id": self.snapshot_id})

    def _describe(self, report: Report, parameters: dict[str, Any]) -> dict[str, Any]:
        return {
            "report": report.name,
            "title_zh": report.title.zh,
            "title_en": report.title.en,
            "question_zh": report.question.zh,
            "question_en": report.question.en,
            "snapshot_id": self.snapshot_id,
            "parameters": {
                name: parameters.get(name, parameter.default) for name, parameter in report.parameters.items()
            },
            "columns": {
                column.name: {
                    "title_zh": column.title.zh,
                    "title_en": column.title.en,
                    "description_zh": column.description.zh,
                    "description_en": column.description.en,
                    "unit_zh": column.unit.zh if column.unit else None,
                    "unit_en": column.unit.en if column.unit else None,
                }
                for column in report.columns.values()
            },
        }
