"""What a user can choose about a written file. Imports nothing heavy: the command line lists these."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    PARQUET = "parquet"
    XLSX = "xlsx"

    @property
    def suffix(self) -> str:
        """The ending of a file's name, without the dot."""
        return {"table": "txt", "markdown": "md"}.get(self.value, self.value)

    @property
    def media_type(self) -> str:
        """The IANA media type, as a manifest states it."""
        return {
            "table": "text/plain",
            "csv": "text/csv",
            "json": "application/json",
            "jsonl": "application/jsonl",
            "markdown": "text/markdown",
            "parquet": "application/vnd.apache.parquet",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }[self.value]


class Profile(StrEnum):
    """Who reads the CSV: a program (`data`) or a spreadsheet program (`excel`)."""

    DATA = "data"
    EXCEL = "excel"


class Labels(StrEnum):
    """What stands in the header row: the column's name, or its title in one language."""

    NAMES = "names"
    ZH = "zh"
    EN = "en"


class GraphFormat(StrEnum):
    """How a network is written; `csv` is two files, nodes and ties."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    JSON = "json"
    CSV = "csv"
