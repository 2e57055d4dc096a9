"""Loading many documents: parsed in parallel, written one after the other, each in a transaction of its own.

What is stored already is recognised by its bytes without being read again, so that a run that was stopped
goes on where it ended when it is started once more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import DataError, IntegrityError
from zeren_schema import tables
from zeren_schema.engine import read_transaction, write_transaction
from zeren_schema.errors import ZerenError
from zeren_schema.migrate import upgrade

from zeren_loaders.load import SAID, store_document, store_refusal, told_otherwise
from zeren_loaders.parse import parse_file
from zeren_loaders.readers import read_bytes
from zeren_loaders.records import LoadOptions, LoadSummary, ParsedDocument
from zeren_loaders.sidecar import read_sidecar
from zeren_loaders.version import loader_version
from zeren_loaders.workers import Reply, cores, parse_all
from zeren_loaders.writer import COUNTS, LoadRow, take_turn, write_load

NO_OPTIONS = LoadOptions()
# Rows about unchanged files are written together: a commit for each would take longer than recognising it.
_UNCHANGED_AT_ONCE = 500


@dataclass(slots=True)
class Attempt:
    """What became of one file: loaded, replaced, unchanged, dry_run or refused.

    `counts` has the row counts of `loads` and is empty where the file was refused; `message` says why it was,
    or which file of the same run had held the same document.
    """

    path: Path
    outcome: str
    title: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    message: str | None = None


def load_many(
    engine: Engine, paths: Sequence[Path], *, options: LoadOptions = NO_OPTIONS, jobs: int | None = None
) -> Iterator[Attempt]:
    """Load the files and yield what became of each, in the order given.

    A file that is refused stops nothing. Raises BusyError, or ZerenError where the database itself refuses:
    what was stored before stays.
    """
    upgrade(engine)
    store = _Store(engine, options)
    try:
        for path, reply in parse_all(store.recognise(paths), options, jobs=_jobs(jobs, paths)):
            yield store.settle(path, reply)
    except ZerenError:
        # The database does not answer: it would not take the rows that wait either.
        raise
    except BaseException:
        store.write_unchanged()
        raise
    store.write_unchanged()


def parse_many(
    paths: Sequence[Path], *, options: LoadOptions = NO_OPTIONS, jobs: int | None = None
) -> Iterator[Attempt]:
    """Read the files, store nothing, and yield what would become of each, in the order given."""
    asked = ((path, None) for path in paths)
    for path, reply in parse_all(asked, options, jobs=_jobs(jobs, paths), summaries_only=True):
        if reply.summary is None:
            yield Attempt(path, "refused", message=reply.refusal)
        else:
            yield Attempt(path, "dry_run", reply.summary.title, _counts(reply.summary))


def _jobs(jobs: int | None, paths: Sequence[Path]) -> int:
    # A process takes as long to start as a few documents take to read.
    return jobs or max(1, min(cores(), len(paths) // 4))


def _counts(summary: LoadSummary) -> dict[str, int]:
    return {name: getattr(summary, name) for name in COUNTS}


@dataclass(slots=True)
class _Stored:
    """A document in the database, as far as recognising its file needs it."""

    document: dict[str, Any]
    counts: dict[str, int]


class _Store:
    """The database of record during one run."""

    def __init__(self, engine: Engine, options: LoadOptions) -> None:
        self._engine = engine
        self._options = options
        self._version = loader_version()
        self._stored = _stored_documents(engine, self._version)
        self._rows: dict[Path, LoadRow] = {}
        self._unchanged: list[tuple[LoadRow, _Stored]] = []
        self._has_replaced = False
        # Which file of this run holds which document: government, and number or title.
        self._origin: dict[tuple[object, ...], str] = {}

    def recognise(self, paths: Sequence[Path]) -> Iterator[tuple[Path, Reply | None]]:
        """Each path, with a reply where it need not be read: unchanged, or not to be had."""
        for path in paths:
            row = LoadRow(path.name, None, self._version, datetime.now(UTC))
            self._rows[path] = row
            try:
                row.sha256 = hashlib.sha256(read_bytes(path)).hexdigest()
                known = self._known(path, row)
            except ZerenError as error:
                yield path, Reply(refusal=str(error))
            else:
                yield path, None if known is None else Reply()

    def settle(self, path: Path, reply: Reply) -> Attempt:
        """Write what came of a file."""
        row = self._rows.pop(path)
        if reply.refusal is not None:
            return self._refuse(path, row, reply.refusal)
        # The same bytes may have been stored, or taken the place of, since the file was looked at.
        known = self._known(path, row)
        if known is not None:
            return self._note_unchanged(path, row, known)
        try:
            document = reply.document or parse_file(path, self._options)
        except ZerenError as error:
            return self._refuse(path, row, str(error))
        row.sha256 = document.sha256
        try:
            summary = store_document(self._engine, document, row)
        except ZerenError as error:
            # Only what lies in the document itself concerns this file alone.
            if not isinstance(error.__cause__, IntegrityError | DataError):
                raise
            return self._refuse(path, row, f"{path}: {error}")
        self._has_replaced |= summary.outcome == "replaced"
        counts = _counts(summary)
        self._stored[document.sha256] = _Stored(_described(document, summary.document_id), counts)
        return Attempt(path, summary.outcome, summary.title, counts, self._said_before(path, document))

    def write_unchanged(self) -> None:
        """Write the rows about unchanged files that have gathered."""
        if not self._unchanged:
            return
        with write_transaction(self._engine) as connection:
            take_turn(connection)
            for row, known in self._unchanged:
                write_load(
                    connection,
                    row,
                    "unchanged",
                    document_id=known.document["document_id"],
                    counts=known.counts,
                )
        self._unchanged.clear()

    def _known(self, path: Path, row: LoadRow) -> _Stored | None:
        sha256 = row.sha256 or ""
        known = self._stored.get(sha256)
        if known is None or told_otherwise(known.document, read_sidecar(path), self._options):
            return None
        if self._has_replaced and not self._is_there(sha256, known):
            del self._stored[sha256]
            return None
        return known

    def _is_there(self, sha256: str, known: _Stored) -> bool:
        # SQLite gives the key of a document that is gone to the next one: the bytes tell them apart.
        table = tables.documents
        same = (table.c.document_id == known.document["document_id"], table.c.sha256 == sha256)
        with read_transaction(self._engine) as connection:
            return connection.execute(select(table.c.document_id).where(*same)).first() is not None

    def _refuse(self, path: Path, row: LoadRow, message: str) -> Attempt:
        store_refusal(self._engine, row, message)
        return Attempt(path, "refused", message=message)

    def _note_unchanged(self, path: Path, row: LoadRow, known: _Stored) -> Attempt:
        self._unchanged.append((row, known))
        if len(self._unchanged) >= _UNCHANGED_AT_ONCE:
            self.write_unchanged()
        return Attempt(path, "unchanged", known.document["title"], known.counts)

    def _said_before(self, path: Path, document: ParsedDocument) -> str | None:
        place = document.jurisdiction
        name = document.doc_number or document.title
        if place is None or name is None:
            return None
        key = (place.code or place.name, name, None if document.doc_number else document.year)
        before = self._origin.get(key)
        self._origin[key] = path.name
        return f"takes the place of {before}: the same document" if before else None


def _stored_documents(engine: Engine, version: str) -> dict[str, _Stored]:
    """What this version of the loader has stored, by the digest of its file."""
    documents, loads, places = tables.documents, tables.loads, tables.jurisdictions
    wanted = [documents.c[name] for name in ("sha256", "document_id", *SAID)]
    query = (
        select(*wanted, places.c.code, places.c.name, *(loads.c[name] for name in COUNTS))
        .join_from(documents, loads, loads.c.document_id == documents.c.document_id)
        .outerjoin(places, places.c.jurisdiction_id == documents.c.jurisdiction_id)
        .where(loads.c.outcome.in_(("loaded", "replaced")))
        .where(loads.c.loader_version == version)
    )
    stored = {}
    with read_transaction(engine) as connection:
        for row in connection.execute(query).mappings():
            said = {name: row[name] for name in ("document_id", "code", "name", *SAID)}
            stored[row["sha256"]] = _Stored(said, {name: row[name] for name in COUNTS})
    return stored


def _described(document: ParsedDocument, document_id: int | None) -> dict[str, Any]:
    place = document.jurisdiction
    return {
        "document_id": document_id,
        "code": place.code if place else None,
        "name": place.name if place else None,
        **{name: getattr(document, name) for name in SAID},
    }
