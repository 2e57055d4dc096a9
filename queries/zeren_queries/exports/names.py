"""Names that become file names: letters, digits and underscores, whatever they were meant to be.

A positive list on purpose. Everything a path could be bent with (slashes of any width, dots, NUL, drive
letters, names Windows keeps for devices) is simply not on it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zeren_schema.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = re.compile(r"[a-z][a-z0-9_]{0,99}", re.ASCII)
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)


def check_file_name(name: str, what: str) -> None:
    """Raise UsageError unless `name` can be a file's name on every system; `what` says what it names."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{what} {shown(name)} cannot be a file name; use a-z, 0-9 and _, beginning with a letter, "
            "at most 100 of them"
        )
    if name in _DEVICES:
        raise UsageError(f"{what} {shown(name)} is a device on Windows and cannot be a file name; rename it")


def check_file_names(names: Iterable[str], what: str) -> None:
    """Check each name, and that none comes twice."""
    seen: set[str] = set()
    for name in names:
        check_file_name(name, what)
        if name in seen:
            raise UsageError(f"{what} {name} is asked for twice; name it once")
        seen.add(name)


def shown(name: str) -> str:
    """A name of unknown origin, fit for one line of a message."""
    return ascii(name if len(name) <= 60 else name[:60] + "…")
