"""zeren in Python: `import zeren; db = zeren.open(); db.report("unit_workload", plan="annual")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zeren_schema.errors import BusyError, UsageError, ZerenError

if TYPE_CHECKING:
    from pathlib import Path

    from zeren.database import Database

__all__ = ["BusyError", "UsageError", "ZerenError", "open"]


def open(home: Path | str | None = None) -> Database:  # noqa: A001 - read as zeren.open
    """Open the current snapshot of a home folder (default: ZEREN_HOME, else `./zeren-data`) for questions.

    Raises ZerenError if nothing is published there yet. The snapshot stays the same however long it is
    open; open again to see what has been published since.
    """
    from zeren.database import Database  # noqa: PLC0415 - pandas is only needed once somebody asks
    from zeren.settings import read_settings  # noqa: PLC0415

    return Database(read_settings(home))
