"""From documents to the database of record.

`parse_file` reads one document and touches nothing else; `load_file` reads it and stores it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zeren_loaders.load import load_file
    from zeren_loaders.parse import parse_file
    from zeren_loaders.records import LoadOptions, LoadSummary, ParsedDocument

__all__ = ["LoadOptions", "LoadSummary", "ParsedDocument", "load_file", "parse_file"]

_HOMES = {
    "load_file": "zeren_loaders.load",
    "parse_file": "zeren_loaders.parse",
    "LoadOptions": "zeren_loaders.records",
    "LoadSummary": "zeren_loaders.records",
    "ParsedDocument": "zeren_loaders.records",
}


def __getattr__(name: str) -> Any:
    # Reading a document needs no database, and naming the options needs neither: each is imported when used.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES[name]), name)
