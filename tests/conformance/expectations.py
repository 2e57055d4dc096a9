"""The hand-written expectations and what the loader takes from the same documents."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from zeren_loaders.parse import parse_source
from zeren_loaders.readers import read_source
from zeren_loaders.records import ParsedDocument
from zeren_schema.errors import ZerenError

FOLDER = Path(__file__).parents[1] / "documents"
SUFFIXES = {".txt", ".md", ".docx", ".html", ".pdf"}


@dataclass(frozen=True)
class Expected:
    """One document and what a careful reader takes from it; `tests/documents/README.md` has the keys."""

    path: Path
    forms: tuple[str, ...]
    document: dict[str, Any]
    tasks: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name


@dataclass
class Found:
    """What the loader took from a document; `trouble` says why it took nothing."""

    document: ParsedDocument | None = None
    trouble: str | None = None
    has_crashed: bool = field(default=False)


def expectations(folder: Path = FOLDER) -> list[Expected]:
    """Every document that has an expectation beside it, by name."""
    found = []
    for path in sorted(folder.iterdir()):
        beside = path.with_suffix(".yaml")
        if path.suffix in SUFFIXES and beside.is_file():
            said = yaml.safe_load(beside.read_text(encoding="utf-8"))
            found.append(
                Expected(path, tuple(said["forms"]), said.get("document") or {}, tuple(said["tasks"] or ()))
            )
    return found


def read(path: Path) -> Found:
    """What the loader makes of a document, its expectation left unread: that is no sidecar."""
    return _read(path, path.read_bytes())


def read_text(text: str, name: str) -> Found:
    """What the loader makes of a text as if it had come in a file of that name."""
    return _read(Path(name), text.encode())


def _read(path: Path, data: bytes) -> Found:
    try:
        document = parse_source(read_source(path, data))
    except ZerenError as error:
        return Found(trouble=str(error))
    except Exception:
        # One document that crashes must not hide the figures of the others.
        return Found(trouble=traceback.format_exc(limit=-3), has_crashed=True)
    return Found(document)
