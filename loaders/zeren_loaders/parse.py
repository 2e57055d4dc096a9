"""One file in, one `ParsedDocument` out. No database is touched here."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

from zeren_schema.errors import UsageError, ZerenError

from zeren_loaders import script
from zeren_loaders.build import Builder
from zeren_loaders.grammar.assemble import Draft, assemble
from zeren_loaders.grammar.layout import logical_lines
from zeren_loaders.grammar.metadata import read_metadata, site_owners
from zeren_loaders.grammar.tables import add_plans, find_sheets
from zeren_loaders.jurisdictions import find_jurisdiction, level_of_code, stated
from zeren_loaders.passages import fold
from zeren_loaders.readers import Source, read_bytes, read_source
from zeren_loaders.readers.furniture import mark_furniture
from zeren_loaders.records import Finding, Jurisdiction, LoadOptions, ParsedDocument
from zeren_loaders.sidecar import read_sidecar
from zeren_loaders.units.identity import Register
from zeren_loaders.units.naming import merge_spellings

NO_OPTIONS = LoadOptions()
# How many lines of the head, and how long ones, may name the place where issuer and title do not.
_HEAD = 12
_HEAD_LINE = 60


def parse_file(path: Path, options: LoadOptions = NO_OPTIONS) -> ParsedDocument:
    """Read one document.

    Raises UsageError for a wrong path or option, ZerenError for a file without readable text or without a
    single task.
    """
    path = Path(path)
    return parse_bytes(path, read_bytes(path), options)


def parse_bytes(path: Path, data: bytes, options: LoadOptions = NO_OPTIONS) -> ParsedDocument:
    """Read one document whose bytes are at hand; `path` names it and its sidecar."""
    source = read_source(path, data, options.encoding)
    document = parse_source(source, read_sidecar(path), options)
    if not document.tasks:
        raise ZerenError(f"{path}: no task found; this text assigns no tasks to units, so nothing was stored")
    return document


def parse_source(
    source: Source, sidecar: dict[str, Any] | None = None, options: LoadOptions = NO_OPTIONS
) -> ParsedDocument:
    """Read text that a reader has made of a file. A text without tasks gives a document without plans."""
    document = ParsedDocument(source.name, source.sha256, source.text, findings=source.findings)
    said = sidecar or {}
    if script.is_traditional(source.text):
        # The grammar reads Simplified script; what was printed stays in `documents.text`.
        source.folded = script.simplified(source.folded)
        mark_furniture(source)
    place = _jurisdiction(said, options)
    register = Register(place.code if place else None)
    tables = find_sheets(source, register.knows)
    lines, findings = logical_lines(source, register.knows, tables.taken)
    document.findings += [*tables.findings, *findings]
    draft = assemble(lines, register.knows)
    add_plans(draft, tables, source, lines, register.knows)
    metadata = read_metadata(source, draft)
    document.title, document.doc_number = metadata.title, metadata.doc_number
    document.issuer, document.issued_on, document.year = metadata.issuer, metadata.issued_on, metadata.year
    for name in ("title", "doc_number", "issuer", "issued_on", "year"):
        if name in said:
            setattr(document, name, said[name])
    _settle_place(document, place, draft, source)
    if document.jurisdiction is not None:
        found = document.jurisdiction
        register.settle(found.code, found.name, found.level)
    for label, line in draft.pieces:
        document.pieces.append((label, line.passage.spans[0][0], line.passage.spans[-1][1]))
    for index in source.furniture:
        document.pieces.append(("furniture", *source.lines[index]))
    if said.get("sha256") not in (None, source.sha256):
        document.findings.append(
            Finding("sidecar_for_other_bytes", "warning", "附属说明文件的 sha256 与本文件不符")
        )
    Builder(document, register, draft).build()
    merge_spellings(document, register)
    return document


def _settle_place(document: ParsedDocument, place: Jurisdiction | None, draft: Draft, source: Source) -> None:
    """The jurisdiction: what a person said, else what issuer, title and head of the document name.

    A web page without such words is taken to be that of the government whose site it stands on.
    """
    if place is not None and place.name:
        document.jurisdiction = place
        return
    said = [fold(text) for text in (document.issuer, document.title) if text]
    if script.is_traditional(document.text):
        said = [script.simplified(text) for text in said]
    # A head line is short; the number of lines is bounded so that a long preface costs nothing.
    said += [line.text for line in draft.front[:_HEAD] if len(line.text) <= _HEAD_LINE]
    around = source.folded
    found, finding = find_jurisdiction(
        said, doc_number=document.doc_number, year=document.year, around=around
    )
    if found is None:
        found, finding = find_jurisdiction(site_owners(source), year=document.year, around=around)
    if place is not None:
        place.name = found.name if found else place.code or ""
        document.jurisdiction = place
        return
    document.jurisdiction = found
    if finding is not None:
        document.findings.append(finding)


def check_options(options: LoadOptions) -> None:
    """Raises UsageError for an option that no document could be read with."""
    if options.jurisdiction is not None:
        stated(options.jurisdiction)
    if options.encoding is not None:
        try:
            codecs.lookup(options.encoding)
        except (LookupError, ValueError):
            raise UsageError(f"{options.encoding!r} is no encoding; say utf-8, gb18030 or utf-16") from None


def _jurisdiction(said: dict[str, Any], options: LoadOptions) -> Jurisdiction | None:
    """What the options or the sidecar say; a code alone takes its name from the list of places."""
    check_options(options)
    in_sidecar = said.get("jurisdiction") or {}
    if options.jurisdiction is not None:
        place = stated(options.jurisdiction)
        if str(in_sidecar.get("code")) == place.code:
            place.name = in_sidecar.get("name") or place.name
        return place
    if not in_sidecar:
        return None
    code = str(in_sidecar["code"])
    return Jurisdiction(in_sidecar.get("name", ""), in_sidecar.get("level") or level_of_code(code), code)
