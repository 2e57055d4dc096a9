"""What a schedule is: one `[[schedule]]` of `zeren.toml`, read and found right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zeren_queries.exports.outcome import SetOptions, ShrinkGuard

from zeren.schedules.times import Timetable

HOOK_SECONDS = 60.0


@dataclass(frozen=True)
class ReportChoice:
    """A report with values for its parameters; `file` is its file's name in the set, without ending."""

    report: str
    file: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Schedule:
    """One schedule. Folders are absolute; `line` is where it begins in its file.

    `reports` None means every report that needs no parameter. `retries` is how often a failed run is tried
    again before its next planned time. Hooks are commands with their arguments, run in `folder`, the
    file's own; empty means none.
    """

    name: str
    timetable: Timetable
    to: Path
    folder: Path
    line: int
    reports: tuple[ReportChoice, ...] | None = None
    options: SetOptions = field(default_factory=SetOptions)
    source: Path | None = None
    guard: ShrinkGuard | None = None
    retries: int = 0
    on_success: tuple[str, ...] = ()
    on_failure: tuple[str, ...] = ()
    hook_seconds: float = HOOK_SECONDS
