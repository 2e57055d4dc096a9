"""Which files of a folder are documents to load, and which are not and why."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zeren_schema.errors import UsageError

# Formats that are read, and formats that hold documents and are refused with a word on what to do.
SUFFIXES = frozenset(
    (
        *(".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".docx", ".pdf"),
        *(".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"),
        *(".doc", ".wps", ".rtf", ".odt", ".ofd", ".xls", ".xlsx", ".et"),
    )
)
HIDDEN = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
# Word, LibreOffice, browsers and editors leave such files while they work, or after a crash.
_TEMPORARY = re.compile(
    r"^(?:~\$|~wrl|\.~lock)|(?:~|\.tmp|\.temp|\.part|\.partial|\.crdownload|\.download|\.swp|\.bak)$",
    re.IGNORECASE,
)


@dataclass
class Selection:
    """The documents to load, in order, and the files left out by reason."""

    documents: list[Path] = field(default_factory=list)
    skipped: dict[str, list[Path]] = field(default_factory=dict)

    def skip(self, reason: str, path: Path) -> None:
        """Leave a file out."""
        self.skipped.setdefault(reason, []).append(path)


def find_documents(paths: Sequence[Path], *, leave_out: Iterable[Path] = ()) -> Selection:
    """The files named and those in the folders named, with their subfolders, each once.

    A file that is named is taken whatever it is called. `leave_out` names folders that are zeren's own.
    Raises UsageError for a path that does not exist and for folders that hold no document at all.
    """
    own = {path.resolve() for path in leave_out}
    selection = Selection()
    for path in paths:
        if path.is_dir():
            _walk(path, own, selection)
        elif path.exists():
            selection.documents.append(path)
        else:
            raise UsageError(f"{path}: no such file; check the path")
    once = {path.resolve(): path for path in reversed(selection.documents)}
    selection.documents = list(reversed(once.values()))
    if not selection.documents:
        left = sum(map(len, selection.skipped.values()))
        there = f" among its {left} files" if left else ""
        raise UsageError(
            f"{paths[0]}: no document{there}; zeren reads .txt, .md, .docx, .html, .pdf and .xlsx files"
        )
    return selection


def _walk(folder: Path, own: set[Path], selection: Selection) -> None:
    def unreadable(error: OSError) -> None:
        selection.skip("not readable", Path(error.filename or folder))

    for name, folders, files in os.walk(folder, onerror=unreadable):
        here = Path(name)
        kept = []
        for below in sorted(folders):
            if _is_hidden(below):
                selection.skip("hidden", here / below)
            elif (here / below).resolve() not in own:
                kept.append(below)
        folders[:] = kept
        stems = {Path(file).stem for file in files if Path(file).suffix.lower() in SUFFIXES}
        for file in sorted(files):
            reason = _reason_to_skip(here / file, stems)
            if reason is None:
                selection.documents.append(here / file)
            else:
                selection.skip(reason, here / file)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in HIDDEN


def _reason_to_skip(path: Path, stems: set[str]) -> str | None:
    if _TEMPORARY.search(path.name):
        return "temporary"
    if _is_hidden(path.name):
        return "hidden"
    if path.suffix == ".yaml" and path.stem in stems:
        return "sidecar"
    if path.suffix.lower() not in SUFFIXES:
        return "of another kind"
    # A pipe or a socket would never end.
    return None if path.is_file() or path.is_symlink() else "of another kind"
