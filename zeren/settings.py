"""Where zeren keeps its things: a home folder and a database address, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zeren_schema.errors import UsageError

DEFAULT_HOME = "zeren-data"


@dataclass(frozen=True)
class Settings:
    """The home folder (`snapshots/`, `exports/`, `zeren.sqlite` lie in it) and the database of record."""

    home: Path
    database_url: str

    @property
    def exports(self) -> Path:
        """Where sets of exported reports are published by default."""
        return self.home / "exports"


def read_settings(home: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ZEREN_HOME (default `./zeren-data`) and ZEREN_DATABASE_URL (default: SQLite in the home).

    `home` overrides ZEREN_HOME. An empty variable counts as unset. Touches no file. Raises UsageError for a
    home whose path is not UTF-8, which no database can open.
    """
    folder = Path(home or environment.get("ZEREN_HOME") or DEFAULT_HOME).expanduser().absolute()
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise UsageError(f"{folder}: the path is not UTF-8; set ZEREN_HOME to another folder") from None
    url = environment.get("ZEREN_DATABASE_URL") or f"sqlite:///{folder / 'zeren.sqlite'}"
    return Settings(folder, url)
