"""Whether a set still is what its manifest says."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zeren_schema.errors import UsageError

from zeren_queries.exports.layout import MANIFEST, current_set
from zeren_queries.exports.manifest import set_id_of

_FILE_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class SetCheck:
    """What was found: the set is sound if there are no `problems`, one line each.

    `unknown` are files the manifest does not speak of (a spreadsheet's lock file, say); they do no harm.
    """

    path: Path
    set_id: str
    snapshot_id: str
    files: int
    problems: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every file has the size and the digest of the manifest."""
        return not self.problems


def verify_set(path: Path) -> SetCheck:
    """Hash every file of a set again and compare.

    `path` is a set or a folder of exports, whose current set is taken. Raises UsageError if there is none.
    """
    folder = path
    if not (path / MANIFEST).is_file():
        current = current_set(path) if path.is_dir() else None
        if current is None:
            raise UsageError(
                f"{path}: no export here (a folder with {MANIFEST}, or with a link latest to one)"
            )
        folder = current
    try:
        manifest = read_manifest(folder)
    except ValueError as error:
        return SetCheck(folder, "", "", 0, (f"{folder / MANIFEST}: {error}",), ())
    problems = []
    if manifest["id"] != set_id_of(manifest):
        problems.append(f"{folder / MANIFEST}: does not match its id {manifest['id']}: it was changed")
    # Sheets of one workbook share a file: it is hashed once.
    resources = {resource["path"]: resource for resource in manifest["resources"]}
    for resource in resources.values():
        problem = _check_file(folder / resource["path"], resource)
        if problem:
            problems.append(problem)
    known = {MANIFEST, *resources}
    unknown = sorted(path.name for path in folder.iterdir() if path.name not in known)
    return SetCheck(
        path=folder,
        set_id=manifest["id"],
        snapshot_id=str(manifest.get("snapshot_id", "")),
        files=len(resources),
        problems=tuple(problems),
        unknown=tuple(unknown),
    )


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a set, its shape checked.

    Raises ValueError, saying why, if it is missing, unreadable or names files outside the set.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise ValueError("is not JSON") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("id"), str):
        raise ValueError("is not the manifest of a set")
    resources = manifest.get("resources")
    if not isinstance(resources, list):
        raise ValueError("lists no files")
    for resource in resources:
        path = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(path, str) or not _FILE_NAME.fullmatch(path):
            raise ValueError(f"names a file that cannot be in the set: {path!a}")
    return manifest


def _check_file(path: Path, resource: dict[str, Any]) -> str:
    if path.is_symlink() or not path.is_file():
        return f"{path}: is missing" if not os.path.lexists(path) else f"{path}: is no plain file"
    size = path.stat().st_size
    if size != resource.get("bytes"):
        return f"{path}: has {size} bytes, the manifest says {resource.get('bytes')}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if f"sha256:{digest}" != resource.get("hash"):
        return f"{path}: its content is not what was exported (sha256 {digest[:12]}…)"
    return ""
