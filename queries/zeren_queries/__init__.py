"""Published snapshots and the questions asked of them: reports, checks, exports.

The entry points are imported when they are first used, so that `zeren --help` need not wait for an engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zeren_queries.catalogue import Catalogue, Report, load_catalogue
    from zeren_queries.publication import PublishOutcome, publish
    from zeren_queries.snapshot import Snapshot, open_snapshot, run_report, run_sql

_PLACES = {
    "Catalogue": "catalogue",
    "PublishOutcome": "publication",
    "Report": "catalogue",
    "Snapshot": "snapshot",
    "load_catalogue": "catalogue",
    "open_snapshot": "snapshot",
    "publish": "publication",
    "run_report": "snapshot",
    "run_sql": "snapshot",
}

__all__ = [
    "Catalogue",
    "PublishOutcome",
    "Report",
    "Snapshot",
    "load_catalogue",
    "open_snapshot",
    "publish",
    "run_report",
    "run_sql",
]


def __getattr__(name: str) -> Any:
    """Import an entry point on first use."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
