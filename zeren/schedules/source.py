"""The source folder of a schedule: loading what is new in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import Engine, select
from zeren_loaders import load_file
from zeren_loaders.version import loader_version
from zeren_schema.engine import read_transaction
from zeren_schema.errors import UsageError, ZerenError
from zeren_schema.tables import documents, loads

# Descriptions beside a document, which loading it reads.
_SIDECARS = frozenset({".yaml", ".yml"})


def load_new(engine: Engine, folder: Path) -> int:
    """Load every document of the folder that is new or changed; returns how many were.

    Files are taken in the order they were changed, so that a corrected document comes after the one it
    replaces. A document that was replaced stays so: its bytes are known. Hidden files, folders and the
    temporary files of editors are passed over. Raises UsageError if the folder is missing, and what
    loading raises for a file that is refused; those before it stay loaded.
    """
    try:
        files = [path for path in folder.iterdir() if _is_document(path)]
    except OSError as error:
        raise UsageError(f"{folder}: the source folder cannot be read ({error.strerror})") from error
    files.sort(key=lambda path: (path.stat().st_mtime_ns, path.name))
    loaded = 0
    for path in files:
        if _is_new(engine, path):
            loaded += load_file(engine, path).outcome in {"loaded", "replaced"}
    return loaded


def _is_document(path: Path) -> bool:
    return not path.name.startswith((".", "~$")) and path.suffix.lower() not in _SIDECARS and path.is_file()


def _is_new(engine: Engine, path: Path) -> bool:
    """Whether loading the file could change anything: unknown bytes, a new loader, or a sidecar."""
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ZerenError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    with read_transaction(engine) as connection:
        is_stored = connection.execute(
            select(documents.c.document_id).where(documents.c.sha256 == sha256)
        ).first()
        before = connection.execute(
            select(loads.c.loader_version)
            .where(loads.c.sha256 == sha256, loads.c.outcome.in_(("loaded", "replaced")))
            .order_by(loads.c.load_id.desc())
        ).first()
    if before is None:
        return True
    if is_stored is None:
        return False  # replaced since by another edition
    has_sidecar = any(path.with_suffix(suffix).is_file() for suffix in _SIDECARS)
    return has_sidecar or before[0] != loader_version()
