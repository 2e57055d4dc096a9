"""How a set is to be written, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zeren_schema.errors import UsageError

from zeren_queries.formats.options import Format, Labels, Profile

if TYPE_CHECKING:
    from pathlib import Path

SETS_KEPT = 5


@dataclass(frozen=True, slots=True)
class SetOptions:
    """How a set is written. `keep` counts the sets that stay, the current one included."""

    fmt: Format = Format.CSV
    profile: Profile = Profile.DATA
    labels: Labels = Labels.NAMES
    keep: int = SETS_KEPT

    def __post_init__(self) -> None:
        """Raise UsageError for what no set can be."""
        if self.fmt is Format.TABLE:
            raise UsageError(
                "a set is files for programs: choose csv, parquet, xlsx, json, jsonl or markdown"
            )
        if self.keep < 1:
            raise UsageError(f"keep={self.keep}: at least the current set stays; give 1 or more")


@dataclass(frozen=True, slots=True)
class ShrinkGuard:
    """How much fewer rows than in the set before a report may have.

    `limit` is the share of its rows that a report may lose (0.5: half of them); reports in `allowed` may
    lose all. A report asked with other parameters than before is not compared.
    """

    limit: float = 1.0
    allowed: frozenset[str] = frozenset()


class SetState(StrEnum):
    """What an export came to."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"


class FileState(StrEnum):
    """A report's file compared with the one in the set before."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One report of the set and the file it is in; in a workbook all share one. `size` is in bytes."""

    name: str
    path: Path
    rows: int
    size: int
    sha256: str
    state: FileState


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """What an export came to. `retired` names the old sets that were removed."""

    set_id: str
    path: Path
    state: SetState
    snapshot_id: str
    files: tuple[ExportedFile, ...]
    retired: tuple[str, ...] = ()
