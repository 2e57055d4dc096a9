"""The saved reports of a snapshot as a set of files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from zeren_queries.catalogue import Catalogue, Report, load_catalogue
from zeren_queries.exports.outcome import SETS_KEPT, ExportOutcome, SetOptions, ShrinkGuard
from zeren_queries.exports.reports import ExportableReport
from zeren_queries.exports.sets import write_set
from zeren_queries.formats import Format, Labels, Profile, columns_of_report
from zeren_queries.parameters import bind
from zeren_queries.snapshot import Snapshot, stream_report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def export_set(
    snapshot: Snapshot,
    to: Path,
    names: Sequence[str] | None = None,
    profile: Profile = Profile.DATA,
    *,
    fmt: Format = Format.CSV,
    labels: Labels = Labels.NAMES,
    keep: int = SETS_KEPT,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    catalogue: Catalogue | None = None,
    guard: ShrinkGuard | None = None,
) -> ExportOutcome:
    """Publish the named reports of a snapshot as a set in the folder `to`.

    Without `names`, all reports that need no parameter to be given. `parameters` holds values by report
    name; the others take their defaults. Raises what `write_set` raises, and UsageError for an unknown
    report, parameter or value, with the nearest names.
    """
    found = load_catalogue() if catalogue is None else catalogue
    given = parameters or {}
    wanted = names or [
        name for name, report in found.items() if not set(report.required) - set(given.get(name, {}))
    ]
    reports = [bound_report(snapshot, found, name, given.get(name, {})) for name in wanted]
    return write_set(
        to,
        reports,
        snapshot_id=snapshot.snapshot_id,
        options=SetOptions(fmt=fmt, profile=Profile(profile), labels=labels, keep=keep),
        sources=sources_of(snapshot),
        guard=guard,
    )


def bound_report(
    snapshot: Snapshot, catalogue: Catalogue, name: str, values: Mapping[str, Any]
) -> ExportableReport:
    """One report with its parameters bound; nothing is run before it is read.

    Raises UsageError for an unknown report, parameter or value, with the nearest names.
    """
    report: Report = catalogue[name]
    bound = bind(report, values, snapshot.known_values)
    return ExportableReport(
        name=report.name,
        columns=columns_of_report(report),
        read=partial(stream_report, snapshot, report, bound),
        stop=snapshot.interrupt,
        sql_digest=report.digest,
        title_zh=report.title.zh,
        title_en=report.title.en,
        description_zh=report.question.zh,
        description_en=report.question.en,
        parameters=bound,
    )


def sources_of(snapshot: Snapshot) -> list[dict[str, str]]:
    """The documents a snapshot was made from, as a Data Package names its sources."""
    documents = snapshot.arrow(
        "SELECT documents.issuer, documents.title, documents.doc_number FROM documents"
        " ORDER BY documents.issuer, documents.title, documents.doc_number, documents.document_id"
    )
    return [
        {"title": " ".join(part for part in document.values() if part)} for document in documents.to_pylist()
    ]
